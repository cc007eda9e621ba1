//! What can be set, in one table: from it come the suggestions for a misspelt key, the JSON schema, `oep45 config` and the
//! table of `docs/configuration.md`.

/// One key of a configuration.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Setting {
    /// The key, as it is written.
    pub key: &'static str,
    /// What it does, a sentence.
    pub about: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// What holds where it isn't set, as TOML; empty where that is nothing.
    pub default: &'static str,
    /// What becomes of it where a configuration extends another one.
    pub merge: Merge,
}

/// What a key takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A list of rule names: ids, aliases, groups, `all`.
    RuleNames,
    /// A list of globs, as in a `.gitignore`.
    Globs,
    /// A list of directories, relative to the file.
    Directories,
    /// A directory, relative to the file.
    Directory,
    /// A file, relative to the file.
    File,
    /// A file or a list of them, relative to the file.
    Files,
    /// True or false, or one of these words.
    TruthOr(&'static [&'static str]),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Tables by rule id, with `level` and the rule's options.
    Rules,
    /// A list of tables with `paths` and what holds there: `ignore` and `reason`, or `context`.
    PerFile,
}

/// How a setting of a file goes together with the same one of a file that it extends.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Merge {
    /// The nearer file's takes the place of the other's.
    Replaces,
    /// Both hold.
    Adds,
    /// Key by key, the nearer file's first.
    ByKey,
    /// It is about the file itself.
    Own,
}

impl Merge {
    /// In words, for documents.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Replaces => "replaces",
            Self::Adds => "adds",
            Self::ByKey => "key by key",
            Self::Own => "-",
        }
    }
}

/// The values of `fail-on`, from strict to lax.
pub(super) const FAIL_ON: [&str; 4] = ["note", "warning", "error", "never"];

/// The values of `shellcheck` beside true, which is the first of them, and false.
pub(super) const SHELL_JUDGES: [&str; 3] = ["any", "installed", "builtin"];

/// The values of `ignore-reasons`.
pub(super) const REASONS: [&str; 2] = ["required", "optional"];

/// Every setting, in the order in which documents list them.
pub const SETTINGS: &[Setting] = &[
    Setting {
        key: "extends",
        about: "Files whose settings hold as far as this file doesn't say otherwise; inside the repository.",
        kind: Kind::Files,
        default: "",
        merge: Merge::Own,
    },
    Setting {
        key: "select",
        about: "The rules to run, instead of those that run by default.",
        kind: Kind::RuleNames,
        default: "",
        merge: Merge::Replaces,
    },
    Setting { key: "ignore", about: "Rules not to run.", kind: Kind::RuleNames, default: "[]", merge: Merge::Adds },
    Setting {
        key: "fail-on",
        about: "The mildest severity that makes the exit code 1.",
        kind: Kind::OneOf(&FAIL_ON),
        default: "\"warning\"",
        merge: Merge::Replaces,
    },
    Setting {
        key: "exclude",
        about: "Files that are not checked unless they are named, relative to this file's directory.",
        kind: Kind::Globs,
        default: "[]",
        merge: Merge::Adds,
    },
    Setting {
        key: "locked",
        about: "Rules that always run, and that no comment, no `ignore`, no `per-file` and no amnesty suppresses.",
        kind: Kind::RuleNames,
        default: "[]",
        merge: Merge::Adds,
    },
    Setting {
        key: "context",
        about: "The build context of Dockerfiles, relative to this file's directory; where there is none, it is looked for.",
        kind: Kind::Directory,
        default: "",
        merge: Merge::Replaces,
    },
    Setting {
        key: "shellcheck",
        about: "Whether ShellCheck judges the commands of RUN: the one that is installed, or else the linter that was built in, if one was.",
        kind: Kind::TruthOr(&SHELL_JUDGES),
        default: "false",
        merge: Merge::Replaces,
    },
    Setting {
        key: "ignore-reasons",
        about: "Whether a comment that suppresses findings has to say why.",
        kind: Kind::OneOf(&REASONS),
        default: "\"required\"",
        merge: Merge::Replaces,
    },
    Setting {
        key: "amnesty",
        about: "The amnesty file, relative to this file's directory.",
        kind: Kind::File,
        default: "\"oep45-amnesty.json\"",
        merge: Merge::Replaces,
    },
    Setting {
        key: "rule-pages",
        about: "Directories with rule pages of your own, relative to this file's directory.",
        kind: Kind::Directories,
        default: "[]",
        merge: Merge::Adds,
    },
    Setting {
        key: "per-file",
        about: "What holds for some files: rules not to run on them, with the reason, or their build context.",
        kind: Kind::PerFile,
        default: "",
        merge: Merge::Adds,
    },
    Setting {
        key: "rules",
        about: "A table for each rule, with its `level` and its options.",
        kind: Kind::Rules,
        default: "",
        merge: Merge::ByKey,
    },
];
