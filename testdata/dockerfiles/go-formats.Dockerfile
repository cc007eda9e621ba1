FROM docker:27
RUN docker inspect --format '{{.Id}}' x && docker ps -f "{{json .}}" && go list -f {{.Dir}} ./...
RUN mkdir -p /srv/{{a,b},{c,d}} && echo ${#name} && awk '{{ print $1 }}' file
LABEL usage="docker inspect -f '{{ .Config }}'"
CMD ["sh"]
