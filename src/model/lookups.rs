//! Which variables BuildKit looks up where: in the words of an instruction that it expands itself. What a shell expands is not
//! its business.
//!
//! ```text
//! ENV GREETING=${PHRASE:-hello $NAME}     looks up PHRASE and NAME, whether or not the default is needed
//! RUN echo $NAME                          looks up nothing: the shell will
//! ```

use super::execution::Executed;
use crate::parse::{Instruction, Keyword, Operator, Part, Word, parts};
use crate::text::{Joined, Piece, Span};
use memchr::memchr2;
use std::borrow::Cow;
use std::collections::HashSet;

/// The names that one word looks up, each once and where it first does.
pub type Names<'t> = Vec<(Cow<'t, str>, Span)>;

/// How deep arguments may nest (`${A:-${B:-…}}`) before nobody looks further.
const MAX_DEPTH: usize = 16;

/// The names that `word` looks up.
pub fn names_in<'t>(word: &Word<'t>) -> Names<'t> {
    if may_look_up(word.raw().source(), word.span()) { names(word.parts()) } else { Names::new() }
}

impl<'t> Executed<'t> {
    /// The names that the instruction looks up, word by word.
    pub fn lookups(&self) -> Vec<Names<'t>> {
        if !may_look_up(self.instruction.source, self.instruction.span) {
            return Vec::new();
        }
        let words = words(self.instruction);
        let bodies = self.instruction.heredocs.iter().filter(|heredoc| heredoc.expand && !self.is(Keyword::Run));
        let bodies = bodies.map(|heredoc| names(body(self.instruction, heredoc.body)));
        words.iter().map(names_in).chain(bodies).filter(|names| !names.is_empty()).collect()
    }
}

/// Whether a stretch of the source may look up a variable: JSON can write the dollar otherwise.
pub(super) fn may_look_up(source: &str, span: Span) -> bool {
    memchr2(b'$', b'\\', span.of(source).as_bytes()).is_some()
}

fn names(parts: Vec<Part<'_>>) -> Names<'_> {
    let mut names: Names<'_> = Vec::new();
    let mut seen = HashSet::new();
    let mut open: Vec<(usize, Part<'_>)> = parts.into_iter().rev().map(|part| (0, part)).collect();
    while let Some((depth, part)) = open.pop() {
        let Part::Variable(variable) = part else { continue };
        if variable.operator == Operator::Unsupported || depth > MAX_DEPTH {
            continue;
        }
        let inside = variable.argument.iter().flat_map(|word| word.parts().into_iter().rev());
        open.extend(inside.map(|part| (depth + 1, part)));
        if !variable.name.is_empty() && seen.insert(variable.name.clone()) {
            names.push((variable.name, variable.span));
        }
    }
    names
}

/// The words that are expanded: not the image that a COPY copies from, nor ports, nor what a shell reads.
fn words<'t>(instruction: &'t Instruction<'t>) -> Vec<Word<'t>> {
    let flags = |names: &'static [&str]| {
        let named = instruction.flags().filter(|flag| names.contains(&flag.name().as_ref()));
        named.filter_map(|flag| flag.value()).collect::<Vec<_>>()
    };
    match instruction.keyword {
        Keyword::Env | Keyword::Label => {
            let pairs = instruction.pairs().into_iter();
            pairs.flat_map(|pair| [Some(pair.name), pair.value]).flatten().collect()
        }
        Keyword::Arg => instruction.pairs().into_iter().filter_map(|pair| pair.value).collect(),
        Keyword::Copy => [flags(&["chown", "chmod"]), instruction.items()].concat(),
        Keyword::Add => [flags(&["chown", "chmod", "checksum"]), instruction.items()].concat(),
        Keyword::Volume => instruction.items(),
        Keyword::Workdir | Keyword::User | Keyword::Stopsignal => vec![instruction.text()],
        Keyword::Run => {
            let mounts = instruction.flags().filter(|flag| flag.name() == "mount");
            mounts.flat_map(|flag| flag.fields()).filter_map(|(_, value)| value).collect()
        }
        _ => Vec::new(),
    }
}

/// The body of a heredoc, in which quotes mean nothing.
fn body<'t>(instruction: &'t Instruction<'t>, body: Span) -> Vec<Part<'t>> {
    let mut pieces = Vec::new();
    let mut at = body.start;
    for (offset, _) in body.of(instruction.source).match_indices(['"', '\'']) {
        let quote = body.start + u32::try_from(offset).unwrap_or(0);
        pieces.push(Piece { span: Span::new(at, quote), reads: None });
        pieces.push(Piece { span: Span::new(quote, quote + 1), reads: Some(' ') });
        at = quote + 1;
    }
    pieces.push(Piece { span: Span::new(at, body.end), reads: None });
    parts(&Joined::new(instruction.source, pieces), instruction.escape)
}
