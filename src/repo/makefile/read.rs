//! The lines of a Makefile to its rules.

use super::super::Name;
use super::super::lines::{Lines, is_blank};
use super::Rule;
use super::header::{self, Header};
use crate::text::Span;

/// What a Makefile says.
#[derive(Default)]
pub(super) struct Read<'t> {
    pub(super) rules: Vec<Rule<'t>>,
    pub(super) goal: Option<Name<'t>>,
    /// Whether there may be rules that aren't written here: included ones, and those that functions make.
    pub(super) has_more: bool,
}

/// Read all of `source`.
pub(super) fn read(source: &str) -> Read<'_> {
    let mut read = Read { has_more: ["(eval ", "{eval "].iter().any(|call| source.contains(call)), ..Read::default() };
    let mut lines = Lines::new(source);
    // Whether a line that begins with a tab belongs to the last rule.
    let mut in_rule = false;
    while let Some(line) = logical(&mut lines) {
        let text = line.of(source);
        if let (true, true, Some(rule)) = (in_rule, text.starts_with('\t'), read.rules.last_mut()) {
            rule.lines.push(Span::new(line.start + 1, line.end));
            continue;
        }
        match directive(text) {
            Directive::Define => {
                skip_define(&mut lines);
                in_rule = false;
            }
            // A recipe may have conditionals in it, unindented.
            Directive::Conditional => {}
            Directive::Include => {
                read.has_more = true;
                in_rule = false;
            }
            Directive::Other => in_rule = false,
            Directive::None => match header::read(source, line) {
                Header::Rule(rule) => {
                    read.rules.push(rule);
                    in_rule = true;
                }
                Header::Assignment { name, value } => {
                    if name.is_some_and(|name| name.trim_end_matches('?') == ".DEFAULT_GOAL") {
                        read.goal = value.filter(|value| !value.text.contains('$'));
                    }
                    in_rule = false;
                }
                // `$(foreach …)`, or a variable with rules in it.
                Header::Neither => read.has_more |= text.trim_start().starts_with('$'),
            },
        }
    }
    read
}

/// The next line and those that backslashes at line ends make part of it, without the last line end.
fn logical(lines: &mut Lines<'_>) -> Option<Span> {
    let source = lines.source();
    let mut span = lines.next()?.content;
    let mut last = span;
    while ends_with_escape(last.of(source)) {
        let Some(next) = lines.next() else { break };
        last = next.content;
        span.end = last.end;
    }
    Some(span)
}

/// Whether an odd number of backslashes stands at the end.
fn ends_with_escape(text: &str) -> bool {
    text.bytes().rev().take_while(|&byte| byte == b'\\').count() % 2 == 1
}

enum Directive {
    /// The lines up to `endef` are a variable's value.
    Define,
    Conditional,
    /// Further rules may come from elsewhere; it ends a rule as well.
    Include,
    /// It ends a rule.
    Other,
    None,
}

fn directive(text: &str) -> Directive {
    let (mut word, mut rest) = first_word(text);
    while matches!(word, "override" | "export" | "private") && first_word(rest).0 == "define" {
        (word, rest) = first_word(rest);
    }
    // `include: a` is a rule, `define = a` an assignment.
    if rest.starts_with([':', '=']) || rest.starts_with("?=") || rest.starts_with("+=") {
        return Directive::None;
    }
    match word {
        "define" => Directive::Define,
        "ifeq" | "ifneq" | "ifdef" | "ifndef" | "else" | "endif" => Directive::Conditional,
        "include" | "-include" | "sinclude" | "load" | "-load" => Directive::Include,
        "export" | "unexport" | "undefine" | "vpath" | "endef" => Directive::Other,
        _ => Directive::None,
    }
}

/// The first word, and what follows it without blanks before.
fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let end = text.bytes().position(|byte| is_blank(byte) || matches!(byte, b':' | b'=' | b'(' | b'#'));
    let (word, rest) = text.split_at(end.unwrap_or(text.len()));
    (word, rest.trim_start())
}

/// Pass what a `define` holds, other definitions included.
fn skip_define(lines: &mut Lines<'_>) {
    let mut depth = 1u32;
    while let Some(line) = logical(lines) {
        let text = line.of(lines.source());
        match directive(text) {
            Directive::Define => depth += 1,
            Directive::Other if first_word(text).0 == "endef" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return;
        }
    }
}
