//! Lists, pipelines, simple commands.

use super::*;
use Operator as Op;
use RedirectionOperator::{Append, Clobber, DuplicateOutput, Read, ReadWrite, Write, WriteBoth};

#[test]
fn operators_join_commands() {
    let script = valid("a && b || c | d |& e; f & g\nh");
    let operators: Vec<_> = script.commands.iter().map(|command| command.operator).collect();
    assert_eq!(
        operators,
        [Op::Start, Op::And, Op::Or, Op::Pipe, Op::PipeBoth, Op::Sequence, Op::Background, Op::Newline]
    );
}

#[test]
fn commands_of_a_pipeline_share_its_number() {
    let script = valid("a | b $(x | y) | c && d");
    let pipelines: Vec<_> = script.commands.iter().map(|command| command.pipeline).collect();
    assert_eq!(pipelines, [1, 1, 2, 2, 1, 3]);
}

#[test]
fn the_list_before_an_ampersand_runs_in_the_background() {
    let script = valid("z; a && b & c");
    let background: Vec<_> = script.commands.iter().map(|command| command.background).collect();
    assert_eq!(background, [false, true, true, false]);
}

#[test]
fn newlines_may_follow_an_operator() {
    let script = valid("a &&\n\n  b |\n c");
    assert_eq!(script.commands[1].operator, Operator::And);
    assert_eq!(script.commands[2].operator, Operator::Pipe);
}

#[test]
fn gaps_do_not_end_words_or_lines() {
    let source = "apt-get in\\\nstall \\\n# why\n curl";
    let piece = |start, end| crate::text::Piece { span: Span::new(start, end), reads: None };
    let pieces = vec![piece(0, 10), piece(12, 18), piece(26, 31)];
    assert_eq!(source.len(), 31);
    let script = parse(&Joined::new(source, pieces));
    assert_eq!(words(&script), ["apt-get|install|curl"]);
    assert_eq!(script.commands[0].words[1].span, Span::new(8, 17));
}

#[test]
fn continuations_in_scripts_are_blank() {
    let script = valid("pip install \\\n  wheel\\\n\nls \\\r\n -l");
    assert_eq!(words(&script), ["pip|install|wheel", "ls|-l"]);
    assert_eq!(script.commands[0].words[2].raw(), "wheel");
}

#[test]
fn carriage_returns_belong_to_the_newline() {
    assert_eq!(words(&valid("a b\r\nc 'd'\r\n")), ["a|b", "c|d"]);
}

#[test]
fn assignments_stand_before_the_name() {
    let script = valid("A=1 B+='x y' C= cmd D=2");
    let command = &script.commands[0];
    let seen: Vec<_> = command.assignments.iter().map(|one| (&*one.name, one.value.text(), one.append)).collect();
    assert_eq!(seen, [("A", "1".into(), false), ("B", "x y".into(), true), ("C", "".into(), false)]);
    assert_eq!(words(&script), ["cmd|D=2"]);
    assert_eq!(command.assignments[1].span.of("A=1 B+='x y' C= cmd D=2"), "B+='x y'");
}

#[test]
fn an_assignment_alone_has_no_words() {
    let script = valid("A=$(date) && B=2");
    assert!(script.commands[0].words.is_empty());
    assert_eq!(script.commands[0].assignments[0].value.raw(), "$(date)");
    assert_eq!(block_of(&script, "date"), BlockKind::Substitution);
}

#[test]
fn arrays_keep_their_elements() {
    let script = valid("pkgs=( curl # for health\n 'git' $(list) )\ndeclare -a more=(x y)");
    let elements = &script.commands[0].assignments[0].elements;
    assert_eq!(elements.iter().map(Word::text).collect::<Vec<_>>(), ["curl", "git", "$(list)"]);
    assert_eq!(script.comments.len(), 1);
    assert_eq!(block_of(&script, "list"), BlockKind::Substitution);
    let declare = script.commands.last().unwrap();
    assert_eq!(declare.words[2].raw(), "more=(x y)");
}

#[test]
fn redirections_are_no_words() {
    let source = "cmd >out 2>&1 <in >>log &>all 3<>rw >|force {fd}>x arg";
    let script = valid(source);
    assert_eq!(words(&script), ["cmd|arg"]);
    let seen: Vec<_> = script.commands[0].redirections.iter().map(|one| (one.fd, one.operator)).collect();
    let number = |number| Some(Fd::Number(number));
    assert_eq!(seen[..4], [(None, Write), (number(2), DuplicateOutput), (None, Read), (None, Append)]);
    assert_eq!(
        seen[4..],
        [(None, WriteBoth), (number(3), ReadWrite), (None, Clobber), (Some(Fd::Variable("fd")), Write)]
    );
    assert_eq!(script.commands[0].redirections[1].span.of(source), "2>&1");
}

#[test]
fn digits_are_a_descriptor_only_right_before_the_operator() {
    let script = valid("echo 2 >f a2>g");
    assert_eq!(words(&script), ["echo|2|a2"]);
}

#[test]
fn negation_belongs_to_the_pipeline() {
    let script = valid("! a | b && c");
    let negated: Vec<_> = script.commands.iter().map(|command| command.negated).collect();
    assert_eq!(negated, [true, true, false]);
}

#[test]
fn comments_begin_at_words_alone() {
    let script = valid("a b#c # d\n#e\nf");
    assert_eq!(words(&script), ["a|b#c", "f"]);
    assert_eq!(script.comments, [Span::new(6, 9), Span::new(10, 12)]);
}

#[test]
fn an_operator_without_a_command_is_a_problem() {
    assert_eq!(script("a &&").problems.len(), 1);
    assert_eq!(script("&& a").problems.len(), 1);
    assert_eq!(words(&script("a && && b")), ["a", "b"]);
}
