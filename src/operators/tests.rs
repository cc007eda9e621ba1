//! Inventories of small services, and that nothing secret leaves them.

use super::{Changes, Inventory, changes, list};
use crate::repo::Repository;
use crate::text::{MemoryFiles, Source};
use std::sync::Arc;

/// `required.py` and `defaults.py`, with a module that reads a configuration file.
pub(super) fn oep45(required: &str, defaults: &str) -> Inventory {
    let init = "from os import environ\nimport yaml\nfrom .required import *\nfrom .defaults import *\n\
                with open(environ[\"NOTES_CFG_PATH\"]) as f:\n    vars().update(yaml.safe_load(f))\n";
    let defaults = format!("INSTALLED_APPS = []\n{defaults}");
    inventory(&[("__init__", init), ("required", required), ("defaults", &defaults)])
}

fn inventory(modules: &[(&str, &str)]) -> Inventory {
    let mut files = MemoryFiles::new();
    for (name, text) in modules {
        files.insert(Arc::new(Source::new(format!("notes/settings/{name}.py"), *text)));
    }
    let repository = Repository::new(&files, "", |_| false);
    let settings = repository.settings();
    Inventory::of(settings, &settings.packages[0])
}

/// Name, need and default of each setting but the one that makes a service.
fn settings(inventory: &Inventory) -> Vec<(&str, bool, &str)> {
    let shown = inventory.settings.iter().filter(|it| it.name != "INSTALLED_APPS");
    shown.map(|it| (&*it.name, it.is_required, it.value.as_ref().map_or("", |value| value.shown()))).collect()
}

#[test]
fn what_is_required_and_what_has_a_default() {
    let found = oep45("#: Signs.\n#: Sessions.\nSECRET_KEY = None\nLMS_URL: str\n", "PAGE_SIZE = 25  #: Of a list.\n");
    assert_eq!(settings(&found), [("LMS_URL", true, ""), ("PAGE_SIZE", false, "25"), ("SECRET_KEY", true, "None")]);
    assert_eq!(found.get("SECRET_KEY").unwrap().documentation, "Signs.\nSessions.");
    assert_eq!(found.get("PAGE_SIZE").unwrap().documentation, "Of a list.");
    assert_eq!((found.variables, found.notes), (vec!["NOTES_CFG_PATH".to_owned()], Vec::<String>::new()));
}

#[test]
fn production_wins_over_its_base() {
    let base = "INSTALLED_APPS = []\nROOT_URLCONF = 'x'\nDEBUG = True\nONLY_BASE = 1\nGROWS = ['a']\n";
    let production = "from .base import *\nfrom os import environ\nDEBUG = False\nGROWS += ['b']\n\
                      CONFIG_FILE = environ['NOTES_CFG']\nDB_HOST = environ['DB_HOST']\n\
                      with open(CONFIG_FILE) as f:\n    vars().update(yaml.safe_load(f))\n";
    let local = "from .base import *\nDEBUG = 'local'\n";
    let found = inventory(&[("base", base), ("production", production), ("local", local)]);
    let all = [
        ("DB_HOST", true, "environ[\"DB_HOST\"]"),
        ("DEBUG", false, "False"),
        ("GROWS", false, "[\"a\"]"),
        ("ONLY_BASE", false, "1"),
        ("ROOT_URLCONF", false, "\"x\""),
    ];
    assert_eq!(settings(&found), all);
    let debug = found.get("DEBUG").unwrap();
    assert_eq!((&*debug.place.module, debug.place.line, debug.others[0].place.line), ("production", 3, 3));
    assert!(!found.get("GROWS").unwrap().is_certain && found.get("ONLY_BASE").unwrap().is_certain);
    assert!(found.notes[0].contains("base.py and then production.py lead to"), "{:?}", found.notes);
}

#[test]
fn one_value_is_written_in_one_way() {
    for (one, other) in [
        ("['a', 'b']", "(\"a\",\n  # why\n  \"b\",\n)"),
        ("join(ROOT, 'a')", "join(\n    ROOT,  # where\n    \"a\",\n)"),
        ("{'a': 1}", "dict(a=1)"),
        ("X if Y else 'z'", "X  if Y \\\n   else \"z\""),
    ] {
        let (old, new) = (oep45("", &format!("A1 = {one}\n")), oep45("", &format!("A1 = {other}\n")));
        assert!(Changes::between(&old, &new).changes.is_empty(), "{one} {other}");
    }
}

#[test]
fn no_form_shows_a_secret() {
    let texts = [
        "SECRET_KEY = 'zaphod4'",
        "DATABASES = {'default': {'PASSWORD': 'zaphod4', 'USER': 'root'}}",
        "BROKER_URL = 'redis://:zaphod4@host'",
        "BROKER_URL = env('X') or f'redis://u:zaphod4@host'",
        "API_TOKEN = environ.get('API_TOKEN', 'zaphod4')",
        "DB_OPTIONS = read({'password': 'zaphod4'})",
        "DB_OPTIONS = connect(password='zaphod4')",
        "API_KEYS = ['zaphod4', 'LONG_NAME']",
        "USER_SALTS = ['zaphod4']",
        "KEY_TEXT = '-----BEGIN PRIVATE KEY-----zaphod4'",
        "DB = first()\nDB['PASSWORD'] = 'zaphod4'",
        "SECRET_KEY = 'x'\nif True:\n    SECRET_KEY = 'zaphod4'",
    ];
    for text in texts {
        let (old, new) = (oep45("", "DB = 1\n"), oep45("", &format!("{text}\n")));
        let later = oep45("", &text.replace("zaphod4", "arthur2"));
        let mut shown = vec![list::table(&new, false, None), list::json(&new, false)];
        shown.extend([list::yaml(&new, false), list::rst(&new, false)]);
        for found in [Changes::between(&old, &new), Changes::between(&new, &later), Changes::between(&new, &old)] {
            shown.extend([changes::human(&found), changes::json(&found)]);
            shown.extend([changes::markdown(&found), changes::rst(&found)]);
        }
        for form in shown {
            assert!(!form.contains("zaphod4") && !form.contains("arthur2"), "{text}\n{form}");
        }
        let found = Changes::between(&new, &later);
        assert_eq!(found.changes.len(), 1, "{text}: a secret that changes is a change");
    }
}

#[test]
fn documentation_comes_in_many_forms() {
    for (text, says) in [
        ("# One.\n# Two.\nA1 = 1\n", "One.\nTwo."),
        ("A1 = 1\n\"\"\"\nOne.\n\n  Two.\n\"\"\"\n", "One.\n\n  Two."),
        ("A1 = get_string(name='A1', default='', description='One ' 'two.')\n", "One two."),
        (
            "# .. setting_name: A1\n# .. setting_default: 1\n# .. setting_description: One\n#   two.\n# .. setting_x: y\nA1 = 1\n",
            "One\ntwo.",
        ),
        ("#: One:\n#:\n#:   two\nA1 = 1\n", "One:\n\n  two"),
        ("# pylint: disable=all\nA1 = 1\n", ""),
    ] {
        assert_eq!(oep45("", text).get("A1").unwrap().documentation, says, "{text}");
    }
}

#[test]
fn what_documentation_says_does_not_act_in_any_form() {
    let text = "#: - *a* `b`_ |c| ``d`` ``e:: \u{1b}[2J\n#: ::\n#:\n#: .. raw:: html\nA1 = ''' a\n: \"x\" `` '''\n";
    let found = oep45("", text);
    let rst = list::rst(&found, false);
    assert!(rst.contains(r"    \- \*a\* \`b\`\_ \|c\| ``d`` \`\`e\:\: "), "{rst}");
    assert!(rst.contains(r"    \.. raw\:\: html"), "{rst}");
    let yaml = list::yaml(&found, false);
    assert!(yaml.lines().all(|line| line.is_empty() || line.starts_with('#')), "{yaml}");
    assert!(![rst, yaml, list::table(&found, false, Some(80))].concat().contains('\u{1b}'));
}
