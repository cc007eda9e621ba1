//! Workflows as facts.

use super::*;
use crate::text::MemoryFiles;

fn workflows(files: &[(&str, &str)]) -> Vec<Workflow> {
    let mut memory = MemoryFiles::new();
    for (path, text) in files {
        memory.insert(Arc::new(Source::new(*path, *text)));
    }
    Workflow::all(&Repository::new(&memory, "", |_| false))
}

fn scripts(steps: &[Step]) -> Vec<String> {
    steps.iter().filter_map(|step| Some(step.script()?.text().into_owned())).collect()
}

#[test]
fn steps_keep_what_they_use_and_run() {
    let text = "on: push\njobs:\n  image:\n    if: github.ref == 'refs/heads/main'\n    defaults:\n      run: {working-directory: docker}\n    \
                steps:\n    - uses: docker/build-push-action@v6\n      with:\n        push: true\n        tags: |\n          a\n          b\n    \
                - if: success()\n      run: make\n    - run: |\n        make a\n        make b\n      working-directory: x\n";
    let found =
        workflows(&[(".github/workflows/a.yml", text), (".github/workflows/a.sh", ""), (".github/a.yml", text)]);
    assert_eq!(found.len(), 1);
    let job = &found[0].jobs[0];
    assert_eq!(job.name.value, "image");
    let [build, make, many] = job.steps.as_slice() else { panic!("{:?}", job.steps) };
    assert_eq!(build.action(), Some("docker/build-push-action"));
    assert_eq!(build.given("push").unwrap().span.of(text), "true");
    assert_eq!(build.given("tags").unwrap().value, "a\nb\n");
    assert_eq!((make.working_directory.as_deref(), many.working_directory.as_deref()), (Some("docker"), Some("x")));
    assert_eq!(scripts(&job.steps), ["make", "make a\nmake b\n"]);
    assert!(job.may_run("push", Reference::default_branch("main")));
    assert!(!job.may_run("push", Reference::default_branch("master")));
}

#[test]
fn an_own_action_gives_its_steps() {
    let action =
        "runs:\n  using: composite\n  steps:\n  - run: make push\n    shell: bash\n  - uses: ./.github/actions/push\n";
    let workflow =
        "on: push\njobs:\n  a:\n    steps:\n    - uses: ./.github/actions/push\n      if: false\n    - run: done\n";
    let files = [(".github/actions/push/action.yml", action), (".github/workflows/a.yaml", workflow)];
    let found = workflows(&files);
    let steps = &found[0].jobs[0].steps;
    assert_eq!(scripts(steps).first().map(String::as_str), Some("make push"));
    assert_eq!(scripts(steps).last().map(String::as_str), Some("done"));
    assert_eq!(steps[0].source.path(), ".github/actions/push/action.yml");
    assert!(!steps[0].may_run("push", Reference::default_branch("main")));
}

#[test]
fn a_called_workflow_starts_with_its_callers() {
    let publish = "on:\n  workflow_call:\njobs: {}\n";
    let caller = "on:\n  push: {branches: [main]}\njobs:\n  call:\n    uses: ./.github/workflows/called.yml\n";
    let found = workflows(&[(".github/workflows/called.yml", publish), (".github/workflows/caller.yml", caller)]);
    let of_called = |all: &[Workflow], branch| occasions(all, Reference::default_branch(branch))[0].clone();
    assert_eq!(of_called(&found, "main"), BTreeMap::from([("push".to_owned(), Chance::Surely)]));
    assert_eq!(of_called(&found, "master"), BTreeMap::new());
    assert_eq!(of_called(&found[..1], "main"), BTreeMap::from([("workflow_call".to_owned(), Chance::Maybe)]));
}

#[test]
fn workflows_that_call_one_another_end() {
    let text = |other: &str| {
        format!(
            "on: [push, workflow_call]\njobs:\n  a: {{uses: ./.github/workflows/{other}.yml}}\n  b: {{uses: ./.github/workflows/{other}.yml}}\n"
        )
    };
    let found = workflows(&[(".github/workflows/a.yml", &text("b")), (".github/workflows/b.yml", &text("a"))]);
    let all = occasions(&found, Reference::default_branch("main"));
    assert!(all.iter().all(|occasions| occasions.keys().eq(["push"])), "{all:?}");
}

#[test]
fn steps_in_comments_are_read_where_they_stand() {
    let text = "on: push\njobs:\n  a:\n    steps:\n      - run: test\n      # Later:\n      # - name: Push\n      #   run: |\n      #     docker build .\n      #     docker push notes\n      # - uses: docker/build-push-action@v6\n      #   with: {push: true}\n\n# - this: is\n#   no step, but prose\n";
    let found = workflows(&[(".github/workflows/a.yml", text)]);
    let commented = &found[0].commented;
    assert_eq!(scripts(commented), ["docker build .\ndocker push notes\n"]);
    assert_eq!(commented[1].given("push").unwrap().span.of(text), "true");
    assert!(commented[0].span.of(text).starts_with("name: Push"));
}

#[test]
fn what_is_no_workflow_has_no_jobs() {
    for text in ["", "- a", "on: push", "jobs: x", "on:\njobs:\n  a:\n    steps: x\n", "\u{feff}a: [", "# - a"] {
        let found = workflows(&[(".github/workflows/a.yml", text)]);
        assert!(found[0].jobs.iter().all(|job| job.steps.is_empty()), "{text}");
    }
}
