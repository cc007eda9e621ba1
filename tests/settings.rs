//! `oep45 settings`: lists, checks and comparisons of services as operators have them, git's revisions included.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make the services that they look at")]
#![cfg(feature = "python")]

mod repository;

use assert_cmd::cargo::cargo_bin;
use repository::{commit, git, put};
use std::fs;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const BASE: &str = "INSTALLED_APPS = []\nROOT_URLCONF = 'notes.urls'\n# How many notes a page holds.\nPAGE_SIZE = 25\n\
                    DATABASES = {'default': {'PASSWORD': 'zaphod4'}}\n";
const PRODUCTION: &str = "from os import environ\nimport yaml\nfrom notes.settings.base import *\nDEBUG = False\n\
                          with open(environ['NOTES_CFG']) as f:\n    vars().update(yaml.safe_load(f))\n";

/// A service as most of them are today, in a repository with one commit.
fn legacy() -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    git(directory.path(), &["init", "--quiet"]);
    put(directory.path(), "notes/settings/base.py", BASE);
    put(directory.path(), "notes/settings/production.py", PRODUCTION);
    commit(directory.path());
    directory
}

/// Exit code, standard output and standard error.
fn settings(directory: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(cargo_bin!("oep45"));
    let output = command.current_dir(directory).arg("settings").args(arguments).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// What is told where something can't be done.
fn refused(directory: &Path, arguments: &[&str]) -> String {
    let (code, stdout, stderr) = settings(directory, arguments);
    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{arguments:?}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    stderr
}

#[test]
fn a_service_with_a_module_for_each_environment_is_listed_with_a_note() {
    let service = legacy();
    let (code, text, _) = settings(service.path(), &["list"]);
    assert_eq!(code, Some(0));
    for part in [
        "notes/settings: 5 settings, configured by the file that NOTES_CFG names\n",
        "production:4\n",
        "base:4        How many notes a page holds.\n",
        "note: these settings are not split into required.py and defaults.py",
        "***",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("zaphod4"));
    let json: serde_json::Value =
        serde_json::from_str(&settings(service.path(), &["list", "--format", "json"]).1).unwrap();
    assert_eq!(json["layout"], "environments");
    assert_eq!(json["settings"][3]["value"], 25);
}

#[test]
fn a_filled_in_skeleton_is_right() {
    let service = legacy();
    fs::create_dir(service.path().join("other")).unwrap();
    put(service.path(), "other/notes/settings/__init__.py", "from .required import *\nfrom .defaults import *\n");
    put(service.path(), "other/notes/settings/required.py", "#: Where the LMS is.\nLMS_URL = None\n");
    put(service.path(), "other/notes/settings/defaults.py", BASE);
    let (_, skeleton, _) = settings(service.path(), &["list", "other", "--format", "yaml"]);
    put(service.path(), "notes.yml", &skeleton);
    let check = ["check", "notes.yml", "--repository", "other"];
    let (code, text, _) = settings(service.path(), &check);
    assert_eq!((code, text.contains("`LMS_URL` is required, and has no value")), (Some(1), true), "{text}");
    put(service.path(), "notes.yml", &skeleton.replace("\nLMS_URL:", "\nLMS_URL: https://lms.example.com"));
    assert_eq!(settings(service.path(), &check).0, Some(0));
    // With all the defaults in force, too.
    let all = skeleton.lines().filter_map(uncommented).collect::<Vec<_>>().join("\n");
    put(service.path(), "notes.yml", &format!("LMS_URL: https://lms.example.com\n{all}\n"));
    let (code, text, _) = settings(service.path(), &check);
    assert_eq!((code, all.contains("PAGE_SIZE: 25\n")), (Some(0), true), "{text}");
}

/// A line of a skeleton that is a default behind a `#`.
fn uncommented(line: &str) -> Option<&str> {
    let line = line.strip_prefix("# ")?;
    let is_entry = line.split_once(':').is_some_and(|(name, rest)| {
        name.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'_') && !rest.starts_with("  #")
    });
    (is_entry || line.starts_with("  ")).then_some(line)
}

#[test]
fn a_check_shows_no_secret_and_has_every_format() {
    let service = legacy();
    put(service.path(), "notes.yml", "SECRET_KEY: zaphod4\nNO_SUCH_THING: 1\n");
    for format in ["human", "json", "sarif", "github", "markdown", "gitlab", "junit", "checkstyle", "rdjson"] {
        let (code, text, _) = settings(service.path(), &["check", "notes.yml", "--format", format]);
        assert_eq!((code, text.contains("zaphod4"), text.contains("NO_SUCH_THING")), (Some(1), false, true), "{text}");
    }
}

#[test]
fn revisions_and_directories_are_compared() {
    let service = legacy();
    put(service.path(), "notes/settings/base.py", &BASE.replace("25", "50").replace("zaphod4", "arthur2"));
    let text = settings(service.path(), &["diff", "HEAD", "."]).1;
    assert!(text.starts_with("Default changed (2)\n  DATABASES\n      from one secret to another\n"), "{text}");
    assert!(text.contains("  PAGE_SIZE\n      from 25\n      to 50\n      notes/settings/base.py:4\n"), "{text}");
    commit(service.path());
    assert_eq!(settings(service.path(), &["diff", "HEAD~1", "HEAD"]).1, text);
    let outside = tempfile::tempdir().unwrap();
    let there = service.path().to_str().unwrap();
    assert_eq!(settings(outside.path(), &["diff", "HEAD~1", "HEAD", "--repository", there]).1, text);
    assert_eq!(settings(service.path(), &["diff", "HEAD", "."]).1.lines().next(), Some("no setting changed"));
    for (format, begins) in [("json", "{\n  \"changes\": ["), ("markdown", "## Settings\n"), ("rst", "Settings\n====")]
    {
        let text = settings(service.path(), &["diff", "HEAD~1", "HEAD", "--format", format]).1;
        assert!(text.starts_with(begins) && text.contains("PAGE_SIZE"), "{text}");
    }
}

#[test]
fn a_part_of_a_repository_is_compared_by_itself() {
    let service = legacy();
    put(service.path(), "services/a/a/settings/base.py", BASE);
    commit(service.path());
    let part = ["--repository", "services/a"];
    let (code, text, _) = settings(service.path(), &[&["diff", "HEAD", "services/a"][..], &part].concat());
    assert_eq!((code, text.lines().next()), (Some(0), Some("no setting changed")));
}

#[test]
fn what_looks_like_an_option_is_none_for_git() {
    let service = legacy();
    for name in ["--output=x", "-h", "--all", "HEAD -- x", "no-such-branch", "HEAD:notes/settings/base.py"] {
        let told = refused(service.path(), &["diff", "--", "HEAD", name]);
        assert!(told.contains("is neither a directory nor a revision"), "{told}");
    }
    assert!(!service.path().join("x").exists());
}

#[test]
fn what_can_not_be_read_is_told_in_one_line() {
    let service = legacy();
    let empty = tempfile::tempdir().unwrap();
    let told = [
        (refused(empty.path(), &["list"]), "holds no settings of a Django service"),
        (refused(empty.path(), &["list", "nowhere"]), "cannot read nowhere: no such file or directory"),
        (refused(empty.path(), &["diff", "a", "b"]), "is in no git repository"),
        (refused(service.path(), &["list", "--package", "x"]), "no settings package `x`; it has notes/settings"),
        (refused(service.path(), &["check", "nowhere.yml"]), "cannot read nowhere.yml: no such file"),
        (refused(service.path(), &["check", "notes"]), "cannot read notes: is a directory, not a file"),
    ];
    for (line, part) in told {
        assert!(line.contains(part), "{part}\n{line}");
    }
}

#[test]
fn one_of_several_packages_has_to_be_chosen() {
    let service = legacy();
    put(service.path(), "cms/envs/common.py", BASE);
    assert!(refused(service.path(), &["list"]).contains("choose one with --package: cms/envs, notes/settings"));
    for package in ["cms/envs", "cms/envs/", "cms"] {
        assert!(settings(service.path(), &["list", "--package", package]).1.starts_with("cms/envs: "), "{package}");
    }
}
