//! What the value of a label may look like, and whether it does.

use email_address::{EmailAddress, Options};
use fluent_uri::Uri;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use time::format_description::well_known::Rfc3339;
use time::{OffsetDateTime, UtcOffset};

/// The form of a label's value.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(super) enum Format {
    /// Anything.
    Text,
    /// A URL, with its scheme.
    Url,
    /// A date with a time and a zone.
    Rfc3339,
    /// The identifier of a licence, or an expression of several.
    Spdx,
    /// The hash of a Git commit, whole or in seven digits.
    Hash,
    /// A semantic version.
    Semver,
    /// An address of electronic mail.
    Email,
}

impl Format {
    /// What a value of this form is, with its article.
    pub(super) const fn described(self) -> &'static str {
        match self {
            Self::Text => "a text",
            Self::Url => "a URL with its scheme",
            Self::Rfc3339 => "a time as RFC 3339 writes it",
            Self::Spdx => "a licence that SPDX lists",
            Self::Hash => "a Git hash",
            Self::Semver => "a semantic version",
            Self::Email => "an e-mail address",
        }
    }

    /// A value of this form.
    pub(super) const fn example(self) -> &'static str {
        match self {
            Self::Text => "Notes of a course",
            Self::Url => "https://github.com/openedx/edx-notes-api",
            Self::Rfc3339 => "2026-03-01T12:30:00Z",
            Self::Spdx => "AGPL-3.0-only",
            Self::Hash => "f00ba42",
            Self::Semver => "1.4.0",
            Self::Email => "team@example.com",
        }
    }

    /// Whether `value` is of this form.
    pub(super) fn fits(self, value: &str) -> bool {
        match self {
            Self::Text => true,
            Self::Url => Uri::parse(value).is_ok_and(|uri| uri.authority().is_some() || !uri.path().is_empty()),
            Self::Rfc3339 => is_time(value),
            Self::Spdx => spdx::Expression::parse(value).is_ok_and(|licences| {
                // The crate takes for a licence what SPDX writes where nobody has looked.
                licences.requirements().all(|it| it.req.license.id().is_none_or(|id| id.name != "NOASSERTION"))
            }),
            Self::Hash => {
                let digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
                matches!(value.len(), 7 | 40) && value.bytes().all(digit)
            }
            Self::Semver => semver::Version::parse(value).is_ok(),
            Self::Email => {
                let options = Options::default().without_display_text();
                EmailAddress::parse_with_options(value, options).is_ok()
            }
        }
    }
}

/// Whether `value` is a time. The crate takes any byte for the `T`, and a leap second at the end of a month alone, where
/// others take one at the end of each day.
fn is_time(value: &str) -> bool {
    let parse = |text: &str| OffsetDateTime::parse(text, &Rfc3339).ok();
    let ends_a_day = |time: OffsetDateTime| {
        time.checked_to_offset(UtcOffset::UTC).is_some_and(|time| (time.hour(), time.minute()) == (23, 59))
    };
    let leap = || {
        let (minute, rest) = (value.get(..17)?, value.get(17..)?.strip_prefix("60")?);
        parse(&format!("{minute}59{rest}"))
    };
    let separated = matches!(value.as_bytes().get(10), Some(b'T' | b't'));
    separated && (parse(value).is_some() || leap().is_some_and(ends_a_day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(format: Format, fit: &[&str], unfit: &[&str]) {
        assert!(format.fits(format.example()), "{format:?}");
        for value in fit {
            assert!(format.fits(value), "{format:?}: {value}");
        }
        for value in unfit {
            assert!(!format.fits(value), "{format:?}: {value}");
        }
    }

    #[test]
    fn addresses_have_a_scheme() {
        let fit = ["http://localhost:8000/a?b#c", "ssh://git@example.com/x.git", "mailto:a@example.com"];
        check(Format::Url, &fit, &["", "example.com", "/docs", "https:", "http://a b", "https://example.com/é"]);
        check(Format::Email, &["a.b+c@example.com"], &["", "example.com", "a@", "A <a@example.com>"]);
    }

    #[test]
    fn times_have_a_zone() {
        let fit = ["2026-03-01T12:30:00.25+01:00", "2026-03-01t12:30:00z"];
        check(Format::Rfc3339, &fit, &["", "2026-03-01", "2026-03-01T12:30:00", "2026-13-01T12:30:00Z", "yesterday"]);
        check(Format::Rfc3339, &[], &["2026-03-01_12:30:00Z", "2026-03-01 12:30:00Z", "é026-03-01T12:30:00Z"]);
    }

    #[test]
    fn days_may_end_with_a_leap_second() {
        let fit = ["2024-01-02T23:59:60Z", "2016-12-31T15:59:60.5-08:00", "2016-12-31T23:59:60Z"];
        check(
            Format::Rfc3339,
            &fit,
            &["2024-01-02T12:30:60Z", "2024-01-02T23:59:61Z", "2024-01-02T23:59:60", "9999-12-31T23:59:60-23:00"],
        );
    }

    #[test]
    fn licences_are_those_of_spdx() {
        let fit = ["MIT", "GPL-3.0-or-later", "LicenseRef-notes", "Apache-2.0 OR MIT", "BSD-3-Clause"];
        check(
            Format::Spdx,
            &fit,
            &["", "BSD", "AGPL-3.0", "Apache 2", "MIT AND", "proprietary", "NONE", "NOASSERTION", "MIT OR NOASSERTION"],
        );
    }

    #[test]
    fn versions_are_exact() {
        check(Format::Semver, &["1.0.0-rc.1+5"], &["", "1", "1.0", "v1.0.0", "01.0.0"]);
        let long = "0123456789abcdef0123456789abcdef01234567";
        check(Format::Hash, &[long], &["", "F00BA42", "f00ba4", "f00ba425", "main"]);
    }
}
