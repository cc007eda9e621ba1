//! The chain of modules that production runs, and what to say about it.

use super::Layout;
use crate::repo::settings::{DEVELOPMENT, Definition, Module, Package, Settings};

/// The modules whose settings count.
pub(super) struct Chain<'s> {
    pub(super) layout: Layout,
    /// In the order in which they run.
    pub(super) modules: Vec<&'s Module>,
    /// What to know about the choice.
    pub(super) notes: Vec<String>,
}

/// The modules of `package` that production runs.
pub(super) fn chain<'s>(settings: &'s Settings, package: &'s Package) -> Chain<'s> {
    let starts = package.in_production(is_development);
    let is_called = |name: &str| starts.iter().find(|module| module.name == name);
    let named = ["production", "prod"].into_iter().find_map(is_called);
    let Some(start) = named.or_else(|| starts.iter().find(|it| it.name.contains("prod"))).or(starts.first()) else {
        return Chain { layout: Layout::Single, modules: Vec::new(), notes: Vec::new() };
    };
    let modules = settings.loaded(package, start);
    let mut notes = Vec::new();
    let layout = match modules.as_slice() {
        _ if package.oep45().is_some() => Layout::Oep45,
        [_] => Layout::Single,
        _ => Layout::Environments,
    };
    if layout != Layout::Oep45 {
        let chain: Vec<&str> = modules.iter().filter(|it| !it.definitions.is_empty()).map(|it| file(it)).collect();
        let from = match chain.split_last() {
            Some((last, others)) if !others.is_empty() => format!("{} and then {last} lead", others.join(", ")),
            _ => format!("{} leads", chain.concat()),
        };
        notes.push(format!(
            "these settings are not split into required.py and defaults.py as OEP-45 wants it: they are what {from} to, and a setting counts as required only where the code fails without it"
        ));
    }
    if starts.len() > 1 {
        let others: Vec<&str> = starts.iter().filter(|other| other.path != start.path).map(|it| file(it)).collect();
        notes.push(format!("{} is taken for production, not {}", file(start), others.join(" or ")));
    }
    if package.modules.iter().any(|module| module.problem.is_none()) && !settings.is_whole(package) {
        notes.push("settings come from outside the repository as well, and are not in the list".to_owned());
    }
    Chain { layout, modules, notes }
}

fn file(module: &Module) -> &str {
    module.path.rsplit('/').next().unwrap_or(&module.path)
}

/// The definitions of `module` that production may run: not those of a developer's class.
pub(super) fn definitions(module: &Module) -> impl Iterator<Item = &Definition> {
    module.definitions.iter().filter(|it| it.class.as_deref().is_none_or(|class| !is_development_class(class)))
}

/// Whether a module is for developers or tests, by the words of its name.
fn is_development(module: &str) -> bool {
    let digits = |ch: char| ch.is_ascii_digit();
    module.split(['_', '.', '-']).any(|word| DEVELOPMENT.contains(&word.trim_end_matches(digits)))
}

/// `Development`, `ContinuousIntegration`, `TestCase`.
fn is_development_class(class: &str) -> bool {
    let lower = class.to_lowercase();
    DEVELOPMENT.iter().any(|word| lower.starts_with(word)) || lower.starts_with("continuousintegration")
}
