//! Text to tree: lossless, recovering, one pass.
//!
//! Every byte of the input belongs to exactly one [`Node`], in order. A file that BuildKit would refuse still gives a whole
//! tree, and [`Problem`]s. The reference is the Dockerfile reference and BuildKit's own parser.
//!
//! ```text
//! # syntax=docker/dockerfile:1     Directive
//!                                  Blank
//! # Runs the tests                 Comment
//! RUN --network=none make \        Instruction, over all its lines
//!     # fast ones first
//!     test
//! {% endif %}                      Template
//! ```

mod check_options;
mod comment;
mod expansion;
mod flags;
mod grammar;
mod heredoc;
mod image;
mod instruction;
mod json;
mod keyword;
mod logical;
mod pairs;
mod problem;
mod template;
mod tree;
mod words;

pub use check_options::CheckOptions;
pub use comment::{Directive, Directives};
pub use expansion::{Operator, Part, Variable, is_name, parts};
pub use flags::Flag;
pub use heredoc::Heredoc;
pub use image::ImageName;
pub use instruction::{Arguments, Command, Instruction};
pub use json::Item;
pub use keyword::Keyword;
pub use pairs::Pair;
pub use problem::{Problem, Refusal};
pub use template::{first_mark, holds_tag, is_open_tag, tag_at};
pub use tree::{Node, NodeKind, Tree, parse};
pub use words::{Word, is_blank};
