//! What is read of commands, one behaviour each.

use super::super::Dockerfile;
use super::{Installation, PackageRun, names_options};
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

/// What a look at the package runs of a file finds.
fn runs<R>(text: &str, look: impl FnOnce(&Dockerfile<'_>, &[PackageRun]) -> R) -> R {
    let source = Arc::new(Source::new("Dockerfile", text));
    let tree = parse(source.text());
    let files = MemoryFiles::new();
    let file = Dockerfile::new(&source, &tree, "Dockerfile", &files);
    look(&file, file.package_runs())
}

#[test]
fn calls_are_seen_through_wrappers_scripts_and_variables() {
    let text = "FROM a\nENV APT=\"apt-get -y install\"\nRUN sudo /usr/bin/apt-get update && bash -c 'pip install b' \\\n\
                \x20&& $APT \"c d\" e && $VENV/bin/pip3 list\nRUN [\"apk\", \"add\", \"f\"]\nCMD pip install g\n";
    runs(text, |_, runs| {
        let lines = runs.iter().flat_map(|run| &run.calls).map(|call| {
            let words = call.arguments.iter().map(|it| it.text.as_str());
            std::iter::once(call.program.as_str()).chain(words).collect::<Vec<_>>().join(" ")
        });
        let expected = ["apt-get update", "pip install b", "apt-get -y install c d e", "pip3 list", "apk add f"];
        assert_eq!(lines.collect::<Vec<_>>(), expected);
    });
}

#[test]
fn a_command_is_added_only_where_it_runs_once() {
    let text =
        "FROM a\nRUN apt-get update | tee log && echo; (apt-get update); sudo apt-get update; apt-get update &\n";
    runs(text, |file, runs| {
        let ends: Vec<_> = runs[0].calls.iter().map(|call| call.end).collect();
        assert_eq!(ends[1..], [None, None, None]);
        let end = ends[0].unwrap() as usize;
        assert!(file.source.text()[..end].ends_with("tee log"));
    });
}

#[test]
fn options_are_read_by_the_letter() {
    runs("FROM a\nRUN apt-get -qqy --yes=1 -o A::B=off install a; yes | apt-get install $APT_OPTS b", |_, runs| {
        let [first, second] = &runs[0].calls[..] else { panic!("two calls") };
        assert_eq!((first.count("q"), first.count("y"), first.count("yes")), (2, 1, 1));
        assert!(first.is_set("a::b", &["off"]) && !first.may_hold_options() && !first.answered);
        assert!(second.may_hold_options() && second.answered);
    });
}

#[test]
fn a_variable_holds_options_if_a_word_of_its_name_says_so() {
    for name in ["APT_OPTS", "extra_flags", "${PIP_ARGS:-}", "WGETOPTS", "OPTION"] {
        assert!(names_options(name), "{name}");
    }
    for name in ["OPTIONAL_PKGS", "CARGO_PKG", "TARGETARCH", "LIBPOPT"] {
        assert!(!names_options(name), "{name}");
    }
}

#[test]
fn a_directory_is_removed_by_what_goes_into_it() {
    let removes = |command: &str, files: bool| {
        runs(&format!("FROM a\nRUN {command}"), |_, runs| runs[0].calls[0].removes(&["/var/lib/apt/lists"], files))
    };
    for command in
        ["rm -fr /var/lib/apt", "rm --recursive /var/lib/apt/lists/*", "find /var/lib/apt -delete", "rm -R *"]
    {
        assert!(removes(command, false), "{command}");
    }
    for command in ["rm -f /var/lib/apt/lists", "rm /var/lib/apt/*", "rm -rf /tmp/*", "find /var/lib/apt"] {
        assert!(!removes(command, true), "{command}");
    }
    assert!(removes("rm -f /var/lib/apt/lists/*_*", true) && !removes("rm -f /var/lib/apt/lists/*", false));
}

#[test]
fn caches_and_file_systems_in_memory_are_no_part_of_the_layer() {
    let text = "FROM a\nRUN --mount=type=cache,target=/root/.cache/pip --mount=type=tmpfs,dst=/b \\\n\
                \x20--mount=type=bind,target=/c apt-get update\n";
    runs(text, |_, runs| {
        assert!(runs[0].is_cached(".cache/pip") && runs[0].is_cached("/b") && !runs[0].is_cached("/c"));
    });
}

#[test]
fn layers_of_stages_that_are_copied_from_are_thrown_away() {
    let text = "FROM a AS x\nRUN apt-get update\nFROM b AS y\nRUN apt-get update\nONBUILD RUN apt-get update\n\
                FROM x\nCOPY --from=y / /\nRUN apt-get update\n";
    runs(text, |file, runs| {
        assert_eq!(runs.iter().map(|run| file.layer_stays(run)).collect::<Vec<_>>(), [true, false, true, true]);
    });
}

#[test]
fn pip_is_told_by_variables() {
    let told = |text: &str| runs(text, |_, runs| runs.last().unwrap().pip_cache_off);
    assert!(told("FROM a\nENV PIP_NO_CACHE_DIR=off\nRUN pip install b"));
    assert!(told("FROM a AS x\nARG PIP_NO_CACHE_DIR=1\nFROM x\nRUN pip install b"));
    assert!(told("FROM a\nONBUILD ENV PIP_NO_CACHE_DIR=1\nONBUILD RUN pip install b"));
    assert!(told("ENV PIP_NO_CACHE_DIR 1\nRUN pip install b"));
    assert!(told("FROM a\nRUN export PIP_NO_CACHE_DIR=\"True\" && pip install b"));
    assert!(told("FROM a\nARG X\nENV PIP_NO_CACHE_DIR=$X\nRUN pip install b"), "what nobody knows");
    assert!(told("FROM a\nARG X=1\nRUN PIP_NO_CACHE_DIR=$X pip install b"));
    assert!(!told("FROM a AS x\nENV PIP_NO_CACHE_DIR=1\nFROM a\nRUN pip install b"));
    assert!(!told("FROM a\nENV PIP_NO_CACHE_DIR=\nRUN pip install b"));
    assert!(!told("FROM a\nRUN pip install b\nENV PIP_NO_CACHE_DIR=1"));
}

#[test]
fn apt_is_told_by_files() {
    let told = |text: &str| runs(text, |_, runs| runs.last().unwrap().recommended_left_out);
    let write = "RUN echo 'APT::Install-Recommends \"0\";' > /etc/apt/apt.conf.d/1\n";
    assert!(told(&format!("FROM a AS x\n{write}FROM x\nRUN apt-get update")));
    assert!(!told(&format!("FROM a AS x\n{write}FROM a\nRUN apt-get update")));
    assert!(!told(&format!("FROM a\nRUN apt-get update\n{write}")));
    assert!(!told(&format!("FROM a\n{}RUN apt-get update", write.replace('0', "1"))));
}

#[test]
fn nothing_is_added_to_a_script_that_stays_open() {
    let editable = |command: &str| {
        let source = Arc::new(Source::new("Dockerfile", format!("FROM a\nRUN {command}\n")));
        let tree = parse(source.text());
        let files = MemoryFiles::new();
        let file = Dockerfile::new(&source, &tree, "Dockerfile", &files);
        file.package_runs().iter().flat_map(|run| &run.calls).map(|call| call.editable).collect::<Vec<_>>()
    };
    assert_eq!(editable("apk add git"), [true]);
    assert_eq!(editable("dnf install -y git && echo \"done"), [false]);
    assert_eq!(editable("apk add {{ packages }}"), [true]);
    assert_eq!(editable("apk add {{ packages }}\nRUN apk add git{% if x"), [true, false]);
    assert_eq!(editable("[\"apk\", \"add\", \"git\"]"), [false]);
}
