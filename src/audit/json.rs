//! The scorecard for programs.

use super::Scorecard;
use crate::report::inert_json;
use serde::Serialize;
use std::io::{self, Write};

/// The version of the format; it rises when something is taken away or changes its meaning.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'c> {
    version: u32,
    #[serde(flatten)]
    card: &'c Scorecard,
}

/// Write `card` as one JSON document.
///
/// # Errors
/// Those of `out`.
pub fn write(card: &Scorecard, out: &mut dyn Write) -> io::Result<()> {
    let json = serde_json::to_string_pretty(&Document { version: VERSION, card })?;
    writeln!(out, "{}", inert_json(&json))
}
