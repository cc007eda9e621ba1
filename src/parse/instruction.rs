//! One instruction: its keyword, flags, arguments and heredocs, as views of the source.

use super::Keyword;
use super::flags::{self, Flag, FlagSpans};
use super::heredoc::Heredoc;
use super::json::{self, Item, Json};
use super::logical::Logical;
use super::pairs::{self, Pair};
use super::words::{self, Word};
use crate::text::{Joined, Piece, Span};
use std::ops::Range;

/// An instruction of a Dockerfile.
///
/// For `ONBUILD RUN make`, `keyword`, flags and arguments are the trigger's (`RUN`), and `onbuild` says so.
#[derive(Debug)]
pub struct Instruction<'s> {
    /// The text that it stands in.
    pub source: &'s str,
    /// From the keyword to the last byte of its arguments or heredocs.
    pub span: Span,
    /// What it does.
    pub keyword: Keyword,
    /// The keyword's bytes.
    pub keyword_span: Span,
    /// The `ONBUILD` in front of it.
    pub onbuild: Option<Span>,
    /// Comment lines between its lines.
    pub comments: Vec<Span>,
    /// Blank lines between its lines.
    pub blanks: Vec<Span>,
    /// Its heredocs, in order.
    pub heredocs: Vec<Heredoc>,
    /// The escape character in force: a backslash or a backtick.
    pub escape: u8,
    /// Indices of the nodes between the instruction before and this one.
    pub leading: Range<u32>,
    pieces: Vec<Piece>,
    flags: Vec<FlagSpans>,
    arguments: Span,
}

/// What an instruction is given.
#[derive(Debug)]
pub enum Arguments<'t> {
    /// A JSON array of strings: the exec form.
    Json(Vec<Item<'t>>),
    /// Words between blanks.
    Words(Vec<Word<'t>>),
}

/// What RUN, CMD, ENTRYPOINT, SHELL or HEALTHCHECK CMD runs.
#[derive(Debug)]
pub enum Command<'t> {
    /// A JSON array: executed as it is.
    Exec(Vec<Item<'t>>),
    /// Text for the shell, the heredocs behind it included.
    Shell(Joined<'t>),
}

impl<'s> Instruction<'s> {
    /// Whether `span` stands in a comment between its lines.
    pub fn is_commented(&self, span: Span) -> bool {
        let behind = self.comments.partition_point(|comment| comment.start <= span.start);
        self.comments[..behind].last().is_some_and(|comment| comment.covers(span))
    }

    pub(super) fn new(source: &'s str, line: Logical, escape: u8, leading: Range<u32>) -> Self {
        let joined = Joined::new(source, line.pieces.as_slice());
        let (mut keyword_span, mut rest) = words::split_first(&joined);
        let mut keyword = Keyword::of(&joined.slice(keyword_span).text());
        let mut onbuild = None;
        if keyword == Keyword::Onbuild && !joined.slice(rest).is_empty() {
            onbuild = Some(keyword_span);
            (keyword_span, rest) = words::split_first(&joined.slice(rest));
            keyword = Keyword::of(&joined.slice(keyword_span).text());
        }
        let (flags, arguments) = flags::split(&joined.slice(rest), escape);
        let start = onbuild.unwrap_or(keyword_span).start;
        let end = arguments.end.max(flags.last().map_or(keyword_span.end, |flag| flag.span.end));
        Self {
            source,
            span: Span::new(start, end),
            keyword,
            keyword_span,
            onbuild,
            comments: line.comments,
            blanks: line.blanks,
            heredocs: Vec::new(),
            escape,
            leading,
            pieces: line.pieces,
            flags,
            arguments,
        }
    }

    /// The whole logical line, from its first word on.
    pub fn line(&self) -> Joined<'_> {
        Joined::new(self.source, self.pieces.as_slice())
    }

    /// The continued lines that begin as instructions do: the keyword, which is in capitals and has something behind it, and
    /// the escape character that makes it a word of this one.
    pub fn restarts(&self) -> impl Iterator<Item = (Span, Span)> {
        self.pieces.windows(2).filter_map(|pair| {
            let [before, piece] = [pair[0].span, pair[1].span];
            let line = piece.of(self.source);
            let shown = line.trim_start();
            // Few lines of a script begin with a capital letter.
            if !shown.as_bytes().first()?.is_ascii_uppercase() {
                return None;
            }
            let (word, behind) = shown.split_once([' ', '\t'])?;
            if Keyword::of(word).as_str() != word || behind.trim().is_empty() {
                return None;
            }
            let gap = Span::new(before.end, piece.start).of(self.source);
            let escape = before.end + u32::try_from(gap.find(self.escape as char)?).ok()?;
            let start = piece.start + u32::try_from(line.len() - shown.len()).ok()?;
            // A template's tags may end the instruction.
            let passed_over = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
            let joined = gap.ends_with('\n') && gap.lines().skip(1).all(passed_over);
            joined.then(|| (Span::new(start, start + u32::try_from(word.len()).unwrap_or(0)), Span::at(escape)))
        })
    }

    /// The keyword as written.
    pub fn keyword_text(&self) -> std::borrow::Cow<'_, str> {
        self.line().slice(self.keyword_span).text()
    }

    /// What follows keyword and flags, without blanks around.
    pub fn rest(&self) -> Joined<'_> {
        self.line().slice(self.arguments)
    }

    /// Whether it has any argument.
    pub fn has_arguments(&self) -> bool {
        !self.arguments.is_empty()
    }

    /// The flags (`--name=value`), in order.
    pub fn flags(&self) -> impl Iterator<Item = Flag<'_>> {
        self.flags.iter().map(|spans| Flag::new(self.line(), *spans, self.escape))
    }

    /// The first flag called `name`.
    pub fn flag(&self, name: &str) -> Option<Flag<'_>> {
        self.flags().find(|flag| flag.name() == name)
    }

    /// The exec form, where the arguments are a JSON array of strings.
    pub fn json(&self) -> Option<Vec<Item<'_>>> {
        let mut items = Vec::new();
        matches!(self.read_json(|item| items.push(item)), Json::Strings).then_some(items)
    }

    /// What the array holds that is no string, for which BuildKit refuses it.
    pub fn json_fault(&self) -> Option<Span> {
        match self.read_json(drop) {
            Json::Other(span) => Some(span),
            _ => None,
        }
    }

    fn read_json<'t>(&'t self, each: impl FnMut(Item<'t>)) -> Json {
        let first = self.source.as_bytes().get(self.arguments.start as usize);
        if self.keyword == Keyword::Healthcheck || first == Some(&b'[') {
            json::read(&self.command_text(), each)
        } else {
            Json::No
        }
    }

    /// Arguments between blanks, or a JSON array where the instruction takes one.
    pub fn arguments(&self) -> Arguments<'_> {
        if self.keyword.takes_json()
            && let Some(items) = self.json()
        {
            return Arguments::Json(items);
        }
        Arguments::Words(self.words())
    }

    /// The same as words, whichever form they have.
    pub fn items(&self) -> Vec<Word<'_>> {
        match self.arguments() {
            Arguments::Json(items) => items.into_iter().map(|item| Word::new(item.text, self.escape)).collect(),
            Arguments::Words(words) => words,
        }
    }

    /// Arguments between blanks, quotes meaning nothing (FROM, COPY, EXPOSE …).
    pub fn words(&self) -> Vec<Word<'_>> {
        words::split(&self.rest(), self.escape)
    }

    /// Names and values of ENV, LABEL and ARG.
    pub fn pairs(&self) -> Vec<Pair<'_>> {
        pairs::read(&self.rest(), self.keyword, self.escape).collect()
    }

    /// The first of them.
    pub fn first_pair(&self) -> Option<Pair<'_>> {
        pairs::read(&self.rest(), self.keyword, self.escape).next()
    }

    /// All arguments as one word (WORKDIR, USER, STOPSIGNAL, MAINTAINER).
    pub fn text(&self) -> Word<'_> {
        Word::new(self.rest(), self.escape)
    }

    /// What RUN, CMD, ENTRYPOINT, SHELL or HEALTHCHECK CMD runs.
    pub fn command(&self) -> Command<'_> {
        if let Some(items) = self.json() {
            return Command::Exec(items);
        }
        let text = self.command_text();
        let Some(last) = self.heredocs.last() else { return Command::Shell(text) };
        // The shell reads the bodies behind the line, as they stand: newline, body, delimiter.
        let mut pieces: Vec<Piece> = text.pieces().collect();
        let first = self.heredocs.first().map_or(last.body.start, |first| first.body.start);
        pieces.push(Piece { span: Span::new(first.saturating_sub(1).max(text.span().end), first), reads: Some('\n') });
        pieces.push(Piece { span: Span::new(first, last.delimiter_line.end), reads: None });
        Command::Shell(Joined::new(self.source, pieces))
    }

    /// The body of the one heredoc that is all of a RUN's command (`RUN <<EOF`): BuildKit runs it as a script.
    pub fn sole_heredoc(&self) -> Option<Joined<'_>> {
        let [heredoc] = self.heredocs.as_slice() else { return None };
        (self.keyword == Keyword::Run && self.rest().span() == heredoc.span)
            .then(|| Joined::whole(self.source, heredoc.body))
    }

    /// The arguments that are a command: for HEALTHCHECK, what follows `CMD`.
    fn command_text(&self) -> Joined<'_> {
        let rest = self.rest();
        if self.keyword != Keyword::Healthcheck {
            return rest;
        }
        let (_, behind) = words::split_first(&rest);
        rest.slice(behind)
    }
}
