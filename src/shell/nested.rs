//! Texts inside texts: backticks, the arguments of shells, heredocs. Each is a text of its own, read after the one
//! around it.

use super::parser::{Output, Parser};
use super::pieces::Pieces;
use super::{BlockId, BlockKind, Part, arguments, unquote};
use crate::text::{Joined, Piece, Span};

/// How many texts may stand inside each other.
const DEPTH: u8 = 8;

/// A text that is still to be read.
struct Job<'t> {
    text: Joined<'t>,
    depth: u8,
    what: What,
}

enum What {
    /// The commands of a block.
    Commands(BlockId),
    /// What is expanded in a heredoc's body: a command, the index of its redirection, whether the body is a script.
    Body { command: usize, redirection: usize, script: bool },
}

/// Where the words of a script come from.
#[derive(Clone, Copy)]
pub(super) enum Origin<'a, 't> {
    /// A text that has been split.
    Text(&'a Joined<'t>),
    /// The exec form: one word each, without quotes.
    Items(&'a [Joined<'t>]),
}

impl<'t> Origin<'_, 't> {
    fn text(&self) -> Option<&Joined<'t>> {
        match self {
            Self::Text(text) => Some(text),
            Self::Items(_) => None,
        }
    }
}

/// Look into the commands from `from` on, which come from `origin`, and into all that is inside them.
pub(super) fn read<'t>(origin: Origin<'_, 't>, out: &mut Output<'t>) {
    let mut jobs = Vec::new();
    collect(origin, 0, 0, out, &mut jobs);
    while let Some(job) = jobs.pop() {
        let from = out.script.commands.len();
        match job.what {
            What::Commands(block) => Parser::new(&job.text, block, None, out).script(),
            What::Body { command, redirection, script } => {
                expand(&job, command, redirection, script, out, &mut jobs);
            }
        }
        collect(Origin::Text(&job.text), from, job.depth, out, &mut jobs);
    }
}

/// Set aside the texts inside the commands from `from` on.
fn collect<'t>(origin: Origin<'_, 't>, from: usize, depth: u8, out: &mut Output<'t>, jobs: &mut Vec<Job<'t>>) {
    let depth = depth + 1;
    for (text, block) in std::mem::take(&mut out.backticks) {
        add(Job { text, depth, what: What::Commands(block) }, out, jobs);
    }
    for index in from..out.script.commands.len() {
        if let Some(text) = argument(origin, index, out) {
            add_script(text, index, depth, out, jobs);
        }
        if let Some(text) = origin.text() {
            for redirection in 0..out.script.commands[index].redirections.len() {
                input(text, index, redirection, depth, out, jobs);
            }
        }
    }
}

fn add<'t>(job: Job<'t>, out: &mut Output<'t>, jobs: &mut Vec<Job<'t>>) {
    if job.depth <= DEPTH {
        jobs.push(job);
    } else {
        out.problem(job.text.span(), "this is nested too deeply to be looked into");
    }
}

fn add_script<'t>(text: Joined<'t>, index: usize, depth: u8, out: &mut Output<'t>, jobs: &mut Vec<Job<'t>>) {
    if depth <= DEPTH && !text.is_empty() {
        let (parent, owner) = (out.script.commands[index].block, super::CommandId(super::parser::count(index)));
        let block = out.add_block(BlockKind::Script, text.span(), Some(parent), Some(owner));
        jobs.push(Job { text, depth, what: What::Commands(block) });
    }
}

/// The script in the words of a command.
fn argument<'t>(origin: Origin<'_, 't>, index: usize, out: &Output<'t>) -> Option<Joined<'t>> {
    let command = &out.script.commands[index];
    let found = arguments::script(command)?;
    let mut pieces = Pieces::default();
    let mut source = "";
    let mut end = None;
    for at in found.first..=found.last {
        let word = command.words.get(at)?;
        source = word.source;
        if let Some(end) = end {
            // `eval a b` reads `a b`, whatever blanks stand between them.
            pieces.push(Span::new(end, word.span.start), Some(' '));
        }
        end = Some(word.span.end);
        match origin {
            Origin::Text(text) => pieces = unquote::word(text, word, pieces),
            Origin::Items(items) => items.get(at)?.pieces().for_each(|piece| pieces.push(piece.span, piece.reads)),
        }
    }
    Some(Joined::new(source, drop_front(pieces.into_inner(), found.skip)))
}

/// Pieces without the first `skip` characters, which are ASCII.
fn drop_front(pieces: Vec<Piece>, mut skip: usize) -> Vec<Piece> {
    if skip == 0 {
        return pieces;
    }
    let cut = |mut piece: Piece| {
        let length = if piece.reads.is_some() { 1 } else { piece.span.len() as usize };
        let gone = skip.min(length);
        skip -= gone;
        if gone == length {
            return None;
        }
        piece.span.start += super::parser::count(gone);
        Some(piece)
    };
    pieces.into_iter().filter_map(cut).collect()
}

/// Look at what a redirection gives a command to read.
fn input<'t>(
    text: &Joined<'t>,
    index: usize,
    redirection: usize,
    depth: u8,
    out: &mut Output<'t>,
    jobs: &mut Vec<Job<'t>>,
) {
    let found = &out.script.commands[index].redirections[redirection];
    let source = text.source();
    if found.operator == super::RedirectionOperator::HereString {
        if arguments::feeds_shell(&out.script, index) {
            let pieces = unquote::word(text, &found.target, Pieces::default());
            add_script(Joined::new(source, pieces.into_inner()), index, depth, out, jobs);
        }
        return;
    }
    let Some(heredoc) = &found.heredoc else { return };
    let (body, quoted) = (heredoc.body, heredoc.quoted);
    if body.is_empty() {
        return;
    }
    let script = arguments::feeds_shell(&out.script, index);
    let expands = !quoted && memchr::memchr2(b'$', b'`', body.of(source).as_bytes()).is_some();
    if !script && !expands {
        return;
    }
    let inner = Joined::new(source, unquote::verbatim(text, body).into_inner());
    if quoted {
        add_script(inner, index, depth, out, jobs);
    } else {
        let what = What::Body { command: index, redirection, script };
        add(Job { text: inner, depth, what }, out, jobs);
    }
}

/// Find what is expanded in a heredoc's body.
fn expand<'t>(
    job: &Job<'t>,
    command: usize,
    redirection: usize,
    script: bool,
    out: &mut Output<'t>,
    jobs: &mut Vec<Job<'t>>,
) {
    let owner = super::CommandId(super::parser::count(command));
    let block = out.script.commands[command].block;
    let Some(word) = Parser::new(&job.text, block, Some(owner), out).heredoc_body() else { return };
    let expansions: Vec<_> = word.parts().iter().filter(|part| !matches!(part, Part::Literal(..))).cloned().collect();
    if script {
        let pieces = unquote::heredoc(&job.text, job.text.span(), &expansions);
        add_script(Joined::new(job.text.source(), pieces.into_inner()), command, job.depth, out, jobs);
    }
    if let Some(heredoc) = &mut out.script.commands[command].redirections[redirection].heredoc {
        heredoc.expansions = expansions;
    }
}
