//! What package managers are told beside their arguments: by variables, and by files of configuration.

use super::calls::PackageRun;
use crate::model::Dockerfile;
use crate::parse::{Instruction, Keyword};

impl Dockerfile<'_> {
    /// Whether pip keeps no cache because `PIP_NO_CACHE_DIR` says so, in the environment or in the RUN itself.
    pub fn pip_keeps_no_cache(&self, run: &PackageRun) -> bool {
        const NAME: &str = "PIP_NO_CACHE_DIR";
        let text = self.source.slice(run.span);
        let in_run = text.split_once(NAME).and_then(|(_, rest)| rest.strip_prefix('=')).is_some_and(|rest| {
            let rest = rest.trim_start_matches(['"', '\'']);
            let end = rest.find(|char: char| !char.is_ascii_alphanumeric()).unwrap_or(rest.len());
            is_truth_value(&rest[..end])
        });
        in_run || self.seen_by(run, NAME).is_some_and(|value| is_truth_value(&value))
    }

    /// What a variable of the environment holds when `run` comes.
    fn seen_by(&self, run: &PackageRun, name: &str) -> Option<String> {
        let defined = run.place.and_then(|place| self.definition(place, name)).and_then(|it| it.value.as_ref());
        if let Some(value) = defined {
            return Some(value.text.clone());
        }
        // Triggers see what triggers before them set; what belongs to no stage, what stands before it.
        let before = self.tree.instructions.iter().take_while(|it| it.span.start < run.span.start);
        let seen = |it: &&Instruction<'_>| {
            matches!(it.keyword, Keyword::Env | Keyword::Arg)
                && (run.place.is_none() || run.onbuild && it.onbuild.is_some())
        };
        let pairs = before.filter(seen).flat_map(Instruction::pairs).filter(|pair| pair.name.text() == name);
        pairs.filter_map(|pair| Some(pair.value?.text().into_owned())).last()
    }

    /// Whether a file of apt's configuration, written before `run` or in it, leaves recommended packages out.
    pub fn apt_leaves_recommended_out(&self, run: &PackageRun) -> bool {
        let Some(place) = run.place else { return false };
        let configures = |instruction: &Instruction<'_>| {
            let text = self.source.slice(instruction.span);
            text.contains("apt.conf") && turns_off(text)
        };
        self.chain(&self.stages[place.stage]).any(|stage| {
            let own = stage.index == place.stage;
            let count = if own { place.step + 1 } else { stage.steps.len() };
            stage.steps[..count].iter().any(|step| configures(step.instruction))
        })
    }
}

/// `APT::Install-Recommends "false";`
fn turns_off(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    let Some((_, value)) = text.split_once("apt::install-recommends") else { return false };
    let value = value.trim_start_matches(|char: char| char.is_whitespace() || "=\\\"'".contains(char));
    ["false", "0", "no", "off", "without", "disable"].iter().any(|off| value.starts_with(off))
}

/// What pip takes as the value of a switch. Of `PIP_NO_CACHE_DIR`, each of them turns the cache off, `0` and `false` too:
/// pip says so in its source.
fn is_truth_value(text: &str) -> bool {
    const VALUES: &[&str] = &["1", "y", "yes", "t", "true", "on", "0", "n", "no", "f", "false", "off"];
    VALUES.contains(&text.to_ascii_lowercase().as_str())
}
