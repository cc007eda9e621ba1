//! Which registries are public, and which are private for sure.

use crate::parse::ImageName;
use std::net::{Ipv4Addr, Ipv6Addr};

/// Registries whose images everybody can pull.
pub(super) const PUBLIC: &[&str] = &[
    "docker.io",
    "index.docker.io",
    "registry-1.docker.io",
    "registry.hub.docker.com",
    "ghcr.io",
    "quay.io",
    "gcr.io",
    "us.gcr.io",
    "eu.gcr.io",
    "asia.gcr.io",
    "k8s.gcr.io",
    "mirror.gcr.io",
    "registry.k8s.io",
    "mcr.microsoft.com",
    "public.ecr.aws",
    "registry.gitlab.com",
    "nvcr.io",
    "lscr.io",
    "docker.elastic.co",
    "registry.access.redhat.com",
    "registry.fedoraproject.org",
    "registry.opensuse.org",
    "registry.suse.com",
    "registry.opendev.org",
    "container-registry.oracle.com",
    "codeberg.org",
    "cgr.dev",
    "dhi.io",
    "ubuntu.azurecr.io",
];

/// Domains that are used inside one network alone.
const INTERNAL: [&str; 6] = [".internal", ".local", ".corp", ".lan", ".intranet", ".localdomain"];

/// Whether `entry`, a host or a host with the beginning of a path, covers the image.
pub(super) fn matches(entry: &str, host: &str, repository: &str) -> bool {
    let (entry_host, prefix) = entry.split_once('/').unwrap_or((entry, ""));
    let below = repository.strip_prefix(prefix.trim_end_matches('/'));
    let inside = below.is_some_and(|rest| prefix.is_empty() || rest.is_empty() || rest.starts_with('/'));
    entry_host.eq_ignore_ascii_case(host) && inside
}

/// Why the image's registry is private for sure; `None` where that can't be told.
pub(super) fn why_private(image: &ImageName<'_>) -> Option<&'static str> {
    let registry = image.registry?.to_lowercase();
    let host = image.host().to_lowercase();
    let address = host.trim_start_matches('[').trim_end_matches(']');
    if host == "localhost" || host.ends_with(".localhost") {
        return Some("this machine alone");
    }
    if let Ok(address) = address.parse::<Ipv4Addr>() {
        let private = address.is_private() || address.is_loopback() || address.is_link_local() || is_shared(address);
        return private.then_some("an address of a private network");
    }
    if let Ok(address) = address.parse::<Ipv6Addr>() {
        let private = address.is_loopback() || address.is_unique_local() || address.is_unicast_link_local();
        return private.then_some("an address of a private network");
    }
    if INTERNAL.iter().any(|domain| host.ends_with(domain)) {
        return Some("a name that exists inside one network alone");
    }
    if !host.contains('.') && registry.contains(':') {
        return Some("a host without a domain, which exists inside one network alone");
    }
    if is_amazon_account(&host) {
        return Some("the registry of one account at Amazon, which asks for its credentials");
    }
    if host.ends_with(".azurecr.io") {
        return Some("a registry at Azure, which asks for its owner's credentials");
    }
    let labels: Vec<&str> = host.split('.').collect();
    let product = |name: &str| labels.iter().any(|label| label.split('-').any(|part| part == name));
    if host.ends_with(".jfrog.io") || product("artifactory") || product("nexus") || product("nexus3") {
        return Some("an organisation's own store of artifacts");
    }
    None
}

/// Carrier-grade NAT, 100.64.0.0/10: no address that the public can reach.
fn is_shared(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    first == 100 && (64..128).contains(&second)
}

/// `123456789012.dkr.ecr.REGION.amazonaws.com`.
fn is_amazon_account(host: &str) -> bool {
    let amazon = host.ends_with(".amazonaws.com") || host.ends_with(".amazonaws.com.cn") || host.ends_with(".on.aws");
    amazon && host.split('.').any(|label| label.starts_with("dkr"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn why(text: &str) -> Option<&'static str> {
        why_private(&ImageName::parse(text).unwrap())
    }

    #[test]
    fn certain_hosts_are_private() {
        for text in [
            "localhost/a",
            "localhost:5000/a",
            "127.0.0.1:5000/a",
            "192.168.1.4/a",
            "172.16.0.1:80/a",
            "169.254.1.1:80/a",
            "registry:5000/a",
            "hub.corp/a",
            "a.b.internal/x/y",
            "012345678901.dkr.ecr.eu-west-1.amazonaws.com/a",
            "mine.azurecr.io/a",
            "acme.jfrog.io/docker/a",
            "artifactory.example.com/a",
            "nexus.example.org:8443/a",
        ] {
            assert!(why(text).is_some(), "{text}");
        }
    }

    #[test]
    fn other_hosts_are_not_certain() {
        for text in
            ["a/b", "europe-docker.pkg.dev/p/r/a", "registry.example.org/a", "8.8.8.8/a", "connexus.example.org/a"]
        {
            assert_eq!(why(text), None, "{text}");
        }
    }

    #[test]
    fn an_entry_may_name_the_beginning_of_a_path() {
        assert!(matches("ghcr.io", "ghcr.io", "a/b"));
        assert!(matches("registry.example.org/learning", "registry.example.org", "learning/base"));
        assert!(!matches("registry.example.org/learning", "registry.example.org", "learningx/base"));
        assert!(!matches("registry.example.org/learning", "registry.example.org", "other"));
    }
}
