//! What a bug looks like: one line on standard error, however often and on however many threads it strikes. What spoils the
//! report in what way is told by those who catch it.

use super::failure::tell;
use std::collections::BTreeSet;
use std::panic;
use std::sync::{Mutex, PoisonError};

/// Have a panic tell its place alone, and each place once. Its message may quote a file, and a file its secrets; who looks
/// for a bug asks for it with `RUST_BACKTRACE`.
#[allow(clippy::disallowed_methods, reason = "the environment says who looks for a bug")]
pub(super) fn tell_in_one_line() {
    if std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0") {
        return;
    }
    let told: Mutex<BTreeSet<String>> = Mutex::default();
    panic::set_hook(Box::new(move |bug| {
        let place = bug.location().map_or_else(|| "an unknown place".to_owned(), ToString::to_string);
        if told.lock().unwrap_or_else(PoisonError::into_inner).insert(place.clone()) {
            tell("error", &format!("internal error at {place}"));
        }
    }));
}
