//! Group `image`: OEP-45's clauses on Dockerfiles.

mod ansible_in_build;
mod credential_required;
mod missing_cmd;
mod private_base_image;
mod private_source;
mod script_outside_repository;
mod shell_script_in_build;
mod syntax_error;

use super::Entry;

/// The group's rules, by id.
pub const RULES: &[Entry] = &[
    Entry::new::<ansible_in_build::AnsibleInBuild>("ansible-in-build"),
    Entry::new::<credential_required::CredentialRequired>("credential-required"),
    Entry::new::<missing_cmd::MissingCmd>("missing-cmd"),
    Entry::new::<private_base_image::PrivateBaseImage>("private-base-image"),
    Entry::new::<private_source::PrivateSource>("private-source"),
    Entry::new::<script_outside_repository::ScriptOutsideRepository>("script-outside-repository"),
    Entry::new::<shell_script_in_build::ShellScriptInBuild>("shell-script-in-build"),
    Entry::new::<syntax_error::SyntaxError>("syntax-error"),
];
