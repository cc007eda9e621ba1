//! What COPY, ADD and `RUN --mount` bring, and where.

use super::super::{Base, Dockerfile, Place, Step};
use super::arrivals::{Arrivals, From, Shape};
use super::path::{base_name, extension, join};
use super::{Download, Provenance};
use crate::parse::{Arguments, Keyword, Part, Word};
use crate::text::{Kind, Span};

/// A word of an instruction with its variables replaced; one that nothing gives a value stands as `${name}`.
pub(super) fn text<'t>(file: &Dockerfile<'t>, place: Place, word: &Word<'t>) -> String {
    let value = file.value(place, word);
    if value.is_known() {
        return value.text;
    }
    let mut text = String::new();
    for part in word.parts() {
        match part {
            Part::Literal { text: literal, .. } => text.push_str(&literal),
            Part::Opaque(span) => text.push_str(span.of(word.raw().source())),
            Part::Variable(variable) => {
                let defined = file.definition(place, &variable.name).and_then(|found| found.value.as_ref());
                match defined.filter(|value| value.is_known()) {
                    Some(value) => text.push_str(&value.text),
                    None => text.extend(["${", &variable.name, "}"]),
                }
            }
        }
    }
    text
}

/// Take up what a COPY or an ADD brings into `directory`'s stage.
pub(super) fn copy<'t>(
    file: &Dockerfile<'t>,
    place: Place,
    step: &Step<'t>,
    directory: &str,
    arrivals: &mut Arrivals,
    found: &mut Provenance,
) {
    let instruction = step.instruction;
    let mut sources: Vec<(Span, String)> = match instruction.arguments() {
        Arguments::Json(items) => items.iter().map(|item| (item.text.span(), item.text.text().into_owned())).collect(),
        Arguments::Words(words) => words.iter().map(|word| (word.span(), text(file, place, word))).collect(),
    };
    let Some((_, written)) = sources.pop() else { return };
    let Some(target) = join(directory, &written) else { return };
    let into = written.ends_with('/') || written.ends_with('.') || sources.len() > 1;
    let from = instruction.flag("from").and_then(|flag| flag.value());
    let at = instruction.span.start;
    for (span, source) in sources {
        let destination = Destination { stage: place.stage, path: &target, into, at };
        if source.starts_with("<<") {
            arrivals.add(place.stage, target.clone(), at, Shape::File, From::Written);
        } else if instruction.keyword == Keyword::Add && source.contains("://") || source.starts_with("git@") {
            let clone = !source.starts_with("http") || extension(&source) == "git";
            let index = found.downloads.len();
            let from = From::Download { index, inside: false };
            let shape = if clone { Shape::Directory } else { Shape::File };
            let path = if into && !clone { below(&target, base_name(&source)) } else { target.clone() };
            found.downloads.push(Download { place, span, url: source, clone, target: Some(path.clone()) });
            arrivals.add(place.stage, path, at, shape, from);
        } else if let Some(from) = &from {
            destination.take_from_stage(file, from, &source, arrivals);
        } else {
            destination.take_from_context(file, span, &source, arrivals);
        }
    }
}

/// Take up what the bind mounts of a RUN bring.
pub(super) fn mounts<'t>(
    file: &Dockerfile<'t>,
    place: Place,
    step: &Step<'t>,
    directory: &str,
    arrivals: &mut Arrivals,
) {
    for flag in step.instruction.flags().filter(|flag| flag.name() == "mount") {
        let fields = flag.fields();
        let field = |names: &[&str]| {
            fields.iter().find(|(name, _)| names.contains(&name.as_ref())).and_then(|(_, value)| value.as_ref())
        };
        if field(&["type"]).is_some_and(|kind| kind.text() != "bind") {
            continue;
        }
        let Some(target) = field(&["target", "dst", "destination"]) else { continue };
        let Some(target) = join(directory, &text(file, place, target)) else { continue };
        let source = field(&["source", "src"]);
        let written = source.map_or_else(|| "/".to_owned(), |word| text(file, place, word));
        let at = step.instruction.span.start;
        let destination = Destination { stage: place.stage, path: &target, into: false, at };
        match field(&["from"]) {
            Some(from) => destination.take_from_stage(file, from, &written, arrivals),
            None => destination.take_from_context(file, source.map_or(flag.span(), Word::span), &written, arrivals),
        }
    }
}

/// Where something is put.
struct Destination<'p> {
    stage: usize,
    path: &'p str,
    /// Whether it is surely a directory.
    into: bool,
    at: u32,
}

impl Destination<'_> {
    fn take_from_stage(&self, file: &Dockerfile<'_>, from: &Word<'_>, source: &str, arrivals: &mut Arrivals) {
        let Some(image) = file.image_at(from.span()) else { return };
        let brings = |path: String| match image.target {
            Base::Stage(stage) => Some(From::Stage { stage, path }),
            Base::Image => Some(From::Image { span: from.span() }),
            Base::Scratch | Base::Unknown => None,
        };
        let Some(path) = join("", source) else { return };
        let name = base_name(&path).to_owned();
        if let Some(from) = brings(path.clone()) {
            arrivals.add(self.stage, below(self.path, &name), self.at, Shape::File, from);
        }
        if let Some(from) = brings(path) {
            arrivals.add(self.stage, self.path.to_owned(), self.at, self.shape(None), from);
        }
    }

    fn take_from_context(&self, file: &Dockerfile<'_>, span: Span, source: &str, arrivals: &mut Arrivals) {
        let source = source.trim_start_matches("./").trim_matches('/');
        let path = if source == "." { String::new() } else { source.to_owned() };
        let kind = if path.contains(['*', '?', '[', '$']) {
            None
        } else {
            file.context.find(&path).map(|(_, kind)| kind).next()
        };
        let named = kind != Some(Kind::Directory) && !path.is_empty();
        let brings = |path: String| From::Context { path, span, named };
        if kind != Some(Kind::Directory) {
            let name = base_name(&path).to_owned();
            arrivals.add(self.stage, below(self.path, &name), self.at, Shape::File, brings(path.clone()));
        }
        // `COPY bin/*.sh /bin/` brings what stands in `bin`.
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", &path));
        let path = if self.into && name.contains(['*', '?', '[']) { folder.to_owned() } else { path };
        arrivals.add(self.stage, self.path.to_owned(), self.at, self.shape(kind), brings(path));
    }

    fn shape(&self, kind: Option<Kind>) -> Shape {
        match kind {
            Some(Kind::Directory) => Shape::Directory,
            _ if self.into => Shape::Directory,
            Some(Kind::File) => Shape::File,
            None => Shape::Either,
        }
    }
}

fn below(directory: &str, name: &str) -> String {
    if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") }
}
