//! What a command runs: its program, and what that may run for it.
//!
//! ```text
//! retry 3 docker push "$IMAGE"        by its name, it runs what stands behind it
//! run docker push "$IMAGE"            a function of the script's own may do so
//! $(SUDO) docker push $(IMAGE)        and so may what is not known before it runs
//! echo docker push "$IMAGE"           all others take words as words
//! ```
//!
//! These are no wrappers as `sudo` and `env` are: each project has a `retry` of its own, and nobody else knows how many of the
//! words it takes for itself. For the question whether an image may be published, it is enough that one of the readings
//! does so; a rule that finds fault with a command needs to know more.

use crate::shell::{BlockKind, Program, Script};
use std::collections::BTreeSet;

/// So many words such a program takes for itself at most: how often, how long, which status.
const MOST_OWN: usize = 8;

/// The names of the functions that `script` of `text` defines.
pub(super) fn functions<'t>(script: &Script<'_>, text: &'t str) -> BTreeSet<&'t str> {
    let defined = script.blocks.iter().filter(|block| block.kind == BlockKind::Function);
    defined.filter_map(|block| Some(block.name?.of(text))).collect()
}

/// `program`, and the programs that it may run.
pub(super) fn run<'a, 't>(
    program: Program<'a, 't>,
    functions: &BTreeSet<&str>,
) -> impl Iterator<Item = Program<'a, 't>> + use<'a, 't> {
    let most = if hands_on(&program, functions) { MOST_OWN } else { 0 };
    let handed_on = program.handed_on(most);
    std::iter::once(program).chain(handed_on)
}

fn hands_on(program: &Program<'_, '_>, functions: &BTreeSet<&str>) -> bool {
    // Its words are targets, which are followed.
    if matches!(program.name_word.raw(), "$(MAKE)" | "${MAKE}") {
        return false;
    }
    let says_so = |name: &str| name.split(['-', '_', '.']).any(|word| matches!(word, "retry" | "retries"));
    program.name.is_none_or(|name| functions.contains(name) || says_so(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell;
    use crate::text::{Joined, Span};

    /// The names of all that the last command of `script` may run.
    fn of(script: &str) -> Vec<String> {
        let whole = Span::new(0, u32::try_from(script.len()).unwrap());
        let parsed = shell::parse(&Joined::whole(script, whole));
        let program = parsed.commands.last().unwrap().program().unwrap();
        let programs = run(program, &functions(&parsed, script));
        programs.filter_map(|program| program.name.map(str::to_owned)).collect()
    }

    #[test]
    fn what_runs_its_words_may_run_each_of_the_first() {
        assert_eq!(of("retry 3 /usr/bin/docker push"), ["retry", "3", "docker", "push"]);
        assert_eq!(of("travis_retry docker push"), ["travis_retry", "docker", "push"]);
        assert_eq!(of("$SUDO docker push"), ["docker", "push"]);
        assert_eq!(of("run() { \"$@\"; }\nrun docker push"), ["run", "docker", "push"]);
        assert_eq!(of("retry 1 2 3 4 5 6 7 8 docker").last().unwrap(), "8");
    }

    #[test]
    fn others_take_words_as_words() {
        for script in ["echo docker push", "$(MAKE) docker push", "chmod +x retry docker", "run docker push"] {
            assert_eq!(of(script).len(), 1, "{script}");
        }
    }
}
