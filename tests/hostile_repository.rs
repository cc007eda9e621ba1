//! Whatever a repository holds: a finding or a notice, never a hang, a crash or a look outside.

#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "makes the trees that it checks")]

use assert_cmd::Command;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use tempfile::TempDir;

const FORMATS: [&str; 9] = ["human", "json", "sarif", "github", "gitlab", "checkstyle", "junit", "markdown", "rdjson"];

fn write(root: &TempDir, path: &str, text: impl AsRef<[u8]>) {
    let path = root.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// The smallest service.
fn service() -> TempDir {
    let root = TempDir::new().unwrap();
    write(&root, "manage.py", "import os\n");
    write(&root, "x/wsgi.py", "application = 1\n");
    write(&root, "x/settings/__init__.py", "");
    write(&root, "x/settings/base.py", "INSTALLED_APPS = []\n");
    write(&root, "Dockerfile", "# The service.\nFROM python:3.12\nCOPY . /app\nCMD [\"/app/run\"]\n");
    root
}

/// Check `root` with every rule: the findings as JSON, and the notices. It ends by itself, and before long.
fn check(root: &Path, format: &str) -> (String, String) {
    let mut command = Command::cargo_bin("oep45").unwrap();
    let arguments = ["check", ".", "--select", "all", "--format", format];
    let command = command.current_dir(root).args(arguments).timeout(std::time::Duration::from_mins(5));
    let output = command.output().unwrap();
    assert!(matches!(output.status.code(), Some(0..=2)), "{output:?}");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (found, told) = (text(output.stdout), text(output.stderr));
    assert!(!told.contains("panicked") && !told.contains("failed on"), "{told}");
    (found, told)
}

#[test]
#[cfg_attr(not(feature = "python"), ignore = "it reads Django settings")]
fn links_do_not_lead_outside() {
    let outside = TempDir::new().unwrap();
    write(&outside, "CHANGELOG.rst", "secret-outside\n");
    write(&outside, "base.py", "SECRET_KEY = 'secret-outside'\n");
    let root = service();
    let link = |target: &Path, path: &str| symlink(target, root.path().join(path)).unwrap();
    link(&outside.path().join("CHANGELOG.rst"), "CHANGELOG.rst");
    link(outside.path(), "docs");
    link(&outside.path().join("base.py"), "x/settings/production.py");
    link(Path::new(".."), "x/loop");
    link(Path::new("itself"), "itself");
    let (found, told) = check(root.path(), "json");
    assert!(!found.contains("secret-outside") && !found.contains("loop"), "{found}");
    for path in ["CHANGELOG.rst", "x/settings/production.py"] {
        assert!(told.contains(&format!("{path}: no regular file")), "{told}");
    }
}

#[test]
fn a_configuration_leads_nowhere_outside() {
    let outside = TempDir::new().unwrap();
    write(&outside, "secret", "secret-outside\n");
    write(&outside, "secret-outside.md", "# secret-outside\n");
    let elsewhere = outside.path().display();
    let file = |setting: &str, of: &str| format!("{setting} = {of}\n");
    for (config, told) in [
        (file("amnesty", &format!("'{elsewhere}/secret'")), "can't be the amnesty: it is outside the repository"),
        (file("amnesty", "'../../../../../../etc/passwd'"), "can't be the amnesty: it is outside the repository"),
        (file("rule-pages", &format!("['{elsewhere}']")), "is outside the repository"),
        (file("extends", &format!("['{elsewhere}/secret']")), "is outside the repository"),
    ] {
        let root = service();
        write(&root, ".git/HEAD", "");
        write(&root, "oep45.toml", &config);
        let (found, shown) = check(root.path(), "human");
        assert!(shown.contains(told), "{config}: {shown}");
        assert!(!found.contains("secret-outside") && !shown.contains("secret-outside"), "{config}: {found}{shown}");
    }
}

#[test]
fn a_configuration_that_is_a_link_leads_nowhere_outside() {
    let outside = TempDir::new().unwrap();
    write(&outside, "secret", "secret-outside\n");
    for name in ["oep45.toml", "pyproject.toml", "oep45-amnesty.json"] {
        let root = service();
        write(&root, ".git/HEAD", "");
        symlink(outside.path().join("secret"), root.path().join(name)).unwrap();
        let (found, shown) = check(root.path(), "human");
        assert!(!found.contains("secret-outside") && !shown.contains("secret-outside"), "{name}: {found}{shown}");
        // A `pyproject.toml` that can't be read is other tools' business.
        assert_eq!(shown.contains("is outside the repository"), name != "pyproject.toml", "{name}: {shown}");
    }
}

#[test]
fn what_is_too_large_is_told() {
    let root = service();
    for path in ["catalog-info.yaml", "x/settings/config.yml"] {
        write(&root, path, "A: 1\n");
        fs::File::options().write(true).open(root.path().join(path)).unwrap().set_len(100 << 20).unwrap();
    }
    let (_, told) = check(root.path(), "json");
    for path in ["catalog-info.yaml", "x/settings/config.yml"] {
        assert!(told.contains(&format!("{path}: no regular file of up to 1 MiB")), "{told}");
    }
}

#[test]
fn aliases_do_not_explode() {
    let mut laughs = "a: &a [x, x]\n".to_owned();
    for (this, last) in ('b'..='z').zip('a'..='y') {
        let aliases = format!("*{last}, ").repeat(9);
        writeln!(laughs, "{this}: &{this} [{aliases}]").unwrap();
    }
    laughs.push_str("on: *z\njobs: *z\nspec: *z\nDEBUG: *z\n");
    let root = service();
    for path in ["catalog-info.yaml", ".github/workflows/ci.yml", "x/settings/config.yml"] {
        write(&root, path, &laughs);
    }
    let (found, told) = check(root.path(), "json");
    assert!(found.contains("missing-changelog"), "{found}");
    for path in ["catalog-info.yaml", ".github/workflows/ci.yml", "x/settings/config.yml"] {
        let said = "can't be read as YAML (its aliases stand for more than 16 million values)";
        assert!(told.contains(&format!("{path}: line 9 {said}")), "{told}");
    }
}

#[test]
fn yaml_that_does_not_parse_is_told() {
    let root = service();
    write(&root, ".github/workflows/ci.yml", "on: push\njobs:\n  a: {steps: [\n  b: 1\n");
    let (_, told) = check(root.path(), "json");
    assert!(told.contains(".github/workflows/ci.yml: line 4 can't be read as YAML ("), "{told}");
}

#[test]
#[cfg_attr(not(feature = "python"), ignore = "it reads Django settings")]
fn depth_does_not_matter() {
    let root = service();
    let deep = 100_000;
    for (path, opening) in [("catalog-info.yaml", "["), (".github/workflows/a.yml", "- "), ("minimal.yml", "{a: ")] {
        write(&root, path, opening.repeat(deep));
    }
    for (number, opening) in ["(", "[", "-", "not ", "f(", "lambda: ", "f'{"].iter().enumerate() {
        write(&root, &format!("x/settings/deep{number}.py"), format!("A = {}1\n", opening.repeat(deep)));
    }
    let (_, told) = check(root.path(), "json");
    for path in ["catalog-info.yaml", "minimal.yml"] {
        assert!(told.contains(&format!("{path}: line 1 can't be read as YAML (")), "{told}");
    }
    for number in 0..7 {
        assert!(told.contains(&format!("x/settings/deep{number}.py: line 1 can't be read as Python")), "{told}");
    }
}

#[test]
#[cfg_attr(not(feature = "python"), ignore = "it reads Django settings")]
fn python_that_does_not_parse_is_told_once() {
    let root = service();
    write(&root, "x/settings/base.py", "INSTALLED_APPS = []\nA = 1\ndef (:\n  x = = 2\nB = 2\n");
    write(&root, "x/settings/latin.py", b"NAME = 'caf\xe9'\n");
    let (_, told) = check(root.path(), "json");
    assert_eq!(told.matches("can't be read as Python").count(), 1, "{told}");
    assert!(told.contains("x/settings/base.py: line 3 can't be read as Python"), "{told}");
}

#[test]
fn names_are_inert_in_every_format() {
    let root = service();
    for path in ["a\n::error::b/Dockerfile", "\u{1b}[31m/Dockerfile", "x/settings/\u{1b}[31m\n::error::y.py"] {
        write(&root, path, "FROM x:latest\nA = (\n");
    }
    for format in FORMATS {
        let (found, told) = check(root.path(), format);
        for shown in [&found, &told] {
            assert!(
                !shown.contains('\u{1b}') && !shown.lines().any(|it| it.starts_with("::error::")),
                "{format}: {shown}"
            );
        }
    }
}

#[test]
fn what_is_no_file_is_not_opened() {
    let root = service();
    for path in ["CHANGELOG.rst", "catalog-info.yaml", ".dockerignore", "x/settings/pipe.py"] {
        let made = std::process::Command::new("mkfifo").arg(root.path().join(path)).status().unwrap();
        assert!(made.success());
    }
    assert!(check(root.path(), "json").0.contains("missing-changelog"));
}

#[test]
fn many_and_long_documents_end() {
    let root = service();
    for number in 0..20_000 {
        write(&root, &format!("docs/{}/{number}.rst", number % 100), "T\n=\n");
    }
    write(&root, "docs/index.rst", "A\n=\n".repeat(170_000));
    write(&root, "docs/operations.md", "# a\n".repeat(250_000));
    for (path, other) in [("docs/a.rst", "b.rst"), ("docs/b.rst", "a.rst")] {
        write(&root, path, format!(".. include:: {other}\n").repeat(20_000));
    }
    assert!(check(root.path(), "json").0.contains("missing-changelog"));
}

#[test]
fn a_makefile_that_every_step_runs_is_not_read_for_ever() {
    let root = service();
    write(&root, "Makefile", "a: a\n\techo\n".repeat(80_000));
    let steps = "    - run: make a\n".repeat(10_000);
    write(&root, ".github/workflows/ci.yml", format!("on: push\njobs:\n  a:\n    steps:\n{steps}"));
    let (_, told) = check(root.path(), "json");
    assert!(told.contains("workflows run more than 16 MiB of Makefiles and scripts"), "{told}");
}

#[test]
fn patterns_do_not_multiply() {
    let root = service();
    let long = ["**/".repeat(5_000), "*a".repeat(5_000), "!".repeat(1_000), "[a-".repeat(10_000)].join("\n");
    write(&root, ".dockerignore", long + "\n" + &"a\n!a\n".repeat(50_000));
    let copies = format!("COPY {}/b/c/d /x\n", "a".repeat(60)).repeat(100);
    write(&root, "Dockerfile", format!("FROM python:3.12\n{copies}"));
    assert!(check(root.path(), "json").0.contains("missing-changelog"));
}

#[test]
fn stages_without_number_end() {
    let mut chain = "FROM python:3.12 AS s0\n".to_owned();
    let mut apart = String::new();
    for number in 1..20_000 {
        let before = number - 1;
        if number < 2_000 {
            writeln!(chain, "FROM s{before} AS s{number}\nCOPY --from=s{before} /a b").unwrap();
        }
        writeln!(apart, "FROM python:3.12 AS s{number}\nCOPY --from=q{number} /a b\nCOPY --from=s{before} /a b")
            .unwrap();
    }
    for text in [chain, apart] {
        let root = service();
        write(&root, "Dockerfile", text);
        assert!(check(root.path(), "json").0.contains("relative-copy-target"));
    }
}
