//! Where applications read their configuration: the folders of the options, and the paths that variables name.

use super::ConfigBakedIn;
use crate::model::{DefinitionKind, Dockerfile, Place};
use crate::shell::{Operation, Part, Word};
use crate::text::Span;
use std::collections::BTreeMap;

/// The places of one Dockerfile.
pub(super) struct Places<'r> {
    folders: &'r [String],
    /// By path, the stages whose ENV names it, and where.
    variables: BTreeMap<String, Vec<(usize, Span)>>,
}

impl<'r> Places<'r> {
    pub(super) fn of(rule: &'r ConfigBakedIn, file: &Dockerfile<'_>) -> Self {
        let mut variables: BTreeMap<String, Vec<(usize, Span)>> = BTreeMap::new();
        for stage in &file.stages {
            let definitions = stage.definitions().iter();
            for it in definitions.filter(|it| it.kind == DefinitionKind::Env && names_config(&it.name)) {
                let path = it.value.as_ref().map(|value| &value.text).filter(|path| path.starts_with('/'));
                if let Some(path) = path {
                    variables.entry(path.clone()).or_default().push((stage.index, it.pair.name.span()));
                }
            }
        }
        Self { folders: &rule.folders, variables }
    }

    /// Whether an application reads its configuration from `path`.
    pub(super) fn hold(&self, path: &str) -> bool {
        is_config_file(path) && (self.variables.contains_key(path) || self.hold_by_folder(path))
    }

    /// Whether `path` lies in a folder that operators fill.
    pub(super) fn hold_by_folder(&self, path: &str) -> bool {
        let inside = |folder: &String| path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.starts_with('/'));
        self.folders.iter().any(inside)
    }

    /// The variable that names `path` for a stage: its own or one it is built on, nearest first, else any.
    pub(super) fn variable(&self, file: &Dockerfile<'_>, stage: usize, path: &str) -> Option<Span> {
        let named = self.variables.get(path)?;
        let of = |index: usize| {
            let behind = named.partition_point(|(stage, _)| *stage <= index);
            named[..behind].last().filter(|(stage, _)| *stage == index)
        };
        let near = file.chain(&file.stages[stage]).find_map(|stage| of(stage.index));
        near.or_else(|| named.first()).map(|(_, span)| *span)
    }
}

/// Whether a variable of this name holds the path of a configuration file.
pub(super) fn names_config(name: &str) -> bool {
    ["_CFG", "_CFG_PATH", "_CONFIG_FILE"].iter().any(|end| name.ends_with(end)) && name != "REVISION_CFG"
}

/// Whether a file is of a kind that holds settings.
pub(super) fn is_config_file(path: &str) -> bool {
    [".cfg", ".env", ".json", ".xml", ".yaml", ".yml"].iter().any(|end| path.ends_with(end))
}

/// The path that a word of a shell stands for; its variables have the values that the step gets. What can't be told is
/// left as it is written.
pub(super) fn path(file: &Dockerfile<'_>, place: Place, word: &Word<'_>) -> String {
    let mut path = String::new();
    for part in word.parts() {
        match part {
            Part::Literal(text, _) => path.push_str(text),
            Part::Variable(variable) if variable.operation == Operation::Value => {
                let value = file.definition(place, &variable.name).and_then(|it| it.value.as_ref());
                match value.filter(|value| value.is_known()) {
                    Some(value) => path.push_str(&value.text),
                    None => path.push_str(variable.span.of(file.source.text())),
                }
            }
            other => path.push_str(other.span().of(file.source.text())),
        }
    }
    path
}
