//! What is read of settings, a fact a test.

use super::*;
use crate::repo::Repository;
use crate::text::{MemoryFiles, Source};
use std::collections::BTreeSet;
use std::sync::Arc;

/// The settings of a repository with these files.
fn settings(texts: &[(&str, &str)]) -> Settings {
    let mut files = MemoryFiles::new();
    for (path, text) in texts {
        files.insert(Arc::new(Source::new(*path, *text)));
    }
    Settings::of(&Repository::new(&files, "", |_| false))
}

/// One module with `text` behind a line that makes it settings.
fn module(text: &str) -> Module {
    let text = format!("INSTALLED_APPS = []\n{text}");
    let mut settings = settings(&[("notes/settings/base.py", &text)]);
    settings.packages.remove(0).modules.remove(0)
}

/// The definitions of `text`: name, how, value in one line.
fn defined(text: &str) -> Vec<(String, How, String)> {
    let summary = |it: &Definition| it.value.as_ref().map_or_else(String::new, Value::summary);
    let definitions = module(text).definitions;
    definitions.iter().skip(1).map(|it| (it.name.clone(), it.how, summary(it))).collect()
}

fn one(name: &str, how: How, value: &str) -> (String, How, String) {
    (name.to_owned(), how, value.to_owned())
}

fn documented(text: &str) -> Documentation {
    let mut definitions = module(text).definitions;
    definitions.remove(definitions.len() - 1).documentation
}

fn read(text: &str) -> ConfigRead {
    let mut module = module(&format!("import yaml\n{text}"));
    assert_eq!(module.reads.len(), 1, "{text}");
    module.reads.remove(0)
}

fn checked(text: &str) -> Names {
    let mut checks = module(text).checks;
    assert_eq!(checks.len(), 1, "{text}");
    checks.remove(0).names
}

fn listed(names: &[&str]) -> Names {
    Names::Listed(names.iter().map(|&name| name.to_owned()).collect::<BTreeSet<_>>())
}

#[test]
fn a_package_has_a_name_and_modules_with_roles() {
    let whole = "INSTALLED_APPS = ['a']\nROOT_URLCONF = 'notes.urls'\nfrom notes.settings._search import *\n";
    let found = settings(&[
        ("notes/settings/__init__.py", ""),
        ("notes/settings/_search.py", "SEARCH = {}\n"),
        ("notes/settings/base.py", whole),
        ("notes/settings/production.py", "from notes.settings.base import *\nDEBUG = False\n"),
        ("notes/settings/devstack.py", "from .production import *\n"),
        ("notes/settings/utils.py", "LIMIT = 1\ndef f():\n    pass\n"),
    ]);
    let package = &found.packages[0];
    assert_eq!((package.path().as_str(), package.application.as_str()), ("notes/settings", "notes"));
    let roles: Vec<_> = package.modules.iter().map(|module| (module.name.as_str(), module.role)).collect();
    let expected = [
        ("__init__", Role::Init),
        ("_search", Role::Part),
        ("base", Role::Base),
        ("devstack", Role::Variant),
        ("production", Role::Variant),
        ("utils", Role::Helper),
    ];
    assert_eq!(roles, expected);
    assert!(package.oep45().is_none());
    let order = found.closure(found.module("notes/settings/devstack.py").unwrap());
    assert_eq!(
        order.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(),
        ["_search", "base", "production", "devstack"]
    );
}

#[test]
fn settings_beside_their_application_are_a_package_too() {
    let found = settings(&[
        ("queue/settings.py", "MIDDLEWARE = []\n"),
        ("queue/production.py", "from .settings import *\n"),
        ("queue/aws.py", "from queue.production import *\n"),
        ("queue/views.py", "X = 1\n"),
    ]);
    let package = &found.packages[0];
    assert_eq!((package.path().as_str(), package.application.as_str()), ("queue/settings.py", "queue"));
    let names: Vec<_> = package.modules.iter().map(|module| module.name.as_str()).collect();
    assert_eq!(names, ["aws", "production", "settings"]);
}

#[test]
fn defaults_of_an_application_or_a_library_are_no_settings() {
    let found = settings(&[
        ("notes/apps/badges/settings.py", "BADGE_SIZE = 20\n"),
        ("library/settings/test.py", "INSTALLED_APPS = []\n"),
        ("tests/settings.py", "INSTALLED_APPS = []\n"),
    ]);
    assert!(found.packages.is_empty());
}

#[test]
fn a_package_is_whole_without_what_a_developer_keeps_to_himself() {
    let whole = |import: &str| {
        let text = format!("INSTALLED_APPS = []\n{import}\n");
        let found = settings(&[("a/settings/base.py", &text), ("a/more.py", "A1 = 1\n")]);
        found.is_whole(&found.packages[0])
    };
    assert!(whole("from .private import *") && whole("from a.settings.private import *") && whole("import os"));
    assert!(
        !whole("from platform_plugin.settings import *") && !whole("from a.more import *") && !whole("print 'old'")
    );
}

#[test]
fn modules_that_import_each_other_end() {
    let found = settings(&[
        ("a/settings/base.py", "from .test import *\nINSTALLED_APPS = []\n"),
        ("a/settings/test.py", "from .base import *\nfrom .test import *\n"),
    ]);
    assert_eq!(found.closure(&found.packages[0].modules[0]).len(), 2);
}

#[test]
fn a_setting_is_set_in_many_ways() {
    let text = "A1: str\nB1, C1 = 1, 'x'\nvars()['D1'] = None\nglobals().update(E1=[1, 2], **more)\nlower = 1\n";
    let expected = [
        one("A1", How::Declared, ""),
        one("B1", How::Assigned, "1"),
        one("C1", How::Assigned, "'x'"),
        one("D1", How::Assigned, "None"),
        one("E1", How::Assigned, "[2 items]"),
    ];
    assert_eq!(defined(text), expected);
}

#[test]
fn a_setting_is_changed_in_many_ways() {
    let text = "A1 += ('x',)\nB1 = B1 + ['x']\nC1.update({'k': 1})\nD1['k']['l'] = 2\nE1 = F1 + E1\n";
    let found: Vec<_> = defined(text).into_iter().map(|(name, how, _)| (name, how)).collect();
    let changed = ["A1", "B1", "C1", "D1"].map(|name| (name.to_owned(), How::Extended));
    assert_eq!(found[..4], changed);
    assert_eq!(found[4], ("E1".to_owned(), How::Assigned));
}

#[test]
fn values_tell_where_they_come_from() {
    let text = "A1 = os.environ.get('A', 'x')\nB1 = environ['B']\nC1 = get_env_setting('C')\nD1 = env.bool('D', default=True)\n\
                E1 = ENV_TOKENS.get('E1', A1)\nF1 = f'{A1}/x'\nG1 = values.SecretValue()\nH1 = -1\nI1 = dict(K='v')\n";
    let found: Vec<_> = defined(text).into_iter().map(|(.., value)| value).collect();
    let expected = [
        "$A, otherwise 'x'",
        "$B",
        "$C",
        "$D, otherwise True",
        "configured as E1, otherwise computed from A1",
        "computed from A1",
        "$a variable",
        "-1",
        "{1 key}",
    ];
    assert_eq!(found, expected);
}

#[test]
fn what_stands_in_a_condition_may_not_be_set() {
    let definitions =
        module("if DEBUG:\n    A1 = 1\nwith x:\n    B1 = 1\nclass Base(Configuration):\n    C1 = 1\n").definitions;
    let found: Vec<_> = definitions.iter().skip(1).map(|it| (it.conditional, it.class.as_deref())).collect();
    assert_eq!(found, [(true, None), (false, None), (false, Some("Base"))]);
}

/// The settings after which nothing that was set before counts, each with its line.
fn replacing(text: &str) -> Vec<String> {
    let module = module(text);
    let line = |it: &Definition| module.source.position(it.span.start).line - 1;
    let found = module.definitions.iter().skip(1).filter(|it| it.replaces);
    found.map(|it| format!("{}:{}", it.name, line(it))).collect()
}

#[test]
fn a_setting_that_every_way_sets_is_replaced() {
    assert_eq!(replacing("if a:\n    A1 = 1\n    B1 = 1\nelse:\n    A1 = 2\n"), ["A1:5"]);
    assert_eq!(replacing("if a:\n    A1 = 1\nelif b:\n    A1 = 2\n"), [""; 0], "neither may be true");
    assert_eq!(replacing("if a:\n    A1 = 1\nelse:\n    raise ValueError\n"), ["A1:2"]);
    assert_eq!(replacing("if a:\n    if b:\n        A1 = 1\n    else:\n        A1 = 2\nelse:\n    A1 = 3\n"), ["A1:7"]);
    assert_eq!(replacing("if c:\n    if b:\n        A1 = 1\n    else:\n        A1 = 2\n"), [""; 0]);
    assert_eq!(replacing("if a:\n    A1 = 1\nelse:\n    A1 += 2\n"), [""; 0], "what was there before is still in it");
    assert_eq!(replacing("try:\n    A1 = 1\nexcept E:\n    A1 = 2\n"), ["A1:4"]);
    assert_eq!(replacing("try:\n    import b\nexcept E:\n    A1 = 2\nelse:\n    A1 = 3\n"), ["A1:6"]);
    assert_eq!(replacing("try:\n    A1 = 1\nexcept E:\n    pass\nfinally:\n    B1 = 1\n"), ["B1:6"]);
    assert_eq!(replacing("with a:\n    A1 = 1\nfor b in c:\n    B1 = 1\n"), ["A1:2"]);
    assert_eq!(replacing("if a:\n    class A(B):\n        A1 = 1\nelse:\n    A1 = 1\n"), [""; 0]);
}

#[test]
fn documentation_stands_right_above_or_right_below() {
    for text in
        ["#: Pages.\nA1 = 1\n", "# More.\n#: Pages.\nA1 = 1\n", "A1 = 1  #: Pages.\n", "A1 = 1\n\"\"\"Pages.\"\"\"\n"]
    {
        assert!(matches!(documented(text), Documentation::Autodoc(_)), "{text}");
    }
    for text in ["A1 = 1\n", "#: Other.\n\nA1 = 1\n", "B1 = 1  #: Other.\nA1 = 1\n", "####\n# PAGES\n####\nA1 = 1\n"] {
        assert_eq!(documented(text), Documentation::None, "{text}");
    }
}

#[test]
fn a_plain_comment_keeps_the_places_of_its_marks() {
    let Documentation::Plain(marks) = documented("# PAGES\n# How many\n# there are.\nA1 = 1\n") else { panic!() };
    assert_eq!(marks.iter().map(|mark| mark.start).collect::<Vec<_>>(), [28, 39]);
    assert!(matches!(documented("A1 = 1  # how many pages\n"), Documentation::Plain(marks) if marks.len() == 1));
}

#[test]
fn a_title_gives_way_to_what_stands_beside() {
    for text in ["# Pages\nA1 = 1\n", "A1 = 1  # pages\n", "# Pages\nA1 = 1  # in bytes\n"] {
        assert!(matches!(documented(text), Documentation::Title(marks) if marks.len() == 1), "{text}");
    }
    let Documentation::Plain(marks) = documented("# Pages\nA1 = 1  # how many there are\n") else { panic!() };
    assert_eq!(marks, [crate::text::Span::new(36, 37)]);
}

#[test]
fn an_annotation_documents_what_it_names() {
    let text = "# .. setting_name: A1\n# .. setting_description: Pages.\nA1 = 1\n";
    assert!(matches!(documented(text), Documentation::Annotation(_)));
    assert_eq!(module(text).annotated, BTreeSet::from(["A1".to_owned()]));
}

#[test]
fn a_description_may_stand_in_the_value_itself() {
    let text = "A1 = get_string(name='A1', default='', description='Pages.')\n";
    assert!(matches!(documented(text), Documentation::Described(_)));
    assert!(matches!(documented(&format!("#: Pages.\n{text}")), Documentation::Autodoc(_)));
}

#[test]
fn a_configuration_file_is_named_by_a_variable() {
    let text = "FILE = get_env_setting('NOTES_CFG')\nwith open(FILE) as f:\n    vars().update(yaml.safe_load(f))\n";
    let found = read(text);
    assert_eq!(found.variable.unwrap().value, "NOTES_CFG");
    assert_eq!((found.condition, found.default), (None, None));
    assert!(matches!(module(text).applied[..], [Applied::All(_)]));
}

#[test]
fn a_configuration_file_may_be_read_only_where_there_is_one() {
    for text in [
        "if 'NOTES_CFG' in environ:\n    with open(environ['NOTES_CFG']) as f:\n        yaml.safe_load(f)\n",
        "path = environ.get('NOTES_CFG')\nif path:\n    yaml.safe_load(open(path))\n",
        "path = environ.get('NOTES_CFG', '/etc/x.yml')\nif os.path.exists(path):\n    yaml.safe_load(open(path))\n",
        "try:\n    yaml.safe_load(open(environ['NOTES_CFG']))\nexcept KeyError:\n    pass\n",
        "def f():\n    path = environ.get('NOTES_CFG')\n    if not path:\n        return {}\n    return yaml.safe_load(open(path))\n",
    ] {
        assert!(read(text).condition.is_some(), "{text}");
    }
}

#[test]
fn a_condition_that_fails_otherwise_is_none() {
    for text in [
        "path = environ.get('NOTES_CFG')\nif not path:\n    raise ImproperlyConfigured\nyaml.safe_load(open(path))\n",
        "path = environ.get('NOTES_CFG')\nif path:\n    yaml.safe_load(open(path))\nelse:\n    raise ImproperlyConfigured\n",
        "if DEBUG:\n    yaml.safe_load(open(environ['NOTES_CFG']))\n",
        "def f(path):\n    return yaml.safe_load(Path(path).read_text())\nf(environ['NOTES_CFG'])\n",
    ] {
        let found = read(text);
        assert_eq!((found.condition, found.variable.unwrap().value.as_str()), (None, "NOTES_CFG"), "{text}");
    }
}

#[test]
fn checks_tell_what_they_look_at() {
    let all = "missing = [name for name in dir(required) if name.isupper() and not globals()[name]]\nif missing:\n    raise X(missing)\n";
    assert_eq!(checked(all), Names::All);
    assert_eq!(checked("if not SECRET_KEY:\n    raise X('set it')\n"), listed(&["SECRET_KEY"]));
    assert_eq!(checked("assert A1 and B1\n"), listed(&["A1", "B1"]));
    let names = "NAMES = ('A1', 'B1')\nfor name in NAMES:\n    if not vars()[name]:\n        raise X(name)\n";
    assert_eq!(checked(names), listed(&["A1", "B1", "NAMES"]));
    assert_eq!(checked("from .x import check\ncheck(vars())\n"), Names::All);
    assert!(module("def f(x):\n    raise X('no')\n").checks.is_empty());
}

#[test]
fn what_can_not_be_parsed_is_said_and_the_rest_read() {
    let module = module("print 'old'\nA1 = 1\n");
    assert!(module.problem.is_some() && module.defines("A1"));
}
