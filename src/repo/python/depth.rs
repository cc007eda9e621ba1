//! Whether a text is nested so deeply that walking its tree, or dropping it, would need more stack than there is. Told from
//! the tokens alone: every level of a tree needs one, and a comma or a line end begins anew at its level.

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, lexer};

/// More than any settings need: a level of a tree takes some hundred bytes of stack.
const DEEPEST: usize = 1000;
/// Python itself allows as many.
const MOST_INDENTS: usize = 100;

/// Whether `text` is too deep.
pub(super) fn is_too_deep(text: &str) -> bool {
    let mut lexer = lexer::lex(text, Mode::Module);
    // The tokens since the last comma, of each bracket that is open; their sum.
    let mut levels = vec![0_usize];
    let mut sum = 0;
    let mut indents = 0_usize;
    loop {
        let kind = lexer.next_token();
        match kind {
            TokenKind::EndOfFile => return false,
            TokenKind::Indent => indents += 1,
            TokenKind::Dedent => indents = indents.saturating_sub(1),
            TokenKind::Newline => {
                levels.truncate(1);
                levels.fill(0);
                sum = 0;
            }
            TokenKind::Comma => sum -= levels.last_mut().map_or(0, std::mem::take),
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace if levels.len() > 1 => {
                sum -= levels.pop().unwrap_or(0);
            }
            TokenKind::Comment | TokenKind::NonLogicalNewline | TokenKind::String => {}
            _ => {
                sum += 1;
                if let Some(level) = levels.last_mut() {
                    *level += 1;
                }
                if matches!(kind, TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace) {
                    levels.push(0);
                }
            }
        }
        if sum > DEEPEST || indents > MOST_INDENTS {
            return true;
        }
    }
}
