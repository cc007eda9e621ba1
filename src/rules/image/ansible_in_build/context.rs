//! Ansible run through a file that the build executes: a script of the context, or one that by its name brings Ansible.

use super::{AnsibleInBuild, Run};
use crate::model::{Dockerfile, Execution, FileOrigin, How, Place, base_name, extension, is_shell_script};
use crate::shell::{self, Command};
use crate::text::{Joined, Span};

/// What `command` runs of Ansible through a file.
pub(super) fn run(rule: &AnsibleInBuild, file: &Dockerfile<'_>, place: Place, command: &Command<'_>) -> Option<Run> {
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
