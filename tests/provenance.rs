//! Where a build's files come from and which of them it executes, one case each.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oep45::model::{Dockerfile, FileOrigin, How, ShellValues};
use oep45::parse::parse;
use oep45::text::{MemoryFiles, Source};
use std::sync::Arc;

fn with<R>(text: &str, files: &[&str], look: impl FnOnce(&Dockerfile<'_>) -> R) -> R {
    let source = Arc::new(Source::new("Dockerfile", text));
    let mut tree_files = MemoryFiles::new();
    for path in files {
        tree_files.insert(Arc::new(Source::new(*path, "true\n")));
    }
    let tree = parse(source.text());
    look(&Dockerfile::new(&source, &tree, "Dockerfile", &tree_files))
}

/// Each execution as `text < where from`; those of unknown origin left out.
fn executed(text: &str, files: &[&str]) -> Vec<String> {
    with(text, files, |file| {
        let provenance = file.provenance();
        let show = |origin: &FileOrigin| match origin {
            FileOrigin::Download { index, inside } => {
                let url = &provenance.downloads[*index].url;
                Some(if *inside { format!("inside {url}") } else { url.clone() })
            }
            FileOrigin::Context { path, .. } => Some(format!("context {path}")),
            FileOrigin::Image { span } => Some(format!("image {}", file.source.slice(*span))),
            FileOrigin::Written => Some("written".to_owned()),
            FileOrigin::Unknown => None,
        };
        let executions = provenance.executions.iter();
        executions.filter_map(|found| Some(format!("{} < {}", found.text, show(&found.origin)?))).collect()
    })
}

fn run(commands: &str) -> Vec<String> {
    executed(&format!("FROM a\nRUN {commands}\n"), &[])
}

#[test]
fn a_download_is_found_where_its_options_put_it() {
    for command in [
        "curl -fsSLo x.sh http://h/g && sh x.sh",
        "curl --output x.sh --retry 3 http://h/g; ./x.sh",
        "curl http://h/g > x.sh && bash -e x.sh",
        "curl http://h/g | tee x.sh; sh ./x.sh",
        "wget -qO x.sh http://h/g && . ./x.sh",
        "wget -O x http://h/g && mv x x.sh && ./x.sh",
        "wget -P /d http://h/g && cp /d/g /d/x.sh && /d/x.sh",
    ] {
        let found = run(command);
        assert!(matches!(found.as_slice(), [one] if one.ends_with("x.sh < http://h/g")), "{command}: {found:?}");
    }
}

#[test]
fn a_download_without_a_name_has_that_of_its_address() {
    assert_eq!(run("wget http://h/a/x.sh?v=1 && sh x.sh"), ["x.sh < http://h/a/x.sh?v=1"]);
    assert_eq!(run("curl -O http://h/x.sh && sh x.sh"), ["x.sh < http://h/x.sh"]);
}

#[test]
fn interpreters_read_pipes_and_substitutions() {
    for command in [
        "curl http://h/g | sudo -E bash -",
        "wget -qO- http://h/g | tr a b | sh -s -- -y",
        "bash <(curl http://h/g)",
        "bash -c \"$(curl http://h/g)\"",
        "eval \"$(curl http://h/g)\"",
    ] {
        let (how, count) = with(&format!("FROM a\nRUN {command}\n"), &[], |file| {
            let executions = &file.provenance().executions;
            let piped = executions.iter().filter(|found| found.how == How::Piped).count();
            (executions.len(), piped)
        });
        assert_eq!(count, 1, "{command}: {how} executions");
    }
}

#[test]
fn an_interpreter_with_a_script_of_its_own_reads_data() {
    for command in ["curl http://h/g | python -c 'pass'", "curl http://h/g | perl -ne print", "curl http://h/g | sh x"]
    {
        let piped = with(&format!("FROM a\nRUN {command}\n"), &[], |file| {
            file.provenance().executions.iter().any(|found| found.how == How::Piped)
        });
        assert!(!piped, "{command}");
    }
}

#[test]
fn archives_and_clones_bring_what_is_below() {
    assert_eq!(run("curl http://h/t.tgz | tar xz -C /o && /o/t/x.sh"), ["/o/t/x.sh < inside http://h/t.tgz"]);
    assert_eq!(run("wget http://h/t.zip && unzip t.zip && ./t/x"), ["./t/x < inside http://h/t.zip"]);
    assert_eq!(run("git clone -b v1 http://h/r.git && cd r && ./x"), ["./x < inside http://h/r.git"]);
}

#[test]
fn a_subshell_keeps_its_directory_to_itself() {
    assert_eq!(run("curl -o /a/x http://h/g; (cd /a && sh x); sh x"), ["x < http://h/g"]);
}

#[test]
fn files_are_followed_through_steps_stages_and_variables() {
    let text = "FROM a AS one\nARG V=1\nWORKDIR /w\nADD http://h/g.sh x-$V.sh\n\
                FROM b\nCOPY --from=one /w /tools/\nRUN sh /tools/x-1.sh\n\
                FROM one\nRUN ./x-${V}.sh\n";
    assert_eq!(executed(text, &[]), ["/tools/x-1.sh < http://h/g.sh", "./x-1.sh < http://h/g.sh"]);
}

#[test]
fn an_unknown_variable_is_the_same_everywhere() {
    assert_eq!(run("curl -o $D/x http://h/g && sh ${D}/x"), ["${D}/x < http://h/g"]);
}

#[test]
fn the_context_comes_by_copy_and_mount() {
    let text = "FROM a\nCOPY . /app\nCOPY s/x.sh /bin/\nRUN /app/s/x.sh; sh /bin/x.sh\n\
                RUN --mount=type=bind,source=s,target=/m /m/x.sh\n";
    let found = executed(text, &["s/x.sh"]);
    let expected = ["/app/s/x.sh", "/bin/x.sh", "/m/x.sh"].map(|path| format!("{path} < context s/x.sh"));
    assert_eq!(found, expected);
}

#[test]
fn programs_are_looked_for_along_path() {
    let files = ["bin/x.sh", "bin/tool", "y.sh"];
    let in_stage = |text: &str| executed(&format!("FROM a AS one\nARG D\nCOPY bin /o/bin\n{text}"), &files);
    for text in [
        "ENV PATH=/o/bin:$PATH\nRUN x.sh",
        "ENV PATH /v/bin:/o/bin:${PATH}\nRUN [\"x.sh\"]",
        "ENV PATH=$PATH:/o/bin\nRUN x.sh",
        "ENV PATH=/o/bin\nFROM one\nRUN x.sh",
        "ENV O=/o PATH=$PATH:/v\nENV PATH=$O/bin:$PATH\nRUN x.sh",
        "COPY bin/*.sh $D/bin/\nENV PATH=${D}/bin:$PATH\nRUN x.sh",
    ] {
        assert_eq!(in_stage(text), ["x.sh < context bin/x.sh"], "{text}");
    }
    assert_eq!(in_stage("COPY y.sh /o/bin/z.sh\nENV PATH=/o/bin:$PATH\nRUN z.sh"), ["z.sh < context y.sh"]);
    assert_eq!(in_stage("ENV PATH=/o/bin:$PATH\nRUN tool"), ["tool < context bin/tool"]);
}

#[test]
fn what_path_does_not_lead_to_comes_from_the_image() {
    let files = ["bin/x.sh", "bin/test", "bin/install"];
    for text in [
        "RUN x.sh",
        "RUN x.sh\nENV PATH=/o/bin:$PATH",
        "ENV PATH=/o/bin:$PATH\nFROM b\nRUN x.sh",
        "ENV PATH=/o:$PATH\nRUN x.sh",
        "ENV PATH=$D/bin:$PATH\nRUN x.sh",
        // Not in the folder that is copied.
        "ENV PATH=/o/bin:$PATH\nRUN apt-get update && z.sh",
        // The shell's own, and one that the image brings.
        "ENV PATH=/o/bin:$PATH\nRUN test -f x",
        "ENV PATH=$PATH:/o/bin\nRUN install -d x",
    ] {
        assert!(executed(&format!("FROM a\nCOPY bin /o/bin\n{text}\n"), &files).is_empty(), "{text}");
    }
}

#[test]
fn the_last_to_arrive_counts() {
    let text = "FROM a\nCOPY x.sh /x.sh\nRUN curl -o /x.sh http://h/g && sh /x.sh\nRUN echo true > /x.sh && sh /x.sh\n";
    assert_eq!(executed(text, &["x.sh"]), ["/x.sh < http://h/g", "/x.sh < written"]);
}

#[test]
fn an_image_that_is_no_stage_is_named() {
    assert_eq!(executed("FROM a\nCOPY --from=b:1 /x.sh /\nRUN /x.sh\n", &[]), ["/x.sh < image b:1"]);
}

#[test]
fn assignments_of_the_script_come_before_definitions() {
    let text = "FROM a\nARG A=1\nRUN A=2; echo $A$B; B=3; echo \"$B\" $(id)\n";
    let texts = with(text, &[], |file| {
        let (place, step) = file.steps().last().unwrap();
        let values = ShellValues::new(file, place, &step.script);
        let echoes = step.script.commands.iter().filter(|command| command.name() == Some("echo"));
        echoes.map(|command| values.text(&command.words[1]).into_owned()).collect::<Vec<_>>()
    });
    assert_eq!(texts, ["2${B}", "3"]);
}

#[test]
fn endless_moves_and_copies_come_to_an_end() {
    let moves = "RUN mv /a /b && mv /b /a\n".repeat(200);
    let text = format!("FROM x AS one\nCOPY --from=one /a /a\n{moves}RUN sh /a\n");
    with(&text, &[], |file| assert_eq!(file.provenance().executions.len(), 1));
}
