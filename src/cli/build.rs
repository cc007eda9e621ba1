//! Builds the rules that a configuration asks for: what is wrong with options is told at once, each in the right file, and a
//! page that is wrong costs its own rule alone.

use crate::catalog::Catalog;
use crate::config::{self, Layers, Mistakes};
use crate::finding::{Finding, Severity};
use crate::pipeline::{Rejected, Ruleset};
use crate::text::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The rules under a configuration, those left out whose pages are wrong, and what is wrong with these.
pub(super) fn rules(
    catalog: &Catalog,
    selected: &BTreeSet<String>,
    layers: &Layers<'_>,
) -> Result<(Ruleset, Vec<Finding>), Mistakes> {
    let levels: BTreeMap<String, Severity> =
        layers.levels().into_iter().map(|(id, level)| (id, level.value.value)).collect();
    let build =
        |selected: &dyn Fn(&str) -> bool, options: &BTreeMap<_, _>| Ruleset::new(catalog, selected, &levels, options);
    // Each rule's options of each file are tried alone, so that all errors are shown, each in the right file.
    let mut wrong = Vec::new();
    for (layer, options) in layers.options_by_layer() {
        for (id, options) in options {
            if let Err(Rejected::Options(error)) = build(&|_| false, &BTreeMap::from([(id, options)])) {
                wrong.extend(config::rejected(layers.source(layer), &error).0);
            }
        }
    }
    if !wrong.is_empty() {
        return Err(Mistakes(wrong));
    }
    let nearest = layers.nearest().cloned().unwrap_or_else(|| Arc::new(Source::new("", "")));
    let refused = |rejected| match rejected {
        Rejected::Page(findings) => Mistakes(findings),
        Rejected::Options(error) => config::rejected(&nearest, &error),
    };
    let mut options = layers.options();
    let wrong = match build(&|id| selected.contains(id), &options) {
        Err(Rejected::Page(wrong)) => wrong,
        rules => return Ok((rules.map_err(refused)?, Vec::new())),
    };
    let broken: BTreeSet<&str> = wrong.iter().map(|finding| finding.primary.source.path()).collect();
    let is_whole = |id: &str| catalog.get(id).is_none_or(|page| !broken.contains(page.path.as_ref()));
    options.retain(|id, _| is_whole(id));
    let rules = build(&|id| selected.contains(id) && is_whole(id), &options).map_err(refused)?;
    Ok((rules, wrong))
}
