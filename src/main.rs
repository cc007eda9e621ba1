//! The command `oep45`.

use std::process::ExitCode;

fn main() -> ExitCode {
    oep45::cli::run(std::env::args_os())
}
