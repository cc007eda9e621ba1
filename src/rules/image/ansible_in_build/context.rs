//! Ansible run through a file: a script of the context that the build executes, a Makefile's target, or a script that by its
//! name brings Ansible.

use super::{AnsibleInBuild, Run};
use crate::model::{Dockerfile, Execution, FileOrigin, How, Place, base_name, extension, is_shell_script};
use crate::repo::makefile::Makefile;
use crate::shell::{self, Command, Program, Word};
use crate::text::{Joined, Span};

/// What `command` runs of Ansible through a file.
pub(super) fn run(rule: &AnsibleInBuild, file: &Dockerfile<'_>, place: Place, command: &Command<'_>) -> Option<Run> {
    if let Some(program) = command.program().filter(|program| program.is("make")) {
        return make(rule, file, place, &program);
    }
    let executions = &file.provenance().executions;
    // They stand in source order, as commands do.
    let first = executions.partition_point(|found| (found.place, found.span.start) < (place, command.span.start));
    let inside = |found: &&Execution| found.place == place && found.span.start < command.span.end;
    executions[first..].iter().take_while(inside).find_map(|found| through(rule, file, found))
}

fn through(rule: &AnsibleInBuild, file: &Dockerfile<'_>, execution: &Execution) -> Option<Run> {
    let text = match &execution.origin {
        FileOrigin::Context { path, .. } => file.context.find(path).find_map(|(found, _)| file.context.text(&found)),
        _ => None,
    };
    if let Some(source) = text {
        let text = source.text();
        if !is_shell_script(text) {
            return None;
        }
        let parsed = shell::parse(&Joined::whole(text, Span::new(0, u32::try_from(text.len()).ok()?)));
        let (span, name, fetches) = rule.in_script(&parsed)?;
        return Some(Run { span: execution.span, name, fetches, inside: Some((source, span)), by_name: false });
    }
    let (span, name) = match (&execution.origin, execution.how) {
        (FileOrigin::Download { index, .. }, How::Piped) => {
            let download = &file.provenance().downloads[*index];
            (download.span, base_name(&download.url))
        }
        _ => (execution.span, base_name(&execution.text)),
    };
    brings_ansible(name).then(|| Run { span, name: name.to_owned(), fetches: false, inside: None, by_name: true })
}

/// `ansible-bootstrap.sh`, `run_ansible.sh`: a script whose name says that it brings or runs Ansible.
fn brings_ansible(name: &str) -> bool {
    matches!(extension(name).as_str(), "sh" | "bash") && name.split(['-', '_', '.']).any(|part| part == "ansible")
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
