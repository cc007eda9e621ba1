//! Which pages make a manual, and what they cover.

use super::{Manual, Topic, Topics};
use crate::repo::Repository;
use crate::text::{MemoryFiles, Source};
use std::sync::Arc;

/// The paths of the manual's pages, and the topics that they cover; nothing where there is no manual.
fn manual(files: &[(&str, &str)], extra: &[&str]) -> (Vec<String>, Vec<Topic>) {
    let mut tree = MemoryFiles::new();
    for (path, text) in files {
        tree.insert(Arc::new(Source::new(*path, *text)));
    }
    let extra: Vec<String> = extra.iter().map(|path| (*path).to_owned()).collect();
    let Some(manual) = Manual::of(&Repository::new(&tree, "", |_| false), &extra) else { return Default::default() };
    let topics = Topics::new([]).of(manual.pages()).into_keys().collect();
    (manual.pages().map(|page| page.path.clone()).collect(), topics)
}

fn pages(files: &[(&str, &str)]) -> Vec<String> {
    manual(files, &[]).0
}

#[test]
fn it_stands_in_many_places() {
    for path in [
        "docs/operations/index.rst",
        "docs/operations.md",
        "docs/en/source/operators-guide.rst",
        "doc/deployment.rst",
        "documentation/operations/tasks.md",
        "docs/maintain_notes.rst",
        "OPERATIONS.md",
    ] {
        assert_eq!(pages(&[(path, "x")]), [path]);
    }
}

#[test]
fn other_pages_are_none() {
    for path in [
        "docs/index.rst",
        "docs/decisions/0001-deployment.rst",
        "operations/README.md",
        "tests/docs/operations.rst",
        "docs/operations/run.py",
        "docs/desktops.rst",
        "{{cookiecutter.name}}/docs/operations.rst",
    ] {
        assert!(pages(&[(path, "gunicorn, migrate")]).is_empty(), "{path}");
    }
}

#[test]
fn how_tos_count_where_they_are_about_operations() {
    let one = ("docs/how_tos/cache.rst", "Clear the cache.");
    let other = ("docs/how-to/tunnel.rst", "Start ngrok.");
    assert!(pages(&[other]).is_empty());
    assert_eq!(pages(&[one]), [one.0]);
}

#[test]
fn a_page_about_something_else_is_none_whatever_a_part_of_its_name() {
    let recipe =
        ("docs/production-to-local-data-cloning.md", "# Cloning\n\n`docker compose up`, then a management command.");
    let feature = ("docs/maintenance-mode.md", "# Maintenance mode\n\nThe web server tells so.");
    let sections = ("docs/deploying-on-premises.md", "# Celery\n\nx\n\n# Backups\n\nx\n");
    let prose = ("docs/bulk_operations.rst", "Start gunicorn, migrate, and clear sessions.");
    assert!(pages(&[recipe, feature]).is_empty());
    assert_eq!(pages(&[sections]), [sections.0]);
    assert_eq!(pages(&[prose]), [prose.0]);
    assert_eq!(pages(&[recipe, ("docs/operations.md", "x")]), ["docs/operations.md", recipe.0]);
}

#[test]
fn it_begins_at_its_index_nearest_to_where_it_should_be() {
    let files = ["docs/deployment.rst", "docs/operations/a.rst", "docs/operations/index.rst"].map(|path| (path, "x"));
    assert_eq!(pages(&files)[0], "docs/operations/index.rst");
}

#[test]
fn what_it_names_belongs_to_it() {
    let files = [
        ("docs/operations/index.rst", ".. include:: ../web.rst\n\n.. toctree::\n\n   /database\n   ../index\n"),
        ("docs/conf.py", ""),
        ("docs/index.rst", ".. toctree::\n\n   testing\n"),
        ("docs/testing.rst", "celery"),
        ("docs/web.rst", "gunicorn"),
        ("docs/database.rst", "``migrate``, :doc:`operations/index`, `tasks <tasks.md>`_"),
        ("docs/tasks.md", "backups, [more](far.md)"),
        ("docs/far.md", "celery"),
    ];
    let (pages, topics) = manual(&files, &[]);
    assert_eq!(pages, ["docs/operations/index.rst", "docs/web.rst", "docs/database.rst", "docs/tasks.md"]);
    assert_eq!(topics, [Topic::Web, Topic::Schema, Topic::Maintenance]);
}

#[test]
fn pages_that_include_themselves_are_read_once() {
    let files = [
        ("docs/operations.rst", ".. include:: operations.rst\n\n.. include:: b.rst\n"),
        ("docs/b.rst", ".. include:: operations.rst\n"),
    ];
    assert_eq!(pages(&files), ["docs/operations.rst", "docs/b.rst"]);
}

#[test]
fn further_places_can_be_named() {
    assert_eq!(manual(&[("handbook/run.md", ""), ("handbooks/x.md", "")], &["handbook/"]).0, ["handbook/run.md"]);
    assert_eq!(manual(&[("docs/running.rst", "")], &["docs/running.rst"]).0, ["docs/running.rst"]);
}

#[test]
fn a_title_alone_covers_nothing() {
    let topics = |text: &str| manual(&[("docs/operations.rst", text)], &[]).1;
    assert!(topics("Backups\n=======\n\nCelery\n======\n\n.. celery\n").is_empty());
    assert_eq!(topics("Backups\n=======\n\nNightly\n-------\n\nSee there.\n"), [Topic::Maintenance]);
    assert_eq!(topics("Backups\n=======\n\n.. include:: missing.rst\n"), [Topic::Maintenance]);
}

#[test]
fn commands_and_options_of_other_things_are_no_topic() {
    let text = "``gunicorn --workers 4 --max-requests 1000``, CELERY_BROKER_URL, migrating code, immigrate";
    assert_eq!(manual(&[("docs/operations.rst", text)], &[]).1, [Topic::Web]);
}
