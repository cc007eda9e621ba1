//! `oep45 completions`: a script by which a shell completes the command line.

use super::failure::Failure;
use super::output::to_stdout;
use super::{Arguments, CLEAN};
use crate::catalog::{Catalog, GROUPS, Page};
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Args, Command, CommandFactory};
use clap_complete::Shell;

const AFTER_HELP: &str = "\
Examples:
  oep45 completions bash > ~/.local/share/bash-completion/completions/oep45
  oep45 completions zsh > ~/.zfunc/_oep45         with ~/.zfunc in fpath, before compinit
  oep45 completions fish > ~/.config/fish/completions/oep45.fish";

/// Arguments of `oep45 completions`.
#[derive(Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Completions {
    /// The shell that the script is for
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl Completions {
    /// Print the script, and give the exit code.
    pub(super) fn run(&self) -> Result<u8, Failure> {
        // The generator panics where it can't write, so it writes into memory.
        let mut script = Vec::new();
        let mut command = with_names(Arguments::command());
        clap_complete::generate(self.shell, &mut command, "oep45", &mut script);
        to_stdout(|out| out.write_all(&script))?;
        Ok(CLEAN)
    }
}

/// `command` with the names that may stand for `RULE` and `COMMAND`. For completion alone: when arguments are read, a
/// rule may be named by an alias and in any case too, and a wrong name is answered with the nearest right one.
fn with_names(command: Command) -> Command {
    let commands: Vec<String> = command.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    complete(command, &rules(), &commands)
}

fn complete(command: Command, rules: &[PossibleValue], commands: &[String]) -> Command {
    let command = command.mut_args(|argument| {
        let is = |name: &str| argument.get_value_names().is_some_and(|names| names.iter().any(|value| *value == name));
        if is("RULE") {
            argument.value_parser(PossibleValuesParser::new(rules.iter().cloned()))
        } else if is("COMMAND") {
            argument.value_parser(PossibleValuesParser::new(commands))
        } else {
            argument
        }
    });
    command.mut_subcommands(|command| complete(command, rules, commands))
}

/// Ids with their summaries, groups and `all`. Aliases stay out: they name what the ids name already.
fn rules() -> Vec<PossibleValue> {
    let catalog = Catalog::builtin();
    let id = |page: &Page| {
        // Some shells would run what stands between backticks, should their script quote it wrongly.
        PossibleValue::new(page.id.to_string()).help(page.summary.replace('`', ""))
    };
    let groups = GROUPS.iter().filter(|group| catalog.pages().any(|page| page.group == **group));
    let mut names: Vec<PossibleValue> = catalog.pages().map(id).collect();
    names.extend(groups.map(|group| PossibleValue::new(*group).help(format!("All rules of group {group}"))));
    names.push(PossibleValue::new("all").help("All rules"));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(command: &Command, argument: &str) -> Vec<String> {
        let found = command.get_arguments().find(|found| found.get_id() == argument).unwrap();
        found.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect()
    }

    #[test]
    fn rules_are_completed_wherever_one_may_stand() {
        let root = with_names(Arguments::command());
        for (command, argument) in [("check", "select"), ("check", "ignore"), ("explain", "rule"), ("rules", "rules")] {
            let names = values(root.find_subcommand(command).unwrap(), argument);
            for name in ["missing-cmd", "image", "all"] {
                assert!(names.iter().any(|known| known == name), "{command} {argument}: {names:?}");
            }
        }
    }

    #[test]
    fn commands_are_completed_for_their_manual_pages() {
        let root = with_names(Arguments::command());
        assert!(values(root.find_subcommand("man").unwrap(), "command").contains(&"check".to_owned()));
    }

    #[test]
    fn no_description_holds_what_a_shell_would_run() {
        for name in rules() {
            let help = name.get_help().map(ToString::to_string).unwrap_or_default();
            assert!(!help.contains(['`', '$', '\n']), "{help}");
        }
    }
}
