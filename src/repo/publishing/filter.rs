//! The patterns that a push is filtered by.
//!
//! ```text
//! branches: [main, 'release/**', '!release/test*']     the last pattern that fits decides
//!                   *   any characters but `/`     ?  the one before, or not
//!                   **  any characters             +  the one before, once or more      [a-z]  one of these
//! ```

use super::reference::Reference;

/// Whether `patterns`, in order, let `reference` through. One that stands for many names gets through where one of them may.
pub(super) fn lets_through<'p>(patterns: impl IntoIterator<Item = &'p str>, reference: Reference<'_>) -> bool {
    patterns.into_iter().fold(false, |through, pattern| match pattern.strip_prefix('!') {
        Some(pattern) => through && !takes_all(pattern, reference),
        None => through || may_fit(pattern, reference),
    })
}

/// Whether `pattern` fits the name, or one that begins so.
pub(super) fn may_fit(pattern: &str, reference: Reference<'_>) -> bool {
    let tokens = tokens(pattern);
    let states = run(&tokens, reference.name);
    if reference.whole { states.last() == Some(&true) } else { states.iter().any(|&alive| alive) }
}

/// Whether `pattern` fits every name that begins so.
pub(super) fn takes_all(pattern: &str, reference: Reference<'_>) -> bool {
    let tokens = tokens(pattern);
    let fits = |name: &str| run(&tokens, name).last() == Some(&true);
    // Releases are called after woods, and their tags are numbered.
    let names = if reference.whole { [""; 2] } else { ["yew", "yew.1"] };
    names.iter().all(|name| fits(&format!("{}{name}", reference.name)))
}

struct Token {
    fits: Fits,
    /// Whether it may be left out, and whether it may come again.
    optional: bool,
    again: bool,
}

enum Fits {
    Character(char),
    AnyButSlash,
    Any,
    /// One of these ranges.
    Ranges(Vec<(char, char)>),
}

fn tokens(pattern: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut rest = pattern.chars().peekable();
    while let Some(character) = rest.next() {
        let once = |fits| Token { fits, optional: false, again: false };
        match character {
            '*' => {
                let deep = rest.next_if_eq(&'*').is_some();
                let fits = if deep { Fits::Any } else { Fits::AnyButSlash };
                tokens.push(Token { fits, optional: true, again: true });
            }
            '?' => tokens.iter_mut().last().into_iter().for_each(|token| token.optional = true),
            '+' => tokens.iter_mut().last().into_iter().for_each(|token| token.again = true),
            '[' => {
                let inside: Vec<char> = rest.by_ref().take_while(|&character| character != ']').collect();
                tokens.push(once(Fits::Ranges(ranges(&inside))));
            }
            '\\' => tokens.extend(rest.next().map(|next| once(Fits::Character(next)))),
            other => tokens.push(once(Fits::Character(other))),
        }
    }
    tokens
}

fn ranges(mut inside: &[char]) -> Vec<(char, char)> {
    let mut ranges = Vec::new();
    loop {
        inside = match inside {
            [] => return ranges,
            [first, '-', last, rest @ ..] => {
                ranges.push((*first, *last));
                rest
            }
            [one, rest @ ..] => {
                ranges.push((*one, *one));
                rest
            }
        };
    }
}

/// Before which tokens one can stand once `text` is read; the last place is behind them all.
fn run(tokens: &[Token], text: &str) -> Vec<bool> {
    let skip = |states: &mut Vec<bool>| {
        for (at, token) in tokens.iter().enumerate() {
            states[at + 1] |= states[at] && token.optional;
        }
    };
    let mut states = vec![false; tokens.len() + 1];
    states[0] = true;
    skip(&mut states);
    for character in text.chars() {
        let mut next = vec![false; tokens.len() + 1];
        for (at, token) in tokens.iter().enumerate().filter(|&(at, _)| states[at]) {
            if token.fits.fits(character) {
                next[at + 1] = true;
                // Once more: it stays where it is.
                next[at] |= token.again;
            }
        }
        states = next;
        skip(&mut states);
    }
    states
}

impl Fits {
    fn fits(&self, character: char) -> bool {
        match self {
            Self::Character(own) => *own == character,
            Self::AnyButSlash => character != '/',
            Self::Any => true,
            Self::Ranges(ranges) => ranges.iter().any(|(first, last)| (*first..=*last).contains(&character)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::RefKind;
    use super::*;

    #[test]
    fn a_pattern_fits_a_name_as_github_says() {
        let fits = |pattern: &str, name: &str| may_fit(pattern, Reference::default_branch(name));
        for (pattern, name) in [
            ("main", "main"),
            ("**", "release/teak"),
            ("*", "main"),
            ("release/**", "release/a/b"),
            ("v[12].[0-9]+.[0-9]+", "v1.10.1"),
            ("*.jsx?", "page.js"),
            ("*.jsx?", "page.jsx"),
            ("main\\+", "main+"),
        ] {
            assert!(fits(pattern, name), "{pattern} {name}");
        }
        for (pattern, name) in [
            ("main", "maintenance"),
            ("*", "release/teak"),
            ("release/*", "release/a/b"),
            ("v[12]", "v3"),
            ("", "main"),
        ] {
            assert!(!fits(pattern, name), "{pattern} {name}");
        }
    }

    #[test]
    fn a_pattern_fits_names_that_begin_alike_where_it_fits_one() {
        let releases = Reference::all(RefKind::Branch, "release/");
        for pattern in ["**", "release/**", "release/*", "release/teak", "release/t*.master", "rel**", "**/teak"] {
            assert!(may_fit(pattern, releases), "{pattern}");
        }
        for pattern in ["*", "main", "open-release/**", "releases/*", "release"] {
            assert!(!may_fit(pattern, releases), "{pattern}");
        }
    }

    #[test]
    fn the_last_pattern_that_fits_decides() {
        let main = Reference::default_branch("main");
        assert!(lets_through(["**", "!dev"], main));
        assert!(!lets_through(["**", "!ma*"], main));
        assert!(lets_through(["**", "!ma*", "main"], main));
        let releases = Reference::all(RefKind::Branch, "release/");
        assert!(lets_through(["**", "!release/test"], releases));
        assert!(!lets_through(["**", "!release/**"], releases));
    }

    #[test]
    fn many_stars_are_read_in_time() {
        let pattern = "*a".repeat(2000);
        assert!(!may_fit(&pattern, Reference::default_branch(&"a".repeat(1000))));
    }
}
