//! `expose-protocol-casing`: a protocol in EXPOSE has capitals.

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
pub(super) struct ExposeProtocolCasing {}

impl Rule for ExposeProtocolCasing {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for port in ports(file) {
            let Some((number, protocol)) = port.text.split_once('/') else { continue };
            let lower = protocol.to_lowercase();
            // Docker knows no other protocols, and refuses these in any case.
            if protocol == lower || !["tcp", "udp", "sctp"].contains(&lower.as_str()) {
                continue;
            }
            let message = format!("the protocol `{protocol}` has capitals");
            let finding = report(file, sink, port.executed.cause(), port.span, message);
            finding.help(format!("Write `{lower}`."));
            if port.literal && port.executed.fired_by.is_none() {
                finding.fix(Fix {
                    message: format!("write `{lower}`"),
                    applicability: Applicability::Safe,
                    edits: vec![Edit { span: port.span, replacement: format!("{number}/{lower}") }],
                });
            }
        }
    }
}
