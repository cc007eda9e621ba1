//! Whether images may come from a service that is not GitHub's: when that does what, the rule can't tell.
//!
//! ```text
//! .circleci/config.yml   run: docker push …      a sign in its text
//!                        run: ./bin/deploy  ──►  bin/deploy: docker push …
//! ```

use super::scripts::Followed;
use crate::repo::Repository;
use crate::repo::yaml::{Node, Yaml};
use crate::text::{Joined, Source, Span};
use std::sync::Arc;

/// What other services are configured by.
const CONFIGURATIONS: [&str; 14] = [
    ".circleci/config.yml",
    ".gitlab-ci.yml",
    ".travis.yml",
    ".drone.yml",
    ".woodpecker.yml",
    ".cirrus.yml",
    ".semaphore/semaphore.yml",
    ".buildkite/pipeline.yml",
    "Jenkinsfile",
    "azure-pipelines.yml",
    "bitbucket-pipelines.yml",
    "cloudbuild.yaml",
    "cloudbuild.yml",
    "buildspec.yml",
];

/// What tells that images are built there.
const SIGNS: [&str; 14] = [
    "docker build",
    "docker push",
    "docker buildx",
    "docker image",
    "docker_push",
    "docker-push",
    "docker/",
    "docker compose push",
    "docker-compose push",
    "kaniko",
    "buildah",
    "podman",
    "skopeo",
    "--push",
];

/// What tells that images are pushed there.
const PUSHES: [&str; 3] = ["push", "publish", "kaniko"];

/// Where a step says in which directory its script runs.
const DIRECTORIES: [&str; 2] = ["working_directory", "workingDirectory"];

/// Whether another service builds images of `repository`, or may do so.
pub(super) fn may_publish(repository: &Repository<'_>) -> bool {
    CONFIGURATIONS.iter().filter_map(|path| Some((path, repository.text(path)?))).any(|(path, source)| {
        let text = source.text();
        // Cloud Build is there for images; GitLab's files take others in that are not here.
        path.starts_with("cloudbuild")
            || path.starts_with(".gitlab") && text.lines().any(|line| line.starts_with("include:"))
            || SIGNS.iter().any(|sign| text.contains(sign))
            || may_run_a_push(repository, path, &source)
    })
}

/// Whether another service may publish what the Dockerfile at `path` builds: its configuration names the file, and pushes.
pub(super) fn may_publish_from(repository: &Repository<'_>, path: &str) -> bool {
    let mut texts = CONFIGURATIONS.iter().filter_map(|path| repository.text(path));
    texts.any(|source| source.text().contains(path) && PUSHES.iter().any(|sign| source.text().contains(sign)))
}

/// Whether a script or a Makefile's target, which the configuration `source` at `path` runs, pushes an image; what can't be
/// read may do so.
fn may_run_a_push(repository: &Repository<'_>, path: &str, source: &Source) -> bool {
    let Some(texts) = texts(path, source.text()) else { return true };
    let mut followed = Followed::new(repository);
    for Text { text, directory } in texts {
        let length = u32::try_from(text.len()).unwrap_or(0);
        let script = Arc::new(Source::new(source.path(), text));
        followed.follow(&script, &Joined::whole(script.text(), Span::new(0, length)), &directory);
    }
    followed.pushes()
}

/// What may be a script, and the directory that it would run in.
struct Text {
    text: String,
    directory: String,
}

/// All texts of a configuration; `None` where it can't be read. Each service keeps its scripts under other keys, and what is
/// no script reads as a command that does nothing.
fn texts(path: &str, configuration: &str) -> Option<Vec<Text>> {
    let in_root = |text: String| Text { text, directory: String::new() };
    if path == "Jenkinsfile" {
        // Groovy's strings stand between quotes.
        return Some(configuration.split(['\'', '"', '\n']).map(|text| in_root(text.to_owned())).collect());
    }
    let yaml = Yaml::parse(configuration);
    if yaml.problem.is_some() {
        return None;
    }
    let mut found = Vec::new();
    for node in yaml.nodes() {
        // The lines of one script: `cd` in one of them holds for the next.
        let lines: Vec<&str> = node.items().filter_map(Node::scalar).collect();
        if !lines.is_empty() {
            found.push(in_root(lines.join("\n")));
        }
        let directory = DIRECTORIES.iter().find_map(|key| node.get(key)?.scalar()).unwrap_or("");
        let directory = if directory.starts_with(['/', '~', '$']) { "" } else { directory };
        let values = node.entries().filter_map(|(_, value)| value.scalar());
        found.extend(values.map(|text| Text { text: text.to_owned(), directory: directory.to_owned() }));
    }
    Some(found)
}
