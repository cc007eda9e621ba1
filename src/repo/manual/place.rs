//! Where operations manuals stand, by the names of folders and files.

use super::name::{DEPLOYMENT, Names, OPERATIONS, Share};
use crate::repo::document::Markup;

/// Where documentation stands.
const DOCUMENTATION: [&str; 3] = ["docs", "doc", "documentation"];

/// Where pages stand that tell how something was decided, and where those of other projects do.
const OTHERS: [&str; 10] =
    ["adr", "adrs", "decisions", "node_modules", "rfcs", "templates", "test", "tests", "vendor", "_build"];

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
    InPart,
}

impl Rank {
    /// Whether a page there is one of the manual, whatever it tells.
    pub(super) fn is_certain(self) -> bool {
        !matches!(self.kind, Place::HowTo | Place::InPart)
    }

    /// Whether only a part of a name says that a page there has to do with operations.
    pub(super) fn is_in_part(self) -> bool {
        self.kind == Place::InPart
    }

    /// Where a page stands that is about operations, as its text shows.
    pub(super) fn shown(self) -> Self {
        Self { kind: Place::Deployment, ..self }
    }
}

/// What the page at `path` is to a manual; `None` where it is none of its own.
pub(super) fn rank(path: &str, names: &Names, extra: &[String]) -> Option<Rank> {
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
        return match names.share(stem, &OPERATIONS) {
            Share::Whole if folders.is_empty() => rank(Place::Named),
            Share::Part if folders.is_empty() => rank(Place::InPart),
            _ => None,
        };
    }
    // Only what lies below `docs` says what a page is about.
    let below = folders.split('/').skip_while(|folder| !DOCUMENTATION.contains(folder)).skip(1);
    let below: Vec<&str> = below.collect();
    let any = |words: &[&str], share| below.iter().copied().chain([stem]).any(|name| names.share(name, words) == share);
    let place = if below.iter().any(|folder| names.share(folder, &OPERATIONS) == Share::Whole) {
        Place::Folder
    } else if names.share(stem, &OPERATIONS) == Share::Whole {
        Place::Named
    } else if any(&DEPLOYMENT, Share::Whole) {
        Place::Deployment
    } else if below.iter().copied().chain([stem]).any(|name| HOW_TO.contains(&plain(name).as_str())) {
        Place::HowTo
    } else if any(&OPERATIONS, Share::Part) || any(&DEPLOYMENT, Share::Part) {
        Place::InPart
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

fn plain(name: &str) -> String {
    name.to_ascii_lowercase().replace(['-', '_', ' '], "")
}
