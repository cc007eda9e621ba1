//! The options that calls of package managers need in a build.

use super::missing_option::Wanted;
use crate::finding::Applicability;
use crate::model::{Argument, Call, PackageRun, is_pip_install};

/// `call`, if it calls `program`.
fn called<'c>(program: &str, call: &'c Call) -> Option<&'c Call> {
    (call.program == program).then_some(call)
}

/// apt-get must not ask.
#[derive(Default)]
pub(super) struct AptYes;

impl Wanted for AptYes {
    const OPTION: &'static str = "-y";
    const FAULT: &'static str = "asks for consent, which nobody gives in a build";
    const HELP: &'static str = "Add `-y`, or `--yes`.";

    fn lacking<'c>(_: &PackageRun, call: &'c Call) -> Option<&'c Argument> {
        let install = called("apt-get", call)?.word(&["install"])?;
        // Two steps of quietness are consent too.
        let quiet = call.count("q") + call.count("quiet") >= 2 || call.has_option(&["qq"]);
        let quiet = quiet || call.word(&["-q=2", "--quiet=2"]).is_some();
        let set = call.is_set("apt::get::assume-yes", &["true", "1", "yes", "on"]);
        let consents = call.has_option(&["y", "yes", "assume-yes"]) || quiet || set || call.answered;
        (!consents).then_some(install)
    }
}

/// apt-get must not install what packages recommend.
#[derive(Default)]
pub(super) struct AptNoRecommends;

impl Wanted for AptNoRecommends {
    const OPTION: &'static str = "--no-install-recommends";
    const FAULT: &'static str = "installs recommended packages as well";
    const HELP: &'static str = "Add `--no-install-recommends`, and name the recommended packages that are needed.";
    const APPLICABILITY: Applicability = Applicability::Unsafe;

    fn lacking<'c>(run: &PackageRun, call: &'c Call) -> Option<&'c Argument> {
        let install = called("apt-get", call)?.word(&["install"])?;
        let off = call.has_option(&["no-install-recommends"])
            || call.is_set("apt::install-recommends", &["false", "0", "no", "off"])
            || run.recommended_left_out;
        (!off).then_some(install)
    }
}

/// apk must not keep the index.
#[derive(Default)]
pub(super) struct ApkNoCache;

impl Wanted for ApkNoCache {
    const OPTION: &'static str = "--no-cache";
    const FAULT: &'static str = "is called without `--no-cache`";
    const HELP: &'static str = "Add `--no-cache`: then neither `apk update` nor cleaning is needed.";

    fn lacking<'c>(run: &PackageRun, call: &'c Call) -> Option<&'c Argument> {
        let add = called("apk", call)?.word(&["add"])?;
        (!call.has_option(&["no-cache"]) && !run.is_cached("/var/cache/apk")).then_some(add)
    }
}

/// yum must not ask.
#[derive(Default)]
pub(super) struct YumYes;

impl Wanted for YumYes {
    const OPTION: &'static str = "-y";
    const FAULT: &'static str = "asks for consent, which nobody gives in a build";
    const HELP: &'static str = "Add `-y`, or `--assumeyes`.";

    fn lacking<'c>(_: &PackageRun, call: &'c Call) -> Option<&'c Argument> {
        asking(called("yum", call)?)
    }
}

/// dnf must not ask.
#[derive(Default)]
pub(super) struct DnfYes;

impl Wanted for DnfYes {
    const OPTION: &'static str = "-y";
    const FAULT: &'static str = "asks for consent, which nobody gives in a build";
    const HELP: &'static str = "Add `-y`, or `--assumeyes`.";

    fn lacking<'c>(_: &PackageRun, call: &'c Call) -> Option<&'c Argument> {
        asking(called("dnf", call).or(called("microdnf", call))?)
    }
}

/// The subcommand of yum or dnf that asks.
fn asking(call: &Call) -> Option<&Argument> {
    let subcommand = call.word(&["install", "groupinstall", "localinstall"])?;
    (!call.has_option(&["y", "assumeyes"]) && !call.answered).then_some(subcommand)
}

/// zypper must not ask.
#[derive(Default)]
pub(super) struct ZypperNonInteractive;

impl Wanted for ZypperNonInteractive {
    const OPTION: &'static str = "--non-interactive";
    const FAULT: &'static str = "asks questions, which nobody answers in a build";
    const HELP: &'static str = "Write `--non-interactive`, or `-n`, before the subcommand.";
    const BEFORE: bool = true;

    fn lacking<'c>(_: &PackageRun, call: &'c Call) -> Option<&'c Argument> {
        const ASKING: &[&str] = &["install", "in", "remove", "rm", "source-install", "si", "patch"];
        let subcommand = called("zypper", call)?.word(ASKING)?;
        let asks = !call.has_option(&["non-interactive", "n", "no-confirm", "y"]) && !call.answered;
        asks.then_some(subcommand)
    }
}

/// pip must not keep what it downloads.
#[derive(Default)]
pub(super) struct PipNoCache;

impl Wanted for PipNoCache {
    const OPTION: &'static str = "--no-cache-dir";
    const FAULT: &'static str = "leaves its cache in the layer";
    const HELP: &'static str =
        "Add `--no-cache-dir`, set `PIP_NO_CACHE_DIR=1`, or mount a cache at `/root/.cache/pip`.";

    fn lacking<'c>(run: &PackageRun, call: &'c Call) -> Option<&'c Argument> {
        if !is_pip_install(call) || call.program.contains("pipx") {
            return None;
        }
        // pip takes the beginning of an option for the whole.
        let none = call.has_option(&["no-cache-dir", "no-cache"]) || run.is_cached(".cache/pip");
        call.word(&["install"]).filter(|_| !none && !run.pip_cache_off)
    }
}
