//! What is found on a disk, and what is left alone.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make the trees that they look at")]

use oep45::config::FileKind;
use oep45::discover::{Discovery, Exclude, Found, Nearest, Place, Repository};
use oep45::text::{FileKind as Read, Files, Kind};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use tempfile::TempDir;

/// A directory outside any repository, with `files` in it.
fn tree(files: &[&str]) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    for file in files {
        put(&directory, file, "FROM scratch\n");
    }
    directory
}

fn put(directory: &TempDir, file: impl AsRef<Path>, text: &str) {
    let path = directory.path().join(file);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn find_from(directory: &Path, paths: &[&str], globs: &[&str]) -> Vec<Found> {
    let place = Place::at(directory).unwrap();
    let exclude = Exclude::new(place.directory(), globs.iter().copied()).unwrap();
    let mut discovery = Discovery::new(&place, &|_| false);
    for path in paths {
        discovery.add(Path::new(path));
    }
    discovery.finish().files.into_iter().filter(|found| found.named || !exclude.covers(&found.place)).collect()
}

fn find(directory: &TempDir, paths: &[&str]) -> Vec<Found> {
    find_from(directory.path(), paths, &[])
}

fn names(found: &[Found]) -> Vec<&str> {
    found.iter().map(|found| found.path.as_str()).collect()
}

#[test]
fn dockerfiles_are_found_by_name_and_sorted() {
    let directory = tree(&["b/Dockerfile", "a/dev.Dockerfile", "Dockerfile.j2", "README.md", "b/Dockerfile.md"]);
    assert_eq!(names(&find(&directory, &["."])), ["Dockerfile.j2", "a/dev.Dockerfile", "b/Dockerfile"]);
}

#[test]
fn makefiles_and_workflows_are_found_too() {
    let files = [".github/workflows/ci.yml", "Dockerfile", "Makefile", "ci.yml", "docker/image.mk"];
    let found = find(&tree(&files), &["."]);
    let kinds: Vec<_> = found.iter().map(|found| (found.path.as_str(), found.kind)).collect();
    let [workflow, dockerfile, makefile, _, more] = files;
    let expected = [
        (workflow, Read::Workflow),
        (dockerfile, Read::Dockerfile),
        (makefile, Read::Makefile),
        (more, Read::Makefile),
    ];
    assert_eq!(kinds, expected);
}

#[test]
fn workflows_are_known_from_inside_their_directory() {
    let directory = tree(&[".github/workflows/ci.yml"]);
    let found = find_from(&directory.path().join(".github/workflows"), &["."], &[]);
    assert_eq!((names(&found), found[0].kind), (vec!["ci.yml"], Read::Workflow));
}

#[test]
fn a_named_file_is_a_dockerfile_unless_its_name_says_otherwise() {
    let directory = tree(&["Makefile", "image.yml", "x.mk", ".github/workflows/ci.yml"]);
    let paths = ["Makefile", "image.yml", "x.mk", ".github/workflows/ci.yml"];
    let mut found = find(&directory, &paths);
    found.sort_by_key(|found| paths.iter().position(|path| *path == found.path));
    let kinds: Vec<_> = found.iter().map(|found| found.kind).collect();
    assert_eq!(kinds, [Read::Makefile, Read::Dockerfile, Read::Makefile, Read::Workflow]);
    assert!(found.iter().all(|found| found.named));
    assert!(find(&directory, &["."]).iter().all(|found| !found.named));
}

#[test]
fn a_named_makefile_that_is_missing_is_read_to_say_so() {
    let found = find(&tree(&[]), &["Makefile"]);
    assert_eq!(found[0].kind, Read::Dockerfile);
    assert_eq!(found[0].read().unwrap_err(), "no such file or directory");
}

#[test]
fn a_directory_named_like_a_dockerfile_is_walked() {
    let directory = tree(&["Dockerfile/Dockerfile"]);
    assert_eq!(names(&find(&directory, &["."])), ["Dockerfile/Dockerfile"]);
}

#[test]
fn hidden_directories_are_walked_and_git_is_not() {
    let directory = tree(&[".devcontainer/Dockerfile", ".git/Dockerfile", "sub/.git/Dockerfile"]);
    assert_eq!(names(&find(&directory, &["."])), [".devcontainer/Dockerfile"]);
}

#[test]
fn what_git_ignores_is_left_out_unless_it_is_named() {
    let directory = tree(&["Dockerfile", "build/Dockerfile", ".git/HEAD"]);
    put(&directory, ".gitignore", "build/\n");
    assert_eq!(names(&find(&directory, &["."])), ["Dockerfile"]);
    assert_eq!(names(&find(&directory, &["build/Dockerfile"])), ["build/Dockerfile"]);
}

#[test]
fn an_export_of_a_repository_is_treated_as_its_clone() {
    let directory = tree(&["Dockerfile", "build/Dockerfile"]);
    put(&directory, ".gitignore", "build/\n");
    assert_eq!(names(&find(&directory, &["."])), ["Dockerfile"]);
}

#[test]
fn an_ignore_file_above_the_directory_counts_inside_a_repository_alone() {
    let directory = tree(&["app/Dockerfile"]);
    put(&directory, ".gitignore", "*\n");
    assert_eq!(names(&find(&directory, &["app"])), ["app/Dockerfile"]);
    fs::create_dir(directory.path().join(".git")).unwrap();
    assert!(find(&directory, &["app"]).is_empty());
}

#[test]
fn excluded_files_are_left_out_unless_they_are_named() {
    let directory = tree(&["Dockerfile", "vendor/x/Dockerfile"]);
    let find = |paths: &[&str]| find_from(directory.path(), paths, &["vendor/"]);
    assert_eq!(names(&find(&["."])), ["Dockerfile"]);
    assert_eq!(names(&find(&["vendor/x/Dockerfile"])), ["vendor/x/Dockerfile"]);
}

#[test]
fn links_are_not_followed_in_a_walk_even_in_a_circle() {
    let directory = tree(&["a/Dockerfile"]);
    symlink(directory.path(), directory.path().join("a/circle")).unwrap();
    symlink("a/Dockerfile", directory.path().join("Dockerfile")).unwrap();
    assert_eq!(names(&find(&directory, &["."])), ["a/Dockerfile"]);
}

#[test]
fn a_named_link_is_read_where_it_stands() {
    let directory = tree(&["a/Dockerfile"]);
    symlink("a/Dockerfile", directory.path().join("link")).unwrap();
    let found = find(&directory, &["link"]);
    assert_eq!(names(&found), ["link"]);
    assert_eq!(found[0].tree_path, "link");
    assert_eq!(found[0].read().unwrap().text(), "FROM scratch\n");
}

#[test]
fn a_path_given_twice_is_found_once() {
    let directory = tree(&["docker/Dockerfile"]);
    let absolute = directory.path().canonicalize().unwrap().join("docker");
    let paths = [".", "docker", "./docker/Dockerfile", "docker/../docker", absolute.to_str().unwrap()];
    assert_eq!(names(&find(&directory, &paths)), ["docker/Dockerfile"]);
    assert_eq!(names(&find(&directory, &paths[4..])), ["docker/Dockerfile"]);
}

#[test]
fn a_named_file_is_found_whatever_its_name() {
    let directory = tree(&["image.txt"]);
    assert_eq!(names(&find(&directory, &["image.txt"])), ["image.txt"]);
}

#[test]
fn a_file_that_is_missing_says_so_when_it_is_read() {
    let directory = tree(&[]);
    symlink("nowhere", directory.path().join("dangling")).unwrap();
    for path in ["missing", "missing/too", "dangling"] {
        let found = find(&directory, &[path]);
        assert_eq!(names(&found), [path]);
        assert_eq!(found[0].read().unwrap_err(), "no such file or directory");
    }
}

#[test]
fn a_pipe_is_told_and_never_opened() {
    let directory = tree(&[]);
    for name in ["Dockerfile", "Makefile", "other"] {
        assert!(Command::new("mkfifo").arg(directory.path().join(name)).status().unwrap().success());
    }
    for given in [".", "Dockerfile"] {
        let [found] = &find(&directory, &[given])[..] else { panic!("{given}: only what is called like a Dockerfile") };
        assert!(found.read().unwrap_err().starts_with("not a regular file"));
    }
}

#[test]
fn a_huge_file_is_not_read() {
    let directory = tree(&[]);
    let file = fs::File::create(directory.path().join("Dockerfile")).unwrap();
    file.set_len((64 << 20) + 1).unwrap();
    assert!(find(&directory, &["."])[0].read().unwrap_err().starts_with("larger than 64 MiB"));
}

#[test]
fn a_file_of_too_many_lines_is_not_judged() {
    let directory = tree(&[]);
    let most = 2 << 20;
    for (lines, judged) in [(most, true), (most + 1, false)] {
        put(&directory, "Dockerfile", &"\n".repeat(lines));
        let read = find(&directory, &["."])[0].read();
        assert_eq!(read.err().is_none_or(|error| !error.starts_with("more than 2 million lines")), judged);
    }
}

#[test]
fn names_that_are_no_text_are_read_all_the_same() {
    let directory = tree(&["line\nbreak/Dockerfile"]);
    put(&directory, Path::new(OsStr::from_bytes(b"caf\xe9/Dockerfile")), "FROM scratch\n");
    let found = find(&directory, &["."]);
    assert_eq!(names(&found), ["caf\u{fffd}/Dockerfile", "line\nbreak/Dockerfile"]);
    assert!(found.iter().all(|found| found.read().is_ok()));
}

#[test]
fn a_stream_takes_the_place_of_the_file_that_it_is_named_after() {
    let directory = tree(&["docker/Dockerfile"]);
    let place = Place::at(directory.path()).unwrap();
    let mut discovery = Discovery::new(&place, &|_| false);
    discovery.add_stream(&b"FROM draft\n"[..], Some(Path::new("docker/Dockerfile")));
    discovery.add(Path::new("."));
    let found = discovery.finish().files;
    assert_eq!(names(&found), ["docker/Dockerfile"]);
    assert_eq!(found[0].read().unwrap().text(), "FROM draft\n");
}

#[test]
fn a_directory_that_is_left_out_is_not_entered() {
    let directory = tree(&["Dockerfile", "vendor/a/Dockerfile"]);
    let place = Place::at(directory.path()).unwrap();
    let asked = Mutex::new(Vec::new());
    let leave_out = |path: &Path| {
        asked.lock().unwrap().push(path.strip_prefix(place.directory()).unwrap().to_owned());
        path.ends_with("vendor")
    };
    let mut discovery = Discovery::new(&place, &leave_out);
    discovery.add(Path::new("."));
    let found = discovery.finish();
    assert_eq!((names(&found.files), found.left_out), (vec!["Dockerfile"], vec!["vendor/".to_owned()]));
    assert_eq!(asked.into_inner().unwrap(), [Path::new("vendor")]);
}

#[test]
fn a_tree_begins_at_the_nearest_repository() {
    let directory = tree(&["docker/Dockerfile", "sub/docker/Dockerfile", "sub/.git", ".git/HEAD"]);
    let found = find(&directory, &["."]);
    assert_eq!(found[0].tree_path, "docker/Dockerfile");
    assert_eq!(found[1].path, "sub/docker/Dockerfile");
    assert_eq!(found[1].tree_path, "docker/Dockerfile");
}

#[test]
fn a_tree_outside_a_repository_is_the_checked_directory() {
    let directory = tree(&["app/docker/Dockerfile"]);
    assert_eq!(find(&directory, &["app"])[0].tree_path, "docker/Dockerfile");
    assert_eq!(find(&directory, &["app/docker/Dockerfile"])[0].tree_path, "Dockerfile");
}

#[test]
fn a_tree_knows_its_files_and_names_them_from_the_working_directory() {
    let directory = tree(&["docker/Dockerfile", ".git/HEAD", "requirements/base.txt"]);
    let found = find_from(&directory.path().join("docker"), &["."], &[]);
    let tree = &found[0].tree;
    assert_eq!(tree.kind(""), Some(Kind::Directory));
    assert_eq!(tree.kind("requirements"), Some(Kind::Directory));
    assert_eq!(tree.kind("requirements/base.txt"), Some(Kind::File));
    assert_eq!(tree.kind("requirements/none.txt"), None);
    assert_eq!(tree.text("requirements/base.txt").unwrap().path(), "../requirements/base.txt");
    assert_eq!(tree.text("docker/Dockerfile").unwrap().path(), "Dockerfile");
}

#[test]
fn a_tree_is_never_left() {
    let outside = tree(&["secret"]);
    let directory = tree(&["docker/Dockerfile"]);
    symlink(outside.path().join("secret"), directory.path().join("docker/link")).unwrap();
    let found = find(&directory, &["docker"]);
    let tree = &found[0].tree;
    let secret = outside.path().join("secret");
    for path in ["link", "../docker/link", "../../etc/passwd", "/etc/passwd", secret.to_str().unwrap()] {
        assert!(tree.text(path).is_none(), "{path}");
        assert_eq!(tree.kind(path), None, "{path}");
    }
}

#[test]
fn a_tree_does_not_read_large_files() {
    let directory = tree(&["Dockerfile"]);
    fs::File::create(directory.path().join("dump.sql")).unwrap().set_len((1 << 20) + 1).unwrap();
    let found = find(&directory, &["."]);
    assert_eq!(found[0].tree.kind("dump.sql"), Some(Kind::File));
    assert!(found[0].tree.text("dump.sql").is_none());
}

/// The name and the directory of the configuration that counts in `below`, a directory of `directory`.
fn config_of(directory: &TempDir, below: &str) -> Option<(String, PathBuf)> {
    let place = Place::at(&directory.path().join(below)).unwrap();
    let file = Nearest::new(&place).of(place.directory()).unwrap()?;
    assert_eq!(file.kind == FileKind::Own, file.source.path().ends_with("oep45.toml"));
    let base = directory.path().canonicalize().unwrap();
    Some((file.source.path().to_owned(), file.directory.strip_prefix(base).unwrap().to_owned()))
}

#[test]
fn the_nearest_configuration_counts() {
    let directory = tree(&["a/b/Dockerfile", ".git/HEAD"]);
    put(&directory, "oep45.toml", "");
    assert_eq!(config_of(&directory, "a/b"), Some(("../../oep45.toml".to_owned(), PathBuf::new())));
    put(&directory, "a/pyproject.toml", "[tool.oep45]\n");
    assert_eq!(config_of(&directory, "a/b"), Some(("../pyproject.toml".to_owned(), "a".into())));
    put(&directory, "a/oep45.toml", "");
    assert_eq!(config_of(&directory, "a"), Some(("oep45.toml".to_owned(), "a".into())));
}

#[test]
fn a_pyproject_of_other_tools_is_passed_over() {
    let directory = tree(&["a/Dockerfile", ".git/HEAD"]);
    put(&directory, "oep45.toml", "");
    put(&directory, "a/pyproject.toml", "[tool.black]\nline-length = \n");
    assert_eq!(config_of(&directory, "a").unwrap().0, "../oep45.toml");
}

#[test]
fn a_configuration_above_the_repository_does_not_count() {
    let directory = tree(&["repo/.git/HEAD", "plain/Dockerfile"]);
    put(&directory, "oep45.toml", "");
    assert_eq!(config_of(&directory, "repo"), None);
    assert_eq!(config_of(&directory, "plain"), None);
}

#[test]
fn a_repository_holds_the_files_that_a_walk_of_its_own_would_meet() {
    let files = ["Dockerfile", "lms/Dockerfile", "lms/urls.py", "logs/out", "docs/index.rst", "node_modules/a.js"];
    let directory = tree(&files);
    put(&directory, ".gitignore", "logs/\n");
    symlink("docs/index.rst", directory.path().join("README.rst")).unwrap();
    symlink("nowhere", directory.path().join("dangling")).unwrap();
    let place = Place::at(directory.path()).unwrap();
    let paths = |leave_out: fn(&Path) -> bool| {
        let mut discovery = Discovery::new(&place, &leave_out);
        discovery.add(Path::new("."));
        discovery.finish().repositories[0].tree.paths_below("")
    };
    let own = Repository::at(&place, Path::new(".")).unwrap().tree.paths_below("");
    assert!(own.contains(&"README.rst".to_owned()) && !own.contains(&"logs/out".to_owned()), "{own:?}");
    assert_eq!(paths(|_| false), own);
    // What somebody excludes is a part of the repository all the same.
    assert_eq!(paths(|path| path.ends_with("node_modules")), own);
}

#[test]
fn what_git_tracks_is_found_though_a_gitignore_matches_it() {
    let directory = tree(&["app/Dockerfile", ".dc-prod/web/Dockerfile", "out/Dockerfile", "vendor/.dc-x/Dockerfile"]);
    put(&directory, ".gitignore", ".dc-*\nout/\n");
    put(&directory, "vendor/.ignore", "*\n");
    let git = |arguments: &[&str]| {
        assert!(Command::new("git").current_dir(directory.path()).args(arguments).status().unwrap().success());
    };
    git(&["init", "--quiet"]);
    git(&["add", "--force", ".dc-prod", "vendor"]);
    assert_eq!(names(&find(&directory, &["."])), [".dc-prod/web/Dockerfile", "app/Dockerfile"]);
    git(&["update-index", "--index-version", "4"]);
    assert_eq!(names(&find(&directory, &["."])), [".dc-prod/web/Dockerfile", "app/Dockerfile"]);
    assert_eq!(names(&find_from(directory.path(), &["."], &[".dc-prod/"])), ["app/Dockerfile"]);
    fs::remove_dir_all(directory.path().join(".dc-prod")).unwrap();
    assert_eq!(names(&find(&directory, &["."])), ["app/Dockerfile"]);
}

#[test]
fn a_directory_that_a_link_leads_to_goes_by_its_own_name() {
    let directory = tree(&["app/Dockerfile"]);
    symlink("app", directory.path().join("link")).unwrap();
    assert_eq!(names(&find(&directory, &["link"])), ["app/Dockerfile"]);
    assert_eq!(names(&find(&directory, &["link", "app"])), ["app/Dockerfile"]);
}
