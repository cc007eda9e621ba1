//! Whether to colour.

use clap::ValueEnum;
use std::ffi::OsStr;
use std::io::IsTerminal;

/// What `--color` says.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl Color {
    /// Whether what goes to `stream` is coloured.
    #[allow(clippy::disallowed_methods, reason = "the command line is told by its environment about colours")]
    pub(super) fn on(self, stream: &impl IsTerminal) -> bool {
        self.decide(stream.is_terminal(), std::env::var_os("NO_COLOR").as_deref(), std::env::var_os("TERM").as_deref())
    }

    fn decide(self, is_terminal: bool, no_color: Option<&OsStr>, term: Option<&OsStr>) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            // By https://no-color.org, an empty value counts as none.
            Self::Auto => is_terminal && no_color.is_none_or(OsStr::is_empty) && term.is_none_or(|name| name != "dumb"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn auto(is_terminal: bool, no_color: Option<&str>, term: Option<&str>) -> bool {
        Color::Auto.decide(is_terminal, no_color.map(OsStr::new), term.map(OsStr::new))
    }

    #[test]
    fn a_terminal_is_coloured_and_a_file_is_not() {
        assert!(auto(true, None, Some("xterm")));
        assert!(!auto(false, None, Some("xterm")));
        assert!(!auto(true, None, Some("dumb")));
    }

    #[test]
    fn no_color_counts_unless_it_is_empty() {
        assert!(!auto(true, Some("1"), None));
        assert!(auto(true, Some(""), None));
        assert!(Color::Always.decide(false, Some(OsStr::new("1")), None));
    }
}
