//! The promises that the tests keep, for a fuzzer: each takes any bytes, and panics where it is broken.

#[path = "../../tests/promises/mod.rs"]
mod promises;

use oep45::text::Source;
use std::sync::Arc;

/// The Dockerfile that `bytes` are read as.
fn source(bytes: &[u8]) -> Arc<Source> {
    Arc::new(Source::from_bytes("Dockerfile", bytes.to_vec()))
}

/// See `tests/promises/parse.rs`.
pub fn parse(bytes: &[u8]) {
    promises::parse::holds(source(bytes).text());
}

/// See `tests/promises/shell.rs`.
pub fn shell(bytes: &[u8]) {
    promises::shell::holds(source(bytes).text());
}

/// See `tests/promises/check.rs`.
pub fn check(bytes: &[u8]) {
    promises::check::holds(&source(bytes));
}

/// See `tests/promises/fix.rs`.
pub fn fix(bytes: &[u8]) {
    promises::fix::holds(&source(bytes));
}

/// See `tests/promises/config.rs`.
pub fn config(bytes: &[u8]) {
    promises::config::holds(source(bytes).text());
}

/// See `tests/promises/page.rs`.
pub fn page(bytes: &[u8]) {
    promises::page::holds(source(bytes).text());
}

/// See `tests/promises/repository.rs`.
pub fn repository(bytes: &[u8]) {
    promises::repository::holds(source(bytes).text());
}
