//! The Dockerfiles of a repository: those that build what it holds itself.
//!
//! ```text
//! Dockerfile                 yes
//! docker/web.Dockerfile      yes
//! docker/nginx/Dockerfile    no: an image of other software, which stands beside the service
//! tests/e2e/Dockerfile       no: an example, a test, a template
//! .travis/Dockerfile         no: what continuous integration runs in
//! ```

use super::Repository;
use crate::text::{is_ci_folder, is_dockerfile};

/// Folders of images that stand beside a service.
const OTHER_SOFTWARE: [&str; 22] = [
    "caddy",
    "chrome",
    "db",
    "elastic",
    "elasticsearch",
    "haproxy",
    "kafka",
    "mailhog",
    "meilisearch",
    "memcached",
    "mongo",
    "mongodb",
    "mysql",
    "nginx",
    "opensearch",
    "postgres",
    "postgresql",
    "proxy",
    "rabbitmq",
    "redis",
    "selenium",
    "traefik",
];

/// Folders of things that are not for use by themselves.
const SPECIMENS: [&str; 10] =
    ["e2e", "example", "examples", "fixtures", "node_modules", "patches", "template", "templates", "test", "tests"];

/// The paths of the Dockerfiles, sorted.
pub(super) fn of(repository: &Repository<'_>) -> Vec<String> {
    repository.paths().iter().filter(|path| is_own(path)).cloned().collect()
}

fn is_own(path: &str) -> bool {
    may_be_own(path) && !is_for_ci(path)
}

/// Whether the file at `path` is a Dockerfile that continuous integration has for itself, unless something says that it builds
/// the service.
pub fn is_ci_dockerfile(path: &str) -> bool {
    may_be_own(path) && is_for_ci(path)
}

fn may_be_own(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let strange = |folder: &str| {
        let folder = folder.to_ascii_lowercase();
        folder.contains("{{") || OTHER_SOFTWARE.contains(&&*folder) || SPECIMENS.contains(&&*folder)
    };
    is_dockerfile(name) && !folders.split('/').any(strange)
}

/// Whether one of the folders of `path` is there for continuous integration.
fn is_for_ci(path: &str) -> bool {
    path.split('/').rev().skip(1).any(is_ci_folder)
}

#[cfg(test)]
mod tests {
    use super::is_own;

    #[test]
    fn what_builds_the_repository_itself_counts() {
        for path in ["Dockerfile", "Dockerfile-38", "docker/web.Dockerfile", "docker/images/dev/Dockerfile"] {
            assert!(is_own(path), "{path}");
        }
        for path in [
            "docker/nginx/Dockerfile",
            "MySQL/Dockerfile",
            "tests/Dockerfile",
            "{{cookiecutter.name}}/Dockerfile",
            "docs/Dockerfile.rst",
            ".travis/Dockerfile",
            "docker/ci/Dockerfile",
        ] {
            assert!(!is_own(path), "{path}");
        }
    }
}
