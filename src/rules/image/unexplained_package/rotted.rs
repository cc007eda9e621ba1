//! Lists that explain packages which are no longer installed.

use crate::finding::{Severity, Sink};
use crate::model::{Dockerfile, ListEntry, ListedName, Named};

/// Fewer entries that are right, and the lines may be no list of packages at all.
const RIGHT_ENTRIES: usize = 2;

/// What the compilers' meta-packages bring along.
const TOOLCHAIN: [&str; 4] = ["gcc", "g++", "make", "libc-dev"];

/// Report each list that names packages which nothing in the file installs.
pub(super) fn check(file: &Dockerfile<'_>, sink: &mut Sink) {
    if hides_packages(file) {
        return;
    }
    let entries: Vec<&ListEntry<'_>> = file.explanations().entries.iter().filter(|entry| entry.separated).collect();
    if entries.len() < RIGHT_ENTRIES {
        return;
    }
    let mut installed = Named::default();
    for package in file.installations().iter().flat_map(|it| &it.packages) {
        add_with_parts(&package.name, &mut installed);
        if matches!(package.name.as_str(), "build-essential" | "build-base") {
            for tool in TOOLCHAIN {
                installed.add(tool);
            }
        }
    }
    for list in entries.chunk_by(|one, next| one.group == next.group || stand_together(file, one, next)) {
        // `ppa:…` names no package, and `build-essentials` means the one without the last letter.
        let is_package = |name: &ListedName<'_>| name.text != "ppa" && !name.text.contains(':');
        let is_stale = |name: &ListedName<'_>| {
            let singular = name.text.strip_suffix('s').unwrap_or(name.text);
            is_package(name) && !installed.holds(name.text) && !installed.holds(singular)
        };
        let stale: Vec<ListedName<'_>> = list.iter().flat_map(|entry| &entry.names).copied().filter(is_stale).collect();
        let right = list.iter().filter(|entry| entry.names.iter().any(|name| !is_stale(name))).count();
        let Some((first, others)) = stale.split_first() else { continue };
        if right < RIGHT_ENTRIES || right < list.len() - right {
            continue;
        }
        let message = match others.len() {
            0 => format!("this list explains `{}`, which is no longer installed", first.text),
            more => format!("this list explains `{}` and {more} more, which are no longer installed", first.text),
        };
        let finding = sink.report(first.span, message);
        finding.severity(Severity::Note);
        for name in others {
            finding.label(name.span, "");
        }
        finding.help("Take it out of the list, so that operators don't install what nothing needs.");
    }
}

/// Whether nothing but comments and blank lines stands between two entries: one list, in several blocks.
fn stand_together(file: &Dockerfile<'_>, one: &ListEntry<'_>, next: &ListEntry<'_>) -> bool {
    let place = |entry: &ListEntry<'_>| entry.names.first().map_or(0, |name| name.span.start);
    let behind = |at: u32| file.tree.instructions.partition_point(|instruction| instruction.span.start < at);
    behind(place(one)) == behind(place(next))
}

/// A name, and what it belongs to: a list that explains `python` speaks of `python3.12-dev` as well.
fn add_with_parts(name: &str, installed: &mut Named) {
    installed.add(name);
    for (at, _) in name.match_indices('-').take(MOST_PARTS) {
        installed.add(&name[..at]);
    }
}

/// A name of more parts is judged by the first ones.
const MOST_PARTS: usize = 8;

/// Whether something is installed whose name can't be read: a variable without a value, a file, another program.
fn hides_packages(file: &Dockerfile<'_>) -> bool {
    let unread = file.installations().iter().any(|it| it.manager.is_system() && it.packages.is_empty());
    unread || file.tree.templated
}
