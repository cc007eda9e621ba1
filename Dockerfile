# syntax=docker/dockerfile:1

# The image of oep45, for CI that runs its jobs in containers and for machines that have neither Python nor Rust:
#
#     docker build --tag oep45 .
#     docker run --rm --volume "$PWD:/repository:ro" oep45
#
# The image holds no configuration: what it checks, and how, comes from the repository that is mounted.

# The compiler that Cargo.toml asks for. It is of the same Debian release as the last stage, because the program is linked
# with that release's C library. Nothing of this stage gets into the image but the program.
FROM rust:1.95.0-slim-trixie AS build

WORKDIR /build

# The package, its locked dependencies, and the script that compiles the rule pages in.
COPY Cargo.toml Cargo.lock build.rs ./

# Cargo.toml names the benchmarks and an example, and Cargo refuses a package whose named files are missing.
COPY benches/ benches/
COPY examples/ examples/

# The rule pages and the program.
COPY rules/ rules/
COPY src/ src/

# The crates stay in a cache of the builder's, so that the next build downloads only what is new.
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    cargo build --release --locked

# Debian, and not an empty image: CI systems such as GitLab start a shell inside the image to run a job's script.
FROM debian:trixie-20260803-slim

# What registries and code hosts show beside the image.
LABEL org.opencontainers.image.title="oep45" \
      org.opencontainers.image.description="Checks Dockerfiles against Open edX's OEP-45" \
      org.opencontainers.image.source="https://github.com/openedx/oep45" \
      org.opencontainers.image.licenses="Apache-2.0"

# Owned by root, so that the user below can run the program and cannot change it.
COPY --from=build /build/target/release/oep45 /usr/local/bin/oep45

# Reading a repository takes no rights. A number, because Kubernetes can tell only from a number that it isn't root.
USER 10001:10001

# The repository to check is mounted here.
WORKDIR /repository

# `docker run oep45` checks what is mounted; `docker run oep45 explain missing-cmd` is any other command.
ENTRYPOINT ["oep45"]
CMD ["check"]
