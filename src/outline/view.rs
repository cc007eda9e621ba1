//! The outline's data.

use crate::model::{Base, Dockerfile, Stage, Step};
use crate::parse::{Arguments, Instruction, Item, Keyword, Problem, Refusal};
use crate::text::{Source, Span};
use serde::Serialize;
use std::borrow::Cow;

/// All of it.
#[derive(Serialize)]
pub(super) struct View<'v> {
    pub(super) instructions: Vec<InstructionView<'v>>,
    pub(super) stages: Vec<StageView>,
    pub(super) problems: Vec<ProblemView>,
}

#[derive(Serialize)]
pub(super) struct InstructionView<'v> {
    /// In capitals; as written where it is no instruction.
    pub(super) keyword: String,
    /// What an ONBUILD triggers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) trigger: Option<&'static str>,
    pub(super) start: Point,
    pub(super) end: Point,
    pub(super) flags: Vec<FlagView<'v>>,
    /// `exec` for a JSON array, else `shell`.
    pub(super) form: &'static str,
    pub(super) words: Vec<Cow<'v, str>>,
    pub(super) heredocs: Vec<HeredocView<'v>>,
    pub(super) comments: Vec<CommentView<'v>>,
    /// The commands that the shell would run, by name, as far as they are literal.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) commands: Vec<String>,
}

#[derive(Serialize, Clone, Copy)]
pub(super) struct Point {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) offset: u32,
}

#[derive(Serialize)]
pub(super) struct FlagView<'v> {
    pub(super) name: Cow<'v, str>,
    pub(super) value: Option<Cow<'v, str>>,
}

#[derive(Serialize)]
pub(super) struct HeredocView<'v> {
    pub(super) delimiter: &'v str,
    pub(super) expand: bool,
    pub(super) strip_tabs: bool,
    pub(super) start: Point,
    pub(super) end: Point,
}

/// A comment that belongs to the instruction.
#[derive(Serialize)]
pub(super) struct CommentView<'v> {
    /// From the `#` on.
    pub(super) text: &'v str,
    pub(super) line: u32,
    /// `above` it, or `inside`, between its lines.
    pub(super) place: &'static str,
}

#[derive(Serialize)]
pub(super) struct StageView {
    pub(super) index: usize,
    pub(super) name: Option<String>,
    pub(super) start: Point,
    /// The image, resolved with the defaults.
    pub(super) image: String,
    /// Variables of the image that have no value.
    pub(super) unresolved: Vec<String>,
    /// Index of the stage that it is built on.
    pub(super) parent: Option<usize>,
    pub(super) base: &'static str,
    /// Whether the default target needs it.
    pub(super) reached: bool,
    pub(super) default: bool,
    /// What its ARGs and ENVs come to.
    pub(super) variables: Vec<VariableView>,
}

#[derive(Serialize)]
pub(super) struct VariableView {
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) value: Option<String>,
    pub(super) line: u32,
}

#[derive(Serialize)]
pub(super) struct ProblemView {
    pub(super) message: String,
    pub(super) refused: bool,
    pub(super) start: Point,
    pub(super) end: Point,
}

impl<'v> View<'v> {
    pub(super) fn of(file: &'v Dockerfile<'v>) -> Self {
        let scripts = file.steps().map(|(_, step)| step);
        let mut by_start: Vec<(u32, &Step<'_>)> = scripts.map(|step| (step.instruction.span.start, step)).collect();
        by_start.sort_by_key(|(start, _)| *start);
        let step_of = |instruction: &Instruction<'_>| {
            let found = by_start.binary_search_by_key(&instruction.span.start, |(start, _)| *start);
            found.ok().map(|index| by_start[index].1)
        };
        let problems = file.tree.problems.iter().chain(&file.problems);
        Self {
            instructions: file.tree.instructions.iter().map(|it| instruction(it, step_of(it), file)).collect(),
            stages: file.stages.iter().map(|it| stage(it, file)).collect(),
            problems: problems.map(|it| problem(it, file.source)).collect(),
        }
    }
}

fn point(source: &Source, at: u32) -> Point {
    let position = source.position(at);
    Point { line: position.line, column: position.column, offset: at }
}

fn instruction<'v>(it: &'v Instruction<'v>, step: Option<&Step<'_>>, file: &'v Dockerfile<'v>) -> InstructionView<'v> {
    let source: &Source = file.source;
    let known = it.keyword != Keyword::Unknown;
    let keyword = match it.onbuild {
        Some(_) => "ONBUILD".to_owned(),
        None if known => it.keyword.as_str().to_owned(),
        None => it.keyword_text().into_owned(),
    };
    let (form, words) = words(it);
    let span = |span: Span| (point(source, span.start), point(source, span.end));
    InstructionView {
        keyword,
        trigger: it.onbuild.map(|_| it.keyword.as_str()),
        start: point(source, it.span.start),
        end: point(source, it.span.end),
        flags: it.flags().map(|flag| FlagView { name: flag.name(), value: flag.value().map(|it| it.text()) }).collect(),
        form,
        words,
        heredocs: it
            .heredocs
            .iter()
            .map(|heredoc| HeredocView {
                delimiter: &heredoc.delimiter,
                expand: heredoc.expand,
                strip_tabs: heredoc.strip_tabs,
                start: span(heredoc.body).0,
                end: span(heredoc.body).1,
            })
            .collect(),
        comments: comments(it, file),
        commands: step.map(commands).unwrap_or_default(),
    }
}

fn comments<'v>(it: &'v Instruction<'v>, file: &'v Dockerfile<'v>) -> Vec<CommentView<'v>> {
    let above = file.tree.comments_above(it).map(|node| (file.tree.text(node).trim(), node.span.start, "above"));
    let inside = it.comments.iter().map(|span| (file.source.slice(*span), span.start, "inside"));
    let lines = file.source.lines();
    above.chain(inside).map(|(text, at, place)| CommentView { text, line: lines.line(at), place }).collect()
}

/// The words as BuildKit splits the instruction.
fn words<'v>(it: &'v Instruction<'v>) -> (&'static str, Vec<Cow<'v, str>>) {
    let strings = |items: Vec<Item<'v>>| items.into_iter().map(|item| item.text.text()).collect();
    match it.keyword {
        _ if !it.has_arguments() => ("shell", Vec::new()),
        Keyword::Arg | Keyword::Env | Keyword::Label => {
            ("shell", it.pairs().into_iter().map(|pair| it.rest().slice(pair.span).text()).collect())
        }
        Keyword::Cmd | Keyword::Entrypoint | Keyword::Run | Keyword::Shell | Keyword::Healthcheck => match it.json() {
            Some(items) => ("exec", strings(items)),
            None => ("shell", vec![it.rest().text()]),
        },
        Keyword::User | Keyword::Workdir | Keyword::Stopsignal | Keyword::Maintainer => {
            ("shell", vec![it.rest().text()])
        }
        _ => match it.arguments() {
            Arguments::Json(items) => ("exec", strings(items)),
            Arguments::Words(words) => ("shell", words.iter().map(crate::parse::Word::text).collect()),
        },
    }
}

fn commands(step: &Step<'_>) -> Vec<String> {
    let programs = step.script.commands.iter().filter_map(crate::shell::Command::program);
    programs.filter_map(|program| program.name.map(str::to_owned)).collect()
}

fn stage(it: &Stage<'_>, file: &Dockerfile<'_>) -> StageView {
    StageView {
        index: it.index,
        name: it.name.as_ref().map(|word| word.text().into_owned()),
        start: point(file.source, it.from.span.start),
        image: it.image_value.text.clone(),
        unresolved: it.image_value.gaps.iter().map(|gap| gap.name.clone()).collect(),
        parent: it.parent(),
        base: match it.base {
            Base::Stage(_) => "stage",
            Base::Image => "image",
            Base::Scratch => "scratch",
            Base::Unknown => "unknown",
        },
        reached: it.reached,
        default: it.index + 1 == file.stages.len(),
        variables: it
            .definitions()
            .iter()
            .map(|definition| VariableView {
                name: definition.name.to_string(),
                kind: definition.kind.as_str(),
                value: definition.value.as_ref().map(|value| value.text.clone()),
                line: point(file.source, definition.pair.span.start).line,
            })
            .collect(),
    }
}

fn problem(it: &Problem, source: &Source) -> ProblemView {
    ProblemView {
        message: it.message.clone(),
        refused: it.refusal == Refusal::Refused,
        start: point(source, it.span.start),
        end: point(source, it.span.end),
    }
}
