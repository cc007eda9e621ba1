//! ShellCheck over all Dockerfiles of a run at once: what it says waits, by file, until that file's own turn comes, so that
//! comments and exceptions see all that was found in it.

use super::Input;
use super::guard::guarded;
use crate::finding::{Finding, Notice, Severity};
use crate::parse;
use crate::shellcheck::{Script, ShellLinter, finding, scripts};
use crate::text::FileKind;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What ShellCheck judges under one configuration, and what becomes of it.
#[derive(Clone)]
pub struct ShellChecks {
    /// Runs it.
    pub linter: Arc<dyn ShellLinter>,
    /// The codes to report; all where none is named.
    pub only: BTreeSet<String>,
    /// The codes not to report.
    pub without: BTreeSet<String>,
    /// Severities other than ShellCheck's own.
    pub levels: BTreeMap<String, Severity>,
}

impl ShellChecks {
    /// Whether `code` is reported.
    pub(super) fn reports(&self, code: &str) -> bool {
        (self.only.is_empty() || self.only.contains(code)) && !self.without.contains(code)
    }
}

/// What ShellCheck says of the files of a run.
#[derive(Default)]
pub(super) struct Said {
    /// By the path that findings name.
    findings: BTreeMap<String, Vec<Finding>>,
    /// What kept it from saying anything.
    pub(super) failure: Option<Notice>,
}

impl Said {
    /// What it says of the file at `path`; `None` where it could not be run.
    pub(super) fn of(&self, path: &str) -> Option<&[Finding]> {
        let said = self.findings.get(path).map_or(&[][..], Vec::as_slice);
        self.failure.is_none().then_some(said)
    }
}

/// Have the RUNs of all Dockerfiles judged whose rules ask for it, all at once.
pub(super) fn judge(inputs: &[Input]) -> Said {
    let asked = |input: &&Input| input.kind == FileKind::Dockerfile && input.rules.shell().is_some();
    let scripts: Vec<(&Input, Script)> = inputs.par_iter().filter(asked).flat_map_iter(guarded_scripts).collect();
    let mut said = Said::default();
    let Some((first, _)) = scripts.first() else { return said };
    let Some(linter) = first.rules.shell().map(|shell| &shell.linter) else { return said };
    let texts: Vec<&str> = scripts.iter().map(|(_, script)| script.text.as_str()).collect();
    match linter.lint(&texts) {
        Ok(remarks) => {
            for remark in remarks {
                let Some((input, script)) = scripts.get(remark.script) else { continue };
                let Some(shell) = input.rules.shell() else { continue };
                let Some(mut finding) = finding(&remark, script).filter(|found| shell.reports(&found.rule)) else {
                    continue;
                };
                if let Some(level) = shell.levels.get(finding.rule.as_ref()) {
                    finding.severity = *level;
                }
                said.findings.entry(input.path.clone()).or_default().push(finding);
            }
        }
        Err(message) => {
            let message = format!("the commands of RUN are not judged: {message}");
            said.failure = Some(Notice { path: first.path.clone(), message });
        }
    }
    said
}

/// Those of a file; what fails on it fails again, and is told, when the file's turn comes.
fn guarded_scripts(input: &Input) -> Vec<(&Input, Script)> {
    guarded(&input.path, "", || scripts_of(input)).unwrap_or_default()
}

/// The scripts of a file; none of one that can't be read, which is told when its turn comes.
fn scripts_of(input: &Input) -> Vec<(&Input, Script)> {
    let Ok(source) = (input.read)() else { return Vec::new() };
    let tree = parse::parse(source.text());
    let file = input.dockerfile(&source, &tree);
    scripts(&file).into_iter().map(|script| (input, script)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::pipeline::{Outcome, Ruleset, check};
    use crate::shellcheck::Remark;
    use crate::text::{MemoryFiles, Source};

    /// Says of every `$x` what ShellCheck would, and of nothing else; or can't be run.
    struct Fake {
        runs: bool,
    }

    impl ShellLinter for Fake {
        fn lint(&self, scripts: &[&str]) -> Result<Vec<Remark>, String> {
            let mut remarks = Vec::new();
            for (script, text) in scripts.iter().enumerate() {
                for (line, words) in text.lines().enumerate() {
                    for (column, _) in words.match_indices("$x") {
                        let (start, end) = ((line + 1, column + 1), (line + 1, column + 3));
                        let message = "Double quote it.".to_owned();
                        remarks.push(Remark { script, start, end, severity: Severity::Note, code: 2086, message });
                    }
                }
            }
            if self.runs { Ok(remarks) } else { Err("there is no such program".to_owned()) }
        }
    }

    fn checked(text: &str, runs: bool, change: impl FnOnce(&mut ShellChecks)) -> Outcome {
        let mut shell = ShellChecks {
            linter: Arc::new(Fake { runs }),
            only: BTreeSet::new(),
            without: BTreeSet::new(),
            levels: BTreeMap::new(),
        };
        change(&mut shell);
        let selected = |id: &str| ["unused-ignore", "lost-arg-default"].contains(&id);
        let rules = Ruleset::new(&Catalog::builtin(), selected, &BTreeMap::new(), &BTreeMap::new()).unwrap();
        let rules = Arc::new(rules.with_shell(shell));
        let input = |path: &str| {
            let source = Arc::new(Source::new(path, text));
            Input {
                path: path.to_owned(),
                tree_path: path.to_owned(),
                files: Arc::new(MemoryFiles::new()),
                kind: FileKind::Dockerfile,
                rules: Arc::clone(&rules),
                exempt: Vec::new(),
                context: None,
                read: Box::new(move || Ok(Arc::clone(&source))),
            }
        };
        check(&[input("a"), input("b")], &[])
    }

    fn told(outcome: &Outcome) -> Vec<(String, u32)> {
        let told = outcome.findings.iter();
        let line = |finding: &Finding| finding.primary.source.position(finding.primary.span.start).line;
        told.map(|finding| (format!("{} {}", finding.primary.source.path(), finding.rule), line(finding))).collect()
    }

    fn pairs(expected: &[(&str, u32)]) -> Vec<(String, u32)> {
        expected.iter().map(|(said, line)| ((*said).to_owned(), *line)).collect()
    }

    const TEXT: &str = "FROM a\nRUN echo \\\n  $x\n";

    #[test]
    fn every_file_gets_what_is_said_of_it() {
        let outcome = checked(TEXT, true, |_| {});
        assert_eq!(told(&outcome), pairs(&[("a SC2086", 3), ("b SC2086", 3)]));
        assert!(outcome.findings.iter().all(|finding| finding.anchor.is_some() && finding.severity == Severity::Note));
    }

    #[test]
    fn codes_can_be_chosen_and_have_levels() {
        assert!(checked(TEXT, true, |shell| _ = shell.without.insert("SC2086".to_owned())).findings.is_empty());
        assert!(checked(TEXT, true, |shell| _ = shell.only.insert("SC2046".to_owned())).findings.is_empty());
        let error = checked(TEXT, true, |shell| _ = shell.levels.insert("SC2086".to_owned(), Severity::Error));
        assert!(error.findings.iter().all(|finding| finding.severity == Severity::Error));
    }

    #[test]
    fn comments_suppress_what_is_said_and_are_judged_by_it() {
        for comment in [
            "# oep45: ignore[SC2086] it is a list",
            "# hadolint ignore=SC2086",
            "# shellcheck disable=SC2086",
            "# shellcheck disable=SC2046,SC2086 # why",
        ] {
            let outcome = checked(&TEXT.replace("RUN", &format!("{comment}\nRUN")), true, |_| {});
            assert_eq!((told(&outcome), outcome.suppressed.len()), (Vec::new(), 2), "{comment}");
        }
        let idle = checked(&TEXT.replace("RUN", "# oep45: ignore[SC2046] it is a list\nRUN"), true, |_| {});
        assert_eq!(told(&idle)[0], ("a unused-ignore".to_owned(), 2));
    }

    #[test]
    fn what_cannot_be_run_is_told_once_and_costs_nothing_else() {
        let text = "FROM a\nARG PORT 8000\n# oep45: ignore[SC2086] nobody knows whether it is idle\nRUN d\n";
        let outcome = checked(text, false, |_| {});
        assert_eq!(told(&outcome), pairs(&[("a lost-arg-default", 2), ("b lost-arg-default", 2)]));
        let [notice] = outcome.notices.as_slice() else { panic!("{:?}", outcome.notices) };
        assert_eq!(notice.message, "the commands of RUN are not judged: there is no such program");
    }
}
