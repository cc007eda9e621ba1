//! `constant-platform`: FROM has a fixed platform, so that the image is for that one alone.

use super::place::report;
use crate::finding::Sink;
use crate::model::{Dockerfile, Platform, names_in};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ConstantPlatform {}

impl Rule for ConstantPlatform {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for stage in &file.stages {
            let Some(flag) = stage.from.flag("platform") else { continue };
            let Some(value) = flag.value().filter(|value| names_in(value).is_empty()) else { continue };
            let Some(platform) = value.literal().and_then(|text| Platform::parse(&text)) else { continue };
            let name = stage.name.as_ref().map(|name| name.text().to_lowercase()).unwrap_or_default();
            if name.contains(&platform.os) || name.contains(&platform.architecture) {
                continue;
            }
            let message = format!("the platform is fixed: `{}`, whatever the build asks for", value.text());
            report(file, sink, stage.from, flag.span(), message).help(
                "Remove the flag, use `$BUILDPLATFORM` or `$TARGETPLATFORM`, or name the stage after the platform.",
            );
        }
    }
}
