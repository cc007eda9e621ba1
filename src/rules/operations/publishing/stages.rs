//! The stages of the Dockerfile that a deed builds: the one that is built unless another is asked for, and whether the one
//! that is asked for is there.

use super::super::alone::alone;
use super::Deed;
use crate::catalog::nearest;
use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::repo::{Repository, Said};
use crate::text::Source;
use std::sync::Arc;

/// The name of the stage that `deed` builds without asking for one.
pub(super) fn default(deed: &Deed, repository: &Repository<'_>) -> Option<(Arc<Source>, Said)> {
    if !deed.builds || deed.target.is_some() {
        return None;
    }
    with_dockerfile(deed, repository, |source, file| {
        let name = file.default_target()?.name.as_ref()?;
        Some((Arc::clone(source), Said { value: name.text().into_owned(), span: name.span() }))
    })
}

/// What `look` finds in the Dockerfile of `deed`, if that is known and no template.
fn with_dockerfile<R>(
    deed: &Deed,
    repository: &Repository<'_>,
    look: impl FnOnce(&Arc<Source>, &Dockerfile<'_>) -> Option<R>,
) -> Option<R> {
    let source = repository.text(deed.dockerfile.as_ref()?)?;
    alone(&source, |file| if file.tree.templated { None } else { look(&source, file) })
}

/// Whether the Dockerfile of `deed` has no stage of the name that it asks for.
pub(super) fn lacks_target(deed: &Deed, repository: &Repository<'_>) -> bool {
    let Some(target) = &deed.target else { return false };
    let lacks = with_dockerfile(deed, repository, |_, file| {
        let is_number = target.value.parse::<usize>().is_ok_and(|number| number < file.stages.len());
        let is_known = is_number || file.stages.iter().any(|stage| stage.is_named(&target.value));
        Some(!is_known && !file.stages.is_empty())
    });
    lacks == Some(true)
}

/// Report the target of `deed`, which its Dockerfile lacks.
pub(super) fn report_unknown(deed: &Deed, repository: &Repository<'_>, sink: &mut Sink) {
    let Some(target) = &deed.target else { return };
    with_dockerfile(deed, repository, |source, file| {
        report(deed, target, source, file, sink);
        Some(())
    });
}

fn report(deed: &Deed, target: &Said, source: &Arc<Source>, file: &Dockerfile<'_>, sink: &mut Sink) {
    let names: Vec<String> =
        file.stages.iter().filter_map(|stage| Some(stage.name.as_ref()?.text().into_owned())).collect();
    let message = format!("`{}` is no stage of `{}`", target.value, source.path());
    let finding = sink.report_in(&deed.source, target.span, message);
    if let Some(first) = file.stages.iter().find_map(|stage| stage.image.as_ref()) {
        finding.label_in(Arc::clone(source), first.span(), "the stages begin here");
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
}

fn listed(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
