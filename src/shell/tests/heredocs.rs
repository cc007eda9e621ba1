//! Heredocs and here-strings.

use super::*;

fn heredoc<'a, 't>(script: &'a Script<'t>, command: usize) -> &'a Heredoc<'t> {
    script.commands[command].redirections[0].heredoc.as_ref().unwrap()
}

#[test]
fn a_body_ends_at_its_delimiter() {
    let source = "cat <<EOF >f && a\nx\n EOF\nEOF\nb";
    let script = valid(source);
    assert_eq!(heredoc(&script, 0).body.of(source), "x\n EOF\n");
    assert_eq!(words(&script), ["cat", "a", "b"]);
    assert_eq!(script.commands[0].redirections.len(), 2);
}

#[test]
fn several_bodies_follow_in_order() {
    let source = "a <<A | b <<'B' 3<<-C\n1\nA\n2\nB\n\t3\n\tC\nc";
    let script = valid(source);
    assert_eq!(heredoc(&script, 0).body.of(source), "1\n");
    assert_eq!(heredoc(&script, 1).body.of(source), "2\n");
    let third = script.commands[1].redirections[1].heredoc.as_ref().unwrap();
    assert_eq!((third.body.of(source), third.strip_tabs, &*third.delimiter), ("\t3\n", true, "C"));
    assert_eq!(words(&script), ["a", "b", "c"]);
}

#[test]
fn a_quoted_delimiter_stops_expansion() {
    let script = valid("cat <<'E'\n$(a)\nE\ncat <<\\E\n$(a)\nE\ncat <<\"E F\"\n$(a)\nE F\n");
    assert_eq!(words(&script), ["cat", "cat", "cat"]);
    assert!(heredoc(&script, 0).quoted && heredoc(&script, 1).quoted && heredoc(&script, 2).quoted);
}

#[test]
fn an_unquoted_body_is_expanded() {
    let source = "cat <<E\nport \"$PORT\" it's \\$no \\a\n`date`\nE\nx";
    let script = valid(source);
    let seen: Vec<_> = heredoc(&script, 0).expansions.iter().map(|part| part.span().of(source)).collect();
    assert_eq!(seen, ["$PORT", "`date`"]);
    assert_eq!(words(&script), ["cat", "date", "x"]);
}

#[test]
fn an_unclosed_expansion_ends_with_the_body() {
    let script = script("cat <<E\n$(a \"\nE\nb");
    assert!(!script.problems.is_empty());
    assert_eq!(words(&script).last().unwrap(), "b");
}

#[test]
fn a_heredoc_inside_a_substitution_has_its_body_there() {
    let source = "x=$(cat <<E\n)\nE\n) && y";
    let script = valid(source);
    assert_eq!(words(&script), ["cat", "y"]);
}

#[test]
fn a_missing_delimiter_is_a_problem() {
    let source = "cat <<E\na\n";
    let script = script(source);
    assert_eq!(script.problems[0].span.of(source), "<<E");
    assert_eq!(heredoc(&script, 0).body.of(source), "a\n");
}

#[test]
fn carriage_returns_do_not_hide_the_delimiter() {
    let source = "cat <<E\r\na\r\nE\r\nb\r\n";
    let script = valid(source);
    assert_eq!(heredoc(&script, 0).body.of(source), "a\r\n");
    assert_eq!(words(&script), ["cat", "b"]);
}

#[test]
fn here_strings_are_words() {
    let script = valid("cat <<<\"$x y\"");
    let redirection = &script.commands[0].redirections[0];
    assert_eq!((redirection.operator, redirection.target.text()), (RedirectionOperator::HereString, "$x y".into()));
}

#[test]
fn bodies_fed_to_a_shell_are_scripts() {
    for source in [
        "bash <<EOF\na\nEOF",
        "sudo -u app sh -e <<'EOF'\na\nEOF",
        "bash -s -- x <<EOF\na\nEOF",
        "cat <<EOF | sh\na\nEOF",
        "su - app <<EOF\na\nEOF",
        "bash <<< 'a'",
    ] {
        let script = valid(source);
        assert_eq!(block_of(&script, "a"), BlockKind::Script, "{source}");
    }
    for source in ["bash run.sh <<EOF\na\nEOF", "cat <<EOF\na\nEOF", "cat <<EOF | tee f\na\nEOF"] {
        assert!(!words(&valid(source)).contains(&"a".to_owned()), "{source}");
    }
}

#[test]
fn what_the_outer_shell_expands_is_found_once() {
    let source = "bash <<EOF\nx $(y) \\$(z) $HOME\nEOF";
    let script = valid(source);
    assert_eq!(words(&script), ["bash", "x|$(y)|$(z)|$HOME", "y", "z"]);
    assert_eq!(script[script.commands[2].block].owner, Some(CommandId(0)));
    assert_eq!(script[script.commands[3].block].owner, Some(CommandId(1)));
}
