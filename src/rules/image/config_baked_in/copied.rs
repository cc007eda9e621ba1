//! Configuration files that COPY or ADD takes from the context.

use super::Baked;
use super::content::is_of_deployment;
use super::place::{Places, is_config_file};
use crate::finding::Sink;
use crate::model::{Dockerfile, Place};
use crate::parse::Keyword;
use crate::text::{Kind, normalize};
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
            let name = last(&source).to_owned();
            let folder = destination.ends_with('/') || matches!(last(&destination), "." | "..") || sources.len() > 1;
            let path =
                absolute(file, place, &if folder { format!("{destination}/{name}") } else { destination.clone() });
            let own = is_deployments_own(&name) || is_deployments_own(last(&path)) && !is_sample(&name);
            if !(places.hold(&path) || own) {
                return None;
            }
            if playbooks.contains(path.as_str()) || playbooks.contains(destination.as_str()) {
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
                path: Some(path),
            })
        });
        found.extend(baked);
    }
    found
}

/// The last part of a path.
fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Where `path` lies in the image, if the working directory is known; else as it is written.
fn absolute(file: &Dockerfile<'_>, place: Place, path: &str) -> String {
    let directory = if path.starts_with('/') { Some(String::new()) } else { file.working_directory(place) };
    let path = directory.map_or_else(|| path.to_owned(), |directory| format!("/{directory}/{path}"));
    match normalize(&path) {
        Some(normal) if path.starts_with('/') => format!("/{normal}"),
        Some(normal) => normal,
        None => path,
    }
}

/// Names of files that hold one deployment's configuration, wherever they go.
fn is_deployments_own(name: &str) -> bool {
    let own = name == ".env" || name.starts_with(".env.") || name == "production.yml" || name == "production.yaml";
    let platform = [".env.json", ".env.yml", ".auth.json"].iter().any(|end| name.ends_with(end));
    (own || platform) && !is_sample(name)
}

/// Names of files that show what others look like.
fn is_sample(name: &str) -> bool {
    ["default", "dist", "example", "sample", "template", "test"].iter().any(|word| name.contains(word))
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
