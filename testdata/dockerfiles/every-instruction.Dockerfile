ARG VERSION=3.12
FROM python:${VERSION:-3.11}-slim AS base
ARG VERSION
ENV A=1 B="two words" C=three\ words D='$no'
ENV LEGACY some text with = signs
LABEL org.opencontainers.image.title="A service" plain=yes
FROM base AS final
COPY --from=base --chown=app:app ["a b", "/c d/"]
ADD https://example.com/x.tar.gz /tmp/
EXPOSE 80 443/tcp 8000-8010/UDP
VOLUME ["/data"]
VOLUME /logs /cache
USER app
WORKDIR "/srv/my app"
STOPSIGNAL SIGTERM
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
HEALTHCHECK --interval=30s --retries=3 CMD curl -f http://localhost/ || exit 1
HEALTHCHECK NONE
MAINTAINER someone <someone@example.com>
ONBUILD COPY . /app
ENTRYPOINT exec ./run
CMD [ -f x ] && echo shell form