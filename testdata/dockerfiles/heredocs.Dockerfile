FROM debian:12
RUN <<EOF
apt-get update
# a shell comment
FROM nothing
EOF
RUN <<-'SCRIPT' python3
	print("tabs are stripped")
	SCRIPT
RUN cat <<A <<"B C" > /out
first
A
second
B C
COPY <<app.conf <<EOF /etc/app/
key=value
app.conf
other
EOF
COPY --chmod=755 <<"entry" /entry.sh
#!/bin/sh
exec "$@"
entry
RUN echo "no <<HERE" '<<nor here' a<<b
RUN cat <<< word
ONBUILD RUN <<EOF
make
EOF
RUN python3 <<EOF && echo done
print("$HOME")
EOF
CMD ["cat", "<<EOF"]
