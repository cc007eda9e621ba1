//! Files of credentials that a COPY or an ADD brings, and that the repository does not hold.

use super::{CredentialRequired, HELP};
use crate::finding::{Severity, Sink};
use crate::model::{Dockerfile, Place, Step, base_name, extension};
use crate::parse::Keyword;
use crate::text::Span;

/// Files that nobody keeps in a repository.
const SECRET: [&str; 7] = [".netrc", ".pypirc", ".git-credentials", "id_rsa", "id_dsa", "id_ecdsa", "id_ed25519"];

/// Words in names of keys and certificates that are for everybody.
const PUBLIC: [&str; 12] =
    ["apt", "bundle", "ca", "cert", "certs", "chain", "cacert", "gpg", "pub", "public", "release", "signing"];

pub(super) fn check(rule: &CredentialRequired, file: &Dockerfile<'_>, sink: &mut Sink) {
    for (place, step) in file.steps().filter(|(_, step)| step.is(Keyword::Copy) || step.is(Keyword::Add)) {
        if step.instruction.flag("from").is_none() {
            copied(rule, file, place, step, sink);
        }
    }
}

fn copied(rule: &CredentialRequired, file: &Dockerfile<'_>, place: Place, step: &Step<'_>, sink: &mut Sink) {
    let words = step.instruction.words();
    let Some((destination, sources)) = words.split_last() else { return };
    let destination = file.value(place, destination).text;
    for word in sources {
        let value = file.value(place, word);
        let path = value.text.as_str();
        let name = base_name(path);
        let whole =
            value.is_known() && !path.contains(['*', '?', '[']) && !path.contains("://") && !path.starts_with("<<");
        if !whole {
            continue;
        }
        // One source alone takes the name of its destination.
        let renamed = sources.len() == 1 && SECRET.contains(&base_name(&destination));
        let secret = SECRET.contains(&name) || renamed;
        if !(secret || is_credential(name)) {
            continue;
        }
        if rule.is_optional(name) {
            sink.spare(word.span(), || "the option `optional` names it");
        } else if file.context.find(path).next().is_some() {
            sink.spare(word.span(), || "the repository holds the file");
        } else if secret || file.knows_context() {
            report(file, word.span(), name, secret, sink);
        } else {
            sink.spare(word.span(), || "what the repository holds is not known");
        }
    }
}

fn report(file: &Dockerfile<'_>, span: Span, name: &str, secret: bool, sink: &mut Sink) {
    let finding = sink.report(span, format!("the build needs the credentials in `{name}`"));
    if file.knows_context() {
        finding.note("the repository does not hold it");
    } else if secret {
        finding.severity(Severity::Warning);
    }
    finding.help(HELP);
}

/// Whether a file is by name one of credentials.
fn is_credential(name: &str) -> bool {
    let key = matches!(extension(name).as_str(), "pem" | "key");
    let public = name.to_lowercase().split(['.', '-', '_']).any(|word| PUBLIC.contains(&word));
    name == ".npmrc" || key && !public
}
