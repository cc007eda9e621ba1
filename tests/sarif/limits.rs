//! What GitHub takes, and what becomes of more.

use super::{catalog, dockerfile, finding, finding_at, log_with, notices, page, result, span, standard, text_with};
use oep45::catalog::Catalog;
use oep45::finding::{Finding, Severity};
use oep45::report::Options;
use serde_json::{Value, json};

/// Thirty thousand findings on as many lines, every third an error, the others warnings and notes.
fn thirty_thousand() -> Vec<Finding> {
    let line = "RUN ansible-playbook site.yml\n";
    let source = dockerfile(&line.repeat(30_000));
    let severities = [Severity::Note, Severity::Warning, Severity::Error];
    let one = |(number, severity)| {
        finding_at(&source, span(number * line.len() + 4, number * line.len() + 20), |finding| {
            finding.severity(severity).label(span(0, 3), "the first one").help("Write it as instructions.");
        })
    };
    (0..30_000).zip(severities.into_iter().cycle()).map(one).collect()
}

#[test]
fn of_thirty_thousand_findings_the_most_severe_are_kept() {
    let text = text_with(&catalog(), &thirty_thousand(), &[], &Options::default());
    let mut log: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(standard::beyond_the_schema(&log), [] as [String; 0]);

    let run = &mut log["runs"][0];
    let notification = &run["invocations"][0]["toolExecutionNotifications"][0];
    let said = "5000 of 30000 results are left out, the mildest ones: code scanning takes 25000 at most.";
    assert_eq!(notification["message"]["text"], said);
    assert_eq!(notification["descriptor"], json!({"id": "results-left-out", "index": 1}));

    let results = run["results"].as_array_mut().unwrap();
    let levels = |level: &str| results.iter().filter(|result| result["level"] == level).count();
    assert_eq!((results.len(), levels("error"), levels("warning"), levels("note")), (25_000, 10_000, 10_000, 5_000));
    let line = |result: &Value| result["locations"][0]["physicalLocation"]["region"]["startLine"].as_u64().unwrap();
    assert!(results.iter().map(line).is_sorted(), "the order of the report is kept");
    for result in &*results {
        let fingerprint = result["partialFingerprints"]["oep45/v1"].as_str().unwrap();
        assert!(fingerprint.ends_with(&format!(":{}", line(result))), "what is left out counts in fingerprints");
    }

    // Of so many alike, the schema need not see all.
    let some = results.iter().step_by(500).cloned().collect();
    run["results"] = Value::Array(some);
    standard::check(&log);
    // GitHub takes 10 MB behind gzip, which makes this a twentieth part at most.
    assert!(text.len() < 50_000_000, "{} bytes", text.len());
}

#[test]
fn a_result_has_no_more_locations_than_are_taken() {
    let found = finding(&dockerfile("FROM a\n"), "a", |finding| {
        (0..1001).for_each(|_| _ = finding.label(span(0, 4), "again"));
    });
    let result = result(found);
    assert_eq!(result["relatedLocations"].as_array().unwrap().len(), 999);
    let message = result["message"]["text"].as_str().unwrap();
    assert_eq!(message.matches("](").count(), 100);
    assert!(message.ends_with(" and 901 more places."));
}

#[test]
fn long_texts_are_cut_between_words() {
    let words = "ansible ".repeat(100_000);
    let found = finding(&dockerfile("FROM a\n"), "a", |finding| {
        finding.message.clone_from(&words);
        finding.note(words.as_str()).help(words.as_str()).label(span(0, 4), words.as_str());
    });
    let result = result(found);
    let message = result["message"]["text"].as_str().unwrap();
    assert!(message.chars().count() < 4 * 1024, "{}", message.len());
    assert!(message.contains("ansible… ansible") && message.ends_with("ansible…](1)."), "{message}");
    for location in ["/locations/0", "/relatedLocations/0"] {
        let note = result.pointer(location).unwrap()["message"]["text"].as_str().unwrap();
        assert!(note.chars().count() <= 1024 && note.ends_with("ansible…"), "{note}");
    }
}

#[test]
fn a_long_page_is_within_the_limits() {
    let id = format!("a{}", "-b".repeat(200));
    let catalog = Catalog::from_pages(vec![page(&id, "clause = \"A b: c\"", &"Because of words. ".repeat(500))]);
    let log: Value = serde_json::from_str(&text_with(&catalog, &[], &notices(), &Options::default())).unwrap();
    standard::check(&log);
    let rule = &log["runs"][0]["tool"]["driver"]["rules"][0];
    assert_eq!(rule["name"].as_str().unwrap().len(), 255);
    assert!(rule["fullDescription"]["text"].as_str().unwrap().ends_with(" Because of…"));
    assert!(rule["help"]["markdown"].as_str().unwrap().len() > 8_000, "the page itself is whole");
    assert_eq!(rule["properties"]["tags"], json!(["oep-45", "image", "a-b"]));
}

#[test]
fn what_fits_is_not_said_to_be_left_out() {
    let log = log_with(&[finding(&dockerfile("FROM a\n"), "a", |_| {})], &[], &Options::default());
    assert_eq!(log["runs"][0]["invocations"][0], json!({"executionSuccessful": true}));
}
