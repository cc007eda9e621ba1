//! Which arguments each instruction needs.

use super::values;
use crate::parse::instruction::Instruction;
use crate::parse::{Keyword, Problem, Word, pairs, words};

/// Check the arguments of one instruction.
pub(super) fn check(instruction: &Instruction<'_>, problems: &mut Vec<Problem>) {
    if let Some(span) = instruction.onbuild {
        let trigger = instruction.keyword;
        if matches!(trigger, Keyword::Onbuild | Keyword::From | Keyword::Maintainer) {
            problems.push(
                Problem::new(
                    span.to(instruction.keyword_span),
                    format!("`ONBUILD` can't trigger `{}`", trigger.as_str()),
                )
                .help("An `ONBUILD` takes any instruction but `FROM`, `MAINTAINER` and `ONBUILD`."),
            );
            return;
        }
    }
    if instruction.keyword.takes_json()
        && let Some(span) = instruction.json_fault()
    {
        problems.push(
            Problem::new(span, format!("the array of `{}` holds something else than strings", name(instruction)))
                .help("Put every item between double quotes."),
        );
        return;
    }
    if !instruction.has_arguments() {
        problems.extend(missing(instruction));
        return;
    }
    match instruction.keyword {
        Keyword::From => from(instruction, problems),
        Keyword::Add | Keyword::Copy => copy(instruction, problems),
        Keyword::Arg | Keyword::Env | Keyword::Label => named(instruction, problems),
        Keyword::Healthcheck => values::healthcheck(instruction, problems),
        Keyword::Expose => values::ports(instruction, problems),
        Keyword::Shell if instruction.json().is_none() => problems.push(
            Problem::new(instruction.rest().span(), "`SHELL` needs a JSON array of strings")
                .help("Write the shell as an array, for example `SHELL [\"/bin/bash\", \"-c\"]`."),
        ),
        Keyword::Shell if instruction.json().is_some_and(|items| items.is_empty()) => problems.push(
            Problem::new(instruction.rest().span(), "the array of `SHELL` is empty")
                .help("Name the shell, for example `SHELL [\"/bin/bash\", \"-c\"]`."),
        ),
        _ => {}
    }
}

fn name(instruction: &Instruction<'_>) -> &'static str {
    instruction.keyword.as_str()
}

fn missing(instruction: &Instruction<'_>) -> Option<Problem> {
    let needs = match instruction.keyword {
        // `CMD`, `ENTRYPOINT` and `RUN` without a command are accepted by BuildKit, and do nothing or reset.
        Keyword::Cmd | Keyword::Entrypoint | Keyword::Unknown => return None,
        Keyword::Run if !instruction.heredocs.is_empty() => return None,
        Keyword::Run => "a command",
        Keyword::From => "an image",
        Keyword::Add | Keyword::Copy => "a source and a destination",
        Keyword::Arg | Keyword::Maintainer => "a name",
        Keyword::Env | Keyword::Label => "a name and a value",
        Keyword::Expose => "a port",
        Keyword::Healthcheck => "`CMD` with a command, or `NONE`",
        Keyword::Onbuild => "an instruction",
        Keyword::Shell => "a JSON array of strings",
        Keyword::Stopsignal => "a signal",
        Keyword::User => "a user",
        Keyword::Volume => "a path",
        Keyword::Workdir => "a directory",
    };
    Some(Problem::new(instruction.keyword_span, format!("`{}` needs {needs}", name(instruction))))
}

fn from(instruction: &Instruction<'_>, problems: &mut Vec<Problem>) {
    let words = instruction.words();
    let Some(first) = words.first() else { return };
    let is_as = |word: &Word<'_>| word.text().eq_ignore_ascii_case("as");
    if words.len() != 1 && !(words.len() == 3 && is_as(&words[1])) {
        let span = words[1].span().to(words[words.len() - 1].span());
        let problem = Problem::new(span, "`FROM` takes an image, and `AS` with a name, nothing else");
        let comment = words.iter().any(|word| word.text().starts_with('#'));
        problems.push(match (comment, words.len(), is_as(&words[1])) {
            (true, ..) => problem.help("A comment needs a line of its own: a `#` further on is an ordinary word."),
            (_, 2, true) => problem.help("Name the stage behind `AS`."),
            (_, 2, false) => {
                problem.help(format!("To name the stage, write `FROM {} AS {}`.", first.text(), words[1].text()))
            }
            _ => problem,
        });
        return;
    }
    let Some(stage) = words.get(2) else { return };
    let text = stage.text().to_lowercase();
    let valid = text.starts_with(|first: char| first.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    if !valid {
        problems.push(
            Problem::new(stage.span(), format!("`{}` can't be the name of a stage", stage.text()))
                .help("A stage's name begins with a letter and has only letters, digits, `-`, `_` and `.`."),
        );
    }
}

fn copy(instruction: &Instruction<'_>, problems: &mut Vec<Problem>) {
    let (count, last) = match instruction.json() {
        Some(items) => (items.len(), items.last().map(|item| item.span)),
        None => words::spans(&instruction.rest()).fold((0, None), |(count, _), span| (count + 1, Some(span))),
    };
    if count < 2 {
        problems.push(
            Problem::new(
                last.unwrap_or(instruction.keyword_span),
                format!("`{}` needs a destination too", name(instruction)),
            )
            .help("Put the path inside the image behind the source, for example `.`."),
        );
    } else if let Some(heredoc) = instruction.heredocs.iter().find(|heredoc| last == Some(heredoc.span)) {
        problems.push(
            Problem::new(heredoc.span, format!("a heredoc can't be the destination of `{}`", name(instruction)))
                .help("Put the path inside the image behind the heredoc's name."),
        );
    }
}

fn named(instruction: &Instruction<'_>, problems: &mut Vec<Problem>) {
    for pair in pairs::read(&instruction.rest(), instruction.keyword, instruction.escape) {
        let text = pair.name.text();
        if text.is_empty() {
            problems.push(
                Problem::new(pair.span, format!("a name is missing before the `=` of `{}`", name(instruction)))
                    .help("Write `NAME=value`, with no blank around the `=`."),
            );
        } else if pair.value.is_none() && instruction.keyword != Keyword::Arg {
            problems.push(if pair.legacy {
                Problem::new(pair.span, format!("`{}` needs a value for `{text}`", name(instruction)))
                    .help(format!("Write `{text}=` for an empty value."))
            } else {
                Problem::new(pair.span, format!("`{text}` has no `=`"))
                    .help("Put a value that has blanks in it between double quotes.")
            });
        }
    }
}
