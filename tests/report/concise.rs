//! What editors and people in a hurry are given.

use super::{dockerfile, finding, notices, render_with};
use insta::assert_snapshot;
use oep45::finding::Severity;
use oep45::report::{Format, Options};

#[test]
fn a_finding_is_a_line() {
    let source = dockerfile("FROM a\nRUN é😀 ansible \\\n  x\n");
    let found = [
        finding(&source, "a", |finding| _ = finding.severity(Severity::Note)),
        finding(&source, "ansible \\\n  x", |finding| {
            _ = finding.label(oep45::text::Span::new(0, 4), "here").help("Drop it.");
        }),
    ];
    assert_snapshot!(render_with(Format::Concise, &found, &notices(), &Options::default()), @r"
    Dockerfile:1:6: note[ansible-in-build]: an image build runs `ansible-playbook`
    Dockerfile:2:8: error[ansible-in-build]: an image build runs `ansible-playbook`
    a/Dockerfile: error: cannot check it: permission denied
    b␛/Dockerfile: error: cannot check it: is a directory
    oep45: 1 error, 1 note in 1 of 14 files
    ");
}
