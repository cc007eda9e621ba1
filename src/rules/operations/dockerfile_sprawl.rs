//! `dockerfile-sprawl`: several Dockerfiles of one application, told apart by their names, each from the ground up.
//!
//! ```text
//! Dockerfile                      the application
//! Dockerfile-38                   the same, for another version of Python
//! docker/Dockerfile.dev           the same, for another environment
//! docker/images/dev/Dockerfile    none of them, if it is `FROM notes`: what it is built on it does not copy
//! Dockerfile-node                 another one
//! ```

use super::alone::alone;
use crate::finding::Sink;
use crate::repo::{Repository, Service};
use crate::rules::Rule;
use crate::text::Source;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The rule, and its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct DockerfileSprawl {
    /// Parts of names that tell apart images of one application; versions are known by their digits.
    variants: Vec<String>,
}

impl Default for DockerfileSprawl {
    fn default() -> Self {
        let words = [
            "alpine",
            "bionic",
            "bookworm",
            "bullseye",
            "buster",
            "debug",
            "dev",
            "devel",
            "development",
            "devstack",
            "focal",
            "jammy",
            "local",
            "noble",
            "prod",
            "production",
            "sandbox",
            "slim",
            "stage",
            "staging",
            "test",
            "testing",
            "tests",
            "trixie",
            "xenial",
        ];
        Self { variants: words.map(str::to_owned).to_vec() }
    }
}

impl Rule for DockerfileSprawl {
    fn check_service(&self, _service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        // By application; in each, what bears no mark of a variant comes first.
        let mut applications: BTreeMap<Vec<&str>, BTreeSet<(usize, &str)>> = BTreeMap::new();
        for path in repository.dockerfiles() {
            let (application, marks) = self.application(path);
            applications.entry(application).or_default().insert((marks, path));
        }
        for paths in applications.into_values().filter(|paths| paths.len() > 1) {
            let texts = paths.into_iter().filter_map(|(_, path)| repository.text(path));
            let sources = from_one_ground(texts.collect(), sink);
            let [first, second, others @ ..] = sources.as_slice() else { continue };
            let message = format!("`{}` and `{}` build one application", first.path(), second.path());
            let finding = sink.report_in(second, second.first_line(), message);
            finding.label_in(Arc::clone(first), first.first_line(), "the first of them");
            for other in others {
                finding.label_in(Arc::clone(other), other.first_line(), "another one");
            }
            finding.help(
                "Make one Dockerfile of them: an `ARG` with a default chooses a version, a stage holds what only tests \
                 need, and environments differ by their configuration.",
            );
        }
    }

    fn wants_repository(&self) -> bool {
        true
    }
}

/// What an image goes back to.
#[derive(PartialEq, Eq)]
enum Ground {
    /// An operating system or a language: all of the application comes on top.
    Foundation,
    /// An image of this name, which may hold the application.
    Image(String),
    /// It can't be told.
    Unknown,
}

impl Ground {
    /// What the default target of `source` goes back to.
    fn of(source: &Arc<Source>) -> Self {
        alone(source, |file| {
            let Some(target) = file.default_target() else { return Self::Unknown };
            if file.on_foundation()[target.index] {
                return Self::Foundation;
            }
            file.root_image(target).map_or(Self::Unknown, |image| Self::Image(image.repository.to_owned()))
        })
    }
}

/// Those of `sources` that begin with the same: with a foundation if any does, since what begins with another image then
/// may be built on top of the others; else with the image that the first begins with.
fn from_one_ground(sources: Vec<Arc<Source>>, sink: &mut Sink) -> Vec<Arc<Source>> {
    let with_ground: Vec<_> = sources.into_iter().map(|source| (Ground::of(&source), source)).collect();
    let is_known = |(ground, _): &&(Ground, _)| *ground != Ground::Unknown;
    let is_foundation = |(ground, _): &&(Ground, _)| *ground == Ground::Foundation;
    let first = with_ground.iter().find(is_foundation).or_else(|| with_ground.iter().find(is_known));
    let Some((shared, _)) = first else { return Vec::new() };
    let (same, others): (Vec<_>, Vec<_>) = with_ground.iter().partition(|(ground, _)| ground == shared);
    for (ground, source) in others {
        sink.spare_in(source, source.first_line(), || match ground {
            Ground::Image(name) => format!("it is built on top of `{name}`, and copies nothing of that"),
            Ground::Foundation | Ground::Unknown => "it can't be told which image it is built on".to_owned(),
        });
    }
    same.into_iter().map(|(_, source)| Arc::clone(source)).collect()
}

impl DockerfileSprawl {
    /// What the Dockerfile at `path` builds, by its folders and the parts of its name that are no variant's; and how many
    /// parts are.
    fn application<'p>(&self, path: &'p str) -> (Vec<&'p str>, usize) {
        let silent = ["", "docker", "dockerfile", "dockerfiles", "containerfile"];
        let mut above = "";
        let parts = path.split(['/', '.', '-', '_']).filter(|&part| {
            // By itself, a folder `images` may be an application's.
            let says_nothing = silent.iter().any(|word| part.eq_ignore_ascii_case(word))
                || part == "images" && above.eq_ignore_ascii_case("docker");
            above = part;
            !says_nothing
        });
        let (variants, own): (Vec<&str>, Vec<&str>) = parts.partition(|part| self.is_variant(part));
        (own, variants.len())
    }

    fn is_variant(&self, part: &str) -> bool {
        let version = part.strip_prefix("python").or(part.strip_prefix("py")).unwrap_or(part);
        version.bytes().all(|byte| byte.is_ascii_digit())
            || self.variants.iter().any(|word| word.eq_ignore_ascii_case(part))
    }
}
