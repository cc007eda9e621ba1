//! Whether a comment names a package: versions, globs and variable parts make no difference.
//!
//! ```text
//! python3.12-dev  python3-dev  python${V}-dev  python*-dev     one package, four ways to write it
//! ```

use std::borrow::Cow;
use std::collections::HashSet;

/// The packages that comments name, and every other word of theirs.
#[derive(Clone, Debug, Default)]
pub struct Named {
    words: HashSet<String>,
    globs: Vec<String>,
}

impl Named {
    /// Take up the words of a comment.
    pub fn add(&mut self, text: &str) {
        for word in without_variables(text).split(is_separator) {
            let word = word.trim_end_matches(['.', '!', '?']).trim_start_matches(['#', '-', '@']);
            if !word.contains(char::is_alphabetic) {
                continue;
            }
            if word.contains('*') && word.len() > 1 && self.globs.len() < MOST_GLOBS {
                self.globs.push(word.to_owned());
            }
            let plain = unversioned(word);
            if plain.len() > 2 && plain.ends_with('s') {
                self.words.insert(plain[..plain.len() - 1].to_owned());
            }
            self.words.insert(plain);
        }
    }

    fn is_empty(&self) -> bool {
        self.words.is_empty() && self.globs.is_empty()
    }

    /// Whether a comment names `package`, which may itself hold a variable.
    pub fn holds(&self, package: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let package = without_variables(package);
        self.words.contains(&unversioned(&package)) || self.globs.iter().any(|glob| matches(glob, &package))
    }

    /// Whether a comment names `package` or what it belongs to: `python` for `python3-venv`.
    pub fn holds_part_of(&self, package: &str) -> bool {
        if self.is_empty() {
            return false;
        }
        let plain = unversioned(package);
        let mut dashes = plain.match_indices('-').map(|(at, _)| at).take(MOST_PARTS);
        self.holds(package) || dashes.any(|at| self.words.contains(&plain[..at]))
    }
}

fn is_separator(char: char) -> bool {
    char.is_whitespace()
        || matches!(
            char,
            ',' | ';' | ':' | '/' | '(' | ')' | '[' | ']' | '`' | '\'' | '"' | '&' | '|' | '=' | '<' | '>'
        )
}

/// A comment with more patterns is no list of packages.
const MOST_GLOBS: usize = 64;

/// A name of more parts is judged by the first ones.
const MOST_PARTS: usize = 8;

/// Without digits, dots and patterns, in lower case: what is left of a name when its version goes.
fn unversioned(name: &str) -> String {
    let kept = name.chars().filter(|char| !(char.is_ascii_digit() || matches!(char, '.' | '*')));
    kept.map(|char| char.to_ascii_lowercase()).collect()
}

/// `python${V}-dev` as `python*-dev`, and `python{version}-dev` and `python<version>-dev` as well.
pub(super) fn without_variables(text: &str) -> Cow<'_, str> {
    if !text.contains(['$', '{', '<']) {
        return Cow::Borrowed(text);
    }
    let is_word = |char: char| char.is_ascii_alphanumeric() || char == '_';
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['$', '{', '<']) {
        let (before, behind) = rest.split_at(at);
        let (sign, inner) = behind.split_at(1);
        plain.push_str(before);
        let found = match sign {
            "$" => Some(match inner.strip_prefix('{') {
                Some(inner) => inner.split_once('}').map_or("", |(_, rest)| rest),
                None => inner.trim_start_matches(is_word),
            }),
            _ => placeholder(inner, if sign == "{" { b'}' } else { b'>' }),
        };
        plain.push_str(found.map_or(sign, |_| "*"));
        rest = found.unwrap_or(inner);
    }
    plain.push_str(rest);
    Cow::Owned(plain)
}

/// The longest word between brackets that stands for a version.
const LONGEST_PLACEHOLDER: usize = 32;

/// What stands behind a word and the bracket that closes it.
fn placeholder(text: &str, close: u8) -> Option<&str> {
    let end = text.bytes().take(LONGEST_PLACEHOLDER).position(|byte| byte == close)?;
    let is_word = end > 0 && text[..end].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    is_word.then(|| &text[end + 1..])
}

/// Whether `glob`, whose stars stand for anything, matches the whole of `name`.
fn matches(glob: &str, name: &str) -> bool {
    let mut parts = glob.split('*');
    let first = parts.next().unwrap_or("");
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    let mut last = None;
    for part in parts {
        if let Some(earlier) = last.replace(part) {
            let earlier: &str = earlier;
            match rest.find(earlier) {
                Some(at) => rest = &rest[at + earlier.len()..],
                None => return false,
            }
        }
    }
    last.map_or(rest.is_empty(), |last| rest.ends_with(last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(comment: &str, package: &str) -> bool {
        let mut named = Named::default();
        named.add(comment);
        named.holds(package)
    }

    #[test]
    fn versions_and_variables_make_no_difference() {
        for comment in [
            "python3-dev; headers",
            "python3.8-dev",
            "python${V}-dev: headers",
            "python{version}-dev; headers",
            "python<version>-dev: headers",
            "`python*-dev`",
            "(python-dev)",
        ] {
            assert!(holds(comment, "python3.12-dev"), "{comment}");
        }
        assert!(holds("python3-dev", "python*-dev") && holds("python3.12", "python${V}"));
        assert!(!holds("python3-dev", "python3-venv"));
        assert!(holds("git < 2 {or later} and curl", "curl"));
    }

    #[test]
    fn names_are_found_in_sentences() {
        assert!(holds("mysqlclient >= 2.2.0 requires pkg-config.", "pkg-config"));
        assert!(holds("build-essentials; for make", "build-essential"));
        assert!(!holds("for digital signatures", "git"));
    }

    #[test]
    fn a_star_in_a_comment_stands_for_anything() {
        assert!(holds("lib*-dev: headers", "libxml2-dev"));
        assert!(!holds("lib*-dev: headers", "gettext"));
        assert!(!holds("* all of them", "gettext"));
    }
}
