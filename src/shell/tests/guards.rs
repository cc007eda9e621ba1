//! Conditions, and failures that stop nothing.

use super::*;

fn names(script: &Script<'_>, ids: impl Iterator<Item = CommandId>) -> String {
    ids.filter_map(|id| script[id].name()).collect::<Vec<_>>().join(" ")
}

fn guarded(source: &str) -> String {
    let script = valid(source);
    names(&script, script.iter().map(|(id, _)| id).filter(|&id| script.is_guarded(id)))
}

fn ignored(source: &str) -> String {
    let script = valid(source);
    names(&script, script.iter().map(|(id, _)| id).filter(|&id| script.failure_ignored(id)))
}

#[test]
fn branches_arms_and_loops_are_guarded() {
    assert_eq!(guarded("if a; then b; elif c; then d; else e; fi; f"), "b d e");
    assert_eq!(guarded("for x in y; do a $(b); done; while c; do d; done"), "a b d");
    assert_eq!(guarded("case x in y) a; { b; } ;; esac; c"), "a b");
    assert_eq!(guarded("if a; then sh -c 'b'; fi"), "sh b");
}

#[test]
fn what_follows_a_test_is_guarded() {
    assert_eq!(guarded("[ -f x ] && a && b; c"), "a b");
    assert_eq!(guarded("a && b"), "");
    assert_eq!(guarded("a || b && c"), "b");
    assert_eq!(guarded("x | grep -q y && a"), "a");
    assert_eq!(guarded("command -v pip && a; ! b && c; (( x )) && d"), "a c d");
    assert_eq!(guarded("{ [ -f a ] || [ -f b ]; } && c"), "[ c");
    assert_eq!(guarded("a || { b; c; }"), "b c");
}

#[test]
fn failures_are_ignored_left_of_a_command_that_succeeds() {
    assert_eq!(ignored("a || true"), "a");
    assert_eq!(ignored("a && b | c || :; d"), "a b c");
    assert_eq!(ignored("a || b && c"), "");
    assert_eq!(ignored("a; b || echo no"), "b");
    assert_eq!(ignored("(a && b) || exit 0"), "a b");
    assert_eq!(ignored("if a; then b; fi; while c; do d; done"), "a c");
    assert_eq!(ignored("! a; b & c"), "a b");
}
