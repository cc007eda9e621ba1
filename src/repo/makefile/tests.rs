//! Makefiles as people write them, and as nobody should.

use super::*;

fn texts(lines: &[Joined<'_>]) -> Vec<String> {
    lines.iter().map(|line| line.text().into_owned()).collect()
}

fn recipe(source: &str, target: &str) -> Vec<String> {
    texts(&Makefile::parse(source).recipe(target))
}

/// Each target with its prerequisites: `image: base network`.
fn targets(source: &str) -> Vec<String> {
    let makefile = Makefile::parse(source);
    let names = |target: Target<'_, '_>| {
        let prerequisites: Vec<_> = target.prerequisites.iter().map(|name| name.text).collect();
        format!("{}: {}", target.name, prerequisites.join(" ")).trim_end().to_owned()
    };
    makefile.targets().map(names).collect()
}

fn default(source: &str) -> Option<&str> {
    Makefile::parse(source).default_target().map(|name| name.text)
}

#[test]
fn a_recipe_is_without_what_make_takes_from_it() {
    let source = "a:\n\t@echo 1\n\t-@ rm x\n\t+make b\n\t@-\n\t\n\techo -n @2\n";
    assert_eq!(recipe(source, "a"), ["echo 1", "rm x", "make b", "echo -n @2"]);
}

#[test]
fn dollars_are_the_shells_and_references_are_unknown() {
    let source = "a:\n\tfor f in $$(ls); do x $$f $(OUT)/${DIR}y $@ $(call f,(a),b)z; done $é$\n";
    assert_eq!(recipe(source, "a"), ["for f in $(ls); do x $f \u{fffc}/\u{fffc}y \u{fffc} \u{fffc}z; done \u{fffc}$"]);
}

#[test]
fn a_reference_that_is_not_closed_ends_with_its_line() {
    assert_eq!(recipe("a:\n\techo $(X\n\techo b\n", "a"), ["echo \u{fffc}", "echo b"]);
}

#[test]
fn a_continued_line_is_one_and_keeps_its_backslash() {
    let source = "a:\n\tcd x && \\\n\t\tmake \\\r\n  y\r\n\techo \\\\\n\techo b\\";
    assert_eq!(recipe(source, "a"), ["cd x && \\\n\tmake \\\r\n  y", "echo \\\\", "echo b\\"]);
}

#[test]
fn every_position_is_true() {
    let source = "a:\n\t@echo $$x\n";
    let makefile = Makefile::parse(source);
    assert_eq!(makefile.recipe("a")[0].span().of(source), "echo $$x");
    assert_eq!(makefile.targets().next().map(|target| target.span), Some(Span::new(0, 1)));
}

#[test]
fn a_recipe_may_begin_behind_its_target() {
    let source = "a: b ; @echo 1 # of 2; 3\n\techo 2\nc: # none ; echo 3\n";
    assert_eq!(recipe(source, "a"), ["echo 1 # of 2; 3", "echo 2"]);
    assert_eq!(targets(source), ["a: b", "c:"]);
    assert!(recipe(source, "c").is_empty());
}

#[test]
fn prerequisites_are_made_too_each_once_even_in_a_circle() {
    let source = "d:\n\t4\na: b c\n\t1\nb: c a\n\t2\nc:\n\t3\na: d\n";
    assert_eq!(recipe(source, "a"), ["4", "1", "2", "3"]);
    assert_eq!(recipe(source, "c"), ["3"]);
    assert!(recipe(source, "none").is_empty());
}

#[test]
fn a_rule_may_have_several_targets() {
    let source = "a b &: c\n\t1\na: d\nx y&: z\n";
    assert_eq!(targets(source), ["a: c", "b: c", "a: d", "x: z", "y: z"]);
    assert_eq!(recipe(source, "b"), ["1"]);
}

#[test]
fn names_end_where_make_ends_them() {
    let source = "$(A b).x: \\\n  c\\:d | e#f\ng::h\no p: %.o: %.c\n";
    assert_eq!(targets(source), ["$(A b).x: c\\:d e", "g: h", "o: %.c", "p: %.c"]);
}

#[test]
fn assignments_are_no_rules() {
    let source =
        "A = b: c\nB := d\nC ?= e\nD ::= f\nE != g:h\nt: F = x\nt: F := x: y\noverride G = a: b\nexport H: = 1\n";
    assert!(targets(source).is_empty(), "{:?}", targets(source));
}

#[test]
fn conditionals_do_not_end_a_rule_and_both_branches_count() {
    let source = "a:\nifeq ($(X),y:z)\n\t1\nelse\n\t2\nendif\n\n# comment\n\t3\n";
    assert_eq!(recipe(source, "a"), ["1", "2", "3"]);
}

#[test]
fn what_is_defined_is_no_rule() {
    let source = "define F =\na: b\n\tx\ndefine G\nendef\nc:\nendef\noverride define H\ni:\nendef\nd:\n\ty\n";
    assert_eq!(targets(source), ["d:"]);
    assert_eq!(recipe(source, "d"), ["y"]);
}

#[test]
fn other_directives_are_passed_over() {
    let source = "-include x: y\nvpath %.c a:b\nexport A := b\na:\n\t1\ninclude c.mk\n\t2\ninclude: d\n\t3\n";
    assert_eq!(targets(source), ["a:", "include: d"]);
    assert_eq!(recipe(source, "a"), ["1"]);
}

#[test]
fn the_first_plain_target_is_the_default() {
    assert_eq!(default(".PHONY: help\n%.o: %.c\n\ncc\nhelp: a\na:\n"), Some("help"));
    assert_eq!(default("a:\n.DEFAULT_GOAL := b\nb:\n"), Some("b"));
    assert_eq!(default("A = 1\n"), None);
}

#[test]
fn every_recipe_is_listed_once() {
    let makefile = Makefile::parse("a b: c\n\t1\nc:\n\t2\n");
    let found: Vec<_> = makefile.all_recipes().map(|(target, line)| (target.text, line.text().into_owned())).collect();
    assert_eq!(found, [("a", "1".to_owned()), ("c", "2".to_owned())]);
}

#[test]
fn hostile_texts_are_read_in_time() {
    let many = 100_000;
    for text in [
        "a: ".repeat(many),
        "a ".repeat(many) + ":" + &" a".repeat(many),
        "a:\n\t".to_owned() + &"$(".repeat(many),
        "$(".repeat(many) + &"a:b\n".repeat(many),
        "define\n".repeat(many),
        "a:\n\t\\\n".repeat(many),
        (0..many).fold(String::new(), |text, at| text + &format!("t{at}: t{}\n\tx\n", at + 1)),
    ] {
        let makefile = Makefile::parse(&text);
        let all = makefile.all_recipes().count();
        let first = makefile.targets().next().map(|target| target.name);
        assert!(makefile.recipe(first.unwrap_or("a")).len() <= all);
    }
}

#[test]
fn what_is_not_written_here_may_be_made() {
    let may_make = |source: &str| Makefile::parse(source).may_make("docker_push");
    for source in [
        "docker_push:\n",
        "docker_%: ; echo $*\n",
        "%: ; echo $@\n",
        ".DEFAULT: ; echo $@\n",
        "$(IMAGES): ; echo $@\n",
        "-include *.mk\n",
        "$(foreach name,a b,$(call rules,$(name)))\n",
        "x := $(eval docker_push: ; echo)\n",
    ] {
        assert!(may_make(source), "{source}");
    }
    for source in [
        "",
        "travis_docker_push:\n",
        "docker_push%:\n",
        "a: docker_push\n\t$(MAKE) docker_push\n",
        "%.o: %.c\n\tcc $<\n",
    ] {
        assert!(!may_make(source), "{source}");
    }
}
