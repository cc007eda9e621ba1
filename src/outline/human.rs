//! The outline as text.
//!
//! ```text
//! 1:1   FROM     python:3.12 AS base
//! 3:1   RUN      2 lines, runs: apt-get, rm
//! stage 0 `base`: python:3.12 (the default target)
//! ```

use super::view::{InstructionView, StageView, View};
use std::fmt::Write;

pub(super) fn render(view: &View<'_>) -> String {
    let mut text = String::new();
    for instruction in &view.instructions {
        let _ = writeln!(text, "{}", line(instruction));
    }
    for stage in &view.stages {
        let _ = writeln!(text, "{}", stage_line(stage));
        for variable in &stage.variables {
            let value = variable.value.as_deref().map_or("(no value)".to_owned(), |value| format!("= {value:?}"));
            let _ = writeln!(text, "  {} {} {value} (line {})", variable.kind, inert(&variable.name), variable.line);
        }
    }
    for problem in &view.problems {
        let _ = writeln!(text, "{}:{}: {}", problem.start.line, problem.start.column, inert(&problem.message));
    }
    text
}

fn line(it: &InstructionView<'_>) -> String {
    let place = format!("{}:{}", it.start.line, it.start.column);
    let mut line = format!("{place:<7} {:<11}", inert(&it.keyword));
    if let Some(trigger) = it.trigger {
        let _ = write!(line, " {trigger}");
    }
    for flag in &it.flags {
        let value = flag.value.as_ref().map(|value| format!("={}", inert(value))).unwrap_or_default();
        let _ = write!(line, " --{}{value}", inert(&flag.name));
    }
    match it.form {
        "exec" => {
            let _ = write!(line, " {:?}", it.words);
        }
        _ => it.words.iter().for_each(|word| {
            let _ = write!(line, " {}", shortened(word));
        }),
    }
    for heredoc in &it.heredocs {
        let lines = heredoc.end.line - heredoc.start.line;
        let _ = write!(line, " (heredoc {}: {lines} lines)", inert(heredoc.delimiter));
    }
    if !it.commands.is_empty() {
        let _ = write!(line, " (runs {})", inert(&it.commands.join(", ")));
    }
    line.trim_end().to_owned()
}

fn stage_line(it: &StageView) -> String {
    let name = it.name.as_ref().map(|name| format!(" `{}`", inert(name))).unwrap_or_default();
    let base = match it.parent {
        Some(parent) => format!("stage {parent}"),
        None => format!("{} {}", it.base, inert(&it.image)),
    };
    let role = match (it.default, it.reached) {
        (true, _) => ", the default target",
        (false, true) => "",
        (false, false) => ", not needed by the default target",
    };
    format!("stage {}{name} on {}{role}", it.index, base.trim_end())
}

fn shortened(text: &str) -> String {
    let text = inert(text);
    match text.char_indices().nth(60) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text,
    }
}

/// Control characters as escapes: text of a file must not steer a terminal.
fn inert(text: &str) -> String {
    text.chars().flat_map(|char| if char.is_control() { char.escape_default().collect() } else { vec![char] }).collect()
}
