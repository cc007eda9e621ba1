//! Commands of RUN, and heredocs of COPY and ADD, that write a credential into the image.

use super::{AT_RUN_TIME, Secret, SecretBakedIn, text};
use crate::finding::Sink;
use crate::model::Dockerfile;
use crate::parse::Keyword;
use crate::shell::{Command, RedirectionOperator, Script, Word};
use crate::text::Span;

pub(super) fn secrets(rule: &SecretBakedIn, file: &Dockerfile<'_>, sink: &mut Sink) -> Vec<Secret> {
    let mut found = Vec::new();
    for (_, step) in file.steps() {
        match step.instruction.keyword {
            Keyword::Run => {
                in_script(rule, file, &step.script, &mut found);
                if sink.is_asked() {
                    passed(rule, &step.script, sink);
                }
            }
            Keyword::Copy | Keyword::Add => {
                for heredoc in &step.instruction.heredocs {
                    in_text(rule, file, heredoc.body, &mut found);
                }
            }
            _ => {}
        }
    }
    found
}

fn in_script(rule: &SecretBakedIn, file: &Dockerfile<'_>, script: &Script<'_>, found: &mut Vec<Secret>) {
    // By pipeline: what it ends up in.
    for (index, command) in script.commands.iter().enumerate() {
        let next = script.commands.get(index + 1).filter(|next| next.pipeline == command.pipeline);
        let sink = next.and_then(Command::program).and_then(|program| program.name);
        if sink == Some("chpasswd") {
            found.extend(command.words.iter().skip(1).filter_map(|word| password_of_account(file, word)));
            continue;
        }
        found.extend(preset(command));
        if writes(command) || sink == Some("tee") {
            for word in command.words.iter().skip(1) {
                in_text(rule, file, word.span, found);
            }
            for heredoc in command.redirections.iter().filter_map(|redirection| redirection.heredoc.as_ref()) {
                in_text(rule, file, heredoc.body, found);
            }
        }
    }
}

/// Tell of the values that commands alone get: `SECRET_KEY=build python manage.py …`, `export SECRET_KEY=build`.
fn passed(rule: &SecretBakedIn, script: &Script<'_>, sink: &mut Sink) {
    for command in &script.commands {
        let assigned = command.assignments.iter().map(|it| (it.name_span, it.name.to_string(), it.value.text()));
        let exported = command.words.iter().filter(|_| command.name() == Some("export")).filter_map(|word| {
            let text = word.literal()?;
            let (name, value) = text.split_once('=')?;
            Some((word.span, name.to_owned(), value.to_owned().into()))
        });
        for (span, name, value) in assigned.chain(exported) {
            if rule.is_secret(&name, &value) {
                sink.spare(span, || format!("`{name}` is for this step alone, and the image does not keep it"));
            }
        }
    }
}

fn writes(command: &Command<'_>) -> bool {
    use RedirectionOperator as Op;
    let tee = command.program().is_some_and(|program| program.is("tee"));
    tee || command.redirections.iter().any(|redirection| {
        let nowhere = redirection.target.is("/dev/null") || redirection.target.is("/dev/stderr");
        matches!(redirection.operator, Op::Write | Op::Append | Op::Clobber | Op::WriteBoth | Op::AppendBoth)
            && !nowhere
    })
}

fn in_text(rule: &SecretBakedIn, file: &Dockerfile<'_>, within: Span, found: &mut Vec<Secret>) {
    for pair in text::pairs(file.source.text(), within) {
        if rule.is_secret(pair.name, pair.value) && !pair.name.eq_ignore_ascii_case("nopasswd") {
            found.push(secret(
                pair.span,
                format!("the build writes a literal credential into the image: `{}`", pair.name),
            ));
        }
    }
}

/// `echo "app:hunter2" | chpasswd`.
fn password_of_account(file: &Dockerfile<'_>, word: &Word<'_>) -> Option<Secret> {
    let (name, password) = word.literal()?.split_once(':')?;
    let password = password.trim_end_matches("\\n").trim_end();
    if password.is_empty() || name.starts_with('-') {
        return None;
    }
    let at = file.source.slice(word.span).find(&format!(":{password}"))? + 1;
    let start = word.span.start + u32::try_from(at).ok()?;
    let span = Span::new(start, start + u32::try_from(password.len()).ok()?);
    Some(secret(span, format!("the build gives the account `{name}` a literal password")))
}

/// `echo mysql-server mysql-server/root_password password hunter2`, for `debconf-set-selections`.
fn preset(command: &Command<'_>) -> Option<Secret> {
    let [.., question, kind, value] = command.words.as_slice() else { return None };
    let asks = question.literal().is_some_and(|text| text.contains('/') && text.contains("pass"));
    let given = value.literal().is_some_and(|text| !text.is_empty());
    (asks && kind.is("password") && given)
        .then(|| secret(value.span, format!("the build answers `{}` with a literal password", question.text())))
}

fn secret(span: Span, message: String) -> Secret {
    Secret { span, message, labels: Vec::new(), help: AT_RUN_TIME }
}
