//! Names of credentials, and ARGs that somebody has to give one.

use super::{Definition, DefinitionKind, Dockerfile, GapKind, Place};

/// Words that name a secret.
const SECRET: [&str; 14] = [
    "ACCESSTOKEN",
    "APIKEY",
    "AUTHTOKEN",
    "CREDENTIAL",
    "CREDENTIALS",
    "NETRC",
    "PASS",
    "PASSPHRASE",
    "PASSWD",
    "PASSWORD",
    "PAT",
    "SECRET",
    "SECRETS",
    "TOKEN",
];

/// Words that make a key a secret: `SSH_KEY`, `PRIVATE_KEY`.
const SECRET_KEY: [&str; 7] = ["ACCESS", "API", "AUTH", "DEPLOY", "LICENSE", "PRIVATE", "SSH"];

/// Words that make a name that of something public about a secret.
const ABOUT: [&str; 20] = [
    "ALGORITHM",
    "DIR",
    "EXPIRY",
    "FILE",
    "FINGERPRINT",
    "HASH",
    "HOST",
    "HOSTS",
    "ID",
    "KEYRING",
    "KEYSERVER",
    "LENGTH",
    "NAME",
    "PATH",
    "PUB",
    "PUBLIC",
    "TYPE",
    "URI",
    "URL",
    "VERSION",
];

/// Whether a variable of this name holds a token, a password or a private key.
pub fn names_credential(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    let words: Vec<&str> = name.split(['_', '-', '.']).collect();
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let key = words.contains(&"KEY") && has(&SECRET_KEY);
    !has(&ABOUT) && (key || has(&SECRET) || name.ends_with("TOKEN") || name.ends_with("PASSWORD"))
}

impl<'t> Dockerfile<'t> {
    /// The ARG without default that gives `name` its value at a place, itself or through an ENV that passes it on.
    pub fn argument_without_default(&self, place: Place, name: &str) -> Option<&Definition<'t>> {
        let Some(defined) = self.definition(place, name) else { return self.bare_argument(place, name) };
        let gaps = &defined.value.as_ref()?.gaps;
        let passed = gaps.iter().find(|gap| gap.kind == GapKind::WithoutDefault)?;
        self.bare_argument(place, &passed.name)
    }

    fn bare_argument(&self, place: Place, name: &str) -> Option<&Definition<'t>> {
        self.chain(&self.stages[place.stage]).find_map(|stage| {
            let end = if stage.index == place.stage { place.step } else { usize::MAX };
            stage.scope.find(name, end).filter(|found| found.kind == DefinitionKind::Arg && found.value.is_none())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::names_credential;

    #[test]
    fn tokens_passwords_and_private_keys_are_credentials() {
        for name in ["GITHUB_TOKEN", "ACCESSTOKEN", "npm_token", "SSH_PRIVATE_KEY", "DB_PASSWORD", "GH_PAT", "SSH_KEY"]
        {
            assert!(names_credential(name), "{name}");
        }
    }

    #[test]
    fn what_is_about_a_secret_is_none() {
        for name in
            ["JENKINS_WORKER_KEY_URL", "AWS_ACCESS_KEY_ID", "GPG_KEY", "SECRET_FILE", "PATH", "TOKEN_URL", "KEYS"]
        {
            assert!(!names_credential(name), "{name}");
        }
    }
}
