//! Where a module gives settings their values.

use super::block::{blocks, gives_up};
use super::value::value;
use crate::repo::python::{call_name, span, string};
use crate::repo::settings::definition::is_setting;
use crate::repo::settings::{Definition, Documentation, How};
use crate::text::Span;
use ruff_python_ast::{Expr, ExprCall, Operator, Stmt};
use std::collections::BTreeMap;

/// The settings that `body` sets, in source order.
pub(super) fn definitions(text: &str, body: &[Stmt]) -> Vec<Definition> {
    let mut reader = Reader { text, conditional: false, class: None, found: Vec::new() };
    let _ = reader.block(body);
    reader.found
}

struct Reader<'t> {
    text: &'t str,
    conditional: bool,
    class: Option<&'t str>,
    found: Vec<Definition>,
}

impl<'t> Reader<'t> {
    /// Read `body`, and tell which definitions surely run before its end; `None` if it gives up and has none.
    fn block(&mut self, body: &'t [Stmt]) -> Option<Vec<usize>> {
        let (mut sure, mut ends) = (Vec::new(), true);
        for statement in body {
            let first = self.found.len();
            self.statement(statement);
            if !statement.is_class_def_stmt() {
                sure.extend(first..self.found.len());
            }
            let outside = self.conditional;
            let mut ways = Vec::new();
            for block in blocks(statement) {
                self.conditional = outside || block.conditional;
                ways.push(self.block(block.body));
            }
            self.conditional = outside;
            let more = self.together(statement, ways).filter(|_| !gives_up(statement));
            ends &= more.is_some();
            sure.extend(more.unwrap_or_default());
        }
        ends.then_some(sure)
    }

    /// What surely runs before the end of a statement, of what does in its blocks.
    fn together(&mut self, statement: &Stmt, mut ways: Vec<Option<Vec<usize>>>) -> Option<Vec<usize>> {
        match statement {
            Stmt::With(_) => ways.pop().unwrap_or_default(),
            Stmt::If(it) if it.elif_else_clauses.last().is_some_and(|last| last.test.is_none()) => self.common(&ways),
            Stmt::Try(_) => {
                let (last, otherwise) = (ways.pop()??, ways.pop()?);
                let first = ways.first_mut()?;
                *first = first.take().zip(otherwise).map(|(body, otherwise)| [body, otherwise].concat());
                Some([self.common(&ways)?, last].concat())
            }
            _ => Some(Vec::new()),
        }
    }

    /// Of the settings that every one of `ways` sets, the last definitions; `None` if all give up.
    fn common(&mut self, ways: &[Option<Vec<usize>>]) -> Option<Vec<usize>> {
        let by_name = |way: &Vec<usize>| {
            let sets = way.iter().filter(|at| self.found[**at].sets());
            sets.map(|&at| (self.found[at].name.as_str(), at)).collect::<BTreeMap<_, _>>()
        };
        let ways: Vec<BTreeMap<&str, usize>> = ways.iter().flatten().map(by_name).collect();
        let (first, others) = ways.split_first()?;
        let last =
            |(name, at): (&&str, &usize)| others.iter().try_fold(*at, |last, other| Some(last.max(*other.get(name)?)));
        let last: Vec<usize> = first.iter().filter_map(last).collect();
        if !self.conditional {
            for &at in &last {
                self.found[at].replaces = true;
            }
        }
        Some(last)
    }

    fn statement(&mut self, statement: &'t Stmt) {
        let whole = span(statement);
        match statement {
            Stmt::Assign(it) => {
                for target in &it.targets {
                    self.assign(whole, target, Some(&it.value));
                }
            }
            Stmt::AnnAssign(it) => self.assign(whole, &it.target, it.value.as_deref()),
            Stmt::AugAssign(it) => self.extend(whole, &it.target, Some(&it.value)),
            Stmt::Expr(it) => {
                if let Expr::Call(call) = &*it.value {
                    self.call(whole, call);
                }
            }
            // django-configurations: the settings of a class.
            Stmt::ClassDef(it) if self.class.is_none() => {
                self.class = Some(it.name.as_str());
                let _ = self.block(&it.body);
                self.class = None;
            }
            _ => {}
        }
    }

    fn assign(&mut self, whole: Span, target: &'t Expr, assigned: Option<&'t Expr>) {
        match target {
            Expr::Name(name) => {
                let how = match assigned {
                    None => How::Declared,
                    Some(assigned) if begins_with(assigned, name.id.as_str()) => How::Extended,
                    Some(_) => How::Assigned,
                };
                self.add(name.id.as_str(), span(target), whole, assigned, how);
            }
            Expr::Tuple(tuple) => {
                let values = assigned.and_then(Expr::as_tuple_expr);
                for (index, target) in tuple.elts.iter().enumerate() {
                    let own = values.and_then(|values| values.elts.get(index)).or(assigned);
                    self.assign(whole, target, own);
                }
            }
            // `vars()["X"] = …` sets X, `X["key"] = …` changes it.
            Expr::Subscript(it) if !namespace(&it.value) => self.extend(whole, &it.value, None),
            Expr::Subscript(it) => {
                if let Some((name, at)) = string(&it.slice) {
                    self.add(name, at, whole, assigned, How::Assigned);
                }
            }
            _ => {}
        }
    }

    /// A change of what `target` holds already.
    fn extend(&mut self, whole: Span, target: &'t Expr, added: Option<&'t Expr>) {
        let mut at = target;
        while let Expr::Subscript(it) = at {
            at = &it.value;
        }
        if let Expr::Name(name) = at {
            self.add(name.id.as_str(), span(at), whole, added, How::Extended);
        }
    }

    fn call(&mut self, whole: Span, call: &'t ExprCall) {
        let Expr::Attribute(method) = &*call.func else { return };
        let name = method.attr.as_str();
        let first = call.arguments.args.first();
        if namespace(&method.value) {
            if name == "update" {
                for keyword in &call.arguments.keywords {
                    if let Some(arg) = &keyword.arg {
                        self.add(arg.as_str(), span(arg), whole, Some(&keyword.value), How::Assigned);
                    }
                }
                for item in first.and_then(Expr::as_dict_expr).into_iter().flat_map(|dict| &dict.items) {
                    if let Some((name, at)) = item.key.as_ref().and_then(string) {
                        self.add(name, at, whole, Some(&item.value), How::Assigned);
                    }
                }
            } else if name == "setdefault"
                && let Some((name, at)) = first.and_then(string)
            {
                self.add(name, at, whole, call.arguments.args.get(1), How::Assigned);
            }
        } else if matches!(name, "update" | "append" | "extend" | "insert" | "setdefault" | "add" | "remove" | "pop") {
            self.extend(whole, &method.value, first);
        }
    }

    fn add(&mut self, name: &str, at: Span, whole: Span, assigned: Option<&Expr>, how: How) {
        if is_setting(name) {
            self.found.push(Definition {
                name: name.to_owned(),
                span: at,
                statement: whole,
                value: assigned.map(|assigned| value(self.text, assigned)),
                how,
                conditional: self.conditional,
                replaces: !self.conditional,
                class: self.class.map(str::to_owned),
                documentation: assigned.and_then(described).map_or(Documentation::None, Documentation::Described),
            });
        }
    }
}

/// The description that a call gets.
fn described(expr: &Expr) -> Option<Span> {
    let keywords = &expr.as_call_expr()?.arguments.keywords;
    let named = |arg: &str| matches!(arg, "description" | "help_text" | "help");
    let keyword = keywords.iter().find(|it| it.arg.as_ref().is_some_and(|arg| named(arg.as_str())))?;
    Some(span(&keyword.value))
}

/// Whether `expr` is `name + …`.
fn begins_with(expr: &Expr, name: &str) -> bool {
    let mut at = expr;
    while let Expr::BinOp(it) = at {
        if it.op != Operator::Add {
            return false;
        }
        at = &it.left;
    }
    !std::ptr::eq(at, expr) && at.as_name_expr().is_some_and(|it| it.id.as_str() == name)
}

/// Whether `expr` is the module's own namespace: `vars()`, `globals()`, `locals()`.
pub(super) fn namespace(expr: &Expr) -> bool {
    let Expr::Call(call) = expr else { return false };
    call.arguments.is_empty() && call.func.is_name_expr() && matches!(call_name(call), "vars" | "globals" | "locals")
}
