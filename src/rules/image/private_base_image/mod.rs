//! `private-base-image`: images that not everybody can pull.

mod hosts;
mod official;

use crate::finding::{Finding, Severity, Sink};
use crate::model::{Base, DefinitionKind, Dockerfile, ImageUse, UseKind, Value, why_private};
use crate::parse::ImageName;
use crate::rules::Rule;
use regex::Regex;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The rule with its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(try_from = "Options")]
pub(super) struct PrivateBaseImage {
    options: Options,
    #[schemars(skip)]
    private: Vec<Regex>,
}

#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Options {
    public_registries: Vec<String>,
    extra_public_registries: Vec<String>,
    private_registries: Vec<String>,
    official_images: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Self {
            public_registries: owned(hosts::PUBLIC),
            extra_public_registries: Vec::new(),
            private_registries: Vec::new(),
            official_images: owned(official::IMAGES),
        }
    }
}

impl TryFrom<Options> for PrivateBaseImage {
    type Error = regex::Error;

    fn try_from(options: Options) -> Result<Self, regex::Error> {
        let private = options.private_registries.iter().map(|pattern| Regex::new(pattern)).collect::<Result<_, _>>()?;
        Ok(Self { options, private })
    }
}

/// Why an image can't be had.
enum Verdict {
    /// Its host is private for sure.
    Private { host: String, why: &'static str },
    /// Nobody but the project can tell.
    Unknown { host: String },
    /// Docker Hub publishes nothing under this name.
    Local { name: String },
}

impl Rule for PrivateBaseImage {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        // One cause is one finding: the same image elsewhere is a label.
        let mut found: BTreeMap<&str, (Verdict, Vec<&ImageUse<'_>>)> = BTreeMap::new();
        let mut order = Vec::new();
        for image in &file.images {
            if image.target != Base::Image {
                continue;
            }
            if !file.stages[image.stage].reached {
                sink.spare(image.word.span(), || "the default target does not reach this stage");
                continue;
            }
            if let Some((_, uses)) = found.get_mut(image.value.text.as_str()) {
                uses.push(image);
                continue;
            }
            match self.judge(&image.value, file.tree.templated) {
                Ok(verdict) => {
                    order.push(image.value.text.as_str());
                    found.insert(&image.value.text, (verdict, vec![image]));
                }
                Err(why) => sink.spare(image.word.span(), || why),
            }
        }
        for name in order {
            if let Some((verdict, uses)) = found.get(name) {
                report(verdict, uses, file, sink);
            }
        }
    }
}

impl PrivateBaseImage {
    /// What is wrong with an image, or why nothing is.
    fn judge(&self, value: &Value, templated: bool) -> Result<Verdict, &'static str> {
        let host_end = value.text.find('/').unwrap_or(value.text.len());
        if !value.is_known_to(host_end) {
            return Err("its registry can't be told");
        }
        // What stands behind the host may be unknown; the host alone is judged then.
        let text = if value.is_known() { value.text.clone() } else { format!("{}/x", &value.text[..host_end]) };
        let Some(image) = ImageName::parse(&text) else { return Err("it is no image's name") };
        let host = image.host().to_lowercase();
        let is_public = |entry: &String| hosts::matches(entry, &host, image.repository);
        let public = self.options.public_registries.iter().chain(&self.options.extra_public_registries).any(is_public);
        if self.private.iter().any(|pattern| pattern.is_match(&host)) {
            return Ok(Verdict::Private { host, why: "private, the project's configuration says" });
        }
        if public {
            return self.judge_public(&image, value, templated);
        }
        Ok(match image.registry.and_then(why_private) {
            Some(why) => Verdict::Private { host, why },
            None => Verdict::Unknown { host },
        })
    }

    /// On Docker Hub, names of one component are official images; anything else is a local tag.
    fn judge_public(&self, image: &ImageName<'_>, value: &Value, templated: bool) -> Result<Verdict, &'static str> {
        let name = image.short_repository();
        let local = image.registry.is_none() && value.is_known() && !name.contains('/');
        if !local {
            Err("everybody can pull from its registry")
        } else if self.options.official_images.iter().any(|official| official == name) {
            Err("it is an official image of Docker Hub")
        } else if templated {
            Err("it may be the name of a stage that a template's tags hide")
        } else {
            Ok(Verdict::Local { name: name.to_owned() })
        }
    }
}

/// How many stages are named, where one may be meant.
const MOST_NAMES: usize = 5;

fn report(verdict: &Verdict, uses: &[&ImageUse<'_>], file: &Dockerfile<'_>, sink: &mut Sink) {
    let Some((first, others)) = uses.split_first() else { return };
    let shown = &first.value.text;
    let (severity, message, note, help, host) = match verdict {
        Verdict::Private { host, why } => (
            Severity::Error,
            format!("image `{shown}` comes from a private registry"),
            format!("`{host}` is {why}"),
            "Build on a public image, and keep what is private in a Dockerfile of your own on top of this one.",
            host,
        ),
        Verdict::Unknown { host } => (
            Severity::Warning,
            format!("image `{shown}` comes from a registry that is not known to be public"),
            String::new(),
            "If everybody can pull from it, name it in the option `extra-public-registries`; else build on a public image.",
            host,
        ),
        Verdict::Local { name } => (
            Severity::Warning,
            format!("image `{shown}` is not published under this name"),
            "no official image of Docker Hub, so a tag on somebody's machine".to_owned(),
            "Name the image with its organisation, as it is published, or build it in a stage of this file.",
            name,
        ),
    };
    let finding = sink.report(first.word.span(), message);
    finding.severity(severity).note(note);
    if matches!(verdict, Verdict::Local { .. }) && first.kind != UseKind::From {
        stages_instead(file, finding);
    }
    finding.help(help);
    let source = std::sync::Arc::clone(&finding.primary.source);
    // The definition that brings the host; where none does, the one that brings a part of the name.
    let origins = || first.value.origins.iter();
    let decided =
        origins().find(|origin| source.slice(origin.span).contains(host.as_str())).or_else(|| origins().next());
    if let Some(origin) = decided {
        let kind = if origin.kind == DefinitionKind::Arg { "default" } else { "value" };
        finding.label(origin.span, format!("the {kind} of `{}`", origin.name));
    }
    for other in others {
        finding.label(other.word.span(), "also here");
    }
}

/// The stages of which one may be meant.
fn stages_instead(file: &Dockerfile<'_>, finding: &mut Finding) {
    let names = file.stages.iter().filter_map(|stage| stage.name.as_ref()).take(MOST_NAMES);
    let names: Vec<String> = names.map(|name| format!("`{}`", name.text())).collect();
    if !names.is_empty() {
        finding.help(format!("No stage has this name; if one is meant, there is {}.", names.join(", ")));
    }
}
