//! `# syntax=`: who reads the file, and the instructions that only others know.

use crate::finding::{Severity, Sink};
use crate::model::Dockerfile;
use crate::parse::{Instruction, Keyword};
use crate::text::{OPAQUE, Span};

/// What a frontend's image is to Docker's own.
enum Frontend {
    /// It, or a mirror of it.
    Own,
    /// Its versions with unfinished features.
    Unstable,
    Foreign,
}

pub(super) fn check(file: &Dockerfile<'_>, allowed: &[String], sink: &mut Sink) {
    let strange = || file.tree.instructions.iter().find(|instruction| is_strange(instruction));
    if let Some(directive) = file.tree.directives.syntax {
        let value = file.source.slice(directive.value);
        let image = value.split(' ').next().unwrap_or("");
        let span = Span { end: directive.value.start + u32::try_from(image.len()).unwrap_or(0), ..directive.value };
        let name = name(image);
        match of(image) {
            _ if allowed.iter().any(|entry| entry == name) => {
                return sink.spare(span, || "the option `frontends` names it");
            }
            _ if image.contains(OPAQUE) || image.contains("{{") => {
                return sink.spare(span, || "a template's tag hides which frontend it is");
            }
            Frontend::Own => sink.spare(span, || "it is Docker's own frontend, or a mirror of it"),
            Frontend::Unstable => {
                let finding = sink.report(span, format!("`{image}` has features that are not yet part of Dockerfiles"));
                finding.severity(Severity::Note);
                finding.help("Use `docker/dockerfile:1` where its features are enough.");
                return;
            }
            Frontend::Foreign => {
                let finding =
                    sink.report(span, format!("the frontend `{image}` reads another language than Dockerfiles"));
                if let Some(instruction) = strange() {
                    finding.label(instruction.keyword_span, "an instruction of its own");
                }
                finding.help("Use `docker/dockerfile:1` and its instructions, which every reader knows.");
                return;
            }
        }
    }
    if let Some(instruction) = strange() {
        let text = instruction.keyword_text();
        let finding = sink.report(instruction.keyword_span, format!("`{text}` is an instruction of another frontend"));
        finding.help("Build stages and `COPY --from` put images together from parts.");
    }
}

/// `INCLUDE+` and its like.
fn is_strange(instruction: &Instruction<'_>) -> bool {
    let text = instruction.keyword_text();
    let name = text.strip_suffix('+').unwrap_or("");
    instruction.keyword == Keyword::Unknown && !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The image without tag and digest.
fn name(image: &str) -> &str {
    let image = image.split('@').next().unwrap_or("");
    match image.rfind(':') {
        Some(colon) if !image[colon..].contains('/') => &image[..colon],
        _ => image,
    }
}

fn of(image: &str) -> Frontend {
    let name = name(image);
    let tag = image[name.len()..].to_lowercase();
    let mut parts = name.rsplit('/');
    let last = parts.next().unwrap_or("");
    let docker = parts.any(|part| part.contains("docker"));
    match last {
        "dockerfile" if docker && !tag.contains("labs") && !tag.contains("experimental") => Frontend::Own,
        "dockerfile" | "dockerfile-upstream" if docker => Frontend::Unstable,
        _ => Frontend::Foreign,
    }
}
