//! What a module's own names stand for: `CONFIG_FILE = environ["NOTES_CFG"]`, and `open(CONFIG_FILE)` further down. A
//! function's name stands for what it returns, its parameters for what it is called with.

use super::block::{blocks, expressions};
use crate::repo::python::Mentions;
use ruff_python_ast::{Expr, ExprCall, Stmt, StmtFunctionDef};
use std::collections::BTreeMap;

/// Every name that is assigned, at whatever depth, with all that it is assigned.
#[derive(Default)]
pub(super) struct Locals<'a> {
    values: BTreeMap<&'a str, Vec<&'a Expr>>,
    functions: BTreeMap<&'a str, &'a StmtFunctionDef>,
}

/// How many assignments are followed from one name.
const MOST_STEPS: usize = 32;

impl<'a> Locals<'a> {
    pub(super) fn of(body: &'a [Stmt]) -> Self {
        let mut locals = Self::default();
        locals.values(body, None);
        locals.arguments(body);
        locals
    }

    fn values(&mut self, body: &'a [Stmt], function: Option<&'a str>) {
        for statement in body {
            match statement {
                Stmt::Assign(it) => it.targets.iter().for_each(|target| self.add(target, &it.value)),
                Stmt::AnnAssign(it) => it.value.iter().for_each(|value| self.add(&it.target, value)),
                Stmt::AugAssign(it) => self.add(&it.target, &it.value),
                Stmt::For(it) => self.add(&it.target, &it.iter),
                Stmt::With(it) => {
                    for item in &it.items {
                        item.optional_vars.iter().for_each(|target| self.add(target, &item.context_expr));
                    }
                }
                Stmt::Expr(it) => self.grow(&it.value),
                Stmt::Return(it) => {
                    if let (Some(function), Some(value)) = (function, &it.value) {
                        self.values.entry(function).or_default().push(value);
                    }
                }
                Stmt::FunctionDef(it) => {
                    self.functions.insert(it.name.as_str(), it);
                    self.values(&it.body, Some(it.name.as_str()));
                }
                _ => {}
            }
            for block in blocks(statement) {
                self.values(block.body, function);
            }
        }
    }

    fn add(&mut self, target: &'a Expr, value: &'a Expr) {
        match target {
            Expr::Name(name) => self.values.entry(name.id.as_str()).or_default().push(value),
            Expr::Tuple(tuple) => {
                for name in tuple.elts.iter().filter_map(Expr::as_name_expr) {
                    self.values.entry(name.id.as_str()).or_default().push(value);
                }
            }
            _ => {}
        }
    }

    /// `missing.append(name)`: what is added to a list is what it stands for.
    fn grow(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr
            && let Expr::Attribute(attribute) = &*call.func
            && matches!(attribute.attr.as_str(), "append" | "extend" | "add")
            && let Some(value) = call.arguments.args.first()
        {
            self.add(&attribute.value, value);
        }
    }

    /// Give the parameters of functions what they are called with.
    fn arguments(&mut self, body: &'a [Stmt]) {
        for statement in body {
            for expr in expressions(statement) {
                Mentions::of(expr).calls.into_iter().for_each(|call| self.call(call));
            }
            if let Stmt::FunctionDef(it) = statement {
                self.arguments(&it.body);
            }
            for block in blocks(statement) {
                self.arguments(block.body);
            }
        }
    }

    fn call(&mut self, call: &'a ExprCall) {
        let name = call.func.as_name_expr().map(|name| name.id.as_str());
        let Some(function) = name.and_then(|name| self.functions.get(name)) else { return };
        let names = function.parameters.posonlyargs.iter().chain(&function.parameters.args);
        for (parameter, value) in names.zip(&call.arguments.args) {
            self.values.entry(parameter.parameter.name.as_str()).or_default().push(value);
        }
    }

    /// Whether something is known of `name`.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.values.contains_key(name)
    }

    /// Whether the module has a function of its own called `name`.
    pub(super) fn defines(&self, name: &str) -> bool {
        self.functions.contains_key(name)
    }

    /// `expr`, and what the names in it stand for, and so on.
    pub(super) fn resolved(&self, expr: &'a Expr) -> Vec<&'a Expr> {
        let mut found = vec![expr];
        let mut at = 0;
        while at < found.len() && found.len() < MOST_STEPS {
            for name in Mentions::of(found[at]).names {
                for value in self.values.get(name).into_iter().flatten() {
                    if found.len() < MOST_STEPS && !found.iter().any(|known| std::ptr::eq(*known, *value)) {
                        found.push(value);
                    }
                }
            }
            at += 1;
        }
        found
    }
}
