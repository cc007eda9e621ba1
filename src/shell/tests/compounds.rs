//! Compound commands.

use super::*;
use BlockKind::{Else, For, IfCondition, LoopCondition, Root, Then, Until, While};

#[test]
fn branches_are_blocks() {
    let script = valid("if a; then b; elif c; then d; else e; fi >log && f");
    for (name, kind) in [("a", IfCondition), ("b", Then), ("c", IfCondition), ("d", Then), ("e", Else), ("f", Root)] {
        assert_eq!(block_of(&script, name), kind, "{name}");
    }
    let compound = &script.commands[0];
    assert_eq!((compound.kind, compound.redirections.len(), compound.words.len()), (CommandKind::If, 1, 0));
    assert!(script.blocks[1..].iter().all(|block| block.owner == Some(CommandId(0))));
}

#[test]
fn blocks_hold_the_text_between_their_words() {
    let source = "if a; then b; fi";
    let script = valid(source);
    assert_eq!(script.blocks[1].span.of(source), " a; ");
    assert_eq!(script.blocks[2].span.of(source), " b; ");
}

#[test]
fn loops_are_blocks() {
    let script =
        valid("for x in a \"$b\"; do c; done\nwhile d; do e; done <f | g\nuntil h\ndo i\ndone; for y do z; done");
    for (name, kind) in [("c", For), ("d", LoopCondition), ("e", While), ("h", LoopCondition), ("i", Until), ("z", For)]
    {
        assert_eq!(block_of(&script, name), kind, "{name}");
    }
    let subject: Vec<_> = script.commands[0].subject.iter().map(Word::text).collect();
    assert_eq!(subject, ["x", "a", "$b"]);
    let g = script.commands.iter().find(|command| command.name() == Some("g")).unwrap();
    assert_eq!(g.operator, Operator::Pipe);
}

#[test]
fn counting_loops_are_loops() {
    let script = valid("for ((i=0; i<3; i++)); do a; done; select s in x; do b; done");
    assert_eq!(block_of(&script, "a"), BlockKind::For);
    assert_eq!(block_of(&script, "b"), BlockKind::Select);
}

#[test]
fn arms_keep_their_patterns() {
    let script = valid("case \"$x\" in\n  a|b*) y ;;\n  (c) z;& \n  *) w\nesac; v");
    let arms: Vec<_> = script.blocks.iter().filter(|block| block.kind == BlockKind::CaseArm).collect();
    assert_eq!(arms.len(), 3);
    assert_eq!(arms[0].patterns.iter().map(Word::text).collect::<Vec<_>>(), ["a", "b*"]);
    assert_eq!(words(&script), ["y", "z", "w", "v"]);
    assert_eq!(script.commands[0].subject[0].raw(), "\"$x\"");
    assert_eq!(block_of(&script, "v"), BlockKind::Root);
}

#[test]
fn functions_have_names() {
    let source = "f() { a; }\nfunction g { b; }\nfunction h() (c)\nd";
    let script = valid(source);
    let names: Vec<_> = script.blocks.iter().filter_map(|block| Some(block.name?.of(source))).collect();
    assert_eq!(names, ["f", "g", "h"]);
    assert_eq!(script.commands[0].kind, CommandKind::Function);
    assert_eq!(script.commands[0].span.of(source), "f() { a; }");
    assert_eq!(block_of(&script, "c"), BlockKind::Subshell);
    assert_eq!(block_of(&script, "d"), BlockKind::Root);
}

#[test]
fn groups_and_subshells_take_part_in_lists() {
    let source = "{ a; b; } 2>&1 | (c && d) || e";
    let script = valid(source);
    assert_eq!(block_of(&script, "b"), BlockKind::Group);
    assert_eq!(block_of(&script, "d"), BlockKind::Subshell);
    let group = &script.commands[0];
    assert_eq!((group.kind, group.span.of(source)), (CommandKind::Group, "{ a; b; } 2>&1"));
    assert_eq!(script.commands[3].operator, Operator::Pipe);
    assert_eq!(script.commands[3].pipeline, group.pipeline);
}

#[test]
fn closers_need_no_separator_behind_a_closer() {
    let script = valid("if a; then (b) fi; { { c; } }");
    assert_eq!(block_of(&script, "c"), BlockKind::Group);
}

#[test]
fn reserved_words_are_words_elsewhere() {
    assert_eq!(words(&valid("echo if then done; x=1 fi_; echo }")), ["echo|if|then|done", "fi_", "echo|}"]);
    assert_eq!(words(&valid("'if' x")), ["if|x"]);
}

#[test]
fn tests_hold_operators_as_words() {
    let script = valid("[[ $a == (x|y)* && -f b || c < d ]] && e");
    assert_eq!(script.commands[0].words.len(), 12);
    assert_eq!(script.commands[0].name(), Some("[["));
    assert_eq!(script.commands[1].operator, Operator::And);
}

#[test]
fn arithmetic_commands_are_compound() {
    let script = valid("(( i = (1 + 2) )) && a; ((b; c) | d)");
    assert_eq!(script.commands[0].kind, CommandKind::Arithmetic);
    assert_eq!(words(&script), ["a", "b", "c", "d"]);
}

#[test]
fn time_stands_before_compound_commands() {
    let script = valid("time { a; } && time b");
    assert_eq!(block_of(&script, "a"), BlockKind::Group);
    assert_eq!(script.commands[2].program().unwrap().name, Some("b"));
}

#[test]
fn what_is_never_closed_is_kept() {
    for source in ["if a; then b", "while a; do b", "case x in y) a; b", "{ a; b", "(a; b", "x $(a; b", "f() { a; b"] {
        let script = script(source);
        assert!(!script.problems.is_empty(), "{source}");
        assert!(words(&script).ends_with(&["b".into()]), "{source}: {:?}", words(&script));
    }
}

#[test]
fn what_closes_nothing_is_jumped() {
    for source in ["a ) b", "a; done; b", "a; fi\nb", "a; } ; b", "a ;; b", "a; then b"] {
        let script = script(source);
        assert!(!script.problems.is_empty(), "{source}");
        assert!(words(&script).ends_with(&["b".into()]), "{source}: {:?}", words(&script));
    }
}

#[test]
fn an_outer_closer_closes_what_is_open_inside() {
    let script = script("x $(if a; then b) c; d");
    assert_eq!(script.problems.len(), 1);
    assert_eq!(words(&script), ["x|$(if a; then b)|c", "a", "b", "d"]);
}
