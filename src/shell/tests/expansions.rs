//! Variables, arithmetic, substitutions.

use super::*;

fn variables(source: &str) -> Vec<(String, Operation, Option<String>, bool)> {
    let script = valid(source);
    let all = script.commands[0].words.iter().flat_map(Word::variables);
    all.map(|one| {
        let argument = one.argument.map(|span| span.of(source).to_owned());
        (one.name.to_string(), one.operation, argument, one.quoted)
    })
    .collect()
}

fn one(source: &str) -> (String, Operation, Option<String>) {
    let (name, operation, argument, _) = variables(&format!("echo {source}")).remove(0);
    (name, operation, argument)
}

#[test]
fn variables_are_named() {
    let names: Vec<_> =
        variables("echo $A\"$B_1\"${C} $1x $@ $? $$ $-").into_iter().map(|one| (one.0, one.3)).collect();
    let expected = [("A", false), ("B_1", true), ("C", false), ("1", false), ("@", false), ("?", false)];
    assert_eq!(names[..6], expected.map(|(name, quoted)| (name.to_owned(), quoted)));
    assert_eq!(names.len(), 8);
}

#[test]
fn operations_have_arguments() {
    use Operation::*;
    let is = |source, name: &str, operation, argument: Option<&str>| {
        assert_eq!(one(source), (name.to_owned(), operation, argument.map(str::to_owned)), "{source}");
    };
    is("${P:-80}", "P", Default { empty: true }, Some("80"));
    is("${P-}", "P", Default { empty: false }, Some(""));
    is("${P:+x y}", "P", Alternative { empty: true }, Some("x y"));
    is("${P:?not set}", "P", Required { empty: true }, Some("not set"));
    is("${P:=\"}\"}", "P", Assign { empty: true }, Some("\"}\""));
    is("${P##*/}", "P", RemovePrefix, Some("*/"));
    is("${P%.*}", "P", RemoveSuffix, Some(".*"));
    is("${P//a/b}", "P", Replace, Some("a/b"));
    is("${P:1:2}", "P", Substring, Some("1:2"));
    is("${P^^}", "P", Case, Some(""));
    is("${P@Q}", "P", Transform, Some("Q"));
    is("${#P}", "P", Length, None);
    is("${#}", "#", Value, None);
    is("${!P}", "P", Indirect, None);
    is("${P[@]}", "P", Index, Some("@]"));
    is("${P}", "P", Value, None);
}

#[test]
fn substitutions_are_found_wherever_they_stand() {
    for source in [
        "x \"a $(y b) c\"",
        "x ${v:-$(y)}",
        "x \"${v:-\"$(y)\"}\"",
        "A=$(y)",
        "x >$(y)",
        "x $((1 + $(y)))",
        "a=(1 $(y))",
        "[[ -n $(y) ]]",
        "for i in $(y); do :; done",
        "case $(y) in a) ;; esac",
        "x `y`",
        "x \"`y`\"",
        "x <<EOF\n$(y)\nEOF",
        "(( $(y) ))",
        "x ${v[$(y)]}",
    ] {
        let script = valid(source);
        assert_eq!(block_of(&script, "y"), BlockKind::Substitution, "{source}");
        let command = script.commands.iter().find(|command| command.name() == Some("y")).unwrap();
        let owner = script[command.block].owner.unwrap();
        assert_eq!(owner, CommandId(0), "{source}");
    }
}

#[test]
fn a_word_goes_on_behind_its_substitution() {
    let source = "echo a$(b \"c)\" 'd)')e$f";
    let script = valid(source);
    let word = &script.commands[0].words[1];
    assert_eq!(word.raw(), "a$(b \"c)\" 'd)')e$f");
    assert_eq!(word.parts().len(), 4);
    assert_eq!(words(&script), ["echo|a$(b \"c)\" 'd)')e$f", "b|c)|d)"]);
}

#[test]
fn process_substitutions_are_words() {
    let script = valid("diff <(sort a) >(tee b) < <(c)");
    assert_eq!(script.commands[0].words.len(), 3);
    assert_eq!(block_of(&script, "c"), BlockKind::ProcessSubstitution);
}

#[test]
fn arithmetic_is_no_command() {
    let script = valid("echo $((1 + (2 * $x))) $(( `y` ))");
    assert!(matches!(script.commands[0].words[1].parts(), [Part::Arithmetic { .. }]));
    assert_eq!(words(&script).len(), 2);
}

#[test]
fn a_subshell_in_a_substitution_is_no_arithmetic() {
    assert_eq!(block_of(&valid("((a \"it's )\"); b)"), "b"), BlockKind::Subshell);
    let script = valid("echo $((cd a; ls) | wc)");
    assert_eq!(block_of(&script, "cd"), BlockKind::Subshell);
    assert_eq!(block_of(&script, "wc"), BlockKind::Substitution);
}

#[test]
fn backticks_lose_their_escapes() {
    let source = r"echo `a \`b c\` \$d`";
    let script = valid(source);
    assert_eq!(words(&script), [r"echo|`a \`b c\` \$d`", r"a|`b c\`|$d", "b|c"]);
    assert_eq!(script.commands[2].span.of(source), r"b c");
}

#[test]
fn a_substitution_ends_behind_a_case() {
    let script = valid("v=$(case $x in a) y;; (b) z;; esac) && w");
    assert_eq!(block_of(&script, "z"), BlockKind::CaseArm);
    assert_eq!(block_of(&script, "w"), BlockKind::Root);
}
