//! Source text, positions in it, and the files of a run. Everything else builds on this; it builds on nothing.

mod ci_name;
mod cursor;
mod dockerfile_name;
mod file_kind;
mod files;
mod joined;
mod lines;
mod source;
mod span;

pub use ci_name::{is_ci_folder, is_ci_word};
pub use cursor::Cursor;
pub use dockerfile_name::is_dockerfile;
pub use file_kind::FileKind;
pub use files::{Files, Kind, MemoryFiles, is_normal, normalize};
pub use joined::{Joined, OPAQUE, Piece, holds_opaque};
pub use lines::{LineIndex, Position};
pub use source::Source;
pub use span::{Span, disjoint, disjoint_marked, offset_in};
