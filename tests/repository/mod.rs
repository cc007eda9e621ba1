//! Scratch repositories for tests of what git knows.

use std::fs;
use std::path::Path;
use std::process::Command;

/// Write the file at `path` in `directory`.
pub(crate) fn put(directory: &Path, path: &str, text: &str) {
    let path = directory.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Commit all that is in `directory`.
pub(crate) fn commit(directory: &Path) {
    git(directory, &["add", "--all"]);
    let who = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
    git(directory, &[&who[..], &["commit", "--quiet", "--message", "a change"]].concat());
}

/// Run git in `directory`.
pub(crate) fn git(directory: &Path, arguments: &[&str]) {
    assert!(Command::new("git").current_dir(directory).args(arguments).status().unwrap().success());
}
