# syntax = docker/dockerfile:1.7
# escape = \
# check=skip=JSONArgsRecommended;error=true
# not=a directive
# escape=`
FROM scratch
COPY a /a
