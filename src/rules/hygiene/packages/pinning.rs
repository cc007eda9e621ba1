//! The managers whose packages are asked for a version.

use super::unpinned::Pinning;

/// `apt-get install curl=8.5.0-2`.
#[derive(Default)]
pub(super) struct Apt;

impl Pinning for Apt {
    const HELP: &'static str = "Name the version: `package=version`; `apt-cache policy package` shows which there are.";

    fn is_called(program: &str) -> bool {
        program == "apt-get"
    }
}

/// `apk add curl=8.5.0-r0`.
#[derive(Default)]
pub(super) struct Apk;

impl Pinning for Apk {
    const HELP: &'static str = "Name the version: `package=version`, or `package~8.5` for any revision of it.";

    fn is_called(program: &str) -> bool {
        program == "apk"
    }
}

/// `yum install nginx-1.24.0`.
#[derive(Default)]
pub(super) struct Yum;

impl Pinning for Yum {
    const HELP: &'static str = "Name the version: `package-version`; `yum list --showduplicates package` shows them.";

    fn is_called(program: &str) -> bool {
        program == "yum"
    }
}

/// `dnf install nginx-1.24.0`, `dnf module install nodejs:20`.
#[derive(Default)]
pub(super) struct Dnf;

impl Pinning for Dnf {
    const HELP: &'static str = "Name the version: `package-version`, of a module its stream: `module:stream`.";

    fn is_called(program: &str) -> bool {
        matches!(program, "dnf" | "microdnf")
    }
}

/// `zypper install curl=8.5.0`.
#[derive(Default)]
pub(super) struct Zypper;

impl Pinning for Zypper {
    const HELP: &'static str = "Name the version: `package=version`; `zypper search -s package` shows which there are.";

    fn is_called(program: &str) -> bool {
        program == "zypper"
    }
}

/// `pip install django==5.0`.
#[derive(Default)]
pub(super) struct Pip;

impl Pinning for Pip {
    const HELP: &'static str = "Name the version, `package==version`, or install from a file of requirements: `-r`.";

    fn is_called(program: &str) -> bool {
        program.starts_with("pip") || program.starts_with("python")
    }
}

/// `npm install --global npm@10.8.1`.
#[derive(Default)]
pub(super) struct Npm;

impl Pinning for Npm {
    const HELP: &'static str = "Name the version, `package@version`, or install from the lock file: `npm ci`.";

    fn is_called(program: &str) -> bool {
        program == "npm"
    }
}

/// `gem install rake:13.1.0`.
#[derive(Default)]
pub(super) struct Gem;

impl Pinning for Gem {
    const HELP: &'static str = "Name the version: `gem install name:version`.";

    fn is_called(program: &str) -> bool {
        program == "gem"
    }
}

/// `go install example.com/tool@v1.2.0`.
#[derive(Default)]
pub(super) struct Go;

impl Pinning for Go {
    const HELP: &'static str = "Name the version behind an `@`: `path@v1.2.3`.";

    fn is_called(program: &str) -> bool {
        program == "go"
    }
}
