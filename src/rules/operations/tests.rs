//! Workflows of a service, and what the rules on published images say about them.

use super::unpublished_image::UnpublishedImage;
use super::unpublished_release::UnpublishedRelease;
use crate::finding::Sink;
use crate::finding::{Finding, Severity};
use crate::repo::Repository;
use crate::rules::Rule;
use crate::text::{MemoryFiles, Source};
use std::sync::Arc;

/// What the rule finds in a service with a Dockerfile, whose workflow begins with `on` and has `steps`.
fn found(on: &str, steps: &str, others: &[(&str, &str)]) -> Vec<Finding> {
    let workflow = format!("on: {on}\njobs:\n  image:\n    steps:\n{steps}");
    let service = [
        ("manage.py", "import django\n"),
        ("notes/wsgi.py", ""),
        ("notes/settings.py", ""),
        ("Dockerfile", "FROM python:3.12-slim AS app\nFROM app AS prod\n"),
        (".github/workflows/image.yml", workflow.as_str()),
    ];
    let mut files = MemoryFiles::new();
    for (path, text) in service.iter().chain(others) {
        files.insert(Arc::new(Source::new(*path, *text)));
    }
    let repository = Repository::new(&files, "", |_| false);
    let service = repository.service().unwrap();
    let mut sink = Sink::new("unpublished-image", Severity::Warning, Arc::clone(&service.source));
    UnpublishedImage::default().check_service(service, &repository, &mut sink);
    UnpublishedRelease::default().check_service(service, &repository, &mut sink);
    sink.into_findings()
}

fn messages(on: &str, steps: &str) -> Vec<String> {
    found(on, steps, &[]).into_iter().map(|finding| finding.message).collect()
}

const BOTH: &str = "{push: {branches: [main, 'release/**']}}";

#[test]
fn what_publishes_both_is_right() {
    for steps in [
        "    - run: docker buildx build --push .\n",
        "    - uses: docker/build-push-action@v1\n",
        "    - uses: docker/build-push-action@v6\n      with: {outputs: 'type=image,push=true'}\n",
        "    - uses: elgohr/Publish-Docker-Github-Action@v5\n",
        "    - uses: docker/build-push-action@v6\n      with: {push: '${{ inputs.push }}'}\n",
        "    - run: docker push \"$REGISTRY/notes\"\n",
        "    - if: github.repository == 'openedx/notes'\n      run: docker push openedx/notes\n",
        "    - run: make docker_push\n",
    ] {
        assert_eq!(messages(BOTH, steps), Vec::<String>::new(), "{steps}");
    }
}

#[test]
fn what_publishes_neither_is_one_finding() {
    for (steps, said) in [
        ("    - run: make test\n", "no workflow publishes an image of this service"),
        ("    - uses: docker/build-push-action@v6\n", "the image is built here, and no workflow publishes it"),
        ("    - if: false\n      run: docker push notes\n", "the image is built, and pushing it is switched off"),
        (
            "    - if: github.ref == 'refs/heads/stable'\n      run: docker push notes\n",
            "no push to `main` or `master` publishes the image",
        ),
        (
            "    - run: docker push localhost:5000/notes\n",
            "the image is published only as `localhost:5000/notes`: this machine alone",
        ),
    ] {
        assert_eq!(messages(BOTH, steps), [said], "{steps}");
    }
}

#[test]
fn a_condition_can_keep_releases_out() {
    let steps = "    - if: github.ref == 'refs/heads/main'\n      run: docker push openedx/notes\n";
    let found = found("push", steps, &[]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].message, "no image of a named release is published");
    assert_eq!(found[0].labels.len(), 1);
}

#[test]
fn a_number_and_an_unknown_dockerfile_are_no_wrong_target() {
    let step = |more: &str| format!("    - run: docker buildx build --push {more}\n");
    assert_eq!(messages(BOTH, &step("--target 1 .")), Vec::<String>::new());
    assert_eq!(messages(BOTH, &step("--target PROD .")), Vec::<String>::new());
    assert_eq!(messages(BOTH, &step("--target production -f $FILE .")), Vec::<String>::new());
    assert_eq!(messages(BOTH, &step("--target production .")), ["`production` is no stage of `Dockerfile`"]);
}

#[test]
fn the_image_of_software_beside_the_service_is_not_its_own() {
    let others = [("docker/nginx/Dockerfile", "FROM nginx:1.27\n")];
    let steps = "    - run: docker buildx build --push -f docker/nginx/Dockerfile .\n";
    let found = found(BOTH, steps, &others);
    assert_eq!(found[0].message, "no workflow publishes an image of this service");
}

#[test]
fn makefiles_and_scripts_that_run_one_another_end() {
    let others = [
        ("Makefile", "push:\n\t$(MAKE) push\n\t./push.sh\n"),
        ("push.sh", "#!/bin/sh\nmake push\n./push.sh\ndocker push openedx/notes\n"),
    ];
    assert!(found(BOTH, "    - run: make push\n", &others).is_empty());
}

#[test]
fn what_cannot_be_read_may_publish() {
    assert!(messages(BOTH, "    - run: make test\n    env: [A: }\n").is_empty());
    let action = (".github/actions/image/action.yml", "runs:\n  steps: [\n");
    let unused = ("deploy/action.yml", "runs:\n  steps: [\n");
    assert!(found(BOTH, "    - uses: ./.github/actions/image\n", &[action]).is_empty());
    assert_eq!(found(BOTH, "    - run: make test\n", &[unused]).len(), 1);
}

#[test]
fn scripts_are_followed_for_other_services() {
    let files = [
        ("ci/push", "#!/bin/sh\nretry 3 docker push openedx/notes\n"),
        ("ci/test", "#!/bin/sh\npytest\n"),
        ("Makefile", "image: ; docker push openedx/notes\n"),
    ];
    let publishes = |path: &str, text: &str| {
        let others = [files.as_slice(), &[(path, text)]].concat();
        found(BOTH, "    - run: make test\n", &others).is_empty()
    };
    for (path, text) in [
        (".gitlab-ci.yml", "image:\n  script:\n  - cd ci\n  - ./push\n"),
        (".gitlab-ci.yml", "image: {script: make image}\n"),
        (".circleci/config.yml", "steps:\n- run: {command: ./push, working_directory: ci}\n"),
        (".circleci/config.yml", "steps:\n- run: |\n    ./ci/test\n    ./ci/push\n"),
        (".circleci/config.yml", "steps: [\n"),
        ("Jenkinsfile", "steps { sh './ci/push' }\n"),
    ] {
        assert!(publishes(path, text), "{text}");
    }
    for (path, text) in [
        (".gitlab-ci.yml", "test:\n  script: [./ci/test, make test]\n"),
        (".circleci/config.yml", "# ./ci/push\nsteps:\n- run: ./ci/test\n"),
        ("Jenkinsfile", "steps { sh './ci/test' }\n"),
    ] {
        assert!(!publishes(path, text), "{text}");
    }
}
