//! The changes for programs.

use super::{Change, Changes};
use crate::operators::{Inventory, Place, Setting, Written};
use crate::report::inert_json;
use serde::Serialize;

#[derive(Serialize)]
struct Report<'i> {
    version: u32,
    old: Side<'i>,
    new: Side<'i>,
    notes: &'i [String],
    changes: Vec<Entry<'i>>,
}

#[derive(Serialize)]
struct Side<'i> {
    package: &'i str,
    application: &'i str,
    config_variables: &'i [String],
}

#[derive(Serialize)]
struct Entry<'i> {
    kind: &'static str,
    name: &'i str,
    old: Option<State<'i>>,
    new: Option<State<'i>>,
    because: Option<&'static str>,
}

/// A setting on one side.
#[derive(Serialize)]
struct State<'i> {
    name: &'i str,
    required: bool,
    default: Option<&'i str>,
    masked: bool,
    documentation: &'i str,
    #[serde(flatten)]
    place: &'i Place,
}

/// `changes` as JSON.
pub fn json(changes: &Changes<'_>) -> String {
    let report = Report {
        version: 1,
        old: Side::of(changes.old),
        new: Side::of(changes.new),
        notes: &changes.notes,
        changes: changes.changes.iter().map(Entry::of).collect(),
    };
    inert_json(&format!("{:#}\n", serde_json::json!(report)))
}

impl<'i> Side<'i> {
    fn of(inventory: &'i Inventory) -> Self {
        let (package, application) = (&inventory.package, &inventory.application);
        Self { package, application, config_variables: &inventory.variables }
    }
}

impl<'i> Entry<'i> {
    fn of(change: &Change<'i>) -> Self {
        let state = |setting: &'i Setting| State {
            name: &setting.name,
            required: setting.is_required,
            default: setting.value.as_ref().map(Written::shown),
            masked: setting.value.as_ref().is_some_and(Written::is_masked),
            documentation: &setting.documentation,
            place: &setting.place,
        };
        Self {
            kind: change.kind.id(),
            name: change.name(),
            old: change.old.map(state),
            new: change.new.map(state),
            because: change.because,
        }
    }
}
