//! The straight line: files → tree → model → findings.

mod anchors;
mod checkouts;
mod elsewhere;
mod examples;
mod fixing;
mod guard;
mod judging;
mod options;
mod pardon;
mod ruleset;
mod shell;

pub use crate::rules::declared::Rejected;
pub use checkouts::Checkout;
pub use examples::{Fault, Trial, trials};
pub use fixing::{fix, revise};
pub use options::options;
pub use ruleset::Ruleset;
pub use shell::ShellChecks;

use crate::finding::{Finding, Notice, Spared};
use crate::model::{Context, Dockerfile};
use crate::parse::{self, Tree};
use crate::repo::Recipes;
use crate::shellcheck::Judge;
use crate::text::{FileKind, Files, Source};
use crate::triage::{self, exempt::Exemption};
use checkouts::Beside;
use guard::guarded;
use judging::Subject;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One file to check.
pub struct Input {
    /// The path that findings name: relative to the working directory, with `/`.
    pub path: String,
    /// The same file's path inside `files`.
    pub tree_path: String,
    /// The tree it belongs to: where build contexts are looked for.
    pub files: Arc<dyn Files>,
    /// The directory inside `files` that somebody says is its build context; without one, it is looked for.
    pub context: Option<String>,
    /// What to read it as.
    pub kind: FileKind,
    /// The rules that judge it.
    pub rules: Arc<Ruleset>,
    /// What the configuration excepts it from.
    pub exempt: Vec<Arc<Exemption>>,
    /// Reads it; a failure is a notice of the run, in words.
    pub read: Box<dyn Fn() -> Result<Arc<Source>, String> + Send + Sync>,
}

impl Input {
    /// The file as a Dockerfile with the text `source`, whose tree is `tree`.
    fn dockerfile<'t>(&'t self, source: &'t Arc<Source>, tree: &'t Tree<'t>) -> Dockerfile<'t> {
        let (path, files) = (self.tree_path.as_str(), self.files.as_ref());
        let context = match &self.context {
            Some(directory) => Context::at(directory, path, files),
            None => Context::around(path, files),
        };
        Dockerfile::in_context(source, tree, context)
    }
}

/// What a run found.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Sorted by path, position and rule.
    pub findings: Vec<Finding>,
    /// Those that something suppresses, in the same order.
    pub suppressed: Vec<Finding>,
    /// Sorted by path.
    pub notices: Vec<Notice>,
    /// What the rules that somebody asked left alone, in the order of the inputs.
    pub spared: Vec<Spared>,
    /// Who judged the commands of RUN.
    pub shell_judges: BTreeSet<Judge>,
    /// Number of Dockerfiles that were judged.
    pub files: usize,
    /// Number of repositories that were judged as a whole.
    pub repositories: usize,
    /// The other files that the verdict on a repository rests on, by path, with the rules that judged it.
    pub beside: BTreeMap<String, Arc<Ruleset>>,
}

/// Check every input and every repository under its rules, in parallel; the outcome does not depend on the number of
/// threads.
pub fn check(inputs: &[Input], checkouts: &[Checkout]) -> Outcome {
    check_and_ask(inputs, checkouts, &[])
}

/// The same, and ask the rules called `asked` what they leave alone.
pub fn check_and_ask(inputs: &[Input], checkouts: &[Checkout], asked: &[&str]) -> Outcome {
    let judged = checkouts::judge(checkouts, asked);
    let shell = shell::judge(inputs);
    let one = |input: &Input| {
        let judge = || check_input(input, judged.beside.get(&input.path), &shell, asked);
        let failed = |notice| Outcome { notices: vec![notice], ..Outcome::default() };
        let mut outcome = guarded(&input.path, "reading what it means", judge).unwrap_or_else(failed);
        // By many threads, so that hardly anything is left to be sorted by one.
        triage::sort(&mut outcome.findings);
        outcome
    };
    // In portions that no thread has to wait long for at the end.
    let parts: Vec<_> = inputs.par_iter().with_max_len(PORTION).map(one).collect();
    let mut outcome = Outcome::default();
    outcome.findings.reserve(parts.iter().map(|part| part.findings.len()).sum());
    for part in parts {
        outcome.findings.extend(part.findings);
        outcome.notices.extend(part.notices);
        outcome.spared.extend(part.spared);
        outcome.files += part.files;
    }
    judged.finish(inputs, &mut outcome);
    outcome.notices.extend(shell.notices);
    outcome.shell_judges = shell.judges;
    triage::sort(&mut outcome.findings);
    triage::set_aside(&mut outcome.findings, &mut outcome.suppressed);
    outcome.notices.sort();
    outcome
}

/// How many files a thread takes at once, at most.
const PORTION: usize = 4;

/// What fails where a bug is in triage: all that was found stays.
const TRIAGE: &str = "finding out what is to be ignored";

fn check_input(input: &Input, beside: Option<&Beside>, shell: &shell::Said, asked: &[&str]) -> Outcome {
    let rules = &input.rules;
    if input.kind != FileKind::Dockerfile && !rules.wants_recipes() && beside.is_none() {
        return Outcome::default();
    }
    let source = match (input.read)() {
        Ok(source) => source,
        Err(message) => {
            let notices = vec![Notice { path: input.path.clone(), message }];
            return Outcome { notices, ..Outcome::default() };
        }
    };
    if input.kind == FileKind::Dockerfile {
        let tree = parse::parse(source.text());
        let dockerfile = input.dockerfile(&source, &tree);
        let mut outcome = rules.judge(Subject::Dockerfile(&dockerfile), &source, asked);
        outcome.findings.extend(beside.into_iter().flat_map(|beside| beside.findings_in(&source)));
        if dockerfile.context.is_exhausted() {
            let most = Context::MOST >> 20;
            let message = format!("its steps use more than {most} MiB of files; the rest of them was not looked at");
            outcome.notices.push(Notice { path: input.path.clone(), message });
        }
        let said = shell.of(&input.path).iter().cloned();
        outcome.findings.extend(said.map(|finding| checkouts::at(&source, finding)));
        let triage = || {
            rules.triage(input, beside, shell.settles(&input.path), &source, Some(&tree), &mut outcome.findings);
            anchors::in_dockerfile(&mut outcome.findings, &dockerfile);
            if tree.templated {
                fixing::keep_tags(&mut outcome.findings, &source);
            }
        };
        outcome.notices.extend(guarded(&input.path, TRIAGE, triage).err());
        return Outcome { files: 1, ..outcome };
    }
    let recipes = Recipes::new(&source, input.kind);
    let mut outcome = rules.judge(Subject::Recipes(&recipes), &source, asked);
    outcome.findings.extend(beside.into_iter().flat_map(|beside| beside.findings_in(&source)));
    let triage = || {
        rules.triage(input, beside, false, &source, None, &mut outcome.findings);
        anchors::in_lines(&mut outcome.findings, &source);
    };
    outcome.notices.extend(guarded(&input.path, TRIAGE, triage).err());
    outcome
}

#[cfg(test)]
mod tests {
    use super::ruleset::Active;
    use super::*;
    use crate::finding::{Severity, Sink};
    use crate::rules::Rule;
    use crate::text::{MemoryFiles, Span};

    /// Reports each file that it is shown; `recipes`: whether it wants Makefiles.
    struct Shown {
        recipes: bool,
    }

    impl Rule for Shown {
        fn check(&self, _file: &Dockerfile<'_>, sink: &mut Sink) {
            sink.report(Span::at(0), "a Dockerfile");
            sink.spare(Span::at(0), || "its keyword");
        }

        fn check_recipes(&self, recipes: &Recipes<'_>, sink: &mut Sink) {
            for recipe in &recipes.scripts {
                sink.report(recipe.text.span(), recipe.text.text());
            }
        }

        fn wants_recipes(&self) -> bool {
            self.recipes
        }
    }

    fn ruleset(recipes: &[bool]) -> Ruleset {
        let rule =
            |&recipes| Active { id: "shown".into(), severity: Severity::Note, rule: Arc::new(Shown { recipes }) };
        Ruleset::of(recipes.iter().map(rule).collect())
    }

    /// A file, judged by a rule for each of `recipes`.
    fn input(recipes: &[bool], path: &'static str, kind: FileKind, text: Result<&'static str, &'static str>) -> Input {
        Input {
            rules: Arc::new(ruleset(recipes)),
            exempt: Vec::new(),
            context: None,
            path: path.to_owned(),
            tree_path: path.to_owned(),
            files: Arc::new(MemoryFiles::new()),
            kind,
            read: Box::new(move || text.map(|text| Arc::new(Source::new(path, text))).map_err(str::to_owned)),
        }
    }

    fn messages(outcome: &Outcome) -> Vec<&str> {
        outcome.findings.iter().map(|finding| finding.message.as_str()).collect()
    }

    #[test]
    fn each_file_is_judged_as_what_it_is_and_dockerfiles_are_counted() {
        let inputs = [
            input(&[true], "Dockerfile", FileKind::Dockerfile, Ok("FROM scratch\n")),
            input(&[true], "Makefile", FileKind::Makefile, Ok("a:\n\tmake b\n")),
            input(&[true], "ci.yml", FileKind::Workflow, Ok("steps:\n- run: make c\n")),
        ];
        let outcome = check(&inputs, &[]);
        assert_eq!((messages(&outcome), outcome.files), (vec!["a Dockerfile", "make b", "make c"], 1));
    }

    #[test]
    fn a_rule_sees_recipes_only_if_it_wants_them() {
        let makefile = input(&[true, false], "Makefile", FileKind::Makefile, Ok("a:\n\tmake b\n"));
        assert_eq!(messages(&check(&[makefile], &[])), ["make b"]);
    }

    #[test]
    fn only_the_rules_that_are_asked_tell_what_they_spare() {
        let inputs = [input(&[true], "Dockerfile", FileKind::Dockerfile, Ok("FROM scratch\n"))];
        let spared = |asked: &[&str]| -> Vec<String> {
            check_and_ask(&inputs, &[], asked).spared.into_iter().map(|spared| spared.place.message).collect()
        };
        assert_eq!(spared(&["shown"]), ["its keyword"]);
        assert!(spared(&["other"]).is_empty());
    }

    #[test]
    fn recipes_that_no_rule_wants_are_not_read() {
        let makefile = |recipes| input(&[recipes], "Makefile", FileKind::Makefile, Err("can't be read"));
        assert!(check(&[makefile(false)], &[]).notices.is_empty());
        assert_eq!(check(&[makefile(true)], &[]).notices.len(), 1);
    }
}
