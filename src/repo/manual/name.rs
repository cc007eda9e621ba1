//! What the name of a page or a folder says it is about: operations as a whole, or something that has to do with them.
//!
//! ```text
//! operations.md   deploying-to-kubernetes.rst   maintain_notes.rst       wholly: the rest says for whom, how or where
//! maintenance-mode-feature.md   production-to-local-data-cloning.md      in part: a feature, a recipe
//! ```

use crate::repo::Repository;
use std::collections::BTreeSet;

/// What folders and files of an operations manual are called, or have as a part of their name.
pub(super) const OPERATIONS: [&str; 9] =
    ["operate", "operating", "operation", "operations", "operator", "operators", "ops", "runbook", "runbooks"];

/// What pages are called that tell of a part of it.
pub(super) const DEPLOYMENT: [&str; 11] = [
    "administration",
    "administrator",
    "deploy",
    "deploying",
    "deployment",
    "maintain",
    "maintaining",
    "maintenance",
    "production",
    "sysadmin",
    "sysadmins",
];

/// What else may stand in the name of a page that is about nothing but operations: what sort of page it is, what else
/// operators do, where they do it. Words of one or two letters may stand anywhere.
const BESIDE: &str = "\
    and ansible aws azure backup backups best checklist checklists cloud common compose configuration configure configuring \
    container containers day devops django doc docker docs documentation ecs edx environment environments faq first for \
    from gcp guide guides gunicorn handbook helm heroku how howto index install installation installing instructions intro \
    introduction kubernetes linux manual manuals monitoring nginx notes openedx our overview part practices procedure \
    procedures process readme reference requirements routine run running scaling server servers service \
    services settings setup site staging standard step steps task tasks team the tips troubleshooting tutor ubuntu \
    upgrade upgrades upgrading using uwsgi web with your";

/// How much of a name is about what some words name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Share {
    /// Nothing.
    None,
    /// It is one word among others.
    Part,
    /// All of it, but for what may stand beside.
    Whole,
}

/// The words that may stand in the names of pages about operations.
#[derive(Debug)]
pub(super) struct Names {
    beside: BTreeSet<String>,
}

impl Names {
    /// Those of `repository`: the name of its application may stand in them as well.
    pub(super) fn of(repository: &Repository<'_>) -> Self {
        let application = |path: &String| {
            let (folders, name) = path.rsplit_once('/')?;
            let package = folders.rsplit('/').next()?;
            matches!(name, "wsgi.py" | "asgi.py").then(|| package.to_lowercase())
        };
        let mut beside: BTreeSet<String> = BESIDE.split_whitespace().map(str::to_owned).collect();
        for package in repository.paths().iter().filter_map(application) {
            beside.extend(parts(&package).map(str::to_owned));
        }
        Self { beside }
    }

    /// How much of `name` is about what `words` name.
    pub(super) fn share(&self, name: &str, words: &[&str]) -> Share {
        let name = name.to_lowercase();
        let is_about = |part: &str| OPERATIONS.contains(&part) || DEPLOYMENT.contains(&part);
        let fits = |part: &str| is_about(part) || part.chars().count() <= 2 || self.beside.contains(part);
        if !parts(&name).any(|part| words.contains(&part)) {
            Share::None
        } else if parts(&name).all(fits) {
            Share::Whole
        } else {
            Share::Part
        }
    }
}

fn parts(name: &str) -> impl Iterator<Item = &str> {
    name.split(['-', '_', ' ', '.'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{MemoryFiles, Source};
    use std::sync::Arc;

    #[test]
    fn a_name_is_about_something_wholly_or_in_part() {
        let mut files = MemoryFiles::new();
        files.insert(Arc::new(Source::new("src/course_notes/wsgi.py", "")));
        let names = Names::of(&Repository::new(&files, "", |_| false));
        for (name, share) in [
            ("Deployment", Share::Whole),
            ("01-deploying-to-kubernetes", Share::Whole),
            ("maintain_course_notes", Share::Whole),
            ("production.en", Share::Whole),
            ("operations-and-maintenance", Share::Whole),
            ("maintenance-mode-feature", Share::Part),
            ("production-to-local-data-cloning", Share::Part),
            ("maintain_discussions", Share::Part),
            ("reproduction", Share::None),
            ("guide", Share::None),
        ] {
            assert_eq!(names.share(name, &DEPLOYMENT), share, "{name}");
        }
        assert_eq!(names.share("operations-and-maintenance", &OPERATIONS), Share::Whole);
        assert_eq!(names.share("bulk_operations", &OPERATIONS), Share::Part);
        assert_eq!(names.share("maintenance", &OPERATIONS), Share::None);
    }
}
