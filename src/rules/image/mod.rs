//! Group `image`: OEP-45's clauses on Dockerfiles.

mod ansible_in_build;
mod comment_swallows_command;
mod missing_cmd;
mod private_base_image;
mod syntax_error;
mod uncommented_command;
mod uncommented_file;
mod unexplained_package;

use super::Entry;

/// The group's rules, by id.
pub const RULES: &[Entry] = &[
    Entry::new::<ansible_in_build::AnsibleInBuild>("ansible-in-build"),
    Entry::new::<comment_swallows_command::CommentSwallowsCommand>("comment-swallows-command"),
    Entry::new::<missing_cmd::MissingCmd>("missing-cmd"),
    Entry::new::<private_base_image::PrivateBaseImage>("private-base-image"),
    Entry::new::<syntax_error::SyntaxError>("syntax-error"),
    Entry::new::<uncommented_command::UncommentedCommand>("uncommented-command"),
    Entry::new::<uncommented_file::UncommentedFile>("uncommented-file"),
    Entry::new::<unexplained_package::UnexplainedPackage>("unexplained-package"),
];
