//! Comment lines, and the parser directives among them.
//!
//! ```text
//! # escape=`
//!   ^^^^^^ ^ a directive's name and value: only at the top of the file, before any other line
//! ```

use super::Problem;
use crate::text::{Span, offset_in};

/// A parser directive: `# name=value` at the top of the file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Directive {
    /// The name, as written.
    pub name: Span,
    /// The value.
    pub value: Span,
}

/// The directives in force.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Directives {
    /// `# syntax=…`: the frontend's image.
    pub syntax: Option<Directive>,
    /// `# escape=…`.
    pub escape: Option<Directive>,
    /// `# check=…`: BuildKit's own checks.
    pub check: Option<Directive>,
}

impl Directives {
    /// The directive on a comment line of the top block, recorded here; `None` for an ordinary comment. BuildKit takes no
    /// directive but `escape` from a line that is `indented`.
    pub(super) fn read(
        &mut self,
        source: &str,
        comment: Span,
        indented: bool,
        problems: &mut Vec<Problem>,
    ) -> Option<Directive> {
        let (directive, name) = Self::split(source, comment)?;
        let slot = match () {
            () if name.eq_ignore_ascii_case("escape") => &mut self.escape,
            () if indented => return None,
            () if name.eq_ignore_ascii_case("syntax") => &mut self.syntax,
            () if name.eq_ignore_ascii_case("check") => &mut self.check,
            () => return None,
        };
        if let Some(first) = slot {
            problems.push(
                Problem::new(
                    directive.name,
                    format!("the directive `{}` stands here a second time", name.to_lowercase()),
                )
                .label(first.name, "first here")
                .help("Remove one of them; BuildKit takes a directive once."),
            );
        } else {
            *slot = Some(directive);
        }
        Some(directive)
    }

    /// `# name = value`, cut; the name as text.
    fn split(source: &str, comment: Span) -> Option<(Directive, &str)> {
        let text = comment.of(source);
        let body = text.strip_prefix('#')?;
        let (name, value) = body.split_once('=')?;
        let (name, value) = (name.trim(), value.trim());
        let alphanumeric = name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !alphanumeric || !name.starts_with(|first: char| first.is_ascii_alphabetic()) || value.is_empty() {
            return None;
        }
        let span_of = |part: &str| {
            let start = comment.start + u32::try_from(offset_in(text, part).unwrap_or(0)).unwrap_or(0);
            Span::new(start, start + u32::try_from(part.len()).unwrap_or(0))
        };
        Some((Directive { name: span_of(name), value: span_of(value) }, name))
    }
}
