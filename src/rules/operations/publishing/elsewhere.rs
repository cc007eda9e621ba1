//! Whether images may come from a service that is not GitHub's: what that does, the rule can't tell.

use crate::repo::Repository;

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

/// Whether another service builds images of `repository`, or may do so.
pub(super) fn may_publish(repository: &Repository<'_>) -> bool {
    CONFIGURATIONS.iter().filter_map(|path| Some((path, repository.text(path)?))).any(|(path, source)| {
        let text = source.text();
        // Cloud Build is there for images; GitLab's files take others in that are not here.
        path.starts_with("cloudbuild")
            || path.starts_with(".gitlab") && text.lines().any(|line| line.starts_with("include:"))
            || SIGNS.iter().any(|sign| text.contains(sign))
    })
}
