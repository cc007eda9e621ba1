//! How reports name a file or a page to readers that know the repository, or the web, and not the working directory.

use crate::catalog::{Page, is_shellcheck, wiki};
use crate::text::normalize;
use std::borrow::Cow;
use std::fmt::Write as _;

/// Where the working directory stands, seen from the repository whose files are reported. The paths of findings are
/// relative to the former; readers on a server know the latter alone.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Root {
    /// In the repository: its path from the repository's root on, with `/`; empty at the root, or without a repository.
    Inside(String),
    /// Outside it. Both paths are absolute, with `/`.
    Outside {
        /// The working directory.
        directory: String,
        /// The repository's root.
        root: String,
    },
}

impl Default for Root {
    fn default() -> Self {
        Self::Inside(String::new())
    }
}

impl Root {
    /// `path`, a finding's, from the repository's root on; `None` for one outside the repository.
    pub(super) fn inside(&self, path: &str) -> Option<String> {
        let here =
            |directory: &str| if path.starts_with('/') { None } else { normalize(&format!("{directory}/{path}")) };
        match self {
            Self::Inside(directory) => here(directory),
            Self::Outside { directory, root } => below(root, directory, path).or_else(|| here("")),
        }
    }

    /// The same; a path outside the repository stays as it is.
    pub(super) fn name(&self, path: &str) -> String {
        self.inside(path).unwrap_or_else(|| path.to_owned())
    }
}

/// `path`, which may be relative to `directory`, from `root` on, if it is below that.
fn below(root: &str, directory: &str, path: &str) -> Option<String> {
    let absolute = if path.starts_with('/') { path.to_owned() } else { format!("{directory}/{path}") };
    let (absolute, root) = (normalize(&absolute)?, normalize(root)?);
    let rest = absolute.strip_prefix(&root)?;
    if root.is_empty() { Some(rest.to_owned()) } else { rest.strip_prefix('/').map(str::to_owned) }
}

/// `path` as the path of a URI (RFC 3986): whatever is neither unreserved nor a slash as `%XX`.
pub(super) fn percent_encode(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(char::from(byte)),
            // Writing to a string does not fail.
            _ => _ = write!(uri, "%{byte:02X}"),
        }
    }
    uri
}

/// The page on the web, as of this version; ShellCheck's codes have theirs in its wiki. Pages that are loaded beside the built-in ones are on nobody's web site;
/// the built-in ones alone are compiled in, hence borrowed.
pub(super) fn rule_page(page: &Page) -> Option<String> {
    if is_shellcheck(&page.id) {
        return Some(wiki(&page.id));
    }
    let (Cow::Borrowed(id), Cow::Borrowed(group)) = (&page.id, &page.group) else { return None };
    let repository = env!("CARGO_PKG_REPOSITORY");
    Some(format!("{repository}/blob/v{}/rules/{group}/{id}.md", env!("CARGO_PKG_VERSION")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(directory: &str) -> Root {
        Root::Inside(directory.to_owned())
    }

    #[test]
    fn a_path_is_named_from_the_root_on() {
        assert_eq!(at("").name("docker/Dockerfile"), "docker/Dockerfile");
        assert_eq!(at("services/web").name("./../api/Dockerfile"), "services/api/Dockerfile");
    }

    #[test]
    fn a_path_outside_the_repository_is_not_in_it() {
        assert_eq!(at("web").inside("../../Dockerfile"), None);
        assert_eq!(at("").inside("/srv/Dockerfile"), None);
        assert_eq!(at("").name("/srv/Dockerfile"), "/srv/Dockerfile");
    }

    #[test]
    fn a_repository_elsewhere_is_named_from_its_own_root_on() {
        let outside = |directory: &str, root: &str| Root::Outside { directory: directory.into(), root: root.into() };
        let src = outside("/", "/src");
        assert_eq!(src.inside("src/docker/Dockerfile").as_deref(), Some("docker/Dockerfile"));
        assert_eq!(src.inside("/src/docker/Dockerfile").as_deref(), Some("docker/Dockerfile"));
        assert_eq!(src.inside("/src2/Dockerfile"), None);
        assert_eq!(outside("/srv/a", "/srv/b").inside("../b/Dockerfile").as_deref(), Some("Dockerfile"));
    }
}
