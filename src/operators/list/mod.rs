//! An inventory, in the forms in which operators read it.

mod json;
mod rst;
mod table;
mod yaml;

pub use json::json;
pub use rst::rst;
pub(super) use rst::{escaped, literal};
pub use table::table;
pub use yaml::yaml;

use super::{Inventory, Setting};

/// The settings that a list has: all, or those alone without which the application does not start; those first.
fn listed(inventory: &Inventory, required_only: bool) -> Vec<(&'static str, Vec<&Setting>)> {
    let required: Vec<&Setting> = inventory.required(true).collect();
    let defaults: Vec<&Setting> = inventory.required(false).filter(|_| !required_only).collect();
    let parts = [("Required", required), ("Defaults", defaults)];
    parts.into_iter().filter(|(_, settings)| !settings.is_empty()).collect()
}

/// `notes/settings/defaults.py:12`.
fn place(setting: &Setting) -> String {
    format!("{}:{}", setting.place.path, setting.place.line)
}

/// What to know of a setting beside its value, as sentences without their ends.
fn remarks(setting: &Setting) -> Vec<String> {
    let mut remarks = Vec::new();
    match &setting.environment {
        Some(variable) => remarks.push(format!("from the environment variable {variable}")),
        None if setting.is_from_environment => remarks.push("from an environment variable".to_owned()),
        None => {}
    }
    if let Some(key) = &setting.configured_as {
        remarks.push(format!("from the entry {key} of the configuration file"));
    }
    if !setting.others.is_empty() {
        let places: Vec<String> =
            setting.others.iter().map(|it| format!("{}:{}", it.place.path, it.place.line)).collect();
        remarks.push(format!("set or changed in {}, too", places.join(", ")));
    }
    remarks
}
