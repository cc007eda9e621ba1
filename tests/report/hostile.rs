//! Files that mean harm, or are merely huge.

use super::{dockerfile, finding, finding_at, render, render_with};
use insta::assert_snapshot;
use oep45::finding::{Finding, Notice};
use oep45::report::{Format, Options};
use oep45::text::{Source, Span};
use proptest::prelude::*;
use std::sync::Arc;

fn human(findings: &[Finding]) -> String {
    render(Format::Human, findings)
}

#[test]
fn what_would_steer_a_terminal_is_written_out() {
    let text = "RUN \x1b[2J\x07 \u{202e}txet\u{2066} \u{9b}0m\u{85} \0 a\rb\u{2028}c \u{200b} 👩\u{200d}🚀 ansible\n";
    let source = Arc::new(Source::new("evil\x1b[2J\u{202e}/Dockerfile", text));
    let mut found = finding(&source, "ansible", |finding| {
        finding.note("a\x1b[2Jb\nc").help("d\x07e");
    });
    found.message = "`\x1b]0;title\x07` is \u{202e}bad".to_owned();
    assert_snapshot!(human(&[found]), @r#"
    error[ansible-in-build]: `␛]0;title␇` is \u{202e}bad
      ┌─ evil␛[2J\u{202e}/Dockerfile:1:37
      │
    1 │ RUN ␛[2J␇ \u{202e}txet\u{2066} \u{9b}0m\u{85} ␀ a␍b\u{2028}c \u{200b} 👩‍🚀 ansible
      │                                                                            ^^^^^^^ a␛[2Jb␊c
      │
      = help: d␇e
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    oep45: 1 error in 1 of 14 files
    "#);
}

#[test]
fn no_format_writes_active_characters_raw() {
    let active = "\x00\x07\x08\x0b\x1b\x7f\u{80}\u{85}\u{9b}\u{9f}\u{ad}\u{61c}\u{200e}\u{200f}\u{2028}\u{202a}\u{202b}\
        \u{202c}\u{202d}\u{202e}\u{2066}\u{2067}\u{2068}\u{2069}\u{feff}\u{e0041}";
    let source = Arc::new(Source::new(format!("{active}/Dockerfile"), format!("RUN {active} x\n")));
    let mut found = finding(&source, "x", |finding| {
        finding.note(active).help(active).label(Span::new(0, 3), active);
    });
    found.message = active.to_owned();
    for format in Format::ALL {
        let text = render(format, std::slice::from_ref(&found));
        let raw: Vec<char> = text.chars().filter(|&ch| active.contains(ch)).collect();
        assert_eq!(raw, [], "{format}");
    }
}

#[test]
fn no_format_writes_what_a_workflows_log_would_run() {
    let words = ["##[add-mask]a", "::add-mask::a", "\n::add-mask::a", " \r::add-mask::a", "%0A::add-mask::a"];
    let commands = ["::error ", "::warning ", "::notice "];
    for words in words {
        let source = Arc::new(Source::new(format!("{words}/Dockerfile"), format!("RUN {words} x\n{words}\n")));
        let mut found = finding(&source, "x", |finding| {
            finding.note(words).help(format!("a\n{words}")).label(Span::new(0, 3), words);
        });
        found.message = words.to_owned();
        let notices = [Notice { path: words.to_owned(), message: words.to_owned() }];
        for format in Format::ALL {
            let text = render_with(format, std::slice::from_ref(&found), &notices, &Options::default());
            assert!(!text.contains("##["), "{format}: {text}");
            let lines = text.split(['\r', '\n']).filter(|line| line.trim_start().starts_with("::"));
            let foreign: Vec<&str> =
                lines.filter(|line| !commands.iter().any(|command| line.starts_with(command))).collect();
            assert!(foreign.is_empty(), "{format}: {foreign:?}");
        }
    }
}

#[test]
fn a_long_line_is_shown_round_its_label() {
    let source = dockerfile(&format!("RUN {} ansible {}\n", "x".repeat(500_000), "é".repeat(500_000)));
    assert_snapshot!(human(&[finding(&source, "ansible", |_| {})]), @r#"
    error[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ Dockerfile:1:500006
      │
    1 │ …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx ansible ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé…
      │                                                              ^^^^^^^
      │
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    oep45: 1 error in 1 of 14 files
    "#);
}

#[test]
fn a_label_over_a_long_line_is_shown_with_its_ends() {
    let source = dockerfile(&format!("RUN <{}>\n", "x".repeat(1_000_000)));
    assert_snapshot!(human(&[finding_at(&source, Span::new(4, 1_000_006), |_| {})]), @r#"
    error[ansible-in-build]: an image build runs `ansible-playbook`
      ┌─ Dockerfile:1:5
      │
    1 │ RUN <xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx>
      │     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      │
      = OEP-45, Containers: "no Ansible should be run as part of the image build"

    oep45: 1 error in 1 of 14 files
    "#);
}

#[test]
fn a_long_message_is_cut() {
    let source = dockerfile("FROM a\n");
    let mut found = finding(&source, "a", |finding| {
        finding.note("n".repeat(9000));
    });
    found.message = "m".repeat(9000);
    assert!(human(&[found]).lines().all(|line| line.chars().count() < 1100));
}

#[test]
fn a_finding_with_many_labels_shows_some() {
    let source = dockerfile(&"RUN ansible\n".repeat(3000));
    let found = finding(&source, "ansible", |finding| {
        for line in 1..3000 {
            finding.label(Span::new(line * 12, line * 12 + 3), "again");
        }
    });
    let text = human(&[found]);
    assert_eq!(text.matches("again").count(), 15);
    assert!(text.contains("= and 2984 more places\n"), "{text}");
}

#[test]
fn spans_that_do_not_fit_their_source_panic_nowhere() {
    let source = dockerfile("é\n");
    for span in [Span::new(1, 1), Span::new(1, 99), Span::new(99, 100), Span::new(0, 1)] {
        let mut found = finding_at(&source, Span::new(0, 2), |_| {});
        found.primary.span = span;
        for format in Format::ALL {
            assert!(!render(format, std::slice::from_ref(&found)).is_empty());
        }
    }
}

#[test]
fn every_finding_of_a_large_file_is_reported() {
    const REPEATS: u32 = 270_000;
    let words = "é😀 ansible ";
    let step = u32::try_from(words.len()).unwrap();
    let one_line = dockerfile(&words.repeat(REPEATS as usize));
    let many_lines = dockerfile(&words.replace("e ", "e\n").repeat(REPEATS as usize));
    for source in [one_line, many_lines] {
        let findings = (0..REPEATS).step_by(135).map(|n| {
            finding_at(&source, Span::new(n * step + 7, n * step + 14), |finding| {
                finding.label(Span::new(REPEATS * step / 2, REPEATS * step / 2 + 2), "always there");
            })
        });
        let findings: Vec<Finding> = findings.collect();
        // GitHub takes no more than some findings.
        let all = Format::ALL.into_iter().filter(|format| ![Format::Github, Format::Markdown].contains(format));
        for format in all {
            let (words, times) = match format {
                // At its place, and in the message that links there.
                Format::Sarif => ("always there", 2),
                // These know one place of a finding.
                Format::Concise | Format::Gitlab | Format::Checkstyle => ("an image build runs", 1),
                _ => ("always there", 1),
            };
            let shown = render(format, &findings).matches(words).count();
            assert_eq!(shown, findings.len() * times, "{format}");
        }
    }
}

proptest! {
    #[test]
    fn every_text_and_span_is_shown_at_its_true_place(
        text in "[a-c é🚀\t\r\n\u{1b}\u{feff}]{0,80}",
        long in 0..300_usize,
        ends in prop::collection::vec((0..400_usize, 0..400_usize), 1..5),
    ) {
        let source = dockerfile(&text.replacen('a', &"é".repeat(long), 1));
        let offsets: Vec<usize> = source.text().char_indices().map(|(at, _)| at).chain([source.text().len()]).collect();
        let offset = |index: usize| u32::try_from(offsets[index % offsets.len()]).unwrap();
        let mut spans = ends.iter().map(|&(a, b)| Span::new(offset(a.min(b)), offset(a.max(b))));
        let primary = spans.next().unwrap();
        let found = finding_at(&source, primary, |finding| {
            spans.for_each(|span| _ = finding.label(span, "label"));
        });
        let text = human(&[found]);
        let place = source.position(primary.start);
        let locus = format!("┌─ Dockerfile:{}:{}\n", place.line, place.column);
        prop_assert!(text.contains(&locus), "{text}\n{locus}");
        prop_assert!(!text.contains(['\r', '\u{1b}', '\u{feff}']), "{text}");
    }
}
