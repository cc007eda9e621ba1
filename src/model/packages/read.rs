//! Finds the commands that install, and reads their arguments.

use super::manager::is_python;
use super::tokens::{Expander, Token};
use super::{Installation, Manager, Package, RequirementsFile, specification};
use crate::model::stage::{Place, Stage};
use crate::shell::Script;
use crate::text::Span;

/// The installations of one script.
pub(super) fn script(stages: &[Stage<'_>], place: Place, script: &Script<'_>) -> Vec<Installation> {
    let expander = Expander { stages, place, script };
    let mut found = Vec::new();
    for (id, command) in script.iter() {
        let Some(program) = command.program() else { continue };
        let named = program.name.is_some_and(may_install);
        // A variable may hold the whole command.
        if !named && program.name_word.variables().next().is_none() {
            continue;
        }
        let start = command.words.len() - program.args.len() - 1;
        let mut tokens = expander.tokens(&command.words[start..], id.index());
        if let (Some(name), Some(first)) = (program.name, tokens.first_mut()) {
            name.clone_into(&mut first.text);
        }
        found.extend(installation(&tokens).map(|read| Installation {
            place,
            command: id,
            manager: read.manager,
            program: program.name_word.span,
            packages: read.packages,
            requirements: read.requirements,
        }));
    }
    found
}

fn may_install(name: &str) -> bool {
    Manager::of(name).is_some() || is_python(name) || matches!(name, "uv" | "pip-sync")
}

struct Read {
    manager: Manager,
    packages: Vec<Package>,
    requirements: Vec<RequirementsFile>,
}

/// Read a command whose first token is its program.
fn installation(tokens: &[Token]) -> Option<Read> {
    let (first, mut rest) = tokens.split_first()?;
    let mut name = first.text.rsplit('/').next()?;
    while matches!(name, "sudo" | "env") {
        let (next, behind) = rest.split_first()?;
        (name, rest) = (&next.text, behind);
    }
    let manager = match name {
        "pip-sync" => {
            let files = rest.iter().filter(|token| !token.text.starts_with('-'));
            let requirements = files.map(requirements_file).collect();
            return Some(Read { manager: Manager::Pip, packages: Vec::new(), requirements });
        }
        "uv" => {
            let at = rest.iter().position(|token| token.text == "pip")?;
            rest = &rest[at + 1..];
            if rest.first().is_some_and(|token| token.text == "sync") {
                let files = rest[1..].iter().filter(|token| !token.text.starts_with('-'));
                let requirements = files.map(requirements_file).collect();
                return Some(Read { manager: Manager::Pip, packages: Vec::new(), requirements });
            }
            Manager::Pip
        }
        name if is_python(name) => {
            let at = rest.iter().position(|token| token.text == "-m")?;
            rest.get(at + 1).filter(|token| token.text == "pip")?;
            rest = &rest[at + 2..];
            Manager::Pip
        }
        name => Manager::of(name)?,
    };
    arguments(manager, rest)
}

fn requirements_file(token: &Token) -> RequirementsFile {
    RequirementsFile { path: token.text.clone(), span: token.span }
}

/// Read what follows the program: the subcommand, options before and behind it, and packages.
fn arguments(manager: Manager, tokens: &[Token]) -> Option<Read> {
    let mut read = Read { manager, packages: Vec::new(), requirements: Vec::new() };
    let mut installs = false;
    let mut only_operands = false;
    let mut tokens = tokens.iter();
    while let Some(token) = tokens.next() {
        let text = token.text.as_str();
        if !only_operands && text == "--" {
            only_operands = true;
        } else if !only_operands && text.starts_with('-') {
            let value = if manager.takes_value(text) { tokens.next() } else { None };
            option(&mut read, text, value, token.span);
        } else if installs {
            read.packages.extend(specification::read(manager, text).map(|(name, version)| Package {
                name,
                version,
                span: token.span,
            }));
        } else if manager.installs(text) {
            installs = true;
        } else if !(manager == Manager::Yarn && text == "global") {
            return None;
        }
    }
    installs.then_some(read)
}

/// An option that names a requirements file, or the version of the package before it.
fn option(read: &mut Read, text: &str, value: Option<&Token>, span: Span) {
    match read.manager {
        Manager::Pip => {
            let joined = text.strip_prefix("--requirement=").or_else(|| text.strip_prefix("-r"));
            read.requirements.extend(match (text, value) {
                ("-r" | "--requirement", value) => value.map(requirements_file),
                _ => joined.map(|path| RequirementsFile { path: path.to_owned(), span }),
            });
        }
        Manager::Gem if matches!(text, "-v" | "--version") => {
            if let (Some(package), Some(value)) = (read.packages.last_mut(), value) {
                package.version = Some(value.text.clone());
            }
        }
        _ => {}
    }
}
