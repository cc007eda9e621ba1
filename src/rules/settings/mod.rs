//! Group `settings`: OEP-45's clauses on the configuration of services.

mod config_path_unread;
mod environment_settings_module;
mod incomplete_config;
mod insecure_setting_default;
mod names;
mod settings_layout;
mod settings_overlap;
mod signing;
mod unchecked_required_setting;
mod undocumented_setting;
mod unknown_setting;

use super::Entry;

/// The group's rules, by id.
pub const RULES: &[Entry] = &[
    Entry::new::<config_path_unread::ConfigPathUnread>("config-path-unread"),
    Entry::new::<environment_settings_module::EnvironmentSettingsModule>("environment-settings-module"),
    Entry::new::<incomplete_config::IncompleteConfig>("incomplete-config"),
    Entry::new::<insecure_setting_default::InsecureSettingDefault>("insecure-setting-default"),
    Entry::new::<settings_layout::SettingsLayout>("settings-layout"),
    Entry::new::<settings_overlap::SettingsOverlap>("settings-overlap"),
    Entry::new::<unchecked_required_setting::UncheckedRequiredSetting>("unchecked-required-setting"),
    Entry::new::<undocumented_setting::UndocumentedSetting>("undocumented-setting"),
    Entry::new::<unknown_setting::UnknownSetting>("unknown-setting"),
];
