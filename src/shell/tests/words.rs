//! Quotes and literals.

use super::*;
use std::borrow::Cow;

#[test]
fn plain_and_quoted_words_are_borrowed() {
    let script = valid("echo 'a b' \"c d\"");
    for word in &script.commands[0].words {
        assert!(matches!(word.parts(), [Part::Literal(Cow::Borrowed(_), _)]), "{word:?}");
    }
    assert_eq!(words(&script), ["echo|a b|c d"]);
}

#[test]
fn quotes_and_escapes_are_removed() {
    let script = valid(r#"\curl a\ b 'x'"y"z "q\"\\\$\n" '' e\"f"#);
    let values: Vec<_> = script.commands[0].words.iter().map(|word| word.literal().unwrap()).collect();
    assert_eq!(values, ["curl", "a b", "xyz", r#"q"\$\n"#, "", "e\"f"]);
}

#[test]
fn ansi_strings_are_decoded() {
    let script = valid(r"printf $'a\tb\x41\u00e9\101\'' $'\q'");
    assert_eq!(script.commands[0].words[1].literal(), Some("a\tbAéA'"));
    assert_eq!(script.commands[0].words[2].literal(), Some("\\q"));
}

#[test]
fn unquoted_globs_are_known() {
    let script = valid("rm *.pyc '*.pyc' a[0-9] \\* !(keep|me)");
    let globs: Vec<_> = script.commands[0].words.iter().map(|word| word.glob).collect();
    assert_eq!(globs, [false, true, false, true, false, true]);
    assert_eq!(script.commands[0].words[5].literal(), Some("!(keep|me)"));
}

#[test]
fn braces_are_text() {
    assert_eq!(words(&valid("mkdir -p /a/{b,c} {} }x")), ["mkdir|-p|/a/{b,c}|{}|}x"]);
}

#[test]
fn spans_hold_the_quotes_of_a_word() {
    let source = "pip install 'tox>4' é\"ü\"";
    let script = valid(source);
    assert_eq!(script.commands[0].words[2].raw(), "'tox>4'");
    assert_eq!(script.commands[0].words[3].raw(), "é\"ü\"");
    assert_eq!(script.commands[0].words[3].literal(), Some("éü"));
}

#[test]
fn template_expressions_make_a_word_opaque() {
    let source = "pip install a=={{ v }} b";
    let piece = |start, end, reads| crate::text::Piece { span: Span::new(start, end), reads };
    let pieces = vec![piece(0, 15, None), piece(15, 22, Some(crate::text::OPAQUE)), piece(22, 24, None)];
    let script = parse(&Joined::new(source, pieces));
    let word = &script.commands[0].words[2];
    assert_eq!((word.literal(), word.text(), word.prefix()), (None, "a=={{ v }}".into(), "a=="));
    assert_eq!(words(&script), ["pip|install|a=={{ v }}|b"]);
}

#[test]
fn replaced_characters_read_as_shell() {
    // CMD ["sh", "-c", "echo \"a b\"\nls"]
    let source = r#"echo \"a b\"\nls"#;
    let piece = |start, end, reads| crate::text::Piece { span: Span::new(start, end), reads };
    let pieces = vec![
        piece(0, 5, None),
        piece(5, 7, Some('"')),
        piece(7, 10, None),
        piece(10, 12, Some('"')),
        piece(12, 14, Some('\n')),
        piece(14, 16, None),
    ];
    assert_eq!(words(&parse(&Joined::new(source, pieces))), ["echo|a b", "ls"]);
}
