//! What is said about wrong pages, and where.

use super::{page, page_with};
use crate::finding::Finding;
use crate::rules::declared::{Rejected, compile};

/// What is wrong with a page: message, the bytes it points at, help.
fn wrong(tables: &str) -> Vec<(String, String, String)> {
    let (page, source) = page(tables);
    let Err(Rejected::Page(findings)) = compile(&page, &source, None) else { panic!("nothing is wrong") };
    let said =
        |it: &Finding| (it.message.clone(), it.primary.source.slice(it.primary.span).to_owned(), it.help.join(" "));
    findings.iter().map(said).collect()
}

/// One mistake of a match that is right otherwise.
fn one(lines: &str) -> (String, String, String) {
    let mut mistakes = wrong(&format!("[match]\nmessage = \"it is wrong\"\n{lines}"));
    assert_eq!(mistakes.len(), 1, "{mistakes:?}");
    mistakes.remove(0)
}

fn said(lines: &str, message: &str, words: &str) {
    let (found, at, _) = one(lines);
    assert_eq!((found.as_str(), at.as_str()), (message, words), "{lines}");
}

fn helped(lines: &str, help: &str) {
    assert_eq!(one(lines).2, help, "{lines}");
}

#[test]
fn a_fix_is_promised_where_there_is_one() {
    let table = "[match]\neach = \"image\"\nmessage = \"it is wrong\"\n";
    for (fix, more, message) in [
        ("unsafe", "", "the page promises a fix, and no `match` has `replace`"),
        ("none", "replace = \"a\"\n", "the rule replaces text, but its page says `fix = \"none\"`"),
    ] {
        let (page, source) = page_with(fix, &format!("{table}{more}"));
        let Err(Rejected::Page(findings)) = compile(&page, &source, None) else { panic!("nothing is wrong") };
        assert_eq!(findings.iter().map(|it| it.message.as_str()).collect::<Vec<_>>(), [message]);
    }
}

#[test]
fn unknown_names_are_told_with_the_nearest_one() {
    said("each = \"imge\"", "there is no kind of nodes `imge`", "\"imge\"");
    helped("each = \"imge\"", "Did you mean `image`?");
    said("each = \"image\"\nwhere.regsitry = \"a\"", "there is no field of an image called `regsitry`", "regsitry");
    helped("each = \"image\"\nwhere.regsitry = \"a\"", "Did you mean `registry`?");
    helped("each = \"image\"\nwhere.stage.nmae = \"a\"", "Did you mean `name`?");
    helped("each = \"image\"\nwhere.tag.start-with = \"a\"", "Did you mean `starts-with`?");
    helped("each = \"image\"\nlabel = []", "Did you mean `labels`?");
    helped("each = \"image\"\nonce = \"files\"", "Did you mean `file`?");
    helped("each = \"image\"\nprimary = \"stage.imag\"", "Did you mean `image`?");
    helped("each = \"image\"\nwhere.tag.in.option = \"x\"", "There is none to name here.");
}

#[test]
fn an_operator_that_does_not_fit_the_type_says_what_does() {
    let lines = "each = \"stage\"\nwhere.reached.matches = 'a'";
    said(lines, "`matches` does not fit `reached`, which is true or false", "matches");
    helped(lines, "What fits: `equals`, `absent`, `present`, `known`, `not`.");
    said("each = \"image\"\nwhere.registry.older = \"1\"", "`older` does not fit `registry`, which is a text", "older");
}

#[test]
fn a_value_of_another_type_is_told() {
    said("each = \"stage\"\nwhere.reached = \"yes\"", "`reached` is true or false, and this is a text", "\"yes\"");
    said("each = \"stage\"\nwhere.index = \"1\"", "`index` is a whole number, and this is a text", "\"1\"");
    said("each = \"image\"\nwhere.tag = 1", "`tag` is a version, and this is a number", "1");
    said("each = \"image\"\nwhere = []", "`where` is a table, and this is a list", "[]");
    said("each = \"image\"\nwhere.tag.older = \"new\"", "`new` is no version that can be compared", "\"new\"");
}

#[test]
fn a_pattern_that_is_none_is_told() {
    said("each = \"image\"\nwhere.tag.matches = 'a('", "this is no pattern: unclosed group", "'a('");
}

#[test]
fn a_placeholder_that_is_no_field_is_pointed_at() {
    said("each = \"image\"\nnote = \"a {tga} b\"", "there is no field of an image called `tga`", "{tga}");
    said("each = \"image\"\nnote = \"a {option.x}\"", "there is no option `x`", "{option.x}");
    said("each = \"image\"\nnote = \"a { b\"", "a `{` stands alone in `note`", "\"a { b\"");
}

#[test]
fn a_place_is_a_field_that_has_one() {
    let lines = "each = \"image\"\nprimary = \"use\"";
    said(lines, "`use` has no place of its own in the file", "\"use\"");
    helped(
        lines,
        "What has one: `image`, `written`, `registry`, `repository`, `tag`, `digest`, `well-formed`, `variable`.",
    );
}

#[test]
fn what_is_masked_is_shown_nowhere() {
    said(
        "each = \"env\"\nmask = \"value\"\nhelp = \"It is {value}.\"",
        "`value` is masked, so no text may show it",
        "\"env\"",
    );
}

#[test]
fn every_mistake_of_a_page_is_told_at_once() {
    let mistakes =
        wrong("[match]\neach = \"image\"\nmessage = \"{regstry}.\"\nwhere.tga = 1\nwhere.tag.matches = '('\n");
    let words: Vec<&str> = mistakes.iter().map(|(_, words, _)| words.as_str()).collect();
    assert_eq!(words, ["{regstry}", "tga", "'('"]);
}

#[test]
fn what_a_match_needs_is_told() {
    assert_eq!(
        wrong("[match]\nmessage = \"m\"")[0].0,
        "`match` needs `each`: the kind of nodes that the rule looks at"
    );
    assert_eq!(wrong("[match]\neach = \"file\"")[0].0, "`match` needs `message`: what is wrong, in a line");
    assert_eq!(wrong("match = 1")[0].0, "`match` is a table, and this is a number");
    assert_eq!(
        wrong("[match]\neach = \"file\"\nmessage = \"{path}\"")[0].0,
        "a message says what is wrong in words of its own"
    );
    assert_eq!(wrong("[match]\neach = \"file\"\nmessage = \"m.\"")[0].0, "a message ends without a full stop");
}
