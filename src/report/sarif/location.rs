//! Labels to physical locations: a file named from the repository's root, and a region in UTF-16 columns.

use super::super::address::{in_repository, percent_encode};
use super::super::columns::{AllColumns, shown};
use super::fingerprint::LineHashes;
use super::schema::{ArtifactLocation, Location, Message, PhysicalLocation, Region};
use crate::finding::Label;
use crate::text::{Source, Span};
use std::collections::HashMap;
use std::sync::Arc;

/// Makes locations; what they need of each source is computed once.
pub(super) struct Locations<'a> {
    root: &'a str,
    columns: AllColumns<'a>,
    hashes: HashMap<*const Source, LineHashes>,
}

impl<'a> Locations<'a> {
    /// Locations for paths that are relative to `root`, which is relative to the repository's root.
    pub(super) fn new(root: &'a str) -> Self {
        Self { root, columns: AllColumns::default(), hashes: HashMap::new() }
    }

    /// The place of a label, with its message where it has one.
    pub(super) fn label(&mut self, label: &'a Label, id: Option<usize>) -> Location {
        let region = self.region(&label.source, shown(&label.source, label.span));
        let artifact_location = self.artifact(label.source.path());
        let message = (!label.message.is_empty()).then(|| Message { text: label.message.clone() });
        Location { id, physical_location: PhysicalLocation { artifact_location, region: Some(region) }, message }
    }

    /// A whole file.
    pub(super) fn file(&self, path: &str) -> Location {
        let artifact_location = self.artifact(path);
        Location { id: None, physical_location: PhysicalLocation { artifact_location, region: None }, message: None }
    }

    /// The file at `path`. One outside the repository is not said to be in it.
    pub(super) fn artifact(&self, path: &str) -> ArtifactLocation {
        if path.starts_with('/') {
            return ArtifactLocation { uri: format!("file://{}", percent_encode(path)), uri_base_id: None };
        }
        match in_repository(self.root, path) {
            Some(inside) => ArtifactLocation { uri: percent_encode(&inside), uri_base_id: Some("%SRCROOT%") },
            None => ArtifactLocation { uri: percent_encode(path), uri_base_id: None },
        }
    }

    /// The region of exactly `span`.
    pub(super) fn region(&mut self, source: &'a Arc<Source>, span: Span) -> Region {
        let columns = self.columns.of(source);
        let (start, end) = (columns.position_utf16(span.start), columns.position_utf16(span.end));
        Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
    }

    /// The fingerprint of the line where `label` begins.
    pub(super) fn line_hash(&mut self, label: &'a Label) -> String {
        let source = &label.source;
        let line = source.lines().line(shown(source, label.span).start);
        let hashes = self.hashes.entry(Arc::as_ptr(source)).or_insert_with(|| LineHashes::new(source.text()));
        hashes.line(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(root: &str, path: &str) -> (String, bool) {
        let artifact = Locations::new(root).artifact(path);
        (artifact.uri, artifact.uri_base_id.is_some())
    }

    #[test]
    fn paths_are_named_from_the_root_on() {
        assert_eq!(uri("", "docker/Dockerfile"), ("docker/Dockerfile".to_owned(), true));
        assert_eq!(uri("services/web", "./Dockerfile"), ("services/web/Dockerfile".to_owned(), true));
        assert_eq!(uri("services/web", "../api/Dockerfile"), ("services/api/Dockerfile".to_owned(), true));
    }

    #[test]
    fn paths_outside_the_root_are_not_said_to_be_inside() {
        assert_eq!(uri("web", "../../Dockerfile"), ("../../Dockerfile".to_owned(), false));
        assert_eq!(uri("web", "/srv/a b/Dockerfile"), ("file:///srv/a%20b/Dockerfile".to_owned(), false));
    }

    #[test]
    fn what_a_uri_does_not_hold_is_percent_encoded() {
        assert_eq!(uri("", "a b/é:%#?.Dockerfile").0, "a%20b/%C3%A9%3A%25%23%3F.Dockerfile");
    }
}
