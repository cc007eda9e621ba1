//! Scripts in arguments, and the exec form.

use super::*;

#[test]
fn arguments_of_shells_are_scripts() {
    for source in [
        "sh -c 'a'",
        "/bin/bash -lc \"a\"",
        "bash -o pipefail -c 'a'",
        "bash -euxo pipefail -c 'a' arg",
        "bash -c -e 'a'",
        "sudo -u app -H bash -exc 'a'",
        "env X=1 nice -n 5 dash -c a",
        "su app -c 'a'",
        "su - app --command='a'",
        "runuser -l app -c a",
        "eval 'a'",
        "env -S 'a'",
        "find . -name x -exec sh -c 'a' _ {} \\;",
        "xargs -0 -n 1 sh -c 'a'",
        "busybox sh -c a",
        "bash -c $'a\\n'",
    ] {
        let script = valid(source);
        assert_eq!(block_of(&script, "a"), BlockKind::Script, "{source}");
        let block = script.blocks.iter().find(|block| block.kind == BlockKind::Script).unwrap();
        assert_eq!(block.owner, Some(CommandId(0)), "{source}");
    }
    for source in ["bash a", "sh -e a", "python -c a", "bash --norc a", "echo bash -c a"] {
        assert_eq!(valid(source).blocks.len(), 1, "{source}");
    }
}

#[test]
fn spans_of_a_quoted_script_are_true() {
    let source = "sh -c 'x; pip \"install\" y' && z";
    let script = valid(source);
    assert_eq!(words(&script), ["sh|-c|x; pip \"install\" y", "x", "pip|install|y", "z"]);
    assert_eq!(script.commands[2].words[1].raw(), "\"install\"");
    assert_eq!(script.commands[2].span.of(source), "pip \"install\" y");
}

#[test]
fn escapes_of_double_quotes_are_gaps() {
    let source = r#"bash -c "echo \"a b\" \$HOME \\\$x '$y' $(z \"q\")""#;
    let script = valid(source);
    let inner: Vec<_> = script.commands[1].words.iter().map(|word| word.text().into_owned()).collect();
    assert_eq!(inner, ["echo", "a b", "$HOME", "$x", "$y", r#"$(z \"q\")"#]);
    assert_eq!(words(&script).len(), 3, "`z` is the outer shell's alone");
    assert_eq!(script[script.commands[2].block].owner, Some(CommandId(0)));
}

#[test]
fn an_unquoted_script_ends_with_its_word() {
    assert_eq!(words(&valid("sh -c a; b")), ["sh|-c|a", "a", "b"]);
    assert_eq!(words(&valid("(sh -c a)|b")), ["sh|-c|a", "a", "b"]);
}

#[test]
fn eval_joins_its_arguments() {
    let script = valid("eval pip '\"install\" x'  \"&& y\"");
    assert_eq!(words(&script)[1..], ["pip|install|x", "y"]);
}

#[test]
fn scripts_nest() {
    let script = valid(r#"bash -c "sh -c 'eval a'""#);
    assert_eq!(words(&script).last().unwrap(), "a");
    assert_eq!(script.blocks.iter().filter(|block| block.kind == BlockKind::Script).count(), 3);
}

#[test]
fn commands_and_blocks_stand_in_source_order() {
    let script = valid("sh -c 'a $(b)' && `c` && sh -c d && e <<E\n$(f)\nE\ng $(h `i`)");
    assert!(script.commands.is_sorted_by_key(|command| command.span.start));
    assert!(script.blocks.is_sorted_by_key(|block| block.span.start));
    for (id, block) in script.iter_blocks().skip(1) {
        assert!(block.parent.is_some_and(|parent| parent < id));
    }
    for command in &script.commands {
        for part in command.words.iter().flat_map(Word::parts) {
            if let Part::Substitution { block, span } = part {
                assert!(span.covers(script[*block].span));
                assert_eq!(script[*block].kind, BlockKind::Substitution);
            }
        }
    }
}

#[test]
fn the_exec_form_is_literal() {
    let source = r#"["/usr/bin/python", "manage.py", "$x", "a b", "*"]"#;
    let items = [(2, 17), (21, 30), (34, 36), (40, 43), (47, 48)]
        .map(|(start, end)| Joined::whole(source, Span::new(start, end)));
    let script = exec(&items);
    assert_eq!(words(&script), ["/usr/bin/python|manage.py|$x|a b|*"]);
    assert!(script.commands[0].words.iter().all(|word| word.literal().is_some() && !word.glob));
    assert_eq!(script.commands[0].program().unwrap().name, Some("python"));
}

#[test]
fn an_item_of_the_exec_form_is_cut_where_a_template_expression_stands() {
    let source = r#"["/app/{{ name }}.sh", "{{ a }}{{ b }}"]"#;
    let piece = |start, end, reads| crate::text::Piece { span: Span::new(start, end), reads };
    let opaque = Some(crate::text::OPAQUE);
    let path = vec![piece(2, 7, None), piece(7, 17, opaque), piece(17, 20, None)];
    let names = vec![piece(24, 31, opaque), piece(31, 38, opaque)];
    let script = exec(&[Joined::new(source, path), Joined::new(source, names)]);
    let shown = script.commands[0].words.iter().map(|word| {
        let parts = word.parts().iter().map(|part| part.span().of(source)).collect::<Vec<_>>();
        (word.text().into_owned(), parts.join("|"))
    });
    let expected = [("/app/{{ name }}.sh", "/app/|{{ name }}|.sh"), ("{{ a }}{{ b }}", "{{ a }}|{{ b }}")];
    assert_eq!(shown.collect::<Vec<_>>(), expected.map(|(text, parts)| (text.to_owned(), parts.to_owned())));
}

#[test]
fn a_shell_in_the_exec_form_is_looked_into() {
    let source = r#"["bash", "-c", "echo \"$HOME\" && run"]"#;
    let piece = |start, end, reads| crate::text::Piece { span: Span::new(start, end), reads };
    let pieces = vec![
        piece(16, 21, None),
        piece(21, 23, Some('"')),
        piece(23, 28, None),
        piece(28, 30, Some('"')),
        piece(30, 37, None),
    ];
    let items =
        [Joined::whole(source, Span::new(2, 6)), Joined::whole(source, Span::new(10, 12)), Joined::new(source, pieces)];
    let script = exec(&items);
    assert_eq!(words(&script), ["bash|-c|echo \"$HOME\" && run", "echo|$HOME", "run"]);
    assert_eq!(script.commands[2].words[0].raw(), "run");
}

#[test]
fn an_empty_exec_form_has_no_command() {
    assert!(exec(&[]).commands.is_empty());
}

#[test]
fn words_fit_into_scripts_that_are_quoted_as_a_whole() {
    for source in ["a", "sh -c 'a'", "sh -c \"a \\\"b\\\"\"", "eval a b", "sh <<E\na\nE", "sh -c \"sh -c 'a'\"", "(a)"]
    {
        let script = valid(source);
        let command = script.iter().find(|(_, command)| command.words.first().is_some_and(|word| word.is("a")));
        assert!(script.takes_words(command.unwrap().0), "{source}");
    }
    for source in ["sh -c a", "sh -c a' b'", "sh -c a\\ b", "sh -c 'a'\" b\"", "sh -c $'a'"] {
        let script = valid(source);
        let command = script.iter().find(|(_, command)| command.words.first().is_some_and(|word| word.is("a")));
        assert!(!script.takes_words(command.unwrap().0), "{source}");
    }
}
