//! Image references, after the grammar of the distribution project's `reference` package.
//!
//! ```text
//! registry.example.com:5000/team/app:1.2@sha256:…
//! ^^^^^^^^^^^^^^^^^^^^^^^^^ registry  ^^^ ^^^^^^^^ tag, digest
//!                           ^^^^^^^^ repository
//! ```

use memchr::{memchr, memrchr2};

/// An image reference, taken apart. Nothing is filled in: a missing registry or tag is `None`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ImageName<'t> {
    /// Host, with its port: the first component, if it has a dot or a colon or is `localhost`.
    pub registry: Option<&'t str>,
    /// The path behind the registry.
    pub repository: &'t str,
    /// What follows the colon.
    pub tag: Option<&'t str>,
    /// What follows the `@`.
    pub digest: Option<&'t str>,
}

impl<'t> ImageName<'t> {
    /// Read a reference; `None` where it is not well-formed.
    pub fn parse(text: &'t str) -> Option<Self> {
        let (rest, digest) = match memchr(b'@', text.as_bytes()) {
            Some(at) => (&text[..at], Some(&text[at + 1..])),
            None => (text, None),
        };
        let (name, tag) = match memrchr2(b':', b'/', rest.as_bytes()) {
            Some(at) if rest.as_bytes()[at] == b':' => (&rest[..at], Some(&rest[at + 1..])),
            _ => (rest, None),
        };
        let (registry, repository) = match memchr(b'/', name.as_bytes()) {
            Some(at) if is_registry(&name[..at]) => (Some(&name[..at]), &name[at + 1..]),
            _ => (None, name),
        };
        let parsed = Self { registry, repository, tag, digest };
        parsed.is_well_formed().then_some(parsed)
    }

    /// The registry's host without port; `docker.io` where none is named.
    pub fn host(&self) -> &'t str {
        let registry = self.registry.unwrap_or("docker.io");
        match registry.rsplit_once(':') {
            Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
            _ => registry,
        }
    }

    /// Whether the image comes from Docker Hub.
    pub fn on_docker_hub(&self) -> bool {
        matches!(self.host(), "docker.io" | "index.docker.io" | "registry-1.docker.io" | "registry.hub.docker.com")
    }

    /// The repository as Docker Hub knows it: official images without their `library/`.
    pub fn short_repository(&self) -> &'t str {
        if self.on_docker_hub() {
            self.repository.strip_prefix("library/").unwrap_or(self.repository)
        } else {
            self.repository
        }
    }

    /// The name of an official image of Docker Hub, also where a mirror of it is named
    /// (`public.ecr.aws/docker/library/python`): the one component of its name.
    pub fn official_name(&self) -> Option<&'t str> {
        let name = match self.repository.rsplit_once("library/") {
            Some(("" | "docker/", name)) => name,
            None if self.on_docker_hub() || self.host() == "mirror.gcr.io" => self.repository,
            _ => return None,
        };
        (!name.contains('/')).then_some(name)
    }

    fn is_well_formed(&self) -> bool {
        let tag = |tag: &str| {
            tag.len() <= 128
                && !tag.starts_with(['.', '-'])
                && !tag.is_empty()
                && tag.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'.' | b'-'))
        };
        let digest = |digest: &str| {
            digest.split_once(':').is_some_and(|(algorithm, hex)| {
                !algorithm.is_empty() && hex.len() >= 32 && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
            })
        };
        !self.repository.is_empty()
            && self.repository.len() <= 255
            && self.repository.as_bytes().split(|byte| *byte == b'/').all(is_component)
            && self.tag.is_none_or(tag)
            && self.digest.is_none_or(digest)
    }
}

fn is_registry(first: &str) -> bool {
    let host =
        first.contains(['.', ':']) || first == "localhost" || first.bytes().any(|byte| byte.is_ascii_uppercase());
    host && first
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':' | b'[' | b']' | b'_'))
}

/// Lower-case letters and digits, joined by `.`, `_`, `__` or any number of `-`.
fn is_component(bytes: &[u8]) -> bool {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let ends = bytes.first().copied().is_some_and(plain) && bytes.last().copied().is_some_and(plain);
    // Most are letters alone.
    ends && (bytes.iter().copied().all(plain)
        || bytes
            .split(|byte| plain(*byte))
            .all(|run| matches!(run, b"" | b"." | b"_" | b"__") || run.iter().all(|byte| *byte == b'-')))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Registry, repository, tag and digest; `-` where there is none.
    fn parts(text: &str) -> Option<[&str; 4]> {
        let image = ImageName::parse(text)?;
        Some([image.registry.unwrap_or("-"), image.repository, image.tag.unwrap_or("-"), image.digest.unwrap_or("-")])
    }

    #[test]
    fn references_are_taken_apart() {
        assert_eq!(parts("ubuntu"), Some(["-", "ubuntu", "-", "-"]));
        assert_eq!(parts("openedx/credentials:dev"), Some(["-", "openedx/credentials", "dev", "-"]));
        assert_eq!(parts("localhost:5000/a/b"), Some(["localhost:5000", "a/b", "-", "-"]));
        let digest = "sha256:0123456789abcdef0123456789abcdef";
        let text = format!("ghcr.io/x/y:1@{digest}");
        assert_eq!(parts(&text), Some(["ghcr.io", "x/y", "1", digest]));
    }

    #[test]
    fn malformed_references_are_none() {
        for text in ["", "ubuntu:", ":1", "Ubuntu", "a//b", "a/-b", "a b", "x@sha256:12", "a..b"] {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn docker_hub_has_several_names() {
        for text in ["python:3", "docker.io/library/python:3", "library/python", "index.docker.io/python"] {
            let image = ImageName::parse(text).unwrap();
            assert!(image.on_docker_hub() && image.short_repository() == "python", "{text}");
        }
    }
}
