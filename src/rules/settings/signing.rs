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

/// The settings that are arguments of such calls.
fn places(text: &str) -> impl Iterator<Item = (&str, Span)> {
    let calls = CALLS.iter().flat_map(move |call| text.match_indices(call).map(|(at, found)| at + found.len()));
    calls.flat_map(move |open| {
        let arguments = arguments(&text[open..]);
        arguments.match_indices(PREFIX).filter_map(move |(at, prefix)| {
            let rest = &arguments[at + prefix.len()..];
            let length = rest.find(|next: char| !next.is_alphanumeric() && next != '_').unwrap_or(rest.len());
            let start = u32::try_from(open + at).ok()?;
            let end = start + u32::try_from(prefix.len() + length).ok()?;
            Some((&rest[..length], Span::new(start, end)))
        })
    })
}

/// What stands in front of a setting's name.
const PREFIX: &str = "settings.";

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
        let found = |text: &str| places(text).map(|(name, span)| (name.to_owned(), span.of(text).to_owned())).collect();
        let all = |text: &str| -> Vec<(String, String)> { found(text) };
        let key = [("KEY".to_owned(), "settings.KEY".to_owned())];
        assert_eq!(all("data = jwt.decode(\n    token,\n    settings.KEY,\n)"), key);
        assert_eq!(all("hmac.new(settings.KEY.encode(), body, sha256)"), key);
        assert_eq!(all("jwt.encode(dict(a=1), settings.KEY)"), key);
        assert_eq!(all("client.login(settings.KEY)"), []);
        assert_eq!(all("jwt.decode(token, key)\nclient.login(settings.KEY)"), []);
    }
}
