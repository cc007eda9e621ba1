//! The managers whose packages are asked for a version.

use super::unpinned::Pinning;
use crate::model::{
    Argument, Call, Dockerfile, PackageRun, unpinned_apk, unpinned_apt, unpinned_gems, unpinned_go, unpinned_npm,
    unpinned_pip, unpinned_rpm, unpinned_zypper,
};

/// `apt-get install curl=8.5.0-2`.
#[derive(Default)]
pub(super) struct Apt;

impl Pinning for Apt {
    const HELP: &'static str = "Name the version: `package=version`; `apt-cache policy package` shows which there are.";

    fn unpinned<'c>(_: &Dockerfile<'_>, _: &PackageRun, call: &'c Call) -> Vec<&'c Argument> {
        unpinned_apt(call)
    }
}

/// `apk add curl=8.5.0-r0`.
#[derive(Default)]
pub(super) struct Apk;

impl Pinning for Apk {
    const HELP: &'static str = "Name the version: `package=version`, or `package~8.5` for any revision of it.";

    fn unpinned<'c>(_: &Dockerfile<'_>, _: &PackageRun, call: &'c Call) -> Vec<&'c Argument> {
        unpinned_apk(call)
    }
}

/// `yum install nginx-1.24.0`.
#[derive(Default)]
pub(super) struct Yum;

impl Pinning for Yum {
    const HELP: &'static str = "Name the version: `package-version`; `yum list --showduplicates package` shows them.";

    fn unpinned<'c>(file: &Dockerfile<'_>, run: &PackageRun, call: &'c Call) -> Vec<&'c Argument> {
        if call.program == "yum" { unpinned_rpm(file, run, call) } else { Vec::new() }
    }
}

/// `dnf install nginx-1.24.0`, `dnf module install nodejs:20`.
#[derive(Default)]
pub(super) struct Dnf;

impl Pinning for Dnf {
    const HELP: &'static str = "Name the version: `package-version`, of a module its stream: `module:stream`.";

    fn unpinned<'c>(file: &Dockerfile<'_>, run: &PackageRun, call: &'c Call) -> Vec<&'c Argument> {
        // A group has no version.
        let judged = matches!(call.program.as_str(), "dnf" | "microdnf") && !call.has("group");
        if judged { unpinned_rpm(file, run, call) } else { Vec::new() }
    }
}

/// `zypper install curl=8.5.0`.
#[derive(Default)]
pub(super) struct Zypper;

impl Pinning for Zypper {
    const HELP: &'static str = "Name the version: `package=version`; `zypper search -s package` shows which there are.";

    fn unpinned<'c>(_: &Dockerfile<'_>, _: &PackageRun, call: &'c Call) -> Vec<&'c Argument> {
        unpinned_zypper(call)
    }
}

/// `pip install django==5.0`.
#[derive(Default)]
pub(super) struct Pip;

impl Pinning for Pip {
    const HELP: &'static str = "Name the version, `package==version`, or install from a file of requirements: `-r`.";

    fn unpinned<'c>(_: &Dockerfile<'_>, _: &PackageRun, call: &'c Call) -> Vec<&'c Argument> {
        unpinned_pip(call)
    }
}

/// `npm install --global npm@10.8.1`.
#[derive(Default)]
pub(super) struct Npm;

impl Pinning for Npm {
    const HELP: &'static str = "Name the version, `package@version`, or install from the lock file: `npm ci`.";

    fn unpinned<'c>(_: &Dockerfile<'_>, _: &PackageRun, call: &'c Call) -> Vec<&'c Argument> {
        unpinned_npm(call)
    }
}

/// `gem install rake:13.1.0`.
#[derive(Default)]
pub(super) struct Gem;

impl Pinning for Gem {
    const HELP: &'static str = "Name the version: `gem install name:version`.";

    fn unpinned<'c>(_: &Dockerfile<'_>, _: &PackageRun, call: &'c Call) -> Vec<&'c Argument> {
        unpinned_gems(call)
    }
}

/// `go install example.com/tool@v1.2.0`.
#[derive(Default)]
pub(super) struct Go;

impl Pinning for Go {
    const HELP: &'static str = "Name the version behind an `@`: `path@v1.2.3`.";

    fn unpinned<'c>(_: &Dockerfile<'_>, _: &PackageRun, call: &'c Call) -> Vec<&'c Argument> {
        unpinned_go(call)
    }
}
