//! `oep45 settings check`: whether a configuration file fits a service.

use super::super::color::Color;
use super::super::failure::Failure;
use super::super::output::to_stdout;
use super::super::{CLEAN, FOUND, pages};
use super::checkout::Checkout;
use crate::catalog::Catalog;
use crate::discover::{Discovery, Place};
use crate::finding::Severity;
use crate::operators::{self, Inventory};
use crate::repo::settings::{Familiar, Mentioned};
use crate::report::{self, Format, Options, Report};
use crate::text::Source;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};
use std::cell::OnceCell;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Arguments of `oep45 settings check`.
#[derive(Args)]
#[command(after_help = "Exit codes: 0 it fits, 1 it does not, 2 something could not be read.")]
pub(super) struct Check {
    /// The configuration file, or `-` for standard input
    #[arg(value_name = "FILE.yml", value_hint = ValueHint::FilePath)]
    file: PathBuf,

    /// The service's repository, in the state of the release that is to run [default: the one around the working directory]
    #[arg(long, value_name = "PATH", value_hint = ValueHint::DirPath)]
    repository: Option<PathBuf>,

    /// How what is wrong is reported
    #[arg(long, value_name = "FORMAT", default_value = "human",
          value_parser = PossibleValuesParser::new(Format::names()).try_map(|name| name.parse::<Format>()))]
    format: Format,

    /// The settings package, where there are several: its path, or the application's name
    #[arg(long, value_name = "PACKAGE")]
    package: Option<String>,
}

impl Check {
    /// Check the file, report, and give the exit code.
    pub(super) fn run(&self, color: Color) -> Result<u8, Failure> {
        let place = pages::place()?;
        let checkout = Checkout::open(self.repository.as_deref())?;
        let repository = checkout.repository();
        let package = checkout.package(&repository, self.package.as_deref())?;
        let settings = repository.settings();
        let inventory = Inventory::of(settings, package);
        let source = read(&self.file, &place)?;
        // Where settings come from elsewhere, nobody can tell which names they have.
        let is_whole = settings.is_whole(package);
        let familiar = Familiar::of(&repository, settings, package);
        let mentioned = OnceCell::new();
        let in_code = |name: &str| mentioned.get_or_init(|| Mentioned::in_code(&repository)).has(name);
        let knows = |name: &str| !is_whole || familiar.has(name) || in_code(name);
        let findings = operators::check(&inventory, &source, knows);
        let catalog = Catalog::builtin();
        let report = Report {
            findings: &findings,
            suppressed: &[],
            catalog: &catalog,
            notices: &[],
            files: 1,
            repositories: 0,
            fixed: 0,
        };
        let options = Options { color: color.on(&io::stdout()), ..Options::default() };
        to_stdout(|out| report::write(self.format, &report, &options, out))?;
        let fails = findings.iter().any(|finding| finding.severity >= Severity::Warning);
        Ok(if fails { FOUND } else { CLEAN })
    }
}

/// The text of `file`.
fn read(file: &Path, place: &Place) -> Result<Arc<Source>, Failure> {
    let cannot = |error: &str| Failure::Message(format!("cannot read {}: {error}", file.display()));
    if place.directory().join(file).is_dir() {
        return Err(cannot("is a directory, not a file"));
    }
    let mut discovery = Discovery::new(place, &|_| false);
    if file.as_os_str() == "-" {
        discovery.add_stream(io::stdin().lock(), None);
    } else {
        discovery.add(file);
    }
    let discovered = discovery.finish();
    let [found] = discovered.files.as_slice() else { return Err(cannot("no such file or directory")) };
    found.read().map_err(|error| cannot(&error))
}
