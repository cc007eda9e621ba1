//! Imports of other modules of the repository.

use super::block::blocks;
use crate::repo::Repository;
use crate::repo::python::span;
use crate::repo::settings::{Import, Imported};
use crate::text::Kind;
use ruff_python_ast::{Stmt, StmtImportFrom};

/// What `body`, the module at `path`, imports.
pub(super) fn imports(repository: &Repository<'_>, path: &str, body: &[Stmt]) -> Vec<Import> {
    let mut found = Vec::new();
    gather(repository, path, body, &mut found);
    found
}

fn gather(repository: &Repository<'_>, path: &str, body: &[Stmt], found: &mut Vec<Import>) {
    for statement in body {
        match statement {
            Stmt::ImportFrom(it) => import_from(repository, path, it, span(statement), found),
            Stmt::Import(it) => {
                for alias in &it.names {
                    let module = alias.name.as_str();
                    let bound = alias.asname.as_ref().map_or(module, |name| name.as_str());
                    found.push(Import {
                        module: module.to_owned(),
                        path: absolute(repository, path, module),
                        span: span(statement),
                        names: Imported::Module(bound.to_owned()),
                    });
                }
            }
            _ => {}
        }
        for block in blocks(statement) {
            gather(repository, path, block.body, found);
        }
    }
}

/// `from MODULE import NAMES`; a name that is a module itself is an import of its own.
fn import_from(
    repository: &Repository<'_>,
    path: &str,
    it: &StmtImportFrom,
    whole: crate::text::Span,
    found: &mut Vec<Import>,
) {
    let from = it.module.as_ref().map_or("", |module| module.as_str());
    let module = format!("{}{from}", ".".repeat(it.level as usize));
    let resolve = |inside: &str| {
        let joined =
            if from.is_empty() || inside.is_empty() { format!("{from}{inside}") } else { format!("{from}.{inside}") };
        match it.level {
            0 => absolute(repository, path, &joined),
            level => relative(repository, path, level, &joined),
        }
    };
    let import = |module: String, path: Option<String>, names: Imported| Import { module, path, span: whole, names };
    if it.names.iter().any(|alias| alias.name.as_str() == "*") {
        found.push(import(module, resolve(""), Imported::Star));
        return;
    }
    let mut names = Vec::new();
    for alias in &it.names {
        let name = alias.name.as_str();
        match resolve(name) {
            Some(file) => {
                let bound = alias.asname.as_ref().map_or(name, |bound| bound.as_str());
                let whole = if from.is_empty() { format!("{module}{name}") } else { format!("{module}.{name}") };
                found.push(import(whole, Some(file), Imported::Module(bound.to_owned())));
            }
            None => names.push(name.to_owned()),
        }
    }
    if !names.is_empty() {
        found.push(import(module, resolve(""), Imported::Names(names)));
    }
}

/// The file of a module that is named from the package of `path`, `level` dots up.
fn relative(repository: &Repository<'_>, path: &str, level: u32, module: &str) -> Option<String> {
    let mut folder = path;
    for _ in 0..level {
        folder = folder.rsplit_once('/').map_or(Some(""), |(above, _)| Some(above)).filter(|_| !folder.is_empty())?;
    }
    file(repository, folder, module)
}

/// The file of a module that is named from the root: any directory above `path` may be one.
fn absolute(repository: &Repository<'_>, path: &str, module: &str) -> Option<String> {
    let mut folder = path;
    while !folder.is_empty() {
        folder = folder.rsplit_once('/').map_or("", |(above, _)| above);
        if let Some(found) = file(repository, folder, module) {
            return Some(found);
        }
    }
    None
}

fn file(repository: &Repository<'_>, folder: &str, module: &str) -> Option<String> {
    let path = module.replace('.', "/");
    let whole = [folder, &path].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/");
    if whole.is_empty() {
        return None;
    }
    let tried = [format!("{whole}.py"), format!("{whole}/__init__.py")];
    tried.into_iter().find(|path| repository.kind(path) == Some(Kind::File))
}
