//! The words of a text, and phrases among them.
//!
//! ```text
//! $ ./manage.py clear_baskets --all      manage | py | clear_baskets | all
//! One-off tasks                          One | off | Tasks
//! ```

use crate::text::Span;
use std::collections::HashMap;

/// The words within `parts` of `text`: letters, digits and `_`, whatever stands between.
pub fn words(text: &str, parts: &[Span]) -> Vec<Span> {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let mut found = Vec::new();
    for part in parts {
        let mut start = None;
        for (at, character) in part.of(text).char_indices() {
            match start {
                None if is_word(character) => start = Some(at),
                Some(from) if !is_word(character) => {
                    found.push(inside(*part, text, from, at));
                    start = None;
                }
                _ => {}
            }
        }
        found.extend(start.map(|from| inside(*part, text, from, part.len() as usize)));
    }
    found
}

fn inside(part: Span, text: &str, from: usize, to: usize) -> Span {
    let base = part.start as usize;
    Span::on_characters(text, base + from..base + to)
}

/// Phrases to look for, each with what it stands for. Case makes no difference, nor does what separates the words.
#[derive(Clone, Debug)]
pub struct Phrases<T> {
    /// By first word.
    known: HashMap<String, Vec<(Vec<String>, T)>>,
}

impl<T: Copy> Phrases<T> {
    /// What to look for. A phrase without words is never found.
    pub fn new<P: AsRef<str>>(phrases: impl IntoIterator<Item = (P, T)>) -> Self {
        let mut known: HashMap<String, Vec<(Vec<String>, T)>> = HashMap::new();
        for (phrase, meaning) in phrases {
            let phrase = phrase.as_ref().to_lowercase();
            let whole = Span::on_characters(&phrase, 0..phrase.len());
            let mut parts = words(&phrase, &[whole]).into_iter().map(|word| word.of(&phrase).to_owned());
            if let Some(first) = parts.next() {
                known.entry(first).or_default().push((parts.collect(), meaning));
            }
        }
        Self { known }
    }

    /// Those found among `words` of `text`, in order.
    pub fn find(&self, text: &str, words: &[Span]) -> Vec<(T, Span)> {
        let same = |word: &Span, wanted: &String| word.of(text).to_lowercase() == *wanted;
        let mut found = Vec::new();
        for (index, first) in words.iter().enumerate() {
            for (rest, meaning) in self.known.get(&first.of(text).to_lowercase()).into_iter().flatten() {
                let next = &words[index + 1..];
                if next.len() >= rest.len() && next.iter().zip(rest).all(|(word, wanted)| same(word, wanted)) {
                    found.push((*meaning, next[..rest.len()].iter().fold(*first, |whole, word| whole.to(*word))));
                }
            }
        }
        found
    }
}
