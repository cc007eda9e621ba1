//! Labels to physical locations: a file named from the repository's root, and a region in UTF-16 columns.

use super::super::Root;
use super::super::address::percent_encode;
use super::super::columns::{AllColumns, shown};
use super::fingerprint::LineHashes;
use super::message;
use super::schema::{ArtifactLocation, Location, Message, PhysicalLocation, Region, UriBases};
use crate::finding::Label;
use crate::text::{Position, Source, Span};
use std::collections::HashMap;
use std::sync::Arc;

/// Makes locations; what they need of each source is computed once.
pub(super) struct Locations<'a> {
    root: &'a Root,
    columns: AllColumns<'a>,
    hashes: HashMap<*const Source, LineHashes>,
}

impl<'a> Locations<'a> {
    /// Locations for paths as `root` places them in the repository.
    pub(super) fn new(root: &'a Root) -> Self {
        Self { root, columns: AllColumns::default(), hashes: HashMap::new() }
    }

    /// The place of a label, with its message where it has one.
    pub(super) fn label(&mut self, label: &'a Label, id: Option<usize>) -> Location {
        let region = self.region(&label.source, shown(&label.source, label.span));
        let artifact_location = self.artifact(label.source.path());
        let message =
            (!label.message.is_empty()).then(|| Message { text: message::shown(&label.message).into_owned() });
        Location { id, physical_location: PhysicalLocation { artifact_location, region: Some(region) }, message }
    }

    /// A whole file.
    pub(super) fn file(&self, path: &str) -> Location {
        let artifact_location = self.artifact(path);
        Location { id: None, physical_location: PhysicalLocation { artifact_location, region: None }, message: None }
    }

    /// The file at `path`. One outside the repository is not said to be in it.
    pub(super) fn artifact(&self, path: &str) -> ArtifactLocation {
        match self.root.inside(path) {
            Some(inside) => in_repository(&inside),
            None if path.starts_with('/') => {
                ArtifactLocation { uri: format!("file://{}", percent_encode(path)), uri_base_id: None }
            }
            None => ArtifactLocation { uri: percent_encode(path), uri_base_id: None },
        }
    }

    /// The file at `path` as people name it.
    pub(super) fn name(&self, path: &str) -> String {
        self.root.name(path)
    }

    /// The region of exactly `span`.
    pub(super) fn region(&mut self, source: &'a Arc<Source>, span: Span) -> Region {
        let columns = self.columns.of(source);
        let position = |at| behind_byte_order_mark(source, columns.position_utf16(at));
        let (start, end) = (position(span.start), position(span.end));
        Region { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
    }

    /// The fingerprint of the line where `label` begins.
    pub(super) fn line_hash(&mut self, label: &'a Label) -> String {
        let source = &label.source;
        let line = source.lines().line(shown(source, label.span).start);
        let hashes = self.hashes.entry(Arc::as_ptr(source)).or_insert_with(|| LineHashes::of(source));
        hashes.line(line)
    }
}

/// A byte order mark at the start of the file changes no column [3.30.2].
fn behind_byte_order_mark(source: &Source, position: Position) -> Position {
    let marked = position.line == 1 && source.text().starts_with('\u{feff}');
    Position { column: (position.column - u32::from(marked)).max(1), ..position }
}

/// The file at `inside`, relative to the repository's root; the root itself where that is empty.
fn in_repository(inside: &str) -> ArtifactLocation {
    let uri = if inside.is_empty() { "./".to_owned() } else { percent_encode(inside) };
    ArtifactLocation { uri, uri_base_id: Some(UriBases::REPOSITORY) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(root: &str, path: &str) -> (String, bool) {
        let root = Root::Inside(root.to_owned());
        let artifact = Locations::new(&root).artifact(path);
        (artifact.uri, artifact.uri_base_id.is_some())
    }

    #[test]
    fn the_root_itself_has_a_name() {
        assert_eq!(uri("web", ".."), ("./".to_owned(), true));
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
