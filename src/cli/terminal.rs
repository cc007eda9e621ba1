//! How wide the terminal is that standard output goes to.

use std::io::{self, IsTerminal};

/// Columns of the terminal: what `COLUMNS` says, or the terminal itself. `None` where neither does, as in a pipe.
#[allow(clippy::disallowed_methods, reason = "the command line is told by its environment about the terminal")]
pub(super) fn width() -> Option<usize> {
    let told = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    told.filter(|columns| *columns > 0).or_else(|| {
        let stdout = io::stdout();
        let size = if stdout.is_terminal() { terminal_size::terminal_size_of(stdout) } else { None };
        // A terminal that does not know its own size says 0.
        size.map(|(width, _)| usize::from(width.0)).filter(|columns| *columns > 0)
    })
}
