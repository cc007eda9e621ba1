//! The build context, where somebody says which directory it is: who is heard, and what is said of a wrong one.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make the trees that they look at")]

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A repository whose `docker/lms/Dockerfile` copies two files, only one of which stands beside it; `web` has the other.
fn repository(files: &[(&str, &str)]) -> TempDir {
    let tree = tree(files);
    put(&tree, ".git/HEAD", "");
    tree
}

/// The same outside of any repository.
fn tree(files: &[(&str, &str)]) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    put(&directory, "docker/lms/Dockerfile", "FROM scratch\nCOPY settings.py run.py /app/\n");
    put(&directory, "docker/lms/settings.py", "");
    put(&directory, "web/run.py", "");
    for (path, text) in files {
        put(&directory, path, text);
    }
    directory
}

fn put(directory: &TempDir, path: &str, text: &str) {
    let path = directory.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Exit code, the files that are missing in the context (`lms: run.py`), and standard error.
fn check_in(directory: &Path, arguments: &[&str]) -> (Option<i32>, Vec<String>, String) {
    let mut command = Command::new(cargo_bin!("oep45"));
    let fixed = ["check", "--select", "missing-copy-source,ignored-copy-source", "--format", "json"];
    let output = command.current_dir(directory).args(fixed).args(arguments).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let missing = report["findings"].as_array().into_iter().flatten().map(|finding| {
        let path = Path::new(finding["path"].as_str().unwrap());
        let place = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
        format!("{place}: {}", finding["message"].as_str().unwrap().split('`').nth(1).unwrap())
    });
    (output.status.code(), missing.collect(), stderr)
}

fn missing(directory: &TempDir, arguments: &[&str]) -> Vec<String> {
    let (_, missing, stderr) = check_in(directory.path(), arguments);
    assert_eq!(stderr, "", "{arguments:?}");
    missing
}

const GUESSED: [&str; 1] = ["lms: run.py"];
const IN_WEB: [&str; 1] = ["lms: settings.py"];
const IN_ROOT: [&str; 2] = ["lms: settings.py", "lms: run.py"];

#[test]
fn the_command_line_says_it_from_the_working_directory() {
    let repository = repository(&[]);
    assert_eq!(missing(&repository, &[]), GUESSED);
    assert_eq!(missing(&repository, &["--context", "web"]), IN_WEB);
    assert_eq!(missing(&repository, &["--context", "."]), IN_ROOT);
    let (_, from_inside, _) = check_in(&repository.path().join("docker"), &["--context", "../web"]);
    assert_eq!(from_inside, IN_WEB);
}

#[test]
fn a_configuration_says_it_from_its_own_directory() {
    assert_eq!(missing(&repository(&[("oep45.toml", "context = \"web\"\n")]), &[]), IN_WEB);
    assert_eq!(missing(&repository(&[("docker/oep45.toml", "context = \"../web\"\n")]), &[]), IN_WEB);
    let pyproject = repository(&[("pyproject.toml", "[tool.oep45]\ncontext = \".\"\n")]);
    assert_eq!(missing(&pyproject, &[]), IN_ROOT);
}

#[test]
fn the_command_line_goes_before_the_configuration() {
    let repository = repository(&[("oep45.toml", "context = \".\"\n")]);
    assert_eq!(missing(&repository, &["--context", "web"]), IN_WEB);
}

#[test]
fn the_first_of_several_counts_and_tables_go_before_the_rest_of_their_file() {
    let table = |paths: &str, context: &str| format!("[[per-file]]\npaths = [\"{paths}\"]\ncontext = \"{context}\"\n");
    let (lms, other) = (table("docker/lms/**", "web"), table("docker/cms/**", "docker"));
    let config = |text: String| missing(&repository(&[("oep45.toml", &text)]), &[]);
    assert_eq!(config(lms.clone()), IN_WEB);
    assert_eq!(config(format!("context = \".\"\n{other}{lms}")), IN_WEB);
    assert_eq!(config(format!("context = \".\"\n{other}")), IN_ROOT);
    assert_eq!(config(lms.clone() + &table("docker/**", ".")), IN_WEB);
    let extending = |own: &str| {
        let own = format!("extends = \"../common.toml\"\n{own}");
        let common = format!("context = \".\"\n{lms}");
        missing(&repository(&[("common.toml", &common), ("docker/oep45.toml", &own)]), &[])
    };
    assert_eq!(extending(""), IN_WEB);
    assert_eq!(extending("context = \"..\"\n"), IN_ROOT);
}

#[test]
fn the_ignore_file_is_that_of_the_context_unless_the_dockerfile_has_its_own() {
    let repository = repository(&[("web/.dockerignore", "run.py\n"), ("docker/lms/.dockerignore", "settings.py\n")]);
    assert_eq!(missing(&repository, &["--context", "web"]), ["lms: settings.py", "lms: run.py"]);
    put(&repository, "docker/lms/Dockerfile.dockerignore", "# nothing\n");
    assert_eq!(missing(&repository, &["--context", "web"]), IN_WEB);
}

#[test]
fn a_script_of_the_context_is_read_where_it_stands() {
    let repository = repository(&[
        ("Dockerfile", "FROM python:3\nCOPY build.sh /\nRUN sh /build.sh\n"),
        ("build.sh", "true\n"),
        ("image/build.sh", "ansible-playbook site.yml\n"),
    ]);
    let judged = |arguments: &[&str]| {
        let mut command = Command::new(cargo_bin!("oep45"));
        let fixed = ["check", "Dockerfile", "--select", "ansible-in-build"];
        command.current_dir(repository.path()).args(fixed).args(arguments).output().unwrap().status.code()
    };
    assert_eq!((judged(&[]), judged(&["--context", "image"])), (Some(0), Some(1)));
}

#[test]
fn standard_input_is_built_there_as_well() {
    let repository = repository(&[]);
    let mut command = Command::new(cargo_bin!("oep45"));
    let arguments = ["check", "-", "--context", "web", "--select", "missing-copy-source"];
    let text = "FROM scratch\nCOPY settings.py /\nCOPY run.py /\n";
    let output = command.current_dir(repository.path()).args(arguments).write_stdin(text).output().unwrap();
    let stdout = String::from_utf8(output.stdout).unwrap();
    assert!(stdout.contains("`settings.py` is not in") && !stdout.contains("`run.py` is not in"), "{stdout}");
}

#[test]
fn outside_any_repository_a_context_may_stand_above_what_is_checked() {
    let tree = tree(&[]);
    assert_eq!(missing(&tree, &["docker/lms/Dockerfile", "--context", "."]), IN_ROOT);
    put(&tree, "oep45.toml", "context = \".\"\n");
    assert_eq!(missing(&tree, &["docker/lms/Dockerfile"]), IN_ROOT);
    let (code, _, said) = check_in(tree.path(), &["docker/lms/Dockerfile", "--context", "web"]);
    assert_eq!(code, Some(2));
    assert_eq!(
        said,
        "error: cannot check docker/lms: the build context `web` is outside of it, so its Dockerfiles are not judged\n"
    );
}

#[test]
fn a_directory_of_the_command_line_has_to_be_one() {
    let repository = repository(&[]);
    let said = |context: &str| {
        let (code, _, said) = check_in(repository.path(), &["--context", context]);
        assert_eq!(code, Some(2));
        said
    };
    assert_eq!(said("nowhere"), "error: --context: `nowhere` can't be the build context: there is no such directory\n");
    let file = "error: --context: `web/run.py` can't be the build context: it is a file, not a directory\n";
    assert_eq!(said("web/run.py"), file);
}

#[test]
fn a_directory_of_a_configuration_is_shown_where_it_is_named() {
    let other = "FROM scratch\nCOPY settings.py /app/\nCOPY gone.py /app/\n";
    for (context, reason) in [
        ("nowhere", "there is no such directory"),
        ("web/run.py", "it is a file, not a directory"),
        ("..", "it is outside the repository"),
    ] {
        for config in
            [format!("context = \"{context}\"\n"), format!("[[per-file]]\npaths = [\"*\"]\ncontext = \"{context}\"\n")]
        {
            let line = config.lines().count();
            let repository = repository(&[
                ("docker/cms/oep45.toml", "context = \".\"\n"),
                ("docker/cms/Dockerfile", other),
                ("docker/cms/settings.py", ""),
                ("oep45.toml", &config),
            ]);
            let (code, missing, said) = check_in(repository.path(), &[]);
            assert_eq!((code, missing), (Some(2), vec!["cms: gone.py".to_owned()]), "{config}");
            let message = format!("`{context}` can't be the build context: {reason}");
            assert!(said.contains(&message) && said.contains(&format!("oep45.toml:{line}:11")), "{said}");
            assert_eq!(said.matches("can't be the build context").count(), 1, "{said}");
        }
    }
}

#[test]
fn a_context_outside_of_some_files_costs_these_alone() {
    let repository = repository(&[
        ("other/.git/HEAD", ""),
        ("other/a/Dockerfile", "FROM scratch\nCOPY x /\n"),
        ("other/b/Dockerfile", "FROM scratch\nCOPY x /\n"),
    ]);
    let (code, missing, said) = check_in(repository.path(), &["--context", "web"]);
    assert_eq!((code, missing), (Some(2), IN_WEB.map(str::to_owned).to_vec()));
    let expected =
        "error: cannot check other: the build context `web` is outside of it, so its Dockerfiles are not judged\n";
    assert_eq!(said, expected);
}

#[cfg(unix)]
#[test]
fn nothing_outside_the_repository_is_read_through_a_link() {
    let outside = tempfile::tempdir().unwrap();
    let repository = repository(&[("oep45.toml", "context = \"link\"\n")]);
    std::os::unix::fs::symlink(outside.path(), repository.path().join("link")).unwrap();
    let (code, _, said) = check_in(repository.path(), &[]);
    assert!(code == Some(2) && said.contains("it is outside the repository"), "{said}");
}
