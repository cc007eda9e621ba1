//! Group `build`: what BuildKit's own checks report, found without a build.

mod base_image_platform;
mod constant_platform;
mod definition_description;
mod duplicate_stage_name;
mod empty_continuation;
mod expose_format;
mod expose_protocol_casing;
mod from_as_casing;
mod ignored_copy_source;
mod instruction_casing;
mod invalid_default_arg_in_from;
mod legacy_key_value;
mod maintainer_instruction;
mod missing_copy_source;
mod nearest;
mod place;
mod ports;
mod redundant_platform;
mod relative_workdir;
mod repeated_instruction;
mod reserved_stage_name;
mod secret_in_arg_or_env;
mod shell_form_command;
mod stage_name_casing;
mod undefined_arg_in_from;
mod undefined_variable;

use super::Entry;

/// The group's rules, by id.
pub const RULES: &[Entry] = &[
    Entry::new::<base_image_platform::BaseImagePlatform>("base-image-platform"),
    Entry::new::<constant_platform::ConstantPlatform>("constant-platform"),
    Entry::new::<definition_description::DefinitionDescription>("definition-description"),
    Entry::new::<duplicate_stage_name::DuplicateStageName>("duplicate-stage-name"),
    Entry::new::<empty_continuation::EmptyContinuation>("empty-continuation"),
    Entry::new::<expose_format::ExposeFormat>("expose-format"),
    Entry::new::<expose_protocol_casing::ExposeProtocolCasing>("expose-protocol-casing"),
    Entry::new::<from_as_casing::FromAsCasing>("from-as-casing"),
    Entry::new::<ignored_copy_source::IgnoredCopySource>("ignored-copy-source"),
    Entry::new::<instruction_casing::InstructionCasing>("instruction-casing"),
    Entry::new::<invalid_default_arg_in_from::InvalidDefaultArgInFrom>("invalid-default-arg-in-from"),
    Entry::new::<legacy_key_value::LegacyKeyValue>("legacy-key-value"),
    Entry::new::<maintainer_instruction::MaintainerInstruction>("maintainer-instruction"),
    Entry::new::<missing_copy_source::MissingCopySource>("missing-copy-source"),
    Entry::new::<redundant_platform::RedundantPlatform>("redundant-platform"),
    Entry::new::<relative_workdir::RelativeWorkdir>("relative-workdir"),
    Entry::new::<repeated_instruction::RepeatedInstruction>("repeated-instruction"),
    Entry::new::<reserved_stage_name::ReservedStageName>("reserved-stage-name"),
    Entry::new::<secret_in_arg_or_env::SecretInArgOrEnv>("secret-in-arg-or-env"),
    Entry::new::<shell_form_command::ShellFormCommand>("shell-form-command"),
    Entry::new::<stage_name_casing::StageNameCasing>("stage-name-casing"),
    Entry::new::<undefined_arg_in_from::UndefinedArgInFrom>("undefined-arg-in-from"),
    Entry::new::<undefined_variable::UndefinedVariable>("undefined-variable"),
];
