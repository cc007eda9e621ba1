//! Fields of instructions, of COPY and ADD among them, and of their flags.

use super::force::in_force;
use crate::model::{SourceKind, Value};
use crate::parse::{Arguments, Command, Instruction, Keyword, Word};
use crate::rules::declared::fact::{Fact, Field, Found, Type, resolved};
use crate::rules::declared::view::{Node, View};
use crate::shell::Operator;
use crate::text::Span;
use std::borrow::Cow;

pub(in crate::rules::declared) const INSTRUCTION: &[Field] = &[
    Field::placed(
        "keyword",
        Type::Text,
        "its name in capitals, `UNKNOWN` if there is none such; behind ONBUILD the trigger's",
        |view| with(view, |it| Found::text(it.keyword.as_str()).at(it.keyword_span)),
    ),
    Field::placed("written", Type::Text, "its name as written", |view| {
        with(view, |it| Found::text(it.keyword_text()).at(it.keyword_span))
    }),
    Field::placed("text", Type::Text, "what follows name and flags, as written, lines joined", |view| {
        with(view, |it| Found::text(it.rest().text()).at(it.rest().span()))
    })
    .costly(),
    Field::placed("words", Type::Texts, "the same between blanks", |view| {
        with(view, |it| Found::texts(it.words().iter().map(|word| Some(word.text()))).at(it.rest().span()))
    })
    .costly(),
    Field::placed(
        "form",
        Type::Text,
        "how the command is given: `exec`, `shell`, or nothing in other instructions",
        form,
    )
    .costly(),
    Field::new("flags", Type::Texts, "the names of its flags", |view| {
        with(view, |it| Found::texts(it.flags().map(|flag| Some(flag.name()))))
    }),
    Field::placed("onbuild", Type::Truth, "whether it is a trigger of ONBUILD", |view| {
        with(view, |it| Found::truth(it.onbuild.is_some()).at_option(it.onbuild))
    }),
    Field::new("index", Type::Number, "its number in its stage, from 1; FROM is 0", |view| {
        view.stage.map_or_else(Found::absent, |_| Found::number(view.step.map_or(0, |step| step + 1)))
    }),
    Field::new("global", Type::Truth, "whether it stands before the first FROM", |view| {
        with(view, |_| Found::truth(view.stage.is_none()))
    }),
    Field::new("lines", Type::Number, "how many lines it takes", |view| {
        with(view, |it| Found::number(lines(view, it.span)))
    })
    .costly(),
    Field::placed("blank-lines", Type::Number, "how many blank lines stand inside", |view| {
        with(view, |it| Found::number(it.blanks.len()).at_option(it.blanks.first().copied()))
    }),
    Field::new("heredocs", Type::Number, "how many heredocs it has", |view| {
        with(view, |it| Found::number(it.heredocs.len()))
    }),
    Field::new("operators", Type::Number, "how many `&&`, `|`, `;` … stand between its commands", |view| {
        Found::number(joins(view).count())
    })
    .costly(),
    Field::new("commands", Type::Number, "how many commands these join: one more", |view| {
        Found::number(joins(view).count() + 1)
    })
    .costly(),
    Field::new("pipes", Type::Number, "how many pipes stand in its script", |view| {
        Found::number(joins(view).filter(|operator| operator.is_pipe()).count())
    })
    .costly(),
    Field::new("explained", Type::Truth, "whether a comment says what it is for", |view| {
        with(view, |it| Found::truth(view.file.explanations().of_instruction(view.file.tree, it).is_some()))
    })
    .costly(),
    Field::new("packages-explained", Type::Truth, "whether comments explain the packages that it installs", |view| {
        let file = view.file;
        let Some(place) = view.place() else { return Found::truth(false) };
        let behind = &file.installations()[file.installations().partition_point(|by| by.place < place)..];
        let mut here = behind.iter().take_while(|by| by.place == place);
        Found::truth(here.any(|by| file.explanations().list(by)))
    })
    .costly(),
    Field::placed("comment", Type::Text, "the comment line that explains it", |view| {
        with(view, |it| match view.file.explanations().of_instruction(view.file.tree, it) {
            Some(remark) => Found::text(remark.text).at(remark.text_span),
            None => Found::absent(),
        })
    })
    .costly(),
    Field::placed("comment-above", Type::Text, "the last comment line above it, blank lines left out", |view| {
        with(view, |it| match view.file.tree.comments_above(it).last() {
            Some(node) => Found::text(bare(view.file.tree.text(node))).at(node.span),
            None => Found::absent(),
        })
    })
    .costly(),
    Field::placed("user", Type::Text, "the USER in force before it, inherited too", |view| {
        in_force(view, Keyword::User, view.step.unwrap_or(0))
    })
    .costly(),
    Field::placed("workdir", Type::Text, "the WORKDIR in force before it, inherited too", |view| {
        in_force(view, Keyword::Workdir, view.step.unwrap_or(0))
    })
    .costly(),
    Field::placed("shell", Type::Text, "the SHELL in force before it, as written, inherited too", |view| {
        in_force(view, Keyword::Shell, view.step.unwrap_or(0))
    })
    .costly(),
    Field::new(
        "comments-above",
        Type::Texts,
        "the comment lines between it and the instruction before, without `#`",
        |view| {
            with(view, |it| {
                let lines = view.file.tree.comments_above(it).map(|node| view.file.tree.text(node));
                Found::texts(lines.map(|line| Some(Cow::Borrowed(bare(line)))))
            })
        },
    )
    .costly(),
];

pub(in crate::rules::declared) const COPY: &[Field] = &[
    Field::placed("keyword", Type::Text, "`COPY` or `ADD`", |view| {
        with(view, |it| Found::text(it.keyword.as_str()).at(it.keyword_span))
    }),
    Field::placed("sources", Type::Texts, "what is copied", |view| paths(view, |(_, sources)| Found::texts(sources))),
    Field::placed(
        "source-kinds",
        Type::Texts,
        "what each of these is by its name: an `address`, an `archive`, a `pattern` with wildcards, or `plain`",
        |view| {
            with(view, |it| {
                let mut items = it.items();
                items.pop();
                let at = items.iter().map(Word::span).reduce(Span::to);
                let kind = |word: &Word<'_>| match word.literal() {
                    Some(text) => SourceKind::of(&Value { text: text.into_owned(), ..Value::default() }),
                    None => SourceKind::of(&view.file.value(view.place()?, word)),
                };
                Found::texts(items.iter().map(|word| Some(Cow::Borrowed(kind(word)?.name())))).at_option(at)
            })
        },
    ),
    Field::placed("destination", Type::Text, "where to", |view| {
        paths(view, |(destination, _)| destination.map_or_else(Found::unknown, Found::text))
    }),
    Field::placed("from", Type::Text, "the value of `--from`, as written", |view| flag(view, "from")),
    Field::placed("chown", Type::Text, "the value of `--chown`, as written", |view| flag(view, "chown")),
    Field::placed("chmod", Type::Text, "the value of `--chmod`, as written", |view| flag(view, "chmod")),
    Field::placed("checksum", Type::Text, "the value of `--checksum`, as written", |view| flag(view, "checksum")),
];

pub(in crate::rules::declared) const FLAG: &[Field] = &[
    Field::placed("name", Type::Text, "its name, without dashes", |view| match view.node {
        Node::Flag(flag) => Found::text(flag.name()).at(flag.name_span()),
        _ => Found::absent(),
    }),
    Field::placed("value", Type::Text, "what follows `=`, as written", |view| match view.node {
        Node::Flag(flag) => flag.value().map_or_else(Found::absent, |word| Found::text(word.text()).at(word.span())),
        _ => Found::absent(),
    }),
];

fn with<'v, 't: 'v>(view: &View<'v, 't>, read: impl FnOnce(&'v Instruction<'t>) -> Found<'v>) -> Found<'v> {
    view.instruction.map_or_else(Found::absent, read)
}

/// A comment line without its `#`.
fn bare(line: &str) -> &str {
    line.trim().trim_start_matches('#').trim()
}

fn form<'v>(view: &View<'v, '_>) -> Found<'v> {
    with(view, |it| match it.keyword {
        Keyword::Run | Keyword::Cmd | Keyword::Entrypoint | Keyword::Shell => match it.command() {
            Command::Exec(_) => Found::text("exec").at(it.rest().span()),
            Command::Shell(_) => Found::text("shell").at(it.rest().span()),
        },
        // `HEALTHCHECK NONE` runs nothing.
        Keyword::Healthcheck if it.words().first().is_some_and(|word| word.text().eq_ignore_ascii_case("cmd")) => {
            Found::text(if it.json().is_some() { "exec" } else { "shell" }).at(it.rest().span())
        }
        _ => Found::absent(),
    })
}

fn lines(view: &View<'_, '_>, span: Span) -> usize {
    let lines = view.file.source.lines();
    (lines.line(span.end.saturating_sub(1).max(span.start)) - lines.line(span.start) + 1) as usize
}

/// What joins the commands of the script, line ends left out.
fn joins<'v>(view: &View<'v, '_>) -> impl Iterator<Item = Operator> + 'v {
    let commands = view.step().into_iter().flat_map(|step| &step.script.commands);
    commands.map(|command| command.operator).filter(|it| !matches!(it, Operator::Start | Operator::Newline))
}

fn flag<'v>(view: &View<'v, '_>, name: &str) -> Found<'v> {
    let value = view.instruction.and_then(|it| it.flag(name)).and_then(|flag| flag.value());
    value.map_or_else(Found::absent, |word| Found::text(word.text()).at(word.span()))
}

type Path<'v> = Option<Cow<'v, str>>;

/// The destination and the sources of a COPY; the span is that of the field asked for.
fn paths<'v>(view: &View<'v, '_>, read: impl FnOnce((Path<'v>, Vec<Path<'v>>)) -> Found<'v>) -> Found<'v> {
    with(view, |it| {
        let (mut texts, mut spans): (Vec<Path<'v>>, Vec<Span>) = match it.arguments() {
            Arguments::Json(items) => items.into_iter().map(|item| (Some(item.text.text()), item.text.span())).unzip(),
            Arguments::Words(words) => words.iter().map(|word| (resolved(view, word), word.span())).unzip(),
        };
        let (Some(destination), Some(place)) = (texts.pop(), spans.pop()) else { return Found::absent() };
        let sources = spans.iter().copied().reduce(Span::to);
        let found = read((destination, texts));
        let at = if matches!(found.fact, Fact::Texts(_)) { sources.unwrap_or(place) } else { place };
        found.at(at)
    })
}
