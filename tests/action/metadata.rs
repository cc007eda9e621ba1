//! `action.yml`, the workflows and the template: what they promise to those who read and pin them.

use crate::yaml::{Line, keys, lines};
use std::fs;
use std::path::Path;
use std::process::Command;

const VERSION: &str = env!("CARGO_PKG_VERSION");
const TEMPLATE: &str = "docs/templates/oep45.yml";
const REUSABLE: &str = ".github/workflows/oep45.yml";

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

/// The workflows of this repository, and the one to copy.
fn workflows() -> Vec<String> {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join(".github/workflows");
    let names = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut files: Vec<_> = names.map(|name| format!(".github/workflows/{name}")).collect();
    files.push(TEMPLATE.to_owned());
    assert!(files.iter().any(|file| file == REUSABLE));
    files
}

/// What `check` complains of in the action and in the workflows.
fn complaints(check: impl Fn(&Line) -> bool) -> Vec<String> {
    let files = workflows().into_iter().chain(["action.yml".to_owned()]);
    let wrong = |file: &String| {
        let text = read(file);
        let wrong: Vec<_> = lines(&text).iter().filter(|line| check(line)).map(|line| line.value.clone()).collect();
        wrong.into_iter().map(|value| format!("{file}: {value}")).collect::<Vec<_>>()
    };
    files.flat_map(|file| wrong(&file)).collect()
}

#[test]
fn no_expression_stands_in_a_script() {
    assert_eq!(complaints(|line| line.key == "run" && line.value.contains("${{")), [""; 0]);
}

#[test]
fn what_others_wrote_is_pinned_to_a_commit_that_is_named() {
    let loose = |line: &Line| {
        let value = &line.value;
        let ours = value.starts_with("./") || value.starts_with("openedx/oep45");
        let pinned =
            value.split_once('@').and_then(|(_, hash)| hash.split_once(" # v")).is_some_and(|(hash, version)| {
                hash.len() == 40 && hash.bytes().all(|byte| byte.is_ascii_hexdigit()) && version.contains('.')
            });
        line.key == "uses" && !ours && !pinned
    };
    assert_eq!(complaints(loose), [""; 0]);
}

#[test]
fn our_own_action_is_used_in_the_version_that_it_comes_with() {
    let other = |line: &Line| {
        line.key == "uses" && line.value.starts_with("openedx/oep45") && !line.value.ends_with(&format!("@v{VERSION}"))
    };
    assert_eq!(complaints(other), [""; 0]);
    let manual = read("docs/ci.md");
    let mut uses = manual.lines().filter(|line| line.contains("uses: openedx/oep45"));
    assert!(uses.all(|line| line.contains(&format!("v{VERSION}"))), "docs/ci.md names another version");
    let action = read("action.yml");
    let lines = lines(&action);
    let input = lines.iter().position(|line| (line.key, line.indent) == ("version", 2)).unwrap();
    let default = lines[input..].iter().find(|line| line.key == "default").unwrap();
    assert_eq!(default.value, VERSION);
}

#[test]
fn our_own_workflow_builds_with_the_oldest_rust_that_is_promised() {
    let manifest = read("Cargo.toml");
    let version = manifest.lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap();
    assert!(read(".github/workflows/ci.yml").contains(&format!("RUSTUP_TOOLCHAIN: {version}\n")));
}

#[test]
fn no_checkout_leaves_a_token_behind() {
    for file in workflows() {
        let text = read(&file);
        let checkouts = text.matches("uses: actions/checkout@").count();
        assert_eq!(text.matches("persist-credentials: false").count(), checkouts, "{file}");
    }
}

#[test]
fn permissions_are_given_to_jobs_alone() {
    for file in workflows() {
        let text = read(&file);
        let lines = lines(&text);
        assert!(lines.iter().any(|line| (line.indent, line.key, &*line.value) == (0, "permissions", "{}")), "{file}");
        for job in keys(&lines, &["jobs"]) {
            assert!(keys(&lines, &["jobs", job]).contains(&"permissions"), "{file}: {job}");
        }
    }
}

#[test]
fn who_calls_the_workflow_is_told_every_permission_that_it_needs() {
    let (workflow, template) = (read(REUSABLE), read(TEMPLATE));
    let path = ["jobs", "oep45", "permissions"];
    assert_eq!(keys(&lines(&template), &path), keys(&lines(&workflow), &path));
}

#[test]
fn inputs_are_used_and_what_is_used_is_an_input() {
    for (file, path) in [("action.yml", &["inputs"][..]), (REUSABLE, &["on", "workflow_call", "inputs"])] {
        let text = read(file);
        let mut used: Vec<_> = text.split("inputs.").skip(1).filter_map(name).collect();
        let mut declared = keys(&lines(&text), path);
        for names in [&mut used, &mut declared] {
            names.sort_unstable();
            names.dedup();
        }
        assert_eq!(used, declared, "{file}");
    }
}

fn name(text: &str) -> Option<&str> {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next()
}

#[test]
fn the_workflow_passes_on_inputs_that_the_action_has() {
    let (workflow, action) = (read(REUSABLE), read("action.yml"));
    let inputs = lines(&action);
    let inputs = keys(&inputs, &["inputs"]);
    let workflow = lines(&workflow);
    for input in keys(&workflow, &["on", "workflow_call", "inputs"]) {
        assert!(inputs.contains(&input), "{input}");
    }
}

#[test]
fn the_last_step_fails_with_the_exit_code() {
    let action = read("action.yml");
    let lines = lines(&action);
    let run = &lines.iter().rfind(|line| line.key == "run").unwrap().value;
    let upload = lines.iter().rposition(|line| line.key == "uses").unwrap();
    assert!(lines[upload..].iter().any(|line| line.key == "run"), "the upload comes before");
    for code in [0, 1, 2] {
        let status = Command::new("bash").args(["-e", "-c", run]).env("EXIT_CODE", code.to_string()).status();
        assert_eq!(status.unwrap().code(), Some(code));
    }
}

#[test]
fn the_template_is_short_and_the_manual_shows_it() {
    let template = read(TEMPLATE);
    assert!(template.lines().count() <= 25);
    assert!(read("docs/ci.md").contains(&format!("```yaml\n{template}```\n")));
}

#[test]
fn every_input_and_output_is_documented() {
    let (action, workflow, manual) = (read("action.yml"), read(REUSABLE), read("docs/ci.md"));
    let (action, workflow) = (lines(&action), lines(&workflow));
    let row = |name: &str| {
        let row = manual.lines().find(|line| line.starts_with(&format!("| `{name}` |")));
        row.unwrap_or_else(|| panic!("docs/ci.md has no row for `{name}`"))
    };
    let passed_on = keys(&workflow, &["on", "workflow_call", "inputs"]);
    for name in keys(&action, &["inputs"]) {
        assert_eq!(row(name).contains("| yes |"), passed_on.contains(&name), "{}", row(name));
    }
    for name in keys(&action, &["outputs"]) {
        row(name);
    }
}
