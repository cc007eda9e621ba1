//! The model's facts, one small file each.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oep45::model::{Base, Dockerfile, GapKind, Place, ShellKind, UseKind};
use oep45::parse::parse;
use oep45::text::{MemoryFiles, Source};
use std::fmt::Write;
use std::sync::Arc;

fn with<R>(text: &str, look: impl FnOnce(&Dockerfile<'_>) -> R) -> R {
    with_files(text, &[], look)
}

fn with_files<R>(text: &str, files: &[(&str, &str)], look: impl FnOnce(&Dockerfile<'_>) -> R) -> R {
    let source = Arc::new(Source::new("docker/Dockerfile", text));
    let mut tree_files = MemoryFiles::new();
    for (path, content) in files {
        tree_files.insert(Arc::new(Source::new(*path, *content)));
    }
    let tree = parse(source.text());
    look(&Dockerfile::new(&source, &tree, "docker/Dockerfile", &tree_files))
}

/// The resolved image of the last stage, and what its parts were written as.
fn image(text: &str) -> (String, Vec<String>) {
    with(text, |file| {
        let value = &file.default_target().unwrap().image_value;
        let origins = value.origins.iter().map(|origin| file.source.slice(origin.span).to_owned());
        (value.text.clone(), origins.collect())
    })
}

/// The value of the last WORKDIR, resolved.
fn workdir(text: &str) -> String {
    with(text, |file| {
        let (place, step) = file.steps().last().unwrap();
        file.value(place, &step.instruction.text()).text
    })
}

#[test]
fn the_default_target_is_the_last_stage() {
    with("FROM a AS x\nFROM b AS y\n", |file| assert_eq!(file.default_target().unwrap().title(), "y"));
    with("ARG X\n", |file| assert!(file.default_target().is_none()));
}

#[test]
fn what_stands_before_the_first_stage_is_kept_but_in_templates() {
    let count = |text: &str| with(text, |file| file.sections().map(|(_, steps)| steps.len()).collect::<Vec<_>>());
    assert_eq!(count("ARG A\nRUN make\nFROM a\nRUN make\nFROM b\n"), [2, 1, 0]);
    assert_eq!(count("{% if x %}\nRUN make\n{% endif %}\nFROM a\nRUN make\n"), [0, 1]);
    with("SHELL [\"pwsh\"]\nRUN make\n", |file| {
        assert!(file.steps().next().is_none());
        assert_eq!(file.preamble[1].shell, ShellKind::Other);
    });
}

#[test]
fn a_shell_may_be_started_by_another_program() {
    let kind = |shell: &str| with(&format!("FROM a\nSHELL {shell}\nRUN make\n"), |file| file.stages[0].steps[1].shell);
    for shell in [
        r#"["/usr/bin/env", "bash", "-c"]"#,
        r#"["conda", "run", "-n", "app", "/bin/bash", "-c"]"#,
        r#"["/usr/local/bin/_dockerfile_shell.sh"]"#,
    ] {
        assert_eq!(kind(shell), ShellKind::Posix, "{shell}");
    }
    for shell in [r#"["pwsh", "-Command"]"#, r#"["cmd", "/S", "/C"]"#, r#"["python", "-c"]"#] {
        assert_eq!(kind(shell), ShellKind::Other, "{shell}");
    }
}

#[test]
fn a_piece_leaves_its_triggers_to_others_as_a_stage_does() {
    let triggers = |text: &str| with(text, |file| file.triggers().map(|it| it.span.start).collect::<Vec<_>>());
    assert_eq!(triggers("ENV A=1\nONBUILD ENV B=2\n"), [8]);
    assert_eq!(triggers("FROM a\nONBUILD ENV B=2\n"), [7]);
    assert_eq!(triggers("ONBUILD ENV B=2\nFROM a\n"), [0; 0]);
}

#[test]
fn a_lineage_goes_up_and_down() {
    let text = "FROM a AS root\nFROM root AS one\nFROM root AS two\nFROM b\nFROM one AS leaf\n";
    let of = |name: &str| with(text, |file| file.in_lineage(|stage| stage.is_named(name)));
    assert_eq!(of("root"), [true, true, true, false, true]);
    assert_eq!(of("one"), [true, true, false, false, true]);
    assert_eq!(of("leaf"), [true, true, false, false, true]);
    assert_eq!(of("two"), [true, false, true, false, false]);
    assert_eq!(of("none"), [false; 5]);
}

#[test]
fn a_stage_is_reached_through_from_copy_and_mount() {
    let text = "FROM a AS base\nFROM b AS copied\nFROM c AS mounted\nFROM d AS unused\nFROM base\n\
                COPY --from=copied /x /x\nRUN --mount=type=bind,from=mounted,target=/m true\n";
    with(text, |file| {
        let reached: Vec<bool> = file.stages.iter().map(|stage| stage.reached).collect();
        assert_eq!(reached, [true, true, true, false, true]);
    });
}

#[test]
fn stage_names_have_no_case_and_the_last_of_a_name_counts() {
    let text = "FROM a AS Base\nFROM b AS base\nFROM BASE\n";
    with(text, |file| assert_eq!(file.stages[2].base, Base::Stage(1)));
}

#[test]
fn a_stage_may_be_named_by_number_in_copy_alone() {
    with("FROM a\nFROM 0\nCOPY --from=0 /x /x\n", |file| {
        assert_eq!(file.stages[1].base, Base::Image);
        assert_eq!(file.images.last().unwrap().target, Base::Stage(0));
    });
}

#[test]
fn images_are_listed_in_source_order() {
    let text =
        "FROM python:3\nCOPY --from=ghcr.io/astral-sh/uv:0.5 /uv /bin/\nRUN --mount=from=node:20,target=/n true\n";
    with(text, |file| {
        let uses: Vec<_> = file.images.iter().map(|it| (it.kind, it.value.text.as_str())).collect();
        assert_eq!(
            uses,
            [(UseKind::From, "python:3"), (UseKind::Copy, "ghcr.io/astral-sh/uv:0.5"), (UseKind::Mount, "node:20")]
        );
    });
}

#[test]
fn a_from_takes_global_args_and_remembers_where_they_were_written() {
    assert_eq!(image("ARG V=3.12\nFROM python:${V}-slim\n"), ("python:3.12-slim".into(), vec!["3.12".into()]));
    assert_eq!(image("ARG A=1\nARG B=x$A\nFROM i:$B\n"), ("i:x1".into(), vec!["x$A".into(), "1".into()]));
}

#[test]
fn the_default_of_a_substitution_holds_where_the_variable_is_unset() {
    assert_eq!(image("ARG V\nFROM python:${V:-3}\n").0, "python:3");
    assert_eq!(image("FROM python:${V-3}\n").0, "python:3");
    assert_eq!(image("ARG V=\nFROM python:3${V:+-$V}\n").0, "python:3");
    assert_eq!(image("ARG V=a\nFROM python:3${V:+-$V}\n").0, "python:3-a");
}

#[test]
fn patterns_trim_and_replace() {
    assert_eq!(image("ARG V=3.12.1\nFROM p:${V%.*}\n").0, "p:3.12");
    assert_eq!(image("ARG V=3.12.1\nFROM p:${V%%.*}\n").0, "p:3");
    assert_eq!(image("ARG V=v3.12\nFROM p:${V#v}\n").0, "p:3.12");
    assert_eq!(image("ARG V=a-b-c\nFROM p:${V//-/.}\n").0, "p:a.b.c");
}

#[test]
fn what_has_no_value_is_a_gap_with_its_reason() {
    let gaps = |text: &str| {
        with(text, |file| {
            let value = &file.default_target().unwrap().image_value;
            value.gaps.iter().map(|gap| (gap.name.clone(), gap.kind)).collect::<Vec<_>>()
        })
    };
    assert_eq!(gaps("FROM a:$X\n"), [("X".into(), GapKind::Undeclared)]);
    assert_eq!(gaps("ARG X\nFROM a:$X\n"), [("X".into(), GapKind::WithoutDefault)]);
    assert_eq!(gaps("FROM a:$TARGETARCH\n"), [("TARGETARCH".into(), GapKind::Predefined)]);
    assert_eq!(gaps("{% set x = 1 %}\nFROM {{ X }}\n"), [(String::new(), GapKind::Opaque)]);
}

#[test]
fn a_global_arg_is_unknown_in_a_stage_until_declared_there() {
    assert_eq!(workdir("ARG D=/app\nFROM a\nWORKDIR /x$D\n"), "/x");
    assert_eq!(workdir("ARG D=/app\nFROM a\nARG D\nWORKDIR /x$D\n"), "/x/app");
    assert_eq!(workdir("ARG D=/app\nFROM a\nARG D=/own\nWORKDIR $D\n"), "/own");
}

#[test]
fn a_child_stage_inherits_arg_and_env() {
    assert_eq!(workdir("FROM a AS p\nARG A=/arg\nENV E=/env\nFROM p\nWORKDIR $A$E\n"), "/arg/env");
    assert_eq!(workdir("FROM a AS p\nENV E=/env\nFROM a\nWORKDIR /x$E\n"), "/x");
}

#[test]
fn the_later_definition_wins() {
    assert_eq!(workdir("FROM a\nARG X=/arg\nENV X=/env\nWORKDIR $X\n"), "/env");
    assert_eq!(workdir("FROM a\nENV X=/env\nARG X=/arg\nWORKDIR $X\n"), "/arg");
    assert_eq!(workdir("FROM a\nENV X=/env\nARG X\nWORKDIR $X\n"), "/env");
}

#[test]
fn an_env_sees_what_stands_before_it_and_an_arg_its_own_line_too() {
    assert_eq!(workdir("FROM a\nENV A=/one\nENV A=/two B=$A\nWORKDIR $B\n"), "/one");
    assert_eq!(workdir("FROM a\nARG A=/one B=$A/b\nWORKDIR $B\n"), "/one/b");
}

#[test]
fn problems_of_the_graph_are_told_at_the_use() {
    let problems = |text: &str| {
        with(text, |file| {
            let shown = file.problems.iter().map(|it| format!("{}: {}", file.source.slice(it.span), it.message));
            shown.collect::<Vec<_>>()
        })
    };
    assert_eq!(problems("FROM a\nCOPY --from=3 /x /x\n"), ["3: there is no stage number 3"]);
    assert_eq!(problems("ARG V=1\nFROM a\nCOPY --from=b:${V} /x /x\n"), ["b:${V}: `$V` is not expanded here"]);
    assert_eq!(problems("FROM a\nARG B=b\nRUN --mount=from=$B,target=/x y\n"), ["$B: `$B` is not expanded here"]);
    assert_eq!(problems("FROM a AS x\nCOPY --from=x /x /x\n"), ["x: stage `x` copies from itself"]);
    assert_eq!(
        problems("FROM a AS x\nCOPY --from=y /x /x\nFROM b AS y\nCOPY --from=x /x /x\n"),
        ["x: stage `y` and stage `x` need each other"]
    );
    assert_eq!(problems("FROM a AS x\nFROM x AS y\nCOPY --from=x /x /x\n"), [""; 0]);
    assert_eq!(problems("FROM Ubuntu:24.04\n"), ["Ubuntu:24.04: `Ubuntu:24.04` can't be the name of an image"]);
    assert_eq!(problems("ARG V=:\nFROM ubuntu$V\n"), [""; 0]);
}

#[test]
fn a_long_chain_of_stages_is_no_recursion() {
    let mut text = String::from("FROM a AS s0\n");
    for index in 1..3000 {
        let _ = writeln!(text, "FROM s{} AS s{index}", index - 1);
    }
    with(&text, |file| assert!(file.stages[0].reached && file.problems.is_empty()));
}

#[test]
fn the_working_directory_follows_workdir_through_stages() {
    let directory =
        |text: &str| with(text, |file| file.working_directory(Place { stage: file.stages.len() - 1, step: 9 }));
    assert_eq!(directory("FROM a AS p\nWORKDIR /srv\nFROM p\nWORKDIR app\n").as_deref(), Some("srv/app"));
    assert_eq!(directory("FROM a\nWORKDIR $UNKNOWN\n"), None);
}

#[test]
fn a_file_of_the_context_is_found_where_it_was_copied() {
    let files = [("docker/build.sh", "one"), ("scripts/deep/run.sh", "two")];
    let at = |text: &str, path: &str| {
        with_files(text, &files, |file| {
            let (place, _) = file.steps().last().unwrap();
            file.file_in_image(place, path).map(|source| source.text().to_owned())
        })
    };
    assert_eq!(at("FROM a\nCOPY build.sh /b.sh\nRUN x\n", "/b.sh").as_deref(), Some("one"));
    assert_eq!(at("FROM a\nWORKDIR /app\nCOPY build.sh .\nRUN x\n", "./build.sh").as_deref(), Some("one"));
    assert_eq!(at("FROM a\nCOPY scripts /s\nRUN x\n", "/s/deep/run.sh").as_deref(), Some("two"));
    assert_eq!(at("FROM a AS p\nCOPY . /app/\nFROM p\nWORKDIR /app\nRUN x\n", "build.sh").as_deref(), Some("one"));
    assert_eq!(at("FROM a\nCOPY . /app/\nRUN x\n", "/app/scripts/deep/run.sh").as_deref(), Some("two"));
    assert_eq!(at("FROM a\nCOPY --from=b build.sh /b.sh\nRUN x\n", "/b.sh"), None);
    assert_eq!(at("FROM a\nRUN x\nCOPY build.sh /b.sh\n", "/c.sh"), None);
}

#[test]
fn comments_that_stand_together_are_a_group() {
    let text = "# one\n# two\n\n# three\nFROM a\n# four\n\nRUN x\n# last\n";
    with(text, |file| {
        let groups: Vec<_> = file.comments.iter().map(|it| (it.lines.len(), it.before, it.adjacent)).collect();
        assert_eq!(groups, [(2, Some(0), false), (1, Some(0), true), (1, Some(1), false), (1, None, false)]);
    });
}

#[test]
fn a_value_that_doubles_with_every_line_is_unknown_in_the_end() {
    let text = format!("ARG A=xxxxxxxx\n{}FROM $A\n", "ARG A=$A$A\n".repeat(64));
    with(&text, |file| {
        let value = &file.stages[0].image_value;
        assert!(!value.is_known() && value.text.len() <= 4096);
    });
}

#[test]
fn an_arg_without_value_hides_no_earlier_one() {
    assert_eq!(workdir(&format!("FROM a\nENV A=/x\n{}WORKDIR $A\n", "ARG A\n".repeat(3))), "/x");
}

#[test]
fn a_value_that_builds_on_itself_keeps_the_latest_origins() {
    let (_, origins) = image(&format!("ARG A=0\n{}FROM $A\n", "ARG A=$A\n".repeat(64)));
    assert_eq!((origins.len(), origins[0].as_str()), (16, "$A"));
}
