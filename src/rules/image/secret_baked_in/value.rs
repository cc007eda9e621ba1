//! Whether a value can be a secret. A name alone says too little.

use crate::text::OPAQUE;

/// Whether the value of something that is named like a credential is one: not empty, not a place where one lies, not a
/// switch, and known to the letter.
pub(super) fn is_literal_secret(value: &str) -> bool {
    let value = value.trim();
    let lower = value.to_lowercase();
    let place = value.starts_with(['/', '~']) || value.starts_with("./") || value.contains("://");
    let file = [".crt", ".cer", ".json", ".key", ".pem", ".pub", ".txt", ".yaml", ".yml"];
    let open = value.contains(['$', '`', '{', '<', '>', '(', '[', '*', ' ', '\t', '\n', '%', OPAQUE]);
    !value.is_empty() && !place && !open && !WORDS.contains(&&*lower) && !file.iter().any(|end| lower.ends_with(end))
}

/// Values that say how, or whether, not what.
const WORDS: &[&str] = &[
    "0",
    "1",
    "all",
    "auto",
    "basic",
    "default",
    "digest",
    "disabled",
    "enabled",
    "env",
    "external",
    "false",
    "file",
    "id_dsa",
    "id_ed25519",
    "id_rsa",
    "jwt",
    "ldap",
    "md5",
    "nil",
    "no",
    "none",
    "null",
    "oauth",
    "oauth2",
    "off",
    "on",
    "optional",
    "plain",
    "required",
    "scram-sha-256",
    "true",
    "trust",
    "undefined",
    "unset",
    "yes",
];

#[cfg(test)]
mod tests {
    use super::is_literal_secret;

    #[test]
    fn a_dummy_is_a_secret_that_works() {
        assert!(["dummy", "changeme", "forumapikey", "1234"].iter().all(|value| is_literal_secret(value)));
    }

    #[test]
    fn places_switches_and_variables_are_none() {
        let values = ["", "/run/secrets/x", "$X", "none", "true", "<token>", "https://a.b/c", "key.pem", "{{ X }}"];
        assert!(!values.iter().any(|value| is_literal_secret(value)));
    }
}
