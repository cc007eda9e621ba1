//! What parser and model see in a file, as data: for rule authors, and for comparison with other parsers.

mod human;
mod view;

use crate::model::Dockerfile;
use crate::parse;
use crate::text::{Files, Source};
use std::sync::Arc;
use view::View;

/// An outline, rendered.
#[derive(Debug)]
pub struct Outline {
    /// The text, with a final newline.
    pub text: String,
    /// Whether the file has problems.
    pub has_problems: bool,
}

/// The outline as indented text for people.
pub fn human(source: &Arc<Source>, tree_path: &str, files: &dyn Files) -> Outline {
    with_view(source, tree_path, files, human::render)
}

/// The outline as JSON: `{"instructions": […], "stages": […], "problems": […]}`.
///
/// # Errors
/// Never in practice: only what `serde_json` may report.
pub fn json(source: &Arc<Source>, tree_path: &str, files: &dyn Files) -> Result<Outline, serde_json::Error> {
    let mut failure = None;
    let outline = with_view(source, tree_path, files, |view| match serde_json::to_string_pretty(view) {
        Ok(text) => text + "\n",
        Err(error) => {
            failure = Some(error);
            String::new()
        }
    });
    failure.map_or(Ok(outline), Err)
}

fn with_view(
    source: &Arc<Source>,
    tree_path: &str,
    files: &dyn Files,
    render: impl FnOnce(&View<'_>) -> String,
) -> Outline {
    let tree = parse::parse(source.text());
    let file = Dockerfile::new(source, &tree, tree_path, files);
    let view = View::of(&file);
    Outline { has_problems: !view.problems.is_empty(), text: render(&view) }
}
