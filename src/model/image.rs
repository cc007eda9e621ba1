//! Images and stages that the file names.

use super::scope::Scope;
use super::stage::{Base, Names, Stage};
use super::value::{Value, resolve};
use crate::parse::{ImageName, Keyword, Word};
use crate::text::offset_in;
use std::ops::Range;

/// Where an image is named.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum UseKind {
    /// FROM.
    From,
    /// `COPY --from=`.
    Copy,
    /// `RUN --mount=from=`.
    Mount,
}

/// One place that names an image or a stage.
pub struct ImageUse<'t> {
    /// The instruction that names it.
    pub kind: UseKind,
    /// The stage that needs it.
    pub stage: usize,
    /// The name as written.
    pub word: Word<'t>,
    /// The name, resolved.
    pub value: Value,
    /// What it leads to.
    pub target: Base,
    /// Whether the value stands in the file as it is.
    pub literal: bool,
    parts: Option<Parts>,
}

/// Where the parts of a name stand in it.
struct Parts {
    registry: Option<Range<usize>>,
    repository: Range<usize>,
    tag: Option<Range<usize>>,
    digest: Option<Range<usize>>,
}

impl<'t> ImageUse<'t> {
    fn new(kind: UseKind, stage: usize, word: Word<'t>, value: Value, target: Base) -> Self {
        let text = value.text.as_str();
        let literal = word.span().len() as usize == text.len() && word.text() == text;
        let parts = if value.is_known() { Parts::of(text) } else { None };
        Self { kind, stage, word, value, target, literal, parts }
    }

    /// The name, taken apart; `None` where it is not known, or none that an image can have.
    pub fn name(&self) -> Option<ImageName<'_>> {
        self.parts.as_ref().map(|parts| parts.in_text(&self.value.text))
    }
}

impl Parts {
    fn of(text: &str) -> Option<Self> {
        let name = ImageName::parse(text)?;
        let place = |part: &str| offset_in(text, part).map(|start| start..start + part.len());
        Some(Self {
            registry: name.registry.and_then(place),
            repository: place(name.repository)?,
            tag: name.tag.and_then(place),
            digest: name.digest.and_then(place),
        })
    }

    fn in_text<'v>(&self, text: &'v str) -> ImageName<'v> {
        let part = |place: &Option<Range<usize>>| place.clone().map(|place| &text[place]);
        ImageName {
            registry: part(&self.registry),
            repository: &text[self.repository.clone()],
            tag: part(&self.tag),
            digest: part(&self.digest),
        }
    }
}

/// Every use, in source order.
pub(super) fn uses<'t>(stages: &[Stage<'t>], names: &Names, globals: &Scope<'t>) -> Vec<ImageUse<'t>> {
    let mut uses = Vec::new();
    for stage in stages {
        if let Some(word) = stage.image.clone() {
            let (kind, value, target) = (UseKind::From, stage.image_value.clone(), stage.base);
            uses.push(ImageUse::new(kind, stage.index, word, value, target));
        }
        for step in &stage.steps {
            if step.instruction.onbuild.is_some() {
                continue;
            }
            let (kind, words) = match step.instruction.keyword {
                Keyword::Copy => (UseKind::Copy, copy_from(step.instruction)),
                Keyword::Run => (UseKind::Mount, mounts_from(step.instruction)),
                _ => continue,
            };
            for word in words {
                // Only global ARGs may stand in `from`, and BuildKit before 1.7 took none at all.
                let value = resolve(&word, &|name| globals.global(name));
                let target = target(&value, stages.len(), names);
                uses.push(ImageUse::new(kind, stage.index, word, value, target));
            }
        }
    }
    uses
}

fn copy_from<'t>(instruction: &'t crate::parse::Instruction<'t>) -> Vec<Word<'t>> {
    instruction.flag("from").and_then(|flag| flag.value()).into_iter().collect()
}

fn mounts_from<'t>(instruction: &'t crate::parse::Instruction<'t>) -> Vec<Word<'t>> {
    let mounts = instruction.flags().filter(|flag| flag.name() == "mount");
    mounts.flat_map(|flag| flag.fields()).filter(|(name, _)| name == "from").filter_map(|(_, value)| value).collect()
}

/// A stage by its number or name, else an image.
fn target(value: &Value, stages: usize, names: &Names) -> Base {
    let number = value.text.parse::<usize>().ok().filter(|&number| number < stages);
    match number.or_else(|| names.find(&value.text)) {
        _ if value.text.is_empty() || !value.is_known() => Base::Unknown,
        Some(index) => Base::Stage(index),
        None if value.text == "scratch" => Base::Scratch,
        None => Base::Image,
    }
}
