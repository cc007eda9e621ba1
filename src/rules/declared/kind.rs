//! The kinds of nodes that a declared rule can visit, and what is around each. Their fields stand in `fields`.

use super::fact::Field;
use super::fields;

/// A kind of nodes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    File,
    Stage,
    Instruction,
    Image,
    Command,
    Installation,
    Package,
    Arg,
    Env,
    Label,
    Copy,
    User,
    Workdir,
    Expose,
    Flag,
    Comment,
    Directive,
}

impl Kind {
    /// Every kind, in the order in which people read about them.
    pub(super) const ALL: [Self; 17] = [
        Self::File,
        Self::Stage,
        Self::Instruction,
        Self::Image,
        Self::Command,
        Self::Installation,
        Self::Package,
        Self::Arg,
        Self::Env,
        Self::Label,
        Self::Copy,
        Self::User,
        Self::Workdir,
        Self::Expose,
        Self::Flag,
        Self::Comment,
        Self::Directive,
    ];

    /// What pages call it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Stage => "stage",
            Self::Instruction => "instruction",
            Self::Image => "image",
            Self::Command => "command",
            Self::Installation => "installation",
            Self::Package => "package",
            Self::Arg => "arg",
            Self::Env => "env",
            Self::Label => "label",
            Self::Copy => "copy",
            Self::User => "user",
            Self::Workdir => "workdir",
            Self::Expose => "expose",
            Self::Flag => "flag",
            Self::Comment => "comment",
            Self::Directive => "directive",
        }
    }

    /// The kind that pages call `name`.
    pub(super) fn of(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What its nodes are, in a sentence without its full stop.
    pub(super) const fn about(self) -> &'static str {
        match self {
            Self::File => "The Dockerfile",
            Self::Stage => "A FROM with all that belongs to it",
            Self::Instruction => "An instruction, FROM and what stands behind ONBUILD included",
            Self::Image => {
                "An image from a registry: in FROM, in `COPY --from`, in `RUN --mount=from=`. Stages and `scratch` are none"
            }
            Self::Command => "A command of a RUN, CMD, ENTRYPOINT or HEALTHCHECK, at any depth of the script",
            Self::Installation => "A command that installs packages",
            Self::Package => "A package that such a command names",
            Self::Arg => "A name that ARG declares, before the first FROM too",
            Self::Env => "A variable that ENV sets",
            Self::Label => "A key and its value in LABEL",
            Self::Copy => "A COPY or an ADD",
            Self::User => "A USER",
            Self::Workdir => "A WORKDIR",
            Self::Expose => "A port or a range of ports in EXPOSE",
            Self::Flag => "A flag of an instruction, such as `--platform=linux/amd64`",
            Self::Comment => "A line of comment, inside instructions and scripts too",
            Self::Directive => "A parser directive: `# syntax=`, `# escape=` or `# check=`",
        }
    }

    /// Its fields.
    pub(super) const fn fields(self) -> &'static [Field] {
        match self {
            Self::File => fields::FILE,
            Self::Stage => fields::STAGE,
            Self::Instruction => fields::INSTRUCTION,
            Self::Image => fields::IMAGE,
            Self::Command => fields::COMMAND,
            Self::Installation => fields::INSTALLATION,
            Self::Package => fields::PACKAGE,
            Self::Arg => fields::ARG,
            Self::Env => fields::ENV,
            Self::Label => fields::LABEL,
            Self::Copy => fields::COPY,
            Self::User => fields::USER,
            Self::Workdir => fields::WORKDIR,
            Self::Expose => fields::EXPOSE,
            Self::Flag => fields::FLAG,
            Self::Comment => fields::COMMENT,
            Self::Directive => fields::DIRECTIVE,
        }
    }

    /// Its field called `name`.
    pub(super) fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }

    /// The kinds of nodes around it, by whose names its conditions reach their fields.
    pub(super) const fn around(self) -> &'static [Self] {
        match self {
            Self::File => &[],
            Self::Stage | Self::Directive => &[Self::File],
            Self::Instruction => &[Self::Stage, Self::File],
            Self::Installation | Self::Package => &[Self::Command, Self::Instruction, Self::Stage, Self::File],
            Self::Comment => &[Self::Instruction, Self::File],
            _ => &[Self::Instruction, Self::Stage, Self::File],
        }
    }
}
