//! `untrusted-registry`: an image from a registry that is not in the list.

use crate::finding::Sink;
use crate::model::{Base, Dockerfile, ImageUse};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule with its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UntrustedRegistry {
    trusted_registries: Vec<String>,
}

impl Rule for UntrustedRegistry {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        if self.trusted_registries.is_empty() {
            return;
        }
        for image in &file.images {
            let Some(registry) = registry(image).filter(|registry| !self.trusts(registry)) else { continue };
            let message = format!("`{}` comes from `{registry}`", image.word.text());
            let finding = sink.report(image.word.span(), message);
            if let Some(origin) = image.value.origins.first() {
                finding.label(origin.span, "a part of it comes from here");
            }
            finding.help(format!("Take the image from one of: {}.", self.trusted_registries.join(", ")));
        }
    }
}

impl UntrustedRegistry {
    fn trusts(&self, registry: &str) -> bool {
        let matches = |host: &str| {
            self.trusted_registries.iter().any(|entry| match (entry.strip_prefix('*'), entry.strip_suffix('*')) {
                (Some(end), _) => host.ends_with(end),
                (None, Some(start)) => host.starts_with(start),
                (None, None) => host == entry,
            })
        };
        // Docker Hub goes by two names.
        matches(registry) || registry == "docker.io" && matches("hub.docker.com")
    }
}

/// The registry of what comes from one; `None` where a variable hides it.
fn registry<'m>(image: &'m ImageUse<'_>) -> Option<&'m str> {
    if matches!(image.target, Base::Stage(_) | Base::Scratch) {
        return None;
    }
    let text = &image.value.text;
    match text.split_once('/') {
        Some((first, _)) if image.value.is_known_to(first.len()) => {
            let host = first.contains(['.', ':']) || first == "localhost";
            Some(if host { first } else { "docker.io" })
        }
        None if image.value.is_known() => Some("docker.io"),
        _ => None,
    }
}
