//! The classes of a module, with their bases.

use crate::repo::python::dotted;
use crate::repo::settings::Class;
use ruff_python_ast::Stmt;

/// The classes that `body` defines, outside others.
pub(super) fn classes(body: &[Stmt]) -> Vec<Class> {
    let class = |statement: &Stmt| {
        let it = statement.as_class_def_stmt()?;
        let name = |path: String| path.rsplit('.').next().map(str::to_owned);
        let bases = it.bases().iter().filter_map(|base| name(dotted(base)?)).collect();
        Some(Class { name: it.name.to_string(), bases })
    };
    body.iter().filter_map(class).collect()
}
