//! Several files as one configuration: the nearest one, and those that it extends.

use super::problem::Mistakes;
use super::{Config, FailOn, PerFile, Placed, ShellJudge, Text};
use crate::catalog::Catalog;
use crate::finding::{CONFIGURATION, Finding, Severity, Sink};
use crate::text::{Source, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value, and the layer that it comes from.
#[derive(Clone, Copy, Debug)]
pub struct Layered<'l, T: ?Sized> {
    /// Index of the layer, the nearest being 0.
    pub layer: usize,
    /// The value.
    pub value: &'l T,
}

/// An option of a rule, and where its value stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OptionKey<'l> {
    /// The rule's id.
    pub rule: &'l str,
    /// The option.
    pub key: &'l str,
    /// Index of the layer that sets it.
    pub layer: usize,
    /// The value's bytes there.
    pub span: Span,
}

/// A `context`, and for which files it is said.
#[derive(Clone, Copy, Debug)]
pub struct ContextKey<'l> {
    /// Index of the layer that says it.
    pub layer: usize,
    /// The globs of its `[[per-file]]` table; all files where it stands in none.
    pub paths: Option<&'l [Text]>,
    /// The directory, relative to the layer's.
    pub directory: &'l Text,
}

/// The files of a configuration, from the nearest one to the last one that is extended, each with its text.
#[derive(Debug, Default)]
pub struct Layers<'s> {
    layers: Vec<(&'s Arc<Source>, Config<'s>)>,
}

impl<'s> Layers<'s> {
    /// Layers from the nearest one on.
    pub fn new(layers: Vec<(&'s Arc<Source>, Config<'s>)>) -> Self {
        Self { layers }
    }

    /// The text of a layer.
    pub fn source(&self, layer: usize) -> &'s Arc<Source> {
        self.layers[layer].0
    }

    /// The text of the nearest layer, if there is one.
    pub fn nearest(&self) -> Option<&'s Arc<Source>> {
        self.layers.first().map(|(source, _)| *source)
    }

    fn configs(&self) -> impl Iterator<Item = (usize, &Config<'s>)> {
        self.layers.iter().map(|(_, config)| config).enumerate()
    }

    fn first<T>(&self, value: impl for<'c> Fn(&'c Config<'s>) -> Option<&'c T>) -> Option<Layered<'_, T>> {
        self.configs().find_map(|(layer, config)| value(config).map(|value| Layered { layer, value }))
    }

    fn each<T>(&self, values: impl for<'c> Fn(&'c Config<'s>) -> &'c [T]) -> Vec<Layered<'_, T>> {
        let of = |(layer, config)| values(config).iter().map(move |value| Layered { layer, value });
        self.configs().flat_map(of).collect()
    }

    /// `select`, of the nearest file that has it.
    pub fn select(&self) -> Option<Layered<'_, Vec<Text>>> {
        self.first(|config| config.select.as_ref())
    }

    /// `fail-on`, of the nearest file that has it.
    pub fn fail_on(&self) -> Option<Layered<'_, Placed<FailOn>>> {
        self.first(|config| config.fail_on.as_ref())
    }

    /// `context`, of the nearest file that has it.
    pub fn context(&self) -> Option<Layered<'_, Text>> {
        self.first(|config| config.context.as_ref())
    }

    /// Every `context`, the one that goes first: of each file, those of its tables before its own.
    pub fn contexts(&self) -> Vec<ContextKey<'_>> {
        let mut keys = Vec::new();
        for (layer, config) in self.configs() {
            let tables = config.per_file.iter();
            let tables = tables.filter_map(|table| Some((Some(table.paths.as_slice()), table.context.as_ref()?)));
            let all = tables.chain(config.context.iter().map(|own| (None, own)));
            keys.extend(all.map(|(paths, directory)| ContextKey { layer, paths, directory }));
        }
        keys
    }

    /// `shellcheck`, of the nearest file that has it.
    pub fn shellcheck(&self) -> Option<Layered<'_, Placed<Option<ShellJudge>>>> {
        self.first(|config| config.shellcheck.as_ref())
    }

    /// `ignore-reasons`, of the nearest file that has it.
    pub fn reasons(&self) -> Option<Layered<'_, Placed<bool>>> {
        self.first(|config| config.reasons.as_ref())
    }

    /// `amnesty`, of the nearest file that has it.
    pub fn amnesty(&self) -> Option<Layered<'_, Text>> {
        self.first(|config| config.amnesty.as_ref())
    }

    /// `ignore`, of all files.
    pub fn ignore(&self) -> Vec<Layered<'_, Text>> {
        self.each(|config| &config.ignore)
    }

    /// `exclude`, of all files.
    pub fn exclude(&self) -> Vec<Layered<'_, Text>> {
        self.each(|config| &config.exclude)
    }

    /// `locked`, of all files.
    pub fn locked(&self) -> Vec<Layered<'_, Text>> {
        self.each(|config| &config.locked)
    }

    /// `rule-pages`, of all files.
    pub fn rule_pages(&self) -> Vec<Layered<'_, Text>> {
        self.each(|config| &config.rule_pages)
    }

    /// `[[per-file]]`, of all files.
    pub fn per_file(&self) -> Vec<Layered<'_, PerFile>> {
        self.each(|config| &config.per_file)
    }

    /// The level of each rule that has one.
    pub fn levels(&self) -> BTreeMap<String, Layered<'_, Placed<Severity>>> {
        let mut levels = BTreeMap::new();
        for (layer, config) in self.configs() {
            for (id, level) in &config.levels {
                levels.entry(id.clone()).or_insert(Layered { layer, value: level });
            }
        }
        levels
    }

    /// The options of each rule that has some, one layer's alone at a time: to have each judged in its own text.
    pub fn options_by_layer(&self) -> Vec<(usize, BTreeMap<String, Spanned<DeValue<'s>>>)> {
        let of = |(layer, config): (usize, &Config<'s>)| (layer, values(config.options.clone()));
        self.configs().filter(|(_, config)| !config.options.is_empty()).map(of).collect()
    }

    /// The options of each rule, those of the nearest file first.
    pub fn options(&self) -> BTreeMap<String, Spanned<DeValue<'s>>> {
        let mut merged: BTreeMap<String, Spanned<DeTable<'s>>> = BTreeMap::new();
        for (_, config) in self.configs() {
            for (id, options) in &config.options {
                let known = merged.entry(id.clone()).or_insert_with(|| Spanned::new(options.span(), DeTable::new()));
                for (key, value) in options.get_ref() {
                    if !known.get_ref().contains_key(key.get_ref().as_ref()) {
                        known.get_mut().insert(key.clone(), value.clone());
                    }
                }
            }
        }
        values(merged)
    }

    /// The options that count, by rule and key: which file says what.
    pub fn option_keys(&self) -> Vec<OptionKey<'_>> {
        let mut keys: Vec<OptionKey<'_>> = Vec::new();
        for (layer, config) in self.configs() {
            for (rule, options) in &config.options {
                for (key, value) in options.get_ref() {
                    let key = key.get_ref().as_ref();
                    if !keys.iter().any(|known| known.rule == rule && known.key == key) {
                        let at = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                        let span = Span::new(at(value.span().start), at(value.span().end));
                        keys.push(OptionKey { rule, key, layer, span });
                    }
                }
            }
        }
        keys.sort_by(|a, b| (a.rule, a.key).cmp(&(b.rule, b.key)));
        keys
    }

    /// The ids of the locked rules.
    pub fn locked_ids(&self, catalog: &Catalog) -> BTreeSet<String> {
        self.locked().iter().flat_map(|name| ids(catalog, name.value)).collect()
    }

    /// Whether the files say together what they may: nothing that is locked is ignored or made milder.
    ///
    /// # Errors
    /// Each place that goes against a lock, with the place of the lock.
    pub fn check(&self, catalog: &Catalog) -> Result<(), Mistakes> {
        let locks = self.locked();
        let locks: Vec<_> = locks.iter().map(|lock| (lock, ids(catalog, lock.value))).collect();
        let lock_of = |id: &str, above: Option<usize>| {
            let mut of = locks.iter().filter(|(_, ids)| ids.contains(id)).map(|(lock, _)| *lock);
            of.find(|lock| above.is_none_or(|layer| lock.layer > layer))
        };
        let mut findings: Vec<Finding> = Vec::new();
        let mut refuse = |layer: usize, span: Span, lock: &Layered<'_, Text>, said: String| {
            let mut sink = Sink::new(CONFIGURATION, Severity::Error, Arc::clone(self.source(layer)));
            let lock_source = Arc::clone(self.source(lock.layer));
            sink.report(span, said).label_in(lock_source, lock.value.span, "locked here");
            findings.append(&mut sink.into_findings());
        };
        // A group is ignored as far as it may be: only a name of the rule itself goes against the lock.
        let mut ignored = self.ignore();
        for table in self.per_file() {
            ignored.extend(table.value.ignore.iter().map(|value| Layered { layer: table.layer, value }));
        }
        for name in ignored {
            let ids = ids(catalog, name.value);
            if let (Some(id), 1) = (ids.first(), ids.len())
                && let Some(lock) = lock_of(id, None)
            {
                refuse(name.layer, name.value.span, lock, format!("`{id}` is locked and can't be ignored"));
            }
        }
        for (id, level) in self.levels() {
            // Who locks a rule may give it a level; a lock of one's own doesn't open that of a file further away.
            if let Some(lock) = lock_of(&id, Some(level.layer)) {
                let said = format!("`{id}` is locked and can't be given another level");
                refuse(level.layer, level.value.span, lock, said);
            }
        }
        if findings.is_empty() { Ok(()) } else { Err(Mistakes(findings)) }
    }
}

fn values<'s>(options: BTreeMap<String, Spanned<DeTable<'s>>>) -> BTreeMap<String, Spanned<DeValue<'s>>> {
    let of = |table: Spanned<DeTable<'s>>| {
        let span = table.span();
        Spanned::new(span, DeValue::Table(table.into_inner()))
    };
    options.into_iter().map(|(id, table)| (id, of(table))).collect()
}

fn ids(catalog: &Catalog, name: &Text) -> BTreeSet<String> {
    // A name that stands for nothing was told when the file was read.
    let pages = catalog.named(&name.value).unwrap_or_default();
    pages.into_iter().map(|page| page.id.to_string()).collect()
}
