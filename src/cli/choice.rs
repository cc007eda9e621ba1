//! Which rules and which configuration the command line asks for; several commands take the same arguments.

use crate::config::ShellJudge;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueHint};
use std::path::{Path, PathBuf};

/// What the command line says about rules, over every configuration.
#[derive(Args, Default)]
pub(super) struct Choice {
    /// Run these rules alone: ids, aliases, groups or `all`, separated by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) select: Vec<String>,

    /// Don't run these rules: ids, aliases, groups or `all`, separated by commas
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,

    /// Take the rule pages in DIR as well; may be repeated
    #[arg(long = "rules", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) rules: Vec<PathBuf>,

    /// Let this file configure all files, instead of the nearest one above each
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "no_config")]
    pub(super) config: Option<PathBuf>,

    /// Have ShellCheck judge the commands of RUN as well: the one that is installed, or else the linter that was built in, if
    /// one was; WHICH says which it is to be
    #[arg(long, value_name = "WHICH", num_args = 0..=1, require_equals = true, default_missing_value = "any",
          value_parser = PossibleValuesParser::new(ShellJudge::NAMES).try_map(|name| ShellJudge::from_name(&name).ok_or(name)))]
    pub(super) shellcheck: Option<ShellJudge>,

    /// The build context of the Dockerfiles; without it, it is looked for at each of them and above it
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) context: Option<PathBuf>,

    /// Read no configuration file
    #[arg(long)]
    pub(super) no_config: bool,

    /// Report what comments in the files suppress
    #[arg(long)]
    pub(super) no_ignores: bool,
}

impl Choice {
    /// The same choice of files for a run that stands elsewhere, seen from `directory`, and of the rules in `select`.
    pub(super) fn elsewhere(&self, directory: &Path, select: Vec<String>) -> Self {
        Self {
            select,
            ignore: Vec::new(),
            rules: self.rules.iter().map(|path| directory.join(path)).collect(),
            config: self.config.as_ref().map(|path| directory.join(path)),
            context: self.context.as_ref().map(|path| directory.join(path)),
            shellcheck: self.shellcheck,
            no_config: self.no_config,
            no_ignores: self.no_ignores,
        }
    }
}
