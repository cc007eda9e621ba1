RUN too early
FROM
FORM ubuntu
FROM ubuntu AS 1st
FROM ubuntu # comment
COPY only
RUN ["a", 1]
&& apt-get update
apt-get install
ENV NAME
ENV A=1 B
EXPOSE eighty
COPY --form=x a b
HEALTHCHECK --interval=30 CMD true
SHELL bash -c
ONBUILD ONBUILD RUN x
RUN cat <<EOF
