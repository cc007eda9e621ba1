//! Which rules run: the configuration's choice, and the command line's over it.

use super::failure::Failure;
use crate::catalog::{Catalog, Page, UnknownName, Wanted, is_shellcheck};
use crate::config::Layers;
use std::collections::BTreeSet;

/// The ids of the rules to run. `select` takes the place of the configuration's, `ignore` adds to it, and a rule that
/// `select` itself names, not merely its group, runs though the configuration ignores it. What the configuration locks
/// runs whatever is selected, and can't be ignored from here either.
///
/// # Errors
/// A name that stands for nothing, or for a rule that is locked.
pub(super) fn rules(
    catalog: &Catalog,
    layers: &Layers<'_>,
    select: &[String],
    ignore: &[String],
) -> Result<BTreeSet<String>, Failure> {
    let (select, ignore) = (trimmed(select), trimmed(ignore));
    let locked = layers.locked_ids(catalog);
    let resolve = |select: &[&str], ignore: &[&str]| -> Result<BTreeSet<String>, Failure> {
        let ids =
            catalog.resolve(select, ignore).map_err(|unknown: UnknownName| Failure::Message(unknown.to_string()))?;
        Ok(ids.into_iter().map(str::to_owned).collect())
    };
    if let Some(name) = ignore.iter().find(|name| locked.iter().any(|id| id.eq_ignore_ascii_case(name))) {
        return Err(Failure::Message(format!("`{name}` is locked by the configuration and can't be ignored")));
    }
    let ignored = layers.ignore();
    let configured: Vec<&str> = ignored.iter().map(|name| name.value.value.as_str()).collect();
    let mut ids = if select.is_empty() {
        let select: Vec<&str> =
            layers.select().iter().flat_map(|select| select.value).map(|name| name.value.as_str()).collect();
        resolve(&select, &[configured, ignore].concat())?
    } else {
        let one_by_one: Vec<&str> = select.iter().copied().filter(|name| names_a_rule(catalog, name)).collect();
        let mut ids = resolve(&select, &[configured, ignore.clone()].concat())?;
        if !one_by_one.is_empty() {
            ids.extend(resolve(&one_by_one, &ignore)?);
        }
        ids
    };
    ids.extend(locked);
    Ok(ids)
}

/// What of their findings is wanted, by the same names.
pub(super) fn wanted(catalog: &Catalog, layers: &Layers<'_>, select: &[String], ignore: &[String]) -> Wanted {
    let (given, ignore) = (trimmed(select), trimmed(ignore));
    let (select, ignored) = (layers.select(), layers.ignore());
    let select = select.iter().flat_map(|select| select.value).map(|name| name.value.as_str());
    let select: Vec<&str> = if given.is_empty() { select.collect() } else { given.clone() };
    let overruled = |name: &&str| {
        let pages = catalog.named(name).unwrap_or_default();
        pages.iter().any(|page| given.iter().any(|given| page.is_called(given)))
    };
    let ignored = ignored.iter().map(|name| name.value.value.as_str()).filter(|name| !overruled(name));
    catalog.wanted(&select, &ignored.chain(ignore).collect::<Vec<_>>())
}

/// The codes of ShellCheck's that `select` and `ignore` name, those of the configuration where the command line has none;
/// `None` where nobody asks for ShellCheck. `asked`: whether all of its codes are asked for.
pub(super) fn shellcheck(
    layers: &Layers<'_>,
    select: &[String],
    ignore: &[String],
    asked: bool,
) -> Option<(BTreeSet<String>, BTreeSet<String>)> {
    let codes = |names: &[&str]| -> BTreeSet<String> {
        names.iter().filter(|name| is_shellcheck(name)).map(|name| name.to_uppercase()).collect()
    };
    let configured: Vec<&str> =
        layers.select().iter().flat_map(|select| select.value).map(|name| name.value.as_str()).collect();
    let only = codes(if select.is_empty() { &configured } else { &[] });
    let only: BTreeSet<String> = only.into_iter().chain(codes(&trimmed(select))).collect();
    let ignored: Vec<&str> = layers.ignore().iter().map(|name| name.value.value.as_str()).collect();
    let without = codes(&[ignored, trimmed(ignore)].concat());
    let named = only.difference(&without).next().is_some();
    (asked || named).then_some((only, without))
}

/// Whether the choice of rules names this one itself, not merely its group.
pub(super) fn names(page: &Page, layers: &Layers<'_>, select: &[String]) -> bool {
    let configured = layers.select();
    let configured = configured.iter().flat_map(|select| select.value).map(|name| name.value.as_str());
    if select.is_empty() {
        return configured.into_iter().any(|name| page.is_called(name));
    }
    trimmed(select).iter().any(|name| page.is_called(name))
}

fn trimmed(given: &[String]) -> Vec<&str> {
    given.iter().map(|name| name.trim()).collect()
}

fn names_a_rule(catalog: &Catalog, name: &str) -> bool {
    catalog.pages().any(|page| page.is_called(name))
}
