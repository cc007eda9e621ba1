//! Gives findings their anchors: the normalised text of the instruction or line that each stands in. Only what a finding
//! stands in is normalised, and once, however many findings stand there.
//!
//! ```text
//! RUN apt-get install \        stage "build", text "RUN apt-get install curl"
//!     # for the health check
//!     curl
//! ```

use crate::finding::{Anchor, Finding};
use crate::model::Dockerfile;
use crate::parse::{Instruction, Keyword, NodeKind};
use crate::text::{Source, Span, disjoint};
use std::collections::HashMap;
use std::sync::Arc;

/// Anchor `findings`, which stand in `file`.
pub(super) fn in_dockerfile(findings: &mut [Finding], file: &Dockerfile<'_>) {
    let place = |at| match instruction(file, at) {
        Some(instruction) => Place::Instruction(instruction),
        None => Place::Line(line(file.source, at)),
    };
    attach(findings, place, |at| stage(file, at));
}

/// Anchor `findings`, which stand in a file without instructions, to their lines.
pub(super) fn in_lines(findings: &mut [Finding], source: &Source) {
    attach(findings, |at| Place::Line(line(source, at)), |_| String::new());
}

/// What a finding stands in.
enum Place<'t> {
    Instruction(&'t Instruction<'t>),
    Line(Span),
}

/// `place` and `stage` tell what an offset stands in.
fn attach<'t>(findings: &mut [Finding], place: impl Fn(u32) -> Place<'t>, stage: impl Fn(u32) -> String) {
    let masked = masked(findings);
    let mut made: HashMap<u32, Arc<Anchor>> = HashMap::new();
    for finding in findings {
        let source = &finding.primary.source;
        let at = finding.primary.span.start;
        let place = place(at);
        let start = match &place {
            Place::Instruction(instruction) => instruction.span.start,
            Place::Line(line) => line.start,
        };
        let anchor = made.entry(start).or_insert_with(|| {
            let mut text = String::new();
            match place {
                Place::Instruction(instruction) => read(instruction, &masked, &mut text),
                Place::Line(line) => push_unmasked(source.text(), line, &masked, &mut text),
            }
            Arc::new(Anchor::new(stage(at), &text))
        });
        finding.anchor = Some(Arc::clone(anchor));
    }
}

/// The instruction whose lines hold `at`.
fn instruction<'t>(file: &'t Dockerfile<'_>, at: u32) -> Option<&'t Instruction<'t>> {
    let nodes = &file.tree.nodes;
    // The end of the text belongs to what ends there.
    let node = nodes.partition_point(|node| node.span.end <= at).min(nodes.len().checked_sub(1)?);
    match nodes[node].kind {
        NodeKind::Instruction(index) => file.tree.instructions.get(index as usize),
        _ => None,
    }
}

/// The stage that `at` stands in.
fn stage(file: &Dockerfile<'_>, at: u32) -> String {
    let begun = file.stages.partition_point(|stage| stage.from.span.start <= at);
    let Some(stage) = begun.checked_sub(1).and_then(|last| file.stages.get(last)) else { return String::new() };
    stage.name.as_ref().map_or_else(|| stage.index.to_string(), |name| name.text().to_ascii_lowercase())
}

/// The line that `at` stands on.
fn line(source: &Source, at: u32) -> Span {
    source.lines().span(source.lines().line(at), source.text())
}

/// Append what the builder reads of `instruction`. In the script of a RUN, lines that are comments don't count either;
/// in the files of a COPY or ADD such lines are content.
fn read(instruction: &Instruction<'_>, masked: &[Span], text: &mut String) {
    for piece in instruction.line().pieces() {
        match piece.reads {
            Some(read) => text.push(read),
            None => push_unmasked(instruction.source, piece.span, masked, text),
        }
    }
    for heredoc in &instruction.heredocs {
        let mut start = heredoc.body.start;
        for line in heredoc.body.of(instruction.source).split_inclusive('\n') {
            let end = start + u32::try_from(line.len()).unwrap_or(u32::MAX);
            let begins = line.trim_start();
            let comment = begins.starts_with('#') && !begins.starts_with("#!");
            if instruction.keyword != Keyword::Run || !comment {
                text.push('\n');
                push_unmasked(instruction.source, Span::new(start, end), masked, text);
            }
            start = end;
        }
    }
}

/// What the findings of the file want to be masked, in order and not overlapping.
fn masked(findings: &[Finding]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for finding in findings {
        let own = finding.masked.iter().filter(|masked| Arc::ptr_eq(&masked.source, &finding.primary.source));
        spans.extend(own.map(|masked| masked.span));
    }
    disjoint(spans)
}

/// Append the text under `span`, its secrets hidden.
fn push_unmasked(source: &str, span: Span, masked: &[Span], text: &mut String) {
    let mut at = span.start;
    let first = masked.partition_point(|secret| secret.end <= span.start);
    for secret in masked[first..].iter().take_while(|secret| secret.start < span.end) {
        text.push_str(Span::new(at, secret.start).of(source));
        text.push_str(Anchor::MASK);
        at = secret.end;
    }
    text.push_str(Span::new(at, span.end).of(source));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Severity, Sink};
    use crate::parse;
    use crate::text::MemoryFiles;

    /// The anchor of a finding at the first `word`, with the first `secret` masked.
    fn anchor_masked(text: &str, word: &str, secret: &str) -> (String, String) {
        let source = Arc::new(Source::new("Dockerfile", text));
        let find = |word: &str| {
            let start = u32::try_from(text.find(word).unwrap()).unwrap();
            Span::new(start, start + u32::try_from(word.len()).unwrap())
        };
        let mut sink = Sink::new("rule", Severity::Error, Arc::clone(&source));
        sink.report(find(word), "wrong").mask(find(secret));
        let mut findings = sink.into_findings();
        let tree = parse::parse(source.text());
        let files = MemoryFiles::new();
        in_dockerfile(&mut findings, &Dockerfile::new(&source, &tree, "Dockerfile", &files));
        let anchor = findings.remove(0).anchor.unwrap();
        (anchor.stage.clone(), anchor.text.clone())
    }

    fn anchor(text: &str, word: &str) -> (String, String) {
        anchor_masked(text, word, "")
    }

    fn pair(stage: &str, text: &str) -> (String, String) {
        (stage.to_owned(), text.to_owned())
    }

    #[test]
    fn an_instruction_is_its_text_without_layout_and_comments() {
        let text = "FROM a\nRUN apt-get  install \\\n    # for health\n\n    curl\\\nie # x\n";
        assert_eq!(anchor(text, "ie"), pair("0", "RUN apt-get install curlie # x"));
        assert_eq!(anchor("FROM a\nRUN apt-get install curlie  # x", "curl"), anchor(text, "ie"));
    }

    #[test]
    fn a_stage_is_its_name_or_else_its_position() {
        let text = "ARG V\nFROM a AS Base\nRUN one\nFROM b\nRUN two\n";
        assert_eq!(anchor(text, "V"), pair("", "ARG V"));
        assert_eq!(anchor(text, "one"), pair("base", "RUN one"));
        assert_eq!(anchor(text, "two"), pair("1", "RUN two"));
    }

    #[test]
    fn a_heredoc_belongs_to_its_instruction() {
        let run = "FROM a\nRUN <<EOF\n#!/bin/sh\n# why\n\n  make\nEOF\n";
        assert_eq!(anchor(run, "make"), pair("0", "RUN <<EOF #!/bin/sh make"));
        let copy = "FROM a\nCOPY <<EOF /etc/x\n# kept\nEOF\n";
        assert_eq!(anchor(copy, "kept"), pair("0", "COPY <<EOF /etc/x # kept"));
    }

    #[test]
    fn what_is_no_instruction_is_its_line() {
        assert_eq!(anchor("FROM a\n#  FROM   b\n", "FROM   b"), pair("0", "# FROM b"));
        assert_eq!(anchor("", ""), pair("", ""));
        assert_eq!(anchor("\n\n", "\n"), pair("", ""));
    }

    #[test]
    fn a_secret_is_no_part_of_it() {
        let text = "FROM a\nENV TOKEN=zaphod4 X=y\n";
        assert_eq!(anchor_masked(text, "TOKEN", "zaphod4"), pair("0", "ENV TOKEN=*** X=y"));
    }

    #[test]
    fn findings_of_one_instruction_share_it() {
        let source = Arc::new(Source::new("Makefile", "a:\n\tmake  b\n"));
        let mut sink = Sink::new("rule", Severity::Error, Arc::clone(&source));
        sink.report(Span::new(4, 8), "wrong");
        sink.report(Span::new(10, 11), "wrong");
        let mut findings = sink.into_findings();
        in_lines(&mut findings, &source);
        let [Some(first), Some(second)] = [&findings[0].anchor, &findings[1].anchor] else { panic!() };
        assert_eq!(first.text, "make b");
        assert!(Arc::ptr_eq(first, second));
    }
}
