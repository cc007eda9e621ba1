//! What GitHub's runner makes annotations of.

use super::{catalog, dockerfile, finding, finding_at, notices, render, render_with};
use insta::assert_snapshot;
use oep45::finding::{Finding, Notice, Severity};
use oep45::report::{Format, Options, Report, Root, write};
use oep45::text::{Source, Span};
use std::sync::Arc;

fn github(findings: &[Finding]) -> String {
    render(Format::Github, findings)
}

/// `number` findings of `severity` in a file named `path`.
fn several(path: &str, severity: Severity, number: usize) -> Vec<Finding> {
    let source = Arc::new(Source::new(path, "FROM a\n"));
    let found = finding(&source, "a", |finding| _ = finding.severity(severity));
    vec![found; number]
}

#[test]
fn an_annotation_says_where_what_is_wrong_and_what_to_do() {
    let source = dockerfile("FROM a\nRUN é😀 ansible x\n");
    let found = finding(&source, "ansible", |finding| {
        finding
            .note("runs here")
            .label(Span::new(0, 6), "base")
            .help("Write it as `RUN`.\nOr not: 100 %.")
            .help("Two, too");
    });
    assert_snapshot!(github(&[found]), @r#"
    ::error file=Dockerfile,line=2,endLine=2,col=9,endColumn=16,title=oep45%3A ansible-in-build::An image build runs `ansible-playbook`%0A%0AWrite it as `RUN`.%0AOr not: 100 %25.%0ATwo, too%0A%0AOEP-45, Containers: "no Ansible should be run as part of the image build"
    oep45: 1 error in 1 of 14 files
    "#);
}

#[test]
fn each_severity_has_its_level_and_the_worst_comes_first() {
    let findings = [Severity::Note, Severity::Error, Severity::Warning]
        .map(|severity| several("Dockerfile", severity, 1).remove(0));
    let text = github(&findings);
    let levels: Vec<&str> = text.lines().filter_map(|line| line.split_once(" file=").map(|(level, _)| level)).collect();
    assert_eq!(levels, ["::error", "::warning", "::notice"]);
}

#[test]
fn a_place_of_several_lines_has_no_columns() {
    let found = finding(&dockerfile("RUN a \\\n  b\nRUN c\n"), "RUN a \\\n  b\n", |_| {});
    assert_snapshot!(github(&[found]), @r#"
    ::error file=Dockerfile,line=1,endLine=2,title=oep45%3A ansible-in-build::An image build runs `ansible-playbook`%0A%0AOEP-45, Containers: "no Ansible should be run as part of the image build"
    oep45: 1 error in 1 of 14 files
    "#);
}

#[test]
fn a_file_is_named_from_the_repositorys_root_where_it_is_in_there() {
    let root = Options { root: Root::Inside("svc/web".to_owned()), ..Options::default() };
    let file = |path: &str| {
        let text = render_with(Format::Github, &several(path, Severity::Error, 1), &[], &root);
        text.split("file=").nth(1).and_then(|rest| rest.split_once(',')).map(|(file, _)| file.to_owned())
    };
    assert_eq!(file("./docker/Dockerfile").as_deref(), Some("svc/web/docker/Dockerfile"));
    assert_eq!(file("../api/Dockerfile").as_deref(), Some("svc/api/Dockerfile"));
    assert_eq!(file("../../../Dockerfile").as_deref(), Some("../../../Dockerfile"));
    assert_eq!(file("/srv/Dockerfile").as_deref(), Some("/srv/Dockerfile"));
}

#[test]
fn ten_of_each_level_are_annotated_and_the_others_counted() {
    let findings: Vec<Finding> = [(Severity::Note, 3), (Severity::Error, 12), (Severity::Warning, 11)]
        .into_iter()
        .flat_map(|(severity, number)| several("Dockerfile", severity, number))
        .collect();
    let text = github(&findings);
    let count = |level: &str| text.lines().filter(|line| line.starts_with(level)).count();
    assert_eq!([count("::error "), count("::warning "), count("::notice ")], [10, 10, 3]);
    let said: Vec<&str> = text.lines().filter(|line| !line.starts_with("::")).collect();
    assert_snapshot!(said.join("\n"), @r#"
    oep45: 12 errors, 11 warnings, 3 notes in 1 of 14 files
    oep45: 3 more without an annotation, since GitHub takes 10 of each level from a step; the step summary, if there is one, and `oep45 check` show them all
    "#);
}

#[test]
fn no_rule_takes_all_the_annotations() {
    let mut findings = several("Dockerfile", Severity::Warning, 12);
    findings[11].rule = "missing-cmd".into();
    let text = github(&findings);
    assert_eq!(text.lines().filter(|line| line.starts_with("::warning ")).count(), 10);
    assert!(text.contains("title=oep45%3A missing-cmd::"), "{text}");
}

#[test]
fn what_could_not_be_checked_is_an_error_and_counts() {
    let text = render_with(Format::Github, &several("Dockerfile", Severity::Error, 9), &notices(), &Options::default());
    assert_eq!(text.lines().filter(|line| line.starts_with("::error ")).count(), 10);
    let first: Vec<&str> = text.lines().take(2).collect();
    assert_snapshot!(first.join("\n"), @r#"
    ::error file=a/Dockerfile,title=oep45%3A not checked::Cannot check a/Dockerfile: permission denied
    ::error file=b␛/Dockerfile,title=oep45%3A not checked::Cannot check b␛/Dockerfile: is a directory
    "#);
    assert!(text.contains("oep45: 1 more without"), "{text}");
}

#[test]
fn nothing_found_is_said_without_a_command() {
    assert_snapshot!(github(&[]), @r#"
    oep45: 14 files checked, nothing found
    "#);
}

#[test]
fn what_a_file_is_called_stays_in_its_property() {
    let names = [
        "a\n::add-mask::b",
        "a\r::add-mask::b",
        "a::add-mask::b",
        "::set-output name=a::b",
        "a,line=9",
        "a%0A::debug::b",
        "##[add-mask]a",
        "a,title=b::c",
    ];
    let files: Vec<String> = names
        .iter()
        .map(|name| {
            let text = github(&several(name, Severity::Error, 1));
            let command = Command::read(text.lines().next().unwrap());
            assert_eq!(command.properties.len(), 6, "{text}");
            assert_eq!(text.lines().count(), 2, "{text}");
            command.properties[0].1.clone()
        })
        .collect();
    assert_snapshot!(files.join("\n"), @r#"
    a␊::add-mask::b
    a␍::add-mask::b
    a::add-mask::b
    \u{3a}:set-output name=a::b
    a,line=9
    a%0A::debug::b
    ##\u{5b}add-mask]a
    a,title=b::c
    "#);
}

#[test]
fn what_a_message_says_is_read_back_as_it_is() {
    let mut found = several("Dockerfile", Severity::Error, 1).remove(0);
    found.message = "100% of `%0A`, `a::b` and `%25`".to_owned();
    let text = github(&[found]);
    let command = Command::read(text.lines().next().unwrap());
    assert!(command.data.starts_with("100% of `%0A`, `a::b` and `%25`\n\nOEP-45"), "{}", command.data);
}

#[test]
fn a_message_is_no_longer_than_the_runner_takes() {
    let mut found = several("Dockerfile", Severity::Error, 1).remove(0);
    found.help = vec!["😀".repeat(900); 9];
    let text = github(&[found]);
    let data = Command::read(text.lines().next().unwrap()).data;
    assert!((4095..=4096).contains(&data.encode_utf16().count()), "{}", data.encode_utf16().count());
    assert!(data.ends_with("😀…"));
}

#[test]
fn a_secret_is_in_no_annotation() {
    let source = dockerfile("ENV TOKEN=hunter2\n");
    let found = finding_at(&source, Span::new(4, 17), |finding| _ = finding.mask(Span::new(10, 17)));
    let (catalog, notices) = (catalog(), [Notice { path: "a".to_owned(), message: "b".to_owned() }]);
    let report = Report {
        findings: &[found],
        suppressed: &[],
        catalog: &catalog,
        notices: &notices,
        files: 1,
        repositories: 0,
        fixed: 0,
    };
    let mut out = Vec::new();
    write(Format::Github, &report, &Options::default(), &mut out).unwrap();
    assert!(!String::from_utf8(out).unwrap().contains("hunter2"));
}

/// A command as the runner reads it: cut at the first `::` behind its name, the properties at commas, and then unescaped.
struct Command {
    properties: Vec<(String, String)>,
    data: String,
}

impl Command {
    fn read(line: &str) -> Self {
        let (head, data) = line.strip_prefix("::").unwrap().split_once("::").unwrap();
        let (_, properties) = head.split_once(' ').unwrap();
        let properties = properties.split(',').map(|pair| {
            let (name, value) = pair.split_once('=').unwrap();
            (name.to_owned(), unescape(&value.replace("%3A", ":").replace("%2C", ",")))
        });
        Self { properties: properties.collect(), data: unescape(data) }
    }
}

fn unescape(text: &str) -> String {
    text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
}
