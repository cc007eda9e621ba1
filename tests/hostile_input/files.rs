//! What may be called Dockerfile, and how it may be called.

use super::{oep45, tree};
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::os::unix::net::UnixListener;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use tempfile::TempDir;

const TEXT: &[u8] = b"FROM python:3.12\nCOPY . /app\n";

fn pipe(path: &Path) {
    assert!(std::process::Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn pipes_and_sockets_are_told_and_not_opened() {
    let root = TempDir::new().unwrap();
    pipe(&root.path().join("Dockerfile"));
    fs::create_dir(root.path().join("sub")).unwrap();
    let _socket = UnixListener::bind(root.path().join("sub/Dockerfile")).unwrap();
    for arguments in [&["check"][..], &["check", "Dockerfile", "sub/Dockerfile"]] {
        let done = oep45(root.path(), arguments);
        assert_eq!(done.code, 2, "{}", done.stderr);
        for path in ["Dockerfile", "sub/Dockerfile"] {
            assert!(done.stderr.contains(&format!("cannot check {path}: not a regular file")), "{}", done.stderr);
        }
    }
}

#[test]
fn a_device_is_told_and_not_opened() {
    let root = TempDir::new().unwrap();
    let done = oep45(root.path(), &["check", "/dev/zero", "/dev/full"]);
    assert_eq!((done.code, done.stderr.matches("not a regular file").count()), (2, 2), "{}", done.stderr);
}

#[test]
fn a_named_link_to_a_pipe_is_told() {
    let root = TempDir::new().unwrap();
    pipe(&root.path().join("pipe"));
    symlink("pipe", root.path().join("Dockerfile")).unwrap();
    let done = oep45(root.path(), &["check", "Dockerfile"]);
    assert!(done.code == 2 && done.stderr.contains("Dockerfile: not a regular file"), "{}", done.stderr);
}

#[test]
fn links_in_a_circle_end() {
    let root = tree(&[("a/Dockerfile", TEXT)]);
    symlink("..", root.path().join("a/up")).unwrap();
    symlink("a", root.path().join("b")).unwrap();
    symlink("Dockerfile", root.path().join("Dockerfile")).unwrap();
    let done = oep45(root.path(), &["check", "--format", "json"]);
    assert_eq!((done.code, done.stderr.as_str()), (1, ""));
    // Walked, a link to a directory is passed over; named, it is followed, and what it leads to goes by its own name.
    for named in ["b", "a/up/a/up/b"] {
        let done = oep45(root.path(), &["check", named, "--format", "json"]);
        assert!(String::from_utf8_lossy(&done.stdout).contains("\"a/Dockerfile\""), "{named}: {:?}", done.stderr);
    }
    let done = oep45(root.path(), &["check", "Dockerfile"]);
    assert_eq!((done.code, done.stderr.lines().count()), (2, 1), "{}", done.stderr);
}

#[test]
fn what_may_not_be_read_is_told_and_the_rest_is_judged() {
    let root = tree(&[("Dockerfile", TEXT), ("a/Dockerfile", TEXT), ("b/Dockerfile", TEXT)]);
    let closed = |path: &str| fs::set_permissions(root.path().join(path), fs::Permissions::from_mode(0o000)).unwrap();
    closed("a/Dockerfile");
    closed("b");
    // Whoever may read everything can't be kept from it.
    if fs::read(root.path().join("a/Dockerfile")).is_ok() {
        return;
    }
    let done = oep45(root.path(), &["check", "--format", "json"]);
    fs::set_permissions(root.path().join("b"), fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(done.code, 2);
    for path in ["a/Dockerfile", "b"] {
        assert!(done.stderr.contains(&format!("cannot check {path}: permission denied")), "{}", done.stderr);
    }
    assert!(String::from_utf8_lossy(&done.stdout).contains("missing-cmd"));
}

#[test]
fn what_changes_while_it_is_read_is_judged_as_something() {
    let root = tree(&[("Dockerfile", TEXT), ("a/Dockerfile", TEXT)]);
    let (path, other) = (root.path().join("Dockerfile"), root.path().join("a/Dockerfile"));
    let over = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                // Grows, shrinks, vanishes, becomes a directory.
                let mut file = fs::OpenOptions::new().append(true).create(true).open(&path).unwrap();
                for _ in 0..100 {
                    file.write_all(&b"RUN a && b\n".repeat(1000)).unwrap();
                }
                let _ = fs::write(&path, TEXT);
                let _ = fs::remove_file(&path);
                let _ = fs::remove_file(&other);
                let _ = fs::create_dir(&other);
                let _ = fs::remove_dir(&other);
                let _ = fs::write(&other, TEXT);
            }
        });
        for _ in 0..10 {
            let done = oep45(root.path(), &["check", ".", "Dockerfile", "--format", "json"]);
            assert!(serde_json::from_slice::<serde_json::Value>(&done.stdout).is_ok(), "{}", done.stderr);
        }
        over.store(true, Ordering::Relaxed);
    });
}

#[test]
fn long_paths_are_judged_or_told() {
    let root = TempDir::new().unwrap();
    let deep = "a".repeat(200) + "/";
    let directory = root.path().join(deep.repeat(18));
    fs::create_dir_all(&directory).unwrap();
    fs::write(directory.join("Dockerfile"), TEXT).unwrap();
    let done = oep45(root.path(), &["check", "--format", "json"]);
    assert_eq!((done.code, done.stderr.as_str()), (1, ""));
    let too_long = "a/".repeat(3_000);
    let done = oep45(root.path(), &["check", &too_long]);
    assert!(done.code == 2 && done.stderr.contains("too long"), "{}", done.stderr);
}

#[test]
fn names_that_are_no_text_are_judged() {
    let root = TempDir::new().unwrap();
    for name in [&b"\xff\xfe.Dockerfile"[..], b"a\nb.Dockerfile", b"\x1b[31m.Dockerfile", b"  .Dockerfile"] {
        fs::write(root.path().join(OsStr::from_bytes(name)), TEXT).unwrap();
    }
    let done = oep45(root.path(), &["check", "--select", "missing-cmd", "--format", "json"]);
    let report: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap();
    assert_eq!(report["findings"].as_array().unwrap().len(), 4, "{report}");
}
