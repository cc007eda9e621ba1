//! What the rules of a catalog can be told: their options, as JSON schemas.

use crate::catalog::Catalog;
use crate::rules::{self, declared};
use serde_json::Value;
use std::collections::BTreeMap;

/// The JSON schema of the options of each rule in `catalog` that has any code or a `[match]` table, by the rule's id.
pub fn options(catalog: &Catalog) -> BTreeMap<String, Value> {
    let mut schemas = BTreeMap::new();
    for page in catalog.pages().filter(|page| page.declares) {
        schemas.insert(page.id.to_string(), declared::options(page));
    }
    for entry in rules::all().filter(|entry| entry.home == entry.id) {
        // A page of an operator's own may take the place of code.
        schemas.entry(entry.id.to_owned()).or_insert_with(entry.options);
    }
    schemas
}
