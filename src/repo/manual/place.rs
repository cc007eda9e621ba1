//! Where operations manuals stand, by the names of folders and files.

use crate::repo::document::Markup;

/// Where documentation stands.
const DOCUMENTATION: [&str; 3] = ["docs", "doc", "documentation"];

/// Where pages stand that tell how something was decided, and where those of other projects do.
const OTHERS: [&str; 10] =
    ["adr", "adrs", "decisions", "node_modules", "rfcs", "templates", "test", "tests", "vendor", "_build"];

/// What folders and files of an operations manual are called, or have as a part of their name.
const OPERATIONS: [&str; 9] =
    ["operate", "operating", "operation", "operations", "operator", "operators", "ops", "runbook", "runbooks"];

/// What pages are called that tell of a part of it.
const DEPLOYMENT: [&str; 11] = [
    "administration",
    "administrator",
    "deploy",
    "deploying",
    "deployment",
    "maintain",
    "maintaining",
    "maintenance",
    "production",
    "sysadmin",
    "sysadmins",
];

/// What pages that tell how something is done are called, without what separates words.
const HOW_TO: [&str; 4] = ["howto", "howtos", "howtoguide", "howtoguides"];

/// How near a page is to where OEP-45 wants the manual; the nearest comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Rank {
    kind: Place,
    is_no_index: bool,
    depth: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Place {
    Folder,
    Named,
    Deployment,
    HowTo,
}

impl Rank {
    /// Whether a page there is one of the manual, whatever it tells.
    pub(super) fn is_certain(self) -> bool {
        self.kind != Place::HowTo
    }
}

/// What the page at `path` is to a manual; `None` where it is none of its own.
pub(super) fn rank(path: &str, extra: &[String]) -> Option<Rank> {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let depth = path.matches('/').count();
    let rank = |kind| Some(Rank { kind, is_no_index: !is_index(stem), depth });
    Markup::of(path)?;
    let within =
        |extra: &String| path.strip_prefix(extra.trim_end_matches('/')).is_some_and(|rest| rest.starts_with('/'));
    if extra.iter().any(|extra| extra == path || within(extra)) {
        return rank(Place::Named);
    }
    if !is_documentation(path) {
        // `OPERATIONS.md` at the root.
        return if folders.is_empty() && has_part(stem, &OPERATIONS) { rank(Place::Named) } else { None };
    }
    // Only what lies below `docs` says what a page is about.
    let below = folders.split('/').skip_while(|folder| !DOCUMENTATION.contains(folder)).skip(1);
    let below: Vec<&str> = below.collect();
    let place = if below.iter().any(|folder| has_part(folder, &OPERATIONS)) {
        Place::Folder
    } else if has_part(stem, &OPERATIONS) {
        Place::Named
    } else if below.iter().copied().chain([stem]).any(|name| has_part(name, &DEPLOYMENT)) {
        Place::Deployment
    } else if below.iter().copied().chain([stem]).any(|name| HOW_TO.contains(&plain(name).as_str())) {
        Place::HowTo
    } else {
        return None;
    };
    rank(place)
}

/// Whether the file at `path` is a page of a project's documentation, by its name and place.
pub(in crate::repo) fn is_documentation(path: &str) -> bool {
    let (folders, name) = path.rsplit_once('/').unwrap_or(("", path));
    // `notes.apps.core.rst`: Sphinx makes such pages of modules.
    let of_module =
        name.rsplit_once('.').is_some_and(|(stem, _)| stem.split('.').nth(1).is_some_and(|part| !part.is_empty()));
    let strange = |folder: &str| folder.contains("{{") || OTHERS.contains(&folder);
    Markup::of(path).is_some()
        && !path.split('/').any(strange)
        && !of_module
        && folders.split('/').any(|folder| DOCUMENTATION.contains(&folder))
}

/// Whether `path` is the table of contents of a folder above that of `page`.
pub(super) fn is_above(path: &str, page: &str) -> bool {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let below = page.rsplit_once('/').map_or("", |(folder, _)| folder);
    let inside = below.strip_prefix(folder).is_some_and(|rest| folder.is_empty() || rest.starts_with('/'));
    is_index(name.rsplit_once('.').map_or(name, |(stem, _)| stem)) && inside && folder != below
}

fn is_index(stem: &str) -> bool {
    matches!(stem.to_ascii_lowercase().as_str(), "index" | "readme")
}

/// Whether one of the parts of `name` is one of `words`.
fn has_part(name: &str, words: &[&str]) -> bool {
    name.split(['-', '_', ' ', '.']).any(|part| words.contains(&part.to_ascii_lowercase().as_str()))
}

fn plain(name: &str) -> String {
    name.to_ascii_lowercase().replace(['-', '_', ' '], "")
}
