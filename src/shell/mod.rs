//! Shell text to commands: what RUN, CMD and ENTRYPOINT run, with every span in the Dockerfile. Nothing is expanded or
//! executed, and nothing fails: what can't be understood is a problem, and the rest is kept.
//!
//! ```text
//!                                            Joined (a view of the source)
//!                                              │
//!  lexer  blanks, reserved words               ▼
//!  scan, expansion, parameter, ansi  words ► parser ◄── list, compound, loops, simple, redirection
//!                                              │        the grammar, on a stack of frames
//!         texts inside the text ◄── nested ◄───┤
//!         (backticks, sh -c, heredocs)         ▼
//!                                           Script ──► order, guard ──► Command::program (wrappers)
//! ```
//!
//! ```
//! use oep45::{shell, text::{Joined, Span}};
//!
//! let source = "apt-get update && sudo -E apt-get install -y curl";
//! let script = shell::parse(&Joined::whole(source, Span::new(0, 49)));
//! let names: Vec<_> = script.commands.iter().filter_map(|command| command.program()?.name).collect();
//! assert_eq!(names, ["apt-get", "apt-get"]);
//! assert_eq!(script.commands[1].program().unwrap().wrappers, ["sudo"]);
//! ```

mod ansi;
mod arguments;
mod closer;
mod command;
mod compound;
mod expansion;
mod guard;
mod lexer;
mod list;
mod loops;
mod nested;
mod order;
mod parameter;
mod parser;
mod pieces;
mod program;
mod redirection;
mod scan;
mod script;
mod simple;
mod unquote;
mod word;
mod wrappers;

#[cfg(test)]
mod tests;

pub use arguments::{is_shell, program_name};
pub use command::{Assignment, Command, CommandKind, Fd, Heredoc, Operator, Redirection, RedirectionOperator};
pub use program::Program;
pub use script::{Block, BlockId, BlockKind, CommandId, Problem, Script};
pub use word::{Operation, Part, Variable, Word};

use crate::text::{Joined, OPAQUE, Piece, Span};
use nested::Origin;
use parser::{Output, Parser};
use word::Parts;

/// The commands of a script in POSIX shell or Bash.
pub fn parse<'t>(text: &Joined<'t>) -> Script<'t> {
    let mut out = Output::default();
    let root = out.add_block(BlockKind::Root, text.span(), None, None);
    Parser::new(text, root, None, &mut out).script();
    nested::read(Origin::Text(text), &mut out);
    finish(out)
}

/// The command of the exec form, whose words are `items`: no shell reads them, unless the command is one.
pub fn exec<'t>(items: &[Joined<'t>]) -> Script<'t> {
    let mut out = Output::default();
    let span = items.iter().map(Joined::span).reduce(Span::to).unwrap_or_default();
    let block = out.add_block(BlockKind::Root, span, None, None);
    if !items.is_empty() {
        let mut command = Command::new(CommandKind::Simple, span.start, Operator::Start, block);
        command.span = span;
        command.words = items.iter().map(item).collect();
        out.add_command(command);
        nested::read(Origin::Items(items), &mut out);
    }
    finish(out)
}

/// An item as one word, cut where a template expression stands in it.
fn item<'t>(text: &Joined<'t>) -> Word<'t> {
    let mut parts = Parts::None;
    let literal = |parts: &mut Parts<'t>, span: Span| {
        let text = text.slice(span);
        if !text.is_empty() {
            parts.push(Part::Literal(text.text(), text.span()));
        }
    };
    let mut start = text.span().start;
    for Piece { span, .. } in text.pieces().filter(|piece| piece.reads == Some(OPAQUE)) {
        literal(&mut parts, Span::new(start, span.start));
        parts.push(Part::Opaque { span });
        start = span.end;
    }
    literal(&mut parts, Span::new(start, text.span().end));
    if let Parts::None = parts {
        return Word { quoted: true, ..Word::empty(text.source(), text.span()) };
    }
    Word { span: text.span(), quoted: true, glob: false, parts, source: text.source() }
}

fn finish(out: Output<'_>) -> Script<'_> {
    let mut script = out.script;
    order::sort(&mut script);
    guard::mark(&mut script);
    script
}
