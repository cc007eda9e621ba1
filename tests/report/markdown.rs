//! What a step's summary or a comment shows.

use super::{catalog, dockerfile, finding, finding_at, notices, render, render_with};
use comrak::{Options as Extensions, markdown_to_html};
use insta::assert_snapshot;
use oep45::catalog::Catalog;
use oep45::finding::{Finding, Notice, Severity, Sink};
use oep45::report::{Format, Options, Report, Root, write_markdown};
use oep45::text::{Source, Span};
use proptest::prelude::*;
use std::sync::Arc;

fn web() -> Options {
    let web = Some("https://github.com/openedx/a/blob/0a1b".to_owned());
    Options { root: Root::Inside("svc".to_owned()), web, ..Options::default() }
}

/// `number` findings, each on a line of its own; every third is a warning, every third a note.
fn many(number: u32) -> Vec<Finding> {
    let source = dockerfile(&"RUN ansible\n".repeat(number as usize));
    let found = (0..number).map(|line| {
        finding_at(&source, Span::new(line * 12 + 4, line * 12 + 11), |finding| {
            finding.severity([Severity::Note, Severity::Error, Severity::Warning][line as usize % 3]);
            finding.help("Write what the playbook does.");
        })
    });
    found.collect()
}

/// In `room` bytes.
fn in_room(findings: &[Finding], notices: &[Notice], room: usize) -> String {
    let catalog = catalog();
    let report = Report { findings, suppressed: &[], catalog: &catalog, notices, files: 14, repositories: 0, fixed: 0 };
    let mut out = Vec::new();
    write_markdown(&report, &web(), room, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// As GitHub's own renderer would show it: tables, links made of what looks like one, footnotes, alerts, formulas.
fn html(markdown: &str) -> String {
    let mut options = Extensions::default();
    options.extension.table = true;
    options.extension.autolink = true;
    options.extension.strikethrough = true;
    options.extension.footnotes = true;
    options.extension.alerts = true;
    options.extension.math_dollars = true;
    options.extension.math_code = true;
    options.render.r#unsafe = true;
    markdown_to_html(markdown, &options)
}

fn without_version(text: &str) -> String {
    text.replace(concat!("/blob/v", env!("CARGO_PKG_VERSION")), "/blob/[version]")
}

#[test]
fn few_findings_are_rows_and_link_to_page_and_place() {
    let source = Arc::new(Source::new("docker/Docker file", "FROM a\nRUN ansible \\\n  x\n"));
    let first = finding(&source, "ansible", |finding| {
        finding.severity(Severity::Warning).help("Write what the playbook does as `RUN`.\nOr as `COPY`.");
    });
    let second = finding(&source, "RUN ansible \\\n  x", |_| {});
    assert_snapshot!(without_version(&render_with(Format::Markdown, &[first, second], &[], &web())), @r#"
    ## oep45: 1 error, 1 warning in 1 of 14 files

    | Level | Rule | Place | What is wrong, and what to do |
    |---|---|---|---|
    | **error** | [`ansible-in-build`](https://github.com/openedx/oep45/blob/[version]/rules/image/ansible-in-build.md) | [`docker/Docker file:2`](https://github.com/openedx/a/blob/0a1b/svc/docker/Docker%20file#L2-L3) | An image build runs `ansible-playbook` |
    | warning | [`ansible-in-build`](https://github.com/openedx/oep45/blob/[version]/rules/image/ansible-in-build.md) | [`docker/Docker file:2`](https://github.com/openedx/a/blob/0a1b/svc/docker/Docker%20file#L2) | An image build runs `ansible-playbook`<br>Write what the playbook does as `RUN`.<br>Or as `COPY`. |
    "#);
}

#[test]
fn a_built_in_rule_links_to_its_page_of_this_version() {
    let source = dockerfile("RUN ansible\n");
    let found = [finding(&source, "ansible", |_| {})];
    let catalog = Catalog::builtin();
    let report = Report {
        findings: &found,
        suppressed: &[],
        catalog: &catalog,
        notices: &[],
        files: 1,
        repositories: 0,
        fixed: 0,
    };
    let mut out = Vec::new();
    write_markdown(&report, &Options::default(), 9999, &mut out).unwrap();
    let page = concat!("](", env!("CARGO_PKG_REPOSITORY"), "/blob/v", env!("CARGO_PKG_VERSION"), "/rules/image/");
    let text = String::from_utf8(out).unwrap();
    assert!(text.contains(&format!("[`ansible-in-build`{page}ansible-in-build.md)")), "{text}");
}

#[test]
fn a_place_is_linked_only_where_that_can_be_right() {
    let outside = Arc::new(Source::new("../../Dockerfile", "FROM a\n"));
    let found = [finding(&outside, "a", |_| {})];
    assert!(!render_with(Format::Markdown, &found, &[], &web()).contains("0a1b"));
    let found = [finding(&dockerfile("FROM a\n"), "a", |_| {})];
    assert!(render(Format::Markdown, &found).contains("| `Dockerfile:1` |"));
}

#[test]
fn many_findings_are_folded_under_their_rules() {
    let text = render_with(Format::Markdown, &many(30), &[], &web());
    let shown: Vec<&str> = text.lines().take(14).chain(text.lines().skip(38)).collect();
    assert_snapshot!(without_version(&shown.join("\n")), @r#"
    ## oep45: 10 errors, 10 warnings, 10 notes in 1 of 14 files

    | Level | Rule | Findings | What it is about |
    |---|---|--:|---|
    | **error** | [`ansible-in-build`](https://github.com/openedx/oep45/blob/[version]/rules/image/ansible-in-build.md) | 30 | An image build runs Ansible |

    <details>
    <summary>The findings, the worst first</summary>

    | Level | Rule | Place | What is wrong, and what to do |
    |---|---|---|---|
    | **error** | `ansible-in-build` | [`Dockerfile:2`](https://github.com/openedx/a/blob/0a1b/svc/Dockerfile#L2) | An image build runs `ansible-playbook`<br>Write what the playbook does. |
    | **error** | `ansible-in-build` | [`Dockerfile:5`](https://github.com/openedx/a/blob/0a1b/svc/Dockerfile#L5) | An image build runs `ansible-playbook`<br>Write what the playbook does. |
    | **error** | `ansible-in-build` | [`Dockerfile:8`](https://github.com/openedx/a/blob/0a1b/svc/Dockerfile#L8) | An image build runs `ansible-playbook`<br>Write what the playbook does. |
    | note | `ansible-in-build` | [`Dockerfile:22`](https://github.com/openedx/a/blob/0a1b/svc/Dockerfile#L22) | An image build runs `ansible-playbook`<br>Write what the playbook does. |
    | note | `ansible-in-build` | [`Dockerfile:25`](https://github.com/openedx/a/blob/0a1b/svc/Dockerfile#L25) | An image build runs `ansible-playbook`<br>Write what the playbook does. |
    | note | `ansible-in-build` | [`Dockerfile:28`](https://github.com/openedx/a/blob/0a1b/svc/Dockerfile#L28) | An image build runs `ansible-playbook`<br>Write what the playbook does. |

    </details>
    "#);
}

#[test]
fn what_could_not_be_checked_stands_above() {
    assert_snapshot!(render_with(Format::Markdown, &[], &notices(), &Options::default()), @r#"
    ## oep45: 14 files checked, nothing found

    > [!CAUTION]
    > Not everything could be checked:
    > - `a/Dockerfile`: permission denied
    > - `b␛/Dockerfile`: is a directory
    "#);
}

#[test]
fn the_report_stays_in_its_room_and_says_what_is_left_out() {
    let notices = vec![notices()[0].clone(); 99];
    let findings = many(4_000);
    for room in [1_024, 3_000, 4_000, 65_536, 1 << 20] {
        let text = in_room(&findings, &notices, room);
        assert!(text.len() <= room, "{} in {room}", text.len());
        let shown = text.matches("/blob/0a1b/").count();
        let left_out = if shown < 4_000 {
            format!("\n{} more findings left out here", 4_000 - shown)
        } else {
            "</details>".into()
        };
        assert!(text.contains(&left_out), "{room}: {text}");
        assert_eq!(text.matches("<details>").count(), text.matches("</details>").count(), "{room}");
        assert!(
            text.ends_with('\n') && text.lines().all(|line| !line.starts_with('|') || line.ends_with('|')),
            "{room}"
        );
    }
}

#[test]
fn what_is_left_out_is_the_mildest() {
    let text = in_room(&many(300), &[], 30_000);
    assert_eq!(text.matches("| **error** | `").count(), 100, "{text}");
    assert_eq!(text.matches("| note | `").count(), 0, "{text}");
}

#[test]
fn a_secret_is_not_shown() {
    let source = dockerfile("ENV TOKEN=hunter2\n");
    let found = finding_at(&source, Span::new(4, 17), |finding| _ = finding.mask(Span::new(10, 17)));
    assert!(!render(Format::Markdown, &[found]).contains("hunter2"));
}

/// What a file may hold to become more than text.
const HOSTILE: &[&str] = &[
    "<img src=x onerror=alert(1)>",
    "<!-- ",
    "</details>",
    "[a](https://evil.example)",
    "![a](https://evil.example/a.png)",
    "https://evil.example/",
    "www.evil.example",
    "mail@evil.example",
    "@octocat",
    "@openedx/team",
    "#1",
    "GH-1",
    "openedx/a#1",
    ":tada:",
    "$x$",
    "$`x`$",
    "**b**",
    "_i_",
    "~~s~~",
    "`",
    "``",
    "|",
    "\\|",
    "\\",
    "\n\n# h",
    "\n| a | b |",
    "\r\n```\n",
    "[^1]",
    "&lt;b&gt;",
    "&#60;b&#62;",
    "> [!NOTE]",
    "- [ ] a",
    "[ref]: https://evil.example",
    "<https://evil.example>",
    "a b",
];

/// A report of two findings that say `words` wherever a file's words can come in.
fn saying(words: &str) -> String {
    let source = Arc::new(Source::new(format!("{words}/Dockerfile"), "FROM a\n"));
    let mut sink = Sink::new(words.to_owned(), Severity::Error, Arc::clone(&source));
    sink.report(Span::new(0, 4), format!("image `{words}` is wrong"))
        .help(format!("{words} is\nas {words}: `{words}`"));
    sink.report(Span::new(5, 6), words).help(words);
    let notices = [Notice { path: words.to_owned(), message: format!("{words}: {words}") }];
    render_with(Format::Markdown, &sink.into_findings(), &notices, &web())
}

/// That `markdown` shows no more than a report has: one table of three rows, no link but those to places.
fn is_inert(markdown: &str) -> Result<(), TestCaseError> {
    let html = html(markdown);
    let tags: Vec<&str> = html.split('<').skip(1).map(|tag| tag.split(['>', ' ', '\n']).next().unwrap()).collect();
    let known = [
        "h2", "/h2", "div", "/div", "p", "/p", "ul", "/ul", "li", "/li", "table", "/table", "thead", "/thead", "tbody",
        "/tbody", "tr", "/tr", "th", "/th", "td", "/td", "strong", "/strong", "code", "/code", "a", "/a", "br", "br/",
    ];
    for tag in &tags {
        prop_assert!(known.contains(tag), "<{tag}\n{markdown}\n{html}");
    }
    let count = |name: &str| tags.iter().filter(|tag| **tag == name).count();
    prop_assert_eq!([count("tr"), count("th"), count("td"), count("li"), count("strong")], [3, 4, 8, 1, 2], "{}", html);
    let links = html.matches("<a ").count();
    prop_assert_eq!(links, html.matches("<a href=\"https://github.com/openedx/a/blob/0a1b/").count(), "{}", html);
    for text in outside_code(&html) {
        for (at, _) in text.match_indices(['@', '#']) {
            let next = text[at + 1..].chars().next().unwrap_or(' ');
            prop_assert!(!next.is_ascii_alphanumeric(), "{text}");
        }
        let text = text.to_lowercase();
        prop_assert!(!["gh-1", "://e", ":tada:", "www.e"].iter().any(|words| text.contains(words)), "{text}");
    }
    Ok(())
}

/// The text of `html` that is not in `<code>`, where GitHub looks for names and references.
fn outside_code(html: &str) -> Vec<String> {
    let mut inside = 0;
    let mut texts = Vec::new();
    for part in html.split('<').skip(1) {
        let (tag, text) = part.split_once('>').unwrap();
        match tag {
            "code" => inside += 1,
            "/code" => inside -= 1,
            _ => {}
        }
        if inside == 0 {
            texts.push(text.to_owned());
        }
    }
    texts
}

#[test]
fn what_a_file_holds_is_text_alone() {
    for words in HOSTILE {
        is_inert(&saying(words)).unwrap_or_else(|error| panic!("{words:?}: {error}"));
    }
}

#[test]
fn words_of_code_are_shown_as_they_are() {
    let html = html(&saying("a|b\\|c&amp;<d>"));
    assert!(html.contains("<code>a|b\\|c&amp;amp;&lt;d&gt;</code>"), "{html}");
}

proptest! {
    #[test]
    fn no_mixture_of_hostile_words_is_more_than_text(words in prop::collection::vec(prop::sample::select(HOSTILE), 1..6)) {
        is_inert(&saying(&words.concat()))?;
    }
}
