//! ShellCheck's codes: rules whose pages are elsewhere, and whose names are known by their form. They are in no list, are
//! selected by their names alone, and found like any other rule.

use super::{Fixes, Page, Precision};
use crate::finding::Severity;
use std::borrow::Cow;
use std::sync::OnceLock;

/// The group of ShellCheck's codes.
const SHELLCHECK: &str = "shellcheck";

/// How many codes four digits make.
const MOST: usize = 10_000;

/// Made when somebody asks: nobody knows which of the numbers ShellCheck will use.
static PAGES: [OnceLock<Page>; MOST] = [const { OnceLock::new() }; MOST];

/// Whether `name` is a code of ShellCheck's: `SC` and four digits.
pub fn is_shellcheck(name: &str) -> bool {
    number(name).is_some()
}

fn number(name: &str) -> Option<usize> {
    let digits = name.get(2..).filter(|_| name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("SC")))?;
    let four = digits.len() == 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| four)
}

/// Where ShellCheck explains a code.
pub fn wiki(code: &str) -> String {
    format!("https://www.shellcheck.net/wiki/{code}")
}

/// The page of a code; `None` for any other name.
pub(super) fn page(name: &str) -> Option<&'static Page> {
    let number = number(name)?;
    let made = PAGES.get(number)?.get_or_init(|| {
        let id = format!("SC{number:04}");
        let uri = wiki(&id);
        let markdown = format!(
            "# {id}\n\nShellCheck has a remark on a shell command.\n\n## Why\n\nShellCheck explains it: <{uri}>.\n"
        );
        Page {
            id: Cow::Owned(id),
            summary: Cow::Borrowed("ShellCheck has a remark on a shell command"),
            group: Cow::Borrowed(SHELLCHECK),
            clause: Cow::Borrowed(""),
            level: Severity::Warning,
            precision: Precision::High,
            security_severity: None,
            fixes: Fixes::None,
            aliases: Cow::Borrowed(&[]),
            in_part: Cow::Borrowed(&[]),
            yields_to: Cow::Borrowed(&[]),
            by_name: false,
            experimental: false,
            since: Cow::Borrowed(env!("CARGO_PKG_VERSION")),
            default: false,
            declares: false,
            path: Cow::Owned(uri),
            markdown: Cow::Owned(markdown),
        }
    });
    Some(made)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;

    #[test]
    fn codes_are_known_by_their_form() {
        for (name, known) in
            [("SC2086", true), ("sc1091", true), ("SC208", false), ("SC20866", false), ("DL3008", false)]
        {
            assert_eq!(is_shellcheck(name), known, "{name}");
        }
        let catalog = Catalog::default();
        assert_eq!(
            catalog.get("SC2086").map(|page| page.path.as_ref()),
            Some("https://www.shellcheck.net/wiki/SC2086")
        );
        assert_eq!(catalog.named("sc2086").unwrap()[0].id, "SC2086");
        assert_eq!(catalog.with_alias("SC2086")[0].id, "SC2086");
        assert!(catalog.pages().next().is_none());
    }
}
