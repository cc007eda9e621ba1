//! How comments are written in the files that rules judge, by their names.
//!
//! ```text
//! # oep45: ignore[…] reason             Dockerfiles, Makefiles, YAML, Python
//! .. oep45: ignore[…] reason            reStructuredText
//! <!-- oep45: ignore[…] reason -->      Markdown
//! ```

use crate::text::Span;

/// One way to write comments.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Syntax {
    /// From `#` to the end of the line.
    Hash,
    /// From `..` at the start of a line to its end.
    Dots,
    /// A line of `<!-- … -->`.
    Markup,
}

impl Syntax {
    /// That of the file at `path`.
    pub(super) fn of(path: &str) -> Self {
        match path.rsplit_once('.').map(|(_, extension)| extension) {
            Some("rst") => Self::Dots,
            Some("md" | "markdown") => Self::Markup,
            _ => Self::Hash,
        }
    }

    /// Whether `line`, without the blanks around it, is a comment.
    pub(super) fn is_comment(self, line: &str) -> bool {
        match self {
            Self::Hash => line.starts_with('#'),
            Self::Dots => line.starts_with(".. ") && !line.contains("::"),
            Self::Markup => line.starts_with("<!--") && line.ends_with("-->"),
        }
    }

    /// Whether `line` may be drawn over a title: `=====`.
    pub(super) fn is_overline(self, line: &str) -> bool {
        let first = line.bytes().next().filter(u8::is_ascii_punctuation);
        self == Self::Dots && line.len() > 2 && first.is_some_and(|first| line.bytes().all(|byte| byte == first))
    }

    /// The comment that is all of `line` and begins with the words at `at`, without what closes it; for `..` and
    /// `<!--` alone.
    pub(super) fn line_comment(self, text: &str, line: Span, at: u32) -> Option<Span> {
        let (opens, closes) = match self {
            Self::Hash => return None,
            Self::Dots => ("..", ""),
            Self::Markup => ("<!--", "-->"),
        };
        let before = Span::new(line.start, at).of(text);
        let code = before.trim_end().strip_suffix(opens)?;
        // What stands directly behind `..` is text.
        if !code.trim().is_empty() || self == Self::Dots && before.trim_end().len() == before.len() {
            return None;
        }
        let words = Span::new(at, line.end).of(text).trim_end().strip_suffix(closes)?.trim_end();
        let offset = |length: usize| u32::try_from(length).ok();
        Some(Span::new(line.start + offset(code.len())?, at + offset(words.len())?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment<'t>(path: &str, text: &'t str) -> Option<&'t str> {
        let at = u32::try_from(text.find("oep45").unwrap()).unwrap();
        let line = Span::new(0, u32::try_from(text.len()).unwrap());
        Syntax::of(path).line_comment(text, line, at).map(|span| span.of(text))
    }

    #[test]
    fn a_comment_is_a_line_of_its_own() {
        assert_eq!(comment("docs/a.rst", "  .. oep45: ignore[a] b \n"), Some(".. oep45: ignore[a] b"));
        assert_eq!(comment("a.md", "<!-- oep45: ignore[a] b -->\n"), Some("<!-- oep45: ignore[a] b"));
        assert_eq!(comment("docs/a.rst", "See .. oep45: ignore[a]\n"), None);
        assert_eq!(comment("docs/a.rst", "..oep45: ignore[a]\n"), None);
        assert_eq!(comment("a.md", "<!-- oep45: ignore[a]\n"), None);
        assert_eq!(comment("a.md", "x <!-- oep45: ignore[a] -->\n"), None);
    }

    #[test]
    fn the_name_of_the_file_tells_how_comments_are_written() {
        assert_eq!(Syntax::of("notes/settings/base.py"), Syntax::Hash);
        assert_eq!(Syntax::of("Makefile"), Syntax::Hash);
        assert!(!Syntax::of("CHANGELOG.md").is_comment("# 1.0"));
        assert!(!Syntax::of("index.rst").is_comment(".. include:: x"));
    }
}
