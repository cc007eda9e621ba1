//! What package managers leave in a layer.

use super::cache_left::Leaves;
use crate::model::{Call, Dockerfile, PackageRun};

/// The lists that `apt-get update` fetches.
#[derive(Default)]
pub(super) struct AptLists;

impl Leaves for AptLists {
    const PROGRAMS: &'static [&'static str] = &["apt-get", "apt", "aptitude"];
    const SUBCOMMANDS: &'static [&'static str] = &["update"];
    const DIRECTORIES: &'static [&'static str] = &["/var/lib/apt/lists"];
    const FILES: bool = true;
    const IN_KEPT_LAYERS: bool = true;
    const LEFT: &'static str = "its lists of packages";

    fn remedy(_: &str) -> String {
        "rm -rf /var/lib/apt/lists/*".to_owned()
    }

    fn cleans(_: &str, call: &Call) -> bool {
        call.program == "apt-get" && call.word(&["dist-clean", "distclean"]).is_some()
    }

    fn is_needed_later(file: &Dockerfile<'_>, run: &PackageRun) -> bool {
        let runs = file.package_runs();
        let behind = runs.partition_point(|it| it.span.start <= run.span.start);
        let later = runs[behind..].iter().take(LATER);
        let apt = |call: &&Call| Self::PROGRAMS.contains(&call.program.as_str());
        // Whoever uses apt next has to fetch the lists first.
        later.filter_map(|later| later.calls.iter().find(apt)).any(|first| !first.has("update"))
    }

    fn is_cached(run: &PackageRun) -> bool {
        run.is_cached("/var/lib/apt/lists") || run.is_cached("/var/lib/apt") && run.is_cached("/var/cache/apt")
    }
}

/// How many later RUNs are looked at for those that count on apt's lists.
const LATER: usize = 100;

/// The packages and metadata of yum.
#[derive(Default)]
pub(super) struct Yum;

impl Leaves for Yum {
    const PROGRAMS: &'static [&'static str] = &["yum"];
    const SUBCOMMANDS: &'static [&'static str] = &["install"];
    const DIRECTORIES: &'static [&'static str] = &["/var/cache/yum", "/var/cache/dnf"];
    const LEFT: &'static str = "its cache";

    fn remedy(_: &str) -> String {
        "yum clean all".to_owned()
    }

    fn cleans(_: &str, call: &Call) -> bool {
        // In images of today, yum is dnf.
        matches!(call.program.as_str(), "yum" | "dnf") && call.word(&["clean", "all"]).is_some()
    }

    fn is_cached(run: &PackageRun) -> bool {
        Self::DIRECTORIES.iter().any(|it| run.is_cached(it))
    }
}

/// The packages and metadata of dnf.
#[derive(Default)]
pub(super) struct Dnf;

impl Leaves for Dnf {
    const PROGRAMS: &'static [&'static str] = &["dnf", "microdnf"];
    const SUBCOMMANDS: &'static [&'static str] =
        &["install", "in", "upgrade", "up", "upgrade-minimal", "up-min", "reinstall", "rei"];
    const DIRECTORIES: &'static [&'static str] = &["/var/cache/libdnf5", "/var/cache/dnf", "/var/cache/yum"];
    const LEFT: &'static str = "its cache";

    fn remedy(program: &str) -> String {
        format!("{program} clean all")
    }

    fn cleans(program: &str, call: &Call) -> bool {
        call.program == program && call.word(&["clean", "all"]).is_some()
    }

    fn is_cached(run: &PackageRun) -> bool {
        run.is_cached(".cache/libdnf5") || Self::DIRECTORIES.iter().any(|it| run.is_cached(it))
    }
}

/// The packages of zypper.
#[derive(Default)]
pub(super) struct Zypper;

impl Leaves for Zypper {
    const PROGRAMS: &'static [&'static str] = &["zypper"];
    const SUBCOMMANDS: &'static [&'static str] = &["install", "in"];
    const DIRECTORIES: &'static [&'static str] = &["/var/cache/zypp"];
    const LEFT: &'static str = "its cache";

    fn remedy(_: &str) -> String {
        "zypper clean --all".to_owned()
    }

    fn cleans(_: &str, call: &Call) -> bool {
        call.program == "zypper" && call.word(&["clean", "cc"]).is_some()
    }

    fn is_cached(run: &PackageRun) -> bool {
        run.is_cached("/var/cache/zypp")
    }
}

/// The archives that Yarn keeps.
#[derive(Default)]
pub(super) struct Yarn;

impl Leaves for Yarn {
    const PROGRAMS: &'static [&'static str] = &["yarn"];
    const SUBCOMMANDS: &'static [&'static str] = &["install"];
    const DIRECTORIES: &'static [&'static str] =
        &["/usr/local/share/.cache/yarn", "/root/.cache/yarn", "~/.cache/yarn"];
    const IN_KEPT_LAYERS: bool = true;
    const LEFT: &'static str = "its cache";

    fn remedy(_: &str) -> String {
        "yarn cache clean".to_owned()
    }

    fn cleans(_: &str, call: &Call) -> bool {
        call.program == "yarn" && call.word(&["cache", "clean"]).is_some()
    }

    fn is_cached(run: &PackageRun) -> bool {
        run.is_cached(".cache/yarn")
    }
}
