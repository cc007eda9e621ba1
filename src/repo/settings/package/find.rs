//! Which files of a repository are the modules of settings packages. A directory `settings` may as well hold an
//! application's defaults, or a library's: what configures Django names its applications or its root of addresses.

use super::{Package, Shape, role};
use crate::repo::Repository;
use crate::repo::service::is_own;
use crate::repo::settings::{Module, read};
use std::collections::BTreeMap;

/// What only the settings of a whole application say.
const SIGNS: [&str; 4] = ["INSTALLED_APPS", "ROOT_URLCONF", "WSGI_APPLICATION", "MIDDLEWARE"];
/// How deep modules may stand below their package: `settings/shared/test.py`.
const DEEPEST: usize = 1;

/// The settings packages of `repository`, by path.
pub(in crate::repo::settings) fn packages(repository: &Repository<'_>) -> Vec<Package> {
    let mut found: BTreeMap<String, (Shape, Vec<&str>)> = BTreeMap::new();
    let modules = repository.paths().iter().map(String::as_str);
    for path in modules.filter(|path| path.strip_suffix(".py").is_some() && is_own(path)) {
        if let Some((shape, directory)) = home(path) {
            found.entry(format!("{directory}\0{shape:?}")).or_insert_with(|| (shape, Vec::new())).1.push(path);
        }
    }
    let package = |(key, (shape, paths)): (String, (Shape, Vec<&str>))| {
        let directory = key.split('\0').next().unwrap_or("").to_owned();
        let modules = match shape {
            Shape::Directory => paths.into_iter().filter_map(|path| module(repository, &directory, path)).collect(),
            Shape::Module => beside(repository, &directory),
        };
        let application = application(&directory, shape).to_owned();
        let mut package = Package { directory, application, shape, modules };
        configures(&package).then(|| {
            role::assign(&mut package);
            package
        })
    };
    found.into_iter().filter_map(package).collect()
}

/// The package that the module at `path` would be one of.
fn home(path: &str) -> Option<(Shape, &str)> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let mut directory = folder;
    for _ in 0..=DEEPEST {
        if matches!(directory.rsplit('/').next(), Some("settings" | "envs")) {
            return Some((Shape::Directory, directory));
        }
        directory = directory.rsplit_once('/').map_or("", |(above, _)| above);
    }
    (name == "settings.py").then_some((Shape::Module, folder))
}

fn application(directory: &str, shape: Shape) -> &str {
    let own = match shape {
        Shape::Directory => directory.rsplit_once('/').map_or(directory, |(above, _)| above),
        Shape::Module => directory,
    };
    own.rsplit('/').next().filter(|name| !name.is_empty()).unwrap_or("app")
}

fn module(repository: &Repository<'_>, directory: &str, path: &str) -> Option<Module> {
    let inside = path.strip_prefix(directory).unwrap_or(path).trim_start_matches('/');
    let name = inside.trim_end_matches(".py").trim_end_matches("/__init__").replace('/', ".");
    Some(read::module(repository, path, name, &repository.text(path)?))
}

/// `settings.py` in `directory`, and the modules beside it that it is made of or that take its settings over.
fn beside(repository: &Repository<'_>, directory: &str) -> Vec<Module> {
    let is_sibling = |path: &&str| path.rsplit_once('/').map_or("", |(folder, _)| folder) == directory;
    let siblings = repository.below(directory).filter(|path| path.strip_suffix(".py").is_some()).filter(is_sibling);
    let mut rest: Vec<Module> = siblings.filter_map(|path| module(repository, directory, path)).collect();
    let mut modules: Vec<Module> = rest.extract_if(.., |module| module.name == "settings").collect();
    // Each round takes what the modules so far import, and what imports one of them.
    loop {
        let stars = |from: &Module, to: &Module| {
            from.imports.iter().any(|import| import.brings_settings() && import.path.as_ref() == Some(&to.path))
        };
        let joins = |new: &Module| modules.iter().any(|known| stars(known, new) || stars(new, known));
        let new: Vec<Module> = rest.extract_if(.., |module| joins(module)).collect();
        if new.is_empty() {
            break;
        }
        modules.extend(new);
    }
    modules.sort_by(|one, other| one.path.cmp(&other.path));
    modules
}

/// Whether a package configures a whole application, and not only the tests of a library.
fn configures(package: &Package) -> bool {
    let modules = package.modules.iter().filter(|module| !module.name.starts_with("test"));
    modules.into_iter().any(|module| SIGNS.iter().any(|sign| module.defines(sign)))
}
