//! Finds the nodes of one kind in another node: in the file for a rule, in a stage or an instruction for its conditions.

use super::keywords::Keywords;
use super::kind::Kind;
use super::view::{Node, View};
use crate::model::{Base, DefinitionKind, ImageUse, Place, Stage, Step};
use crate::parse::{Instruction, Keyword};
use crate::text::Span;
use std::ops::{ControlFlow, Range};

/// What is done with each node; it may end the visit.
pub(super) type Visitor<'f, 't> = dyn FnMut(&View<'_, 't>) -> ControlFlow<()> + 'f;

/// How many places a visit of `within` looks at, at most, beside the nodes that it finds.
pub(super) fn width(within: &View<'_, '_>) -> usize {
    match (within.node, within.stage) {
        (Node::File, _) => within.file.tree.instructions.len(),
        (Node::Stage, Some(stage)) => stage.steps.len() + 1,
        _ => 1,
    }
}

/// Whether the nodes of a kind are instructions, or stand in one each and are found there.
pub(super) const fn stands_in_instruction(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Instruction
            | Kind::Command
            | Kind::Copy
            | Kind::User
            | Kind::Workdir
            | Kind::Label
            | Kind::Expose
            | Kind::Flag
    )
}

/// Show `visitor` each node of `kind` in `within`, in source order; of those found by their instruction the ones in `wanted`.
pub(super) fn visit<'t>(
    kind: Kind,
    wanted: Keywords,
    within: &View<'_, 't>,
    visitor: &mut Visitor<'_, 't>,
) -> ControlFlow<()> {
    match kind {
        Kind::File => visitor(&View::of_file(within.file)),
        Kind::Stage => stages(within, visitor),
        Kind::Image => images(within, visitor),
        Kind::Installation | Kind::Package => installations(kind, within, visitor),
        Kind::Arg => definitions(DefinitionKind::Arg, within, visitor),
        Kind::Env => definitions(DefinitionKind::Env, within, visitor),
        Kind::Comment => comments(within, visitor),
        Kind::Directive => directives(within, visitor),
        Kind::Instruction => instructions(wanted, within, visitor),
        Kind::Copy | Kind::User | Kind::Workdir | Kind::Command | Kind::Label | Kind::Expose | Kind::Flag => {
            instructions(wanted, within, &mut |view| inside(kind, view, visitor))
        }
    }
}

/// The instructions in a node, of those in `wanted`: all of the file, a stage's with its FROM, or the one that the node
/// stands in.
fn instructions<'t>(wanted: Keywords, within: &View<'_, 't>, visitor: &mut Visitor<'_, 't>) -> ControlFlow<()> {
    match within.node {
        Node::File => {
            steps(wanted, within, &within.file.preamble, visitor)?;
            within.file.stages.iter().try_for_each(|stage| {
                instructions(wanted, &View { stage: Some(stage), ..*within }.with(Node::Stage), visitor)
            })
        }
        Node::Stage => {
            let Some(stage) = within.stage else { return ControlFlow::Continue(()) };
            if wanted.has(Keyword::From) {
                let from = View { step: None, instruction: Some(stage.from), ..*within };
                visitor(&from.with(Node::Instruction))?;
            }
            steps(wanted, within, &stage.steps, visitor)
        }
        _ => match within.instruction {
            Some(instruction) if wanted.has(instruction.keyword) => visitor(&within.with(Node::Instruction)),
            _ => ControlFlow::Continue(()),
        },
    }
}

/// The instructions of `steps`, which stand in the file or the stage of `within`.
fn steps<'v, 't>(
    wanted: Keywords,
    within: &View<'v, 't>,
    steps: &'v [Step<'t>],
    visitor: &mut Visitor<'_, 't>,
) -> ControlFlow<()> {
    let mut found = steps.iter().enumerate().filter(|(_, found)| wanted.has(found.instruction.keyword));
    found.try_for_each(|(step, found)| {
        let at = View { step: Some(step), instruction: Some(found.instruction), ..*within };
        visitor(&at.with(Node::Instruction))
    })
}

/// Show `visitor` the nodes of a kind that stand in the instruction of `view`, or are it; of one that may hold them.
pub(super) fn inside<'t>(kind: Kind, view: &View<'_, 't>, visitor: &mut Visitor<'_, 't>) -> ControlFlow<()> {
    let Some(instruction) = view.instruction else { return ControlFlow::Continue(()) };
    match kind {
        Kind::Instruction | Kind::Copy | Kind::User | Kind::Workdir => visitor(view),
        Kind::Command => match view.step() {
            Some(step) => step.script.iter().try_for_each(|(id, command)| {
                // A compound command is the frame around others, which are commands of their own.
                if command.words.is_empty() {
                    return ControlFlow::Continue(());
                }
                visitor(&view.with(Node::Command(id, command)))
            }),
            None => ControlFlow::Continue(()),
        },
        Kind::Label => match view.step() {
            Some(step) => step.labels.iter().try_for_each(|pair| visitor(&view.with(Node::Label(pair)))),
            None => ControlFlow::Continue(()),
        },
        Kind::Expose => instruction.words().iter().try_for_each(|word| visitor(&view.with(Node::Word(word)))),
        Kind::Flag => instruction.flags().try_for_each(|flag| visitor(&view.with(Node::Flag(&flag)))),
        _ => ControlFlow::Continue(()),
    }
}

fn stages<'t>(within: &View<'_, 't>, visitor: &mut Visitor<'_, 't>) -> ControlFlow<()> {
    match within.node {
        Node::File => within.file.stages.iter().try_for_each(|stage| {
            visitor(&View { stage: Some(stage), instruction: Some(stage.from), ..*within }.with(Node::Stage))
        }),
        _ => within.around(Kind::Stage).map_or(ControlFlow::Continue(()), |stage| visitor(&stage)),
    }
}

fn images<'t>(within: &View<'_, 't>, visitor: &mut Visitor<'_, 't>) -> ControlFlow<()> {
    let images = &within.file.images;
    for image in &images[standing_in(extent(within), images, |image| image.word.span())] {
        if !matches!(image.target, Base::Image | Base::Unknown) {
            continue;
        }
        let (instruction, step) = place_of(within, image);
        let stage = within.file.stages.get(image.stage);
        visitor(&View { file: within.file, stage, step, instruction, node: Node::Image(image) })?;
    }
    ControlFlow::Continue(())
}

/// The instruction that names an image, and its step.
fn place_of<'v, 't>(within: &View<'v, 't>, image: &ImageUse<'t>) -> (Option<&'v Instruction<'t>>, Option<usize>) {
    let Some(stage) = within.file.stages.get(image.stage) else { return (None, None) };
    let start = image.word.span().start;
    // Most are named by a FROM.
    if start < stage.from.span.end {
        return (Some(stage.from), None);
    }
    let behind = stage.steps.partition_point(|step| step.instruction.span.start <= start);
    match behind.checked_sub(1) {
        Some(step) => (stage.steps.get(step).map(|found| found.instruction), Some(step)),
        None => (Some(stage.from), None),
    }
}

fn installations<'t>(kind: Kind, within: &View<'_, 't>, visitor: &mut Visitor<'_, 't>) -> ControlFlow<()> {
    let file = within.file;
    let all = file.installations();
    // The first and the last place in the node.
    let (first, last) = match (within.node, within.stage, within.place()) {
        (Node::File, ..) => (Place { stage: 0, step: 0 }, Place { stage: usize::MAX, step: usize::MAX }),
        (Node::Stage, Some(Stage { index, .. }), _) => {
            (Place { stage: *index, step: 0 }, Place { stage: *index, step: usize::MAX })
        }
        (_, _, Some(place)) => (place, place),
        _ => return ControlFlow::Continue(()),
    };
    let from = all.partition_point(|by| by.place < first);
    for by in all[from..].iter().take_while(|by| by.place <= last) {
        let Place { stage, step } = by.place;
        if matches!(within.node, Node::Command(id, _) if id != by.command) {
            continue;
        }
        let Some(around) = file.stages.get(stage) else { continue };
        let instruction = around.steps.get(step).map(|found| found.instruction);
        let view = View { file, stage: Some(around), step: Some(step), instruction, node: Node::Installation(by) };
        if kind == Kind::Installation {
            visitor(&view)?;
        } else {
            by.packages.iter().try_for_each(|package| visitor(&view.with(Node::Package(by, package))))?;
        }
    }
    ControlFlow::Continue(())
}

fn definitions<'t>(kind: DefinitionKind, within: &View<'_, 't>, visitor: &mut Visitor<'_, 't>) -> ControlFlow<()> {
    let file = within.file;
    let extent = extent(within);
    if kind == DefinitionKind::Arg {
        // Both in source order.
        let mut instructions = file.tree.instructions.iter().peekable();
        for definition in &file.globals[standing_in(extent, &file.globals, |it| it.pair.span)] {
            let start = definition.pair.span.start;
            while instructions.peek().is_some_and(|found| found.span.end <= start) {
                instructions.next();
            }
            let instruction = instructions.peek().copied();
            visitor(&View { file, stage: None, step: None, instruction, node: Node::Definition(definition) })?;
        }
    }
    let stages = match (within.node, within.stage) {
        (Node::File, _) => file.stages.as_slice(),
        (_, Some(stage)) => std::slice::from_ref(stage),
        (_, None) => &[],
    };
    for stage in stages {
        let definitions = stage.definitions();
        for definition in &definitions[standing_in(extent, definitions, |it| it.pair.span)] {
            if definition.kind == kind {
                let step = Some(definition.step);
                let instruction = stage.steps.get(definition.step).map(|found| found.instruction);
                visitor(&View { file, stage: Some(stage), step, instruction, node: Node::Definition(definition) })?;
            }
        }
    }
    ControlFlow::Continue(())
}

fn comments<'t>(within: &View<'_, 't>, visitor: &mut Visitor<'_, 't>) -> ControlFlow<()> {
    let file = within.file;
    let remarks = &file.explanations().remarks;
    for remark in &remarks[standing_in(extent(within), remarks, |remark| remark.span)] {
        let instruction = remark.inside.and_then(|index| file.tree.instructions.get(index));
        visitor(&View { instruction, ..View::of_file(file) }.with(Node::Comment(remark)))?;
    }
    ControlFlow::Continue(())
}

/// What stands in a file, whatever its length.
const WHOLE: Span = Span { start: 0, end: u32::MAX };

/// From the first to the last byte of what stands in a node.
fn extent(within: &View<'_, '_>) -> Span {
    match (within.node, within.stage) {
        (Node::File, _) => WHOLE,
        (Node::Stage, Some(stage)) => {
            let next = within.file.stages.get(stage.index + 1);
            Span::new(stage.from.span.start, next.map_or(u32::MAX, |next| next.from.span.start))
        }
        _ => within.instruction.map_or(Span::at(0), |around| around.span),
    }
}

/// Which of `items`, in source order, stand inside `extent`.
fn standing_in<T>(extent: Span, items: &[T], span: impl Fn(&T) -> Span) -> Range<usize> {
    if extent == WHOLE {
        return 0..items.len();
    }
    let start = items.partition_point(|item| span(item).start < extent.start);
    let end = items.partition_point(|item| span(item).start < extent.end);
    start..end.max(start)
}

fn directives<'t>(within: &View<'_, 't>, visitor: &mut Visitor<'_, 't>) -> ControlFlow<()> {
    if !matches!(within.node, Node::File) {
        return ControlFlow::Continue(());
    }
    let found = within.file.tree.directives;
    let mut found: Vec<_> = [found.syntax, found.escape, found.check].into_iter().flatten().collect();
    found.sort_by_key(|directive| directive.name.start);
    found.into_iter().try_for_each(|directive| visitor(&within.with(Node::Directive(directive))))
}
