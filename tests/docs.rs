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

#[test]
#[allow(clippy::disallowed_methods, reason = "reads the document")]
fn the_output_in_the_readme_is_what_the_command_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("README.md")).unwrap();
    let (_, block) = text.split_once("```console\n$ oep45 ").unwrap();
    let (arguments, rest) = block.split_once('\n').unwrap();
    let (shown, _) = rest.split_once("```").unwrap();
    let mut command = assert_cmd::Command::cargo_bin("oep45").unwrap();
    let output = command.current_dir(root).args(arguments.split(' ')).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), shown);
}
