//! Settings that the application's code signs or verifies with: whoever knows their value makes what the application
//! believes.
//!
//! ```text
//! jwt.decode(token, settings.CLIENT_SECRET, algorithms=["HS256"])
//!                   ^^^^^^^^^^^^^^^^^^^^^^ the key
//! ```

use crate::repo::Repository;
use crate::text::{Source, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the settings, by name, are handed to what signs with them.
pub(super) type Keys = BTreeMap<String, (Arc<Source>, Span)>;

/// Calls that take a key.
const CALLS: [&str; 5] = ["jwt.decode(", "jwt.encode(", "hmac.digest(", "hmac.new(", "Signer("];

/// How far behind its parenthesis a call is read.
const LONGEST_CALL: usize = 1024;

/// The keys in all code that is no test.
pub(super) fn keys(repository: &Repository<'_>) -> Keys {
    let mut keys = Keys::new();
    for path in repository.paths().iter().filter(|path| is_code(path)) {
        let Some(source) = repository.text(path) else { continue };
        for (name, span) in places(source.text()) {
            keys.entry(name.to_owned()).or_insert_with(|| (Arc::clone(&source), span));
        }
    }
    keys
}

fn is_code(path: &str) -> bool {
    let strange =
        |part: &str| matches!(part, "test" | "tests" | "migrations" | "node_modules") || part.starts_with("test_");
    path.strip_suffix(".py").is_some_and(|path| !path.split('/').any(strange))
}

/// The settings that are arguments of such calls, or that a variable brings there which is set right before.
fn places(text: &str) -> Vec<(&str, Span)> {
    let calls = CALLS.iter().flat_map(|call| text.match_indices(call).map(|(at, found)| at + found.len()));
    let mut found = Vec::new();
    for open in calls {
        let arguments = arguments(&text[open..]);
        found.extend(settings(text, open, arguments));
        let begin = text.floor_char_boundary(open.saturating_sub(LONGEST_WAY));
        // Of another function, nothing comes here.
        let begin = text[begin..open].rfind("def ").map_or(begin, |function| begin + function);
        let names = |name: &str| arguments.split(|next: char| !is_of_name(next)).any(|word| word == name);
        let mut at = begin;
        for line in text[begin..open].split_inclusive('\n') {
            if line.split_once('=').is_some_and(|(name, _)| !name.trim().is_empty() && names(name.trim())) {
                found.extend(settings(text, at, line));
            }
            at += line.len();
        }
    }
    found
}

/// The settings that `part` names, which stands at `base` in `text`.
fn settings<'t>(text: &'t str, base: usize, part: &str) -> impl Iterator<Item = (&'t str, Span)> {
    let part = &text[base..base + part.len()];
    part.match_indices(PREFIX).filter_map(move |(at, prefix)| {
        let rest = &part[at + prefix.len()..];
        let length = rest.find(|next: char| !is_of_name(next)).unwrap_or(rest.len());
        let start = u32::try_from(base + at).ok()?;
        let end = start + u32::try_from(prefix.len() + length).ok()?;
        Some((&rest[..length], Span::new(start, end)))
    })
}

fn is_of_name(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// What stands in front of a setting's name.
const PREFIX: &str = "settings.";

/// How far before a call a variable may be set that it takes.
const LONGEST_WAY: usize = 1024;

/// What stands before the parenthesis that closes the call.
fn arguments(text: &str) -> &str {
    let text = &text[..text.floor_char_boundary(LONGEST_CALL)];
    let mut depth = 1;
    let end = text.bytes().position(|byte| {
        depth += i32::from(byte == b'(') - i32::from(byte == b')');
        depth == 0
    });
    &text[..end.unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_an_argument_of_what_signs() {
        let found = |text: &str| {
            places(text).into_iter().map(|(name, span)| (name.to_owned(), span.of(text).to_owned())).collect()
        };
        let all = |text: &str| -> Vec<(String, String)> { found(text) };
        let key = [("KEY".to_owned(), "settings.KEY".to_owned())];
        assert_eq!(all("data = jwt.decode(\n    token,\n    settings.KEY,\n)"), key);
        assert_eq!(all("hmac.new(settings.KEY.encode(), body, sha256)"), key);
        assert_eq!(all("jwt.encode(dict(a=1), settings.KEY)"), key);
        assert_eq!(all("client.login(settings.KEY)"), []);
        assert_eq!(all("jwt.decode(token, key)\nclient.login(settings.KEY)"), []);
        assert_eq!(all("def a():\n    key = settings.KEY.encode()\n    return hmac.digest(key, body, sha256)"), key);
        assert_eq!(all("def a():\n    key = settings.KEY\ndef b(key):\n    jwt.decode(token, key)"), []);
        assert_eq!(all("other = settings.KEY\nkeys == settings.KEY\njwt.decode(token, key)"), []);
    }
}
