//! What comes from outside, in names, texts and inputs: none of it becomes a command, an option, an output or a
//! program.

use crate::runner::{Job, Step};
use crate::{CLEAN, WITHOUT_CMD};
use std::fs;
use std::path::Path;

/// Names of Dockerfiles, each on one line.
const NAMES: [&str; 8] = [
    "$(touch pwned).Dockerfile",
    "`touch pwned`; touch pwned; .Dockerfile",
    "--exit-zero.Dockerfile",
    "-.Dockerfile",
    "'\" \\ *?[a] &&.Dockerfile",
    "::set-output name=exit-code::0.Dockerfile",
    "##[add-mask]a.Dockerfile",
    "%0A::error::injected.Dockerfile",
];

/// Nothing but annotations of findings came of it, and the three outputs.
fn harmless(job: &Job, step: &Step) {
    assert_eq!(step.code, 0, "{}", step.log);
    assert!(step.commands().iter().all(|command| command.starts_with("::warning file=")), "{}", step.log);
    assert!(step.outputs.keys().eq(["exit-code", "findings", "sarif-file"]), "{:?}", step.outputs);
    assert!(!job.workspace().join("pwned").exists());
}

#[test]
fn names_that_are_found_are_names() {
    let job = Job::new(&NAMES.map(|name| (name, WITHOUT_CMD)));
    job.add("a\n::error::injected\nfindings=0\n.Dockerfile", WITHOUT_CMD);
    let step = job.check(&[]);
    harmless(&job, &step);
    assert_eq!(step.result(), ("1", "9", 9));
    assert!(!step.summary.contains("\n::error"), "{}", step.summary);
}

#[test]
fn names_that_are_given_are_names() {
    let job = Job::new(&NAMES.map(|name| (name, WITHOUT_CMD)));
    let step = job.check(&[("INPUT_PATHS", &NAMES.join("\n"))]);
    harmless(&job, &step);
    assert_eq!(step.result(), ("1", "8", 8));
}

#[test]
fn the_text_of_a_dockerfile_gives_no_commands() {
    let text =
        "FROM python:3.12\nRUN : \\\n::error::a \\\n##[error]b \\\n ::set-output name=c::d\n::stop-commands::e\n";
    let job = Job::new(&[("Dockerfile", text)]);
    let step = job.check(&[("INPUT_ANNOTATIONS", "false"), ("INPUT_SELECT", "all")]);
    assert_eq!((step.output("exit-code"), step.commands()), ("1", vec![]), "{}", step.log);
}

#[test]
fn what_stops_commands_can_not_be_guessed() {
    let job = Job::new(&[("Dockerfile", CLEAN)]);
    let token = |step: Step| {
        let line = step.log.lines().find_map(|line| line.strip_prefix("::stop-commands::"));
        line.unwrap().to_owned()
    };
    let (first, second) = (token(job.check(&[])), token(job.check(&[])));
    assert_ne!(first, second);
    assert_eq!((first.len(), second.len()), (32, 32));
}

#[test]
fn commands_are_resumed_behind_a_program_that_was_cut_off() {
    let job = Job::new(&[("cut", "#!/bin/sh\nprintf '::error::a\\n::warning::b'\nkill -9 $$\n")]);
    let program = job.workspace().join("cut");
    fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let step = job.check_with(&program.display().to_string(), &[]);
    assert_eq!(step.result(), ("137", "", 1));
    assert!(step.commands()[0].contains("could not check everything (exit code 137)"), "{:?}", step.commands());
}

#[test]
fn an_input_of_several_lines_sets_no_other_output() {
    let job = Job::new(&[("Dockerfile", WITHOUT_CMD)]);
    let name = "a\nexit-code=0\nfindings<<end\n0\nend\n\n";
    let step = job.check(&[("INPUT_SARIF_FILE", name)]);
    harmless(&job, &step);
    assert_eq!(step.result(), ("1", "1", 1));
    assert_eq!(Path::new(step.output("sarif-file")), job.workspace().join(name));
}

#[test]
fn no_input_is_an_option() {
    let job = Job::new(&[("Dockerfile", WITHOUT_CMD)]);
    for (input, value) in [
        ("INPUT_PATHS", "--exit-zero"),
        ("INPUT_PATHS", "-h"),
        ("INPUT_PATHS", "--"),
        ("INPUT_SELECT", "--exit-zero"),
        ("INPUT_IGNORE", "--help"),
        ("INPUT_CONFIG", "--exit-zero"),
        ("INPUT_RULES", "--help"),
        ("INPUT_DIFF_BASE", "--exit-zero"),
        ("INPUT_CONTEXT", "--exit-zero"),
        ("INPUT_FAIL_ON", "--version"),
        ("INPUT_FAIL_ON", "never --exit-zero"),
        ("INPUT_FAIL_ON", "never\n--exit-zero"),
    ] {
        let step = job.check(&[(input, value)]);
        assert_eq!(step.output("exit-code"), "2", "{input} {value:?}: {}", step.log);
    }
}

#[test]
fn standard_input_is_not_asked_for() {
    let step = Job::new(&[("-", WITHOUT_CMD)]).check(&[("INPUT_PATHS", "-")]);
    assert_eq!(step.result(), ("1", "1", 1));
    assert!(step.commands()[0].starts_with("::warning file=-,"), "{:?}", step.commands());
}

#[test]
fn a_working_directory_is_a_directory() {
    let job = Job::new(&[("-/Dockerfile", WITHOUT_CMD), ("Dockerfile", CLEAN)]);
    assert_eq!(job.check(&[("INPUT_WORKING_DIRECTORY", "-")]).result(), ("1", "1", 1));
    let step = job.check(&[("INPUT_WORKING_DIRECTORY", "100%\n::add-mask::a")]);
    assert_eq!((step.code, step.commands().len()), (2, 1), "{}", step.log);
    assert!(step.commands()[0].ends_with("`100%25%0A::add-mask::a`"), "{:?}", step.commands());
}

#[test]
fn no_module_of_the_checkout_is_imported() {
    let module = "open('pwned', 'w')\n";
    let job = Job::new(&[("Dockerfile", WITHOUT_CMD), ("json.py", module), ("sitecustomize.py", module)]);
    let step = job.check(&[]);
    harmless(&job, &step);
    assert_eq!(step.output("findings"), "1");
}

#[test]
fn a_link_in_the_place_of_the_sarif_file_is_replaced() {
    let job = Job::new(&[("Dockerfile", WITHOUT_CMD)]);
    let precious = job.temporary().join("precious");
    fs::write(&precious, "kept").unwrap();
    let link = job.workspace().join("oep45.sarif");
    std::os::unix::fs::symlink(&precious, &link).unwrap();
    let step = job.check(&[("INPUT_SARIF_FILE", "oep45.sarif")]);
    assert_eq!(step.output("exit-code"), "1");
    assert_eq!(fs::read_to_string(&precious).unwrap(), "kept");
    assert!(!link.is_symlink());
}
