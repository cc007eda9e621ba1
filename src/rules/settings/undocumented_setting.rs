//! `undocumented-setting`: settings that no `#:` comment explains. One finding a module.

use super::names::listed;
use crate::finding::{Applicability, Edit, Finding, Fix, Severity, Sink};
use crate::repo::settings::{Applications, Definition, Documentation, Module, Package, is_known_elsewhere};
use crate::repo::{Repository, Service};
use crate::rules::{Rule, share};
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UndocumentedSetting {
    /// The share of documented settings that is enough.
    #[serde(deserialize_with = "share")]
    #[schemars(range(min = 0.0, max = 1.0))]
    minimum: f64,
    /// How many settings of a module are pointed at.
    labels: usize,
    /// Settings that need no documentation.
    allowed: Vec<String>,
}

impl Default for UndocumentedSetting {
    fn default() -> Self {
        Self { minimum: 1.0, labels: 5, allowed: Vec::new() }
    }
}

impl Rule for UndocumentedSetting {
    fn wants_repository(&self) -> bool {
        true
    }

    fn check_service(&self, _service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        for package in &repository.settings().packages {
            for (module, judged) in judged(package, repository) {
                self.judge(module, &judged, package.oep45().is_none(), sink);
            }
        }
    }
}

/// The modules whose settings have to be documented, with these settings: all of `required.py` and `defaults.py`; elsewhere
/// those that are the application's own.
fn judged<'p>(package: &'p Package, repository: &Repository<'_>) -> Vec<(&'p Module, Vec<&'p Definition>)> {
    if let Some((required, defaults)) = package.oep45() {
        return [required, defaults].map(|module| (module, module.first_definitions())).into();
    }
    let installed = Applications::of(repository, package);
    let elsewhere = |name: &str| is_known_elsewhere(name) || installed.own(name);
    let own = |it: &&Definition| !elsewhere(&it.name) && !is_part(&it.name) && it.class.is_none();
    package.base().into_iter().map(|base| (base, base.first_definitions().into_iter().filter(own).collect())).collect()
}

/// Whether the setting only serves to write others down: `PROJECT_ROOT`, `THIRD_PARTY_APPS`.
fn is_part(name: &str) -> bool {
    const WHOSE: [&str; 13] = [
        "APP", "APPS", "BACKEND", "BASE", "DJANGO", "ENV", "PACKAGE", "PROJECT", "REPO", "ROOT", "SITE", "SOURCE",
        "SRC",
    ];
    let is_place = || {
        let (whose, place) = name.rsplit_once('_').unwrap_or(("", name));
        matches!(place, "DIR" | "FOLDER" | "PATH" | "ROOT") && WHOSE.contains(&whose)
    };
    let ends = |ends: &[&str]| ends.iter().any(|end| name.ends_with(end));
    matches!(name, "DATA_DIR" | "ROOT") || is_place() || ends(&["_APPS", "_MIDDLEWARE"])
}

/// What explains a setting, the best first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    /// What autodoc takes over.
    Documented,
    /// What other tools than autodoc find.
    Annotated,
    /// A comment that lacks the `:`.
    Plain,
    /// Nothing.
    Bare,
}

/// What explains each setting of `module`, wherever in it: the best counts.
fn states(module: &Module) -> BTreeMap<&str, State> {
    let mut states = BTreeMap::new();
    for definition in &module.definitions {
        let state = match &definition.documentation {
            Documentation::Autodoc(_) => State::Documented,
            Documentation::Annotation(_) | Documentation::Described(_) => State::Annotated,
            _ if module.annotated.contains(&definition.name) => State::Annotated,
            Documentation::Plain(_) if definition.sets() => State::Plain,
            Documentation::Plain(_) | Documentation::Title(_) | Documentation::None => State::Bare,
        };
        let known = states.entry(definition.name.as_str()).or_insert(state);
        *known = state.min(*known);
    }
    states
}

impl UndocumentedSetting {
    fn judge(&self, module: &Module, settings: &[&Definition], only_own: bool, sink: &mut Sink) {
        let settings: Vec<&Definition> =
            settings.iter().copied().filter(|it| !self.allowed.contains(&it.name)).collect();
        let states = states(module);
        let of = |wanted| {
            let fitting = settings.iter().copied().filter(|it| states.get(it.name.as_str()) == Some(&wanted));
            fitting.collect::<Vec<_>>()
        };
        let (bare, plain, annotated) = (of(State::Bare), of(State::Plain), of(State::Annotated));
        let all = settings.len();
        let owed = bare.len() + plain.len();
        // A share of so few settings that counting them as floats is exact.
        #[allow(clippy::cast_precision_loss)]
        let is_enough = (all - owed) as f64 >= self.minimum * all as f64;
        let file = module.path.rsplit('/').next().unwrap_or(&module.path);
        let own = if only_own { "own " } else { "" };
        if owed > 0 && !is_enough {
            let message = match bare.as_slice() {
                [one] => format!("`{}` in `{file}` has no documentation", one.name),
                _ if bare.len() == all => format!("`{file}` documents none of its {own}{all} settings"),
                _ => format!("`{file}` does not document {} of its {own}{all} settings", bare.len()),
            };
            if let Some(finding) = self.report(module, &bare, message, sink) {
                finding.help(
                    "Write a comment that begins with `#:` right above each: what it is for, and which values make sense.",
                );
                if bare.iter().any(|it| is_titled(it)) {
                    finding.help("A comment that is only a title or a unit tells neither.");
                }
            }
            let message = match plain.as_slice() {
                [one] => format!("the comment at `{}` in `{file}` is no documentation to tools", one.name),
                _ => format!(
                    "the comments at {} of `{file}`'s {own}{all} settings are no documentation to tools",
                    plain.len()
                ),
            };
            if let Some(finding) = self.report(module, &plain, message, sink) {
                finding.help("Begin each line of such a comment with `#:`, which Sphinx's autodoc takes over.");
                finding.fix = fix(module, &plain);
            }
        } else if !annotated.is_empty() {
            let message = match annotated.as_slice() {
                [one] => format!("`{}` in `{file}` is documented, but not for autodoc", one.name),
                _ => {
                    format!("{} of `{file}`'s {own}{all} settings are documented, but not for autodoc", annotated.len())
                }
            };
            if let Some(finding) = self.report(module, &annotated, message, sink) {
                finding.severity(Severity::Note).help(
                    "Sphinx's autodoc takes over comments that begin with `#:`, neither annotations nor descriptions: add a \
                     line of that form.",
                );
            }
        }
    }

    /// Report `settings` as one finding at the first of them; none is no finding.
    fn report<'s>(
        &self,
        module: &Module,
        settings: &[&Definition],
        message: String,
        sink: &'s mut Sink,
    ) -> Option<&'s mut Finding> {
        let (first, rest) = settings.split_first()?;
        let finding = sink.report_in(&module.source, first.span, message);
        let (shown, hidden) = rest.split_at(self.labels.saturating_sub(1).min(rest.len()));
        for other in shown {
            finding.label(other.span, "");
        }
        if !hidden.is_empty() {
            let names = listed(hidden.iter().map(|it| it.name.as_str()), 8);
            finding.help(format!("The others are {names}."));
        }
        Some(finding)
    }
}

/// Whether the comment at a setting is only a title.
fn is_titled(definition: &Definition) -> bool {
    matches!(definition.documentation, Documentation::Title(_))
}

/// The marks of a plain comment at a setting.
fn marks(definition: &Definition) -> Option<&[Span]> {
    match &definition.documentation {
        Documentation::Plain(marks) => Some(marks),
        _ => None,
    }
}

/// Whether settings without a comment of their own stand on the lines right below: the comment may be about all of them.
fn heads_a_block(module: &Module, definition: &Definition) -> bool {
    let above = marks(definition).and_then(<[Span]>::first).is_some_and(|mark| mark.start < definition.statement.start);
    let lines = module.source.lines();
    let behind = lines.line(definition.statement.end.saturating_sub(1)) + 1;
    let next = module.definitions.partition_point(|it| it.statement.start < definition.statement.end);
    let bare = |next: &Definition| matches!(next.documentation, Documentation::None | Documentation::Title(_));
    above && module.definitions.get(next).is_some_and(|next| lines.line(next.statement.start) == behind && bare(next))
}

/// The `:` behind each `#` of the comments that are about one setting; `None` where none is for sure.
fn fix(module: &Module, plain: &[&Definition]) -> Option<Fix> {
    let of_one = plain.iter().filter(|definition| !heads_a_block(module, definition));
    let marks = of_one.filter_map(|definition| marks(definition)).flatten();
    let mut edits: Vec<Edit> =
        marks.map(|mark| Edit { span: Span::at(mark.end), replacement: ":".to_owned() }).collect();
    // Two settings of one statement share their comment.
    edits.sort_by_key(|edit| edit.span.start);
    edits.dedup();
    let message = "make documentation of the comments".to_owned();
    (!edits.is_empty()).then_some(Fix { message, applicability: Applicability::Safe, edits })
}
