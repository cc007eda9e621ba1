//! Scripts: what the splitter makes of them.

use super::{bits, promises};
use oep45::shell::{exec, parse};
use oep45::text::{Joined, OPAQUE, Piece, Span};
use proptest::prelude::*;

proptest! {
    #![proptest_config(super::cases(500))]

    #[test]
    fn fragments_of_shell_never_break_a_promise(text in bits(&BITS, 40)) {
        promises::shell::holds(&text);
    }

    #[test]
    fn any_text_never_breaks_a_promise(text in any::<String>()) {
        promises::shell::holds(&text);
    }

    #[test]
    fn gaps_and_replacements_never_break_a_promise(
        text in bits(&BITS, 40),
        cuts in prop::collection::vec(0u32..200, 0..8),
    ) {
        let mut cuts: Vec<u32> = cuts.into_iter().filter(|&cut| text.is_char_boundary(cut as usize)).collect();
        cuts.sort_unstable();
        cuts.dedup();
        let reads = [None, Some('"'), Some('\n'), Some(OPAQUE), Some('é')];
        let pieces: Vec<Piece> = cuts
            .windows(2)
            .enumerate()
            .filter(|(index, _)| index % 3 != 1)
            .map(|(index, pair)| Piece {
                span: Span::new(pair[0], pair[1]),
                reads: if index % 3 == 0 { None } else { reads[index % 5] },
            })
            .collect();
        promises::shell::sound(&text, &parse(&Joined::new(&text, pieces.clone())));
        let item = Joined::new(&text, pieces);
        let shell = Joined::whole(&text, Span::at(0));
        promises::shell::sound(&text, &exec(&[shell, item]));
    }
}

/// What scripts are made of.
const BITS: [&str; 77] = [
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
];
