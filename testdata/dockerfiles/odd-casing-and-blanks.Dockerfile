

   # indented comment
from alpine as Base
	run echo tab
Run   --network=none    echo   spaced   
cOpY a\
  b /c
  entrypoint ["sh"]
