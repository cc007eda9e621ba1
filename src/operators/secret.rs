//! What of a value nobody may see: what is called a credential, what has the form of one, passwords in addresses.

use crate::model::names_credential;

/// What is shown in its place.
pub(super) const MASK: &str = "***";

/// Whether `text`, which is called `name`, is a secret as a whole.
pub(super) fn is_secret(name: &str, text: &str) -> bool {
    let named = names_credential(name) || name.ends_with("SALT") || name.ends_with("SALTS");
    !text.is_empty() && (named || text.contains("PRIVATE KEY-----") || has_form_of_token(text))
}

/// Whether a string is the name of a setting, a variable or a key: `SECRET_KEY`.
pub(super) fn is_name(text: &str) -> bool {
    let part = |ch: char| ch.is_ascii_uppercase() || ch.is_ascii_digit() || ch == '_';
    text.contains('_') && text.chars().all(part)
}

/// `text` with the passwords of the addresses in it masked: `mysql://root:***@db/notes`.
pub(super) fn without_passwords(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("://") {
        let (before, after) = rest.split_at(at + 3);
        shown.push_str(before);
        let authority =
            after.find(|ch: char| ch.is_whitespace() || matches!(ch, '/' | '"' | '\'')).unwrap_or(after.len());
        let user = after[..authority].rfind('@').map(|end| &after[..end]);
        match user.and_then(|user| user.split_once(':')) {
            Some((user, password)) if !password.is_empty() => {
                shown.extend([user, ":", MASK]);
                rest = &after[user.len() + 1 + password.len()..];
            }
            _ => rest = after,
        }
    }
    shown + rest
}

/// Whether `text` begins as the tokens of well-known providers do, or is as long and as random as a key.
fn has_form_of_token(text: &str) -> bool {
    const PREFIXES: [&str; 11] =
        ["AKIA", "AIza", "SG.", "ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "sk_live_", "xoxb-", "xoxp-"];
    if text.len() >= 20 && PREFIXES.iter().any(|prefix| text.starts_with(prefix)) {
        return true;
    }
    let count = |kind: fn(char) -> bool| text.chars().filter(|&ch| kind(ch)).count();
    let is_word = text.chars().all(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '+' | '/' | '='));
    let mixed = count(|ch| ch.is_ascii_digit()) >= 4 && count(|ch| ch.is_ascii_alphabetic()) >= 4;
    text.len() >= 32 && is_word && mixed && !text.starts_with('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_forms_tell_secrets() {
        for (name, text) in [
            ("SECRET_KEY", "x"),
            ("PASSWORD", "x"),
            ("X", "-----BEGIN RSA PRIVATE KEY-----"),
            ("X", "ghp_abcdefghijklmnopqrstuvwxyz0123456789"),
            ("X", "3f786850e387550fdab836ed7e6dc881de23001b"),
        ] {
            assert!(is_secret(name, text), "{name} {text}");
        }
        for (name, text) in [("SECRET_KEY", ""), ("X", "/var/www/a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4e5"), ("USER", "root")]
        {
            assert!(!is_secret(name, text), "{name} {text}");
        }
    }

    #[test]
    fn addresses_keep_all_but_the_password() {
        assert_eq!(without_passwords("redis://:pw@h:1/0, http://a:b@c"), "redis://:***@h:1/0, http://a:***@c");
        assert_eq!(without_passwords("http://lms:18000/a@b"), "http://lms:18000/a@b");
        assert_eq!(without_passwords("x://a:p@w@h"), "x://a:***@h");
    }
}
