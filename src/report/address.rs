//! How reports name a file or a page to readers that know the repository, or the web, and not the working directory.

use crate::catalog::Page;
use crate::text::normalize;
use std::borrow::Cow;
use std::fmt::Write as _;

/// `path`, which is relative to `root`, from the repository's root on; `None` for one outside the repository. `root` is
/// relative to the repository's root.
pub(super) fn in_repository(root: &str, path: &str) -> Option<String> {
    if path.starts_with('/') { None } else { normalize(&format!("{root}/{path}")) }
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

/// The page on the web, as of this version. Pages that are loaded beside the built-in ones are on nobody's web site;
/// the built-in ones alone are compiled in, hence borrowed.
pub(super) fn rule_page(page: &Page) -> Option<String> {
    let (Cow::Borrowed(id), Cow::Borrowed(group)) = (&page.id, &page.group) else { return None };
    let repository = env!("CARGO_PKG_REPOSITORY");
    Some(format!("{repository}/blob/v{}/rules/{group}/{id}.md", env!("CARGO_PKG_VERSION")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_named_from_the_root_on() {
        assert_eq!(in_repository("", "docker/Dockerfile").as_deref(), Some("docker/Dockerfile"));
        assert_eq!(in_repository("services/web", "./../api/Dockerfile").as_deref(), Some("services/api/Dockerfile"));
    }

    #[test]
    fn a_path_outside_the_repository_is_not_in_it() {
        assert_eq!(in_repository("web", "../../Dockerfile"), None);
        assert_eq!(in_repository("", "/srv/Dockerfile"), None);
    }
}
