//! A settings module's text to a [`Module`]: each reader goes over the statements for what it looks for.
//!
//! ```text
//! statements ──► definition    X = …, X += …, vars()["X"] = …, X.update(…)      with their values
//!            ──► import        from .base import *
//!            ──► config        with open(environ["NOTES_CFG_PATH"]) as f: vars().update(yaml.safe_load(f))
//!            └─► check         if missing: raise ImproperlyConfigured(…)
//! comments ────► documentation
//! ```

mod block;
mod check;
mod class;
mod config;
mod definition;
mod documentation;
mod environment;
mod import;
mod locals;
mod value;

use super::{Module, Role};
use crate::repo::Repository;
use crate::repo::python::Python;
use crate::text::Source;
use locals::Locals;
use std::sync::Arc;

/// The module at `path`; its role is its package's to tell.
pub(super) fn module(repository: &Repository<'_>, path: &str, name: String, source: &Arc<Source>) -> Module {
    let python = Python::parse(source.text());
    let locals = Locals::of(python.body());
    let mut definitions = definition::definitions(source.text(), python.body());
    let annotated = documentation::document(source.text(), &python, &mut definitions);
    let imports = import::imports(repository, path, python.body());
    let config = config::read(python.body(), &locals);
    Module {
        name,
        path: path.to_owned(),
        source: Arc::clone(source),
        role: Role::Helper,
        definitions,
        classes: class::classes(python.body()),
        checks: check::checks(python.body(), &locals, &imports),
        imports,
        reads: config.reads,
        applied: config.applied,
        annotated,
        problem: python.problem,
    }
}
