//! What is wrong with the comments that suppress findings: findings themselves, of rules that have their pages.

use super::comment::{Author, Malformed};
use super::{File, Ignore, Name};
use crate::finding::{Applicability, Edit, Finding, Fix, Sink};
use crate::text::Span;
use std::sync::Arc;

/// The rule against comments that can't be understood, or that may not be.
pub const MALFORMED: &str = "malformed-ignore";

/// The rule against comments that give no reason.
pub const UNEXPLAINED: &str = "unexplained-ignore";

/// The rule against comments that suppress nothing.
pub const UNUSED: &str = "unused-ignore";

/// The complaints about the comments of a file; of other linters' comments, nothing is demanded.
pub(super) fn all(file: &File<'_>, ignores: &[Ignore], malformed: &[Malformed]) -> Vec<Finding> {
    let own = || ignores.iter().filter(|ignore| ignore.statement.author == Author::Own);
    let mut findings = complain(file, MALFORMED, |sink| {
        for slip in malformed {
            sink.report(slip.span, slip.message.as_str()).help(slip.help.as_str());
        }
        for name in own().flat_map(|ignore| &ignore.names) {
            refused(file, name, sink);
        }
    });
    if file.policy.reasons {
        findings.extend(complain(file, UNEXPLAINED, |sink| {
            for ignore in own().filter(|ignore| ignore.statement.reason.is_empty()) {
                sink.report(ignore.statement.comment, "this comment hides findings and doesn't say why")
                    .help("Give the reason behind the brackets: what a reader needs to know to agree.");
            }
        }));
    }
    findings.extend(complain(file, UNUSED, |sink| {
        for ignore in own() {
            unused(file, ignore, sink);
        }
    }));
    findings
}

/// What `say` reports as the rule `id`, if that rule runs.
fn complain(file: &File<'_>, id: &'static str, say: impl FnOnce(&mut Sink)) -> Vec<Finding> {
    let Some(severity) = (file.ran)(id) else { return Vec::new() };
    let mut sink = Sink::new(id, severity, Arc::clone(file.source));
    say(&mut sink);
    sink.into_findings()
}

/// A name that stands for no rule, or for one that can't be ignored.
fn refused(file: &File<'_>, name: &Name, sink: &mut Sink) {
    let written = name.span.of(file.source.text());
    match &name.rules {
        Err(unknown) => {
            let finding = sink.report(name.span, format!("no rule, alias or group is called `{written}`"));
            finding.help(match &unknown.suggestion {
                Some(near) => format!("Did you mean `{near}`?"),
                None => "`oep45 rules` lists them all.".to_owned(),
            });
        }
        // A group is ignored as far as it may be.
        Ok(rules) if !rules.is_empty() && rules.is_subset(&file.policy.locked) => {
            sink.report(name.span, format!("`{written}` is locked by the configuration and can't be ignored"))
                .help("Mend what it reports, or ask those who own the configuration.");
        }
        Ok(_) => {}
    }
}

/// The names that suppressed nothing, of rules that ran and so could have found something.
fn unused(file: &File<'_>, ignore: &Ignore, sink: &mut Sink) {
    let text = file.source.text();
    let idle: Vec<&Name> = ignore.names.iter().filter(|name| is_idle(file, name)).collect();
    if idle.is_empty() {
        return;
    }
    let names: Vec<String> = idle.iter().map(|name| format!("`{}`", name.span.of(text))).collect();
    let (names, verb) = (names.join(", "), if idle.len() == 1 { "finds" } else { "find" });
    let all = idle.len() == ignore.names.len();
    let span = if all { ignore.statement.comment } else { idle[0].span };
    let said = if all {
        format!("this comment suppresses nothing: {names} {verb} nothing here")
    } else {
        format!("{names} {verb} nothing here that this comment could suppress")
    };
    let finding = sink.report(span, said);
    for name in idle.iter().skip(1).filter(|_| !all) {
        finding.label(name.span, "");
    }
    if all {
        finding.help("Remove it, or move it right above the instruction, or the line, that it is about.");
        finding.fix(Fix {
            message: "remove the comment".to_owned(),
            applicability: Applicability::Safe,
            edits: vec![Edit { span: removed(file, ignore), replacement: String::new() }],
        });
    } else {
        finding.help("Remove the name, and keep the others.");
    }
}

fn is_idle(file: &File<'_>, name: &Name) -> bool {
    let Ok(rules) = &name.rules else { return false };
    let own = |rule: &String| [MALFORMED, UNEXPLAINED, UNUSED].contains(&rule.as_str());
    let ran = |rule: &String| (file.ran)(rule).is_some();
    !name.used && rules.iter().any(ran) && !rules.iter().all(|rule| own(rule) || file.policy.locked.contains(rule))
}

/// What goes with a comment: its line, or what stands behind the code on it.
fn removed(file: &File<'_>, ignore: &Ignore) -> Span {
    let (source, comment) = (file.source, ignore.statement.comment);
    let line = source.lines().span(source.lines().line(comment.start), source.text());
    if !ignore.trailing {
        return line;
    }
    let code = Span::new(line.start, comment.start).of(source.text()).trim_end();
    Span::new(line.start + u32::try_from(code.len()).unwrap_or(0), comment.end)
}
