//! The words that explain a setting, without what makes them comments.

use super::literal::joined;
use crate::repo::settings::Documentation;
use crate::text::Span;

/// What `documentation` says in `text`; its lines are kept.
pub(super) fn words(documentation: &Documentation, text: &str) -> String {
    match documentation {
        Documentation::None => String::new(),
        Documentation::Plain(marks) | Documentation::Title(marks) => {
            tidy(marks.iter().map(|mark| comment_at(text, *mark)), false)
        }
        Documentation::Annotation(span) => annotation(text, *span),
        Documentation::Autodoc(span) if span.of(text).starts_with('#') => {
            let mut lines: Vec<&str> =
                above(text, *span).into_iter().take_while(|line| line.starts_with("#:")).collect();
            lines.reverse();
            lines.push(span.of(text));
            tidy(lines.into_iter().map(bare), false)
        }
        Documentation::Autodoc(span) | Documentation::Described(span) => tidy(joined(span.of(text)).lines(), true),
    }
}

/// The comment whose `#` stands at `mark`, without it.
fn comment_at(text: &str, mark: Span) -> &str {
    bare(text[mark.start as usize..].lines().next().unwrap_or(""))
}

/// A comment's line without its marks and the blank behind them.
fn bare(line: &str) -> &str {
    let words = line.trim().trim_start_matches('#');
    let words = words.strip_prefix(':').unwrap_or(words);
    words.strip_prefix(' ').unwrap_or(words)
}

/// The lines of comment that stand directly above the one at `span`, the nearest first; none where that one stands behind
/// code.
fn above(text: &str, span: Span) -> Vec<&str> {
    let before = &text[..span.start as usize];
    let (above, own) = before.rsplit_once('\n').unwrap_or(("", before));
    if !own.trim().is_empty() {
        return Vec::new();
    }
    above.lines().rev().map(str::trim).take_while(|line| line.starts_with('#')).collect()
}

/// The description in the annotation whose first line is at `span`.
fn annotation(text: &str, span: Span) -> String {
    let lines = text[span.start as usize..].lines().map(str::trim);
    let mut lines = lines.take_while(|line| line.starts_with('#')).map(bare);
    let first = lines.by_ref().find_map(|line| {
        let (key, words) = line.trim().strip_prefix(".. ")?.split_once(':')?;
        matches!(key, "setting_description" | "toggle_description").then_some(words)
    });
    let more = lines.take_while(|line| !line.trim_start().starts_with(".. "));
    tidy(first.into_iter().chain(more).map(str::trim), false)
}

/// Lines without what they are all indented by, and without blank ones around them. In a string, the first line is
/// indented by what stands before it: that one has a margin of its own.
fn tidy<'t>(lines: impl Iterator<Item = &'t str>, has_own_first: bool) -> String {
    let lines: Vec<&str> = lines.map(str::trim_end).collect();
    let text = lines.join("\n");
    let blank = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let indented =
        lines.iter().skip(usize::from(has_own_first)).filter(|line| !line.is_empty()).map(|line| blank(line));
    let margin = indented.min().unwrap_or(0);
    let mut shown = String::with_capacity(text.len());
    for (at, line) in lines.iter().enumerate() {
        let cut = if at == 0 && has_own_first { blank(line) } else { margin.min(blank(line)) };
        shown.push_str(&line[cut..]);
        shown.push('\n');
    }
    shown.trim_matches('\n').to_owned()
}
