//! The documentation says what is true today. `OEP45_UPDATE=1 cargo test --test docs` rewrites what is generated.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oep45::catalog::{Catalog, render};
use std::path::Path;

const BEGIN: &str = "<!-- rules -->\n";
const END: &str = "<!-- end of rules -->";

#[test]
#[allow(clippy::disallowed_methods, reason = "reads the document, and rewrites it on request")]
fn the_table_of_rules_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = text.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let current = format!("{before}{BEGIN}\n{}\n{END}{after}", render::markdown(&Catalog::builtin()).trim());
    if std::env::var_os("OEP45_UPDATE").is_some_and(|value| !value.is_empty()) {
        std::fs::write(&path, &current).unwrap();
    } else {
        assert!(text == current, "README.md is not current: run `OEP45_UPDATE=1 cargo test --test docs`");
    }
}
