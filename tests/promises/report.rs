//! Every format can be read back, steers no terminal, and shows no secret.

use oep45::catalog::{Catalog, Page};
use oep45::finding::Finding;
use oep45::pipeline::Outcome;
use oep45::report::{Format, Options, Report, write};
use quick_xml::Reader;
use quick_xml::events::Event;
use std::borrow::Cow;
use std::sync::LazyLock;

/// The rules, without the text of their pages: that is no input, and takes far longer than all else.
static CATALOG: LazyLock<Catalog> = LazyLock::new(|| {
    let builtin = Catalog::builtin();
    let short = |page: &Page| Page { markdown: Cow::Owned(format!("# {}\n", page.id)), ..page.clone() };
    Catalog::from_pages(builtin.pages().map(short).collect())
});

/// Report `outcome` in every format.
pub(super) fn holds(outcome: &Outcome) {
    let report = Report {
        findings: &outcome.findings,
        suppressed: &outcome.suppressed,
        catalog: &CATALOG,
        notices: &outcome.notices,
        files: outcome.files,
        repositories: outcome.repositories,
        fixed: 0,
    };
    let options = Options { suppressed: true, ..Options::default() };
    let secrets: Vec<&str> = outcome.findings.iter().chain(&outcome.suppressed).flat_map(secrets).collect();
    for format in Format::ALL {
        let mut out = Vec::new();
        write(format, &report, &options, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        let active = text.chars().find(|ch| (ch.is_control() && *ch != '\n') || ('\u{202a}'..='\u{202e}').contains(ch));
        assert_eq!(active, None, "{format}: {text:?}");
        can_be_read(format, &text);
        for secret in &secrets {
            assert!(!text.contains(secret), "{format} shows {secret:?}: {text}");
        }
    }
}

fn can_be_read(format: Format, text: &str) {
    match format {
        Format::Json | Format::Sarif | Format::Gitlab | Format::Rdjson => {
            let read: Result<serde_json::Value, _> = serde_json::from_str(text);
            assert!(read.is_ok(), "{format}: {read:?}: {text}");
        }
        Format::Junit | Format::Checkstyle => {
            let mut reader = Reader::from_str(text);
            while reader.read_event().unwrap_or_else(|error| panic!("{format}: {error}: {text}")) != Event::Eof {}
        }
        Format::Human | Format::Concise | Format::Github | Format::Markdown => {}
    }
}

/// What a finding masks, as far as nothing but that place can have brought it into a report: letters and digits that stand
/// in the file once.
fn secrets(finding: &Finding) -> impl Iterator<Item = &str> {
    finding.masked.iter().filter_map(|masked| {
        let text = masked.source.text();
        let secret = &text[masked.span.range()];
        let has = |of: fn(&char) -> bool| secret.chars().any(|ch| of(&ch));
        let random = secret.len() >= 12 && has(char::is_ascii_digit) && has(char::is_ascii_lowercase);
        let plain = secret.chars().all(|ch| ch.is_ascii_alphanumeric());
        (random && plain && text.matches(secret).count() == 1).then_some(secret)
    })
}
