//! What scripts read.

use super::{dockerfile, finding, finding_at, notices, render, render_with};
use insta::assert_snapshot;
use oep45::finding::{Applicability, Edit, Fix};
use oep45::report::{Format, Options};
use oep45::text::Span;

#[test]
fn a_finding_says_everything_about_itself() {
    let source = dockerfile("FROM a\nRUN é😀 ansible x\n");
    let found = finding(&source, "ansible", |finding| {
        finding.note("runs here").label(Span::new(0, 6), "base").help("one").help("two");
        finding.fix(Fix {
            message: "drop it".to_owned(),
            applicability: Applicability::Unsafe,
            edits: vec![Edit { span: Span::new(18, 26), replacement: "\"".to_owned() }],
        });
    });
    assert_snapshot!(render(Format::Json, &[found]), @r#"
    {
      "version": 1,
      "findings": [
        {
          "rule": "ansible-in-build",
          "aliases": [
            "DL0000"
          ],
          "level": "error",
          "message": "an image build runs `ansible-playbook`",
          "note": "runs here",
          "path": "Dockerfile",
          "start": {
            "line": 2,
            "column": 8,
            "offset": 18
          },
          "end": {
            "line": 2,
            "column": 15,
            "offset": 25
          },
          "labels": [
            {
              "message": "base",
              "path": "Dockerfile",
              "start": {
                "line": 1,
                "column": 1,
                "offset": 0
              },
              "end": {
                "line": 1,
                "column": 7,
                "offset": 6
              }
            }
          ],
          "help": "one\ntwo",
          "fix": {
            "message": "drop it",
            "applicability": "unsafe",
            "edits": [
              {
                "start": {
                  "line": 2,
                  "column": 8,
                  "offset": 18
                },
                "end": {
                  "line": 2,
                  "column": 16,
                  "offset": 26
                },
                "replacement": "\""
              }
            ]
          }
        }
      ],
      "summary": {
        "files": 14,
        "repositories": 0,
        "errors": 1,
        "warnings": 0,
        "notes": 0,
        "suppressed": 0,
        "fixed": 0,
        "notices": []
      }
    }
    "#);
}

#[test]
fn what_a_finding_lacks_is_null_or_empty() {
    let mut found = finding_at(&dockerfile(""), Span::at(0), |_| {});
    found.rule = "unknown".into();
    assert_snapshot!(render(Format::Json, &[found]), @r#"
    {
      "version": 1,
      "findings": [
        {
          "rule": "unknown",
          "aliases": [],
          "level": "error",
          "message": "an image build runs `ansible-playbook`",
          "path": "Dockerfile",
          "start": {
            "line": 1,
            "column": 1,
            "offset": 0
          },
          "end": {
            "line": 1,
            "column": 1,
            "offset": 0
          },
          "labels": [],
          "help": null,
          "fix": null
        }
      ],
      "summary": {
        "files": 14,
        "repositories": 0,
        "errors": 1,
        "warnings": 0,
        "notes": 0,
        "suppressed": 0,
        "fixed": 0,
        "notices": []
      }
    }
    "#);
}

#[test]
fn notices_are_part_of_the_summary() {
    assert_snapshot!(render_with(Format::Json, &[], &notices(), &Options::default()), @r#"
    {
      "version": 1,
      "findings": [],
      "summary": {
        "files": 14,
        "repositories": 0,
        "errors": 0,
        "warnings": 0,
        "notes": 0,
        "suppressed": 0,
        "fixed": 0,
        "notices": [
          {
            "path": "a/Dockerfile",
            "message": "permission denied"
          },
          {
            "path": "b\u001b/Dockerfile",
            "message": "is a directory"
          }
        ]
      }
    }
    "#);
}
