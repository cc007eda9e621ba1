//! From a table to a [`Config`]: every key is known, every value has its type, every rule exists.

use super::problem::Problems;
use super::setting::{REASONS, SETTINGS};
use super::{Config, FailOn, FileKind, Needs, PerFile, Placed, ShellJudge, Text, levels};
use crate::catalog::{Catalog, UnknownName, is_shellcheck, nearest};
use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

/// The part of the document that is ours.
pub(super) fn section<'s>(
    mut document: DeTable<'s>,
    kind: FileKind,
    problems: &mut Problems<'_>,
) -> Option<DeTable<'s>> {
    match kind {
        FileKind::Own => Some(document),
        FileKind::Pyproject => {
            let mut tool = table(document.remove("tool")?, "tool", problems)?;
            table(tool.remove("oep45")?, "tool.oep45", problems)
        }
    }
}

/// Read every key of `table` into `config`.
pub(super) fn keys<'s>(table: DeTable<'s>, config: &mut Config<'s>, catalog: &Catalog, problems: &mut Problems<'_>) {
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "extends" => config.extends = one_or_more(value, "extends", problems),
            "select" => config.select = Some(rule_names(value, "select", catalog, problems)),
            "ignore" => config.ignore = rule_names(value, "ignore", catalog, problems),
            "locked" => config.locked = rule_names(value, "locked", catalog, problems),
            "exclude" => config.exclude = strings(value, "exclude", problems),
            "rule-pages" => config.rule_pages.extend(strings(value, "rule-pages", problems)),
            "context" => config.context = string(value, "context", problems),
            "amnesty" => config.amnesty = string(value, "amnesty", problems),
            "fail-on" => config.fail_on = one_of(&value, "fail-on", &FailOn::NAMES, FailOn::from_name, problems),
            "shellcheck" => config.shellcheck = shellcheck(&value, problems),
            "ignore-reasons" => {
                let required = |name: &str| REASONS.contains(&name).then_some(name == REASONS[0]);
                config.reasons = one_of(&value, "ignore-reasons", &REASONS, required, problems);
            }
            "per-file" => config.per_file = per_files(value, catalog, problems),
            // Where no rule has a table, a list of directories may stand in its place.
            "rules" if value.get_ref().is_array() => config.rule_pages.extend(strings(value, "rules", problems)),
            "rules" => rules(value, config, catalog, problems),
            unknown => {
                let keys: Vec<&str> = SETTINGS.iter().map(|setting| setting.key).collect();
                let problem = problems.add(key.span(), format!("no setting is called `{unknown}`"));
                problem.help(suggestion(unknown, &keys));
            }
        }
    }
}

/// Read what has to be known before the rules are.
pub(super) fn needs(table: DeTable<'_>, problems: &mut Problems<'_>) -> Needs {
    let mut needs = Needs::default();
    for (key, value) in table {
        match key.get_ref().as_ref() {
            "extends" => needs.extends = one_or_more(value, "extends", problems),
            "rule-pages" => needs.rule_pages.extend(strings(value, "rule-pages", problems)),
            "rules" if value.get_ref().is_array() => needs.rule_pages.extend(strings(value, "rules", problems)),
            _ => {}
        }
    }
    needs
}

fn per_files(value: Spanned<DeValue<'_>>, catalog: &Catalog, problems: &mut Problems<'_>) -> Vec<PerFile> {
    let span = value.span();
    let DeValue::Array(items) = value.into_inner() else {
        problems.add(span, "`per-file` is a list of tables").help("Write `[[per-file]]` above each of them.");
        return Vec::new();
    };
    items.into_iter().filter_map(|item| per_file(item, catalog, problems)).collect()
}

fn per_file(value: Spanned<DeValue<'_>>, catalog: &Catalog, problems: &mut Problems<'_>) -> Option<PerFile> {
    let span = value.span();
    let (mut paths, mut ignore, mut reason, mut context) = (None, None, None, None);
    for (key, value) in table(value, "per-file", problems)? {
        match key.get_ref().as_ref() {
            "paths" => paths = Some(strings(value, "paths", problems)),
            "ignore" => ignore = Some(rule_names(value, "ignore", catalog, problems)),
            "reason" => {
                let span = value.span();
                reason = string(value, "reason", problems);
                if reason.as_ref().is_some_and(|reason| reason.value.trim().is_empty()) {
                    problems.add(span, "this reason says nothing").help("Say what a reader needs to know to agree.");
                }
            }
            "context" => context = string(value, "context", problems),
            unknown => {
                let problem = problems.add(key.span(), format!("a `per-file` table has no key `{unknown}`"));
                problem.help(suggestion(unknown, &["paths", "ignore", "reason", "context"]));
            }
        }
    }
    let (excepts, builds) = (ignore.is_some(), context.is_some());
    let missing =
        [("paths", paths.is_none()), ("ignore", !excepts && !builds), ("reason", excepts && reason.is_none())];
    for (key, _) in missing.iter().filter(|(_, missing)| *missing) {
        let problem = problems.add(span.clone(), format!("this `per-file` table has no `{key}`"));
        problem.help("Each names `paths`, and what to `ignore` there with the `reason`, or the `context` there.");
    }
    Some(PerFile { paths: paths?, ignore: ignore.unwrap_or_default(), reason, context })
}

fn rules<'s>(value: Spanned<DeValue<'s>>, config: &mut Config<'s>, catalog: &Catalog, problems: &mut Problems<'_>) {
    for (key, value) in table(value, "rules", problems).unwrap_or_default() {
        let id = key.get_ref().as_ref();
        if catalog.get(id).is_none() {
            unknown_rule(&key, catalog, problems);
            continue;
        }
        let span = value.span();
        let Some(mut options) = self::table(value, &format!("rules.{id}"), problems) else { continue };
        if let Some(level) = options.remove("level") {
            let names = levels::ALL.map(crate::finding::Severity::as_str);
            if let Some(level) = one_of(&level, "level", &names, levels::severity, problems) {
                config.levels.insert(id.to_owned(), level);
            }
        }
        if !options.is_empty() && is_shellcheck(id) {
            problems.add(span, format!("`{id}` has a `level` and no options: it is ShellCheck's"));
        } else if !options.is_empty() {
            config.options.insert(id.to_owned(), Spanned::new(span, options));
        }
    }
}

fn unknown_rule(key: &Spanned<DeString<'_>>, catalog: &Catalog, problems: &mut Problems<'_>) {
    let name = key.get_ref().as_ref();
    let help = match catalog.named(name).as_deref() {
        Ok([page]) => format!("`{name}` is another name of `{0}`; write `[rules.{0}]`", page.id),
        Ok(_) => "a table of options is about one rule, not about many".to_owned(),
        Err(unknown) => suggested(unknown),
    };
    problems.add(key.span(), format!("no rule is called `{name}`")).help(help);
}

fn suggested(unknown: &UnknownName) -> String {
    match &unknown.suggestion {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "`oep45 rules` lists all rules and their groups".to_owned(),
    }
}

/// The strings of an array, each a name that selects rules.
fn rule_names(value: Spanned<DeValue<'_>>, key: &str, catalog: &Catalog, problems: &mut Problems<'_>) -> Vec<Text> {
    let names = strings(value, key, problems);
    for name in &names {
        if let Err(unknown) = catalog.named(&name.value) {
            let message = format!("no rule or group is called `{}`", name.value);
            problems.add(name.span.range(), message).help(suggested(&unknown));
        }
    }
    names
}

fn strings(value: Spanned<DeValue<'_>>, key: &str, problems: &mut Problems<'_>) -> Vec<Text> {
    let span = value.span();
    let DeValue::Array(items) = value.into_inner() else {
        problems.add(span, format!("`{key}` is a list of strings")).help(format!("Write `{key} = [\"…\"]`."));
        return Vec::new();
    };
    let mut texts = Vec::new();
    for item in items {
        let span = item.span();
        match item.into_inner() {
            DeValue::String(value) => texts.push(Text { value: value.into_owned(), span: problems.span(span) }),
            other => {
                problems.add(span, format!("`{key}` is a list of strings, and this is {}", described(&other)));
            }
        }
    }
    texts
}

fn string(value: Spanned<DeValue<'_>>, key: &str, problems: &mut Problems<'_>) -> Option<Text> {
    let span = value.span();
    match value.into_inner() {
        DeValue::String(value) => Some(Text { value: value.into_owned(), span: problems.span(span) }),
        other => {
            problems.add(span, format!("`{key}` is a string, and this is {}", described(&other)));
            None
        }
    }
}

fn one_or_more(value: Spanned<DeValue<'_>>, key: &str, problems: &mut Problems<'_>) -> Vec<Text> {
    match value.get_ref() {
        DeValue::String(_) => string(value, key, problems).into_iter().collect(),
        _ => strings(value, key, problems),
    }
}

fn shellcheck(value: &Spanned<DeValue<'_>>, problems: &mut Problems<'_>) -> Option<Placed<Option<ShellJudge>>> {
    let judge = match value.get_ref() {
        DeValue::Boolean(truth) => truth.then(ShellJudge::default),
        DeValue::String(name) if ShellJudge::NAMES.contains(&name.as_ref()) => ShellJudge::from_name(name),
        _ => {
            let names = ShellJudge::NAMES.map(|name| format!("\"{name}\"")).join(", ");
            problems.add(value.span(), format!("`shellcheck` is true or false, or one of {names}"));
            return None;
        }
    };
    Some(Placed { value: judge, span: problems.span(value.span()) })
}

fn one_of<T>(
    value: &Spanned<DeValue<'_>>,
    key: &str,
    names: &[&str],
    read: impl Fn(&str) -> Option<T>,
    problems: &mut Problems<'_>,
) -> Option<Placed<T>> {
    let name = value.get_ref().as_str();
    let known = name.and_then(read);
    if known.is_none() {
        let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
        let problem = problems.add(value.span(), format!("`{key}` is one of {}", quoted.join(", ")));
        if let Some(near) = name.and_then(|name| nearest(name, names.iter().copied())) {
            problem.help(format!("Did you mean \"{near}\"?"));
        }
    }
    known.map(|known| Placed { value: known, span: problems.span(value.span()) })
}

fn table<'s>(value: Spanned<DeValue<'s>>, name: &str, problems: &mut Problems<'_>) -> Option<DeTable<'s>> {
    let span = value.span();
    match value.into_inner() {
        DeValue::Table(table) => Some(table),
        other => {
            problems.add(span, format!("`{name}` is a table, and this is {}", described(&other)));
            None
        }
    }
}

fn suggestion(name: &str, known: &[&str]) -> String {
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => format!("the settings are `{}`", known.join("`, `")),
    }
}

fn described(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "a boolean",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
