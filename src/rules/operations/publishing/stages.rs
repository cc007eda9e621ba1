//! The stages of the Dockerfile that a deed builds: the one that is built unless another is asked for, and whether the one
//! that is asked for is there.

use super::super::alone::alone;
use crate::catalog::nearest;
use crate::finding::Sink;
use crate::parse::Word;
use crate::repo::{Repository, Said};
use crate::text::{Source, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The stages of a Dockerfile.
#[derive(Debug)]
pub(in crate::rules::operations) struct Stages {
    source: Arc<Source>,
    /// What each is called.
    names: Vec<Option<Said>>,
    /// The one that is built unless another is asked for.
    default: Option<usize>,
    /// The first image, where people see the stages begin.
    begin: Option<Span>,
}

/// Those of the Dockerfiles that deeds build, each read once: thousands of deeds may build one.
#[derive(Default)]
pub(super) struct Known(BTreeMap<String, Option<Arc<Stages>>>);

impl Known {
    /// Those of the Dockerfile at `path`, if it is there and no template.
    pub(super) fn of(&mut self, path: &str, repository: &Repository<'_>) -> Option<Arc<Stages>> {
        if let Some(known) = self.0.get(path) {
            return known.clone();
        }
        let stages = repository.text(path).and_then(Stages::read).map(Arc::new);
        self.0.insert(path.to_owned(), stages.clone());
        stages
    }
}

impl Stages {
    fn read(source: Arc<Source>) -> Option<Self> {
        let said = |name: &Word<'_>| Said { value: name.text().into_owned(), span: name.span() };
        let (names, default, begin) = alone(&source, |file| {
            let names = file.stages.iter().map(|stage| stage.name.as_ref().map(said)).collect();
            let begin = file.stages.iter().find_map(|stage| stage.image.as_ref()).map(Word::span);
            (!file.tree.templated).then(|| (names, file.default_target().map(|stage| stage.index), begin))
        })?;
        Some(Self { source, names, default, begin })
    }

    /// The name of the stage that is built unless another is asked for.
    pub(super) fn default(&self) -> Option<(Arc<Source>, Said)> {
        Some((Arc::clone(&self.source), self.names.get(self.default?)?.clone()?))
    }

    /// Whether there is no stage of that number, nor of that name, whatever its case.
    pub(super) fn lack(&self, target: &str) -> bool {
        let is_number = target.parse::<usize>().is_ok_and(|number| number < self.names.len());
        !self.names.is_empty() && !is_number && !self.names().any(|name| name.eq_ignore_ascii_case(target))
    }

    fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().flatten().map(|name| name.value.as_str())
    }

    /// Report that they lack `target`, which stands in `source`.
    pub(super) fn report_lack(&self, source: &Arc<Source>, target: &Said, sink: &mut Sink) {
        let message = format!("`{}` is no stage of `{}`", target.value, self.source.path());
        let finding = sink.report_in(source, target.span, message);
        if let Some(begin) = self.begin {
            finding.label_in(Arc::clone(&self.source), begin, "the stages begin here");
        }
        let names: Vec<&str> = self.names().collect();
        let known = match names.as_slice() {
            [] => "no stage has a name, so leave the target out".to_owned(),
            [only] => format!("the only stage with a name is `{only}`"),
            names => format!("there are {}", listed(names)),
        };
        finding.help(match nearest(&target.value, names) {
            Some(name) => format!("Build `{name}`: {known}."),
            None => format!("Build a stage that exists: {known}."),
        });
    }
}

fn listed(names: &[&str]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
