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
                && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-'))
        };
        // Sixty-four hexadecimal digits alone are an image's id.
        let id = || self.registry.is_none() && self.repository.len() == 64 && self.repository.bytes().all(is_hex);
        !self.repository.is_empty()
            && self.repository.len() <= 255
            && self.repository.as_bytes().split(|byte| *byte == b'/').all(is_component)
            && self.registry.is_none_or(|registry| is_host(registry) || is_component(registry.as_bytes()))
            && self.tag.is_none_or(tag)
            && self.digest.is_none_or(is_digest)
            && !id()
    }
}

/// Whether the first component of a name is a registry, well-formed or not.
fn is_registry(first: &str) -> bool {
    first.contains(['.', ':']) || first == "localhost" || first.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// Letters, digits and hyphens between dots, or an address in brackets; a port behind.
fn is_host(registry: &str) -> bool {
    let label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let port = |port: &str| !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit());
    if let Some((address, behind)) = registry.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let known = !address.is_empty() && address.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':');
        return known && (behind.is_empty() || behind.strip_prefix(':').is_some_and(port));
    }
    let (host, behind) = registry.split_once(':').map_or((registry, None), |(host, port)| (host, Some(port)));
    host.split('.').all(label) && behind.is_none_or(port)
}

/// The three algorithms that there are, each with as many digits as it gives.
fn is_digest(digest: &str) -> bool {
    let digits = match digest.split_once(':') {
        Some(("sha256", digits)) if digits.len() == 64 => digits,
        Some(("sha384", digits)) if digits.len() == 96 => digits,
        Some(("sha512", digits)) if digits.len() == 128 => digits,
        _ => return false,
    };
    digits.bytes().all(is_hex)
}

fn is_hex(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'a'..=b'f')
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
        let digest = format!("sha256:{}", "0123456789abcdef".repeat(4));
        let text = format!("ghcr.io/x/y:1@{digest}");
        assert_eq!(parts(&text), Some(["ghcr.io", "x/y", "1", &digest]));
        assert_eq!(parts("[::1]:5000/a"), Some(["[::1]:5000", "a", "-", "-"]));
        assert_eq!(parts("my_host.org/a"), Some(["my_host.org", "a", "-", "-"]));
    }

    #[test]
    fn malformed_references_are_none() {
        for text in ["", "ubuntu:", ":1", "Ubuntu", "a//b", "a/-b", "a b", "x@sha256:12", "a..b", "a:-1"] {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn a_registry_is_a_host_and_a_port_of_digits() {
        for text in ["alpine:x/y", "localhost:abc/x", "reg.io:80a/x", "-a.b/c", "a..b/c", "my_host:5000/x", "[x]/a"] {
            assert_eq!(parts(text), None, "{text}");
        }
    }

    #[test]
    fn ids_and_digests_of_the_wrong_length_name_no_image() {
        let hex = "0123456789abcdef".repeat(4);
        assert_eq!(parts(&hex), None);
        assert!(parts(&format!("acme/{hex}")).is_some());
        let digests =
            [format!("sha256:{}", &hex[..40]), format!("md5:{}", &hex[..32]), format!("sha256:{}", hex.to_uppercase())];
        for digest in digests {
            assert_eq!(parts(&format!("a@{digest}")), None, "{digest}");
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
