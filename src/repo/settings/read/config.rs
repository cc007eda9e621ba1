//! Where a module opens a configuration file, what decides whether it does, and how what it holds becomes settings.

use super::block::{blocks, expressions, raises};
use super::definition::namespace;
use super::environment::{Asked, variables};
use super::locals::Locals;
use crate::repo::Said;
use crate::repo::python::{Mentions, call_name, dotted, span, string, strings};
use crate::repo::settings::{Applied, ConfigRead};
use crate::text::Span;
use ruff_python_ast::{ExceptHandler, Expr, ExprCall, Stmt, StmtTry};

/// What is found.
#[derive(Default)]
pub(super) struct Config {
    pub(super) reads: Vec<ConfigRead>,
    pub(super) applied: Vec<Applied>,
}

/// What the module `body` reads.
pub(super) fn read(body: &[Stmt], locals: &Locals<'_>) -> Config {
    let mut loaders = Loaders::default();
    loaders.find(body);
    let mut reader = Reader { locals, loaders, guards: Vec::new(), config: Config::default() };
    reader.block(body, false);
    reader.config
}

/// How many files a module may read: the path of each may stand for as much as the whole module.
const MOST: usize = 64;

/// Which formats a module reads.
#[derive(Default)]
struct Loaders {
    yaml: bool,
    any: bool,
}

impl Loaders {
    fn find(&mut self, body: &[Stmt]) {
        for statement in body {
            for expr in expressions(statement) {
                for call in Mentions::of(expr).calls {
                    let name = dotted(&call.func).unwrap_or_default();
                    let (object, last) = name.rsplit_once('.').unwrap_or(("", &name));
                    let loads = last.contains("load");
                    self.yaml |= loads && object.contains("yaml");
                    self.any |= loads && ["yaml", "json", "toml"].iter().any(|format| object.contains(format));
                }
            }
            if let Stmt::FunctionDef(it) = statement {
                self.find(&it.body);
            }
            for block in blocks(statement) {
                self.find(block.body);
            }
        }
    }
}

/// A condition that decides whether what follows runs.
#[derive(Clone, Copy)]
struct Guard<'a> {
    span: Span,
    /// `None` where it is a `try` that swallows the failure.
    test: Option<&'a Expr>,
}

struct Reader<'a, 'l> {
    locals: &'l Locals<'a>,
    loaders: Loaders,
    guards: Vec<Guard<'a>>,
    config: Config,
}

impl<'a> Reader<'a, '_> {
    fn block(&mut self, body: &'a [Stmt], in_function: bool) {
        let outside = self.guards.len();
        for statement in body {
            self.statement(statement, in_function);
            // `if not path: return {}`: the rest runs only where there is a path.
            if let Stmt::If(it) = statement
                && in_function
                && matches!(it.body.last(), Some(Stmt::Return(_)))
                && it.elif_else_clauses.is_empty()
            {
                self.guards.push(Guard { span: span(&*it.test), test: Some(&it.test) });
            }
        }
        self.guards.truncate(outside);
    }

    fn statement(&mut self, statement: &'a Stmt, in_function: bool) {
        for expr in expressions(statement) {
            for call in Mentions::of(expr).calls {
                self.call(call);
            }
        }
        let guard = match statement {
            Stmt::If(it) => {
                let fails = raises(&it.body) || it.elif_else_clauses.iter().any(|clause| raises(&clause.body));
                (!fails).then(|| Guard { span: span(&*it.test), test: Some(&it.test) })
            }
            Stmt::Try(it) => swallows(it).map(|span| Guard { span, test: None }),
            Stmt::FunctionDef(it) => {
                self.block(&it.body, true);
                None
            }
            Stmt::Assign(it) => {
                self.assignment(statement, &it.targets, &it.value);
                None
            }
            _ => None,
        };
        let outside = self.guards.len();
        self.guards.extend(guard);
        for block in blocks(statement) {
            self.block(block.body, in_function);
        }
        self.guards.truncate(outside);
    }

    /// `vars()[key] = value` for every key, and lists of keys that are merged.
    fn assignment(&mut self, statement: &Stmt, targets: &[Expr], value: &Expr) {
        for target in targets {
            match target {
                Expr::Subscript(it) if namespace(&it.value) && string(&it.slice).is_none() => {
                    self.config.applied.push(Applied::All(span(statement)));
                }
                Expr::Name(name) if name.id.as_str().contains("UPDATE_KEYS") || name.id.as_str().contains("MERGED") => {
                    let said = |(text, span): (&str, Span)| Said { value: text.to_owned(), span };
                    let keys: Vec<Said> = strings(value).into_iter().map(said).collect();
                    self.config.applied.extend((!keys.is_empty()).then_some(Applied::Merged(keys)));
                }
                _ => {}
            }
        }
    }

    fn call(&mut self, call: &'a ExprCall) {
        if let Expr::Attribute(method) = &*call.func
            && method.attr.as_str() == "update"
            && namespace(&method.value)
            && call.arguments.args.first().is_some_and(|it| !it.is_dict_expr())
        {
            self.config.applied.push(Applied::All(span(call)));
        }
        if self.loaders.any
            && self.config.reads.len() < MOST
            && let Some(file) = opened(call)
        {
            self.open(call, file);
        }
    }

    fn open(&mut self, call: &'a ExprCall, file: &'a Expr) {
        let resolved = self.locals.resolved(file);
        let asked: Option<Asked<'_>> =
            resolved.iter().flat_map(|expr| variables(expr)).find(|it| it.variable.is_some());
        let mentions: Vec<_> = resolved.iter().map(|expr| Mentions::of(expr)).collect();
        let is_yaml = |text: &&str| matches!(text.rsplit_once('.'), Some((_, "yml" | "yaml")));
        let names_a_file = || mentions.iter().flat_map(|it| &it.strings).any(is_yaml);
        let handed_over = || file.as_name_expr().is_some_and(|name| !self.locals.knows(name.id.as_str()));
        if asked.is_none() && !(self.loaders.yaml && (names_a_file() || handed_over())) {
            return;
        }
        let (variable, default) = asked.map_or((None, None), |asked| (asked.variable, asked.default));
        let decides = |guard: &&Guard<'_>| {
            let Some(test) = guard.test else { return true };
            let test = Mentions::of(test);
            let looks = test.calls.iter().any(|call| matches!(call_name(call), "exists" | "isfile" | "is_file"));
            let names = mentions.iter().flat_map(|it| &it.names).filter(|name| self.locals.knows(name));
            let variable = variable.as_ref().is_some_and(|it| test.strings.contains(&it.value.as_str()));
            looks || variable || names.into_iter().any(|name| test.names.contains(name))
        };
        let condition = self.guards.iter().rev().find(decides).map(|guard| guard.span);
        let default = default.and_then(string).map(|(text, span)| Said { value: text.to_owned(), span });
        self.config.reads.push(ConfigRead { span: span(call), variable, condition, default });
    }
}

/// What a call opens: `open(path)`, `codecs.open(path)`, `Path(path).open()`, `path.read_text()`.
fn opened(call: &ExprCall) -> Option<&Expr> {
    let name = dotted(&call.func);
    match (call_name(call), &*call.func) {
        ("open", Expr::Name(_)) => call.arguments.args.first(),
        ("open", _) if matches!(name.as_deref(), Some("codecs.open" | "io.open")) => call.arguments.args.first(),
        ("open" | "read_text" | "read_bytes", Expr::Attribute(it)) => Some(&it.value),
        _ => None,
    }
}

/// The handler of a `try` that goes on without what failed.
fn swallows(it: &StmtTry) -> Option<Span> {
    let handlers = it.handlers.iter().map(|ExceptHandler::ExceptHandler(handler)| handler);
    let catches = |names: &Mentions<'_>| {
        let files =
            ["OSError", "IOError", "FileNotFoundError", "KeyError", "Exception", "EnvironmentError", "TypeError"];
        names.names.iter().any(|name| files.contains(name))
    };
    let mut fitting = handlers.filter(|it| it.type_.as_ref().is_none_or(|kind| catches(&Mentions::of(kind))));
    fitting.find(|handler| !raises(&handler.body)).map(|handler| {
        let end = handler.body.first().map_or(span(handler).end, |first| span(first).end);
        Span::new(span(handler).start, end)
    })
}
