//! Which flags each instruction takes, and with what values.

use crate::parse::instruction::Instruction;
use crate::parse::problem::nearest;
use crate::parse::{Flag, Keyword, Problem, words};
use crate::text::Span;

/// What a flag's value may be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    /// Any text, once.
    Text,
    /// Any text, any number of times.
    Many,
    /// `true`, `false` or nothing.
    Switch,
}

fn known(keyword: Keyword) -> &'static [(&'static str, Value)] {
    use Value::{Many, Switch, Text};
    match keyword {
        Keyword::From => &[("platform", Text)],
        Keyword::Run => &[("mount", Many), ("network", Text), ("security", Text), ("device", Many)],
        Keyword::Copy => &[
            ("from", Text),
            ("chown", Text),
            ("chmod", Text),
            ("link", Switch),
            ("parents", Switch),
            ("exclude", Many),
        ],
        Keyword::Add => &[
            ("chown", Text),
            ("chmod", Text),
            ("link", Switch),
            ("keep-git-dir", Switch),
            ("checksum", Text),
            ("unpack", Switch),
            ("exclude", Many),
        ],
        Keyword::Healthcheck => &[
            ("interval", Text),
            ("timeout", Text),
            ("start-period", Text),
            ("start-interval", Text),
            ("retries", Text),
        ],
        _ => &[],
    }
}

/// Check the flags of one instruction.
pub(super) fn check(instruction: &Instruction<'_>, problems: &mut Vec<Problem>) {
    if instruction.flags().next().is_none() || is_ignored(instruction) {
        return;
    }
    let known = known(instruction.keyword);
    let mut first: Vec<Option<Span>> = vec![None; known.len()];
    for flag in instruction.flags() {
        let name = flag.name();
        let Some(index) = known.iter().position(|(known, _)| *known == name) else {
            problems.push(unknown(instruction, &flag, known));
            continue;
        };
        let value = known[index].1;
        if let Some(first) = first[index].filter(|_| value != Value::Many) {
            problems.push(
                Problem::new(flag.span(), format!("`--{name}` is given a second time")).label(first, "first here"),
            );
            continue;
        }
        first[index] = Some(flag.span());
        let text = flag.value().map(|value| value.text());
        match (value, text) {
            (Value::Text | Value::Many, None) => {
                problems.push(Problem::new(flag.span(), format!("`--{name}` needs a value: `--{name}=…`")));
            }
            (Value::Switch, Some(text)) if !matches!(text.to_lowercase().as_str(), "true" | "false") => {
                problems.push(
                    Problem::new(flag.span(), format!("`--{name}` is `true` or `false`"))
                        .help(format!("Write `--{name}` alone to turn it on.")),
                );
            }
            (Value::Many, Some(_)) if name == "mount" => mount(&flag, problems),
            _ => {}
        }
    }
}

/// BuildKit doesn't look at the flags of these.
fn is_ignored(instruction: &Instruction<'_>) -> bool {
    match instruction.keyword {
        Keyword::Arg | Keyword::Stopsignal => true,
        Keyword::Healthcheck => {
            let rest = instruction.rest();
            words::spans(&rest).next().is_some_and(|first| rest.slice(first).text().eq_ignore_ascii_case("none"))
        }
        _ => false,
    }
}

fn unknown(instruction: &Instruction<'_>, flag: &Flag<'_>, known: &[(&str, Value)]) -> Problem {
    let keyword = instruction.keyword.as_str();
    let problem = Problem::new(flag.name_span(), format!("`{keyword}` has no flag `--{}`", flag.name()));
    if instruction.keyword == Keyword::Add && flag.name() == "from" {
        return problem.help("`COPY --from=…` copies out of another stage or image.");
    }
    match nearest(&flag.name(), known.iter().map(|(name, _)| *name)) {
        Some(name) => problem.help(format!("Did you mean `--{name}`?")),
        None if known.is_empty() => problem.help(format!("`{keyword}` takes no flags.")),
        None => {
            let names: Vec<String> = known.iter().map(|(name, _)| format!("`--{name}`")).collect();
            problem.help(format!("`{keyword}` takes {}.", names.join(", ")))
        }
    }
}

/// The fields of `RUN --mount`.
fn mount(flag: &Flag<'_>, problems: &mut Vec<Problem>) {
    const FIELDS: [&str; 19] = [
        "type",
        "from",
        "source",
        "src",
        "target",
        "dst",
        "destination",
        "readonly",
        "ro",
        "readwrite",
        "rw",
        "id",
        "sharing",
        "required",
        "size",
        "mode",
        "uid",
        "gid",
        "env",
    ];
    const TYPES: [&str; 5] = ["bind", "cache", "tmpfs", "secret", "ssh"];
    for (field, value) in flag.fields() {
        let field = field.trim_matches(['"', '\'']).to_lowercase();
        if !FIELDS.contains(&field.as_str()) && !field.contains(['$', crate::text::OPAQUE]) {
            let problem = Problem::new(flag.span(), format!("`--mount` has no field `{field}`"));
            problems.push(match nearest(&field, FIELDS) {
                Some(known) => problem.help(format!("Did you mean `{known}`?")),
                None => problem,
            });
        }
        if let Some(value) = value
            && field == "type"
            && let Some(kind) = value.literal()
            && !TYPES.contains(&kind.as_ref())
        {
            let problem = Problem::new(value.span(), format!("`{kind}` is no type of mount"));
            problems.push(match nearest(&kind, TYPES) {
                Some(known) => problem.help(format!("Did you mean `{known}`?")),
                None => problem.help("The types are `bind`, `cache`, `tmpfs`, `secret` and `ssh`."),
            });
        }
    }
}
