//! Long text for people: through a pager where a person reads it, plainly otherwise.

use super::failure::Failure;
use super::output::to_stdout;
use std::ffi::OsStr;
use std::io::{self, IsTerminal, Write};
use std::process::{Command, Stdio};

/// What `less` is told unless the environment tells it something else: leave at once where all fits on the screen, pass
/// colours on, leave the text there at the end; and go with this program when it is interrupted, so that none is left
/// behind which reads the shell's keys.
const LESS: &str = "FRXK";

/// Show `text` on standard output: through a pager on a terminal, unless `no_pager` or the environment forbids it.
///
/// # Errors
/// Standard output can't be written.
pub(super) fn show(text: &str, no_pager: bool) -> Result<(), Failure> {
    match Pager::of_environment().filter(|_| !no_pager && io::stdout().is_terminal()) {
        Some(pager) if pager.show(text) => Ok(()),
        _ => to_stdout(|out| out.write_all(text.as_bytes())),
    }
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Pager {
    program: String,
    arguments: Vec<String>,
    /// The value for `LESS`; `None` where the environment has one.
    less: Option<&'static str>,
}

impl Pager {
    #[allow(clippy::disallowed_methods, reason = "the command line is told by its environment about the pager")]
    fn of_environment() -> Option<Self> {
        let variable = |name: &str| std::env::var_os(name);
        Self::choose(variable("PAGER").as_deref(), variable("LESS").as_deref(), variable("TERM").as_deref())
    }

    /// `pager` is split at blanks, since no shell reads it: what a variable holds is a program and its arguments, and
    /// nothing in it is run besides. `None` where it is empty, `cat` or no text, and on a terminal that can't scroll.
    fn choose(pager: Option<&OsStr>, less: Option<&OsStr>, term: Option<&OsStr>) -> Option<Self> {
        let pager = pager.unwrap_or(OsStr::new("less -R")).to_str()?;
        let mut words = pager.split_whitespace().map(str::to_owned);
        let program = words.next()?;
        let arguments: Vec<String> = words.collect();
        let is_plain = program == "cat" || term.is_some_and(|term| term == "dumb");
        (!is_plain).then(|| Self { program, arguments, less: less.is_none().then_some(LESS) })
    }

    /// Whether the pager could be started. One that is left before the end of the text has done its work.
    #[allow(clippy::disallowed_methods, reason = "the pager is the one program that the command line starts")]
    fn show(&self, text: &str) -> bool {
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::piped());
        if let Some(less) = self.less {
            command.env("LESS", less);
        }
        let Ok(mut child) = command.spawn() else { return false };
        if let Some(mut stdin) = child.stdin.take() {
            let _ = stdin.write_all(text.as_bytes());
        }
        let _ = child.wait();
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(pager: Option<&str>) -> Option<(String, Vec<String>)> {
        let pager = Pager::choose(pager.map(OsStr::new), None, Some(OsStr::new("xterm")))?;
        Some((pager.program, pager.arguments))
    }

    #[test]
    fn less_is_the_pager_unless_the_environment_names_another() {
        assert_eq!(chosen(None), Some(("less".to_owned(), vec!["-R".to_owned()])));
        assert_eq!(chosen(Some(" most  -w ")), Some(("most".to_owned(), vec!["-w".to_owned()])));
    }

    #[test]
    fn an_empty_pager_and_cat_mean_none() {
        for none in ["", "  ", "cat", "cat -s"] {
            assert_eq!(chosen(Some(none)), None, "{none:?}");
        }
    }

    #[test]
    fn no_shell_reads_the_variable() {
        let words = ["-R;", "touch", "$HOME", "|", "`x`"].map(str::to_owned).to_vec();
        assert_eq!(chosen(Some("less -R; touch $HOME | `x`")), Some(("less".to_owned(), words)));
    }

    #[test]
    fn a_terminal_that_can_not_scroll_gets_no_pager() {
        assert_eq!(Pager::choose(None, None, Some(OsStr::new("dumb"))), None);
    }

    #[test]
    fn what_the_environment_tells_less_stays() {
        let less = |less: Option<&str>| Pager::choose(None, less.map(OsStr::new), None).and_then(|pager| pager.less);
        assert_eq!(less(None), Some("FRXK"));
        assert_eq!(less(Some("-i")), None);
    }

    #[test]
    fn a_pager_that_is_not_there_could_not_be_started() {
        assert!(!Pager::choose(Some(OsStr::new("no-such-pager-anywhere")), None, None).unwrap().show("text"));
    }

    #[cfg(unix)]
    #[test]
    fn a_pager_that_closes_early_has_done_its_work() {
        let text = "x".repeat(1 << 20);
        assert!(Pager::choose(Some(OsStr::new("true")), None, None).unwrap().show(&text));
    }
}
