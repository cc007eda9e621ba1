//! The settings that count for an application in production, each with what operators want to know of it.

use super::documentation::words;
use super::production::{Chain, chain};
use super::{Place, Written};
use crate::repo::settings::{Applied, Definition, How, Module, Package, Settings, ValueKind};
use serde::Serialize;
use std::collections::BTreeMap;

/// The settings of one application.
#[derive(Clone, Debug)]
pub struct Inventory {
    /// Where they are: `notes/settings`.
    pub package: String,
    /// The application: `notes`.
    pub application: String,
    /// How they are laid out.
    pub layout: Layout,
    /// The environment variables that name the configuration file, in the order in which they are asked.
    pub variables: Vec<String>,
    /// What to know about the list as a whole: sentences.
    pub notes: Vec<String>,
    /// The settings, by name.
    pub settings: Vec<Setting>,
}

/// How settings are laid out.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// `required.py` and `defaults.py`.
    Oep45,
    /// A module for each environment, on top of a common one: `base.py` and `production.py`.
    Environments,
    /// One module.
    Single,
}

/// A setting.
#[derive(Clone, Debug)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// Whether the application does not start unless an operator provides it.
    pub is_required: bool,
    /// Whether an environment variable provides it, or may.
    pub is_from_environment: bool,
    /// That variable, where its name is known.
    pub environment: Option<String>,
    /// The configuration's entry that provides it, where that is called otherwise.
    pub configured_as: Option<String>,
    /// What it is without an operator's doing; `None` where it is only declared.
    pub value: Option<Written>,
    /// Whether `value` is all there is to it: set once, whatever the circumstances, and not changed afterwards.
    pub is_certain: bool,
    /// What it is for, in the words of its developers; may be empty.
    pub documentation: String,
    /// Where it gets its value.
    pub place: Place,
    /// The other places that set or change it, in the order in which they run.
    pub others: Vec<Other>,
}

/// Another place that sets or changes a setting.
#[derive(Clone, Debug)]
pub struct Other {
    /// Where.
    pub place: Place,
    /// What is done there.
    pub statement: Written,
}

impl Inventory {
    /// The inventory of `package`, one of those of `settings`.
    pub fn of(settings: &Settings, package: &Package) -> Self {
        let Chain { layout, modules, mut notes } = chain(settings, package);
        let mut variables = Vec::new();
        let reads = modules.iter().flat_map(|module| &module.reads).filter_map(|read| read.variable.as_ref());
        for variable in reads.map(|variable| &variable.value) {
            if !variables.contains(variable) {
                variables.push(variable.clone());
            }
        }
        let mut found: BTreeMap<&str, Vec<(&Module, &Definition)>> = BTreeMap::new();
        for module in &modules {
            for definition in super::production::definitions(module) {
                found.entry(&definition.name).or_default().push((module, definition));
            }
        }
        let required = package.oep45().map(|(required, _)| required);
        let is_required = |name: &str| required.is_some_and(|required| required.defines(name));
        // Where the configuration file is, is not for the file to say.
        found
            .retain(|name, places| !variables.iter().any(|one| one == name || places.iter().any(|it| asks(it.1, one))));
        let all = found.into_iter().map(|(name, places)| setting(name, &places, is_required(name))).collect();
        if !modules.iter().any(|module| module.applied.iter().any(|it| matches!(it, Applied::All(_)))) {
            notes.push("no module was seen that takes all settings from a configuration file".to_owned());
        }
        for (module, problem) in modules.iter().filter_map(|it| Some((it, it.problem.as_ref()?))) {
            let line = module.source.position(problem.span.start).line;
            let path = &module.path;
            notes.push(format!("{path}:{line} can't be read as Python, and settings may be missing here"));
        }
        let (package, application) = (package.path(), package.application.clone());
        Self { package, application, layout, variables, notes, settings: all }
    }

    /// The setting `name`.
    pub fn get(&self, name: &str) -> Option<&Setting> {
        let at = self.settings.binary_search_by(|setting| setting.name.as_str().cmp(name)).ok()?;
        self.settings.get(at)
    }

    /// The settings without which the application does not start, or the others.
    pub fn required(&self, is_required: bool) -> impl Iterator<Item = &Setting> {
        self.settings.iter().filter(move |setting| setting.is_required == is_required)
    }
}

impl Setting {
    /// Whether the statements that set it name `other`.
    pub(super) fn reads(&self, other: &str) -> bool {
        let part = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
        self.value.as_ref().is_some_and(|value| value.shown().split(|ch| !part(ch)).any(|word| word == other))
    }
}

/// Whether `definition` takes its value from the environment variable `name`.
fn asks(definition: &Definition, name: &str) -> bool {
    let kind = definition.value.as_ref().map(|value| &value.kind);
    matches!(kind, Some(ValueKind::Environment { variable: Some(variable), .. }) if variable.value == name)
}

/// What is known of the setting `name` from the places that set it, of which there is at least one.
fn setting(name: &str, places: &[(&Module, &Definition)], is_listed: bool) -> Setting {
    let certain = |(_, it): &&(&Module, &Definition)| it.how == How::Assigned && !it.conditional;
    let set = |(_, it): &&(&Module, &Definition)| it.how == How::Assigned;
    let wins = places.iter().rfind(certain).or_else(|| places.iter().rfind(set)).unwrap_or(&places[0]);
    let (module, definition) = wins;
    let text = module.source.text();
    let documented = |(module, it): &(&Module, &Definition)| {
        let words = words(&it.documentation, module.source.text());
        (!words.is_empty()).then_some(words)
    };
    let documentation = documented(wins).or_else(|| places.iter().find_map(documented)).unwrap_or_default();
    let others = places.iter().filter(|place| !std::ptr::eq(*place, wins));
    let (mut is_from_environment, mut environment) = (false, None);
    let mut configured_as = None;
    let mut fails = definition.how == How::Declared;
    match definition.value.as_ref().map(|value| &value.kind) {
        Some(ValueKind::Environment { variable, fails: alone, .. }) => {
            is_from_environment = true;
            environment = variable.as_ref().map(|variable| variable.value.clone());
            fails = *alone;
        }
        Some(ValueKind::Configured { key, .. }) => configured_as = Some(key.clone()).filter(|key| key != name),
        _ => {}
    }
    Setting {
        name: name.to_owned(),
        is_required: is_listed || fails && !definition.conditional,
        is_from_environment,
        environment,
        configured_as,
        value: definition.value.as_ref().map(|value| Written::new(name, value, text)),
        is_certain: places.len() == 1 && certain(&wins),
        documentation,
        place: Place::new(module, definition.span),
        others: others.map(|(module, it)| other(module, it)).collect(),
    }
}

fn other(module: &Module, definition: &Definition) -> Other {
    let statement = Written::statement(definition.statement.of(module.source.text()));
    Other { place: Place::new(module, definition.span), statement }
}
