//! Lists that say what a package is for.
//!
//! ```text
//! # Packages installed:
//! # git; to pull requirements from GitHub         one entry, with its separator
//! # - language-pack-en, locales: for UTF-8        two names share what is said
//! # * python3-dev                                 a name alone
//! #   headers, for building wheels                …and what is said on the next line
//! ```

use super::Remark;
use super::naming::without_variables;
use crate::text::Span;
use memchr::memchr3_iter;

/// One entry of a list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListEntry<'t> {
    /// What it explains.
    pub names: Vec<ListedName<'t>>,
    /// Whether a `;`, a `:` or a dash stands between the names and what is said, or the latter on a line of its own further
    /// in; else it is on the next line, and may be anything.
    pub separated: bool,
    /// Index of its remark in [`super::Explanations::remarks`].
    pub remark: usize,
    /// The group of its remark.
    pub group: usize,
}

/// A name that a list explains.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ListedName<'t> {
    /// The name, as written: maybe a glob (`python*-dev`), maybe with a variable in it.
    pub text: &'t str,
    /// Where it stands.
    pub span: Span,
}

/// More names before one description are a sentence.
const MOST_NAMES: usize = 8;

pub(super) fn read<'t>(remarks: &[Remark<'t>]) -> Vec<ListEntry<'t>> {
    let mut entries = Vec::new();
    for (index, remark) in remarks.iter().enumerate() {
        let below = remarks.get(index + 1).filter(|below| below.group == remark.group);
        entries.extend(entry(index, remark, below));
    }
    entries
}

/// How far the text of a comment stands from its `#`.
fn indentation(remark: &Remark<'_>) -> u32 {
    remark.text_span.start - remark.span.start
}

fn entry<'t>(index: usize, remark: &Remark<'t>, below: Option<&Remark<'t>>) -> Option<ListEntry<'t>> {
    // `# # name: …` was commented out together with what it explains.
    let text = remark.text.trim_start_matches(['-', '*', '+', '•', ' ', '\t']);
    let (head, said) = split(text);
    let described = said.or(below.map(|below| below.text)).is_some_and(|said| said.contains(char::is_alphabetic));
    let separated = said.is_some() || below.is_some_and(|below| indentation(below) > indentation(remark) + 1);
    let tokens = || head.split([' ', '\t', ',', '&', '/']).filter(|token| !token.is_empty());
    let candidates = || tokens().filter(|token| !matches!(*token, "and" | "or"));
    let most = if said.is_some() { MOST_NAMES } else { 1 };
    if !described || candidates().nth(most).is_some() || tokens().nth(MOST_NAMES).is_some() {
        return None;
    }
    let names: Vec<ListedName<'t>> = candidates()
        .map(|token| {
            let text = token.trim_matches(['`', '"', '\'']);
            let at = text.as_ptr() as usize - remark.text.as_ptr() as usize;
            let begin = remark.text_span.start + u32::try_from(at).unwrap_or(0);
            ListedName { text, span: Span::new(begin, begin + u32::try_from(text.len()).unwrap_or(0)) }
        })
        .collect();
    let valid = !names.is_empty() && names.iter().all(|name| is_name(name.text));
    valid.then_some(ListEntry { names, separated, remark: index, group: remark.group })
}

/// Cut at the first separator; `None` behind it where there is none.
fn split(text: &str) -> (&str, Option<&str>) {
    const SEPARATORS: &[&str] = &["; ", ": ", " - ", " -- ", " – ", " — ", " => ", " -> ", " (", " = "];
    let behind = |at: usize| SEPARATORS.iter().find_map(|separator| text[at..].strip_prefix(separator));
    // All of them begin with one of these.
    let bytes = text.as_bytes();
    let likely = |at: &usize| matches!(bytes.get(at + 1), Some(b' ' | b'-' | b'=' | b'(' | 0xe2));
    let found = memchr3_iter(b';', b':', b' ', bytes).filter(likely).find_map(|at| Some((at, behind(at)?)));
    match found {
        Some((at, said)) => (&text[..at], Some(said)),
        None => (text.trim_end_matches([':', ';']), None),
    }
}

/// Whether a word may be the name of a package: no sentence begins so.
fn is_name(word: &str) -> bool {
    const NO_PACKAGES: &[&str] = &[
        "caution", "e.g.", "example", "fixme", "hint", "http", "https", "i.e.", "note", "see", "todo", "usage",
        "warning",
    ];
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"+.-_*:@".contains(&byte);
    let plain = without_variables(word);
    plain.len() > 1
        && plain.bytes().all(allowed)
        && plain.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '*')
        && plain.contains(|char: char| char.is_ascii_lowercase())
        && !plain.ends_with('.')
        && !NO_PACKAGES.contains(&&*plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(lines: &[&'static str]) -> Vec<(Vec<&'static str>, bool)> {
        let mut at = 0;
        let remarks: Vec<Remark<'static>> = lines
            .iter()
            .map(|line| {
                let end = at + u32::try_from(line.len()).unwrap();
                let span = Span::new(at, end);
                at = end + 1;
                let text = line.trim_start_matches('#').trim();
                let text_at =
                    span.start + u32::try_from(line.len() - line.trim_start_matches(['#', ' ']).len()).unwrap();
                Remark { span, text, text_span: Span::new(text_at, end), useful: true, inside: None, group: 0 }
            })
            .collect();
        let entry = |entry: ListEntry<'static>| (entry.names.iter().map(|name| name.text).collect(), entry.separated);
        read(&remarks).into_iter().map(entry).collect()
    }

    #[test]
    fn an_entry_has_names_and_what_is_said() {
        assert_eq!(names(&["# git; to clone"]), [(vec!["git"], true)]);
        assert_eq!(names(&["# - language-pack-en, locales: for UTF-8"]), [(vec!["language-pack-en", "locales"], true)]);
        assert_eq!(names(&["# * libxml2 - for lxml"]), [(vec!["libxml2"], true)]);
        assert_eq!(names(&["# gcc (compiles the extensions)"]), [(vec!["gcc"], true)]);
    }

    #[test]
    fn what_is_said_may_stand_on_the_next_line() {
        assert_eq!(names(&["# gettext", "#   for the translations"]), [(vec!["gettext"], true)]);
        assert_eq!(names(&["# gettext", "# for the translations"]), [(vec!["gettext"], false)]);
        assert!(names(&["# gettext"]).is_empty());
    }

    #[test]
    fn globs_and_variables_are_names() {
        assert_eq!(names(&["# python*-dev: headers"]), [(vec!["python*-dev"], true)]);
        assert_eq!(names(&["# python${V}-dev; headers"]), [(vec!["python${V}-dev"], true)]);
    }

    #[test]
    fn sentences_are_no_entries() {
        assert!(names(&["# Packages installed:", "# note: all of them", "# see: https://example.com"]).is_empty());
        assert!(names(&["# If you add a package here, say why"]).is_empty());
    }

    #[test]
    fn spans_are_those_of_the_names() {
        let (span, text_span) = (Span::new(10, 26), Span::new(13, 26));
        let remark = Remark { span, text: "git; to clone", text_span, useful: true, inside: None, group: 0 };
        assert_eq!(read(&[remark])[0].names[0].span, Span::new(13, 16));
    }
}
