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
        Self::ALL.into_iter().find(|keyword| keyword.as_str().eq_ignore_ascii_case(name)).unwrap_or(Self::Unknown)
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
