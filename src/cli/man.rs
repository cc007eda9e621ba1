//! `oep45 man`: the manual pages, made from what `--help` says.

use super::failure::Failure;
use super::file;
use super::output::to_stdout;
use super::{Arguments, CLEAN};
use crate::discover::in_words;
use clap::{Args, Command, CommandFactory, ValueHint};
use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const AFTER_HELP: &str = "\
Examples:
  oep45 man check | man -l -                   read one page
  oep45 man --dir ~/.local/share/man/man1      install all of them, for `man oep45` and `man oep45-check`";

/// Arguments of `oep45 man`.
#[derive(Args)]
#[command(name = "man", after_help = AFTER_HELP)]
pub(super) struct Manual {
    /// The command that the page is about; without it, oep45 itself
    #[arg(value_name = "COMMAND")]
    command: Vec<String>,

    /// Write every page into DIR, which is made where it is missing
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, conflicts_with = "command")]
    dir: Option<PathBuf>,
}

impl Manual {
    /// Print a page or write all of them, and give the exit code.
    pub(super) fn run(&self) -> Result<u8, Failure> {
        let mut root = Arguments::command();
        root.build();
        if let Some(dir) = &self.dir {
            fs::create_dir_all(dir).map_err(|error| cannot_write(dir, &error))?;
            write_all(&root, dir)?;
        } else {
            let page = rendered(find(&root, &self.command)?);
            to_stdout(|out| out.write_all(&page?))?;
        }
        Ok(CLEAN)
    }
}

fn find<'c>(root: &'c Command, names: &[String]) -> Result<&'c Command, Failure> {
    names.iter().try_fold(root, |command, name| {
        command.find_subcommand(name).ok_or_else(|| {
            let known: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
            let known = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
            Failure::Message(format!("`{}` has no command `{name}`; its commands: {known}", title(command)))
        })
    })
}

fn write_all(command: &Command, dir: &Path) -> Result<(), Failure> {
    let path = dir.join(format!("{}.1", title(command)));
    let page = rendered(command).map_err(|error| cannot_write(&path, &error))?;
    file::write(&path, |out| out.write_all(&page)).map_err(|error| cannot_write(&path, &error))?;
    command.get_subcommands().try_for_each(|command| write_all(command, dir))
}

fn cannot_write(path: &Path, error: &io::Error) -> Failure {
    Failure::Message(format!("cannot write {}: {}", path.display(), in_words(error)))
}

/// `oep45-check` for the command `oep45 check`: the page's name.
fn title(command: &Command) -> &str {
    command.get_display_name().unwrap_or_else(|| command.get_name())
}

/// The page of `command`, roff. The generator's own rendering would run the lines of the examples together.
fn rendered(command: &Command) -> io::Result<Vec<u8>> {
    let source = concat!("oep45 ", env!("CARGO_PKG_VERSION"));
    let man = Man::new(command.clone()).source(source).manual("Manual of oep45");
    let after_help = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    let after = After::of(&after_help);
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_description_section(&mut page)?;
    let mut roff = Roff::new();
    for paragraph in &after.prose {
        roff.control("PP", []).text([roman(*paragraph)]);
    }
    roff.to_writer(&mut page)?;
    man.render_options_section(&mut page)?;
    if command.has_subcommands() {
        man.render_subcommands_section(&mut page)?;
    }
    after.ending(command).to_writer(&mut page)?;
    Ok(page)
}

/// What stands below the options in `--help`, by kind.
#[derive(Default)]
struct After<'t> {
    prose: Vec<&'t str>,
    /// The lines below `Examples:`.
    examples: Vec<&'t str>,
    /// What follows `Exit codes:`.
    exit_codes: Option<&'t str>,
}

impl<'t> After<'t> {
    fn of(text: &'t str) -> Self {
        let mut after = Self::default();
        for block in text.split("\n\n").map(str::trim_end).filter(|block| !block.is_empty()) {
            if let Some(lines) = block.strip_prefix("Examples:\n") {
                after.examples.extend(lines.lines().map(str::trim_start));
            } else if let Some(codes) = block.strip_prefix("Exit codes: ") {
                after.exit_codes = Some(codes);
            } else {
                after.prose.push(block);
            }
        }
        after
    }

    fn ending(&self, command: &Command) -> Roff {
        let mut roff = Roff::new();
        if let Some(codes) = self.exit_codes {
            roff.control("SH", ["EXIT STATUS"]).text([roman(codes)]);
        }
        if !self.examples.is_empty() {
            roff.control("SH", ["EXAMPLES"]).control("nf", []);
            for line in &self.examples {
                roff.text([roman(*line)]);
            }
            roff.control("fi", []);
        }
        roff.control("SH", ["SEE ALSO"]);
        if title(command) == "oep45" {
            roff.text([bold("oep45 explain"), roman(" tells about each rule.")]);
        } else {
            roff.text([bold("oep45"), roman("(1)")]);
        }
        roff
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(names: &[&str]) -> String {
        let mut root = Arguments::command();
        root.build();
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        String::from_utf8(rendered(find(&root, &names).unwrap()).unwrap()).unwrap()
    }

    #[test]
    fn a_page_names_every_option_and_the_exit_codes() {
        let check = page(&["check"]);
        assert!(check.contains("\n.TH oep45-check 1 "), "{check}");
        let mut root = Arguments::command();
        root.build();
        for option in root.find_subcommand("check").unwrap().get_arguments().filter_map(clap::Arg::get_long) {
            let escaped = format!("\\fB\\-\\-{}\\fR", option.replace('-', "\\-"));
            assert!(check.contains(&escaped), "{escaped}: {check}");
        }
        let (_, status) = check.split_once(".SH \"EXIT STATUS\"\n").unwrap();
        assert!(status.starts_with("0 nothing found, 1 findings"), "{status}");
    }

    #[test]
    fn the_main_page_points_to_those_of_the_commands() {
        let main = page(&[]);
        assert!(main.contains("\n.TH oep45 1 ") && main.contains("oep45\\-check(1)"), "{main}");
    }

    #[test]
    fn each_example_keeps_its_line() {
        let check = page(&["check"]);
        let (_, examples) = check.split_once(".SH EXAMPLES\n.nf\n").unwrap();
        let (lines, _) = examples.split_once("\n.fi\n").unwrap();
        assert!(lines.lines().count() > 3, "{lines}");
        assert!(lines.lines().all(|line| line.starts_with("oep45 check")), "{lines}");
    }

    #[test]
    fn no_line_of_text_is_a_request_of_roff() {
        let after = After::of(".so /etc/passwd\n\nExamples:\n  .sh rm\n  'a\n  b\\c\n\nExit codes: .x");
        let mut command = Command::new("oep45").after_help("x");
        command.build();
        let text = after.ending(&command).render();
        for line in ["\\&.x", "\\&.sh rm", "\\*(Aqa", "b\\\\c"] {
            assert!(text.contains(line), "{line}: {text}");
        }
        assert_eq!(after.prose, [".so /etc/passwd"]);
    }

    #[test]
    fn a_command_that_is_not_there_is_answered_with_those_that_are() {
        let mut root = Arguments::command();
        root.build();
        let said = |names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            find(&root, &names).err().unwrap().to_string()
        };
        assert!(said(&["chekc"]).starts_with("`oep45` has no command `chekc`; its commands: check, "));
        assert_eq!(said(&["check", "x"]), "`oep45-check` has no command `x`; its commands: none");
    }
}
