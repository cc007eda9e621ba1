//! `undocumented-setting`: settings that no `#:` comment explains. One finding a module.

use super::names::listed;
use crate::finding::{Applicability, Edit, Fix, Severity, Sink};
use crate::repo::settings::{Definition, Documentation, Module, Package, is_known_elsewhere};
use crate::repo::{Repository, Service};
use crate::rules::Rule;
use crate::text::Span;
use serde::Deserialize;
use serde::de::{Deserializer, Error};

/// The rule with its options.
#[derive(Debug, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UndocumentedSetting {
    /// The share of documented settings that is enough.
    #[serde(deserialize_with = "share")]
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

fn share<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let value = f64::deserialize(deserializer)?;
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err(D::Error::custom("a share is from 0.0 to 1.0")) }
}

impl Rule for UndocumentedSetting {
    fn wants_repository(&self) -> bool {
        true
    }

    fn check_service(&self, _service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        for package in &repository.settings().packages {
            for (module, judged) in judged(package) {
                self.judge(module, &judged, sink);
            }
        }
    }
}

/// The modules whose settings have to be documented, with these settings: all of `required.py` and `defaults.py`; elsewhere
/// those that are the application's own.
fn judged(package: &Package) -> Vec<(&Module, Vec<&Definition>)> {
    if let Some((required, defaults)) = package.oep45() {
        return [required, defaults].map(|module| (module, module.first_definitions())).into();
    }
    let own = |definition: &&Definition| !is_known_elsewhere(&definition.name) && definition.class.is_none();
    package.base().into_iter().map(|base| (base, base.first_definitions().into_iter().filter(own).collect())).collect()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Documented,
    Annotated,
    Bare,
}

fn state(module: &Module, definition: &Definition) -> State {
    let same = module.definitions.iter().filter(|other| other.name == definition.name);
    if same.clone().any(|it| matches!(it.documentation, Documentation::Autodoc(_))) {
        State::Documented
    } else if module.annotated.contains(&definition.name) || same.into_iter().any(|it| matches!(it.documentation, Documentation::Annotation(_))) {
        State::Annotated
    } else {
        State::Bare
    }
}

impl UndocumentedSetting {
    fn judge(&self, module: &Module, settings: &[&Definition], sink: &mut Sink) {
        let settings: Vec<&Definition> =
            settings.iter().copied().filter(|it| !self.allowed.contains(&it.name)).collect();
        let of = |wanted| settings.iter().copied().filter(|it| state(module, it) == wanted).collect::<Vec<_>>();
        let (bare, annotated) = (of(State::Bare), of(State::Annotated));
        let documented = settings.len() - bare.len();
        let is_enough = documented as f64 >= self.minimum * settings.len() as f64;
        match (bare.split_first(), annotated.split_first()) {
            (Some((first, rest)), _) if !is_enough => self.report(module, first, rest, settings.len(), sink),
            (None, Some((first, rest))) => {
                let message = format!("{} documented by an annotation alone", subject(first, rest.len(), "is", "are"));
                let finding = sink.report_in(&module.source, first.span, message);
                finding.severity(Severity::Note).help(
                    "Sphinx's autodoc takes over comments that begin with `#:` only: write a first line of that form above \
                     the annotation.",
                );
            }
            _ => {}
        }
    }

    fn report(&self, module: &Module, first: &Definition, rest: &[&Definition], all: usize, sink: &mut Sink) {
        let count = rest.len() + 1;
        let name = module.path.rsplit('/').next().unwrap_or(&module.path);
        let message = match rest {
            [] => format!("`{}` in `{name}` has no documentation", first.name),
            _ => format!("{count} of the {all} settings in `{name}` to be documented are not, `{}` first", first.name),
        };
        let finding = sink.report_in(&module.source, first.span, message);
        let labels = self.labels.saturating_sub(1);
        for other in rest.iter().take(labels) {
            finding.label(other.span, "");
        }
        if rest.len() > labels {
            let hidden = rest[labels..].iter().map(|it| it.name.as_str());
            finding.help(format!("Neither are {}.", listed(hidden, 20)));
        }
        let plain: Vec<&[Span]> = std::iter::once(first).chain(rest.iter().copied()).filter_map(marks).collect();
        finding.help("Write a comment that begins with `#:` right above each: what it is for, and which values make sense.");
        if !plain.is_empty() {
            let said = if plain.len() == 1 { "One has a comment" } else { "Some have comments" };
            finding.help(format!("{said} already that a `:` behind the `#` makes documentation: {}.", plain.len()));
            finding.fix(fix(&plain));
        }
    }
}

/// `A` and 3 more settings are.
fn subject(first: &Definition, more: usize, one: &str, many: &str) -> String {
    match more {
        0 => format!("`{}` {one}", first.name),
        1 => format!("`{}` and one more setting {many}", first.name),
        _ => format!("`{}` and {more} more settings {many}", first.name),
    }
}

/// The marks of a plain comment at a setting.
fn marks(definition: &Definition) -> Option<&[Span]> {
    match &definition.documentation {
        Documentation::Plain(marks) => Some(marks),
        _ => None,
    }
}

fn fix(plain: &[&[Span]]) -> Fix {
    let mut edits: Vec<Edit> = plain
        .iter()
        .flat_map(|marks| marks.iter())
        .map(|mark| Edit { span: Span::at(mark.end), replacement: ":".to_owned() })
        .collect();
    // Two settings of one statement share their comment.
    edits.sort_by_key(|edit| edit.span.start);
    edits.dedup();
    Fix { message: "make documentation of the comments".to_owned(), applicability: Applicability::Safe, edits }
}
