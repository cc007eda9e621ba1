//! What a container of a stage runs: the CMD and ENTRYPOINT in force, inherited ones included.
//!
//! A stage's own ENTRYPOINT drops the CMD that it inherits; its own CMD stands, before or behind it.

use super::stage::{Stage, Step};
use crate::parse::{Command, Keyword};

/// The instructions that decide what a container starts.
#[derive(Clone, Copy, Default)]
pub struct Startup<'m, 't> {
    /// The ENTRYPOINT in force.
    pub entrypoint: Option<&'m Step<'t>>,
    /// The CMD in force.
    pub cmd: Option<&'m Step<'t>>,
    /// An inherited CMD that the ENTRYPOINT dropped.
    pub dropped: Option<&'m Step<'t>>,
}

/// What the last stage of `chain` starts; `chain` begins with the stage that is built on an image.
pub(super) fn of_chain<'m, 't>(chain: impl Iterator<Item = &'m Stage<'t>>) -> Startup<'m, 't>
where
    't: 'm,
{
    let mut startup = Startup::default();
    for stage in chain {
        let entrypoint = stage.last(Keyword::Entrypoint);
        let cmd = stage.last(Keyword::Cmd);
        if entrypoint.is_some() {
            startup.dropped = startup.cmd.or(startup.dropped).filter(|_| cmd.is_none());
            (startup.entrypoint, startup.cmd) = (entrypoint.filter(|step| says_something(step)), None);
        }
        if cmd.is_some() {
            startup.cmd = cmd.filter(|step| says_something(step));
        }
    }
    startup
}

/// `CMD []` and a bare `CMD` reset what was inherited.
fn says_something(step: &Step<'_>) -> bool {
    match step.instruction.command() {
        Command::Exec(items) => !items.is_empty(),
        Command::Shell(text) => !text.is_empty(),
    }
}
