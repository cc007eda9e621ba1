//! The built-in catalog as programs see it: the static table says what the pages say, and the lists show every rule.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oep45::catalog::{Catalog, Page, render};

#[test]
fn the_static_table_says_what_the_pages_say() {
    for page in Catalog::builtin().pages() {
        let read = Page::parse(page.markdown.clone().into_owned()).unwrap();
        assert_eq!(format!("{read:?}"), format!("{page:?}"));
    }
}

#[test]
fn pages_are_found_by_their_ids() {
    let catalog = Catalog::builtin();
    assert!(catalog.pages().count() > 0);
    for page in catalog.pages() {
        assert_eq!(catalog.get(&page.id).map(|found| &found.summary), Some(&page.summary));
    }
    assert!(catalog.get("no-such-rule").is_none());
}

#[test]
fn a_page_gives_out_its_sections() {
    for page in Catalog::builtin().pages() {
        let why = page.section("Why").unwrap();
        assert!(page.markdown.contains(&format!("\n## Why\n\n{why}\n\n## Bad\n")), "{}: {why}", page.id);
        assert!(page.section("How").is_none());
    }
}

#[test]
fn built_in_names_stand_for_one_thing() {
    let catalog = Catalog::builtin();
    for page in catalog.pages() {
        assert!(page.in_part.iter().all(|part| page.aliases.contains(part)), "{}: a part is an alias", page.id);
        for name in page.aliases.iter().chain([&page.id]) {
            let named = catalog.named(name).unwrap();
            assert!(named.len() == 1 && named[0].id == page.id, "{name} stands for {named:?}");
        }
    }
}

fn two() -> Catalog {
    let page = |id: &str, group: &str, more: &str| {
        let text = format!(
            "# {id}\n\nIt runs `a | b`.\n\n```toml\ngroup = \"{group}\"\nclause = \"Containers: no\"\nlevel = \"warning\"\n\
             precision = \"very-high\"\nfix = \"safe\"\nsince = \"0.1.0\"\n{more}```\n"
        );
        Page::parse(text).unwrap_or_else(|mistake| panic!("{mistake}"))
    };
    Catalog::from_pages(vec![
        page("a-rule-of-hygiene", "hygiene", "aliases = [\"DL1\"]\nsecurity-severity = 7.5\n"),
        page("z-rule", "image", ""),
    ])
}

#[test]
fn the_table_has_a_line_a_rule_under_the_headings_of_groups() {
    let expected = "\
image
  z-rule             warning  It runs `a | b` (safe fix)

hygiene
  a-rule-of-hygiene  warning  It runs `a | b` (off by default; safe fix; also DL1)

2 rules, 1 off by default. `oep45 explain RULE` tells more.
";
    assert_eq!(render::table(&two(), None, false), expected);
}

#[test]
fn the_table_is_broken_under_the_summary_where_the_terminal_ends() {
    let table = render::table(&two(), Some(52), false);
    let hygiene = "\
  a-rule-of-hygiene  warning  It runs `a | b` (off
                              by default; safe fix;
                              also DL1)
";
    assert!(table.contains(hygiene), "{table}");
    assert_eq!(render::table(&two(), Some(30), false), render::table(&two(), None, false));
}

#[test]
fn the_table_is_coloured_only_when_asked() {
    assert!(render::table(&two(), None, true).contains("\u{1b}[33mwarning\u{1b}[0m  It runs"));
    assert!(!render::table(&two(), None, false).contains('\u{1b}'));
}

#[test]
fn the_markdown_table_links_each_page_and_keeps_its_columns() {
    let expected = "\
| Rule | Level | Fix | Default | What it finds |
|---|---|---|---|---|
| [`z-rule`](rules/image/z-rule.md) | warning | safe | on | It runs `a \\| b` |
| [`a-rule-of-hygiene`](rules/hygiene/a-rule-of-hygiene.md) | warning | safe | off | It runs `a \\| b` |
";
    assert_eq!(render::markdown(&two()), expected);
}

#[test]
fn the_json_list_has_the_keys_of_the_pages() {
    let list: serde_json::Value = serde_json::from_str(&render::json(&two())).unwrap();
    let expected = serde_json::json!([
        {
            "id": "z-rule", "summary": "It runs `a | b`", "group": "image", "clause": "Containers: no",
            "level": "warning", "precision": "very-high", "fix": "safe", "aliases": [], "since": "0.1.0",
            "default": true
        },
        {
            "id": "a-rule-of-hygiene", "summary": "It runs `a | b`", "group": "hygiene", "clause": "Containers: no",
            "level": "warning", "precision": "very-high", "security-severity": 7.5, "fix": "safe",
            "aliases": ["DL1"], "since": "0.1.0", "default": false
        }
    ]);
    assert_eq!(list, expected);
}

#[test]
fn every_page_can_be_explained_in_any_width() {
    for page in Catalog::builtin().pages() {
        for width in [0, 40, 100] {
            let text = render::page(page, width, false);
            assert!(text.starts_with(&format!("{}[{}]\n", page.level, page.id)), "{text}");
            assert!(text.contains("\nWhy\n") && text.contains("\nWhen it is wrong\n"), "{text}");
        }
    }
}
