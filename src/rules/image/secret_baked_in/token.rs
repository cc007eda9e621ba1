//! Secrets that are known by their form: tokens with a provider's prefix, passwords in addresses, private keys.

use super::{AT_BUILD_TIME, Holder, Secret, value};
use crate::model::Dockerfile;
use crate::text::Span;
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// What tokens begin with, how many characters follow at least, and whose they are.
const TOKENS: &[(&str, usize, &str)] = &[
    ("AIza", 35, "a Google API key"),
    ("AKIA", 16, "an AWS access key"),
    ("SG.", 40, "a SendGrid key"),
    ("dckr_pat_", 20, "a Docker token"),
    ("ghp_", 36, "a GitHub token"),
    ("gho_", 36, "a GitHub token"),
    ("ghs_", 36, "a GitHub token"),
    ("ghu_", 36, "a GitHub token"),
    ("github_pat_", 22, "a GitHub token"),
    ("glpat-", 20, "a GitLab token"),
    ("hf_", 30, "a Hugging Face token"),
    ("npm_", 36, "an npm token"),
    ("pypi-AgE", 16, "a PyPI token"),
    ("rk_live_", 16, "a Stripe key"),
    ("sk_live_", 16, "a Stripe key"),
    ("xoxb-", 20, "a Slack token"),
    ("xoxp-", 20, "a Slack token"),
];

/// What stands in every address, and at the head of every private key.
static SCHEME: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("://"));
static KEY: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("PRIVATE KEY-----"));

/// What tokens are made of, by byte: it is ASCII, so that bytes are characters.
const PART: [bool; 256] = {
    let mut part = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        part[byte as usize] = byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
        byte += 1;
    }
    part
};

/// No token is shorter.
const SHORTEST: usize = 20;

pub(super) fn secrets(file: &Dockerfile<'_>, holder: &Holder<'_>) -> Vec<Secret> {
    let mut found = Vec::new();
    let any_key = KEY.find(file.tree.source.as_bytes()).is_some();
    for instruction in &file.tree.instructions {
        let mut hits = Vec::new();
        tokens(instruction.source, instruction.span, &mut hits);
        addresses(instruction.source, instruction.span, &mut hits);
        if any_key {
            private_keys(instruction.source, instruction.span, &mut hits);
        }
        hits.retain(|(span, _)| !instruction.is_commented(*span));
        found.extend(hits.into_iter().map(|(span, what)| Secret {
            span,
            message: format!("{what} is written here, where everybody who has the {} can read it", holder(span.start)),
            labels: Vec::new(),
            help: AT_BUILD_TIME,
        }));
    }
    found
}

fn span(base: Span, start: usize, length: usize) -> Span {
    let start = base.start.saturating_add(u32::try_from(start).unwrap_or(u32::MAX));
    Span::new(start, start.saturating_add(u32::try_from(length).unwrap_or(u32::MAX)))
}

fn tokens(source: &str, within: Span, hits: &mut Vec<(Span, &'static str)>) {
    let text = within.of(source);
    for word in long_words(text) {
        let is_token = |(prefix, length, _): &&(&str, usize, &str)| {
            word.len() >= prefix.len() + length && word.starts_with(prefix)
        };
        let Some((_, _, what)) = TOKENS.iter().find(is_token) else { continue };
        if !word.to_uppercase().contains("EXAMPLE") {
            hits.push((span(within, word.as_ptr() as usize - text.as_ptr() as usize, word.len()), what));
        }
    }
}

/// The words that are long enough for a token. A shorter one is passed without a look at its letters: no word that holds what
/// is looked at ends before the byte that ends the shortest.
fn long_words(text: &str) -> impl Iterator<Item = &str> {
    let bytes = text.as_bytes();
    let mut start = 0;
    std::iter::from_fn(move || {
        while let Some(window) = bytes.get(start..start + SHORTEST) {
            if let Some(last) = window.iter().rposition(|byte| !PART[*byte as usize]) {
                start += last + 1;
                continue;
            }
            let rest = bytes[start..].iter().position(|byte| !PART[*byte as usize]);
            let end = rest.map_or(bytes.len(), |length| start + length);
            let word = text.get(start..end);
            start = end;
            return word;
        }
        None
    })
}

/// `scheme://name:password@host`.
fn addresses(source: &str, within: Span, hits: &mut Vec<(Span, &'static str)>) {
    let text = within.of(source);
    for at in SCHEME.find_iter(text.as_bytes()) {
        let authority = &text[at + 3..];
        let end =
            authority.find(['/', ' ', '\t', '\n', '"', '\'', ';', ',', '|', '?', '#', '\\']).unwrap_or(authority.len());
        let Some((user, _)) = authority[..end].rsplit_once('@') else { continue };
        let Some((name, password)) = user.split_once(':') else { continue };
        if value::is_literal_secret(password) && name != "anonymous" {
            hits.push((span(within, at + 3 + name.len() + 1, password.len()), "a password in an address"));
        }
    }
}

fn private_keys(source: &str, within: Span, hits: &mut Vec<(Span, &'static str)>) {
    let text = within.of(source);
    let mut seen = 0;
    for at in KEY.find_iter(text.as_bytes()) {
        let dashes = text[..at].trim_end_matches(|ch: char| ch.is_ascii_uppercase() || ch == ' ');
        if at < seen || !dashes.ends_with("-----") || !text[dashes.len()..].starts_with("BEGIN ") {
            continue;
        }
        let begin = dashes.len() - 5;
        let behind = at + KEY.needle().len();
        let length = text[behind..].find("-----END").unwrap_or(text.len() - behind);
        seen = behind + length;
        // A command that merely looks for the mark has no key behind it.
        if text[behind..seen].bytes().filter(u8::is_ascii_alphanumeric).count() > 32 {
            hits.push((span(within, begin, seen - begin), "a private key"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<&str> {
        let within = Span::new(0, u32::try_from(text.len()).unwrap());
        let mut hits = Vec::new();
        tokens(text, within, &mut hits);
        addresses(text, within, &mut hits);
        private_keys(text, within, &mut hits);
        hits.into_iter().map(|(span, _)| span.of(text)).collect()
    }

    #[test]
    fn no_token_is_shorter_than_the_shortest() {
        assert_eq!(TOKENS.iter().map(|(prefix, length, _)| prefix.len() + length).min(), Some(SHORTEST));
    }

    #[test]
    fn a_token_is_known_by_its_prefix_and_its_length() {
        let token = format!("ghp_{}", "a1".repeat(18));
        assert_eq!(found(&format!("é RUN x --token={token};")), [token]);
        assert!(found("RUN x ghp_short AKIAIOSFODNN7EXAMPLE").is_empty());
    }

    #[test]
    fn a_password_in_an_address_is_one_unless_it_is_a_variable() {
        assert_eq!(found("RUN curl https://me:hunter2@example.com/a@b"), ["hunter2"]);
        assert!(found("RUN curl https://me:$PW@h https://me@h https://h/a:b@c").is_empty());
    }

    #[test]
    fn looking_for_a_private_key_is_not_having_one() {
        assert!(found("RUN grep -e '-----BEGIN RSA PRIVATE KEY-----' x").is_empty());
        let key = format!("-----BEGIN RSA PRIVATE KEY-----\n{}\n", "Ab1".repeat(20));
        assert_eq!(found(&format!("{key}-----END RSA PRIVATE KEY-----")), [key]);
    }
}
