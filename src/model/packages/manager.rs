//! The package managers: their names, subcommands and the options that take a value.

/// A program that installs packages.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Manager {
    /// `apt-get`, `apt`, `aptitude`.
    Apt,
    /// `apk`.
    Apk,
    /// `dnf`, `yum`, `microdnf`, `tdnf`.
    Dnf,
    /// `zypper`.
    Zypper,
    /// `pip`, `python -m pip`, `uv pip`, `pip-sync`.
    Pip,
    /// `npm`, `pnpm`.
    Npm,
    /// `yarn`.
    Yarn,
    /// `gem`.
    Gem,
}

impl Manager {
    /// The program of that name; versioned names (`pip3.12`) included.
    pub(super) fn of(program: &str) -> Option<Self> {
        Some(match program {
            "apt-get" | "apt" | "aptitude" => Self::Apt,
            "apk" => Self::Apk,
            "dnf" | "yum" | "microdnf" | "tdnf" => Self::Dnf,
            "zypper" => Self::Zypper,
            "npm" | "pnpm" => Self::Npm,
            "yarn" | "yarnpkg" => Self::Yarn,
            "gem" => Self::Gem,
            _ if versioned(program, "pip") => Self::Pip,
            _ => return None,
        })
    }

    /// Whether it installs packages of an operating system.
    pub fn is_system(self) -> bool {
        matches!(self, Self::Apt | Self::Apk | Self::Dnf | Self::Zypper)
    }

    /// Whether `word` is the subcommand that installs.
    pub(super) fn installs(self, word: &str) -> bool {
        match self {
            Self::Apt | Self::Pip => word == "install",
            Self::Apk | Self::Yarn => word == "add",
            Self::Dnf => matches!(word, "install" | "localinstall" | "reinstall"),
            Self::Zypper => matches!(word, "install" | "in"),
            Self::Npm => matches!(word, "install" | "i" | "add"),
            Self::Gem => matches!(word, "install" | "i"),
        }
    }

    /// Whether `option`, as written, takes its value from the next word.
    pub(super) fn takes_value(self, option: &str) -> bool {
        let options: &[&str] = match self {
            Self::Apt => {
                &["-o", "-t", "-c", "-a", "--option", "--target-release", "--default-release", "--config-file"]
            }
            Self::Apk => &[
                "-t",
                "-X",
                "-p",
                "--virtual",
                "--repository",
                "--root",
                "--arch",
                "--keys-dir",
                "--repositories-file",
            ],
            Self::Dnf => &[
                "-c",
                "-d",
                "-e",
                "-x",
                "--config",
                "--enablerepo",
                "--disablerepo",
                "--repo",
                "--repoid",
                "--exclude",
                "--releasever",
                "--installroot",
                "--setopt",
                "--enable",
                "--disable",
                "--forcearch",
            ],
            Self::Zypper => &["-r", "-t", "-R", "--repo", "--from", "--type", "--root", "--name", "-D"],
            Self::Pip => PIP,
            Self::Npm => {
                &["--prefix", "-C", "--registry", "--cache", "--loglevel", "-w", "--workspace", "--dir", "--filter"]
            }
            Self::Yarn => {
                &["--cwd", "--registry", "--cache-folder", "--modules-folder", "--network-timeout", "--mutex"]
            }
            Self::Gem => GEM,
        };
        options.contains(&option)
    }
}

/// The options of pip, and of `uv pip`, whose value is the next word.
const PIP: &[&str] = &[
    "-r",
    "-c",
    "-e",
    "-t",
    "-i",
    "-f",
    "-C",
    "-p",
    "--requirement",
    "--constraint",
    "--editable",
    "--target",
    "--index-url",
    "--extra-index-url",
    "--find-links",
    "--trusted-host",
    "--prefix",
    "--root",
    "--platform",
    "--python-version",
    "--python",
    "--cache-dir",
    "--timeout",
    "--retries",
    "--proxy",
    "--log",
    "--src",
    "--no-binary",
    "--only-binary",
    "--config-settings",
    "--config-setting",
    "--global-option",
    "--install-option",
    "--build-option",
    "--use-feature",
    "--use-deprecated",
    "--exists-action",
    "--keyring-provider",
    "--resume-retries",
    "--default-timeout",
    "--build",
    "--upgrade-strategy",
    "--progress-bar",
    "--cert",
    "--client-cert",
    "--report",
    "--override",
    "--overrides",
    "--index",
    "--upgrade-package",
    "-P",
    "--exclude-newer",
    "--group",
    "--extra",
    "--abi",
    "--implementation",
    "--root-user-action",
];

/// Those of gem.
const GEM: &[&str] = &[
    "-v",
    "--version",
    "-n",
    "--bindir",
    "-i",
    "--install-dir",
    "-s",
    "--source",
    "-P",
    "--trust-policy",
    "-p",
    "--http-proxy",
    "-g",
    "--file",
    "--without",
    "--document",
    "--build-root",
    "--platform",
    "-B",
    "--bulk-threshold",
    "-j",
    "--build-jobs",
    "--config-file",
    "--target-rbconfig",
];

/// `pip`, `pip3`, `pip3.12`.
fn versioned(program: &str, name: &str) -> bool {
    program
        .strip_prefix(name)
        .is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'*'))
}

/// Whether `program` is a Python: `python`, `python3`, `python3.12`, `pypy3`.
pub(super) fn is_python(program: &str) -> bool {
    versioned(program, "python") || versioned(program, "pypy")
}
