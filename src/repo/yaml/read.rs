//! From the parser's events to the arena.

use super::flow::in_one_line;
use super::{Data, Problem, Value, Yaml};
use crate::text::Span;
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::borrow::Cow;
use std::collections::HashMap;

/// Most nodes that are read of one text.
const MOST_NODES: usize = 1 << 20;

/// Most values that a collection may stand for, aliases written out: 16 million.
const MOST_VALUES: u64 = 1 << 24;

/// How many bytes are read again, at most, since a line begins too far left.
const MOST_READ_AGAIN: usize = 1 << 26;

/// Read `text`, and what only the grammar's indentation forbids too.
pub(super) fn read(text: &str) -> Yaml {
    // The parser does not know a byte order mark.
    let mut shown = Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut budget = MOST_READ_AGAIN;
    loop {
        let (yaml, outdented) = read_strictly(&shown, Offsets::new(text));
        budget = budget.saturating_sub(text.len());
        let Some(line) = outdented.filter(|_| budget > 0).and_then(|at| in_one_line(&shown, at)) else {
            return yaml;
        };
        shown = Cow::Owned(line);
    }
}

/// Read `text` as far as the parser takes it, and tell the character at which a line begins too far left for it.
fn read_strictly(text: &str, offsets: Offsets) -> (Yaml, Option<usize>) {
    let mut reader = Reader { offsets, ..Reader::default() };
    let mut parser = Parser::new_from_str(text);
    let mut outdented = None;
    while let Some(next) = parser.next_event() {
        match next {
            Ok((Event::StreamEnd, _)) => break,
            Ok((event, span)) => {
                let span = Span::new(reader.offsets.of(span.start.index()), reader.offsets.of(span.end.index()));
                if reader.yaml.nodes.len() >= MOST_NODES {
                    reader.yaml.problem = Some(Problem { span, message: "it goes on too long".to_owned() });
                    break;
                }
                reader.take(event, span);
                if reader.explodes {
                    let message = "its aliases stand for more than 16 million values".to_owned();
                    reader.yaml.problem = Some(Problem { span, message });
                    break;
                }
            }
            Err(error) => {
                let at = error.marker().index();
                outdented = error.info().starts_with("invalid indentation").then_some(at);
                let span = Span::at(reader.offsets.of(at));
                reader.yaml.problem = Some(Problem { span, message: error.info().to_owned() });
                break;
            }
        }
    }
    (reader.finish(), outdented)
}

/// Builds the arena from events.
#[derive(Default)]
struct Reader {
    yaml: Yaml,
    /// The collections that are open, with what they hold so far and their anchors.
    open: Vec<(usize, Vec<usize>, usize)>,
    anchors: HashMap<usize, usize>,
    /// How many values each node stands for.
    values: Vec<u64>,
    /// Whether one stands for more than it may. Nothing here is copied, but what else reads the file would copy it.
    explodes: bool,
    offsets: Offsets,
}

impl Reader {
    fn take(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let value = Value::Scalar { text: text.into_owned(), plain: style == ScalarStyle::Plain };
                let index = self.push(span, value);
                self.done(index, anchor);
            }
            Event::SequenceStart(anchor, _) => self.begin(span, Value::Sequence(Vec::new()), anchor),
            Event::MappingStart(anchor, _) => self.begin(span, Value::Mapping(Vec::new()), anchor),
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            // One that names what is still open, or nothing, stands for nothing: no node holds itself.
            Event::Alias(anchor) => {
                let nothing = Value::Scalar { text: String::new(), plain: true };
                let known = self.anchors.get(&anchor).copied();
                let index = known.unwrap_or_else(|| self.push(span, nothing));
                self.done(index, 0);
            }
            _ => {}
        }
    }

    fn push(&mut self, span: Span, value: Value) -> usize {
        self.yaml.nodes.push(Data { span, value });
        self.values.push(1);
        self.yaml.nodes.len() - 1
    }

    fn begin(&mut self, span: Span, value: Value, anchor: usize) {
        let index = self.push(span, value);
        self.open.push((index, Vec::new(), anchor));
    }

    fn end(&mut self, span: Span) {
        let Some((index, held, anchor)) = self.open.pop() else { return };
        let values = held.iter().fold(1_u64, |sum, &held| sum.saturating_add(self.values[held]));
        self.values[index] = values;
        self.explodes |= values > MOST_VALUES;
        let data = &mut self.yaml.nodes[index];
        data.span = data.span.to(span);
        match &mut data.value {
            Value::Mapping(entries) => {
                entries.extend(held.chunks_exact(2).map(|pair| (pair[0], pair[1])));
            }
            Value::Sequence(items) => *items = held,
            Value::Scalar { .. } => {}
        }
        self.done(index, anchor);
    }

    /// `index` is whole: its anchor is known from now on, and what is open holds it.
    fn done(&mut self, index: usize, anchor: usize) {
        if anchor > 0 {
            self.anchors.insert(anchor, index);
        }
        match self.open.last_mut() {
            Some((_, held, _)) => held.push(index),
            None => self.yaml.documents.push(index),
        }
    }

    /// What is still open where the text can't be read any further ends there.
    fn finish(mut self) -> Yaml {
        let end = self.yaml.problem.as_ref().map_or(Span::at(0), |problem| Span::at(problem.span.start));
        while !self.open.is_empty() {
            self.end(end);
        }
        self.yaml
    }
}

/// From characters, which the parser counts, to bytes.
#[derive(Default)]
struct Offsets {
    /// The byte of each character; empty where they are the same.
    bytes: Vec<u32>,
    shift: u32,
}

impl Offsets {
    fn new(text: &str) -> Self {
        let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let shift = u32::try_from(mark).unwrap_or(0);
        let text = &text[mark..];
        if text.is_ascii() {
            return Self { bytes: Vec::new(), shift };
        }
        let starts = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        Self { bytes: starts.filter_map(|at| u32::try_from(at).ok()).collect(), shift }
    }

    fn of(&self, character: usize) -> u32 {
        let byte = match self.bytes.last() {
            None => u32::try_from(character).unwrap_or(u32::MAX),
            Some(&last) => self.bytes.get(character).copied().unwrap_or(last),
        };
        byte + self.shift
    }
}
