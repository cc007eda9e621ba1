//! Paths in an image, without their leading slash. The home directory is `~` however it is written.

use crate::text::{is_normal, normalize};
use std::borrow::Cow;

/// Longer paths are not followed.
const MAX_LENGTH: usize = 1024;

/// `path` seen from `directory`; `None` where it leaves the root.
pub(super) fn join(directory: &str, path: &str) -> Option<String> {
    let path = path.strip_prefix("${HOME}").map_or(Cow::Borrowed(path), |rest| Cow::Owned(format!("~{rest}")));
    let whole = match path.as_bytes().first() {
        // A path that begins with an unknown variable is its own root.
        Some(b'/' | b'~' | b'$') => path,
        _ if directory.is_empty() => path,
        _ => Cow::Owned(format!("{directory}/{path}")),
    };
    let whole = if is_normal(&whole) { whole.into_owned() } else { normalize(&whole)? };
    if whole.len() > MAX_LENGTH {
        return None;
    }
    // What runs as root has its home here; for others the two are rarely used side by side.
    Some(match whole.strip_prefix("root") {
        Some("") => "~".to_owned(),
        Some(rest) if rest.starts_with('/') => format!("~{rest}"),
        _ => whole,
    })
}

/// The last part of a path or an address, without a query.
pub fn base_name(path: &str) -> &str {
    let path = if path.contains("://") { path.split(['?', '#']).next().unwrap_or(path) } else { path };
    path.trim_end_matches('/').rsplit('/').next().unwrap_or("")
}

/// What follows the last dot of the last part, in lower case; empty where there is none.
pub fn extension(path: &str) -> String {
    base_name(path).rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase())
}

/// A directory and what stands below it in `path`, from the path itself to the root.
pub(super) fn ancestors(path: &str) -> impl Iterator<Item = (&str, &str)> {
    const DEEPEST: usize = 48;
    let mut at = Some(path.len());
    std::iter::from_fn(move || {
        let end = at?;
        at = if end == 0 { None } else { Some(path[..end].rfind('/').unwrap_or(0)) };
        Some((&path[..end], path[end..].trim_start_matches('/')))
    })
    .take(DEEPEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_has_one_name() {
        for written in ["~/x", "/root/x", "${HOME}/x"] {
            assert_eq!(join("app", written).as_deref(), Some("~/x"));
        }
    }

    #[test]
    fn an_unknown_variable_is_its_own_root() {
        assert_eq!(join("app", "${DIR}/x").as_deref(), Some("${DIR}/x"));
        assert_eq!(join("app", "a/../x").as_deref(), Some("app/x"));
    }

    #[test]
    fn an_address_has_a_name_and_an_extension() {
        assert_eq!(base_name("https://example.org/a/get.sh?v=1"), "get.sh");
        assert_eq!(extension("https://example.org/a/get.SH?v=1.2"), "sh");
        assert_eq!(extension("/opt/v1.2/tool"), "");
    }

    #[test]
    fn ancestors_go_up_to_the_root() {
        let found: Vec<_> = ancestors("a/b/c").collect();
        assert_eq!(found, [("a/b/c", ""), ("a/b", "c"), ("a", "b/c"), ("", "a/b/c")]);
    }
}
