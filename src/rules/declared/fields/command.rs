//! Fields of commands, of those that install packages, and of packages.

use crate::model::{Installation, Manager, Package, names_options};
use crate::rules::declared::fact::{Fact, Field, Found, Type};
use crate::rules::declared::view::{Node, View};
use crate::shell::{Command, Operator, Part, Program, Word};
use crate::text::Span;
use std::borrow::Cow;

pub(in crate::rules::declared) const COMMAND: &[Field] = &[
    Field::placed("program", Type::Text, "the program without its folder, behind `sudo`, `env` and the like", |view| {
        with_program(view, |it| it.name.map_or_else(Found::unknown, Found::text).at(it.name_word.span))
    }),
    Field::placed("name", Type::Text, "the first word as written, wrappers not looked through", |view| {
        with(view, |_, it| match it.words.first() {
            Some(word) => word.literal().map_or_else(Found::unknown, Found::text).at(word.span),
            None => Found::absent(),
        })
    }),
    Field::placed("subcommand", Type::Text, "the program's first argument that is no option: `install`", |view| {
        with_program(view, |it| match it.args.iter().find(|word| !word.prefix().starts_with('-')) {
            Some(word) => word.literal().map_or_else(Found::unknown, Found::text).at(word.span),
            None => Found::absent(),
        })
    }),
    Field::placed("args", Type::Texts, "the program's arguments, options included", |view| {
        with_program(view, |it| Found::texts(it.args.iter().map(literal)).at_option(around(it.args)))
    }),
    Field::placed(
        "operands",
        Type::Texts,
        "its arguments that are no options; an option's value in a word of its own is one",
        |view| {
            with_program(view, |it| {
                let operands = it.args.iter().filter(|word| !word.prefix().starts_with('-'));
                Found::texts(operands.map(literal)).at_option(around(it.args))
            })
        },
    ),
    Field::placed(
        "options",
        Type::Texts,
        "its options without values: `--yes`, and `-qy` also as `-q` and `-y`",
        |view| {
            with_program(view, |it| {
                let mut found = Vec::new();
                it.args.iter().for_each(|word| options(word, &mut found));
                Found::texts(found).at_option(around(it.args))
            })
        },
    ),
    Field::new("wrappers", Type::Texts, "the programs in front of it: `sudo`, `env`, `time` …", |view| {
        with_program(view, |it| Found::texts(it.wrappers.iter().map(|name| Some(Cow::Borrowed(*name)))))
    }),
    Field::placed("text", Type::Text, "the command as written", |view| {
        with(view, |_, it| Found::text(view.file.source.slice(it.span)).at(it.span))
    }),
    Field::new("assigns", Type::Texts, "the variables that it sets in front of its name", |view| {
        with(view, |_, it| Found::texts(it.assignments.iter().map(|set| Some(set.name.clone()))))
    }),
    Field::new(
        "behind",
        Type::Text,
        "what joins it to the command before: `&&`, `||`, `|`, `;`, `&`, or nothing",
        |view| {
            with(view, |_, it| {
                Found::option(match it.operator {
                    Operator::And => Some("&&"),
                    Operator::Or => Some("||"),
                    Operator::Pipe => Some("|"),
                    Operator::PipeBoth => Some("|&"),
                    Operator::Sequence => Some(";"),
                    Operator::Background => Some("&"),
                    Operator::Start | Operator::Newline => None,
                })
            })
        },
    ),
    Field::new("guarded", Type::Truth, "whether it runs only under a condition", |view| {
        match (view.node, view.step()) {
            (Node::Command(id, _), Some(step)) => Found::truth(step.script.is_guarded(id)),
            _ => Found::absent(),
        }
    }),
    Field::new("failure-ignored", Type::Truth, "whether the script goes on when it fails", |view| {
        match (view.node, view.step()) {
            (Node::Command(id, _), Some(step)) => Found::truth(step.script.failure_ignored(id)),
            _ => Found::absent(),
        }
    }),
];

pub(in crate::rules::declared) const INSTALLATION: &[Field] = &[
    Field::placed("manager", Type::Text, MANAGERS, |view| with_installation(view, manager)),
    Field::new("packages", Type::Texts, "the names of the packages", |view| {
        with_installation(view, |by| Found::texts(by.packages.iter().map(|package| known(&package.name))))
    }),
    Field::placed("requirements", Type::Texts, "the files that list packages: `-r requirements.txt`", |view| {
        with_installation(view, |by| {
            let span = by.requirements.iter().map(|file| file.span).reduce(Span::to);
            Found::texts(by.requirements.iter().map(|file| known(&file.path))).at_option(span)
        })
    }),
];

const MANAGERS: &str = "`apt`, `apk`, `dnf` (yum too), `zypper`, `pip` (uv too), `npm` (pnpm too), `yarn` or `gem`";

pub(in crate::rules::declared) const PACKAGE: &[Field] = &[
    Field::placed("name", Type::Text, "its name, without version", |view| {
        with_package(view, |it| known(&it.name).map_or_else(Found::unknown, Found::text).at(it.span))
    }),
    Field::placed("version", Type::Version, "the version that is asked for: `1.2`, `>=3,<4`", |view| {
        with_package(view, |it| match &it.version {
            Some(version) => known(version).map_or_else(Found::unknown, Found::text).at(it.span),
            // A variable in the name may hold the version as well.
            None if it.name.contains('*') => Found::unknown().at(it.span),
            None => Found::absent().at(it.span),
        })
    }),
    Field::placed("manager", Type::Text, MANAGERS, |view| with_installation(view, manager)),
];

fn with<'v, 't: 'v>(view: &View<'v, 't>, read: impl FnOnce(&View<'v, 't>, &'v Command<'t>) -> Found<'v>) -> Found<'v> {
    match view.node {
        Node::Command(_, command) => read(view, command),
        _ => Found::absent(),
    }
}

fn with_program<'v, 't: 'v>(view: &View<'v, 't>, read: impl FnOnce(Program<'v, 't>) -> Found<'v>) -> Found<'v> {
    with(view, |_, command| command.program().map_or_else(Found::absent, read))
}

fn with_installation<'v>(view: &View<'v, '_>, read: impl FnOnce(&'v Installation) -> Found<'v>) -> Found<'v> {
    match view.node {
        Node::Installation(by) | Node::Package(by, _) => read(by),
        _ => Found::absent(),
    }
}

fn with_package<'v>(view: &View<'v, '_>, read: impl FnOnce(&'v Package) -> Found<'v>) -> Found<'v> {
    match view.node {
        Node::Package(_, package) => read(package),
        _ => Found::absent(),
    }
}

fn manager(by: &Installation) -> Found<'_> {
    let name = match by.manager {
        Manager::Apt => "apt",
        Manager::Apk => "apk",
        Manager::Dnf => "dnf",
        Manager::Zypper => "zypper",
        Manager::Pip => "pip",
        Manager::Npm => "npm",
        Manager::Yarn => "yarn",
        Manager::Gem => "gem",
    };
    Found { fact: Fact::Text(Cow::Borrowed(name)), span: Some(by.program) }
}

/// The model writes `*` where a variable has no value.
fn known(text: &str) -> Option<Cow<'_, str>> {
    (!text.contains('*')).then_some(Cow::Borrowed(text))
}

fn literal<'v>(word: &'v Word<'_>) -> Option<Cow<'v, str>> {
    word.literal().map(Cow::Borrowed)
}

fn around(words: &[Word<'_>]) -> Option<Span> {
    words.iter().map(|word| word.span).reduce(Span::to)
}

/// Whether a variable, by its name, may hold options: `$WGET_OPTS`, or all that a function was given.
fn holds_options(name: &str) -> bool {
    matches!(name, "@" | "*") || names_options(name)
}

/// Adds what a word says as an option. What a script puts there may be any; a variable may be some if it isn't quoted, and is
/// called so.
fn options<'v>(word: &'v Word<'_>, found: &mut Vec<Option<Cow<'v, str>>>) {
    let text = word.prefix();
    if text.is_empty() && word.literal().is_none() {
        let holds_none = match word.parts() {
            [Part::Variable(variable), ..] => word.quoted || !holds_options(&variable.name),
            _ => false,
        };
        if !holds_none {
            found.push(None);
        }
        return;
    }
    let name = match text.split_once('=') {
        Some((name, _)) => name,
        None if word.literal().is_none() && text.starts_with('-') => return found.push(None),
        None => text,
    };
    match name.strip_prefix('-') {
        None | Some("" | "-") => {}
        Some(long) if long.starts_with('-') => found.push(Some(Cow::Borrowed(name))),
        Some(letters) => {
            let mut all = letters.chars();
            // `-y` is that letter already.
            if all.next().is_some() && all.next().is_none() {
                return found.push(Some(Cow::Borrowed(name)));
            }
            found.push(Some(Cow::Borrowed(name)));
            found.extend(letters.chars().map(|letter| Some(Cow::Owned(format!("-{letter}")))));
        }
    }
}
