//! `private-source`: code or packages fetched from where not everybody can.

mod address;
mod places;

use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::rules::Rule;
use crate::text::{Source, Span};
use address::Fault;
use regex::Regex;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// The rule with its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(try_from = "Options")]
pub(super) struct PrivateSource {
    #[schemars(skip)]
    private: Vec<Regex>,
}

#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    private_hosts: Vec<String>,
}

impl TryFrom<Options> for PrivateSource {
    type Error = regex::Error;

    fn try_from(options: Options) -> Result<Self, regex::Error> {
        let private = options.private_hosts.iter().map(|pattern| Regex::new(pattern)).collect::<Result<_, _>>()?;
        Ok(Self { private })
    }
}

/// A place that names an address.
struct Use {
    fault: Fault,
    span: Span,
    /// Where the address, or the variable in it, is defined.
    defined: Option<(Span, String)>,
    /// The file of the context that holds the address, and where in it.
    inside: Option<(Arc<Source>, Span)>,
}

impl Rule for PrivateSource {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let mut causes: Vec<(String, Vec<Use>)> = Vec::new();
        let mut known = std::collections::HashMap::new();
        for found in places::uses(self, file, sink) {
            let cause = match &found.fault {
                // An index is one cause wherever it is named; each clone is one of its own.
                Fault::Host(host, _) => host.clone(),
                Fault::Ssh(_) | Fault::Credential(..) => file.source.slice(found.span).to_owned(),
            };
            let index = *known.entry(cause.clone()).or_insert_with(|| {
                causes.push((cause, Vec::new()));
                causes.len() - 1
            });
            causes[index].1.push(found);
        }
        for (_, uses) in &causes {
            report(uses, sink);
        }
    }
}

fn report(uses: &[Use], sink: &mut Sink) {
    let Some((first, others)) = uses.split_first() else { return };
    let (message, note, help) = match &first.fault {
        Fault::Ssh(host) => (
            format!("the build fetches from `{host}` by SSH, which asks for a key"),
            String::new(),
            "Fetch it by `https://` from a public repository; keep what is private for a Dockerfile built on top.",
        ),
        Fault::Host(host, why) => (
            format!("the build fetches from `{host}`, which not everybody can reach"),
            format!("`{host}` is {why}"),
            "Fetch from a public place by default, and let an operator give another one by `--build-arg`.",
        ),
        Fault::Credential(host, name) => (
            format!("the build fetches from `{host}` with the credential in `{name}`"),
            String::new(),
            "Fetch it from a public repository without a credential; keep what is private for a Dockerfile built on top.",
        ),
    };
    let finding = sink.report(first.span, message);
    finding.note(note).help(help);
    if let Some((span, remark)) = &first.defined {
        finding.label(*span, remark);
    }
    if let Some((source, span)) = &first.inside {
        finding.label_in(Arc::clone(source), *span, "the address stands here");
    }
    for other in others.iter().take(5) {
        finding.label(other.span, "also here");
    }
}
