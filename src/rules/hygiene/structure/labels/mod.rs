//! The rules about LABEL. What labels an image has, and of which form, is said once, in the table of `label-missing`:
//!
//! ```toml
//! [rules.label-missing]
//! schema = { "org.opencontainers.image.source" = "url", "org.opencontainers.image.version" = "semver" }
//! strict = true
//! ```

mod empty;
mod format;
mod malformed;
mod missing;
mod unknown;

use crate::model::{Dockerfile, Place, Step};
use crate::parse::{Keyword, Pair};
use crate::rules::{Build, Entry, Rule};
use format::Format;
use malformed::Malformed;
use schemars::JsonSchema;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use toml::de::{Error, ValueDeserializer};

/// The rule whose table holds the schema.
const HOME: &str = "label-missing";

/// These rules, by id.
pub(super) const RULES: &[Entry] = &[
    Entry::new::<empty::LabelEmpty>("label-empty").with_options_of(HOME),
    Entry::new::<missing::LabelMissing>(HOME),
    of_format("label-not-email", |given| malformed(given, Format::Email)),
    of_format("label-not-hash", |given| malformed(given, Format::Hash)),
    of_format("label-not-license", |given| malformed(given, Format::Spdx)),
    of_format("label-not-semver", |given| malformed(given, Format::Semver)),
    of_format("label-not-time", |given| malformed(given, Format::Rfc3339)),
    of_format("label-not-url", |given| malformed(given, Format::Url)),
    Entry::new::<unknown::LabelUnknown>("label-unknown").with_options_of(HOME),
];

const fn of_format(id: &'static str, build: Build) -> Entry {
    Entry { build, ..Entry::new::<missing::LabelMissing>(id).with_options_of(HOME) }
}

fn malformed(given: Option<ValueDeserializer<'_>>, format: Format) -> Result<Box<dyn Rule>, Error> {
    let schema = given.map(Schema::deserialize).transpose()?.unwrap_or_default();
    Ok(Box::new(Malformed { schema, format }))
}

/// The options that the rules about labels share.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
struct Schema {
    /// The labels, and what their values look like.
    #[serde(rename = "schema")]
    labels: BTreeMap<String, Format>,
    /// Whether there may be no others.
    strict: bool,
}

impl Schema {
    /// What the value of a label looks like; `None` for a label that the schema does not know.
    fn format(&self, pair: &Pair<'_>) -> Option<Format> {
        self.labels.get(key(pair).as_ref()).copied()
    }
}

/// A LABEL of the file, with the place at which its variables are looked up: none before the first FROM.
struct Label<'m, 't> {
    step: &'m Step<'t>,
    place: Option<Place>,
}

/// Every LABEL, triggers left out.
fn labels<'m, 't>(file: &'m Dockerfile<'t>) -> impl Iterator<Item = Label<'m, 't>> {
    file.sections().flat_map(|(stage, steps)| {
        let found = steps.iter().enumerate().filter(|(_, step)| step.is(Keyword::Label));
        let place = move |step| stage.map(|stage| Place { stage: stage.index, step });
        found.map(move |(index, step)| Label { step, place: place(index) })
    })
}

/// The key of a pair, without quotes.
fn key<'t>(pair: &Pair<'t>) -> Cow<'t, str> {
    pair.name.literal().unwrap_or_else(|| pair.name.text())
}

/// The value of a pair; `None` where a variable hides it.
fn value<'t>(file: &Dockerfile<'t>, place: Option<Place>, pair: &Pair<'t>) -> Option<Cow<'t, str>> {
    let Some(word) = &pair.value else { return Some(Cow::Borrowed("")) };
    if let Some(literal) = word.literal() {
        return Some(literal);
    }
    let value = file.value(place?, word);
    value.is_known().then_some(Cow::Owned(value.text))
}
