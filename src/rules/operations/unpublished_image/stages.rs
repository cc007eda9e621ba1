//! Whether the stage that a build asks for is one.

use super::Deed;
use crate::catalog::nearest;
use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::parse;
use crate::repo::Repository;
use crate::text::MemoryFiles;
use std::sync::Arc;

/// Report the target of `deed` if its Dockerfile has no such stage.
pub(super) fn check(deed: &Deed, repository: &Repository<'_>, sink: &mut Sink) -> Option<()> {
    let target = deed.target.as_ref()?;
    let path = deed.dockerfile.as_ref()?;
    let source = repository.text(path)?;
    let tree = parse::parse(source.text());
    if tree.templated {
        return None;
    }
    let alone = MemoryFiles::new();
    let file = Dockerfile::new(&source, &tree, path, &alone);
    let is_number = target.value.parse::<usize>().is_ok_and(|number| number < file.stages.len());
    if is_number || file.stages.is_empty() || file.stages.iter().any(|stage| stage.is_named(&target.value)) {
        return None;
    }
    let names: Vec<String> =
        file.stages.iter().filter_map(|stage| Some(stage.name.as_ref()?.text().into_owned())).collect();
    let message = format!("`{}` is no stage of `{path}`", target.value);
    let finding = sink.report_in(&deed.source, target.span, message);
    if let Some(first) = file.stages.iter().find_map(|stage| stage.image.as_ref()) {
        finding.label_in(Arc::clone(&source), first.span(), "the stages begin here");
    }
    let known = match names.as_slice() {
        [] => "no stage has a name, so leave the target out".to_owned(),
        [only] => format!("the only stage with a name is `{only}`"),
        names => format!("there are {}", listed(names)),
    };
    let nearest = nearest(&target.value, names.iter().map(String::as_str));
    finding.help(match nearest {
        Some(name) => format!("Build `{name}`: {known}."),
        None => format!("Build a stage that exists: {known}."),
    });
    Some(())
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
