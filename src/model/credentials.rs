//! Names of credentials: what a variable's name alone says about its value.
//!
//! ```text
//! GITHUB_ACCESS_TOKEN      the last word names the thing: a token
//! JENKINS_WORKER_KEY_URL   the last word names the thing: an address
//! ```

/// Whether a variable called `name` holds a credential: a token, password, secret or private key itself, not the place, the
/// name or the identifier of one (`TOKEN_FILE`, `KEY_URL`, `ACCESS_KEY_ID`), and nothing that is public.
pub fn names_credential(name: &str) -> bool {
    if !holds_sign(name) {
        return false;
    }
    let words = words(name);
    let all: Vec<&str> = words.iter().map(|word| word.trim_end_matches(|last: char| last.is_ascii_digit())).collect();
    let end = all.iter().rposition(|word| !ENCODINGS.contains(word)).map_or(0, |last| last + 1);
    let Some((thing, before)) = all[..end].split_last() else { return false };
    if all.contains(&"public") || all.first().is_some_and(|first| SWITCHES.contains(first) && !before.is_empty()) {
        return false;
    }
    match *thing {
        "key" | "keys" => before.last().is_none_or(|which| !HARMLESS_KEYS.contains(which)),
        "tokens" => !before.last().is_some_and(|which| matches!(*which, "max" | "min" | "num")),
        thing => SECRETS.contains(&thing) || GLUED.iter().any(|end| thing.ends_with(end)),
    }
}

/// Whether one of the letter sequences stands in `name` without which no word names a credential.
fn holds_sign(name: &str) -> bool {
    const SIGNS: [&str; 8] = ["auth", "cred", "key", "pass", "pat", "pw", "secret", "token"];
    let bytes = name.as_bytes();
    let at = |start: usize, sign: &str| {
        bytes.get(start..start + sign.len()).is_some_and(|found| found.eq_ignore_ascii_case(sign.as_bytes()))
    };
    bytes.iter().enumerate().any(|(start, first)| {
        matches!(first.to_ascii_lowercase(), b'a' | b'c' | b'k' | b'p' | b's' | b't')
            && SIGNS.iter().any(|sign| at(start, sign))
    })
}

/// Words that name a credential where they stand last.
const SECRETS: [&str; 14] = [
    "auth",
    "cred",
    "credential",
    "credentials",
    "creds",
    "pass",
    "passphrase",
    "passphrases",
    "passwords",
    "pat",
    "pw",
    "pwd",
    "secrets",
    "apikeys",
];

/// The same at the end of a word that has no separator: `ACCESSTOKEN`.
const GLUED: [&str; 8] = ["token", "secret", "password", "passwd", "apikey", "accesskey", "privatekey", "secretkey"];

/// What may follow without changing what is meant: `SECRET_KEY_BASE`, `TOKEN_B64`.
const ENCODINGS: [&str; 6] = ["", "b", "base", "value", "default", "pem"];

/// First words of switches: `ALLOW_EMPTY_PASSWORD`.
const SWITCHES: [&str; 11] =
    ["allow", "disable", "enable", "has", "is", "no", "require", "skip", "use", "with", "without"];

/// Keys that are no secrets: fingerprints of signers, and keys of tables.
const HARMLESS_KEYS: [&str; 17] = [
    "apt",
    "cache",
    "debian",
    "foreign",
    "gpg",
    "host",
    "index",
    "map",
    "node",
    "pgp",
    "primary",
    "release",
    "repo",
    "repository",
    "site",
    "sort",
    "trusted",
];

/// `NPM_TOKEN`, `npm-token` and `npmToken` as lower-case words.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower_before = false;
    for char in name.chars() {
        if !char.is_ascii_alphanumeric() || lower_before && char.is_ascii_uppercase() {
            words.push(String::new());
        }
        lower_before = char.is_ascii_lowercase();
        if let Some(word) = words.last_mut().filter(|_| char.is_ascii_alphanumeric()) {
            word.push(char.to_ascii_lowercase());
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_a_credential_holds_a_sign() {
        assert!(SECRETS.iter().chain(&GLUED).chain(&["key", "keys", "tokens"]).all(|word| holds_sign(word)));
        assert!(holds_sign("GITHUB_TOKEN") && !holds_sign("PYTHON_VERSION"));
    }

    fn all(names: &[&str], expected: bool) {
        for name in names {
            assert_eq!(names_credential(name), expected, "{name}");
        }
    }

    #[test]
    fn the_last_word_names_a_credential() {
        all(&["TOKEN", "GITHUB_ACCESS_TOKEN", "NPM_TOKEN", "DB_PASSWORD", "SECRET_KEY", "KEY", "PASS", "secret"], true);
        all(
            &["AWS_SECRET_ACCESS_KEY", "API_KEY", "SSH_PRIVATE_KEY", "NPM_AUTH", "GIT_CREDENTIALS", "LICENSE_KEY"],
            true,
        );
    }

    #[test]
    fn words_may_be_glued_together() {
        all(&["ACCESSTOKEN", "githubToken", "APIKEY", "MYSQLPASSWORD", "npm-token"], true);
    }

    #[test]
    fn an_encoding_or_a_number_behind_changes_nothing() {
        all(&["SECRET_KEY_BASE", "TOKEN_B64", "DEPLOY_KEY_BASE64", "PASSWORD2", "PRIVATE_KEY_PEM"], true);
    }

    #[test]
    fn the_place_or_the_name_of_a_credential_is_none() {
        all(&["CREDENTIALS_CFG", "PASSWORD_FILE", "WORKER_KEY_URL", "AWS_ACCESS_KEY_ID", "SECRET_NAME"], false);
        all(&["CREDENTIALS_SERVICE_VERSION", "TOKEN_PATH", "KEYSTORE", "AUTH_MECH", "OAUTH2_PROXY_VERSION"], false);
    }

    #[test]
    fn what_is_public_is_no_credential() {
        all(&["PUBLIC_KEY", "JWT_PUBLIC_SIGNING_KEY", "GPG_KEY", "APT_KEY", "CACHE_KEY", "RECAPTCHA_SITE_KEY"], false);
    }

    #[test]
    fn a_switch_or_a_number_is_no_credential() {
        all(&["ALLOW_EMPTY_PASSWORD", "USE_AUTH", "MAX_TOKENS", "BYPASS", "MONKEY", "AUTHOR", "COMPASS", ""], false);
    }
}
