//! Our own image: its Dockerfile follows every rule that we hold others to, and copies what there is.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads the files that it is about")]

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;

/// What `oep45` with `arguments` prints in the package's root.
fn oep45(arguments: &[&str]) -> String {
    let root = env!("CARGO_MANIFEST_DIR");
    let output = Command::cargo_bin("oep45").unwrap().current_dir(root).args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

fn read(file: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap()
}

/// What the Dockerfile copies from the repository: the words of each COPY without `--from`, but for the last one.
fn copied() -> Vec<String> {
    let tree: Value = serde_json::from_str(&oep45(&["tree", "Dockerfile", "--format", "json"])).unwrap();
    let instructions = tree["instructions"].as_array().unwrap();
    let copies = instructions.iter().filter(|instruction| instruction["keyword"] == "COPY");
    let from_context = copies.filter(|copy| copy["flags"].as_array().unwrap().is_empty());
    let words = from_context.map(|copy| copy["words"].as_array().unwrap().split_last().unwrap().1);
    words.flatten().map(|word| word.as_str().unwrap().to_owned()).collect()
}

#[test]
fn our_dockerfile_is_clean_under_every_rule() {
    let shown = oep45(&["check", "Dockerfile", "--no-config", "--select", "all", "--fail-on", "note"]);
    assert_eq!(shown, "oep45: 1 file checked, nothing found\n");
}

#[test]
fn what_our_dockerfile_copies_is_there() {
    let copied = copied();
    assert!(copied.contains(&"src/".to_owned()), "{copied:?}");
    let missing = copied.iter().filter(|source| !Path::new(env!("CARGO_MANIFEST_DIR")).join(source).exists());
    assert_eq!(missing.collect::<Vec<_>>(), Vec::<&String>::new());
}

#[test]
fn the_build_context_is_what_our_dockerfile_copies() {
    let ignored = read(".dockerignore");
    let mut let_through: Vec<_> = ignored.lines().filter_map(|line| line.strip_prefix('!')).collect();
    assert!(ignored.lines().any(|line| line == "*"), "nothing is left out");
    let mut copied = copied();
    let_through.sort_unstable();
    copied.sort_unstable();
    assert_eq!(let_through, copied);
}

#[test]
fn our_image_is_built_with_the_compiler_that_the_package_asks_for() {
    let manifest: toml::Table = read("Cargo.toml").parse().unwrap();
    let version = manifest["package"]["rust-version"].as_str().unwrap();
    let wanted = format!("FROM rust:{version}.");
    assert!(read("Dockerfile").lines().any(|line| line.starts_with(&wanted)), "no line begins with `{wanted}`");
}
