//! `base-image-platform`: FROM asks for a platform that the image surely is not for.

use super::place::report;
use crate::finding::Sink;
use crate::model::{Base, Dockerfile, Platform, Stage};
use crate::parse::ImageName;
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule; it has no options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct BaseImagePlatform {}

impl Rule for BaseImagePlatform {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for stage in &file.stages {
            let (Some(wanted), Some(word)) = (platform(stage), &stage.image) else { continue };
            let base = match stage.base {
                Base::Stage(parent) => platform(&file.stages[parent]).filter(|parent| *parent != wanted),
                Base::Image if stage.image_value.is_known() => {
                    let image = ImageName::parse(&stage.image_value.text);
                    image.and_then(|image| wanted.contradicted_by(&image))
                }
                _ => None,
            };
            let Some(base) = base else { continue };
            let message = format!("`{}` is for {base}, and `--platform` asks for {wanted}", word.text());
            report(file, sink, stage.from, word.span(), message)
                .help("Name the image that is there for several platforms, or ask for the platform that it has.");
        }
    }
}

/// The platform that a stage's FROM fixes.
fn platform(stage: &Stage<'_>) -> Option<Platform> {
    Platform::parse(&stage.from.flag("platform")?.value()?.literal()?)
}
