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
use crate::text::{Source, Span, is_dockerfile};
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

/// What `spec.type` in `catalog-info.yaml` says of things that aren't deployed by themselves.
const NO_SERVICES: [&str; 4] = ["library", "xblock", "website", "documentation"];

impl Service {
    /// What makes `repository` a service.
    pub(super) fn of(repository: &Repository<'_>) -> Option<Self> {
        let named = |name: &'static str| repository.paths().iter().filter(move |path| is_named(path, name));
        // The nearest to the root: examples and templates of applications stand deeper.
        let manage = named("manage.py").filter(|path| is_own(path)).min_by_key(|path| path.matches('/').count())?;
        let directory = manage.rsplit_once('/').map_or("", |(directory, _)| directory);
        let below = |path: &&String| directory.is_empty() || path.starts_with(&format!("{directory}/"));
        named("wsgi.py").chain(named("asgi.py")).filter(|path| is_own(path)).find(below)?;
        repository.paths().iter().filter(|path| is_own(path)).filter(below).find(|path| is_settings(path))?;
        let catalog = CatalogInfo::of(repository);
        let kind = catalog.as_ref().and_then(|catalog| catalog.kind.as_ref());
        if kind.is_some_and(|kind| NO_SERVICES.contains(&kind.value.as_str())) && !deploys(repository) {
            return None;
        }
        let (source, span) = match (&catalog, kind) {
            (Some(catalog), Some(kind)) if kind.value == "service" => (Arc::clone(&catalog.source), kind.span),
            _ => {
                let source = repository.text(manage)?;
                let span = source.first_line();
                (source, span)
            }
        };
        Some(Self { source, span, manage: manage.clone() })
    }
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
    let strange = |part: &str| {
        const DIRECTORIES: [&str; 8] =
            ["demo", "example", "examples", "node_modules", "sandbox", "templates", "test", "tests"];
        part.contains("{{") || DIRECTORIES.contains(&part)
    };
    !path.split('/').any(strange)
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
