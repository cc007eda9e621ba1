//! What a file is, by its name and place alone.

use crate::text::FileKind;
use std::ffi::OsStr;
use std::path::Path;

/// Suffixes of files that a template engine turns into what their name says without them.
const TEMPLATES: &[&str] = &[".j2", ".jinja", ".jinja2", ".template", ".tmpl", ".in", ".tpl", ".erb"];

/// Endings of files that are about a Dockerfile, or came from one, and are none.
const OTHERS: &[&str] = &[
    ".dockerignore",
    // documentation
    ".md",
    ".rst",
    ".txt",
    ".adoc",
    ".html",
    ".css",
    ".pdf", // programs
    ".py",
    ".go",
    ".rs",
    ".js",
    ".mjs",
    ".cjs",
    ".ts",
    ".tsx",
    ".jsx",
    ".sh",
    ".bash",
    ".ps1",
    ".bat",
    ".rb",
    ".java",
    ".kt",
    ".c",
    ".h",
    ".cs",
    ".lua",
    ".vim", // data and pictures
    ".json",
    ".yml",
    ".yaml",
    ".toml",
    ".xml",
    ".ini",
    ".cfg",
    ".csv",
    ".sarif",
    ".lock",
    ".log",
    ".snap",
    ".png",
    ".svg",
    ".jpg",
    ".gif",
    ".zip",
    ".gz",
    ".tar",
    ".tgz", // what editors and merges leave behind
    "~",
    ".orig",
    ".rej",
    ".swp",
    ".swo",
    ".bak",
    ".diff",
    ".patch",
];

/// What `path` is by its name: a Dockerfile, a Makefile (`GNUmakefile`, `docker.mk` …), or a workflow that stands in
/// `.github/workflows`. `None`: nothing that rules judge.
pub fn kind_of(path: &Path) -> Option<FileKind> {
    let name = path.file_name()?.to_string_lossy();
    let ends_with = |endings: &[&str]| {
        path.extension().is_some_and(|extension| endings.iter().any(|ending| extension == OsStr::new(ending)))
    };
    if matches!(&*name, "Makefile" | "makefile" | "GNUmakefile") || ends_with(&["mk"]) {
        return Some(FileKind::Makefile);
    }
    if ends_with(&["yml", "yaml"]) && path.parent().is_some_and(|folder| folder.ends_with(".github/workflows")) {
        return Some(FileKind::Workflow);
    }
    is_dockerfile(&name).then_some(FileKind::Dockerfile)
}

/// Whether `name`, a file name without its directories, is a Dockerfile's: `Dockerfile`, `Dockerfile.dev`,
/// `dev.Dockerfile`, `Containerfile`, in any case, and templates of these such as `Dockerfile.j2`.
pub fn is_dockerfile(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let name = TEMPLATES.iter().find_map(|suffix| name.strip_suffix(suffix)).unwrap_or(&name);
    if OTHERS.iter().any(|suffix| name.ends_with(suffix)) {
        return false;
    }
    ["dockerfile", "containerfile"].iter().any(|stem| {
        let before = name.strip_suffix(stem);
        let behind = name.strip_prefix(stem);
        name == *stem
            || before.is_some_and(|rest| rest.len() > 1 && rest.ends_with(['.', '-', '_']))
            || behind.is_some_and(|rest| rest.len() > 1 && rest.starts_with(['.', '-', '_']))
    })
}

#[cfg(test)]
mod tests {
    use super::{is_dockerfile, kind_of};
    use crate::text::FileKind;
    use std::path::Path;

    #[test]
    fn the_usual_names_are_dockerfiles() {
        for name in [
            "Dockerfile",
            "dockerfile",
            "DOCKERFILE",
            "Dockerfile.dev",
            "Dockerfile-py312",
            "Dockerfile_test",
            "credentials.Dockerfile",
            "lms.dockerfile",
            "dev-Dockerfile",
            "dev_dockerfile",
            "Containerfile",
            "Containerfile.dev",
            "api.containerfile",
        ] {
            assert!(is_dockerfile(name), "{name}");
        }
    }

    #[test]
    fn a_template_of_a_dockerfile_is_one() {
        for name in ["Dockerfile.j2", "Dockerfile.in", "Dockerfile.dev.tmpl", "app.Dockerfile.erb", "Containerfile.tpl"]
        {
            assert!(is_dockerfile(name), "{name}");
        }
    }

    fn kinds<'p>(paths: impl IntoIterator<Item = &'p str>) -> Vec<Option<FileKind>> {
        paths.into_iter().map(|path| kind_of(Path::new(path))).collect()
    }

    #[test]
    fn the_names_that_make_looks_for_are_makefiles() {
        let makefiles = ["Makefile", "a/makefile", "GNUmakefile", "make/docker.mk", "Dockerfile.mk"];
        assert_eq!(kinds(makefiles), [Some(FileKind::Makefile); 5]);
        assert_eq!(kinds(["MAKEFILE.md", "Makefile.py", "mk", "a.mk.txt"]), [None; 4]);
    }

    #[test]
    fn workflows_stand_in_their_directory() {
        let workflows = [".github/workflows/ci.yml", "/repo/.github/workflows/release.yaml"];
        assert_eq!(kinds(workflows), [Some(FileKind::Workflow); 2]);
        let others = ["ci.yml", ".github/dependabot.yml", "workflows/ci.yml", ".github/workflows/more/ci.yml"];
        assert_eq!(kinds(others), [None; 4]);
        assert_eq!(kinds([".github/workflows/Dockerfile"]), [Some(FileKind::Dockerfile)]);
    }

    #[test]
    fn what_is_about_a_dockerfile_is_none() {
        for name in [
            "Dockerfile.dockerignore",
            "dev.dockerignore",
            "Dockerfile.md",
            "Dockerfile.py",
            "dockerfile_lint.rs",
            "Dockerfile.md.j2",
            "Dockerfile~",
            "Dockerfile.orig",
            "Dockerfile.rej",
            ".Dockerfile.swp",
        ] {
            assert!(!is_dockerfile(name), "{name}");
        }
    }

    #[test]
    fn a_name_that_only_resembles_is_none() {
        for name in ["docker-file", "dockerfiles", "mydockerfile", "Dockerfile.", ".dockerfile", "docker", "dev.in", ""]
        {
            assert!(!is_dockerfile(name), "{name}");
        }
    }
}
