//! The GitHub Action: its scripts as a runner runs them, with the real program and with what may come from outside, and
//! what its metadata and the workflows promise.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make the checkouts that they look at")]
#![cfg(unix)]

mod checks;
mod hostile;
mod install;
mod metadata;
mod runner;
mod yaml;

/// Has no `CMD`: one `missing-cmd`, a warning.
const WITHOUT_CMD: &str = "FROM python:3.12\nCOPY . /app\n";

/// Nothing is wrong with it.
const CLEAN: &str = "FROM python:3.12\n# The application.\nCOPY . /app\nCMD [\"python\", \"/app/run.py\"]\n";
