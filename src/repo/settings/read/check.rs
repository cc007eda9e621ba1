//! Where a module refuses to start, and over which settings.
//!
//! ```text
//! missing = [name for name in dir(required) if name.isupper() and not globals()[name]]    Names::All
//! if missing:
//!     raise ImproperlyConfigured(f"set {missing}")
//!
//! if not SECRET_KEY:                                                                      Names::Listed
//!     raise ImproperlyConfigured("set SECRET_KEY")
//! ```

use super::block::{blocks, expressions, raises};
use super::definition::namespace;
use super::locals::Locals;
use crate::repo::python::{Mentions, call_name, dotted, span};
use crate::repo::settings::definition::is_setting;
use crate::repo::settings::{Import, Imported, Names, RequiredCheck, module::is_required};
use ruff_python_ast::{ExceptHandler, Expr, Stmt, StmtTry};
use std::collections::BTreeSet;

/// The checks of the module `body`.
pub(super) fn checks(body: &[Stmt], locals: &Locals<'_>, imports: &[Import]) -> Vec<RequiredCheck> {
    let required = imports.iter().filter(|import| import.path.as_deref().is_some_and(is_required));
    let bound = required.filter_map(|import| match &import.names {
        Imported::Module(name) => Some(name.as_str()),
        Imported::Star | Imported::Names(_) => None,
    });
    let mut reader = Reader { locals, required: bound.collect(), conditions: Vec::new(), looked: 0, found: Vec::new() };
    reader.block(body);
    reader.found
}

/// How many places are looked at: each may stand for as much as the whole module.
const MOST: usize = 256;

struct Reader<'a, 'l> {
    locals: &'l Locals<'a>,
    /// What `required.py` is called here.
    required: Vec<&'l str>,
    conditions: Vec<&'a Expr>,
    /// How many places were looked at.
    looked: usize,
    found: Vec<RequiredCheck>,
}

impl<'a> Reader<'a, '_> {
    fn block(&mut self, body: &'a [Stmt]) {
        for statement in body {
            let outside = self.conditions.len();
            match statement {
                Stmt::Raise(it) => {
                    self.conditions.extend(it.exc.as_deref());
                    self.check(statement);
                }
                Stmt::Assert(it) => {
                    self.conditions.push(&it.test);
                    self.check(statement);
                }
                Stmt::Expr(it) if exits(&it.value) => self.check(statement),
                Stmt::Expr(it) if self.hands_over(&it.value) => {
                    let texts = BTreeSet::new();
                    self.found.push(RequiredCheck { span: span(statement), names: Names::All, texts });
                }
                Stmt::If(_) | Stmt::For(_) | Stmt::While(_) => self.conditions.extend(expressions(statement)),
                Stmt::Try(it) if fails(it) => self.conditions.extend(it.body.iter().flat_map(expressions)),
                Stmt::FunctionDef(it) => self.block(&it.body),
                _ => {}
            }
            for block in blocks(statement) {
                self.block(block.body);
            }
            self.conditions.truncate(outside);
        }
    }

    /// Whether a function of another module is given all settings to look at: `check_required(required, vars())`.
    fn hands_over(&self, expr: &Expr) -> bool {
        let Some(call) = expr.as_call_expr() else { return false };
        let name = call_name(call).to_lowercase();
        let checks = ["assert", "check", "ensure", "require", "valid", "verify"].iter().any(|word| name.contains(word));
        let given = call.arguments.args.iter().chain(call.arguments.keywords.iter().map(|it| &it.value));
        let all =
            |it: &Expr| namespace(it) || it.as_name_expr().is_some_and(|it| self.required.contains(&it.id.as_str()));
        checks && !self.locals.defines(call_name(call)) && given.into_iter().any(all)
    }

    fn check(&mut self, statement: &Stmt) {
        self.looked += 1;
        if self.looked > MOST {
            return;
        }
        let resolved: Vec<&Expr> =
            self.conditions.iter().flat_map(|condition| self.locals.resolved(condition)).collect();
        let mut names = BTreeSet::new();
        let mut all = false;
        for mentions in resolved.into_iter().map(Mentions::of) {
            all |= mentions.calls.iter().any(|call| matches!(call_name(call), "isupper" | "getmembers" | "dir"));
            all |= mentions.names.iter().any(|name| self.required.contains(name) || matches!(*name, "__dict__"));
            let mentioned = mentions.names.iter().chain(&mentions.strings);
            names.extend(mentioned.filter(|name| is_setting(name)).map(|name| (*name).to_owned()));
        }
        let compared = self.conditions.iter().flat_map(|condition| Mentions::of(condition).strings);
        let texts = compared.map(str::to_owned).collect();
        let names = if all { Names::All } else { Names::Listed(names) };
        if names != Names::Listed(BTreeSet::new()) {
            self.found.push(RequiredCheck { span: span(statement), names, texts });
        }
    }
}

fn exits(expr: &Expr) -> bool {
    expr.as_call_expr().is_some_and(|call| matches!(dotted(&call.func).as_deref(), Some("sys.exit" | "exit")))
}

fn fails(it: &StmtTry) -> bool {
    it.handlers.iter().any(|ExceptHandler::ExceptHandler(handler)| raises(&handler.body))
}
