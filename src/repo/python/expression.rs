//! What expressions say, without computing them.

use super::span;
use crate::text::Span;
use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Expr, ExprCall};

/// A name with its attributes: `os.environ.get`.
pub(in crate::repo) fn dotted(expr: &Expr) -> Option<String> {
    let mut parts = Vec::new();
    let mut at = expr;
    loop {
        match at {
            Expr::Attribute(attribute) => {
                parts.push(attribute.attr.as_str());
                at = &attribute.value;
            }
            Expr::Name(name) => {
                parts.push(name.id.as_str());
                parts.reverse();
                return Some(parts.join("."));
            }
            _ => return None,
        }
    }
}

/// The last part of what a call names: `get` of `os.environ.get(…)`, `open` of `Path(…).open()`.
pub(in crate::repo) fn call_name(call: &ExprCall) -> &str {
    match &*call.func {
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        Expr::Name(name) => name.id.as_str(),
        _ => "",
    }
}

/// A string, and where it stands.
pub(in crate::repo) fn string(expr: &Expr) -> Option<(&str, Span)> {
    let literal = expr.as_string_literal_expr()?;
    Some((literal.value.to_str(), span(literal)))
}

/// The strings of a list, tuple or set.
pub(in crate::repo) fn strings(expr: &Expr) -> Vec<(&str, Span)> {
    let items: &[Expr] = match expr {
        Expr::List(list) => &list.elts,
        Expr::Tuple(tuple) => &tuple.elts,
        Expr::Set(set) => &set.elts,
        _ => &[],
    };
    items.iter().filter_map(string).collect()
}

/// What an expression mentions, at any depth.
#[derive(Default)]
pub(in crate::repo) struct Mentions<'a> {
    /// Names, and the attributes behind them: `os` and `environ` of `os.environ`.
    pub(in crate::repo) names: Vec<&'a str>,
    /// Strings.
    pub(in crate::repo) strings: Vec<&'a str>,
    /// Calls.
    pub(in crate::repo) calls: Vec<&'a ExprCall>,
    /// Subscripts whose key is a string: the whole, and the key.
    pub(in crate::repo) keys: Vec<(&'a Expr, &'a str, Span)>,
}

impl<'a> Mentions<'a> {
    /// What `expr` mentions.
    pub(in crate::repo) fn of(expr: &'a Expr) -> Self {
        let mut mentions = Self::default();
        mentions.visit_expr(expr);
        mentions
    }
}

impl<'a> Visitor<'a> for Mentions<'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) => self.names.push(name.id.as_str()),
            Expr::Attribute(attribute) => self.names.push(attribute.attr.as_str()),
            Expr::StringLiteral(literal) => self.strings.push(literal.value.to_str()),
            Expr::Call(call) => self.calls.push(call),
            Expr::Subscript(subscript) => {
                if let Some((key, at)) = string(&subscript.slice) {
                    self.keys.push((&subscript.value, key, at));
                }
            }
            _ => {}
        }
        walk_expr(self, expr);
    }
}
