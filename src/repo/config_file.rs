//! Configuration files of an application that its repository holds: YAML that gives values to its settings.
//!
//! ```text
//! # notes/settings/devstack.yml     beside the settings, or named for what it is: minimal.yml, notes_config.yml
//! SECRET_KEY: devstack              an entry
//! LMS_BASE_URL:                     one without a value
//! ```

use super::service::is_own;
use super::settings::{Package, Settings, is_known_elsewhere, is_setting};
use super::yaml::Yaml;
use super::{Repository, Said};
use crate::text::{Source, Span};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A configuration file.
#[derive(Clone, Debug)]
pub struct ConfigFile {
    /// Its path.
    pub path: String,
    /// Its text.
    pub source: Arc<Source>,
    /// The directory of the settings package that it is for.
    pub package: String,
    /// Its entries that are settings, in order.
    pub entries: Vec<Entry>,
}

/// A setting in a configuration file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The setting.
    pub name: Said,
    /// The value's bytes.
    pub value: Span,
    /// Whether there is no value.
    pub is_null: bool,
}

impl ConfigFile {
    /// The configuration files of `repository`, whose settings are `settings`.
    pub(super) fn all(repository: &Repository<'_>, settings: &Settings) -> Vec<Self> {
        let paths =
            repository.paths().iter().filter(|path| is_own(path) && !path.split('/').any(|it| it.starts_with('.')));
        paths.filter_map(|path| Self::of(repository, settings, path)).collect()
    }

    fn of(repository: &Repository<'_>, settings: &Settings, path: &str) -> Option<Self> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = name.strip_suffix(".yml").or_else(|| name.strip_suffix(".yaml"))?;
        let beside = settings.packages.iter().find(|package| package.directory == folder && !folder.is_empty());
        if beside.is_none() && !is_named_for_it(stem, settings) {
            return None;
        }
        // A template is YAML once something has filled it in.
        let is_template = |text: &str| ["{{", "{%"].iter().any(|tag| text.contains(tag));
        if repository.text(path).is_some_and(|it| is_template(it.text()) && Yaml::parse(it.text()).problem.is_some()) {
            return None;
        }
        let (source, yaml) = repository.yaml(path)?;
        let root = yaml.root().filter(|root| root.is_mapping() && yaml.problem.is_none())?;
        let count = root.entries().count();
        let settings_of = |(key, value): (super::yaml::Node<'_>, super::yaml::Node<'_>)| {
            let name = key.scalar().filter(|name| is_setting(name))?.to_owned();
            Some(Entry { name: Said { value: name, span: key.span() }, value: value.span(), is_null: value.is_null() })
        };
        let entries: Vec<Entry> = root.entries().filter_map(settings_of).collect();
        let known = |package: &&Package| {
            let names = package.names();
            entries.iter().filter(|entry| names.contains(entry.name.value.as_str())).count()
        };
        // Among those of several applications, the one that knows most of it.
        let package = beside.or_else(|| settings.packages.iter().rev().max_by_key(known).filter(|it| known(it) > 0))?;
        let names = package.names();
        let is_familiar = |name: &str| names.contains(name) || is_known_elsewhere(name);
        let familiar = entries.iter().filter(|entry| is_familiar(&entry.name.value)).count();
        let is_config = !entries.is_empty() && entries.len() * 2 >= count && familiar * 2 >= entries.len();
        let package = package.directory.clone();
        is_config.then(|| Self { path: path.to_owned(), source: Arc::clone(&source), package, entries })
    }

    /// The settings that it gives a value.
    pub fn names(&self) -> BTreeSet<&str> {
        self.entries.iter().filter(|entry| !entry.is_null).map(|entry| entry.name.value.as_str()).collect()
    }
}

/// `minimal.yml`, `config.yml`, `notes.yml`, `notes_config.yml`.
fn is_named_for_it(stem: &str, settings: &Settings) -> bool {
    let stem = stem.replace('-', "_");
    let general = ["minimal", "config", "settings", "devstack"].contains(&stem.as_str());
    general
        || stem.ends_with("_config")
        || stem.ends_with("_cfg")
        || settings.packages.iter().any(|it| it.application == stem)
}

#[cfg(all(test, feature = "python"))]
mod tests {
    use super::*;
    use crate::text::MemoryFiles;

    fn found(texts: &[(&str, &str)]) -> Vec<(String, Vec<String>)> {
        let mut files = MemoryFiles::new();
        files.insert(Arc::new(Source::new("notes/settings/base.py", "INSTALLED_APPS = []\nA1 = 1\nB1 = 2\n")));
        for (path, text) in texts {
            files.insert(Arc::new(Source::new(*path, *text)));
        }
        let repository = Repository::new(&files, "", |_| false);
        let names = |file: &ConfigFile| file.entries.iter().map(|entry| entry.name.value.clone()).collect();
        repository.config_files().iter().map(|file| (file.path.clone(), names(file))).collect()
    }

    #[test]
    fn a_template_of_one_is_none_and_no_mistake() {
        let mut files = MemoryFiles::new();
        files.insert(Arc::new(Source::new("notes/settings/base.py", "INSTALLED_APPS = []\nA1 = 1\n")));
        files.insert(Arc::new(Source::new("deploy/config.yml", "{{- if .Values.a }}\nA1: 1\n{{- end }}\n")));
        files.insert(Arc::new(Source::new("deploy/notes.yml", "A1: [1\n")));
        let repository = Repository::new(&files, "", |_| false);
        assert!(repository.config_files().is_empty());
        let unparsed: Vec<String> = repository.unparsed().into_iter().map(|it| it.path).collect();
        assert_eq!(unparsed, ["deploy/notes.yml"]);
    }

    #[test]
    fn what_gives_values_to_settings_is_a_configuration_file() {
        let texts = [("notes/settings/test.yml", "A1: 1\nB1:\nC1: 3\n"), ("minimal.yml", "---\nA1: x\n")];
        let all = found(&texts);
        assert_eq!(all[0], ("minimal.yml".to_owned(), vec!["A1".to_owned()]));
        assert_eq!(all[1].1, ["A1", "B1", "C1"]);
    }

    #[test]
    fn other_yaml_is_none() {
        let texts = [
            ("config.yml", "version: 2\njobs: {}\nA1: 1\n"),
            ("settings.yml", "X1: 1\nY1: 2\nA1: 3\n"),
            (".github/config.yml", "A1: 1\n"),
            ("notes.yml", "A1: [\n"),
            ("values.yml", "A1: 1\n"),
        ];
        assert!(found(&texts).is_empty());
    }

    #[test]
    fn an_entry_without_a_value_sets_nothing() {
        let mut files = MemoryFiles::new();
        files.insert(Arc::new(Source::new("notes/settings/base.py", "INSTALLED_APPS = []\nA1 = 1\n")));
        files.insert(Arc::new(Source::new("notes/settings/test.yml", "A1: ~\n")));
        let repository = Repository::new(&files, "", |_| false);
        assert!(repository.config_files()[0].names().is_empty());
    }
}
