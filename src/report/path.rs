//! Paths as readers on a server want them: from the repository's root on, whatever the working directory was.

use crate::text::normalize;

/// `path`, which is relative to `root`, from the repository's root on; `root` is the working directory, relative to the
/// repository's root. A path that leads out of the repository stays as it is.
pub(super) fn from_root(root: &str, path: &str) -> String {
    if path.starts_with('/') {
        return path.to_owned();
    }
    normalize(&format!("{root}/{path}")).unwrap_or_else(|| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_begin_at_the_root() {
        assert_eq!(from_root("", "./docker/Dockerfile"), "docker/Dockerfile");
        assert_eq!(from_root("svc/web", "../api/Dockerfile"), "svc/api/Dockerfile");
    }

    #[test]
    fn paths_outside_the_repository_stay() {
        assert_eq!(from_root("web", "../../Dockerfile"), "../../Dockerfile");
        assert_eq!(from_root("web", "/srv/Dockerfile"), "/srv/Dockerfile");
    }
}
