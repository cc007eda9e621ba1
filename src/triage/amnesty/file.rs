//! The amnesty on disk: JSON with one entry a line, sorted, so that two branches that each change it merge well.
//!
//! ```json
//! {
//!   "version": 1,
//!   "findings": [
//!     {"path":"Dockerfile","rule":"missing-cmd","text":"FROM python:3.12-slim","count":1}
//!   ]
//! }
//! ```

use super::Entry;
use crate::config::{Mistakes, wrong};
use crate::text::{Source, Span};
use rayon::prelude::*;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::fmt::Write as _;
use std::sync::Arc;

/// The version of the format; a file of a later one is refused.
const VERSION: u64 = 1;

/// An amnesty as it stands in its file.
#[derive(Clone, Debug)]
pub struct AmnestyFile {
    /// The file.
    pub source: Arc<Source>,
    /// The entries, with where each stands.
    pub entries: Vec<(Arc<Entry>, Span)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document<'a> {
    version: u64,
    #[serde(borrow)]
    findings: Vec<&'a RawValue>,
}

/// What every version of the format has.
#[derive(Deserialize)]
struct Versioned<'a> {
    #[serde(borrow)]
    version: &'a RawValue,
}

impl AmnestyFile {
    /// Read an amnesty.
    ///
    /// # Errors
    /// What is wrong with it, in its own text: it is no JSON, comes from a later version, or holds something else.
    pub fn parse(source: &Arc<Source>) -> Result<Self, Mistakes> {
        let text = source.text();
        let span = |raw: &RawValue| span_of(text, raw.get());
        let document: Result<Document<'_>, _> = serde_json::from_str(text);
        // A later version may hold what this one does not know, so that its number goes first.
        if !document.as_ref().is_ok_and(|document| document.version <= VERSION)
            && let Ok(Versioned { version }) = serde_json::from_str(text)
            && version.get().parse().is_ok_and(|version: u64| version > VERSION)
        {
            let message =
                format!("this amnesty has version {}, and this oep45 knows versions up to {VERSION}", version.get());
            return Err(wrong(source, span(version), message));
        }
        let document = document.map_err(|error| broken(source, 0, &error))?;
        if document.version != VERSION {
            let message = format!("no version {} of the amnesty's format was ever written", document.version);
            return Err(wrong(source, Span::at(0), message));
        }
        let entry = |raw: &&RawValue| match serde_json::from_str(raw.get()) {
            Ok(entry) => Ok((Arc::new(entry), span(raw))),
            Err(error) => Err(broken(source, span(raw).start, &error)),
        };
        let entries: Vec<_> = document.findings.par_iter().map(entry).collect();
        // The first mistake of several, whichever was met first.
        let entries = entries.into_iter().collect::<Result<_, _>>()?;
        Ok(Self { source: Arc::clone(source), entries })
    }
}

/// The text of an amnesty file with `entries`.
pub fn write(mut entries: Vec<Entry>) -> String {
    entries.sort_by(|a, b| a.key().cmp(&b.key()));
    let mut text = format!("{{\n  \"version\": {VERSION},\n  \"findings\": [");
    for (index, entry) in entries.iter().enumerate() {
        // A struct of strings and a number is always JSON, and writing to a string does not fail.
        let json = serde_json::to_string(entry).unwrap_or_default();
        let _ = write!(text, "{}\n    {json}", if index == 0 { "" } else { "," });
    }
    text.push_str(if entries.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" });
    text
}

/// What the JSON reader, which began at `start`, complains of.
fn broken(source: &Arc<Source>, start: u32, error: &serde_json::Error) -> Mistakes {
    let text = source.text();
    let rest = &text[start as usize..];
    let line_start: usize = rest.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    let at = text.floor_char_boundary((start as usize + line_start + error.column().saturating_sub(1)).min(text.len()));
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    wrong(source, Span::at(u32::try_from(at).unwrap_or(start)), format!("this amnesty can't be read: {message}"))
}

/// Where `part`, a slice of `text`, stands.
fn span_of(text: &str, part: &str) -> Span {
    let start = part.as_ptr() as usize - text.as_ptr() as usize;
    let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(offset(start), offset(start + part.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, count: usize) -> Entry {
        Entry { path: path.to_owned(), rule: "missing-cmd".to_owned(), text: "FROM \"a\"".to_owned(), count }
    }

    fn parse(text: &str) -> Result<Vec<(Entry, String)>, String> {
        let source = Arc::new(Source::new("oep45-amnesty.json", text));
        let file = AmnestyFile::parse(&source).map_err(|mistakes| {
            let finding = &mistakes.0[0];
            let at = source.position(finding.primary.span.start);
            format!("{}:{}: {}", at.line, at.column, finding.message)
        })?;
        Ok(file.entries.into_iter().map(|(entry, span)| (entry.as_ref().clone(), span.of(text).to_owned())).collect())
    }

    #[test]
    fn what_is_written_is_sorted_and_read_back_with_its_places() {
        let text = write(vec![entry("b", 2), entry("a", 1)]);
        let read = parse(&text).unwrap();
        assert_eq!(read[0].0, entry("a", 1));
        assert_eq!(read[1].1, r#"{"path":"b","rule":"missing-cmd","text":"FROM \"a\"","count":2}"#);
        assert_eq!(parse(&write(vec![])).unwrap(), []);
    }

    #[test]
    fn each_entry_has_a_line() {
        let text = write(vec![entry("a", 1), entry("b", 1)]);
        assert_eq!(text.lines().filter(|line| line.contains("missing-cmd")).count(), 2, "{text}");
        assert!(text.starts_with("{\n  \"version\": 1,\n  \"findings\": [\n    {\"path\":\"a\","), "{text}");
    }

    #[test]
    fn a_file_that_is_no_amnesty_is_refused_at_its_place() {
        let said = |text: &str| parse(text).unwrap_err();
        assert_eq!(said("{\n  oops"), "2:3: this amnesty can't be read: key must be a string");
        assert_eq!(said(""), "1:1: this amnesty can't be read: EOF while parsing a value");
        let newer = "{\n  \"version\": 2,\n  \"pardons\": {}\n}";
        assert_eq!(said(newer), "2:14: this amnesty has version 2, and this oep45 knows versions up to 1");
        let entry = "{\"version\": 1, \"findings\": [\n{\"path\": 1}]}";
        assert!(
            said(entry).starts_with("2:10: this amnesty can't be read: invalid type: integer `1`"),
            "{}",
            said(entry)
        );
    }
}
