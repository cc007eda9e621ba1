//! The change log of a repository: a file of that name that tells of at least one change.
//!
//! ```text
//! CHANGELOG.rst         the usual place
//! docs/changelog.rst    ".. include:: ../CHANGELOG.rst": the same log, if that is there
//! changelog.d/          what tools make entries of
//! ```

use super::Repository;
use super::document::{Document, Page, Reference, ReferenceKind};
use super::manual::is_documentation;
use crate::text::{Source, Span};
use std::sync::Arc;

/// What a repository has.
#[derive(Clone, Debug)]
pub enum ChangeLog {
    /// One with an entry.
    Kept,
    /// One that a template brought, and that tells of the first release alone: the place of that one's title.
    Begun(Arc<Source>, Span),
    /// One without any: the place of its last title, or of its first line.
    Empty(Arc<Source>, Span),
    /// A page that is to show one that isn't there: the place of that one's name.
    Dangling(Arc<Source>, Span),
    /// None.
    Absent,
}

/// What such files are called, without their extension, in lower case and without what separates words.
const NAMES: [&str; 11] = [
    "changelog",
    "changelogs",
    "changes",
    "history",
    "news",
    "release",
    "releases",
    "releasenote",
    "releasenotes",
    "versions",
    "whatsnew",
];

/// Folders of entries that wait for a release.
const FRAGMENTS: [&str; 3] = ["changelog.d", "newsfragments", ".changes"];

/// What templates, and the first commit, say of a first release.
const FIRST: [&str; 7] = [
    "first commit",
    "first release",
    "first release on pypi",
    "first version",
    "initial commit",
    "initial release",
    "initial version",
];

/// Words that say of a paragraph that it is about the log itself.
const PREAMBLE: [&str; 5] =
    ["keepachangelog", "keep a changelog", "semver.org", "semantic versioning", "documented in this file"];

/// Whether the file at `path` is a change log, or a part of one, by its name or that of its folder.
pub(super) fn is_change_log(path: &str) -> bool {
    bearer(path).is_some()
}

/// What bears the name of a change log: the file at `path`, or the folder that it is in.
fn bearer(path: &str) -> Option<&str> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
    let known = |path: &str| {
        let name = path.rsplit('/').next().unwrap_or(path);
        NAMES.contains(&name.to_ascii_lowercase().replace(['_', '-', ' '], "").as_str())
    };
    if !matches!(extension.to_ascii_lowercase().as_str(), "" | "rst" | "md" | "markdown" | "txt") {
        return None;
    }
    if known(stem) { Some(path) } else { Some(folder).filter(|folder| known(folder)) }
}

impl ChangeLog {
    /// The change log of `repository`: at its root, beside `manage.py`, or among the documentation. `extra` are further
    /// names or paths.
    pub fn of(repository: &Repository<'_>, extra: &[String]) -> Self {
        let home = repository.service().and_then(|service| service.manage.rsplit_once('/')).map(|(folder, _)| folder);
        let at_home = |path: &str| {
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            folder.is_empty() || Some(folder) == home
        };
        let is_fragment = |path: &String| path.split('/').any(|part| FRAGMENTS.contains(&part));
        if repository.paths().iter().any(is_fragment) {
            return Self::Kept;
        }
        let named = |path: &&String| {
            let name = path.rsplit('/').next().unwrap_or(path);
            bearer(path).is_some_and(|bearer| at_home(bearer) || is_documentation(path))
                || extra.iter().any(|extra| extra == *path || extra == name)
        };
        let mut verdict = Self::Absent;
        for path in repository.paths().iter().filter(named) {
            let Some(page) = Page::read(repository, path) else { continue };
            match judge(&page, repository) {
                Self::Kept => return Self::Kept,
                Self::Begun(source, span) if !matches!(verdict, Self::Begun(..)) => verdict = Self::Begun(source, span),
                Self::Empty(source, span) if matches!(verdict, Self::Absent | Self::Dangling(..)) => {
                    verdict = Self::Empty(source, span);
                }
                Self::Dangling(source, span) if matches!(verdict, Self::Absent) => {
                    verdict = Self::Dangling(source, span);
                }
                _ => {}
            }
        }
        verdict
    }
}

fn judge(page: &Page, repository: &Repository<'_>) -> ChangeLog {
    if has_entry(&page.document, page.source.text()) {
        return begun(&page.document, page.source.text())
            .map_or(ChangeLog::Kept, |title| ChangeLog::Begun(Arc::clone(&page.source), title));
    }
    let includes = page.document.references.iter().filter(|reference| reference.kind == ReferenceKind::Include);
    let mut missing: Option<&Reference> = None;
    let mut found = false;
    for include in includes {
        match page.resolve(include, repository).first().and_then(|path| Page::read(repository, path)) {
            Some(other)
                if has_entry(&other.document, other.source.text())
                    && begun(&other.document, other.source.text()).is_none() =>
            {
                return ChangeLog::Kept;
            }
            Some(_) => found = true,
            None => missing = missing.or(Some(include)),
        }
    }
    match missing {
        Some(include) => ChangeLog::Dangling(Arc::clone(&page.source), include.target),
        // What it includes is a log of its own, and judged where it stands.
        None if found => ChangeLog::Absent,
        None => {
            let place = page.document.headings.last().map_or(page.source.first_line(), |heading| heading.title);
            ChangeLog::Empty(Arc::clone(&page.source), place)
        }
    }
}

/// Whether it tells of a version, a day or a change: a title with a number, or a paragraph that isn't about the log.
fn has_entry(document: &Document, text: &str) -> bool {
    let numbered = |title: Span| title.of(text).chars().any(|character| character.is_ascii_digit());
    document.headings.iter().any(|heading| numbered(heading.title))
        || document.prose(text).into_iter().any(|part| tells(part.of(text)))
}

/// The title of the first release, where the log is still what templates make of it: that release, which says nothing but
/// that it is the first, and a place for what is unreleased.
fn begun(document: &Document, text: &str) -> Option<Span> {
    let is = |title: Span, word: &str| title.of(text).to_lowercase().contains(word);
    document.headings.iter().find(|heading| is(heading.title, "unreleased"))?;
    let numbered = |title: Span| title.of(text).chars().any(|character| character.is_ascii_digit());
    let mut releases = document.headings.iter().filter(|heading| numbered(heading.title));
    let (first, None) = (releases.next()?.title, releases.next()) else { return None };
    let written = || document.prose(text).into_iter().flat_map(|part| part.of(text).lines());
    let mut entries = written().filter_map(|line| line.trim().strip_prefix(['*', '-'])).map(str::trim);
    let known = |entry: &str| {
        // `feat: initial commit`: what kind of change it is says nothing of it.
        let said = entry.split_once(": ").filter(|(kind, _)| !kind.contains(' ')).map_or(entry, |(_, said)| said);
        FIRST.contains(&said.trim_end_matches('.').to_lowercase().as_str())
    };
    entries.all(|entry| entry.is_empty() || known(entry)).then_some(first)
}

/// Whether one of the paragraphs of `text` is an entry.
fn tells(text: &str) -> bool {
    let mut paragraph = String::new();
    // A blank line ends the last one too.
    text.lines().chain([""]).any(|line| {
        if !line.trim().is_empty() {
            paragraph.extend(line.split_whitespace().flat_map(|word| [word, " "]));
            return false;
        }
        let words = std::mem::take(&mut paragraph).to_lowercase();
        words.chars().any(char::is_alphabetic) && !PREAMBLE.iter().any(|about| words.contains(about))
    })
}

#[cfg(test)]
mod tests {
    use super::ChangeLog;
    use crate::repo::Repository;
    use crate::text::{MemoryFiles, Source};
    use std::sync::Arc;

    fn said(files: &[(&str, &str)]) -> String {
        let mut tree = MemoryFiles::new();
        for (path, text) in files {
            tree.insert(Arc::new(Source::new(*path, *text)));
        }
        let at = |source: &Source, span| format!("{} {}", source.path(), source.slice(span));
        match ChangeLog::of(&Repository::new(&tree, "", |_| false), &[]) {
            ChangeLog::Kept => "kept".to_owned(),
            ChangeLog::Absent => "absent".to_owned(),
            ChangeLog::Begun(source, span) => format!("begun: {}", at(&source, span)),
            ChangeLog::Empty(source, span) => format!("empty: {}", at(&source, span)),
            ChangeLog::Dangling(source, span) => format!("dangling: {}", at(&source, span)),
        }
    }

    const TEMPLATE: &str = "Change Log\r\n##########\r\n\r\n..\r\n   Of version 1.0.\r\n\r\nAll changes will be documented\r\n\
                            in this file.\r\n\r\nUnreleased\r\n**********\r\n\r\nAdded\r\n=====\r\n\r\n*\r\n";

    #[test]
    fn a_template_holds_no_entry() {
        assert_eq!(said(&[("CHANGELOG.rst", TEMPLATE)]), "empty: CHANGELOG.rst Added");
        assert_eq!(
            said(&[("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n\n[Unreleased]: https://x/1.0\n")]),
            "empty: CHANGELOG.md [Unreleased]"
        );
        assert_eq!(said(&[("NEWS", "")]), "empty: NEWS ");
    }

    #[test]
    fn a_template_with_its_first_release_is_begun() {
        let begun = TEMPLATE.replace(
            "Added\r\n=====\r\n\r\n*",
            "*\r\n\r\n[0.1.0] - 2022-05-05\r\n~~~~~~~~~~~~~~~~~~~~\r\n\r\n\
                                      Added\r\n_____\r\n\r\n* First release on PyPI.",
        );
        assert_eq!(said(&[("CHANGELOG.rst", &begun)]), "begun: CHANGELOG.rst [0.1.0] - 2022-05-05");
        let twice = begun.replace("* First", "* feat: initial commit\r\n* First");
        assert_eq!(said(&[("CHANGELOG.rst", &twice)]), "begun: CHANGELOG.rst [0.1.0] - 2022-05-05");
        assert_eq!(said(&[("CHANGELOG.rst", &twice.replace("initial commit", "notes"))]), "kept");
        assert_eq!(said(&[("CHANGELOG.rst", &begun), ("docs/changes.rst", "2.0\n===\n")]), "kept");
        assert_eq!(said(&[("CHANGELOG.rst", &begun.replace("First", "* Notes can be shared.\r\n* First"))]), "kept");
        assert_eq!(said(&[("CHANGELOG.rst", &begun.replace("First release on PyPI", "Sort by day"))]), "kept");
        assert_eq!(said(&[("CHANGELOG.md", "# Changes\n\n## 1.0\n\n- Initial release\n")]), "kept");
    }

    #[test]
    fn a_version_a_day_or_a_sentence_is_an_entry() {
        for text in [
            "Changes\n=======\n\nUnreleased\n----------\n\n* Notes can be shared.\n",
            "2025-06-16\n**********\n",
            "All changes are documented in this file.\n\n**api:** Sort by day.\n",
            ".. list-table::\n\n   * - 5 Aug 2015\n     - Updated it.\n",
        ] {
            assert_eq!(said(&[("docs/change_log.rst", text)]), "kept", "{text}");
        }
        assert_eq!(said(&[("changelog.d/20250101_x.rst", "")]), "kept");
    }

    #[test]
    fn a_page_stands_for_what_it_includes() {
        let page = ("docs/changelog.rst", ".. include:: ../CHANGELOG.rst\n");
        assert_eq!(said(&[page]), "dangling: docs/changelog.rst ../CHANGELOG.rst");
        assert_eq!(said(&[page, ("CHANGELOG.rst", "1.0\n===\n")]), "kept");
        assert_eq!(said(&[page, ("CHANGELOG.rst", TEMPLATE)]), "empty: CHANGELOG.rst Added");
    }

    #[test]
    fn other_files_are_none() {
        for path in ["changes.py", "notes/history.md", "docs/releasing.rst", "requirements/news.txt"] {
            assert_eq!(said(&[(path, "1.0\n===\n")]), "absent", "{path}");
        }
        assert_eq!(said(&[("docs/release_notes/2025.md", "x")]), "kept");
        assert_eq!(said(&[("changes/2025.md", "x")]), "kept");
    }
}
