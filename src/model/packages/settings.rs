//! What package managers are told beside their arguments: by variables, and by files of configuration.

use super::calls::PackageRun;
use crate::model::{Dockerfile, Place};
use crate::parse::{Instruction, Keyword};

/// Whether pip keeps no cache because `PIP_NO_CACHE_DIR` says so, in the environment or in the RUN itself.
pub(super) fn pip_cache_off(file: &Dockerfile<'_>, run: &PackageRun) -> bool {
    const NAME: &str = "PIP_NO_CACHE_DIR";
    let text = file.source.slice(run.span);
    let in_run = text.split_once(NAME).and_then(|(_, rest)| rest.strip_prefix('=')).is_some_and(|rest| {
        let rest = rest.trim_start_matches(['"', '\'']);
        // What a variable holds may be any.
        if rest.starts_with('$') {
            return true;
        }
        let end = rest.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(rest.len());
        is_truth_value(&rest[..end])
    });
    in_run || in_environment(file, run, NAME)
}

/// Whether a variable of the environment holds such a value when `run` comes, or one that can't be told.
fn in_environment(file: &Dockerfile<'_>, run: &PackageRun, name: &str) -> bool {
    let defined = run.place.and_then(|place| file.definition(place, name)).and_then(|it| it.value.as_ref());
    if let Some(value) = defined {
        return !value.is_known() || is_truth_value(&value.text);
    }
    // Triggers see what triggers before them set; what belongs to no stage, what stands before it.
    if run.place.is_some() && !run.onbuild {
        return false;
    }
    let before = file.tree.instructions.iter().take_while(|it| it.span.start < run.span.start);
    let seen = |it: &&Instruction<'_>| {
        matches!(it.keyword, Keyword::Env | Keyword::Arg) && (run.place.is_none() || it.onbuild.is_some())
    };
    let pairs = before.filter(seen).flat_map(Instruction::pairs).filter(|pair| pair.name.text() == name);
    let last = pairs.filter_map(|pair| pair.value).last();
    last.is_some_and(|value| value.literal().is_none_or(|value| is_truth_value(&value)))
}

/// What pip takes as the value of a switch. Of `PIP_NO_CACHE_DIR`, each of them turns the cache off, `0` and `false` too:
/// pip says so in its source.
fn is_truth_value(text: &str) -> bool {
    const VALUES: &[&str] = &["1", "y", "yes", "t", "true", "on", "0", "n", "no", "f", "false", "off"];
    VALUES.contains(&text.to_ascii_lowercase().as_str())
}

/// The steps that write a file of apt's configuration which leaves recommended packages out.
pub(super) fn configuring_apt(file: &Dockerfile<'_>) -> Vec<Place> {
    let configures = |instruction: &Instruction<'_>| {
        let text = file.source.slice(instruction.span);
        text.contains("apt.conf") && turns_off(text)
    };
    file.steps().filter(|(_, step)| configures(step.instruction)).map(|(place, _)| place).collect()
}

/// Whether one of the steps `configuring` is what stands at `place`, before it, or in a stage below.
pub(super) fn is_configured(file: &Dockerfile<'_>, place: Place, configuring: &[Place]) -> bool {
    let below = |it: &Place| {
        let mut chain = file.chain(&file.stages[place.stage]);
        if it.stage == place.stage { it.step <= place.step } else { chain.any(|stage| stage.index == it.stage) }
    };
    configuring.iter().any(below)
}

/// `APT::Install-Recommends "false";`
fn turns_off(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let Some((_, value)) = text.split_once("apt::install-recommends") else { return false };
    let value = value.trim_start_matches(|char: char| char.is_whitespace() || "=\\\"'".contains(char));
    ["false", "0", "no", "off", "without", "disable"].iter().any(|off| value.starts_with(off))
}
