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

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;
    use std::thread;

    /// Two bugs, one of which strikes again on another thread; in a process of its own, since a hook is one for all.
    #[test]
    #[ignore = "it is run by the test below"]
    fn bugs() {
        tell_in_one_line();
        let strike = || panic::catch_unwind(|| panic!("PASSWORD=hunter2")).is_err();
        assert!(strike() && thread::spawn(strike).join().is_ok_and(|struck| struck));
        assert!(panic::catch_unwind(|| panic!("another\nline")).is_err());
    }

    /// What the bugs say on standard error.
    #[allow(clippy::disallowed_methods, reason = "the test runs itself")]
    fn told(backtrace: &str) -> Vec<String> {
        let itself = std::env::current_exe().unwrap();
        let arguments = ["--exact", "cli::bugs::tests::bugs", "--ignored", "--nocapture"];
        let output = Command::new(itself).args(arguments).env("RUST_BACKTRACE", backtrace).output().unwrap();
        assert!(output.status.success());
        String::from_utf8(output.stderr).unwrap().lines().map(str::to_owned).collect()
    }

    #[test]
    fn each_bug_is_told_once_by_its_place_alone() {
        let told = told("0");
        let place = format!("error: internal error at {}:", file!());
        assert!(told.len() == 2 && told.iter().all(|line| line.starts_with(&place)), "{told:#?}");
    }

    #[test]
    fn who_looks_for_a_bug_sees_what_it_says() {
        assert!(told("1").iter().any(|line| line.contains("hunter2")));
    }
}
