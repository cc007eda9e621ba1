//! Configuration files that COPY or ADD takes from the context.

use super::Baked;
use super::content::is_of_deployment;
use super::place::{Places, is_config_file};
use crate::finding::Sink;
use crate::model::{Dockerfile, Place};
use crate::parse::Keyword;
use crate::text::Kind;
use std::collections::BTreeSet;

pub(super) fn files(file: &Dockerfile<'_>, places: &Places<'_>, sink: &mut Sink) -> Vec<Baked> {
    let under = file.under_runtime();
    let playbooks = given_to_ansible(file);
    let mut found = Vec::new();
    for (place, step) in file.steps().filter(|(place, _)| under[place.stage]) {
        let instruction = step.instruction;
        let local = instruction.flag("from").is_none() && (step.is(Keyword::Copy) || step.is(Keyword::Add));
        let words = if local { instruction.words() } else { Vec::new() };
        let Some((destination, sources)) = words.split_last() else { continue };
        let destination = file.value(place, destination).text;
        let baked = sources.iter().find_map(|word| {
            let source = file.value(place, word).text;
            let name = source.rsplit('/').next().unwrap_or(&source).to_owned();
            let folder = destination.ends_with(['/', '.']) || sources.len() > 1;
            let path = if folder {
                format!("{}/{name}", destination.trim_end_matches(['/', '.']))
            } else {
                destination.clone()
            };
            if !(places.hold(&path) || is_deployments_own(&name)) {
                return None;
            }
            if playbooks.contains(path.as_str()) {
                sink.spare(word.span(), || "it is given to Ansible, and the application does not read it");
                return None;
            }
            if !says_something(file, &source) {
                sink.spare(word.span(), || "the file names no host and no credential");
                return None;
            }
            Some(Baked {
                span: word.span(),
                message: format!("the image brings its own configuration: `{name}` becomes `{path}`"),
                path: Some(absolute(file, place, path)),
            })
        });
        found.extend(baked);
    }
    found
}

fn absolute(file: &Dockerfile<'_>, place: Place, path: String) -> String {
    if path.starts_with('/') {
        return path;
    }
    match file.working_directory(place) {
        Some(directory) => format!("/{directory}/{path}"),
        None => path,
    }
}

/// Names of files that hold one deployment's configuration, wherever they go.
fn is_deployments_own(name: &str) -> bool {
    let sample = ["dist", "example", "sample", "template", "test"].iter().any(|word| name.contains(word));
    let own = name == ".env" || name.starts_with(".env.") || name == "production.yml" || name == "production.yaml";
    let platform = [".env.json", ".env.yml", ".auth.json"].iter().any(|end| name.ends_with(end));
    (own || platform) && !sample
}

/// Paths behind an `@`: variables of a playbook, which Ansible reads, not the application.
fn given_to_ansible<'m>(file: &'m Dockerfile<'_>) -> BTreeSet<&'m str> {
    let ends = |ch: char| ch.is_whitespace() || matches!(ch, '"' | '\'');
    file.source.text().split('@').skip(1).map(|behind| behind.split(ends).next().unwrap_or("")).collect()
}

/// Whether the file holds something of a deployment; where it can't be read, its name and place decide.
fn says_something(file: &Dockerfile<'_>, source: &str) -> bool {
    if !is_config_file(source) && !source.contains(".env") {
        return false;
    }
    let found = file.context.find(source).find(|(_, kind)| *kind == Kind::File);
    let text = found.and_then(|(path, _)| file.context.text(&path));
    text.is_none_or(|text| is_of_deployment(text.text()))
}
