//! Group `image`: OEP-45's clauses on Dockerfiles.

mod ansible_in_build;
mod arg_without_default;
mod comment_swallows_command;
mod config_baked_in;
mod config_path_variable;
mod credential_required;
mod development_default;
mod foreign_syntax;
mod image_per_environment;
mod missing_cmd;
mod private_base_image;
mod private_customization;
mod private_source;
mod script_outside_repository;
mod secret_baked_in;
mod settings_module_baked_in;
mod shell_script_in_build;
mod swallowed_instruction;
mod syntax_error;
mod uncommented_file;
mod unexplained_package;
mod unusable_arg_default;

use super::Entry;

/// The group's rules, by id.
pub const RULES: &[Entry] = &[
    Entry::new::<ansible_in_build::AnsibleInBuild>("ansible-in-build"),
    Entry::new::<arg_without_default::ArgWithoutDefault>("arg-without-default"),
    Entry::new::<comment_swallows_command::CommentSwallowsCommand>("comment-swallows-command"),
    Entry::new::<config_baked_in::ConfigBakedIn>("config-baked-in"),
    Entry::new::<config_path_variable::ConfigPathVariable>("config-path-variable"),
    Entry::new::<credential_required::CredentialRequired>("credential-required"),
    Entry::new::<development_default::DevelopmentDefault>("development-default"),
    Entry::new::<foreign_syntax::ForeignSyntax>("foreign-syntax"),
    Entry::new::<image_per_environment::ImagePerEnvironment>("image-per-environment"),
    Entry::new::<missing_cmd::MissingCmd>("missing-cmd"),
    Entry::new::<private_base_image::PrivateBaseImage>("private-base-image"),
    Entry::new::<private_customization::PrivateCustomization>("private-customization"),
    Entry::new::<private_source::PrivateSource>("private-source"),
    Entry::new::<script_outside_repository::ScriptOutsideRepository>("script-outside-repository"),
    Entry::new::<secret_baked_in::SecretBakedIn>("secret-baked-in"),
    Entry::new::<settings_module_baked_in::SettingsModuleBakedIn>("settings-module-baked-in"),
    Entry::new::<shell_script_in_build::ShellScriptInBuild>("shell-script-in-build"),
    Entry::new::<swallowed_instruction::SwallowedInstruction>("swallowed-instruction"),
    Entry::new::<syntax_error::SyntaxError>("syntax-error"),
    Entry::new::<uncommented_file::UncommentedFile>("uncommented-file"),
    Entry::new::<unexplained_package::UnexplainedPackage>("unexplained-package"),
    Entry::new::<unusable_arg_default::UnusableArgDefault>("unusable-arg-default"),
];
