//! ARG defaults and ENV values. A value that another definition gave is that one's secret.

use super::{AT_BUILD_TIME, AT_RUN_TIME, Holder, Secret, SecretBakedIn, text};
use crate::finding::Sink;
use crate::model::{Definition, DefinitionKind, Dockerfile, Stage, names_credential};
use crate::text::Span;
use std::collections::BTreeMap;

pub(super) fn secrets(
    rule: &SecretBakedIn,
    file: &Dockerfile<'_>,
    holder: &Holder<'_>,
    sink: &mut Sink,
) -> Vec<Secret> {
    let mut found: BTreeMap<u32, Secret> = BTreeMap::new();
    let stages = file.stages.iter().flat_map(Stage::definitions);
    for definition in file.globals.iter().chain(stages) {
        judge(rule, file, definition, holder, &mut found, sink);
    }
    found.into_values().collect()
}

fn judge(
    rule: &SecretBakedIn,
    file: &Dockerfile<'_>,
    definition: &Definition<'_>,
    holder: &Holder<'_>,
    found: &mut BTreeMap<u32, Secret>,
    sink: &mut Sink,
) {
    // An ARG that takes a global ARG's value over has none of its own.
    let name = &definition.name;
    let (Some(word), Some(value)) = (&definition.pair.value, &definition.value) else {
        if sink.is_asked() && names_credential(name) {
            sink.spare(definition.pair.name.span(), || "it has no value of its own here");
        }
        return;
    };
    // A passphrase has blanks in it.
    let is_secret = || names_credential(name) && rule.is_secret(name, &value.text.replace(' ', "-"));
    if !value.is_known() || !is_secret() {
        if sink.is_asked() && names_credential(name) {
            sink.spare(definition.pair.name.span(), || {
                let why = value.is_known().then(|| rule.spares(name, &value.text.replace(' ', "-")));
                why.flatten().unwrap_or("its value is given from outside")
            });
        }
        let inside = text::pairs(file.source.text(), word.span());
        for pair in inside.into_iter().filter(|pair| rule.is_secret(pair.name, pair.value)) {
            let message = format!("`{name}` has a literal credential in it: `{}`", pair.name);
            found.entry(pair.span.start).or_insert(secret(definition.kind, pair.span, message));
        }
        return;
    }
    let given = value.origins.iter().find(|origin| found.contains_key(&origin.span.start));
    if let Some(secret) = given.and_then(|origin| found.get_mut(&origin.span.start)) {
        secret.labels.push((definition.pair.name.span(), format!("`{name}` takes it from there")));
        return;
    }
    let what = match definition.kind {
        DefinitionKind::Arg => format!("the default of `{name}` is a literal credential"),
        DefinitionKind::Env => format!("`{name}` is a literal credential"),
    };
    let holder = holder(definition.pair.span.start);
    let message = format!("{what}, which everybody who has the {holder} can read");
    // Where a variable holds the value, it stands at the variable's definition.
    let written =
        value.origins.last().map_or_else(|| unquoted(file, word.span()), |origin| unquoted(file, origin.span));
    let mut secret = secret(definition.kind, written, message);
    // The name is a part of the fault: rules that judge it alone are silent.
    let taken = if value.origins.is_empty() { String::new() } else { format!("`{name}` takes it from there") };
    secret.labels.push((definition.pair.name.span(), taken));
    let key = value.origins.last().map_or(word.span().start, |origin| origin.span.start);
    found.entry(key).or_insert(secret);
}

fn secret(kind: DefinitionKind, span: Span, message: String) -> Secret {
    let help = if kind == DefinitionKind::Arg { AT_BUILD_TIME } else { AT_RUN_TIME };
    Secret { span, message, labels: Vec::new(), help }
}

/// A value's span without the quotes around it.
fn unquoted(file: &Dockerfile<'_>, span: Span) -> Span {
    let text = file.source.slice(span);
    let quoted = text.len() > 2 && ['"', '\''].iter().any(|&quote| text.starts_with(quote) && text.ends_with(quote));
    if quoted { Span::new(span.start + 1, span.end - 1) } else { span }
}
