//! Values, as far as the text says them.

use super::environment::{Asked, asked};
use crate::repo::python::{Mentions, call_name, dotted, span, string};
use crate::repo::settings::definition::is_setting;
use crate::repo::settings::{Value, ValueKind};
use ruff_python_ast::{Expr, ExprCall, UnaryOp};

/// How deep values are read; what lies deeper is computed.
const DEEPEST: usize = 16;

/// The value of `expr` in `text`.
pub(super) fn value(text: &str, expr: &Expr) -> Value {
    read(text, expr, 0)
}

fn read(text: &str, expr: &Expr, depth: usize) -> Value {
    let inner = |expr: &Expr| read(text, expr, depth + 1);
    let kind = match expr {
        _ if depth > DEEPEST => ValueKind::Computed(Vec::new()),
        Expr::NoneLiteral(_) => ValueKind::None,
        Expr::BooleanLiteral(literal) => ValueKind::Bool(literal.value),
        Expr::NumberLiteral(_) => ValueKind::Number(span(expr).of(text).to_owned()),
        Expr::UnaryOp(it) if it.op == UnaryOp::USub && it.operand.is_number_literal_expr() => {
            ValueKind::Number(span(expr).of(text).to_owned())
        }
        Expr::StringLiteral(literal) => ValueKind::Text(literal.value.to_str().to_owned()),
        Expr::List(list) => ValueKind::Sequence(list.elts.iter().map(inner).collect()),
        Expr::Tuple(tuple) => ValueKind::Sequence(tuple.elts.iter().map(inner).collect()),
        Expr::Set(set) => ValueKind::Sequence(set.elts.iter().map(inner).collect()),
        Expr::Dict(dict) => {
            let key = |key: &Option<Expr>| key.as_ref().and_then(string).map(|(key, _)| key.to_owned());
            ValueKind::Mapping(dict.items.iter().map(|item| (key(&item.key), inner(&item.value))).collect())
        }
        Expr::Call(call) if is_dict(call) => {
            let key = |keyword: &ruff_python_ast::Keyword| keyword.arg.as_ref().map(|arg| arg.as_str().to_owned());
            ValueKind::Mapping(call.arguments.keywords.iter().map(|it| (key(it), inner(&it.value))).collect())
        }
        _ => match asked(expr) {
            Some(Asked { variable, default, fails }) => {
                ValueKind::Environment { variable, default: default.map(|it| Box::new(inner(it))), fails }
            }
            None => configured(expr).map_or_else(
                || computed(expr),
                |(key, default)| ValueKind::Configured { key, default: default.map(|it| Box::new(inner(it))) },
            ),
        },
    };
    Value { span: span(expr), kind }
}

fn is_dict(call: &ExprCall) -> bool {
    call.arguments.args.is_empty() && dotted(&call.func).as_deref() == Some("dict")
}

/// `ENV_TOKENS.get("X", X)`, `config_from_yaml["X"]`: a key of what a configuration file holds.
fn configured(expr: &Expr) -> Option<(String, Option<&Expr>)> {
    let holds = |expr: &Expr| {
        dotted(expr).is_some_and(|name| {
            let name = name.to_lowercase();
            name.ends_with("_tokens") || name.contains("config") || name.contains("yaml")
        })
    };
    match expr {
        Expr::Call(call) if matches!(call_name(call), "get" | "pop") => {
            let object = &call.func.as_attribute_expr()?.value;
            let (key, _) = call.arguments.args.first().and_then(string)?;
            holds(object).then(|| (key.to_owned(), call.arguments.args.get(1)))
        }
        Expr::Subscript(it) if holds(&it.value) => Some((string(&it.slice)?.0.to_owned(), None)),
        _ => None,
    }
}

fn computed(expr: &Expr) -> ValueKind {
    let mut names: Vec<String> = Vec::new();
    for name in Mentions::of(expr).names.into_iter().filter(|name| is_setting(name)) {
        if !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    ValueKind::Computed(names)
}
