//! The places of a Dockerfile that name an address to fetch from.

use super::address::Fault;
use super::{PrivateSource, Use};
use crate::finding::Sink;
use crate::model::{DefinitionKind, Dockerfile, Place, ShellValues, Step, fetches};
use crate::parse::Keyword;
use crate::shell::{Command, Program, Word};
use crate::text::Span;
use std::borrow::Cow;
use std::collections::HashSet;

/// Files that tell package managers where to fetch from.
const SETTINGS: [&str; 8] =
    ["sources.list", ".sources", "pip.conf", ".pip/", ".npmrc", ".yarnrc", "uv.toml", ".pydistutils"];

/// Every use of an address with a fault, in source order.
pub(super) fn uses(rule: &PrivateSource, file: &Dockerfile<'_>, sink: &mut Sink) -> Vec<Use> {
    let mut found = Vec::new();
    let mut rewritten = HashSet::new();
    for stage in &file.stages {
        for definition in stage.definitions().iter().filter(|definition| is_index(&definition.name)) {
            let value = definition.value.as_ref().map(|value| value.text.as_str()).unwrap_or_default();
            if let (Some(fault @ Fault::Host(..)), Some(span)) = (rule.fault(value), definition.value_span) {
                found.push(Use { fault, span, defined: None, inside: None });
            }
        }
    }
    for (place, step) in file.steps() {
        match step.instruction.keyword {
            Keyword::Run => {
                run(rule, file, place, step, &mut Run { rewritten: &mut rewritten, found: &mut found, sink });
            }
            Keyword::Add | Keyword::Copy => copied(rule, file, place, step, &mut found),
            _ => {}
        }
    }
    found.sort_by_key(|found| found.span.start);
    found
}

/// Whether a variable tells a package manager where to fetch from.
fn is_index(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let tool = ["PIP_", "UV_", "NPM_CONFIG_", "YARN_", "POETRY_", "BUNDLE_"].iter().any(|tool| name.starts_with(tool));
    let index = ["INDEX", "REGISTRY", "FIND_LINKS", "REPOSITOR", "MIRROR"].iter().any(|word| name.contains(word));
    tool && index || name == "GOPROXY"
}

/// What is known so far.
struct Run<'r> {
    /// Hosts whose SSH addresses are read as public ones.
    rewritten: &'r mut HashSet<String>,
    found: &'r mut Vec<Use>,
    sink: &'r mut Sink,
}

fn run(
    rule: &PrivateSource,
    file: &Dockerfile<'_>,
    place: Place,
    step: &Step<'_>,
    Run { rewritten, found, sink }: &mut Run<'_>,
) {
    let values = ShellValues::new(file, place, &step.script);
    for (id, command) in step.script.iter() {
        let Some(program) = command.program() else { continue };
        let writes = settings_written(command, &program, &values);
        if !(fetches(&program) || writes) {
            continue;
        }
        if step.script.is_guarded(id) || step.script.failure_ignored(id) {
            sink.spare(program.name_word.span, || "the build goes on where this is not run, or fails");
            continue;
        }
        if program.is("git") && !counts(&program, &values, rewritten) {
            continue;
        }
        for (index, word) in program.args.iter().enumerate() {
            let proxy = index > 0 && ["-x", "--proxy"].iter().any(|option| program.args[index - 1].is(option));
            let text = values.text(word);
            if proxy || text.starts_with("--proxy") || text.starts_with('#') {
                continue;
            }
            let Some(fault) = rule.fault(&text) else {
                if text.contains("://") {
                    sink.spare(word.span, || "everybody can reach this address, as far as is known");
                }
                continue;
            };
            match used(file, place, word.span, Some(word), fault, rewritten) {
                Ok(used) => found.push(used),
                Err(why) => sink.spare(word.span, || why),
            }
        }
        for heredoc in command.redirections.iter().filter(|_| writes).filter_map(|found| found.heredoc.as_ref()) {
            let lines = file.source.slice(heredoc.body).split('\n');
            let mut at = heredoc.body.start;
            for line in lines {
                let span = visible(at, line);
                at += u32::try_from(line.len() + 1).unwrap_or(0);
                if let Some(fault) = rule.fault(line).filter(|_| !line.trim_start().starts_with('#')) {
                    found.extend(used(file, place, span, None, fault, rewritten));
                }
            }
        }
    }
}

/// Whether a command of git fetches, or makes others fetch from elsewhere. Keeps in mind the hosts whose SSH addresses are
/// read as public ones from here on.
fn counts<'t>(program: &Program<'_, 't>, values: &ShellValues<'_, 't>, rewritten: &mut HashSet<String>) -> bool {
    let words: Vec<Cow<'_, str>> = program.args.iter().map(|word| values.text(word)).collect();
    if words.iter().any(|word| matches!(word.as_ref(), "clone" | "fetch" | "pull" | "submodule" | "ls-remote")) {
        return true;
    }
    let Some(at) = words.iter().position(|word| word.to_lowercase().ends_with(".insteadof")) else { return false };
    let key = words[at].strip_prefix("url.").unwrap_or(&words[at]);
    let public = key.starts_with("https://") && !key.contains('@');
    if let (true, Some(replaced)) = (public, words.get(at + 1)) {
        let host = replaced.rsplit('@').next().unwrap_or_default().trim_end_matches(['/', ':']);
        rewritten.insert(host.rsplit('/').next().unwrap_or(host).to_lowercase());
    }
    !public
}

/// Whether a command writes settings that say where to fetch from.
fn settings_written<'t>(command: &Command<'t>, program: &Program<'_, 't>, values: &ShellValues<'_, 't>) -> bool {
    let is_settings = |text: &str| SETTINGS.iter().any(|name| text.contains(name));
    let redirected = || command.redirections.iter().any(|redirection| is_settings(&values.text(&redirection.target)));
    let prints = matches!(program.name, Some("echo" | "printf" | "cat" | "tee"));
    let edits = matches!(program.name, Some("sed" | "tee"));
    prints && redirected() || edits && program.args.iter().any(|word| is_settings(&values.text(word)))
}

/// A use with what defines it; else why the build works without a key.
fn used(
    file: &Dockerfile<'_>,
    place: Place,
    span: Span,
    word: Option<&Word<'_>>,
    fault: Fault,
    rewritten: &HashSet<String>,
) -> Result<Use, &'static str> {
    let defined = match &fault {
        Fault::Ssh(host) if rewritten.contains(host) => {
            return Err("git is told to fetch from this host by `https://`");
        }
        Fault::Ssh(host) | Fault::Host(host, _) => word.and_then(|word| definition(file, place, word, host)),
        Fault::Credential(_, name) => {
            let argument =
                file.argument_without_default(place, name).ok_or("no argument without default is behind it")?;
            Some((argument.pair.span, "nobody outside has a value for this".to_owned()))
        }
    };
    Ok(Use { fault, span, defined, inside: None })
}

/// The definition of a variable of `word` that brings `host`.
fn definition(file: &Dockerfile<'_>, place: Place, word: &Word<'_>, host: &str) -> Option<(Span, String)> {
    word.variables().find_map(|variable| {
        let definition = file.definition(place, &variable.name)?;
        let span = definition.value_span.filter(|span| file.source.slice(*span).contains(host))?;
        let kind = if definition.kind == DefinitionKind::Arg { "default" } else { "value" };
        Some((span, format!("the {kind} of `{}`", definition.name)))
    })
}

/// The addresses that an ADD names, and those in settings of package managers that a COPY brings.
fn copied(rule: &PrivateSource, file: &Dockerfile<'_>, place: Place, step: &Step<'_>, found: &mut Vec<Use>) {
    let words = step.instruction.words();
    let Some((_, sources)) = words.split_last() else { return };
    for word in sources {
        let text = file.value(place, word).text;
        let address = text.contains("://") || text.starts_with("git@");
        if let Some(fault) = rule.fault(&text).filter(|_| address && step.instruction.keyword == Keyword::Add) {
            let defined = None;
            found.push(Use { fault, span: word.span(), defined, inside: None });
        }
        if address || step.instruction.flag("from").is_some() || !SETTINGS.iter().any(|name| text.contains(name)) {
            continue;
        }
        let source = file.context.find(&text).find_map(|(path, _)| file.context.text(&path));
        let Some(source) = source else { continue };
        let mut at = 0;
        for line in source.text().split('\n') {
            let span = visible(at, line);
            at += u32::try_from(line.len() + 1).unwrap_or(0);
            let comment = line.trim_start().starts_with(['#', ';']);
            if let Some(fault @ Fault::Host(..)) = rule.fault(line).filter(|_| !comment) {
                found.push(Use { fault, span: word.span(), defined: None, inside: Some((source, span)) });
                break;
            }
        }
    }
}

/// The visible part of a line that begins at `at`.
fn visible(at: u32, line: &str) -> Span {
    let start = at + u32::try_from(line.len() - line.trim_start().len()).unwrap_or(0);
    Span::new(start, start + u32::try_from(line.trim().len()).unwrap_or(0))
}
