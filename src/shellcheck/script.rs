//! The scripts of a Dockerfile, as ShellCheck reads them, with a way back.
//!
//! ```text
//! #!/bin/bash            the dialect
//! export TAG PATH        names that ARG and ENV give
//! apt-get install curl   what the shell reads: continuations and comments between lines are gone
//! ```

use super::dialect::{self, Dialect};
use crate::model::{Dockerfile, Place, ShellKind};
use crate::parse::{Command, Keyword, is_name};
use crate::text::{Joined, OPAQUE, Source, Span};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

/// Lines before the script itself.
const PREAMBLE: usize = 2;

/// Names that every RUN has, though no ARG declares them.
const PROXIES: [&str; 4] = ["http_proxy", "https_proxy", "ftp_proxy", "no_proxy"];

/// The text of one RUN.
#[derive(Clone, Debug)]
pub struct Script {
    /// What ShellCheck reads.
    pub text: String,
    pub(super) source: Arc<Source>,
    /// The pieces of the text, in order.
    pieces: Vec<Piece>,
}

/// A stretch of the text, from here to the next one, and where it stands.
#[derive(Clone, Copy, Debug)]
struct Piece {
    at: usize,
    span: Span,
    /// Whether all of it reads as one character.
    single: bool,
}

/// The RUNs of `file` that a shell reads which ShellCheck knows, in order. What holds template tags is left out, since
/// nobody knows what the shell will read.
pub fn scripts(file: &Dockerfile<'_>) -> Vec<Script> {
    file.steps().filter_map(|(place, _)| script(file, place)).collect()
}

fn script(file: &Dockerfile<'_>, place: Place) -> Option<Script> {
    let step = &file.stages[place.stage].steps[place.step];
    if step.instruction.keyword != Keyword::Run || step.shell != ShellKind::Posix {
        return None;
    }
    let Command::Shell(text) = step.instruction.command() else { return None };
    let text = step.instruction.sole_heredoc().unwrap_or(text);
    let read = text.text();
    if read.contains([OPAQUE, '\u{1a}']) || read.trim().is_empty() {
        return None;
    }
    let shebang = read.lines().next().filter(|line| line.starts_with("#!"));
    let dialect = match shebang {
        Some(line) => Dialect::of_shebang(line)?,
        None => dialect::at(file, place)?,
    };
    let mut script = Script { text: String::new(), source: Arc::clone(file.source), pieces: Vec::new() };
    let errexit = if dialect.errexit { " -e" } else { "" };
    // Writing to a string does not fail.
    let _ = writeln!(script.text, "#!/bin/{}{errexit}", dialect.shell);
    let names: Vec<String> = names(file, place).into_iter().collect();
    let _ = writeln!(script.text, "export {}", names.join(" "));
    let skipped = shebang.map_or(0, |line| u32::try_from(line.len()).unwrap_or(u32::MAX));
    let span = text.span();
    script.push(&text.slice(Span::new(span.start + skipped, span.end)));
    Some(script)
}

/// The names that have a value, or may get one, where a step runs.
fn names(file: &Dockerfile<'_>, place: Place) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = PROXIES.iter().flat_map(|it| [(*it).to_owned(), it.to_uppercase()]).collect();
    let own = &file.stages[place.stage];
    for stage in file.chain(own) {
        let before = if stage.index == own.index { place.step } else { usize::MAX };
        let known = stage.definitions().iter().filter(|definition| definition.step < before);
        names.extend(known.map(|definition| definition.name.to_string()).filter(|name| is_name(name)));
    }
    names
}

impl Script {
    fn push(&mut self, body: &Joined<'_>) {
        for piece in body.pieces() {
            self.pieces.push(Piece { at: self.text.len(), span: piece.span, single: piece.reads.is_some() });
            match piece.reads {
                Some(read) => self.text.push(read),
                None => self.text.push_str(piece.span.of(body.source())),
            }
        }
        // Every file ends its last line.
        if !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// The line of the source on which it begins.
    pub fn line(&self) -> u32 {
        let start = self.pieces.first().map_or(0, |piece| piece.span.start);
        self.source.position(start).line
    }

    /// The place in the source of what stands between two places of the text, each a line and a column from 1.
    pub(super) fn span(&self, start: (usize, usize), end: (usize, usize)) -> Option<Span> {
        let (start, end) = (self.offset(start)?, self.offset(end)?);
        let first = self.place(start, false)?;
        let last = if end > start { self.place(end, true)? } else { first };
        Some(Span::new(first, last))
    }

    /// The offset of a line and a column of the text; `None` in the lines before the script.
    fn offset(&self, (line, column): (usize, usize)) -> Option<usize> {
        let before = self.text.split_inclusive('\n').take(line.checked_sub(1).filter(|before| *before >= PREAMBLE)?);
        let start: usize = before.map(str::len).sum();
        let line = self.text.get(start..)?.split('\n').next()?;
        let inside = line.char_indices().nth(column.checked_sub(1)?).map_or(line.len(), |(at, _)| at);
        Some(start + inside)
    }

    /// Where an offset of the text stands; one between two pieces is the `end` of the first or the start of the second.
    fn place(&self, at: usize, end: bool) -> Option<u32> {
        let behind = self.pieces.partition_point(|piece| if end { piece.at < at } else { piece.at <= at });
        let piece = self.pieces.get(behind.checked_sub(1)?)?;
        let inside = u32::try_from(at - piece.at).ok()?;
        Some(match (piece.single, inside) {
            (true, 0) => piece.span.start,
            (true, _) => piece.span.end,
            (false, _) => (piece.span.start + inside).min(piece.span.end),
        })
    }
}
