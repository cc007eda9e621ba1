//! Pairs of inventories, and what changed.

use super::{Changes, human, markdown, rst};
use crate::operators::tests::oep45;

/// What changed between two states of `required.py` and `defaults.py`.
fn changed(old: [&str; 2], new: [&str; 2]) -> Vec<String> {
    let (old, new) = (oep45(old[0], old[1]), oep45(new[0], new[1]));
    let found = Changes::between(&old, &new);
    let name = |setting: Option<&crate::operators::Setting>| setting.map_or("-".to_owned(), |it| it.name.clone());
    found.changes.iter().map(|it| format!("{} {} {}", it.kind.id(), name(it.old), name(it.new))).collect()
}

#[test]
fn every_kind_of_change_is_told() {
    for (old, new, expected) in [
        (["", "A1 = 1"], ["", "A1 = 1"], vec![]),
        (["", ""], ["", "A1 = 1"], vec!["added - A1"]),
        (["", "A1 = 1"], ["", ""], vec!["removed A1 -"]),
        (["", "A1 = 1"], ["", "A1 = 2"], vec!["default-changed A1 A1"]),
        (["", "A1 = 1"], ["A1 = None", ""], vec!["now-required A1 A1"]),
        (["", ""], ["A1 = None", ""], vec!["now-required - A1"]),
        (["A1 = None", ""], ["", "A1 = 1"], vec!["no-longer-required A1 A1"]),
        (["A1 = None", ""], ["A1 = ''", ""], vec![]),
        (["", "A1 = [1]"], ["", "A1 = [1]\nA1 += [2]"], vec!["default-changed A1 A1"]),
    ] {
        assert_eq!(changed(old, new), expected, "{old:?} {new:?}");
    }
}

#[test]
fn renamed_settings_are_recognised() {
    let long = "#: How many notes a page of a list holds.\n";
    for (old, new) in [
        // The new one falls back to the old one.
        ("OLD_THING = 1", "SOMETHING_ELSE = CONFIG.get('OLD_THING', 2)"),
        // The same documentation.
        (&*format!("{long}PAGE_SIZE = 25"), &*format!("{long}NOTES_PAGE_SIZE = 25")),
        // The same telling value, and nearly the same name.
        ("LMS_ROOT_URL = 'https://lms.example.com'", "LMS_BASE_URL = 'https://lms.example.com'"),
        // A common value, and the same words in the name.
        ("ENABLE_NOTES_SEARCH = True", "ENABLE_NOTE_SEARCH = True"),
    ] {
        let found = changed(["", old], ["", new]);
        assert!(found.len() == 1 && found[0].starts_with("renamed "), "{old} {new} {found:?}");
    }
}

#[test]
fn other_settings_are_not_taken_for_renamed_ones() {
    for (old, new) in [
        ("ENABLE_A = True", "ENABLE_SEARCH = True"),
        ("A_URL = ''", "B_URL = ''"),
        ("# Optional\nLMS_URL = 'a'", "# Optional\nCMS_HOST = 'b'"),
        ("USE_L10N = True", "USE_DEPRECATED_PYTZ = True"),
    ] {
        let found = changed(["", old], ["", new]);
        assert_eq!(found.len(), 2, "{old} {new} {found:?}");
    }
}

#[test]
fn a_renamed_setting_may_change_otherwise_too() {
    let long = "#: How many notes a page of a list holds.\n";
    let found = changed(["", &format!("{long}PAGE_SIZE = 25")], ["", &format!("{long}LIST_PAGE_SIZE = 50")]);
    assert_eq!(found, ["renamed PAGE_SIZE LIST_PAGE_SIZE", "default-changed PAGE_SIZE LIST_PAGE_SIZE"]);
}

#[test]
fn each_old_name_has_one_new_one() {
    let found = changed(
        ["", "LMS_ROOT_URL = 'https://lms.example.com'"],
        ["", "LMS_BASE_URL = 'https://lms.example.com'\nLMS_ROOT_URLS = 'https://lms.example.com'"],
    );
    assert_eq!(found, ["renamed LMS_ROOT_URL LMS_ROOT_URLS", "added - LMS_BASE_URL"]);
}

#[test]
fn lists_and_mappings_differ_in_parts() {
    let old = "APPS = ['a', 'b']\nTABLE = {'x': {'y': 1, 'z': 2}}\nORDER = [1, 2]\nONE = 1\n";
    let new = "APPS = ['b', 'c']\nTABLE = {'x': {'y': 3}, 'w': []}\nORDER = [2, 1]\nONE = 2\n";
    let (old, new) = (oep45("", old), oep45("", new));
    let found = Changes::between(&old, &new);
    let text = human(&found);
    for part in [
        "      - \"a\"\n      + \"c\"\n",
        "      - x.z: 2\n",
        "      x.y: 1 -> 3\n",
        "      + w: []\n",
        "      the order, or how often an item stands in it\n",
        "      from 1\n      to 2\n",
        "4 default changed\n",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(markdown(&found).contains("- `ONE`: from 1; to 2; notes/settings/defaults.py:5\n"), "{}", markdown(&found));
    assert!(rst(&found).contains("* ``ONE``: from 1; to 2; notes/settings/defaults.py\\:5\n"), "{}", rst(&found));
}
