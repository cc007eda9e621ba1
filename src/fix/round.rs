//! One round: the fixes that don't meet, applied together. A fix that makes the file worse is left out, and told.

use super::edit::{apply, change, fit, meet};
use crate::finding::{Applicability, Edit, Finding, Fix};
use crate::parse;
use crate::text::{FileKind, Source};
use std::collections::BTreeMap;

/// A fix that was not applied, which is a fault of its rule.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Refused {
    /// Id of the rule.
    pub rule: String,
    /// The line that its finding stands on, from 1.
    pub line: u32,
    /// Why, in words that stand behind "its fix".
    pub reason: String,
}

/// What became of a text.
pub(super) struct Round {
    pub(super) text: String,
    /// Fixes that were applied.
    pub(super) applied: usize,
    pub(super) refused: Vec<Refused>,
}

/// Apply the fixes of `findings`, which stand in `source`, as far as `most` allows.
pub(super) fn round(source: &Source, kind: Option<FileKind>, findings: &[&Finding], most: Applicability) -> Round {
    let mut round =
        Attempt { source, kind, before: problems(kind, source.text()), kept: Vec::new(), refused: Vec::new() };
    let chosen = round.select(findings, most);
    round.keep(&chosen);
    Round { text: round.text(&[]), applied: round.kept.len(), refused: round.refused }
}

/// A finding with the fix that it offers.
type Offer<'f> = (&'f Finding, &'f Fix);

struct Attempt<'f> {
    source: &'f Source,
    kind: Option<FileKind>,
    /// What is wrong with the text as it is.
    before: Problems,
    kept: Vec<Offer<'f>>,
    refused: Vec<Refused>,
}

impl<'f> Attempt<'f> {
    /// The fixes that can be applied together: the first ones, of those that meet.
    fn select(&mut self, findings: &[&'f Finding], most: Applicability) -> Vec<Offer<'f>> {
        let text = self.source.text();
        let mut taken = Taken::default();
        let mut chosen: Vec<Offer<'f>> = Vec::new();
        for &finding in findings.iter().filter(|finding| finding.suppressed.is_none()) {
            let Some(fix) = finding.fix.as_ref().filter(|fix| fix.applicability <= most) else { continue };
            if !fit(text, &fix.edits) {
                self.refuse(finding, "has edits that overlap or lie outside the file".to_owned());
            } else if change(text, &fix.edits) && taken.take(&fix.edits) {
                chosen.push((finding, fix));
            }
        }
        chosen
    }

    /// Keep of `offers` what doesn't make the file worse. Nearly always that is all of them; else the guilty one is searched
    /// for by halves.
    fn keep(&mut self, offers: &[Offer<'f>]) {
        let after = if offers.is_empty() { BTreeMap::new() } else { problems(self.kind, &self.text(offers)) };
        let many = |kind: &str| self.before.get(kind).map_or(0, Vec::len);
        let worse = after.into_iter().find(|(kind, messages)| many(kind) < messages.len());
        match (worse, offers) {
            (None, _) => self.kept.extend(offers),
            (Some((_, messages)), [(finding, _)]) => {
                let message = messages.last().map_or("", String::as_str);
                self.refuse(finding, format!("would break the file: {message}"));
            }
            (Some(_), _) => {
                let (first, rest) = offers.split_at(offers.len() / 2);
                self.keep(first);
                self.keep(rest);
            }
        }
    }

    /// The text with what is kept, and with `offers`.
    fn text(&self, offers: &[Offer<'f>]) -> String {
        apply(self.source.text(), self.kept.iter().chain(offers).flat_map(|(_, fix)| &fix.edits))
    }

    fn refuse(&mut self, finding: &Finding, reason: String) {
        let line = self.source.position(finding.primary.span.start).line;
        self.refused.push(Refused { rule: finding.rule.to_string(), line, reason });
    }
}

/// The edits that are taken, by where they begin.
#[derive(Default)]
struct Taken<'f>(BTreeMap<u32, Vec<&'f Edit>>);

impl<'f> Taken<'f> {
    /// Take `edits`, unless one of them meets what is taken.
    fn take(&mut self, edits: &'f [Edit]) -> bool {
        if edits.iter().any(|edit| self.meets(edit)) {
            return false;
        }
        for edit in edits {
            self.0.entry(edit.span.start).or_default().push(edit);
        }
        true
    }

    fn meets(&self, edit: &Edit) -> bool {
        // What is taken doesn't meet, so of those that begin before the edit, the last one alone may reach it.
        let before = self.0.range(..edit.span.start).next_back();
        let others = before.into_iter().chain(self.0.range(edit.span.start..=edit.span.end));
        others.flat_map(|(_, taken)| taken).any(|taken| meet(taken.span, edit.span))
    }
}

/// What is wrong with a text: the messages of its problems, by what their first clause says of whatever words. A fix that
/// changes the words of a problem that is there, or brings unknown lines together, brings no new one.
type Problems = BTreeMap<String, Vec<String>>;

/// What is wrong with `text`.
fn problems(kind: Option<FileKind>, text: &str) -> Problems {
    let mut problems = Problems::new();
    if kind == Some(FileKind::Dockerfile) {
        for problem in parse::parse(text).problems {
            // The words it is about may hold backticks themselves.
            let message = problem.message.replace(&format!("`{}`", problem.span.of(text)), "``");
            let unquoted: Vec<&str> = message.split('`').step_by(2).collect();
            let kind = unquoted.join("`…`").split(',').next().unwrap_or_default().to_owned();
            problems.entry(kind).or_default().push(problem.message);
        }
    }
    problems
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Severity, Sink};
    use crate::text::Span;
    use std::sync::Arc;

    const TEXT: &str = "FROM a\nRUN b\nRUN c\n";

    /// The text, the number of applied fixes and the refused rules, of fixes at some words each.
    fn fixed(fixes: &[(&'static str, &str, &str)]) -> (String, usize, Vec<String>) {
        let source = Arc::new(Source::new("Dockerfile", TEXT));
        let mut findings = Vec::new();
        for (rule, words, replacement) in fixes {
            let mut sink = Sink::new(*rule, Severity::Error, Arc::clone(&source));
            let start = u32::try_from(TEXT.find(words).unwrap()).unwrap();
            let span = Span::new(start, start + u32::try_from(words.len()).unwrap());
            let edits = vec![Edit { span, replacement: (*replacement).to_owned() }];
            let applicability = if *rule == "unsafe" { Applicability::Unsafe } else { Applicability::Safe };
            sink.report(span, "wrong").fix(Fix { message: "mend it".to_owned(), applicability, edits });
            findings.append(&mut sink.into_findings());
        }
        let findings: Vec<&Finding> = findings.iter().collect();
        let Round { text, applied, refused } =
            round(&source, Some(FileKind::Dockerfile), &findings, Applicability::Safe);
        (text, applied, refused.into_iter().map(|refused| refused.rule).collect())
    }

    #[test]
    fn fixes_that_meet_wait_and_others_are_applied_together() {
        let (text, applied, refused) = fixed(&[("one", "RUN b", "RUN x"), ("two", "b\nRUN", "y"), ("one", "c", "z")]);
        assert_eq!((text.as_str(), applied), ("FROM a\nRUN x\nRUN z\n", 2));
        assert!(refused.is_empty());
    }

    #[test]
    fn a_fix_that_breaks_the_file_is_left_out_and_the_others_stay() {
        let (text, applied, refused) =
            fixed(&[("one", "a", "d"), ("guilty", "RUN b", "RUIN b"), ("two", "c", "e"), ("unsafe", "FROM", "from")]);
        assert_eq!((text.as_str(), applied), ("FROM d\nRUN b\nRUN e\n", 2));
        assert_eq!(refused, ["guilty"]);
    }

    #[test]
    fn a_fix_in_a_file_that_is_broken_already_breaks_nothing() {
        for (text, words, replacement, fixed) in [
            // The message names the stage.
            ("FROM a AS B+\n", "B+", "b+", "FROM a AS b+\n"),
            ("FROM a AS B`R\n", "B`R", "b`r", "FROM a AS b`r\n"),
            // Unknown lines in a row are one problem, which counts them.
            ("FROM a\nRUIN\nRUN b\nRUIN\nRUIN\n", "RUN b\n", "", "FROM a\nRUIN\nRUIN\nRUIN\n"),
        ] {
            let source = Arc::new(Source::new("Dockerfile", text));
            let mut sink = Sink::new("one", Severity::Error, Arc::clone(&source));
            let start = u32::try_from(text.find(words).unwrap()).unwrap();
            let span = Span::new(start, start + u32::try_from(words.len()).unwrap());
            let edits = vec![Edit { span, replacement: replacement.to_owned() }];
            let applicability = Applicability::Safe;
            sink.report(span, "wrong").fix(Fix { message: "mend it".to_owned(), applicability, edits });
            let findings = sink.into_findings();
            let offered: Vec<&Finding> = findings.iter().collect();
            let done = round(&source, Some(FileKind::Dockerfile), &offered, Applicability::Safe);
            assert_eq!((done.text.as_str(), done.refused), (fixed, vec![]));
        }
    }

    #[test]
    fn what_changes_nothing_is_no_fix() {
        assert_eq!(fixed(&[("one", "b", "b")]).1, 0);
    }
}
