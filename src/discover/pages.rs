//! Reads rule pages of an operator's own from a directory.

use super::place::{Place, below, slashed};
use super::read;
use crate::text::Source;
use ignore::WalkBuilder;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The most pages that one directory may hold, folders below it included.
const MOST: usize = 1000;

/// How many folders deep pages may stand.
const DEEPEST: usize = 8;

/// The texts of the pages below the directory `given`: its `*.md` files, `README.md` and hidden ones left out, by path.
///
/// # Errors
/// What can't be read, each in words that name the path: there is no such directory, it is a file, it holds no page or
/// too many, a page is too large or no UTF-8.
pub fn rule_pages(place: &Place, given: &Path) -> Result<Vec<Arc<Source>>, Vec<String>> {
    let directory = place.directory().join(given);
    let real = directory.canonicalize().unwrap_or(directory);
    let name = place.name_of_argument(given, &real);
    let shown = if name.is_empty() { "." } else { &name };
    let asked = real.metadata().map_err(|error| vec![format!("{shown}: {}", read::in_words(&error))])?;
    if !asked.is_dir() {
        return Err(vec![format!("{shown}: is a file; name the directory that holds the rule pages")]);
    }
    let (paths, mut wrong) = pages(&real, shown);
    if paths.is_empty() && wrong.is_empty() {
        wrong.push(format!("{shown}: holds no rule page; a page is a file such as `our-rule.md`"));
    }
    if paths.len() > MOST {
        return Err(vec![format!("{shown}: holds more than {MOST} rule pages, which is the most that is read")]);
    }
    let mut sources = Vec::new();
    for path in paths {
        let named = below(&name, &slashed(path.strip_prefix(&real).unwrap_or(&path)));
        match read::regular(&path, read::BESIDE) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => sources.push(Arc::new(Source::new(named, text))),
                Err(_) => wrong.push(format!("{named}: is not UTF-8; save it in that encoding")),
            },
            Err(message) => wrong.push(format!("{named}: {message}")),
        }
    }
    if wrong.is_empty() { Ok(sources) } else { Err(wrong) }
}

/// The paths of the pages, sorted, and what could not be looked into.
fn pages(directory: &Path, shown: &str) -> (Vec<PathBuf>, Vec<String>) {
    let mut paths = Vec::new();
    let mut wrong = Vec::new();
    let mut walker = WalkBuilder::new(directory);
    for entry in walker.standard_filters(false).hidden(true).max_depth(Some(DEEPEST)).build() {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) && is_page(entry.path()) => {
                paths.push(entry.into_path());
            }
            Ok(_) => {}
            Err(error) => wrong.push(format!("{shown}: {error}")),
        }
        if paths.len() > MOST {
            break;
        }
    }
    paths.sort();
    (paths, wrong)
}

fn is_page(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or("");
    path.extension().is_some_and(|extension| extension == "md") && !name.eq_ignore_ascii_case("README.md")
}
