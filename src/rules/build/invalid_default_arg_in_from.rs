//! `invalid-default-arg-in-from`: with the defaults of the ARGs, FROM names no image.

use super::place::report;
use crate::finding::Sink;
use crate::model::{Dockerfile, GapKind, PREDEFINED, Value, names_in};
use crate::parse::ImageName;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct InvalidDefaultArgInFrom {}

impl Rule for InvalidDefaultArgInFrom {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        if file.tree.templated {
            return;
        }
        for stage in &file.stages {
            let Some(word) = &stage.image else { continue };
            let Some(name) = built(&stage.image_value) else { return };
            if ImageName::parse(&name).is_some() {
                continue;
            }
            let variables = names_in(word);
            let shown = if name.is_empty() { "nothing".to_owned() } else { format!("`{name}`") };
            let message = if variables.is_empty() {
                format!("{shown} can't be the name of an image")
            } else {
                format!("with the defaults of the arguments, the image is {shown}, which is no image's name")
            };
            let finding = report(file, sink, stage.from, word.span(), message);
            for (variable, _) in &variables {
                if let Some(global) = file.global(variable) {
                    let said = if global.value.is_some() { "the default" } else { "has no default" };
                    finding.label(global.value_span.unwrap_or(global.pair.span), said);
                }
            }
            finding.help(match variables.iter().find(|(name, _)| !PREDEFINED.contains(&name.as_ref())) {
                Some((name, _)) => format!("Give `{name}` a default with which the name is whole."),
                None => "An image is named `repository`, `repository:tag` or `registry/repository:tag`.".to_owned(),
            });
        }
    }
}

/// The name as a build without arguments makes it, on the commonest machine; `None` where BuildKit would refuse to.
fn built(value: &Value) -> Option<String> {
    let mut name = value.text.clone();
    for gap in value.gaps.iter().rev() {
        let given = match gap.kind {
            GapKind::Opaque => return None,
            GapKind::Predefined if gap.name.ends_with("PLATFORM") => "linux/amd64",
            GapKind::Predefined if gap.name.ends_with("OS") => "linux",
            GapKind::Predefined if gap.name.ends_with("ARCH") => "amd64",
            GapKind::Predefined if gap.name.ends_with("STAGE") => "default",
            _ => "",
        };
        name.insert_str(gap.at, given);
    }
    Some(name)
}
