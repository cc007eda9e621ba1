//! Pages, right and wrong, as they are read.

use super::*;

const HEAD: &str = "# a-rule\n\nIt is\nwrong.\n\n```toml\ngroup = \"image\"\nlevel = \"error\"\nprecision = \"high\"\n\
                    fix = \"none\"\nsince = \"0.1.0\"\n";

fn with(toml: &str, rest: &str) -> String {
    format!("{HEAD}{toml}```\n{rest}")
}

fn mistake(page: &str) -> (u32, String) {
    let mistake = parse(page).unwrap_err();
    (mistake.line, mistake.message)
}

#[test]
fn a_page_has_id_summary_metadata_and_sections() {
    let page = with("aliases = [\"DL1\"]\n", "\n## Why\n\nA.\n\n### More\nB.\n## Bad\n```dockerfile\n```\n");
    let parsed = parse(&page).unwrap();
    assert_eq!((parsed.id, parsed.summary.as_str()), ("a-rule", "It is wrong"));
    assert_eq!((parsed.metadata.level, parsed.metadata.fix), (Severity::Error, Fixes::None));
    assert_eq!(parsed.metadata.aliases, ["DL1"]);
    let sections: Vec<_> = parsed.sections.iter().map(|s| (s.name, s.line, s.text, s.parts.len())).collect();
    assert_eq!(sections, [("Why", 15, "A.\n\n### More\nB.", 3), ("Bad", 21, "```dockerfile\n```", 1)]);
}

#[test]
fn every_group_but_hygiene_runs_unless_the_page_says_otherwise() {
    let runs = |page: &str| parse(page).unwrap().metadata.runs_by_default();
    assert!(runs(&with("", "")));
    assert!(!runs(&with("default = false\n", "")));
    assert!(!runs(&with("", "").replace("\"image\"", "\"hygiene\"")));
    assert!(runs(&with("default = true\n", "").replace("\"image\"", "\"hygiene\"")));
}

#[test]
fn mistakes_in_the_metadata_name_their_line() {
    assert_eq!(mistake(&with("level-of-doubt = 1\n", "")).0, 12);
    assert_eq!(mistake(&with("security-severity = 0.0\n", "")).0, 12);
    assert_eq!(mistake(&with("", "").replace("\"error\"", "\"fatal\"")).0, 8);
    assert_eq!(mistake(&with("", "").replace("\"image\"", "\"My Group\"")).0, 7);
}

#[test]
fn the_title_is_a_rule_id() {
    for title in ["A-rule", "a--rule", "a rule", "-a", "1-rule"] {
        let page = with("", "").replace("# a-rule", &format!("# {title}"));
        assert!(mistake(&page).1.contains("is no rule id"), "{title}");
    }
}

#[test]
fn the_summary_is_one_sentence() {
    for summary in ["Wrong", "It is wrong. Very"] {
        let page = with("", "").replace("It is\nwrong.", summary);
        assert_eq!(mistake(&page).0, 3, "{summary}");
    }
}

#[test]
fn what_is_missing_is_named() {
    assert_eq!(mistake("").1, "the page ends too early: expected `# `, and the rule's id behind it");
    assert_eq!(mistake("# a\n\nB.\n\n## Why\n"), (5, "expected a `toml` block with the rule's metadata".into()));
    assert_eq!(mistake(&with("", "\nstray\n")), (14, "expected a section, such as `## Why`".into()));
}

#[test]
fn a_section_stands_once() {
    assert_eq!(mistake(&with("", "## Why\n## Why\n")).0, 14);
    assert_eq!(mistake(&with("", "## Why\n# other\n")).0, 14);
}

#[test]
fn a_page_yields_to_rules_that_exist_and_not_in_a_circle() {
    let of = |yields: &[(&str, &str)]| {
        let lists = yields.iter().map(|(id, others)| {
            ((*id).to_owned(), others.split(' ').filter(|other| !other.is_empty()).map(str::to_owned).collect())
        });
        let lists: BTreeMap<String, Vec<String>> = lists.collect();
        lists.keys().filter_map(|id| wrong_yield(id, &lists)).collect::<Vec<_>>()
    };
    assert!(of(&[("a", "b c"), ("b", "c"), ("c", "")]).is_empty());
    assert_eq!(of(&[("a", "b")]), ["the page yields to `b`, and no rule is called so"]);
    assert_eq!(of(&[("a", "a")]), ["`yields-to` goes round in a circle: `a` yields to `a`"]);
    assert_eq!(of(&[("a", "b"), ("b", "c"), ("c", "b")]).len(), 2);
}
