//! Makefiles and workflows that build the image out of Open edX's repository of playbooks, `configuration`.

use crate::finding::{Severity, Sink};
use crate::model::build_context;
use crate::repo::Recipes;
use crate::shell::{self, Program};
use crate::text::Span;

/// Report each `docker build` on the playbook repository.
pub(super) fn check(recipes: &Recipes<'_>, sink: &mut Sink) {
    for recipe in &recipes.scripts {
        let directory = recipe.working_directory.as_ref();
        let mut inside = directory.filter(|directory| is_playbooks(&directory.text())).map(crate::text::Joined::span);
        for command in &shell::parse(&recipe.text).commands {
            let Some(program) = command.program() else { continue };
            if program.is("cd") || program.is("pushd") {
                let entered = program.args.first().filter(|word| is_playbooks(&word.text())).map(|word| word.span);
                inside = entered.or(inside);
            }
            if !builds(&program) {
                continue;
            }
            let named = build_context(&program).filter(|word| is_playbooks(&word.text())).map(|word| word.span);
            if let Some(span) = named.or(inside) {
                report(command.span, span, sink);
            } else {
                sink.spare(command.span, || "its build context is not known as the playbook repository");
            }
        }
    }
}

fn report(command: Span, context: Span, sink: &mut Sink) {
    let finding = sink.report(context, "the image is built out of the playbook repository `configuration`");
    finding.severity(Severity::Warning);
    if !command.covers(context) {
        finding.label(command, "built here");
    }
    finding.help("Build a Dockerfile of this service's own, which needs no playbook.");
}

fn builds(program: &Program<'_, '_>) -> bool {
    let tool = program.is("docker") || program.is("podman") || program.is("nerdctl");
    tool && program.args.iter().take(3).any(|word| word.is("build"))
}

/// `../configuration`, `https://github.com/openedx/configuration.git#master`.
fn is_playbooks(text: &str) -> bool {
    let path = text.split(['#', '?']).next().unwrap_or("").trim_end_matches('/').trim_end_matches(".git");
    path.rsplit(['/', ':']).next() == Some("configuration")
}
