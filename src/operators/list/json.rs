//! The list for programs.

use super::listed;
use crate::operators::{Inventory, Layout, Place, Setting, Written};
use crate::report::inert_json;
use serde::Serialize;
use serde_json::Value as Json;

#[derive(Serialize)]
struct List<'i> {
    version: u32,
    package: &'i str,
    application: &'i str,
    layout: Layout,
    config_variables: &'i [String],
    notes: &'i [String],
    settings: Vec<Entry<'i>>,
}

#[derive(Serialize)]
struct Entry<'i> {
    name: &'i str,
    required: bool,
    documentation: &'i str,
    /// As Python, without secrets.
    default: Option<&'i str>,
    /// As JSON, where it is written down.
    value: Option<&'i Json>,
    masked: bool,
    from_environment: bool,
    environment: Option<&'i str>,
    configured_as: Option<&'i str>,
    #[serde(flatten)]
    place: &'i Place,
    also: Vec<&'i Place>,
}

impl<'i> Entry<'i> {
    fn of(setting: &'i Setting) -> Self {
        let value = setting.value.as_ref();
        Self {
            name: &setting.name,
            required: setting.is_required,
            documentation: &setting.documentation,
            default: value.map(Written::shown),
            value: value.and_then(Written::literal),
            masked: value.is_some_and(Written::is_masked),
            from_environment: setting.is_from_environment,
            environment: setting.environment.as_deref(),
            configured_as: setting.configured_as.as_deref(),
            place: &setting.place,
            also: setting.others.iter().map(|other| &other.place).collect(),
        }
    }
}

/// `inventory` as JSON.
pub fn json(inventory: &Inventory, required_only: bool) -> String {
    let all = listed(inventory, required_only).into_iter().flat_map(|(_, settings)| settings);
    let list = List {
        version: 1,
        package: &inventory.package,
        application: &inventory.application,
        layout: inventory.layout,
        config_variables: &inventory.variables,
        notes: &inventory.notes,
        settings: all.map(Entry::of).collect(),
    };
    inert_json(&format!("{:#}\n", serde_json::json!(list)))
}
