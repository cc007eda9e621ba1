//! Configuration files, and what is said of them.

use super::check;
use crate::operators::tests::oep45;
use crate::text::Source;
use std::sync::Arc;

/// What is said of `text`: a letter for the severity, the line, and the message.
fn said(text: &str) -> Vec<String> {
    let required = "#: Signs sessions.\nSECRET_KEY = None\nLMS_URL = None\nDB_HOST = environ['DB_HOST']\n";
    let defaults = "DEBUG = False\nPAGE_SIZE = 25\nTITLE = 'x'\nAPPS = ['a']\nTABLE = {'a': 1}\nNOTHING = None\n\
                    MANY = 1\nif x:\n    MANY = 'x'\n";
    let inventory = oep45(required, defaults);
    let source = Arc::new(Source::new("notes.yml", text));
    let findings = check(&inventory, &source, |name| name == "KNOWN");
    let one = |it: &crate::finding::Finding| {
        let line = source.position(it.primary.span.start).line;
        format!("{}{line} {}", &it.severity.as_str()[..1], it.message)
    };
    findings.iter().map(one).collect()
}

/// The same of a file that has what is required in its first two lines.
fn more(text: &str) -> Vec<String> {
    said(&format!("SECRET_KEY: s\nLMS_URL: http://x\n{text}"))
}

#[test]
fn a_complete_file_is_right() {
    let rest =
        "DEBUG: yes\nPAGE_SIZE: 1.5\nTITLE: a\nAPPS: []\nTABLE: {}\nNOTHING: ~\nMANY: x\nKNOWN: 1\n_x: 1\nx-y: 1\n";
    assert_eq!(more(rest), Vec::<String>::new());
    assert_eq!(more("x: &x\n  KNOWN: 1\n<<: *x\n"), Vec::<String>::new());
    assert_eq!(said("x: &x {LMS_URL: a, SECRET_KEY: b}\n<<: [*x, *x]\nSECRET_KEY: c\n"), Vec::<String>::new());
}

#[test]
fn what_is_required_has_to_be_there() {
    assert_eq!(said(""), ["e1 `LMS_URL` and `SECRET_KEY` are required, and missing"]);
    assert_eq!(said("LMS_URL: a\n"), ["e1 `SECRET_KEY` is required, and missing"]);
    for empty in ["", "~", "''", "[]", "{}"] {
        let text = format!("LMS_URL: a\nSECRET_KEY: {empty}\n");
        assert_eq!(said(&text), ["e2 `SECRET_KEY` is required, and has no value"], "{empty}");
    }
}

#[test]
fn names_have_to_be_known_and_stand_once() {
    for (text, message) in [
        ("PAGESIZE: 1\n", "e3 nothing in `notes` knows the setting `PAGESIZE`"),
        ("DEBUG: true\nDEBUG: false\n", "e4 `DEBUG` is set twice, and only this one counts"),
        ("debug: true\n", "e3 `debug` is no setting: Django takes names in capitals alone"),
        ("pagesize: 1\n", "w3 `pagesize` is no setting: Django takes names in capitals alone"),
    ] {
        assert_eq!(more(text), [message]);
    }
}

#[test]
fn values_have_to_be_of_the_kind_of_the_default() {
    for (text, message) in [
        ("DEBUG: 'false'\n", "w3 `DEBUG` is a text here, and a truth value by default"),
        ("PAGE_SIZE: '25'\n", "w3 `PAGE_SIZE` is a text here, and a number by default"),
        ("TITLE: 5\n", "w3 `TITLE` is a number here, and a text by default"),
        ("APPS: a\n", "w3 `APPS` is a text here, and a list by default"),
        ("TABLE: [a]\n", "w3 `TABLE` is a list here, and a mapping by default"),
        ("TITLE:\n", "w3 `TITLE` is set to nothing, in place of its default"),
    ] {
        assert_eq!(more(text), [message]);
    }
    for text in ["TITLE: !!str 5\n", "DEBUG: 1\n", "DEBUG: some.module\n", "PAGE_SIZE: 1e3\n", "MANY: [x]\n"] {
        assert_eq!(more(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn placeholders_are_no_values() {
    assert_eq!(said("SECRET_KEY: CHANGEME\nLMS_URL: a\n"), ["e1 `SECRET_KEY` has a placeholder for a value"]);
    let text = "TABLE:\n  a: {b: [c, '<fill me in>']}\n";
    assert_eq!(more(text), ["w4 `TABLE.a.b` has a placeholder for a value"]);
}

#[test]
fn what_is_no_mapping_is_told() {
    assert_eq!(said("- a\n- b\n"), ["e1 a configuration file is a mapping of settings to values"]);
    let broken = said("A: [\n");
    assert!(broken.len() == 1 && broken[0].contains("this can't be read as YAML: "), "{broken:?}");
}

#[test]
fn secrets_are_masked_wherever_they_stand() {
    let text = "SECRET_KEY: zaphod4\nLMS_URL: http://u:zaphod4@h\nTABLE: {PASSWORD: zaphod4}\nNONE_SUCH: 1\n";
    let source = Arc::new(Source::new("notes.yml", text));
    let findings = check(&oep45("", ""), &source, |_| false);
    let masked: Vec<&str> = findings[0].masked.iter().map(|masked| source.slice(masked.span)).collect();
    assert_eq!(masked, ["zaphod4", "http://u:zaphod4@h", "zaphod4"]);
}

#[test]
fn hostile_files_end_soon() {
    let mut text = "a0: &a0 [x, x]\n".to_owned();
    for level in 1..64 {
        let below = level - 1;
        text.extend([format!("a{level}: &a{level} [*a{below}, *a{below}, *a{below}]\n")]);
    }
    text.push_str("<<: [*a0]\n");
    assert_eq!(said(&text).len(), 1);
    let merges = vec!["*m"; 20_000].join(", ");
    let keys = (0..2_000).map(|key| format!("  k{key}: 1\n")).collect::<Vec<_>>().concat();
    assert_eq!(said(&format!("m: &m\n{keys}<<: [{merges}]\n")).len(), 1);
}
