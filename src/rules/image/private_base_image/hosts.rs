//! Which registries are public.

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
    "l.gcr.io",
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

/// Whether `entry`, a host or a host with the beginning of a path, covers the image.
pub(super) fn matches(entry: &str, host: &str, repository: &str) -> bool {
    let (entry_host, prefix) = entry.split_once('/').unwrap_or((entry, ""));
    // Most entries are other hosts.
    let below = || repository.strip_prefix(prefix.trim_end_matches('/'));
    let inside = |rest: &str| prefix.is_empty() || rest.is_empty() || rest.starts_with('/');
    entry_host.eq_ignore_ascii_case(host) && below().is_some_and(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_may_name_the_beginning_of_a_path() {
        assert!(matches("ghcr.io", "ghcr.io", "a/b"));
        assert!(matches("registry.example.org/learning", "registry.example.org", "learning/base"));
        assert!(!matches("registry.example.org/learning", "registry.example.org", "learningx/base"));
        assert!(!matches("registry.example.org/learning", "registry.example.org", "other"));
    }
}
