//! The formats of a report, by name.

use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// What a report is written as.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Format {
    /// Text for people, with excerpts.
    #[default]
    Human,
    /// A line for each finding, for editors.
    Concise,
    /// Our own, for scripts; versioned.
    Json,
    /// SARIF 2.1.0, for code scanning and editors.
    Sarif,
    /// Workflow commands, for the annotations of a pull request.
    Github,
    /// Markdown, for a step summary or a comment.
    Markdown,
    /// GitLab's Code Quality, for merge requests.
    Gitlab,
    /// JUnit's XML, for what shows tests.
    Junit,
    /// Checkstyle's XML.
    Checkstyle,
    /// Reviewdog's diagnostics.
    Rdjson,
}

/// A name that is no format's.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("no report format is called `{0}`; choose one of {names}", names = Format::names().join(", "))]
pub struct UnknownFormat(pub String);

impl Format {
    /// Every format, in the order in which help should list them.
    pub const ALL: [Self; 10] = [
        Self::Human,
        Self::Concise,
        Self::Json,
        Self::Sarif,
        Self::Github,
        Self::Markdown,
        Self::Gitlab,
        Self::Junit,
        Self::Checkstyle,
        Self::Rdjson,
    ];

    /// Their names, in the same order.
    pub fn names() -> [&'static str; Self::ALL.len()] {
        Self::ALL.map(Self::as_str)
    }

    /// Whether a report has the text of fixes in it.
    pub(super) const fn shows_fixes(self) -> bool {
        matches!(self, Self::Json | Self::Sarif | Self::Rdjson)
    }

    /// The name on the command line and in the configuration.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Human => "human",
            Self::Concise => "concise",
            Self::Json => "json",
            Self::Sarif => "sarif",
            Self::Github => "github",
            Self::Markdown => "markdown",
            Self::Gitlab => "gitlab",
            Self::Junit => "junit",
            Self::Checkstyle => "checkstyle",
            Self::Rdjson => "rdjson",
        }
    }

    /// The usual extension of a file in this format, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Human | Self::Concise | Self::Github => "txt",
            Self::Json | Self::Gitlab | Self::Rdjson => "json",
            Self::Sarif => "sarif",
            Self::Markdown => "md",
            Self::Junit | Self::Checkstyle => "xml",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|format| format.as_str() == name).ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_found_by_its_name() {
        for format in Format::ALL {
            assert_eq!(format.to_string().parse(), Ok(format));
        }
    }

    #[test]
    fn an_unknown_name_is_told_the_known_ones() {
        let error = "xml".parse::<Format>().unwrap_err().to_string();
        assert!(error.starts_with("no report format is called `xml`; choose one of human, concise, json"), "{error}");
    }
}
