//! `expose-format`: EXPOSE names an address or a port of the host, which it can't set.

use super::place::report;
use super::ports::ports;
use crate::finding::{Applicability, Edit, Fix, Sink};
use crate::model::Dockerfile;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ExposeFormat {}

impl Rule for ExposeFormat {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for port in ports(file) {
            let (numbers, protocol) = match port.text.split_once('/') {
                Some((numbers, protocol)) => (numbers, Some(protocol)),
                None => (port.text.as_str(), None),
            };
            let Some((host, container)) = numbers.rsplit_once(':') else { continue };
            let (address, host_port) = host.rsplit_once(':').unwrap_or(("", host));
            // Without a port of the container's own it is no port at all, which `syntax-error` tells.
            if address.is_empty() && host_port.is_empty() || container.is_empty() {
                continue;
            }
            let what = if address.is_empty() { "a port" } else { "an address" };
            let message = format!("`{}` names {what} of the host, which is left out", port.text);
            let finding = report(file, sink, port.executed.cause(), port.span, message);
            let right = protocol.map_or_else(|| container.to_owned(), |protocol| format!("{container}/{protocol}"));
            finding
                .help(format!("Write `{right}`; whoever runs the container chooses the host's port with `--publish`."));
            if port.literal && port.executed.fired_by.is_none() {
                finding.fix(Fix {
                    message: format!("write `{right}`"),
                    applicability: Applicability::Safe,
                    edits: vec![Edit { span: port.span, replacement: right }],
                });
            }
        }
    }
}
