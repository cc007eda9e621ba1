//! The release: the scripts of its workflow, and what the workflow has in common with other files.

#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make the trees that they look at")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const VERSION: &str = env!("CARGO_PKG_VERSION");

/// A program in Python that makes a wheel as maturin does with `bindings = "bin"`: its name, its version, the program's name.
const PACK: &str = r##"
import sys, zipfile
name, version, program = sys.argv[1:]
script = "#!/bin/sh\necho it runs\n"
with zipfile.ZipFile(name, "w") as wheel:
    wheel.writestr(f"oep45-{version}.dist-info/METADATA", "")
    wheel.writestr(f"oep45-{version}.data/scripts/{program}", script)
"##;

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(ROOT).join(path)).unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// The notes of `tag` in a repository with this change log.
fn notes(tag: &str, change_log: &str) -> Output {
    let scratch = TempDir::new().unwrap();
    fs::create_dir(scratch.path().join(".ci")).unwrap();
    let script = scratch.path().join(".ci/release-notes");
    fs::copy(Path::new(ROOT).join(".ci/release-notes"), &script).unwrap();
    fs::write(scratch.path().join("Cargo.toml"), "[package]\nname = \"oep45\"\nversion = \"1.2.0\"\n").unwrap();
    fs::write(scratch.path().join("CHANGELOG.md"), change_log).unwrap();
    Command::new("bash").arg(script).arg(tag).output().unwrap()
}

const CHANGE_LOG: &str = "# Changelog\n\n## [Unreleased]\n\n- later\n\n## [1.2.0] - 2026-12-01\n\n### Added\n\n- this\n\n\
    ## [1.2.0-rc1] - 2026-11-30\n\n- before\n";

#[test]
fn the_notes_of_a_release_are_its_section_of_the_change_log() {
    let done = notes("v1.2.0", CHANGE_LOG);
    assert_eq!((done.status.code(), text(&done.stdout).as_str()), (Some(0), "### Added\n\n- this\n"));
}

#[test]
fn a_tag_that_is_not_the_version_is_refused() {
    for tag in ["v1.3.0", "1.2.0", "v1.2.0-rc1"] {
        let done = notes(tag, CHANGE_LOG);
        let told = format!("release-notes: the tag is {tag}, and Cargo.toml has version 1.2.0\n");
        assert_eq!((done.status.code(), text(&done.stderr)), (Some(1), told));
    }
}

#[test]
fn a_release_that_the_change_log_does_not_know_is_refused() {
    for change_log in ["## [Unreleased]\n\n- this\n", "## [1.2.0] - 2026-12-01\n\n## [1.1.0] - 2026-01-01\n\n- this\n"]
    {
        let done = notes("v1.2.0", change_log);
        assert_eq!((done.status.code(), text(&done.stdout).as_str()), (Some(1), ""), "{change_log}");
        assert!(text(&done.stderr).contains("## [1.2.0] - DATE"), "{change_log}");
    }
}

/// The archives of wheels for these platforms, by name, and what the script says.
fn archives(platforms: &[&str]) -> (TempDir, BTreeSet<String>, Output) {
    let scratch = TempDir::new().unwrap();
    let wheels = scratch.path().join("wheels");
    fs::create_dir(&wheels).unwrap();
    for platform in platforms {
        let wheel = wheels.join(format!("oep45-{VERSION}-py3-none-{platform}.whl"));
        let program = if platform.starts_with("win") { "oep45.exe" } else { "oep45" };
        let made = Command::new("python3").args(["-I", "-c", PACK]).arg(wheel).args([VERSION, program]).status();
        assert!(made.unwrap().success());
    }
    let out = scratch.path().join("out");
    let script = Path::new(ROOT).join(".ci/archives");
    let done = Command::new("bash").arg(script).args([&wheels, &out]).output().unwrap();
    let name = |entry: std::io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let names = fs::read_dir(&out).unwrap().map(name).collect();
    (scratch, names, done)
}

#[test]
fn each_platform_has_an_archive_whose_name_says_so() {
    let (_scratch, names, done) = archives(&[
        "manylinux_2_17_x86_64.manylinux2014_x86_64",
        "musllinux_1_2_x86_64",
        "musllinux_1_2_aarch64",
        "macosx_10_12_x86_64",
        "macosx_11_0_arm64",
        "win_amd64",
    ]);
    assert!(done.status.success(), "{}", text(&done.stderr));
    let expected = [
        "x86_64-unknown-linux-musl.tar.gz",
        "aarch64-unknown-linux-musl.tar.gz",
        "x86_64-apple-darwin.tar.gz",
        "aarch64-apple-darwin.tar.gz",
        "x86_64-pc-windows-msvc.zip",
    ];
    assert_eq!(names, expected.map(|name| format!("oep45-{VERSION}-{name}")).into());
}

#[test]
fn the_program_of_an_archive_runs_where_it_is_unpacked() {
    let (scratch, _, _) = archives(&["musllinux_1_2_x86_64"]);
    let name = format!("oep45-{VERSION}-x86_64-unknown-linux-musl");
    let archive = scratch.path().join(format!("out/{name}.tar.gz"));
    assert!(Command::new("tar").arg("-xzf").arg(archive).arg("-C").arg(scratch.path()).status().unwrap().success());
    let directory = scratch.path().join(name);
    assert_eq!(text(&Command::new(directory.join("oep45")).output().unwrap().stdout), "it runs\n");
    assert!(directory.join("LICENSE").exists() && directory.join("README.md").exists());
}

#[test]
fn a_platform_without_a_name_is_no_silent_gap() {
    let (_scratch, _, done) = archives(&["musllinux_1_2_riscv64"]);
    assert_eq!(done.status.code(), Some(1));
    assert!(text(&done.stderr).contains("musllinux_1_2_riscv64"), "{}", text(&done.stderr));
}

#[test]
fn the_release_is_built_with_the_tools_that_the_tests_use() {
    let workflow = read(".github/workflows/release.yml");
    let after = |text: &str, key: &str| {
        let rest = text.split_once(key).unwrap_or_else(|| panic!("{key}")).1;
        rest.trim_matches(|c| "\" ".contains(c)).split(['"', '\n', ' ']).next().unwrap().to_owned()
    };
    assert_eq!(after(&workflow, "\n  RUST: \""), after(&read("Cargo.toml"), "rust-version = "));
    let maturin = after(&read(".ci/wheel"), "maturin==");
    assert_eq!(workflow.matches("maturin-version:").count(), 2);
    assert_eq!(workflow.matches(&format!("maturin-version: v{maturin}\n")).count(), 2);
}

#[test]
fn all_that_can_be_installed_without_a_compiler_is_built() {
    let workflow = read(".github/workflows/release.yml");
    for (platform, target) in [
        ("manylinux", "x86_64"),
        ("manylinux", "aarch64"),
        ("musllinux", "x86_64"),
        ("musllinux", "aarch64"),
        ("macos", "x86_64"),
        ("macos", "aarch64"),
        ("windows", "x64"),
    ] {
        assert!(workflow.contains(&format!("{{ platform: {platform}, target: {target}, ")), "{platform} {target}");
    }
    // The action installs nothing else, since a source distribution would need a compiler.
    assert!(read("action/install.sh").contains("--only-binary=:all: --no-deps \"oep45==$version\""));
}

#[test]
fn nothing_is_published_unless_a_tag_asks_for_it() {
    let workflow = read(".github/workflows/release.yml");
    for job in workflow.split("\n\n  ") {
        let publishes = job.contains("environment:");
        assert_eq!(publishes, job.contains("\n    if: github.ref_type == 'tag'\n"), "{job}");
    }
    assert_eq!(workflow.matches("environment:").count(), 4);
}
