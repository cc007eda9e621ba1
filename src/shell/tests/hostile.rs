//! Whatever the input: no panic, no quadratic time, spans that are true.

use super::*;
use proptest::prelude::*;

/// Check what holds for every script.
fn check(source: &str, script: &Script<'_>) {
    let inside = |span: Span| assert!(source.get(span.range()).is_some(), "{span:?} in {source:?}");
    for (id, block) in script.iter_blocks() {
        inside(block.span);
        assert_eq!(block.parent.is_none(), id == BlockId(0));
        assert!(block.parent.is_none_or(|parent| parent < id), "{source:?}");
        assert!(block.owner.is_none_or(|owner| owner.index() < script.commands.len()));
    }
    assert!(script.commands.is_sorted_by_key(|command| command.span.start), "{source:?}");
    for block in &script.blocks {
        // A heredoc's body stands behind its command.
        let owner = block.owner.map(|id| &script[id]);
        if let Some(owner) = owner.filter(|owner| owner.redirections.iter().all(|one| one.heredoc.is_none())) {
            assert!(owner.span.covers(block.span), "{block:?} outside {:?} in {source:?}", owner.span);
        }
    }
    for command in &script.commands {
        inside(command.span);
        let mut words: Vec<_> = command.words.iter().chain(&command.subject).map(|word| word.span).collect();
        words.extend(command.assignments.iter().map(|one| one.span));
        words.extend(command.redirections.iter().map(|one| one.span));
        words.sort_unstable();
        assert!(words.windows(2).all(|pair| pair[0].end <= pair[1].start), "{words:?} overlap in {source:?}");
        for span in words {
            inside(span);
            assert!(command.span.covers(span), "{span:?} outside {:?} in {source:?}", command.span);
        }
        for word in &command.words {
            let mut end = word.span.start;
            for part in word.parts() {
                inside(part.span());
                assert!(end <= part.span().start && part.span().end <= word.span.end, "{word:?} in {source:?}");
                end = part.span().end;
            }
            let _ = word.text();
        }
        for redirection in &command.redirections {
            inside(redirection.target.span);
            if let Some(heredoc) = &redirection.heredoc {
                inside(heredoc.body);
                heredoc.expansions.iter().for_each(|part| inside(part.span()));
            }
        }
        let _ = command.program();
    }
    script.comments.iter().for_each(|span| inside(*span));
    script.problems.iter().for_each(|problem| inside(problem.span));
}

fn fragments() -> impl Strategy<Value = String> {
    let fragment = prop::sample::select(vec![
        " ",
        " ",
        " ",
        "\n",
        ";",
        ";;",
        "&",
        "&&",
        "|",
        "||",
        "(",
        ")",
        "((",
        "))",
        "{",
        "}",
        "[[",
        "]]",
        "<",
        ">",
        "<<",
        "<<E",
        "<<-'E'",
        "\nE\n",
        "<<<",
        "<(",
        "$(",
        "$((",
        "${",
        "${x",
        "${#x",
        ":-",
        "}",
        "`",
        "\\`",
        "'",
        "\"",
        "$'",
        "\\",
        "\\\n",
        "\r\n",
        "\r",
        "#",
        "!",
        "=",
        "a=",
        "a=(",
        "if ",
        " then ",
        " elif ",
        " else ",
        " fi",
        "for ",
        " in ",
        " do ",
        " done",
        "while ",
        "case ",
        " esac",
        "function ",
        "f()",
        "sh -c ",
        "bash ",
        "eval ",
        "cat ",
        "| sh",
        "$x",
        "2>",
        "&>",
        "{fd}>",
        "*",
        "?",
        "@(",
        "é",
        "😀",
        "x",
        "time ",
    ]);
    prop::collection::vec(fragment, 0..40).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fragments_of_shell_never_break_a_promise(source in fragments()) {
        check(&source, &script(&source));
    }

    #[test]
    fn any_text_never_breaks_a_promise(source in any::<String>()) {
        check(&source, &script(&source));
    }

    #[test]
    fn gaps_and_replacements_never_break_a_promise(source in fragments(), cuts in prop::collection::vec(0usize..200, 0..8)) {
        let mut cuts: Vec<_> = cuts.into_iter().filter(|&cut| source.is_char_boundary(cut)).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let reads = [None, Some('"'), Some('\n'), Some(crate::text::OPAQUE), Some('é')];
        let pieces: Vec<_> = cuts
            .windows(2)
            .enumerate()
            .filter(|(index, _)| index % 3 != 1)
            .map(|(index, pair)| crate::text::Piece {
                span: Span::new(parser::count(pair[0]), parser::count(pair[1])),
                reads: if index % 3 == 0 { None } else { reads[index % 5] },
            })
            .collect();
        check(&source, &parse(&Joined::new(&source, pieces.clone())));
        let item = Joined::new(&source, pieces);
        let shell = Joined::whole(&source, Span::at(0));
        check(&source, &exec(&[shell, item]));
    }
}

#[test]
fn deep_nesting_takes_bounded_memory_and_time() {
    for opening in [
        "$(",
        "(",
        "( ",
        "((",
        "$((",
        "${x:-",
        "\"$(",
        "\"${x:-",
        "{ ",
        "if ",
        "while ",
        "case x in y) ",
        "f() ",
        "`",
        "<(",
        "a=(",
        "[[ ",
        "! ",
        "eval ",
        "sh -c '",
        "$(x `",
        "x=$(cat <<E\n",
        "if a; then ",
        "<<E ",
        "<<E\n",
        "function f ",
    ] {
        let source = opening.repeat(100_000);
        let script = script(&source);
        assert!(script.blocks.len() < 400_000, "{opening:?}");
    }
}
