//! What is read of commands, one behaviour each.

use super::super::Dockerfile;
use super::Installation;
use crate::parse::parse;
use crate::text::{MemoryFiles, Source};
use std::sync::Arc;

fn with<R>(text: &str, look: impl FnOnce(&[Installation]) -> R) -> R {
    let source = Arc::new(Source::new("Dockerfile", text));
    let tree = parse(source.text());
    let files = MemoryFiles::new();
    look(Dockerfile::new(&source, &tree, "Dockerfile", &files).installations())
}

/// The names of all packages of a RUN, or of what stands before it too.
fn names(text: &str) -> String {
    let text = if text.contains("RUN") { format!("FROM a\n{text}\n") } else { format!("FROM a\nRUN {text}\n") };
    with(&text, |found| {
        let names = found.iter().flat_map(|it| &it.packages).map(|it| it.name.as_str());
        names.collect::<Vec<_>>().join(" ")
    })
}

fn requirements(command: &str) -> Vec<String> {
    with(&format!("FROM a\nRUN {command}\n"), |found| {
        found.iter().flat_map(|it| &it.requirements).map(|it| it.path.clone()).collect()
    })
}

#[test]
fn options_and_their_values_are_no_packages() {
    assert_eq!(names("apt-get -y -o Dpkg::Use-Pty=0 install --no-install-recommends -t noble-backports git"), "git");
    assert_eq!(names("apk add --no-cache --virtual .build gcc"), "gcc");
    assert_eq!(names("dnf -y --setopt install_weak_deps=0 install git"), "git");
    assert_eq!(names("pip install --index-url https://example.com/simple -c c.txt django"), "django");
    assert_eq!(names("npm install -g npm@10"), "npm");
    assert_eq!(names("yarn global add bower"), "bower");
    assert_eq!(names("gem install bundler -v 2.5"), "bundler");
}

#[test]
fn what_installs_nothing_is_no_installation() {
    for command in ["apt-get update", "apt-get remove -y git", "npm ci", "pip download django", "apk del gcc"] {
        with(&format!("FROM a\nRUN {command}\n"), |found| assert!(found.is_empty(), "{command}"));
    }
}

#[test]
fn pip_is_found_behind_python_uv_and_directories() {
    for command in ["python3 -m pip", "uv pip", "pip3.12", "$VENV/bin/pip", "sudo -H pip", "/venv/bin/python -m pip"] {
        assert_eq!(names(&format!("{command} install django")), "django", "{command}");
    }
}

#[test]
fn a_variable_may_hold_the_command_or_its_packages() {
    assert_eq!(names("ENV APT=\"apt-get install -y\"\nRUN ${APT} locales sudo"), "locales sudo");
    assert_eq!(names("ARG PACKAGES=\"git gcc\"\nRUN apt-get install -y $PACKAGES make"), "git gcc make");
    assert_eq!(names("deps='git gcc' && apt-get install -y $deps"), "git gcc");
}

#[test]
fn a_part_of_a_name_may_be_a_variable() {
    assert_eq!(names("ARG V=3.12\nRUN apt-get install -y python${V}-dev"), "python3.12-dev");
    assert_eq!(names("apt-get install -y python${V}-dev"), "python*-dev");
    assert_eq!(names("apt-get install -y $UNKNOWN"), "");
}

#[test]
fn a_variable_that_refers_to_itself_is_read_once() {
    assert_eq!(names("A=$B && B=$A && apt-get install -y $A git"), "git");
}

#[test]
fn requirements_files_are_found_in_every_form() {
    assert_eq!(
        requirements("pip install -r a.txt --requirement b.txt -rc.txt --requirement=d.txt").join(" "),
        "a.txt b.txt c.txt d.txt"
    );
    assert_eq!(requirements("pip-sync -q requirements/dev.txt"), ["requirements/dev.txt"]);
    assert_eq!(requirements("uv pip sync requirements/base.txt"), ["requirements/base.txt"]);
    assert!(requirements("pip install --require-hashes django").is_empty());
}

#[test]
fn spans_are_those_of_the_words() {
    let text = "FROM a\nRUN apt-get install -y \\\n    git=1:2 \\\n    # for health checks\n    curl\n";
    with(text, |found| {
        let words: Vec<_> = found[0].packages.iter().map(|it| it.span.of(text)).collect();
        assert_eq!(words, ["git=1:2", "curl"]);
        assert_eq!(found[0].packages[0].version.as_deref(), Some("1:2"));
        assert_eq!(found[0].program.of(text), "apt-get");
    });
}
