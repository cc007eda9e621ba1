//! Environment variables of containers that choose settings. One choice is one finding, however many variables make it and
//! however many stages inherit it.

use super::module::Written;
use super::{HELP, SettingsModuleBakedIn};
use crate::finding::Sink;
use crate::model::{Definition, DefinitionKind, Dockerfile, Inherited, Stage};
use crate::text::Span;
use std::collections::BTreeMap;

/// One variable that a container starts with.
struct Choice<'m, 't> {
    owner: &'m Stage<'t>,
    definition: &'m Definition<'t>,
    environment: &'m str,
    /// The runtime stages that have it from `owner`.
    heirs: Vec<&'m Stage<'t>>,
}

/// Of the modules in `written`, those that a variable chooses are told with it, and taken out.
pub(super) fn check(rule: &SettingsModuleBakedIn, file: &Dockerfile<'_>, written: &mut Vec<Written>, sink: &mut Sink) {
    let choices = choices(rule, file, sink);
    let mut causes: BTreeMap<(usize, String), Vec<&Choice<'_, '_>>> = BTreeMap::new();
    for choice in choices.values() {
        // A value that another variable of the list gave is that variable's choice.
        let cause = source_of(choice, &choices).unwrap_or(choice);
        let key = (cause.owner.index, choice.environment.to_lowercase());
        causes.entry(key).or_default().push(choice);
    }
    let mut causes: Vec<_> = causes.into_values().collect();
    causes.sort_by_key(|choices| choices.first().map(|choice| choice.definition.pair.span.start));
    for choices in causes {
        report(file, &choices, written, sink);
    }
}

/// By place in the source, the variables that containers start with and that tell an environment.
fn choices<'m, 't>(
    rule: &SettingsModuleBakedIn,
    file: &'m Dockerfile<'t>,
    sink: &mut Sink,
) -> BTreeMap<u32, Choice<'m, 't>> {
    let mut choices: BTreeMap<u32, Choice<'m, 't>> = BTreeMap::new();
    for Inherited { stage, owner, definition } in file.environments(|name| rule.chooses(name)) {
        let Some(value) = &definition.value else { continue };
        let Some(environment) = rule.environment(&value.text) else {
            sink.spare(definition.pair.name.span(), || "its value does not end with the name of an environment");
            continue;
        };
        // What stands before the last part may be unknown, the last part itself may not.
        if value.gaps.iter().any(|gap| gap.at > value.text.len() - environment.len()) {
            sink.spare(definition.pair.name.span(), || "the last part of its value can't be told");
            continue;
        }
        let new = || Choice { owner, definition, environment, heirs: Vec::new() };
        let choice = choices.entry(definition.pair.span.start).or_insert_with(new);
        if owner.index != stage.index {
            choice.heirs.push(stage);
        }
    }
    if sink.is_asked() {
        let all = file.stages.iter().flat_map(Stage::definitions).filter(|it| rule.chooses(&it.name));
        let environment = |it: &&Definition<'_>| it.value.as_ref().and_then(|it| rule.environment(&it.text)).is_some();
        for definition in all.filter(environment).filter(|it| !choices.contains_key(&it.pair.span.start)) {
            sink.spare(definition.pair.name.span(), || "no container starts with it");
        }
    }
    choices
}

/// The choice of another variable that gave this one its environment.
fn source_of<'c, 'm, 't>(
    choice: &Choice<'m, 't>,
    choices: &'c BTreeMap<u32, Choice<'m, 't>>,
) -> Option<&'c Choice<'m, 't>> {
    let origins = choice.definition.value.iter().flat_map(|value| &value.origins);
    origins.filter(|origin| origin.kind == DefinitionKind::Env).find_map(|origin| {
        let (_, found) = choices.range(..=origin.span.start).next_back()?;
        let same = found.definition.value_span == Some(origin.span) && found.environment == choice.environment;
        same.then_some(found)
    })
}

fn report(file: &Dockerfile<'_>, choices: &[&Choice<'_, '_>], written: &mut Vec<Written>, sink: &mut Sink) {
    // The module itself tells more than the variable that its last part comes from.
    let is_module = |choice: &&&Choice<'_, '_>| choice.definition.name.ends_with("_MODULE");
    let Some(main) = choices.iter().find(is_module).or(choices.first()) else { return };
    let (Some(span), Some(value)) = (place(main), &main.definition.value) else { return };
    let name = &main.definition.name;
    let prefix = if value.gaps.is_empty() { "" } else { "…" };
    let message =
        format!("the image is bound to the settings for one environment: `{name}` is `{prefix}{}`", value.text);
    let mut shown: Vec<(Span, String)> = labels(main, choices);
    let lineage: Vec<usize> = file.chain(main.owner).map(|stage| stage.index).collect();
    let of_it = |module: &mut Written| lineage.contains(&module.stage) && module.is_for(main.environment);
    let its_own = written.extract_if(.., of_it);
    shown.extend(its_own.map(|module| (module.span, format!("the build {} that module", module.how))));
    let finding = sink.report(span, message);
    for (span, message) in shown {
        finding.label(span, message);
    }
    finding.help(HELP);
}

fn labels(main: &Choice<'_, '_>, choices: &[&Choice<'_, '_>]) -> Vec<(Span, String)> {
    let environment = main.environment;
    let mut labels = Vec::new();
    for origin in main.definition.value.iter().flat_map(|value| &value.origins) {
        let text = origin.span.of(main.owner.from.source);
        if text.contains(environment) {
            labels.push((origin.span, format!("`{environment}` comes from this {}", origin.kind.as_str())));
        }
    }
    for choice in choices {
        let span = place(choice).unwrap_or(choice.definition.pair.span);
        if !std::ptr::eq(*choice, main) && !labels.iter().any(|(labelled, _)| *labelled == span) {
            labels.push((span, format!("`{}` chooses it, too", choice.definition.name)));
        }
    }
    for heir in &main.heirs {
        labels.push((heir.span(), format!("stage `{}` inherits it", heir.title())));
    }
    labels
}

/// Where the variable's value stands.
fn place(choice: &Choice<'_, '_>) -> Option<Span> {
    choice.definition.value_span
}
