//! What kind of image a stage goes back to: an operating system or a language, or an image with an application in it.
//!
//! ```text
//! FROM docker.io/library/python:3.12-slim      a foundation
//! FROM acme/focal-common:latest                a foundation, of an organisation's own
//! FROM acme/openedx:18.0.0                     an application, built upon
//! ```

use super::stage::{Base, Stage};
use super::{Dockerfile, GapKind, Value};
use crate::parse::ImageName;

/// Names, and words in names, of images that hold an operating system or a language and no application.
const FOUNDATIONS: &[&str] = &[
    "almalinux",
    "alpine",
    "amazonlinux",
    "bionic",
    "bookworm",
    "bullseye",
    "buster",
    "centos",
    "debian",
    "fedora",
    "focal",
    "golang",
    "jammy",
    "miniconda",
    "noble",
    "node",
    "openjdk",
    "oraclelinux",
    "php",
    "precise",
    "pypy",
    "python",
    "rockylinux",
    "ruby",
    "rust",
    "trusty",
    "ubi",
    "ubuntu",
    "uv",
    "xenial",
];

impl Dockerfile<'_> {
    /// By index, whether a stage goes back to an image of an operating system or a language. `false` too where that can't
    /// be told.
    pub fn on_foundation(&self) -> &[bool] {
        self.foundations.get_or_init(|| self.stages_on_foundation())
    }

    /// The image that `stage` goes back to; `None` where its name can't be told, though its tag may not be known.
    pub fn root_image<'m>(&'m self, stage: &'m Stage<'_>) -> Option<ImageName<'m>> {
        ImageName::parse(named(&self.root(stage).image_value)?)
    }

    fn stages_on_foundation(&self) -> Vec<bool> {
        let mut known: Vec<bool> = Vec::with_capacity(self.stages.len());
        for stage in &self.stages {
            let on = match stage.parent() {
                Some(parent) => known.get(parent).copied().unwrap_or(false),
                None => is_foundation(stage),
            };
            known.push(on);
        }
        known
    }
}

/// The name of an image whose repository is known, though its tag may not be, and with it whether the reference is valid.
pub(super) fn named(value: &Value) -> Option<&str> {
    if value.gaps.iter().any(|gap| gap.kind == GapKind::Opaque) {
        return None;
    }
    let text = value.text.trim_end_matches(['@', ':']);
    let image = ImageName::parse(text)?;
    // It is a slice of the text.
    let end = image.repository.as_ptr() as usize - value.text.as_ptr() as usize + image.repository.len();
    value.is_known_to(end).then_some(text)
}

fn is_foundation(stage: &Stage<'_>) -> bool {
    if stage.base != Base::Image {
        return false;
    }
    let Some(image) = named(&stage.image_value).and_then(ImageName::parse) else { return false };
    let name = image.repository.rsplit('/').next().unwrap_or(image.repository);
    name.split(['-', '_']).any(|word| {
        let word = word.trim_end_matches(|ch: char| ch.is_ascii_digit());
        FOUNDATIONS.binary_search(&word).is_ok()
    })
}

#[cfg(test)]
mod tests {
    use super::FOUNDATIONS;

    #[test]
    fn the_list_of_foundations_is_sorted_for_its_search() {
        assert!(FOUNDATIONS.is_sorted());
    }
}
