FROM --platform=$BUILDPLATFORM golang:1.23 AS build
RUN --mount=type=cache,target=/root/.cache \
    --mount=type=secret,id=token \
    --network=none \
    go build ./...
COPY --link --chmod=0644 a b /c/
RUN --mount=type=bind,from=build,source=/src,target=/src -- make
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/a /a
