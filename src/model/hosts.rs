//! Which hosts are private for sure: nobody outside one network or organisation can fetch from them.

use std::net::{Ipv4Addr, Ipv6Addr};

/// Domains that are used inside one network alone.
const INTERNAL: [&str; 6] = [".internal", ".local", ".corp", ".lan", ".intranet", ".localdomain"];

/// Hosts that would count as private by their name, and serve everybody.
const PUBLIC: [&str; 1] = ["releases.jfrog.io"];

/// Why `host`, with its port if one is written, is private for sure; `None` where that can't be told.
pub fn why_private(host: &str) -> Option<&'static str> {
    let full = host.to_lowercase();
    let (host, has_port) = without_port(&full);
    let address = host.trim_start_matches('[').trim_end_matches(']');
    if is_this_machine(host) && address.parse::<Ipv4Addr>().is_err() {
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
    if PUBLIC.contains(&host) {
        return None;
    }
    if INTERNAL.iter().any(|domain| host.ends_with(domain)) {
        return Some("a name that exists inside one network alone");
    }
    if !host.contains('.') && has_port {
        return Some("a host without a domain, which exists inside one network alone");
    }
    if is_amazon_account(host) {
        return Some("the registry of one account at Amazon, which asks for its credentials");
    }
    if host.ends_with(".azurecr.io") {
        return Some("a registry at Azure, which asks for its owner's credentials");
    }
    let product = |name: &str| host.split('.').any(|label| label.split('-').any(|part| part == name));
    if host.ends_with(".jfrog.io") || product("artifactory") || product("nexus") || product("nexus3") {
        return Some("an organisation's own store of artifacts");
    }
    None
}

/// Whether `host` is the machine itself: what a build starts and asks on its own.
pub fn is_this_machine(host: &str) -> bool {
    let (host, _) = without_port(host);
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost"
        || host.ends_with(".localhost")
        || address.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback() || address.is_unspecified())
        || address.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback())
}

/// `[::1]:80` is `[::1]`, `a:80` is `a`; whether there was a port.
fn without_port(host: &str) -> (&str, bool) {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => {
            let bare_ipv6 = name.contains(':') && !name.ends_with(']');
            if bare_ipv6 { (host, false) } else { (name, true) }
        }
        _ => (host, false),
    }
}

/// Carrier-grade NAT, 100.64.0.0/10: no address that the public can reach.
fn is_shared(address: Ipv4Addr) -> bool {
    let [first, second, ..] = address.octets();
    first == 100 && (64..128).contains(&second)
}

/// `123456789012.dkr.ecr.REGION.amazonaws.com`, `DOMAIN-123456789012.d.codeartifact.REGION.amazonaws.com`.
fn is_amazon_account(host: &str) -> bool {
    let amazon = host.ends_with(".amazonaws.com") || host.ends_with(".amazonaws.com.cn") || host.ends_with(".on.aws");
    amazon && host.split('.').any(|label| label.starts_with("dkr") || label == "codeartifact")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn certain_hosts_are_private() {
        for host in [
            "localhost",
            "localhost:5000",
            "127.0.0.1:5000",
            "192.168.1.4",
            "172.16.0.1:80",
            "169.254.1.1:80",
            "[fd00::1]:80",
            "registry:5000",
            "hub.corp",
            "a.b.internal",
            "012345678901.dkr.ecr.eu-west-1.amazonaws.com",
            "acme-012345678901.d.codeartifact.us-east-1.amazonaws.com",
            "mine.azurecr.io",
            "acme.jfrog.io",
            "artifactory.example.com",
            "nexus.example.org:8443",
        ] {
            assert!(why_private(host).is_some(), "{host}");
        }
    }

    #[test]
    fn other_hosts_are_not_certain() {
        for host in [
            "docker.io",
            "europe-docker.pkg.dev",
            "registry.example.org",
            "8.8.8.8",
            "connexus.example.org",
            "releases.jfrog.io",
            "host",
        ] {
            assert_eq!(why_private(host), None, "{host}");
        }
    }

    #[test]
    fn a_build_may_ask_its_own_machine() {
        assert!(is_this_machine("localhost:8000") && is_this_machine("127.0.0.1") && is_this_machine("[::1]:80"));
        assert!(!is_this_machine("10.0.0.1"));
    }
}
