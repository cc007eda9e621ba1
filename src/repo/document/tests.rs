//! What pages are taken apart into.

use super::{Document, Markup, Page, Phrases, ReferenceKind, words};
use crate::repo::Repository;
use crate::text::{MemoryFiles, Source, Span};
use std::sync::Arc;

const MANUAL: &str = "\
.. _operations:

##########
Operations
##########

Running it
**********

Start it as follows::

    .. include:: example.rst

    Not a title
    ===========

.. note:: It
   listens on a port.

Workers
=======

.. include:: ../workers.rst
.. toctree::
   :maxdepth: 1
   :glob:

   tasks
   Commands <commands/index>

..
   All notable things.

Upgrading
*********
See :doc:`the changes </changes>` and `that <more.rst>`_.
";

fn headings(text: &str, markup: Markup) -> Vec<(usize, String)> {
    let document = Document::read(text, markup);
    document.headings.iter().map(|heading| (heading.level, heading.title.of(text).to_owned())).collect()
}

fn references(text: &str, markup: Markup) -> Vec<(ReferenceKind, String)> {
    let document = Document::read(text, markup);
    let one = |reference: &super::Reference| (reference.kind, reference.target.of(text).to_owned());
    document.references.iter().map(one).collect()
}

fn titled(level: usize, title: &str) -> (usize, String) {
    (level, title.to_owned())
}

#[test]
fn titles_have_the_levels_of_their_adornments() {
    let expected = [titled(1, "Operations"), titled(2, "Running it"), titled(3, "Workers"), titled(2, "Upgrading")];
    assert_eq!(headings(MANUAL, Markup::Rst), expected);
}

#[test]
fn a_section_ends_at_the_next_title_of_its_level() {
    let document = Document::read(MANUAL, Markup::Rst);
    let section = |index: usize| document.headings[index].section.of(MANUAL);
    assert!(section(1).contains("Workers") && !section(1).contains("Upgrading"));
    assert!(section(0).ends_with("_.\n"));
}

#[test]
fn other_files_are_named_by_directives_and_links() {
    let page = |name: &str| (ReferenceKind::Page, name.to_owned());
    let include = (ReferenceKind::Include, "../workers.rst".to_owned());
    let expected = [include, page("tasks"), page("commands/index"), page("/changes"), page("more.rst")];
    assert_eq!(references(MANUAL, Markup::Rst), expected);
}

#[test]
fn comments_and_targets_are_no_text() {
    let document = Document::read(MANUAL, Markup::Rst);
    let seen: String = document.seen(MANUAL).into_iter().map(|part| part.of(MANUAL)).collect();
    assert!(!seen.contains("notable") && !seen.contains("_operations") && !seen.contains("maxdepth"));
    assert!(seen.contains("listens on a port") && seen.contains("Running it"));
    let prose: String = document.prose(MANUAL).into_iter().map(|part| part.of(MANUAL)).collect();
    assert!(!prose.contains("Running it") && prose.contains("Start it"));
}

#[test]
fn what_only_resembles_a_title_is_none() {
    for text in
        ["a\nb\n===\n", "----\n\ntext\n", "Long title\n--\n", " indented\n =======\n", "=====\ntext\n-----\n", "=="]
    {
        assert!(headings(text, Markup::Rst).is_empty(), "{text:?}");
    }
}

#[test]
fn markdown_has_two_kinds_of_titles() {
    let text =
        "---\ntitle: x\n---\n# One ##\n\nTwo\n---\n\n```\n# not one\n```\n<!-- \n# nor this\n-->\n#nor that\n### C#\n";
    assert_eq!(headings(text, Markup::Markdown), [titled(1, "One"), titled(2, "Two"), titled(3, "C#")]);
    assert!(headings("~~~\n# a\n", Markup::Markdown).is_empty());
}

#[test]
fn markdown_names_other_files_by_links_and_fences() {
    let text =
        "[a](b.md#c) ![d](e.png)\n\n```{include} f.md\n```\n```{toctree}\n:maxdepth: 1\n\ng\n```\n<!-- [h](i.md) -->\n";
    let page = |name: &str| (ReferenceKind::Page, name.to_owned());
    let include = (ReferenceKind::Include, "f.md".to_owned());
    assert_eq!(references(text, Markup::Markdown), [page("b.md#c"), page("e.png"), include, page("g")]);
}

#[test]
fn references_lead_to_files_of_the_repository() {
    let mut files = MemoryFiles::new();
    let text = ".. toctree::\n   :glob:\n\n   web\n   tasks/*\n   /start\n   gone\n   https://example.org/x\n   ../../../etc/x\n";
    files.insert(Arc::new(Source::new("docs/operations/index.rst", text)));
    for path in ["docs/conf.py", "docs/start.md", "docs/operations/web.rst", "docs/operations/tasks/a.rst"] {
        files.insert(Arc::new(Source::new(path, "")));
    }
    files.insert(Arc::new(Source::new("docs/operations/tasks/deep/b.rst", "")));
    let repository = Repository::new(&files, "", |_| false);
    let page = Page::read(&repository, "docs/operations/index.rst").unwrap();
    let found: Vec<String> =
        page.document.references.iter().flat_map(|reference| page.resolve(reference, &repository)).collect();
    assert_eq!(found, ["docs/operations/web.rst", "docs/operations/tasks/a.rst", "docs/start.md"]);
}

#[test]
fn phrases_are_found_across_lines_and_marks() {
    let text = "A *management\n    Command*: ./manage.py clear_it; one-off.";
    let found = words(text, &[Span::on_characters(text, 0..text.len())]);
    let phrases =
        Phrases::new([("management command", 1), ("clear-it", 2), ("manage.py clear_it", 3), ("one off", 4), ("", 5)]);
    let found: Vec<(i32, &str)> =
        phrases.find(text, &found).into_iter().map(|(what, span)| (what, span.of(text))).collect();
    assert_eq!(found, [(1, "management\n    Command"), (3, "manage.py clear_it"), (4, "one-off")]);
}

#[test]
fn nothing_panics_and_spans_stay_inside() {
    let odd = "é..\n.. ü::\n:doc:`é\n`x <é>`_\n..\n  é\n=\n==\n\u{feff}\r\n```{\n{include}\n---\n<!--é\n[é](é";
    for start in odd.char_indices().map(|(at, _)| at) {
        for markup in [Markup::Rst, Markup::Markdown] {
            let text = &odd[start..];
            let document = Document::read(text, markup);
            let titles = document.headings.iter().map(|heading| heading.title);
            let spans = titles.chain(document.references.iter().map(|reference| reference.target));
            for span in spans.chain(document.unseen.iter().copied()) {
                assert!(text.get(span.range()).is_some(), "{text:?} {span:?}");
            }
        }
    }
}

#[test]
fn hostile_texts_take_linear_time() {
    let deep: String = (0..1000).flat_map(|depth| [" ".repeat(depth), ".. note::\n".to_owned()]).collect();
    for text in [deep + &"\n".repeat(100_000), "`x <".repeat(50_000), "](".repeat(50_000), "# a\n".repeat(50_000)] {
        for markup in [Markup::Rst, Markup::Markdown] {
            let document = Document::read(&text, markup);
            assert!(document.prose(&text).len() <= text.len());
        }
    }
}
