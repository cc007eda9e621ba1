//! `development-default`: what `docker build` makes is for development, or for one vendor's customers.

use crate::finding::{Severity, Sink};
use crate::model::{Audience, Dockerfile, Sign, SignKind, Stage};
use crate::parse::Keyword;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule with its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DevelopmentDefault {
    allowed_commands: Vec<String>,
}

impl Rule for DevelopmentDefault {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let Some(target) = file.default_target() else { return };
        if file.is_for_development() {
            return sink.spare(target.span(), || "the file or its folder is named as one for developers");
        }
        // Where tags hide stages, the last one that can be seen need not be the last.
        if file.tree.templated && hidden_behind(file, target) {
            return sink.spare(target.span(), || "a template's tags may hide that another stage is the last");
        }
        let (allowed, signs): (Vec<&Sign>, Vec<&Sign>) =
            file.development_signs(target).iter().partition(|sign| self.is_allowed(sign));
        for sign in &allowed {
            sink.spare(sign.span, || "the option `allowed-commands` names it");
        }
        let better = file.better_target();
        match signs.first() {
            Some(first) if first.kind != SignKind::Name || better.is_some_and(|it| is_better(file, it, target)) => {
                report(target, &signs, better, sink);
            }
            Some(_) => sink.spare(target.span(), || "nothing but its name tells of development"),
            None if Dockerfile::audience(target) == Some(Audience::Vendor) => {
                if let (Some(name), Some(better)) = (&target.name, better) {
                    let text = name.text();
                    let message =
                        format!("`docker build` makes stage `{text}`, which by its name is for one vendor's users");
                    let finding = sink.report(name.span(), message);
                    finding.severity(Severity::Warning).label(better.span(), should_be_last(better));
                    finding.help(how_to_be_last(better));
                }
            }
            None => sink.spare(target.span(), || "nothing in the stage that `docker build` makes tells of development"),
        }
    }
}

impl DevelopmentDefault {
    fn is_allowed(&self, sign: &Sign) -> bool {
        sign.kind == SignKind::Command && self.allowed_commands.contains(&sign.text)
    }
}

/// Whether `better` is what should be made, if nothing but its name tells that the last stage is for development: that one
/// may be the same thing with little on top.
fn is_better(file: &Dockerfile<'_>, better: &Stage<'_>, target: &Stage<'_>) -> bool {
    let beside = || !file.chain(target).any(|stage| stage.index == better.index);
    !inherits_command(file, target) || Dockerfile::audience(better) == Some(Audience::Production) && beside()
}

/// Whether the last stage's command comes from a stage before, which says nothing of development.
fn inherits_command(file: &Dockerfile<'_>, target: &Stage<'_>) -> bool {
    let own = target.last(Keyword::Cmd).is_some() || target.last(Keyword::Entrypoint).is_some();
    let startup = file.startup(target);
    !own && (startup.cmd.is_some() || startup.entrypoint.is_some())
}

/// Whether a template tag stands in the last stage, in front of its FROM, or behind it.
fn hidden_behind(file: &Dockerfile<'_>, target: &Stage<'_>) -> bool {
    use crate::parse::NodeKind::{Instruction, Template};
    let nodes = &file.tree.nodes;
    let from = nodes.iter().position(|node| {
        matches!(node.kind, Instruction(_))
            && node.span.start <= target.from.span.start
            && target.from.span.end <= node.span.end
    });
    let tag = |text: &str| text.contains("{%") || text.contains("<%");
    nodes[from.unwrap_or(0)..].iter().any(|node| node.kind == Template && tag(file.tree.text(node)))
}

/// A stage that another one is built on can't be moved behind that.
fn how_to_be_last(better: &Stage<'_>) -> String {
    let title = better.title();
    if better.name.is_some() && better.is_needed {
        let name = if title == "production" { "final" } else { "production" };
        format!("End the file with a stage of its own for production: `FROM {title} AS {name}`.")
    } else {
        format!("Move stage `{title}` to the end of the file.")
    }
}

fn report(target: &Stage<'_>, signs: &[&Sign], better: Option<&Stage<'_>>, sink: &mut Sink) {
    let Some(first) = signs.first() else { return };
    let finding = if let Some(better) = better {
        let message = format!("`docker build` makes stage `{}`, which is for development", target.title());
        let finding = sink.report(target.span(), message);
        finding.note("the last stage").label(better.span(), should_be_last(better));
        finding.help(how_to_be_last(better))
    } else {
        let finding = sink.report(first.span, format!("what `docker build` makes {}", says(first)));
        finding.help(match first.kind {
            SignKind::Command => {
                "Give the image a command for production; developers can give another one to `docker run`."
            }
            SignKind::Requirements => {
                "Install what production needs; add the rest in a stage of its own, before the last."
            }
            SignKind::Settings | SignKind::Name => "Leave the settings to whoever runs the image.",
        })
    };
    let primary = finding.primary.span;
    for sign in signs.iter().filter(|sign| sign.span != primary) {
        finding.label(sign.span, format!("it {}", says(sign)));
    }
}

fn says(sign: &Sign) -> String {
    let text = &sign.text;
    match sign.kind {
        SignKind::Command => format!("runs `{text}`, which is for development"),
        SignKind::Requirements => format!("installs `{text}`, which is for development"),
        SignKind::Settings => format!("has the settings `{text}`, which are for development"),
        SignKind::Name => format!("is called `{text}`"),
    }
}

fn should_be_last(stage: &Stage<'_>) -> String {
    format!("stage `{}` is the one for everybody", stage.title())
}
