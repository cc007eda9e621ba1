//! The rules: what they see, and the list of them. A rule is its page under `rules/`, its file here, and two lines in
//! its group's list.

use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::repo::{Recipes, Repository, Service};
use schemars::{JsonSchema, generate::SchemaSettings};
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, Error};
use serde_json::Value;
use toml::de::ValueDeserializer;

pub mod build;
pub mod declared;
pub mod hygiene;
pub mod image;
pub mod operations;
pub mod settings;

/// A check. Rules are built once, from their options, before the first file is read, and shared between threads.
pub trait Rule: Send + Sync {
    /// Judge one Dockerfile.
    fn check(&self, _file: &Dockerfile<'_>, _sink: &mut Sink) {}

    /// Judge what one Makefile or workflow runs; asked only where [`Rule::wants_recipes`].
    fn check_recipes(&self, _recipes: &Recipes<'_>, _sink: &mut Sink) {}

    /// Whether the rule looks at Makefiles and workflows. They are read only if a selected rule does.
    fn wants_recipes(&self) -> bool {
        false
    }

    /// Judge the repository of `service` as a whole; asked only where [`Rule::wants_repository`]. What `sink` takes
    /// stands where the repository says that it is a service, or with [`Sink::report_in`] in any of its files.
    fn check_service(&self, _service: &Service, _repository: &Repository<'_>, _sink: &mut Sink) {}

    /// Whether the rule looks at repositories. They are read only if a selected rule does.
    fn wants_repository(&self) -> bool {
        false
    }
}

/// Builds a rule from its options.
pub type Build = fn(Option<ValueDeserializer<'_>>) -> Result<Box<dyn Rule>, toml::de::Error>;

/// A rule in the list: its id, how it is built, and from what options.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The id of its page.
    pub id: &'static str,
    /// The id of the rule whose table in the configuration holds its options: its own, unless several rules share theirs.
    pub home: &'static str,
    /// Builds the rule from the options of the configuration; an error tells the place in the configuration's text.
    pub build: Build,
    /// The JSON schema of its options, with their defaults.
    pub options: fn() -> Value,
}

impl Entry {
    /// A rule whose type is at the same time its options.
    pub const fn new<R: Rule + Default + DeserializeOwned + JsonSchema + 'static>(id: &'static str) -> Self {
        Self {
            id,
            home: id,
            build: |options| {
                Ok(match options {
                    Some(options) => Box::new(R::deserialize(options)?),
                    None => Box::new(R::default()),
                })
            },
            options: || {
                let mut settings = SchemaSettings::draft2020_12();
                settings.meta_schema = None;
                settings.inline_subschemas = true;
                settings.into_generator().into_root_schema_for::<R>().to_value()
            },
        }
    }

    /// The same, with its options in the table of the rule `home`.
    pub const fn with_options_of(self, home: &'static str) -> Self {
        Self { home, ..self }
    }
}

/// Every built-in rule.
pub fn all() -> impl Iterator<Item = &'static Entry> {
    let first = image::RULES.iter().chain(settings::RULES).chain(operations::RULES);
    first.chain(build::RULES).chain(hygiene::rules())
}

/// Reads an option that is a share of something.
fn share<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
    let value = f64::deserialize(deserializer)?;
    if (0.0..=1.0).contains(&value) { Ok(value) } else { Err(D::Error::custom("a share is from 0.0 to 1.0")) }
}
