//! `insecure-setting-default`: production can run on a secret that everybody can read.
//!
//! ```text
//! SECRET_KEY = environ.get("NOTES_SECRET_KEY", "insecure")    signs sessions: any value that is known is a door
//! DATABASES = {"default": {"PASSWORD": "password"}}           opens something by itself
//! OAUTH2_SECRET = "replace-me"                                a placeholder that opens nothing
//! ```

use super::names::{has_word, owned};
use super::signing::{self, Keys};
use crate::finding::Sink;
use crate::model::names_credential;
use crate::repo::settings::{Classes, DEVELOPMENT, Definition, Module, Value, ValueKind};
use crate::repo::{Repository, Service};
use crate::rules::Rule;
use crate::text::{Source, Span};
use schemars::JsonSchema;
use serde::Deserialize;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct InsecureSettingDefault {
    /// Words of modules and classes that never run in production.
    development: Vec<String>,
    /// Settings whose values are no secrets.
    allowed: Vec<String>,
}

impl Default for InsecureSettingDefault {
    fn default() -> Self {
        Self { development: owned(&DEVELOPMENT), allowed: Vec::new() }
    }
}

impl Rule for InsecureSettingDefault {
    fn wants_repository(&self) -> bool {
        true
    }

    fn check_service(&self, _service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        let settings = repository.settings();
        let mut reported = BTreeSet::new();
        // Looked for where something may be one.
        let keys = LazyCell::new(|| signing::keys(repository));
        for package in &settings.packages {
            for start in package.in_production(|module| has_word(module, &self.development)) {
                let modules = settings.loaded(package, start);
                for (module, definition) in self.in_force(&modules) {
                    if reported.insert((module.path.as_str(), definition.span)) {
                        self.judge(module, definition, &modules, &keys, sink);
                    }
                }
            }
        }
    }
}

impl InsecureSettingDefault {
    /// What each setting is set to in the end when `modules` are loaded: the last definition that surely runs, in each class
    /// that production starts with.
    fn in_force<'s>(&self, modules: &[&'s Module]) -> Vec<(&'s Module, &'s Definition)> {
        // Without a definition: one of several is, and which is not known.
        let mut last = BTreeMap::new();
        for module in modules {
            for definition in module.definitions.iter().filter(|it| it.sets() && it.replaces) {
                let sure = (!definition.conditional).then_some((*module, definition));
                last.insert((definition.class.as_deref(), definition.name.as_str()), sure);
            }
        }
        let classes = Classes::of(modules);
        let mut names: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (class, name) in last.keys().filter_map(|(class, name)| Some(((*class)?, *name))) {
            names.entry(class).or_default().push(name);
        }
        let mut in_force = BTreeSet::new();
        for start in classes.in_production(|class| self.is_development(class)) {
            let mut set = BTreeSet::new();
            for class in classes.lineage(start) {
                let own = names.get(class).into_iter().flatten().copied().filter(|name| set.insert(*name));
                in_force.extend(own.map(|name| (class, name)));
            }
        }
        let counts = |class: Option<&str>, name| class.is_none_or(|class| in_force.contains(&(class, name)));
        last.into_iter().filter(|((class, name), _)| counts(*class, name)).filter_map(|(_, found)| found).collect()
    }

    /// `Development`, `ContinuousIntegration`, `TestCase`.
    fn is_development(&self, class: &str) -> bool {
        let lower = class.to_lowercase();
        self.development.iter().any(|word| lower.starts_with(word.as_str()))
            || lower.starts_with("continuousintegration")
    }

    fn judge(
        &self,
        module: &Module,
        definition: &Definition,
        loaded: &[&Module],
        keys: &LazyCell<Keys, impl FnOnce() -> Keys>,
        sink: &mut Sink,
    ) {
        let Some(value) = definition.value.as_ref().filter(|_| !self.allowed.contains(&definition.name)) else {
            return;
        };
        let mut found = Vec::new();
        secrets(&definition.name, value, false, &mut found);
        // What is a placeholder elsewhere is a key if the code signs with it.
        let key = match placeholder(&definition.name, value) {
            Some(secret) if found.is_empty() => {
                let key = keys.get(&definition.name);
                found.extend(key.is_some().then_some(secret));
                key
            }
            _ => None,
        };
        // With that value, production does not start.
        let refused = |secret: &Secret<'_>| {
            let text = module.source.slice(inside(&module.source, secret.span));
            loaded.iter().flat_map(|module| &module.checks).any(|check| check.refuses(&definition.name, text))
        };
        found.retain(|secret| !refused(secret));
        let Some((first, rest)) = found.split_first() else { return };
        let verb = if first.is_fallback { "falls back to" } else { "is" };
        let subject = if first.name == definition.name {
            format!("`{}` {verb}", definition.name)
        } else {
            format!("`{}` in `{}` {verb}", first.name, definition.name)
        };
        let message = format!("{subject} a value that everybody who has the code can read");
        let finding = sink.report_in(&module.source, inside(&module.source, first.span), message);
        finding.mask(inside(&module.source, first.span));
        if let Some((source, span)) = key {
            finding.label_in(Arc::clone(source), *span, "and what is signed with it is believed here");
        }
        for secret in rest {
            let span = inside(&module.source, secret.span);
            finding
                .label(span, format!("so {} `{}`", if secret.is_fallback { "does" } else { "is" }, secret.name))
                .mask(span);
        }
        finding.help(
            "Let it have no default: an operator provides it in the configuration file, and the application does not start \
             without it. Development and tests set theirs in `devstack.yml` and `test.yml`.",
        );
    }
}

/// A secret in a value.
struct Secret<'v> {
    /// The setting, or the key in it.
    name: &'v str,
    span: Span,
    is_fallback: bool,
}

/// Gather what is secret in `value`, which is called `name`.
fn secrets<'v>(name: &'v str, value: &'v Value, is_fallback: bool, found: &mut Vec<Secret<'v>>) {
    match &value.kind {
        ValueKind::Text(text) if is_open(name, text) => found.push(Secret { name, span: value.span, is_fallback }),
        ValueKind::Environment { default: Some(default), .. }
        | ValueKind::Configured { default: Some(default), .. } => {
            secrets(name, default, true, found);
        }
        ValueKind::Mapping(entries) => {
            for (key, value) in entries {
                secrets(key.as_deref().unwrap_or(""), value, is_fallback, found);
            }
        }
        ValueKind::Sequence(items) => items.iter().for_each(|item| secrets(name, item, is_fallback, found)),
        _ => {}
    }
}

/// The value of a setting that is called after a secret, if it is a text.
fn placeholder<'v>(name: &'v str, value: &'v Value) -> Option<Secret<'v>> {
    let (value, is_fallback) = match &value.kind {
        ValueKind::Environment { default: Some(default), .. }
        | ValueKind::Configured { default: Some(default), .. } => (default.as_ref(), true),
        _ => (value, false),
    };
    let is_text = matches!(&value.kind, ValueKind::Text(text) if !text.is_empty());
    (is_text && names_credential(name)).then_some(Secret { name, span: value.span, is_fallback })
}

/// Whether knowing `text` is enough to get in.
fn is_open(name: &str, text: &str) -> bool {
    if text.contains("PRIVATE KEY-----") {
        return true;
    }
    if text.is_empty() || !names_credential(name) {
        return false;
    }
    // Whoever knows it signs what the application believes, placeholder or not.
    SIGNS.contains(&name) || opens(&name.to_uppercase(), text)
}

/// Settings, and keys of `JWT_AUTH`, that sign or encrypt. In lower case they are somebody else's: a shop's `secret_key`.
const SIGNS: &[&str] =
    &["FERNET_KEY", "FERNET_KEYS", "JWT_SECRET", "JWT_SECRET_KEY", "SECRET_KEY", "SECRET_KEY_FALLBACKS", "SIGNING_KEY"];

/// Whether it is a password that somebody could have left as it is, or a key that was made for a purpose.
fn opens(upper: &str, text: &str) -> bool {
    if text.contains(' ') || text.contains("://") {
        return false;
    }
    // That of an account for e-mail opens nothing here.
    if upper.ends_with("PASSWORD") && !upper.starts_with("EMAIL_") {
        return true;
    }
    let digits = text.chars().any(|ch| ch.is_ascii_digit());
    let letters = text.chars().any(|ch| ch.is_ascii_alphabetic());
    digits && letters && text.len() >= 20 && !text.contains(['-', '.', '/'])
}

/// The bytes of a string between its quotes.
fn inside(source: &Source, span: Span) -> Span {
    let text = source.slice(span);
    let Some(open) = text.find(['"', '\'']) else { return span };
    let quote = text.as_bytes()[open];
    let tripled = text.as_bytes()[open..].starts_with(&[quote; 3]);
    let width = if tripled { 3 } else { 1 };
    if !text.ends_with(quote as char) || text.len() < open + 2 * width {
        return span;
    }
    let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(span.start + place(open + width), span.end - place(width))
}
