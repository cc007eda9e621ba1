//! Patterns in variables, as BuildKit reads them: `${x#p}`, `${x%p}` and `${x/p/r}`.
//!
//! ```text
//! *   anything        ?   any character        \*   an asterisk
//! ```

/// Longer values are left as they are: matching tries every cut.
const LONGEST_TRIMMED: usize = 1024;

/// What wildcards are looked for in, and how long the pattern may be: matching tries every part of the text.
const LONGEST_SEARCHED: usize = 48;

/// What the length of the text times that of the replacement may be: every character may be replaced.
const LONGEST_REPLACED: usize = 1 << 20;

/// `text` without the part that matches: `${x#p}` and its kin. A second `#` or `%` before the pattern asks for the longest
/// match.
pub(super) fn trimmed<'t>(text: &'t str, suffix: bool, pattern: &str) -> &'t str {
    let (longest, pattern) = match pattern.strip_prefix(if suffix { '%' } else { '#' }) {
        Some(pattern) => (true, pattern),
        None => (false, pattern),
    };
    if text.len() > LONGEST_TRIMMED {
        return text;
    }
    let mut cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    // Shortest match first, unless the longest is asked for: from the side that is trimmed.
    if suffix != longest {
        cuts.reverse();
    }
    let pattern = tokens(pattern);
    let parts = |cut: usize| text.split_at(cut);
    let found = cuts.into_iter().find(|&cut| matches(&pattern, if suffix { parts(cut).1 } else { parts(cut).0 }));
    found.map_or(text, |cut| if suffix { parts(cut).0 } else { parts(cut).1 })
}

/// `text` with what matches replaced: `${x/p/r}` and `${x//p/r}`, where `argument` is what stands behind the first slash. `None`
/// where BuildKit refuses it, or where it can't be told.
pub(super) fn replaced(text: &str, argument: &str) -> Option<String> {
    let (all, argument) = match argument.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, argument),
    };
    let (pattern, replacement) = split(argument)?;
    // It stays to be seen what an escape means there.
    if replacement.contains('\\') || text.len().saturating_mul(replacement.len()) > LONGEST_REPLACED {
        return None;
    }
    let pattern = tokens(pattern);
    let plain: Option<String> =
        pattern.iter().map(|token| if let Token::Char(char) = token { Some(*char) } else { None }).collect();
    if let Some(plain) = plain {
        let most = if all { usize::MAX } else { 1 };
        return Some(text.replacen(&plain, replacement, most));
    }
    if text.len() > LONGEST_SEARCHED || pattern.len() > LONGEST_SEARCHED {
        return None;
    }
    let mut result = String::new();
    let mut rest = text;
    while let Some((start, end)) = first_match(&pattern, rest) {
        result.push_str(&rest[..start]);
        result.push_str(replacement);
        rest = &rest[end..];
        if !all || rest.is_empty() {
            break;
        }
    }
    Some(result + rest)
}

/// The pattern, and what stands behind the slash that ends it.
fn split(argument: &str) -> Option<(&str, &str)> {
    let mut escaped = false;
    let end = argument.bytes().position(|byte| {
        let ends = byte == b'/' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })?;
    Some((&argument[..end], &argument[end + 1..]))
}

/// Where the pattern matches first, and there as much as it can.
fn first_match(pattern: &[Token], text: &str) -> Option<(usize, usize)> {
    let cuts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let longest = |start: usize| cuts.iter().rev().find(|end| **end >= start && matches(pattern, &text[start..**end]));
    // Nothing at all is no match that a replacement could go on behind.
    cuts.iter().find_map(|start| longest(*start).map(|end| (*start, *end)).filter(|(start, end)| start < end))
}

/// A step of a pattern.
#[derive(Clone, Copy, PartialEq)]
enum Token {
    Char(char),
    /// `?`
    One,
    /// `*`
    Many,
}

fn tokens(pattern: &str) -> Vec<Token> {
    let mut chars = pattern.chars();
    let mut tokens = Vec::new();
    while let Some(char) = chars.next() {
        tokens.push(match char {
            '*' => Token::Many,
            '?' => Token::One,
            '\\' => Token::Char(chars.next().unwrap_or('\\')),
            char => Token::Char(char),
        });
    }
    tokens
}

/// Whether all of `text` matches.
fn matches(pattern: &[Token], text: &str) -> bool {
    let (mut at, mut rest) = (0, text.chars());
    let mut star: Option<(usize, std::str::Chars<'_>)> = None;
    loop {
        let before = rest.clone();
        match (pattern.get(at), rest.next()) {
            (Some(Token::Many), _) => {
                rest = before;
                star = Some((at, rest.clone()));
                at += 1;
            }
            (None, None) => return true,
            (Some(Token::One), Some(_)) => at += 1,
            (Some(Token::Char(wanted)), Some(char)) if *wanted == char => at += 1,
            // The last asterisk takes one character more.
            _ => {
                let Some((behind, taken)) = &mut star else { return false };
                if taken.next().is_none() {
                    return false;
                }
                at = *behind + 1;
                rest = taken.clone();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_trims_the_shortest_or_the_longest_match() {
        let cases = [
            ("a.b.c", false, "*.", "b.c"),
            ("a.b.c", false, "#*.", "c"),
            ("a.b.c", true, ".*", "a.b"),
            ("a.b.c", true, "%.*", "a"),
            ("ab", false, "?", "b"),
            ("ab", true, "x", "ab"),
            ("*ab", false, r"\*", "ab"),
            ("abc", false, r"\*", "abc"),
        ];
        for (text, suffix, pattern, left) in cases {
            assert_eq!(trimmed(text, suffix, pattern), left, "{text} {pattern}");
        }
    }

    #[test]
    fn a_pattern_is_replaced_once_or_everywhere() {
        let cases = [
            ("1/2/3", r"\//-", Some("1-2/3")),
            ("1/2/3", r"/\//-", Some("1-2-3")),
            ("aXbX1", "*X/-", Some("-1")),
            ("abc", "?/-", Some("-bc")),
            ("abc", "/?/-", Some("---")),
            ("a.b", "/./", Some("ab")),
            ("abc", "x*/-", Some("abc")),
            ("abc", "b", None),
            ("abc", r"b/\-", None),
        ];
        for (text, argument, expected) in cases {
            assert_eq!(replaced(text, argument).as_deref(), expected, "{text} {argument}");
        }
    }
}
