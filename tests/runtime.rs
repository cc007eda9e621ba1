//! Which stages people run, what their containers start with, and what kind of image a stage goes back to.

use oep45::model::{Dockerfile, Inherited};
use oep45::parse::parse;
use oep45::text::{MemoryFiles, Source};
use std::fmt::Write;
use std::sync::Arc;

fn with<R>(text: &str, look: impl FnOnce(&Dockerfile<'_>) -> R) -> R {
    let source = Arc::new(Source::new("Dockerfile", text));
    let files = MemoryFiles::new();
    let tree = parse(source.text());
    look(&Dockerfile::new(&source, &tree, "Dockerfile", &files))
}

fn runtime(text: &str) -> Vec<usize> {
    with(text, |file| file.runtime_stages().map(|stage| stage.index).collect())
}

#[test]
fn a_stage_with_a_command_the_last_one_and_one_that_no_other_needs_are_run() {
    assert_eq!(runtime("FROM a AS x\nCMD x\nFROM x AS y\nFROM b AS z\nFROM y\n"), [0, 2, 3]);
}

#[test]
fn a_stage_that_others_copy_from_is_not_run() {
    assert_eq!(runtime("FROM a AS x\nFROM b\nCOPY --from=x /x /x\n"), [1]);
}

#[test]
fn a_container_starts_with_the_last_env_of_each_name() {
    let text = "FROM a AS x\nENV S=1 T=1\nFROM x\nENV S=2\nENV S=3\nARG S=4\n";
    with(text, |file| {
        let mut found: Vec<_> = file
            .environments(|_| true)
            .into_iter()
            .map(|Inherited { stage, owner, definition: it }| {
                format!("{} {} {} {}", stage.index, owner.index, it.name, it.value.as_ref().unwrap().text)
            })
            .collect();
        found.sort();
        assert_eq!(found, ["1 0 T 1", "1 1 S 3"]);
    });
}

#[test]
fn the_files_of_a_stage_reach_those_that_are_built_on_it() {
    let text = "FROM a AS base\nFROM b AS tools\nFROM base\nCOPY --from=tools /x /x\n";
    with(text, |file| assert_eq!(file.under_runtime(), [true, false, true]));
}

#[test]
fn systems_and_languages_are_foundations_and_applications_are_not() {
    let on = |image: &str| with(&format!("ARG V\nARG I\nFROM {image}\n"), |file| file.on_foundation()[0]);
    for image in ["python:3.12-slim", "docker.io/library/ubuntu:24.04", "acme/focal-common", "ubuntu:$V", "python3"] {
        assert!(on(image), "{image}");
    }
    for image in ["acme/openedx:20.0.0", "scratch", "$I", "$I/ubuntu", "marsha:dev"] {
        assert!(!on(image), "{image}");
    }
}

#[test]
fn the_image_that_a_stage_goes_back_to_needs_a_name_and_no_tag() {
    let image = |from: &str| {
        with(&format!("ARG V\nARG I\nFROM {from} AS base\nFROM base\n"), |file| {
            let image = file.root_image(file.default_target().unwrap());
            image.map(|image| image.repository.to_owned())
        })
    };
    for (from, repository) in
        [("ghcr.io/acme/notes:$V", Some("acme/notes")), ("marsha:$V", Some("marsha")), ("$I", None), ("$I/notes", None)]
    {
        assert_eq!(image(from).as_deref(), repository, "{from}");
    }
}

#[test]
fn a_long_chain_of_stages_costs_its_length() {
    let mut text = String::from("FROM ubuntu AS s0\nCMD x\n");
    for index in 1..20_000 {
        let _ = writeln!(text, "FROM s{} AS s{index}\nCMD x", index - 1);
    }
    with(&text, |file| {
        assert_eq!(file.runtime_stages().count(), 20_000);
        assert!(file.on_foundation().iter().all(|on| *on) && file.under_runtime().iter().all(|under| *under));
    });
}
