//! What a file is, by its name and place alone.

use crate::text::{FileKind, is_dockerfile};
use std::ffi::OsStr;
use std::path::Path;

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
    (is_dockerfile(&name) && !is_patch(path, &name)).then_some(FileKind::Dockerfile)
}

/// Whether it is what a plugin of Tutor has put into a Dockerfile, named after the place there: `patches/openedx-dockerfile`.
fn is_patch(path: &Path, name: &str) -> bool {
    name.ends_with("-dockerfile") && path.parent().is_some_and(|folder| folder.ends_with("patches"))
}

#[cfg(test)]
mod tests {
    use super::kind_of;
    use crate::text::FileKind;
    use std::path::Path;

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
    fn the_directory_counts() {
        let workflows = [".github/workflows/ci.yml", "/repo/.github/workflows/release.yaml"];
        assert_eq!(kinds(workflows), [Some(FileKind::Workflow); 2]);
        let others = ["ci.yml", ".github/dependabot.yml", "workflows/ci.yml", ".github/workflows/more/ci.yml"];
        assert_eq!(kinds(others), [None; 4]);
        assert_eq!(kinds(["notes/patches/openedx-dockerfile"]), [None], "a patch");
        let dockerfiles = ["patches/Dockerfile", "patches/dev.Dockerfile", "notes/openedx-dockerfile"];
        assert_eq!(kinds(dockerfiles), [Some(FileKind::Dockerfile); 3]);
        assert_eq!(kinds([".github/workflows/Dockerfile"]), [Some(FileKind::Dockerfile)]);
    }
}
