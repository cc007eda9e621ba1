//! No network, and no program but those that are named here, each with arguments of its own.

use std::fs;
use std::path::{Path, PathBuf};

/// Where programs are started, and which: the pager is the one that the environment names.
const STARTS: [(&str, &str); 3] = [
    ("src/cli/git.rs", "Command::new(\"git\")"),
    ("src/cli/pager.rs", "Command::new(&self.program)"),
    ("src/cli/shellcheck.rs", "Command::new(PROGRAM)"),
];

fn sources(directory: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The code of the library, by path, without its tests and comments.
fn code() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths = Vec::new();
    sources(&root.join("src"), &mut paths);
    let text = |path: &PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        let code = text.split("#[cfg(test)]\nmod tests").next().unwrap_or_default();
        code.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
    };
    paths.iter().map(|path| (path.strip_prefix(root).unwrap().to_string_lossy().into_owned(), text(path))).collect()
}

#[test]
fn three_programs_are_started_and_no_other() {
    let mut found = Vec::new();
    for (path, code) in code() {
        if code.contains("process::Command") || code.contains("process::{") && code.contains("Command") {
            for (at, _) in code.match_indices("Command::new(") {
                let end = code[at..].find(')').unwrap() + 1;
                found.push((path.clone(), code[at..at + end].to_owned()));
            }
        }
    }
    found.sort();
    let expected = STARTS.map(|(path, start)| (path.to_owned(), start.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn nothing_talks_to_a_network() {
    for (path, code) in code() {
        for word in ["TcpStream", "TcpListener", "UdpSocket", "ToSocketAddrs", "UnixStream", "os::unix::net"] {
            assert!(!code.contains(word), "{path}: {word}");
        }
    }
    // Nor does a dependency that is there for nothing else.
    let lock = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    for name in ["reqwest", "hyper", "ureq", "curl", "native-tls", "rustls", "tokio", "git2", "openssl"] {
        assert!(!manifest.contains(&format!("\n{name} ")) && !lock.contains(&format!("name = \"{name}\"\n")), "{name}");
    }
}
