//! Values of environment variables, in the ways in which settings ask for them.
//!
//! ```text
//! environ["X"]                       fails without it
//! environ.get("X", "default")        does not
//! get_env_setting("X")               fails: Open edX's own function
//! env("X", default="default")        django-environ; fails without a default
//! values.Value("default", environ_name="X")   django-configurations
//! get_string(name="X", default="default")     mitol-django-common
//! ```

use crate::repo::Said;
use crate::repo::python::{Mentions, call_name, dotted, string};
use crate::text::Span;
use ruff_python_ast::{Expr, ExprCall};

/// A value of an environment variable.
pub(super) struct Asked<'a> {
    pub(super) variable: Option<Said>,
    pub(super) default: Option<&'a Expr>,
    pub(super) fails: bool,
}

/// What `expr` asks the environment for, if it does.
pub(super) fn asked(expr: &Expr) -> Option<Asked<'_>> {
    match expr {
        Expr::Subscript(it) if dotted(&it.value).is_some_and(|name| is_environment(&name)) => {
            Some(Asked { variable: string(&it.slice).map(said), default: None, fails: true })
        }
        Expr::Call(call) => called(call),
        _ => None,
    }
}

/// All that `expr` asks the environment for, at any depth.
pub(super) fn variables(expr: &Expr) -> Vec<Asked<'_>> {
    let mentions = Mentions::of(expr);
    let keys =
        mentions.keys.into_iter().filter(|(object, ..)| dotted(object).is_some_and(|name| is_environment(&name)));
    let keys = keys.map(|(_, key, at)| Asked { variable: Some(said((key, at))), default: None, fails: true });
    mentions.calls.into_iter().filter_map(called).chain(keys).collect()
}

fn called(call: &ExprCall) -> Option<Asked<'_>> {
    let name = dotted(&call.func)?;
    let (object, last) = name.rsplit_once('.').unwrap_or(("", &name));
    let first = call.arguments.args.first();
    let second = call.arguments.args.get(1);
    let keyword = |name: &str| {
        let named = |it: &&ruff_python_ast::Keyword| it.arg.as_ref().is_some_and(|arg| arg.as_str() == name);
        call.arguments.keywords.iter().find(named).map(|keyword| &keyword.value)
    };
    let variable = |expr: Option<&Expr>| expr.and_then(string).map(said);
    if matches!(last, "get" | "pop" | "setdefault") && is_environment(object) || last == "getenv" {
        return Some(Asked { variable: variable(first), default: second.or(keyword("default")), fails: false });
    }
    if object == "values" || object.ends_with(".values") && last.ends_with("Value") {
        let fails = last == "SecretValue" || keyword("environ_required").is_some_and(is_true);
        return Some(Asked {
            variable: variable(keyword("environ_name")),
            default: first.or(keyword("default")),
            fails,
        });
    }
    let of_library = object == "env" || object.is_empty() && FUNCTIONS.contains(&last);
    let of_project = call_name(call).starts_with("get_env") || call_name(call).starts_with("require_env");
    if !of_library && !of_project {
        return None;
    }
    let variable = variable(first.or(keyword("name")))?;
    let default = second.or(keyword("default"));
    Some(Asked { variable: Some(variable), fails: default.is_none(), default })
}

/// Functions of django-environ, python-decouple and mitol-django-common.
const FUNCTIONS: [&str; 9] = [
    "config",
    "env",
    "get_any",
    "get_bool",
    "get_delimited_list",
    "get_features",
    "get_int",
    "get_list_of_str",
    "get_string",
];

fn is_environment(name: &str) -> bool {
    matches!(name, "environ" | "os.environ")
}

fn is_true(expr: &Expr) -> bool {
    expr.as_boolean_literal_expr().is_some_and(|literal| literal.value)
}

fn said((value, span): (&str, Span)) -> Said {
    Said { value: value.to_owned(), span }
}
