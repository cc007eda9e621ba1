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

#[test]
fn a_target_that_is_nowhere_publishes_nothing() {
    let makefile = |text: &'static str| [("Makefile", text), ("docker/Makefile", "test: ; pytest\n")];
    let messages = |steps: &str, text: &'static str| -> Vec<String> {
        found(BOTH.replace(", 'release/**'", "").as_str(), steps, &makefile(text))
            .into_iter()
            .map(|it| it.message)
            .collect()
    };
    let wrong = "`docker_push` is no target of `Makefile`";
    let unnamed = "no image of a named release is published";
    assert_eq!(messages("    - run: make docker_push\n", "image_push: ; docker push notes\n"), [wrong]);
    assert_eq!(messages("    - run: make -j 4 all\n", "all: ; $(MAKE) docker_push\n"), [wrong]);
    for steps in [
        "    - run: make -C docker docker_push\n",
        "    - run: make -sC docker docker_push\n",
        "    - run: make -f docker/Makefile docker_push\n",
        "    - run: make --eval='docker_push:' docker_push\n",
        "    - run: make docker_push_$STAGE\n",
        "    - run: make docker_push_${{ matrix.stage }}\n",
        "    - run: cd \"$HOME\" && make docker_push\n",
        "    - run: git checkout stable && make docker_push\n",
        "    - run: make docker_push\n      working-directory: build\n",
        "    - uses: actions/checkout@v4\n      with: {repository: openedx/images}\n    - run: make docker_push\n",
    ] {
        assert_eq!(messages(steps, "test: ; pytest\n"), [unnamed], "{steps}");
    }
    for text in ["include docker.mk\n", "docker_%: ; ./$@\n"] {
        assert_eq!(messages("    - run: make docker_push\n", text), [unnamed], "{text}");
    }
}

#[test]
fn what_fails_before_an_image_is_pushed_is_the_only_fault() {
    let failing = "    - run: docker build --target none -t openedx/notes .\n";
    let push = "    - run: docker push openedx/notes\n";
    let wrong = "`none` is no stage of `Dockerfile`";
    let unnamed = "no image of a named release is published";
    let main = "{push: {branches: [main]}}";
    assert_eq!(messages(main, &format!("{failing}{push}")), [wrong]);
    assert_eq!(messages(main, &format!("{push}{failing}")), [wrong, unnamed]);
    let makefile = "push: build\n\tdocker push notes\nbuild: ; docker build --target none -t notes .\n";
    let found = found(main, "    - run: make push\n", &[("Makefile", makefile)]);
    assert_eq!(found.iter().map(|finding| finding.message.as_str()).collect::<Vec<_>>(), [wrong]);
}

#[test]
fn a_dockerfile_for_continuous_integration_counts_where_its_image_is_published() {
    let others = [(".github/docker/Dockerfile", "FROM python:3.12-slim AS prod\n")];
    let step = |more: &str| format!("    - run: docker buildx build {more} -f .github/docker/Dockerfile .\n");
    assert!(found(BOTH, &step("--push -t openedx/notes"), &others).is_empty());
    for more in ["--push -t openedx/notes-ci", "-t openedx/notes"] {
        let found = found(BOTH, &step(more), &others);
        assert_eq!(found[0].message, "no workflow publishes an image of this service", "{more}");
    }
}
