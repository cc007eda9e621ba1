//! Patterns and paths, as Docker's own matcher decides them.

use super::*;

fn excluded(text: &str, path: &str) -> bool {
    IgnoreFile::parse(text).excluding(path).is_some()
}

#[test]
fn a_pattern_matches_a_path_or_a_directory_above_it() {
    for (pattern, path, expected) in [
        ("app", "app", true),
        ("app", "app/main.py", true),
        ("app", "src/app", false),
        ("app", "app2", false),
        ("/app", "app", true),
        ("./app/", "app", true),
        ("app/../web", "web", true),
        ("a/b", "a", false),
        ("a/b", "a/b/c", true),
        (".", "app", false),
        ("/", "app", false),
        ("app", "/app", false),
    ] {
        assert_eq!(excluded(pattern, path), expected, "{pattern} {path}");
    }
}

#[test]
fn one_star_and_question_marks_stop_at_slashes() {
    for (pattern, path, expected) in [
        ("*", "a", true),
        ("*", ".env", true),
        ("*", "a/b", true),
        ("*.md", "README.md", true),
        ("*.md", "docs/README.md", false),
        ("*/*.md", "docs/README.md", true),
        ("*/*.md", "README.md", false),
        ("docs/*", "docs", false),
        ("docs/*", "docs/a/b", true),
        ("a?c", "abc", true),
        ("a?c", "a/c", false),
        ("a?c", "ac", false),
        ("a*b*c", "axxbyyc", true),
    ] {
        assert_eq!(excluded(pattern, path), expected, "{pattern} {path}");
    }
}

#[test]
fn two_stars_go_any_depth() {
    for (pattern, path, expected) in [
        ("**", "a", true),
        ("**", "a/b/c", true),
        ("**/*", "a/b", true),
        ("**/*.pyc", "x.pyc", true),
        ("**/*.pyc", "a/b/x.pyc", true),
        ("**/node_modules", "node_modules", true),
        ("**/node_modules", "web/node_modules/x", true),
        ("**/node_modules", "web/my_node_modules", false),
        ("a/**", "a", false),
        ("a/**", "a/b/c", true),
        ("a/**/z", "a/z", true),
        ("a/**/z", "a/b/c/z", true),
        ("a/**/z", "a/bz", false),
        ("a**/z", "ab/z", true),
        ("a**/z", "abz", false),
        ("**/a/**", "x/a/y", true),
        ("**foo", "xfoo", true),
    ] {
        assert_eq!(excluded(pattern, path), expected, "{pattern} {path}");
    }
}

#[test]
fn classes_and_escapes() {
    for (pattern, path, expected) in [
        ("[abc].txt", "b.txt", true),
        ("[a-c].txt", "d.txt", false),
        ("[^a-c].txt", "d.txt", true),
        ("[^a-c].txt", "a.txt", false),
        (r"[\]x].txt", "].txt", true),
        (r"\*.txt", "*.txt", true),
        (r"\*.txt", "a.txt", false),
        ("[abc", "a", false),
        ("a+(b).{c}$", "a+(b).{c}$", true),
        ("a.b", "axb", false),
    ] {
        assert_eq!(excluded(pattern, path), expected, "{pattern} {path}");
    }
}

#[test]
fn lines_are_trimmed_and_comments_begin_in_the_first_column() {
    assert!(excluded("\u{feff}  app  \r\n", "app"));
    assert!(!excluded("#app\n", "#app"));
    assert!(excluded(" #app\n", "#app"));
    assert!(IgnoreFile::parse("# one\n\n   \n").is_empty());
}

#[test]
fn the_last_pattern_that_matches_decides() {
    assert!(!excluded("*\n!app\n", "app/main.py"));
    assert!(excluded("*\n!app\napp/main.py\n", "app/main.py"));
    assert!(excluded("*\n! web\n", "app"));
    let file = IgnoreFile::parse("*\n!app\n");
    assert!(file.negates() && file.has_catch_all());
    assert!(!IgnoreFile::parse("a*\n").has_catch_all());
}

#[test]
fn the_line_that_excludes_is_told() {
    let text = "# built\ndist\n**/*.log\n";
    let line = |path| IgnoreFile::parse(text).excluding(path).map(|(start, end)| &text[start..end]);
    assert_eq!(line("dist/x.js"), Some("dist"));
    assert_eq!(line("a/b.log"), Some("**/*.log"));
    assert_eq!(line("src"), None);
}

#[test]
fn paths_are_cleaned() {
    for (path, cleaned) in
        [("./a//b/", "a/b"), ("/", "/"), ("a/..", "."), ("../a", "../a"), ("/../a", "/a"), (".", ".")]
    {
        assert_eq!(clean(path).as_deref(), Some(cleaned), "{path}");
    }
    assert_eq!(clean(""), None);
}

#[test]
fn a_catch_all_leaves_out_paths_with_a_slash_in_front_too() {
    for (pattern, path, expected) in
        [("*", "/", true), ("*", "/app", true), ("**", "/app", true), ("app", "/app", false), ("a*", "/app", false)]
    {
        assert_eq!(excluded(pattern, path), expected, "{pattern} {path}");
    }
}
