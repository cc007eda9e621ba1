//! `script-outside-repository`: the build runs a script that does not live beside the Dockerfile.

mod judge;

use crate::finding::{Severity, Sink};
use crate::model::{Dockerfile, Download, Execution, FileOrigin, How, base_name};
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ScriptOutsideRepository {
    allowed_addresses: Vec<String>,
    common_installers: Vec<String>,
    own_organizations: Vec<String>,
}

impl Default for ScriptOutsideRepository {
    fn default() -> Self {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Self {
            allowed_addresses: Vec::new(),
            common_installers: owned(&["get-pip.py", "ez_setup.py"]),
            own_organizations: owned(&[
                "openedx",
                "openedx-unsupported",
                "edx",
                "edx-unsupported",
                "overhangio",
                "openfun",
            ]),
        }
    }
}

impl Rule for ScriptOutsideRepository {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let provenance = file.provenance();
        let served = judge::served(file);
        // One download is one cause, however often it is run.
        let mut runs: BTreeMap<usize, Vec<&Execution>> = BTreeMap::new();
        for execution in &provenance.executions {
            match &execution.origin {
                FileOrigin::Download { index, inside } => {
                    let download = &provenance.downloads[*index];
                    match self.spares(file, execution, download, *inside) {
                        None if *inside && served.contains(index) => {
                            sink.spare(execution.span, || "the download is the application itself");
                        }
                        Some(why) => sink.spare(execution.span, || why),
                        None => runs.entry(*index).or_default().push(execution),
                    }
                }
                FileOrigin::Image { span } if judge::is_script(execution, "") => report_image(execution, *span, sink),
                FileOrigin::Context { path, span, named: true } if judge::is_missing(file, execution, path) => {
                    report_missing(execution, path, *span, sink);
                }
                FileOrigin::Context { named: true, .. } => {
                    sink.spare(execution.span, || "it comes from the build context");
                }
                _ => {}
            }
        }
        for (index, executions) in &runs {
            self.report(file, &provenance.downloads[*index], executions, sink);
        }
        for permission in &provenance.permissions {
            let download = &provenance.downloads[permission.download];
            let known = runs.contains_key(&permission.download) || self.allows(&download.url);
            if !known && let Some(reader) = judge::runs_hooks(file, permission) {
                report_permission(permission.span, download, reader, sink);
            }
        }
    }
}

impl ScriptOutsideRepository {
    fn allows(&self, url: &str) -> bool {
        self.allowed_addresses.iter().any(|allowed| url.starts_with(allowed.as_str()))
    }

    fn report(&self, file: &Dockerfile<'_>, download: &Download, executions: &[&Execution], sink: &mut Sink) {
        let Some((first, others)) = executions.split_first() else { return };
        let from = source_name(&download.url);
        // A name that nothing tells is shown as it is written.
        let written = file.source.slice(first.span).trim_matches('"');
        let name = if first.text.contains("${") { written } else { base_name(&first.text) };
        let message = if first.how == How::Piped {
            format!("`{}` runs a script straight from {from}", first.text)
        } else {
            format!("the build runs `{name}`, which it downloads from {from}")
        };
        let finding = sink.report(first.span, message);
        if self.is_common(first, download) {
            finding.severity(Severity::Note);
        }
        finding.label(download.span, if download.clone { "cloned here" } else { "downloaded here" });
        for other in others {
            finding.label(other.span, "and run here");
        }
        finding.help(
            "Keep the script in the repository and `COPY` it, or install what it installs by `RUN` and a package manager.",
        );
    }

    /// The way to pip that many images know, and what else Python reads from a pipe.
    fn is_common(&self, execution: &Execution, download: &Download) -> bool {
        let python = execution.interpreter.as_deref().is_some_and(|name| name.starts_with("python"));
        let known = |name: &str| self.common_installers.iter().any(|installer| installer == name);
        python && execution.how == How::Piped || known(base_name(&execution.text)) || known(base_name(&download.url))
    }
}

fn report_image(execution: &Execution, span: Span, sink: &mut Sink) {
    let name = base_name(&execution.text);
    let finding = sink.report(execution.span, format!("the build runs `{name}`, which it copies out of another image"));
    finding.label(span, "it comes from this image");
    finding.help("Keep the script in the repository and `COPY` it from there, or write its commands as `RUN`.");
}

fn report_missing(execution: &Execution, path: &str, span: Span, sink: &mut Sink) {
    let message = format!("the build runs `{}`, which the repository does not hold", base_name(&execution.text));
    let finding = sink.report(execution.span, message);
    finding.label(span, format!("there is no `{path}`"));
    finding.help("Add the script to the repository, so that everybody can build the image and read what it does.");
}

fn report_permission(span: Span, download: &Download, reader: Span, sink: &mut Sink) {
    let from = source_name(&download.url);
    let message = format!("the build makes a script executable that it downloads from {from}");
    let finding = sink.report(span, message);
    finding.severity(Severity::Warning);
    finding.label(download.span, "downloaded here");
    finding.label(reader, "this may run it, as a hook of a package");
    finding.help("Keep the script in the repository and `COPY` it, or write its commands as `RUN`.");
}

/// How a message calls where a download comes from; without what may be a password in front of the host.
fn source_name(url: &str) -> String {
    match judge::host(url) {
        Some(host) => format!("`{host}`"),
        None => "elsewhere".to_owned(),
    }
}
