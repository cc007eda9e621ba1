//! `config-path-variable`: the path of the configuration file goes by an older name than `<APPNAME>_CFG_PATH`.

use crate::finding::Sink;
use crate::model::{DefinitionKind, Dockerfile, Stage};
use crate::parse::Keyword;
use crate::repo::settings::FORMER_ENDINGS;
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ConfigPathVariable {
    endings: Vec<String>,
    allowed: Vec<String>,
}

impl Default for ConfigPathVariable {
    fn default() -> Self {
        Self { endings: FORMER_ENDINGS.map(str::to_owned).to_vec(), allowed: vec!["REVISION_CFG".to_owned()] }
    }
}

/// One use of a variable.
struct Use<'m> {
    name: Cow<'m, str>,
    span: Span,
    /// Whether containers start with it.
    in_container: bool,
    /// Whether the value may be the path of a configuration file, or of a folder of them.
    is_path: bool,
}

impl Rule for ConfigPathVariable {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let mut variables: BTreeMap<Cow<'_, str>, Vec<Use<'_>>> = BTreeMap::new();
        for found in definitions(file).chain(assignments(file)) {
            if self.application(&found.name).is_none() {
                if found.name.ends_with("_CFG_PATH") {
                    sink.spare(found.span, || "it is called as OEP-45 asks");
                }
                continue;
            }
            if self.allowed.iter().any(|allowed| *allowed == found.name) {
                sink.spare(found.span, || "the option `allowed` names it");
            } else if !found.is_path {
                sink.spare(found.span, || "its value is not the path of a configuration file");
            } else {
                variables.entry(found.name.clone()).or_default().push(found);
            }
        }
        let mut variables: Vec<_> = variables.into_values().collect();
        for uses in &mut variables {
            uses.sort_by_key(|found| (!found.in_container, found.span.start));
        }
        variables.sort_by_key(|uses| uses.first().map(|found| found.span.start));
        for uses in variables {
            self.report(&uses, sink);
        }
    }
}

impl ConfigPathVariable {
    /// The application's name in a variable of the old kind.
    fn application<'n>(&self, name: &'n str) -> Option<&'n str> {
        self.endings.iter().find_map(|ending| name.strip_suffix(ending.as_str())).filter(|app| !app.is_empty())
    }

    fn report(&self, uses: &[Use<'_>], sink: &mut Sink) {
        let Some((first, others)) = uses.split_first() else { return };
        let Some(app) = self.application(&first.name) else { return };
        let message = format!("the configuration file is made known by `{}`, not by `{app}_CFG_PATH`", first.name);
        let finding = sink.report(first.span, message);
        for other in others {
            finding.label(other.span, "and here");
        }
        finding.help(format!(
            "Let the service read `{app}_CFG_PATH`, the whole path of its YAML file, and set that here; it can go on \
             reading `{}` until every deployment has moved.",
            first.name
        ));
    }
}

/// The variables that ENVs set.
fn definitions<'m>(file: &'m Dockerfile<'_>) -> impl Iterator<Item = Use<'m>> + 'm {
    let definitions = file.stages.iter().flat_map(Stage::definitions);
    definitions.filter(|definition| definition.kind == DefinitionKind::Env).filter_map(|definition| {
        let value = definition.value.as_ref()?;
        Some(Use {
            name: Cow::Borrowed(&definition.name),
            span: definition.pair.name.span(),
            in_container: true,
            is_path: !value.is_known() || may_be_path(&definition.name, &value.text),
        })
    })
}

fn may_be_path(name: &str, value: &str) -> bool {
    let file = [".json", ".yaml", ".yml"].iter().any(|end| value.ends_with(end));
    file || name.ends_with("_ROOT") && value.contains('/')
}

/// Assignments in commands: for one of them, or exported.
fn assignments<'m>(file: &'m Dockerfile<'_>) -> impl Iterator<Item = Use<'m>> + 'm {
    let commands = file
        .steps()
        .filter(|(_, step)| matches!(step.instruction.keyword, Keyword::Run | Keyword::Cmd | Keyword::Entrypoint));
    commands.flat_map(|(_, step)| &step.script.commands).flat_map(|command| {
        let assigned = command.assignments.iter().map(|it| (it.name.as_ref(), it.name_span, it.value.text()));
        let exported = command.words.iter().filter_map(|word| {
            let text = word.literal()?;
            let (name, value) = text.split_once('=')?;
            let end = word.span.start + u32::try_from(name.len()).ok()?;
            Some((name, Span::new(word.span.start, end), Cow::Borrowed(value)))
        });
        assigned.chain(exported).map(|(name, span, value)| {
            let is_path = may_be_path(name, &value);
            Use { name: Cow::Borrowed(name), span, in_container: false, is_path }
        })
    })
}
