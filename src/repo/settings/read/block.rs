//! The blocks that statements hold.

use ruff_python_ast::{ExceptHandler, Expr, Stmt};

/// A block inside a statement.
pub(super) struct Block<'a> {
    pub(super) body: &'a [Stmt],
    /// Whether it may not run, or more than once.
    pub(super) conditional: bool,
}

/// The blocks of `statement`, but for those of functions and classes.
pub(super) fn blocks(statement: &Stmt) -> Vec<Block<'_>> {
    let always = |body| Block { body, conditional: false };
    let maybe = |body| Block { body, conditional: true };
    match statement {
        Stmt::If(it) => {
            let others = it.elif_else_clauses.iter().map(|clause| &*clause.body);
            std::iter::once(&*it.body).chain(others).map(maybe).collect()
        }
        Stmt::For(it) => vec![maybe(&*it.body), maybe(&*it.orelse)],
        Stmt::While(it) => vec![maybe(&*it.body), maybe(&*it.orelse)],
        Stmt::With(it) => vec![always(&*it.body)],
        Stmt::Match(it) => it.cases.iter().map(|case| maybe(&*case.body)).collect(),
        Stmt::Try(it) => {
            let handlers = it.handlers.iter().map(|ExceptHandler::ExceptHandler(handler)| &*handler.body);
            let parts = std::iter::once(&*it.body).chain(handlers).chain([&*it.orelse]);
            parts.map(maybe).chain([always(&*it.finalbody)]).collect()
        }
        _ => Vec::new(),
    }
}

/// The expressions of `statement` itself, outside its blocks.
pub(super) fn expressions(statement: &Stmt) -> Vec<&Expr> {
    match statement {
        Stmt::Assign(it) => it.targets.iter().chain([&*it.value]).collect(),
        Stmt::AugAssign(it) => vec![&*it.target, &*it.value],
        Stmt::AnnAssign(it) => it.value.iter().map(|value| &**value).collect(),
        Stmt::Expr(it) => vec![&*it.value],
        Stmt::Return(it) => it.value.iter().map(|value| &**value).collect(),
        Stmt::If(it) => {
            std::iter::once(&*it.test).chain(it.elif_else_clauses.iter().filter_map(|it| it.test.as_ref())).collect()
        }
        Stmt::While(it) => vec![&*it.test],
        Stmt::For(it) => vec![&*it.iter],
        Stmt::With(it) => it.items.iter().map(|item| &item.context_expr).collect(),
        Stmt::Assert(it) => vec![&*it.test],
        _ => Vec::new(),
    }
}

/// Whether `body` ends with giving up, so that nothing behind it runs.
pub(super) fn raises(body: &[Stmt]) -> bool {
    body.iter().any(|it| gives_up(it) || blocks(it).iter().any(|block| raises(block.body)))
}

/// Whether `statement` itself gives up.
pub(super) fn gives_up(statement: &Stmt) -> bool {
    match statement {
        Stmt::Raise(_) => true,
        Stmt::Expr(it) => it.value.as_call_expr().is_some_and(|call| {
            let name = crate::repo::python::dotted(&call.func);
            name.is_some_and(|name| matches!(&*name, "sys.exit" | "exit" | "os._exit"))
        }),
        _ => false,
    }
}
