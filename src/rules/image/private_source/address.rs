//! What an address in a text asks of those who fetch from it.

use super::PrivateSource;
use crate::model::{is_this_machine, why_private};
use memchr::memchr2;

/// Why not everybody can fetch from an address.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) enum Fault {
    /// It is reached by SSH, which asks for a key: its host.
    Ssh(String),
    /// Its host is private.
    Host(String, &'static str),
    /// A variable holds the credential: the host, the variable.
    Credential(String, String),
}

/// Schemes of addresses that are fetched from without a key.
const SCHEMES: [&str; 6] = ["http", "https", "ftp", "git", "svn", "deb"];

impl PrivateSource {
    /// The first fault of an address in `text`.
    pub(super) fn fault(&self, text: &str) -> Option<Fault> {
        // Both forms of an address have one of these.
        memchr2(b'@', b':', text.as_bytes())?;
        ssh(text).map(Fault::Ssh).or_else(|| {
            let mut rest = text;
            while let Some(at) = rest.find("://") {
                let (before, behind) = (&rest[..at], &rest[at + 3..]);
                let scheme = before.rsplit(|char: char| !char.is_ascii_alphanumeric()).next().unwrap_or_default();
                if SCHEMES.contains(&scheme)
                    && let Some(fault) = self.authority(behind)
                {
                    return Some(fault);
                }
                rest = behind;
            }
            None
        })
    }

    /// Judge what stands between `://` and the path.
    fn authority(&self, text: &str) -> Option<Fault> {
        let authority = text.split(['/', '?', '#', ' ', '"', '\'', '\n', '\t', ',']).next()?;
        let (credential, host) = match authority.rsplit_once('@') {
            Some((credential, host)) => (Some(credential), host),
            None => (None, authority),
        };
        let plain = |char: char| char.is_ascii_alphanumeric() || "-.:[]".contains(char);
        if !host.is_empty() && host.chars().all(plain) && !is_this_machine(host) {
            let named = self.private.iter().any(|pattern| pattern.is_match(host));
            let why = if named { Some("private, the project's configuration says") } else { why_private(host) };
            if let Some(why) = why {
                return Some(Fault::Host(host.to_owned(), why));
            }
        }
        let (_, behind) = credential?.rsplit_once("${")?;
        let name = behind.strip_suffix('}')?;
        Some(Fault::Credential(host.to_owned(), name.to_owned()))
    }
}

/// The host of an address that is reached by SSH.
fn ssh(text: &str) -> Option<String> {
    let host = |rest: &str| {
        let end = rest.find(|char: char| !(char.is_ascii_alphanumeric() || "-.".contains(char)))?;
        (end > 0).then(|| rest[..end].to_lowercase())
    };
    if let Some(at) = text.find("ssh://") {
        let rest = &text[at + 6..];
        let authority = rest.split('/').next()?;
        return host(&format!("{}/", authority.rsplit('@').next()?));
    }
    let at = text.find("git@")?;
    // `https://git@host` has a user's name, and no key; `x.git@v1` names a version.
    let word = text[..at].ends_with("url.")
        || text[..at].chars().next_back().is_none_or(|char| !char.is_ascii_alphanumeric() && !"/-_.".contains(char));
    let host = host(&text[at + 4..])?;
    let behind = text[at + 4 + host.len()..].chars().next();
    (word && matches!(behind, Some(':' | '/'))).then_some(host)
}
