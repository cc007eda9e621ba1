//! The instructions' names.

/// What an instruction is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
#[allow(missing_docs, reason = "each is the instruction of that name in the Dockerfile reference")]
pub enum Keyword {
    Add,
    Arg,
    Cmd,
    Copy,
    Entrypoint,
    Env,
    Expose,
    From,
    Healthcheck,
    Label,
    Maintainer,
    Onbuild,
    Run,
    Shell,
    Stopsignal,
    User,
    Volume,
    Workdir,
    /// No instruction that BuildKit knows.
    Unknown,
}

impl Keyword {
    /// Every known instruction, by name.
    pub const ALL: [Self; 18] = [
        Self::Add,
        Self::Arg,
        Self::Cmd,
        Self::Copy,
        Self::Entrypoint,
        Self::Env,
        Self::Expose,
        Self::From,
        Self::Healthcheck,
        Self::Label,
        Self::Maintainer,
        Self::Onbuild,
        Self::Run,
        Self::Shell,
        Self::Stopsignal,
        Self::User,
        Self::Volume,
        Self::Workdir,
    ];

    /// The keyword written as `name`, in any case.
    pub fn of(name: &str) -> Self {
        // A file has a keyword on every other line: the first letter leaves three to compare with at most.
        let candidates: &[Self] = match name.as_bytes().first().map(u8::to_ascii_uppercase) {
            Some(b'A') => &[Self::Arg, Self::Add],
            Some(b'C') => &[Self::Copy, Self::Cmd],
            Some(b'E') => &[Self::Env, Self::Expose, Self::Entrypoint],
            Some(b'F') => &[Self::From],
            Some(b'H') => &[Self::Healthcheck],
            Some(b'L') => &[Self::Label],
            Some(b'M') => &[Self::Maintainer],
            Some(b'O') => &[Self::Onbuild],
            Some(b'R') => &[Self::Run],
            Some(b'S') => &[Self::Shell, Self::Stopsignal],
            Some(b'U') => &[Self::User],
            Some(b'V') => &[Self::Volume],
            Some(b'W') => &[Self::Workdir],
            _ => &[],
        };
        let written = |keyword: &&Self| keyword.as_str().eq_ignore_ascii_case(name);
        candidates.iter().find(written).copied().unwrap_or(Self::Unknown)
    }

    /// Its name in capitals; `UNKNOWN` for none.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Add => "ADD",
            Self::Arg => "ARG",
            Self::Cmd => "CMD",
            Self::Copy => "COPY",
            Self::Entrypoint => "ENTRYPOINT",
            Self::Env => "ENV",
            Self::Expose => "EXPOSE",
            Self::From => "FROM",
            Self::Healthcheck => "HEALTHCHECK",
            Self::Label => "LABEL",
            Self::Maintainer => "MAINTAINER",
            Self::Onbuild => "ONBUILD",
            Self::Run => "RUN",
            Self::Shell => "SHELL",
            Self::Stopsignal => "STOPSIGNAL",
            Self::User => "USER",
            Self::Volume => "VOLUME",
            Self::Workdir => "WORKDIR",
            Self::Unknown => "UNKNOWN",
        }
    }

    /// Whether BuildKit looks for heredocs in it.
    pub const fn takes_heredocs(self) -> bool {
        matches!(self, Self::Add | Self::Copy | Self::Run)
    }

    /// Whether its arguments may be a JSON array.
    pub const fn takes_json(self) -> bool {
        matches!(
            self,
            Self::Add
                | Self::Cmd
                | Self::Copy
                | Self::Entrypoint
                | Self::Healthcheck
                | Self::Run
                | Self::Shell
                | Self::Volume
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_keyword_is_known_by_its_name_in_any_case() {
        for keyword in Keyword::ALL {
            assert_eq!(Keyword::of(keyword.as_str()), keyword);
            assert_eq!(Keyword::of(&keyword.as_str().to_lowercase()), keyword);
        }
    }

    #[test]
    fn other_words_are_unknown() {
        for name in ["", "RU", "RUNS", "UNKNOWN", "É"] {
            assert_eq!(Keyword::of(name), Keyword::Unknown, "{name}");
        }
    }
}
