//! What a comment says about findings, ours and those of other linters.
//!
//! ```text
//! # oep45: ignore[missing-cmd, private-base-image] published with the next release
//!          ^^^^^^ reach                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ reason
//!                 ^^^^^^^^^^^  ^^^^^^^^^^^^^^^^^^ names
//!
//! # hadolint ignore=DL3006,DL3008          the next instruction
//! # hadolint stage ignore=DL3006           the stage
//! # hadolint global ignore=DL3006          the file
//! # shellcheck disable=SC2086             the next instruction, or line
//! ```

use crate::text::Span;

/// The word that every comment of ours begins with, a colon behind it.
pub(super) const TAG: &str = "oep45";

/// How far a comment reaches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reach {
    /// The instruction below it, or the line.
    Next,
    /// The stage that it stands in.
    Stage,
    /// The whole file.
    File,
}

/// Whose comment it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Author {
    /// Ours: it has to be right.
    Own,
    /// Another linter's: honoured where its names are known here.
    Peer,
}

/// A comment that suppresses findings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Statement {
    pub(super) author: Author,
    pub(super) reach: Reach,
    /// The names, in order.
    pub(super) names: Vec<Span>,
    /// Why; empty where nothing is said.
    pub(super) reason: Span,
    /// All of it, from `#` on.
    pub(super) comment: Span,
}

/// A comment that was meant to suppress findings and can't be understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Malformed {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: String,
}

/// The words of ours, and how far each reaches.
const WORDS: [(&str, Reach); 3] =
    [("ignore", Reach::Next), ("ignore-stage", Reach::Stage), ("ignore-file", Reach::File)];

/// Words this alike are taken for one another.
const ALIKE: f64 = 0.85;

/// Read a comment of ours: `comment` begins with `#`, `tag` is where [`TAG`] stands in it. `None` for prose that
/// merely begins like one: "oep45: see the manual".
pub(super) fn own(text: &str, comment: Span, tag: u32) -> Option<Result<Statement, Malformed>> {
    let name = Span::new(tag, tag + length(TAG));
    let behind = Span::new(name.end, comment.end);
    let colon = behind.of(text).starts_with(':');
    let body = trimmed(text, Span::new(behind.start + u32::from(colon), behind.end));
    let word = word(text, body);
    let written = word.of(text);
    let rest = trimmed(text, Span::new(word.end, body.end));
    let known = WORDS.into_iter().find(|(name, _)| *name == written);
    if !colon {
        let meant = known.is_some() && behind.start < body.start && rest.of(text).starts_with('[');
        return meant.then(|| {
            let (message, help) = ("the colon behind `oep45` is missing", format!("Write `{TAG}: {written}[…]`."));
            Err(Malformed { span: name, message: message.to_owned(), help })
        });
    }
    let Some((_, reach)) = known else {
        let meant = |name: &&str| strsim::jaro_winkler(name, &written.to_ascii_lowercase()) > ALIKE;
        let near = WORDS.into_iter().map(|(name, _)| name).rev().find(meant);
        // What other linters write: `disable=rule`, `noqa[rule]`.
        let names_rules =
            || !written.is_empty() && body.end > word.end && text[word.end as usize..].starts_with(['=', '[']);
        let help = match near {
            Some(near) => format!("Did you mean `{near}`?"),
            None if names_rules() => format!("Write `{TAG}: ignore[rule] reason`."),
            None => return None,
        };
        return Some(Err(Malformed {
            span: word,
            message: format!("`{written}` is no word of a comment for oep45"),
            help,
        }));
    };
    let example = format!("Write `{TAG}: {written}[rule] reason`.");
    let Some(open) = rest.of(text).strip_prefix('[') else {
        let message = format!("`{written}` names no rule in brackets");
        return Some(Err(Malformed { span: word, message, help: example }));
    };
    let Some(length_of_names) = open.find(']') else {
        let message = "the bracket behind the rules is missing".to_owned();
        return Some(Err(Malformed { span: rest, message, help: example }));
    };
    let names = Span::new(rest.start + 1, rest.start + 1 + offset(length_of_names));
    let statement = Statement {
        author: Author::Own,
        reach,
        reason: reason(text, Span::new(names.end + 1, rest.end)),
        names: split(text, names),
        comment,
    };
    if statement.names.is_empty() {
        let message = "the brackets name no rule".to_owned();
        return Some(Err(Malformed { span: Span::new(rest.start, names.end + 1), message, help: example }));
    }
    Some(Ok(statement))
}

/// Read a comment of hadolint's or ShellCheck's.
pub(super) fn peers(text: &str, comment: Span) -> Option<Statement> {
    // A second `#` makes prose of it.
    let body = comment.of(text).strip_prefix('#')?.trim_start();
    let (reach, names) = match body.strip_prefix("shellcheck") {
        Some(rest) => {
            let said = rest.split_whitespace().find_map(|said| said.strip_prefix("disable="))?;
            let start = offset(said.as_ptr() as usize - text.as_ptr() as usize);
            (Reach::Next, Span::new(start, start + length(said)))
        }
        None => hadolint(text, body, comment.end)?,
    };
    let names = split(text, names).into_iter().map(|name| word(text, name)).filter(|name| !name.is_empty()).collect();
    Some(Statement { author: Author::Peer, reach, names, reason: Span::at(comment.end), comment })
}

/// Reach and list of names of hadolint's comment `body`, which ends at `end`.
fn hadolint(text: &str, body: &str, end: u32) -> Option<(Reach, Span)> {
    let rest = body.strip_prefix("hadolint")?.trim_start();
    let words = [("global", Reach::File), ("stage", Reach::Stage)];
    let said = words.into_iter().find_map(|(word, reach)| Some((reach, rest.strip_prefix(word)?.trim_start())));
    let (reach, rest) = said.unwrap_or((Reach::Next, rest));
    let names = rest.strip_prefix("ignore")?.trim_start().strip_prefix('=')?;
    let start = offset(names.as_ptr() as usize - text.as_ptr() as usize);
    Some((reach, Span::new(start, end)))
}

/// The parts between commas, without blanks around, and without the empty ones.
fn split(text: &str, list: Span) -> Vec<Span> {
    let mut at = list.start;
    let mut parts = Vec::new();
    for part in list.of(text).split(',') {
        let span = trimmed(text, Span::new(at, at + length(part)));
        if !span.is_empty() {
            parts.push(span);
        }
        at += length(part) + 1;
    }
    parts
}

/// The reason, without what separates it from the names.
fn reason(text: &str, span: Span) -> Span {
    let rest = span.of(text).trim_start_matches(|ch: char| ch.is_whitespace() || matches!(ch, ':' | '-' | '–' | '—'));
    trimmed(text, Span::new(span.end - length(rest), span.end))
}

/// The run of letters, digits and hyphens at the start.
fn word(text: &str, span: Span) -> Span {
    let written = span.of(text);
    let end = written.find(|ch: char| !(ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_')));
    Span::new(span.start, span.start + end.map_or(span.len(), offset))
}

fn trimmed(text: &str, span: Span) -> Span {
    let start = span.end - length(span.of(text).trim_start());
    Span::new(start, start + length(Span::new(start, span.end).of(text).trim_end()))
}

fn length(text: &str) -> u32 {
    offset(text.len())
}

/// Texts are shorter than 4 GiB: longer ones are refused when they are read.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Span {
        Span::new(0, length(text))
    }

    type Words<'t> = (Reach, Vec<&'t str>, &'t str);

    fn read(text: &str) -> Option<Result<Words<'_>, Malformed>> {
        let tag = offset(text.find(TAG).unwrap());
        let words = |statement: Statement| {
            let names = statement.names.iter().map(|name| name.of(text)).collect();
            (statement.reach, names, statement.reason.of(text))
        };
        own(text, whole(text), tag).map(|read| read.map(words))
    }

    #[test]
    fn a_comment_names_rules_and_says_why() {
        let text = "# oep45: ignore[missing-cmd , DL3006] the base starts it ";
        assert_eq!(read(text), Some(Ok((Reach::Next, vec!["missing-cmd", "DL3006"], "the base starts it"))));
    }

    #[test]
    fn a_comment_reaches_over_a_stage_or_the_file() {
        assert_eq!(read("#oep45:ignore-stage[image]"), Some(Ok((Reach::Stage, vec!["image"], ""))));
        assert_eq!(read("## oep45: ignore-file[all]: vendored"), Some(Ok((Reach::File, vec!["all"], "vendored"))));
    }

    #[test]
    fn what_separates_the_reason_is_no_part_of_it() {
        for comment in
            ["# oep45: ignore[a] — é", "# oep45: ignore[a] -- é", "# oep45: ignore[a]: é", "# oep45: ignore[a]é"]
        {
            assert_eq!(read(comment), Some(Ok((Reach::Next, vec!["a"], "é"))), "{comment}");
        }
    }

    #[test]
    fn a_slip_is_told_and_prose_is_left_alone() {
        let slip = |text: &str| read(text).unwrap().unwrap_err();
        assert_eq!(slip("# oep45: ingore[a] b").help, "Did you mean `ignore`?");
        assert_eq!(slip("# oep45: ignore_file[a] b").help, "Did you mean `ignore-file`?");
        assert_eq!(slip("# oep45: ignore missing-cmd").message, "`ignore` names no rule in brackets");
        assert_eq!(slip("# oep45: ignore[a, b").message, "the bracket behind the rules is missing");
        assert_eq!(slip("# oep45: ignore[ , ] b").message, "the brackets name no rule");
        assert_eq!(read("# oep45: how this image is built"), None);
        assert_eq!(read("# oep45:"), None);
    }

    fn read_peer(text: &str) -> Option<(Reach, Vec<&str>)> {
        let statement = peers(text, whole(text))?;
        Some((statement.reach, statement.names.iter().map(|name| name.of(text)).collect()))
    }

    #[test]
    fn comments_of_other_linters_are_read() {
        assert_eq!(read_peer("# hadolint ignore=DL3006, SC2046"), Some((Reach::Next, vec!["DL3006", "SC2046"])));
        assert_eq!(read_peer("#hadolint  global ignore = DL3006"), Some((Reach::File, vec!["DL3006"])));
        assert_eq!(read_peer("# hadolint stage ignore=DL3006"), Some((Reach::Stage, vec!["DL3006"])));
        assert_eq!(read_peer("# shellcheck disable=SC2086,SC2046"), Some((Reach::Next, vec!["SC2086", "SC2046"])));
        assert_eq!(read_peer("# shellcheck shell=sh disable=SC2086 # why"), Some((Reach::Next, vec!["SC2086"])));
    }

    #[test]
    fn other_comments_of_other_linters_suppress_nothing() {
        for text in [
            "# hadolint shell=bash",
            "# shellcheck shell=sh",
            "# checked",
            "# hadolint is run in CI",
            "## hadolint ignore=DL1",
        ] {
            assert_eq!(read_peer(text), None, "{text}");
        }
    }
}
