//! Whether a repository is that of a service, and what says so.
//!
//! ```text
//! manage.py                 what starts Django's commands
//! notes/wsgi.py             what a web server loads
//! notes/settings/base.py    what configures it
//! catalog-info.yaml         spec.type: service; a library's is "library"
//! ```

use super::Repository;
use super::catalog_info::CatalogInfo;
use crate::text::{Kind, Source, Span, is_dockerfile};
use std::sync::Arc;

/// The repository of a service: a Django application that is deployed by itself.
#[derive(Clone, Debug)]
pub struct Service {
    /// Where it is said that this is a service: findings about what is missing stand there.
    pub source: Arc<Source>,
    /// The words that say it.
    pub span: Span,
    /// The path of `manage.py`.
    pub manage: String,
}

/// Why a repository is not taken for that of a service.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoService {
    /// The file that shows it; `None` where there is none.
    pub path: Option<String>,
    /// The reason, in words that stand behind "no service: ".
    pub why: String,
}

/// What `spec.type` in `catalog-info.yaml` says of things that aren't deployed by themselves.
const NO_SERVICES: [&str; 4] = ["library", "xblock", "website", "documentation"];

impl Service {
    /// What makes `repository` a service.
    pub(super) fn of(repository: &Repository<'_>) -> Result<Self, NoService> {
        let named = |name: &'static str| repository.paths().iter().filter(move |path| is_named(path, name));
        let Some(manage) = nearest(named("manage.py").filter(|path| is_own(path))) else {
            return Err(NoService::without_manage(nearest(named("manage.py"))));
        };
        let because = |why: &str| NoService { path: Some(manage.clone()), why: why.to_owned() };
        let directory = manage.rsplit_once('/').map_or("", |(directory, _)| directory);
        let below = |path: &&String| directory.is_empty() || path.starts_with(&format!("{directory}/"));
        let mut own = repository.paths().iter().filter(|path| is_own(path)).filter(below);
        if !own.clone().any(|path| is_served(path)) {
            return Err(because(
                "neither `wsgi.py` nor `asgi.py` of an application stands beside or below `manage.py`",
            ));
        }
        if !own.any(|path| is_settings(path)) {
            return Err(because("no settings stand beside or below `manage.py`"));
        }
        let catalog = CatalogInfo::of(repository);
        let kind = catalog.as_ref().and_then(|catalog| catalog.kind.as_ref());
        if let Some(kind) = kind.filter(|kind| NO_SERVICES.contains(&kind.value.as_str()) && !deploys(repository)) {
            let why = format!("`catalog-info.yaml` has `type: {}`", kind.value);
            return Err(NoService { path: Some("catalog-info.yaml".to_owned()), why });
        }
        let (source, span) = match (&catalog, kind) {
            (Some(catalog), Some(kind)) if kind.value == "service" => (Arc::clone(&catalog.source), kind.span),
            _ => {
                let source = repository.text(manage).ok_or_else(|| because("`manage.py` can't be read"))?;
                let span = source.first_line();
                (source, span)
            }
        };
        Ok(Self { source, span, manage: manage.clone() })
    }

    /// Where a finding about `path`, a file or a folder of `repository`, stands: where it is said that this is a service, or,
    /// if another one stands beside it, at the `manage.py` of the one that `path` is a part of. A comment that ignores the
    /// finding is for that one alone.
    pub fn place(&self, path: &str, repository: &Repository<'_>) -> (Arc<Source>, Span) {
        let above = std::iter::successors(path.rsplit_once('/'), |(folder, _)| folder.rsplit_once('/'));
        let folders = above.map(|(folder, _)| format!("{folder}/manage.py"));
        let manage = folders.chain(["manage.py".to_owned()]).find(|path| repository.kind(path) == Some(Kind::File));
        let other = manage.filter(|manage| *manage != self.manage).and_then(|manage| repository.text(&manage));
        other.map_or_else(
            || (Arc::clone(&self.source), self.span),
            |source| {
                let span = source.first_line();
                (source, span)
            },
        )
    }
}

impl NoService {
    /// No `manage.py` but that of a test, an example or a template, `strange`.
    fn without_manage(strange: Option<&String>) -> Self {
        match strange.and_then(|path| Some((path, strange_part(path)?))) {
            Some((path, part)) => Self { path: Some(path.clone()), why: format!("`manage.py` stands in `{part}`") },
            None => Self { path: None, why: "the repository has no `manage.py`".to_owned() },
        }
    }
}

/// Whether a web server loads the module at `path`: `notes/wsgi.py`, `wsgi/app.py`.
fn is_served(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    match (parts.next(), parts.next()) {
        (Some("wsgi.py" | "asgi.py"), _) => true,
        (Some(name), Some("wsgi" | "asgi")) => name.strip_suffix(".py").is_some(),
        _ => false,
    }
}

/// The nearest to the root: examples and templates of applications stand deeper.
fn nearest<'p>(paths: impl Iterator<Item = &'p String>) -> Option<&'p String> {
    paths.min_by_key(|path| path.matches('/').count())
}

/// Whether a repository that calls itself a library has what only services have: a Dockerfile, or settings for
/// production.
fn deploys(repository: &Repository<'_>) -> bool {
    repository.paths().iter().any(|path| {
        let name = path.rsplit('/').next().unwrap_or(path);
        is_dockerfile(name) || is_settings(path) && matches!(name, "production.py" | "yaml_config.py")
    })
}

/// Tests, examples and templates of applications are no services.
pub(super) fn is_own(path: &str) -> bool {
    strange_part(path).is_none()
}

/// The part of `path` that tells of a test, an example or a template.
fn strange_part(path: &str) -> Option<&str> {
    const DIRECTORIES: [&str; 8] =
        ["demo", "example", "examples", "node_modules", "sandbox", "templates", "test", "tests"];
    path.split('/').find(|part| part.contains("{{") || DIRECTORIES.contains(part))
}

fn is_named(path: &str, name: &str) -> bool {
    path.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

/// Whether a module at `path` configures Django: `settings.py`, or one in a package `settings` or `envs`.
fn is_settings(path: &str) -> bool {
    let mut parts = path.rsplit('/');
    let (name, folder) = (parts.next().unwrap_or(path), parts.next().unwrap_or(""));
    name == "settings.py" || matches!(folder, "settings" | "envs") && name.strip_suffix(".py").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::MemoryFiles;

    /// Where a finding about `about` stands in a repository that is a service by its first `manage.py`.
    fn place(services: &[&str], others: &[(&str, &str)], about: &str) -> String {
        let mut files = MemoryFiles::new();
        for folder in services {
            for path in ["manage.py", "app/wsgi.py", "app/settings.py"] {
                files.insert(Arc::new(Source::new(format!("{folder}{path}"), "import django\n")));
            }
        }
        for (path, text) in others {
            files.insert(Arc::new(Source::new(*path, *text)));
        }
        let repository = Repository::new(&files, "", |_| false);
        let (source, span) = repository.service().unwrap().place(about, &repository);
        format!("{} {}", source.path(), span.of(source.text()))
    }

    #[test]
    fn a_finding_stands_at_the_service_that_it_is_about() {
        let several = ["a/", "b/src/"];
        let catalog = [("catalog-info.yaml", "spec:\n  type: service\n")];
        assert_eq!(place(&[""], &[], "app/settings.py"), "manage.py import django");
        assert_eq!(place(&several, &[], "a/app/settings.py"), "a/manage.py import django");
        assert_eq!(place(&several, &[], "b/src/app/settings.py"), "b/src/manage.py import django");
        assert_eq!(place(&several, &[], "c/settings"), "a/manage.py import django");
        assert_eq!(place(&several, &catalog, "a/app/settings.py"), "catalog-info.yaml service");
        assert_eq!(place(&several, &catalog, "b/src/app/settings.py"), "b/src/manage.py import django");
    }
}
