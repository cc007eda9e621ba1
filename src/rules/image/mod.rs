//! Group `image`: OEP-45's clauses on Dockerfiles.

mod ansible_in_build;
mod config_baked_in;
mod config_path_variable;
mod missing_cmd;
mod private_base_image;
mod private_customization;
mod secret_baked_in;
mod settings_module_baked_in;
mod syntax_error;

use super::Entry;

/// The group's rules, by id.
pub const RULES: &[Entry] = &[
    Entry::new::<ansible_in_build::AnsibleInBuild>("ansible-in-build"),
    Entry::new::<config_baked_in::ConfigBakedIn>("config-baked-in"),
    Entry::new::<config_path_variable::ConfigPathVariable>("config-path-variable"),
    Entry::new::<missing_cmd::MissingCmd>("missing-cmd"),
    Entry::new::<private_base_image::PrivateBaseImage>("private-base-image"),
    Entry::new::<private_customization::PrivateCustomization>("private-customization"),
    Entry::new::<secret_baked_in::SecretBakedIn>("secret-baked-in"),
    Entry::new::<settings_module_baked_in::SettingsModuleBakedIn>("settings-module-baked-in"),
    Entry::new::<syntax_error::SyntaxError>("syntax-error"),
];
