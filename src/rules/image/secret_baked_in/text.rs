//! Names and values in text of any kind: shell, INI, YAML, JSON.
//!
//! ```text
//! export TOKEN="abc"      password: abc      {\"password\": \"abc\"}
//!        ^^^^^ ^^^ name, value
//! ```

use crate::text::Span;

/// A name with its value.
pub(super) struct Pair<'s> {
    pub(super) name: &'s str,
    pub(super) value: &'s str,
    /// Where the value stands.
    pub(super) span: Span,
}

/// The pairs in a stretch of `source`.
pub(super) fn pairs(source: &str, within: Span) -> Vec<Pair<'_>> {
    let text = within.of(source);
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(|byte| matches!(byte, b'=' | b':')) {
        let separator = at + step;
        at = separator + 1;
        let before = &text[..separator];
        let quoted = before.ends_with(['"', '\'']);
        let before = before.trim_end_matches(['"', '\'', '\\', ' ']);
        let start = before.bytes().rposition(|byte| !is_name(byte)).map_or(0, |last| last + 1);
        let name = &before[start..];
        if name.is_empty() || name.len() > LONGEST_NAME {
            continue;
        }
        let behind = &text[at..];
        let blank = behind.starts_with(' ');
        // `a:b` is no pair of YAML or JSON; `a: b` and `"a":"b"` are.
        if bytes[separator] == b':' && !quoted && !blank {
            continue;
        }
        let rest = behind.trim_start_matches(' ');
        let opened = rest.trim_start_matches('\\');
        let value = match opened.bytes().next() {
            Some(quote @ (b'"' | b'\'')) => {
                let inner = nested(&opened[1..], rest.len() - opened.len());
                inner.split(char::from(quote)).next().unwrap_or("").trim_end_matches('\\')
            }
            _ => {
                rest.split([' ', '\t', '\n', '\r', '"', '\'', ',', ';', '}', '\\', '&', '|', ')']).next().unwrap_or("")
            }
        };
        if value.len() > LONGEST_NAME {
            // No text is read more than a few times.
            at = value.as_ptr() as usize - text.as_ptr() as usize + value.len();
        }
        let offset = value.as_ptr() as usize - source.as_ptr() as usize;
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        found.push(Pair { name, value, span: Span::new(place(offset), place(offset + value.len())) });
    }
    found
}

/// What stands behind a quote, without another one that is escaped more often than that, `escapes` times: `"\"abc\""`.
fn nested(inner: &str, escapes: usize) -> &str {
    let behind = inner.trim_start_matches('\\');
    let deeper = inner.len() - behind.len() > escapes;
    behind.strip_prefix(['"', '\'']).filter(|_| deeper).unwrap_or(inner)
}

/// Longer names are text of another kind.
const LONGEST_NAME: usize = 64;

fn is_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, &str)> {
        let pairs = pairs(text, Span::new(0, u32::try_from(text.len()).unwrap()));
        assert!(pairs.iter().all(|pair| pair.span.of(text) == pair.value));
        pairs.into_iter().map(|pair| (pair.name, pair.value)).collect()
    }

    #[test]
    fn pairs_of_shell_ini_yaml_and_json() {
        assert_eq!(found("export TOKEN=\"a b\""), [("TOKEN", "a b")]);
        assert_eq!(found("password = abc\n"), [("password", "abc")]);
        assert_eq!(found("password: 'abc'"), [("password", "abc")]);
        assert_eq!(found(r#"{\"password\": \"abc\", "x":"y"}"#), [("password", "abc"), ("x", "y")]);
    }

    #[test]
    fn a_value_may_be_json_in_json() {
        assert_eq!(found(r#"{"KEY": "\"abc\"", "x": ""}"#), [("KEY", "abc"), ("x", "")]);
        assert_eq!(found(r#"{\"KEY\": \"\", \"x\": \"y\"}"#), [("KEY", ""), ("x", "y")]);
        assert_eq!(found(r#"KEY="\"abc\"""#), [("KEY", "abc")]);
    }

    #[test]
    fn a_colon_without_a_blank_is_no_pair() {
        assert_eq!(found("me:abc https://x"), []);
    }

    #[test]
    fn many_separators_cost_their_number() {
        assert_eq!(found(&"a=".repeat(1 << 19)).len(), 1);
    }
}
