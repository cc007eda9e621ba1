//! The settings of a `.hadolint.yaml`.

use crate::finding::{CONFIGURATION, Finding, Severity};
use crate::repo::yaml::{Node, Yaml};
use crate::text::{Source, Span};
use std::sync::Arc;

/// What the file says.
#[derive(Default)]
pub(super) struct Settings {
    /// Codes that are not reported.
    pub(super) ignored: Vec<String>,
    /// Codes with their levels, which are words of hadolint's; a code may come twice.
    pub(super) levels: Vec<(String, &'static str)>,
    pub(super) registries: Vec<String>,
    /// Labels with the types of their values.
    pub(super) labels: Vec<(String, String)>,
    pub(super) strict_labels: bool,
    /// Whether comments in Dockerfiles are not listened to.
    pub(super) ignores_pragmas: bool,
    /// The mildest level that fails a run; `none` where nothing does.
    pub(super) threshold: Option<String>,
    pub(super) formats: Vec<String>,
    pub(super) no_color: bool,
    /// Keys that are not known, with their lines.
    pub(super) unknown: Vec<(String, u32)>,
}

/// The levels of hadolint, from bad to mild.
pub(super) const LEVELS: [&str; 4] = ["error", "warning", "info", "style"];

/// Read `source`.
pub(super) fn read(source: &Arc<Source>) -> Result<Settings, Vec<Finding>> {
    let yaml = Yaml::parse(source.text());
    let mut reader = Reader { source, wrong: Vec::new() };
    if let Some(problem) = &yaml.problem {
        reader.wrong(problem.span, format!("this is no YAML: {}", problem.message.trim_end_matches('.')));
        return Err(reader.wrong);
    }
    let mut settings = Settings::default();
    match yaml.root() {
        Some(root) if root.is_mapping() => reader.settings(root, &mut settings),
        Some(root) if !root.is_null() => reader.wrong(root.span(), "a configuration is a mapping of settings"),
        _ => {}
    }
    if reader.wrong.is_empty() { Ok(settings) } else { Err(reader.wrong) }
}

struct Reader<'s> {
    source: &'s Arc<Source>,
    wrong: Vec<Finding>,
}

impl Reader<'_> {
    fn settings(&mut self, root: Node<'_>, settings: &mut Settings) {
        let mut never_fails = false;
        // Of two equal keys, the later one counts, as for hadolint.
        for (key, value) in root.entries() {
            match key.scalar().unwrap_or_default() {
                "ignored" => settings.ignored = self.texts(value),
                "override" => {
                    settings.levels.clear();
                    for (level, codes) in value.entries() {
                        match LEVELS.into_iter().find(|known| level.scalar() == Some(known)) {
                            Some(known) => settings.levels.extend(self.texts(codes).into_iter().map(|it| (it, known))),
                            None => self.wrong(level.span(), "a level is `error`, `warning`, `info` or `style`"),
                        }
                    }
                }
                "trustedRegistries" => settings.registries = self.texts(value),
                "label-schema" => {
                    settings.labels.clear();
                    for (label, kind) in value.entries() {
                        let Some((label, kind)) = self.text(label).zip(self.text(kind)) else { continue };
                        settings.labels.retain(|(known, _)| *known != label);
                        settings.labels.push((label, kind));
                    }
                }
                "strict-labels" => settings.strict_labels = self.truth(value),
                "disable-ignore-pragma" => settings.ignores_pragmas = self.truth(value),
                "failure-threshold" => settings.threshold = self.text(value),
                "no-fail" => never_fails = self.truth(value),
                "format" => settings.formats.extend(self.text(value)),
                "formats" => settings.formats.extend(self.texts(value)),
                "no-color" => settings.no_color = self.truth(value),
                // Says more of a run, not something else.
                "verbose" => _ = self.truth(value),
                other => {
                    let line = self.source.position(key.span().start).line;
                    settings.unknown.push((other.to_owned(), line));
                }
            }
        }
        if never_fails {
            settings.threshold = Some("none".to_owned());
        }
    }

    fn texts(&mut self, node: Node<'_>) -> Vec<String> {
        if node.is_null() {
            return Vec::new();
        }
        // A scalar is a list of one; hadolint takes codes with commas between them, too.
        if let Some(text) = node.scalar() {
            return text.split(',').map(|code| code.trim().to_owned()).filter(|code| !code.is_empty()).collect();
        }
        if node.is_mapping() {
            self.wrong(node.span(), "this is a list, and not a mapping");
        }
        node.items().filter_map(|item| self.text(item)).collect()
    }

    fn text(&mut self, node: Node<'_>) -> Option<String> {
        match node.scalar() {
            Some(_) if node.is_null() => Some(String::new()),
            Some(text) => Some(text.to_owned()),
            None => {
                self.wrong(node.span(), "this is one text, and neither a list nor a mapping");
                None
            }
        }
    }

    fn truth(&mut self, node: Node<'_>) -> bool {
        let said = node.scalar().filter(|_| node.is_plain()).map(str::to_ascii_lowercase);
        match said.as_deref() {
            Some("true" | "yes" | "on") => true,
            Some("false" | "no" | "off" | "" | "null" | "~") => false,
            _ => {
                self.wrong(node.span(), "this is `true` or `false`");
                false
            }
        }
    }

    fn wrong(&mut self, span: Span, message: impl Into<String>) {
        self.wrong.push(Finding::new(CONFIGURATION, Severity::Error, self.source, span, message));
    }
}
