//! `secret-in-arg-or-env`: an ARG or ENV is named like a credential.

use super::place::report;
use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::parse::{Instruction, Keyword};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::HashSet;

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct SecretInArgOrEnv {
    words: Vec<String>,
    harmless: Vec<String>,
    parts: Vec<String>,
}

impl Default for SecretInArgOrEnv {
    fn default() -> Self {
        let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        Self {
            words: owned(&[
                "apikey",
                "auth",
                "credential",
                "credentials",
                "key",
                "passwd",
                "password",
                "pword",
                "pwd",
                "secret",
                "token",
            ]),
            harmless: owned(&["file", "public", "version"]),
            parts: Vec::new(),
        }
    }
}

impl Rule for SecretInArgOrEnv {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let mut fired = HashSet::new();
        for executed in file.executed().chain(file.executed_in_piece()) {
            let instruction = executed.instruction;
            let Some((what, help)) = kind(instruction) else { continue };
            fired.extend(executed.fired_by.map(|_| instruction.span));
            for pair in instruction.pairs() {
                let name = if executed.is(Keyword::Env) {
                    file.value(executed.place, &pair.name).text
                } else {
                    pair.name.text().into_owned()
                };
                if self.is_secret(&name) {
                    let message = format!("the {what} `{name}` is named like a credential, and stays in the image");
                    report(file, sink, executed.cause(), pair.name.span(), message).help(help);
                }
            }
        }
        // What no stage here fires, the images built on this one will.
        for instruction in file.triggers().filter(|trigger| !fired.contains(&trigger.span)) {
            let Some((what, help)) = kind(instruction) else { continue };
            for pair in instruction.pairs() {
                let name = pair.name.text();
                if self.is_secret(&name) {
                    let message = format!(
                        "the {what} `{name}` is named like a credential, and stays in images built on this one"
                    );
                    sink.report(pair.name.span(), message).known_as(&["DL3064"]).help(help);
                }
            }
        }
    }
}

/// What an ARG or an ENV defines, and where a credential belongs instead.
fn kind(instruction: &Instruction<'_>) -> Option<(&'static str, &'static str)> {
    match instruction.keyword {
        Keyword::Arg => Some(("build argument", "Hand it to the `RUN` that needs it with `--mount=type=secret`.")),
        Keyword::Env => Some(("variable", "Give it to the container when it starts, not to the image.")),
        _ => None,
    }
}

impl SecretInArgOrEnv {
    fn is_secret(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        let own = behind_service(&lower);
        let has = |words: &[String]| own.split('_').any(|word| words.iter().any(|known| known == word));
        has(&self.words) && !has(&self.harmless) || self.parts.iter().any(|part| lower.contains(part.as_str()))
    }
}

/// What a name in small letters says behind the name of Open edX's service `credentials`, where it says where that has its
/// things: `app_dir` of `credentials_app_dir`. BuildKit takes such names for credentials.
fn behind_service(name: &str) -> &str {
    const THINGS: [&str; 20] = [
        "app",
        "bin",
        "branch",
        "cfg",
        "code",
        "config",
        "dir",
        "env",
        "home",
        "host",
        "image",
        "name",
        "path",
        "port",
        "repo",
        "repository",
        "root",
        "tag",
        "url",
        "venv",
    ];
    let behind = name.strip_prefix("credentials_");
    behind.filter(|rest| THINGS.iter().any(|thing| rest.rsplit('_').next() == Some(*thing))).unwrap_or(name)
}
