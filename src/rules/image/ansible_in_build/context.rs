//! Ansible run through a file that a command names: a script of the context, a Makefile's target, or a script that by its
//! name brings Ansible.

use super::{AnsibleInBuild, Run};
use crate::model::{Dockerfile, Place, is_shell_script};
use crate::repo::makefile::Makefile;
use crate::shell::{self, Command, Program, Script, Word};
use crate::text::{Joined, Span};

/// What `command` runs of Ansible through a file.
pub(super) fn run(
    rule: &AnsibleInBuild,
    file: &Dockerfile<'_>,
    place: Place,
    script: &Script<'_>,
    command: &Command<'_>,
    program: &Program<'_, '_>,
) -> Option<Run> {
    if program.is("make") {
        return make(rule, file, place, program);
    }
    let word = script_word(program)?;
    let path = word.text();
    if let Some(source) = file.file_in_image(place, &path) {
        let text = source.text();
        if !is_shell_script(text) {
            return None;
        }
        let parsed = shell::parse(&Joined::whole(text, Span::new(0, u32::try_from(text.len()).ok()?)));
        let (span, name, fetches) = rule.in_script(&parsed)?;
        return Some(Run { span: word.span, name, fetches, inside: Some((source, span)), by_name: false });
    }
    let name = path.rsplit('/').next().unwrap_or("").split(['?', '#']).next().unwrap_or("");
    let downloaded = downloads(program) && piped_to_shell(script, command);
    let executed = !downloads(program) || downloaded;
    (executed && brings_ansible(name)).then(|| Run {
        span: word.span,
        name: name.to_owned(),
        fetches: false,
        inside: None,
        by_name: true,
    })
}

/// The word that names the script that a command runs, or downloads.
fn script_word<'a, 't>(program: &Program<'a, 't>) -> Option<&'a Word<'t>> {
    let argument = || program.args.iter().find(|word| !word.prefix().starts_with(['-', '+']));
    match program.name {
        Some("sh" | "bash" | "dash" | "ash" | "zsh" | "ksh") if !program.has("-c") => argument(),
        Some("source" | ".") => argument(),
        Some("curl" | "wget") => program.args.iter().find(|word| word.prefix().starts_with("http")),
        _ if program.name_word.raw().contains('/') => Some(program.name_word),
        _ => None,
    }
}

fn downloads(program: &Program<'_, '_>) -> bool {
    program.is("curl") || program.is("wget")
}

/// Whether a shell stands further on in the command's pipeline.
fn piped_to_shell(script: &Script<'_>, command: &Command<'_>) -> bool {
    let behind = script
        .commands
        .iter()
        .filter(|other| other.pipeline == command.pipeline && other.span.start > command.span.end);
    behind
        .filter_map(Command::program)
        .any(|program| matches!(program.name, Some("sh" | "bash" | "dash" | "zsh" | "ash")))
}

/// `ansible-bootstrap.sh`, `run_ansible.sh`: a script whose name says that it brings or runs Ansible.
fn brings_ansible(name: &str) -> bool {
    let Some((stem, "sh" | "bash")) = name.rsplit_once('.') else { return false };
    stem.split(['-', '_', '.']).any(|part| part == "ansible")
}

/// The target of a Makefile of the context.
fn make(rule: &AnsibleInBuild, file: &Dockerfile<'_>, place: Place, program: &Program<'_, '_>) -> Option<Run> {
    let option = |flag: &str| program.args.windows(2).find(|pair| pair[0].is(flag)).map(|pair| pair[1].text());
    let directory = option("-C").unwrap_or_default();
    let name = option("-f");
    let path = |name: &str| if directory.is_empty() { name.to_owned() } else { format!("{directory}/{name}") };
    let source = match name {
        Some(name) => file.file_in_image(place, &path(&name))?,
        None => {
            ["Makefile", "makefile", "GNUmakefile"].iter().find_map(|name| file.file_in_image(place, &path(name)))?
        }
    };
    let makefile = Makefile::parse(source.text());
    let mut skip = false;
    let targets: Vec<&Word<'_>> = program
        .args
        .iter()
        .filter(|word| {
            let value = std::mem::replace(&mut skip, word.is("-C") || word.is("-f") || word.is("-j"));
            !value && !word.prefix().starts_with('-') && !word.text().contains('=')
        })
        .collect();
    let default = || makefile.default_target().map(|target| (program.name_word.span, target.text.to_owned()));
    let wanted: Vec<(Span, String)> = match targets.as_slice() {
        [] => default().into_iter().collect(),
        words => words.iter().map(|word| (word.span, word.text().into_owned())).collect(),
    };
    for (span, target) in wanted {
        let recipe = makefile.recipe(&target);
        if let Some((inside, name, fetches)) = recipe.iter().find_map(|line| rule.in_script(&shell::parse(line))) {
            return Some(Run { span, name, fetches, inside: Some((source, inside)), by_name: false });
        }
    }
    None
}
