//! Words: what is literal, what is quoted, where they end. Expansions are read by `expansion`.

use super::closer::Closer;
use super::expansion::Mode;
use super::lexer::{at_newline, eat_continuation};
use super::list::List;
use super::parser::{Frame, Parser};
use super::word::Parts;
use super::{BlockKind, Part, Word};
use crate::text::{OPAQUE, Span};
use std::borrow::Cow;

/// A word, as far as it has been read.
pub(super) struct WordBuilder<'t> {
    source: &'t str,
    start: u32,
    /// How many modes were open when it began.
    pub(super) base: usize,
    parts: Parts<'t>,
    literal: Literal,
    quoted: bool,
    glob: bool,
    context: Context,
}

/// What ends a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Context {
    Command,
    /// `[[ … ]]`: operators do not end it.
    Test,
    /// A heredoc's body: nothing ends it, and quotes are text.
    Heredoc,
}

/// The literal text since the last expansion: a stretch of the source as long as that holds it, a copy from then on.
#[derive(Default)]
struct Literal {
    span: Span,
    copy: Option<String>,
    some: bool,
}

impl Literal {
    fn push(&mut self, span: Span, source: &str) {
        match &mut self.copy {
            Some(copy) => copy.push_str(span.of(source)),
            None if !self.some => self.span = span,
            None if self.span.end == span.start => {}
            None => self.copy = Some([self.span.of(source), span.of(source)].concat()),
        }
        self.some = true;
        self.span = self.span.to(span);
    }

    fn push_char(&mut self, read: char, span: Span, source: &str) {
        let before = if self.some { self.span } else { Span::at(span.start) };
        self.copy.get_or_insert_with(|| before.of(source).to_owned()).push(read);
        self.span = before.to(span);
        self.some = true;
    }
}

/// Bytes that mean something: in commands, in `[[ ]]`, in double quotes, in `${ }`, in `$(( ))`.
const COMMAND: u8 = 1;
const TEST: u8 = 2;
pub(super) const DOUBLE: u8 = 4;
pub(super) const PARAMETER: u8 = 8;
pub(super) const ARITHMETIC: u8 = 16;
const HEREDOC: u8 = 32;

static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let all = [
        (b" \t\n\r;&|()<>'\"\\$`*?[" as &[u8], COMMAND),
        (b" \t\n\r;'\"\\$`*?[", TEST),
        (b"\"\\$`", DOUBLE),
        (b"}'\"\\$`", PARAMETER),
        (b"()\"\\$`", ARITHMETIC),
        (b"\\$`", HEREDOC),
    ];
    let mut class = 0;
    while class < all.len() {
        let (bytes, bit) = all[class];
        let mut index = 0;
        while index < bytes.len() {
            classes[bytes[index] as usize] |= bit;
            index += 1;
        }
        class += 1;
    }
    classes
}

impl<'t> WordBuilder<'t> {
    fn new(source: &'t str, start: u32, base: usize) -> Self {
        let (parts, literal) = (Parts::None, Literal::default());
        Self { source, start, base, parts, literal, quoted: false, glob: false, context: Context::Command }
    }

    pub(super) fn in_test(self) -> Self {
        Self { context: Context::Test, ..self }
    }

    pub(super) fn in_heredoc(self) -> Self {
        Self { context: Context::Heredoc, ..self }
    }

    fn mask(&self) -> u8 {
        match self.context {
            Context::Command => COMMAND,
            Context::Test => TEST,
            Context::Heredoc => HEREDOC,
        }
    }

    /// Whether a variable that is read now stands in quotes.
    pub(super) fn in_quotes(&self, modes: &[Mode<'t>]) -> bool {
        self.context == Context::Heredoc || modes[self.base..].iter().any(|mode| matches!(mode, Mode::Double { .. }))
    }

    /// Whether text that is read now is the word's own, not an expansion's.
    pub(super) fn is_own(&self, modes: &[Mode<'t>]) -> bool {
        matches!(&modes[self.base..], [] | [Mode::Double { .. }])
    }

    /// Whether a quote that comes next opens a quoted stretch of the word.
    pub(super) fn is_bare(&self, modes: &[Mode<'t>]) -> bool {
        modes.len() == self.base && self.context != Context::Heredoc
    }

    /// Add an expansion, unless it stands inside another.
    pub(super) fn expansion(&mut self, part: Part<'t>, modes: &[Mode<'t>]) {
        if self.is_own(modes) {
            self.flush();
            self.parts.push(part);
        }
    }

    pub(super) fn text(&mut self, span: Span) {
        self.literal.push(span, self.source);
    }

    pub(super) fn character(&mut self, read: char, span: Span) {
        self.literal.push_char(read, span, self.source);
    }

    pub(super) fn quote(&mut self) {
        self.quoted = true;
    }

    pub(super) fn globs(&mut self) {
        self.glob = true;
    }

    /// Whether a `(` that comes next opens a pattern: `!(*.py)`.
    pub(super) fn opens_pattern(&self) -> bool {
        let last = match &self.literal.copy {
            Some(copy) => copy.as_bytes().last(),
            None => self.literal.span.of(self.source).as_bytes().last(),
        };
        self.context == Context::Command && matches!(last, Some(b'?' | b'*' | b'+' | b'@' | b'!'))
    }

    /// Whether a backslash quotes `byte` where the word is bare.
    pub(super) fn escapes(&self, byte: Option<u8>) -> bool {
        self.context != Context::Heredoc || matches!(byte, Some(b'$' | b'`' | b'\\'))
    }

    fn flush(&mut self) {
        if self.literal.some {
            let literal = std::mem::take(&mut self.literal);
            let text = literal.copy.map_or(Cow::Borrowed(literal.span.of(self.source)), Cow::Owned);
            self.parts.push(Part::Literal(text, literal.span));
        }
    }

    fn finish(mut self, end: u32) -> Word<'t> {
        self.flush();
        let span = Span::new(self.start, end);
        if matches!(self.parts, Parts::None) {
            self.parts.push(Part::Literal(Cow::Borrowed(""), Span::at(self.start)));
        }
        Word { span, quoted: self.quoted, glob: self.glob, parts: self.parts, source: self.source }
    }
}

impl<'t> Parser<'_, 't, '_> {
    pub(super) fn new_word(&self, start: u32) -> WordBuilder<'t> {
        WordBuilder::new(self.source, start, self.modes.len())
    }

    /// Read on to the end of the word; `None` if a substitution interrupts it, which is on the stack then.
    pub(super) fn word(&mut self, mut word: WordBuilder<'t>) -> Option<Word<'t>> {
        // Where the word ends if nothing but line continuations follow.
        let mut end = None;
        loop {
            let mode = if self.modes.len() > word.base { self.modes.last() } else { None };
            let mask = mode.map_or_else(|| word.mask(), Mode::mask);
            let own = word.is_own(&self.modes);
            let run = self.cursor.run();
            let plain = run.iter().position(|&byte| CLASSES[usize::from(byte)] & mask != 0).unwrap_or(run.len());
            if plain > 0 {
                let start = self.cursor.offset();
                self.cursor.skip(plain);
                if own {
                    word.text(Span::new(start, self.cursor.behind()));
                }
                end = None;
                continue;
            }
            let Some(byte) = self.cursor.peek() else {
                self.close_modes(&mut word);
                return Some(word.finish(end.unwrap_or(self.cursor.behind())));
            };
            if byte == 0xff || CLASSES[usize::from(byte)] & mask == 0 {
                self.take(&mut word);
                end = None;
                continue;
            }
            let bare = mode.is_none();
            if byte == b'\\' {
                let before = self.cursor.behind();
                if eat_continuation(&mut self.cursor) {
                    end = if bare { end.or(Some(before)) } else { None };
                } else {
                    self.backslash(&mut word);
                    end = None;
                }
                continue;
            }
            if bare && self.ends(&mut word, byte) {
                return Some(word.finish(end.unwrap_or(self.cursor.behind())));
            }
            end = None;
            if let Some((kind, open)) = self.special(&mut word, byte) {
                self.interrupt(word, kind, open);
                return None;
            }
        }
    }

    /// Whether an unquoted special byte ends the word.
    fn ends(&mut self, word: &mut WordBuilder<'t>, byte: u8) -> bool {
        match byte {
            b'\r' => at_newline(&self.cursor),
            b'<' | b'>' => self.cursor.peek_second() != Some(b'('),
            b'(' => !word.opens_pattern(),
            b' ' | b'\t' | b'\n' | b';' | b'&' | b'|' | b')' => true,
            _ => false,
        }
    }

    /// Consume the next character into the word.
    pub(super) fn take(&mut self, word: &mut WordBuilder<'t>) {
        let start = self.cursor.offset();
        let own = word.is_own(&self.modes);
        let Some(read) = self.cursor.replaced() else {
            let rest = self.cursor.run().iter().skip(1).take_while(|&&byte| byte & 0xc0 == 0x80).count();
            self.cursor.skip(1 + rest);
            if own {
                word.text(Span::new(start, self.cursor.behind()));
            }
            return;
        };
        self.cursor.bump();
        let span = Span::new(start, self.cursor.behind());
        if read == OPAQUE {
            word.expansion(Part::Opaque { span }, &self.modes);
        } else if own {
            word.character(read, span);
        }
    }

    /// Hand over to the commands of a substitution, whose opening has just been read.
    fn interrupt(&mut self, word: WordBuilder<'t>, kind: BlockKind, open: Span) {
        let owner = self.owner();
        let block = self.open_block(kind, owner);
        self.frames.push(Frame::Word(word));
        self.frames.push(Frame::List(List::new(block, Closer::Parenthesis, None, open)));
    }
}
