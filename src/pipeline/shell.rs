//! ShellCheck over all Dockerfiles of a run at once: what it says waits, by file, until that file's own turn comes, so that
//! comments and exceptions see all that was found in it.

use super::Input;
use super::guard::guarded;
use crate::finding::{Finding, Notice, Severity};
use crate::parse;
use crate::shellcheck::{Judge, Script, ShellLinter, Verdict, finding, scripts};
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

/// Scripts, each with the file that it is from.
type Scripts<'i> = Vec<(&'i Input, Script)>;

/// What is said of the files of a run.
#[derive(Default)]
pub(super) struct Said {
    /// By the path that findings name.
    findings: BTreeMap<String, Vec<Finding>>,
    /// The paths of the files of which ShellCheck did not say all that it would.
    unsettled: BTreeSet<String>,
    /// What could not be judged.
    pub(super) notices: Vec<Notice>,
    /// Who judged.
    pub(super) judges: BTreeSet<Judge>,
}

impl Said {
    /// What is said of the file at `path`.
    pub(super) fn of(&self, path: &str) -> &[Finding] {
        self.findings.get(path).map_or(&[], Vec::as_slice)
    }

    /// Whether that is all that ShellCheck has to say, so that its silence says something as well.
    pub(super) fn settles(&self, path: &str) -> bool {
        !self.unsettled.contains(path)
    }

    fn take(&mut self, verdict: &Verdict, scripts: &[(&Input, Script)]) {
        self.judges.insert(verdict.judge);
        for remark in &verdict.remarks {
            let Some((input, script)) = scripts.get(remark.script) else { continue };
            let Some(shell) = input.rules.shell() else { continue };
            let Some(mut finding) = finding(remark, script).filter(|found| shell.reports(&found.rule)) else {
                continue;
            };
            if let Some(level) = shell.levels.get(finding.rule.as_ref()) {
                finding.severity = *level;
            }
            self.findings.entry(input.path.clone()).or_default().push(finding);
        }
        for (number, reason) in &verdict.failed {
            let Some((input, script)) = scripts.get(*number) else { continue };
            let message = format!("the RUN on line {} is not judged: {reason}", script.line());
            self.notices.push(Notice { path: input.path.clone(), message });
            self.unsettled.insert(input.path.clone());
        }
        if verdict.judge != Judge::ShellCheck {
            self.unsettled.extend(scripts.iter().map(|(input, _)| input.path.clone()));
        }
    }

    fn fail(&mut self, message: &str, scripts: &[(&Input, Script)]) {
        self.unsettled.extend(scripts.iter().map(|(input, _)| input.path.clone()));
        let message = format!("the commands of RUN are not judged: {message}");
        self.notices.extend(scripts.first().map(|(first, _)| Notice { path: first.path.clone(), message }));
    }
}

/// Have the RUNs of all Dockerfiles judged whose rules ask for it, all at once.
pub(super) fn judge(inputs: &[Input]) -> Said {
    let asked = |input: &&Input| input.kind == FileKind::Dockerfile && input.rules.shell().is_some();
    let scripts: Scripts<'_> = inputs.par_iter().filter(asked).flat_map_iter(guarded_scripts).collect();
    // Configurations may ask for different linters, of which there are few.
    let mut groups: Vec<(&Arc<dyn ShellLinter>, Scripts<'_>)> = Vec::new();
    for (input, script) in scripts {
        let Some(linter) = input.rules.shell().map(|shell| &shell.linter) else { continue };
        match groups.iter_mut().find(|(known, _)| Arc::ptr_eq(known, linter)) {
            Some((_, group)) => group.push((input, script)),
            None => groups.push((linter, vec![(input, script)])),
        }
    }
    let mut said = Said::default();
    for (linter, scripts) in groups {
        let texts: Vec<&str> = scripts.iter().map(|(_, script)| script.text.as_str()).collect();
        match linter.lint(&texts) {
            Ok(verdict) => said.take(&verdict, &scripts),
            Err(message) => said.fail(&message, &scripts),
        }
    }
    said
}

/// Those of a file; what fails on it fails again, and is told, when the file's turn comes.
fn guarded_scripts(input: &Input) -> Scripts<'_> {
    guarded(&input.path, "", || scripts_of(input)).unwrap_or_default()
}

/// The scripts of a file; none of one that can't be read, which is told when its turn comes.
fn scripts_of(input: &Input) -> Scripts<'_> {
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

    /// Says of every `$x` what ShellCheck would, and of nothing else; fails on each script with a word; or can't be run.
    struct Fake {
        runs: bool,
        judge: Judge,
        fails_on: &'static str,
    }

    impl Fake {
        const SHELLCHECK: Self = Self { runs: true, judge: Judge::ShellCheck, fails_on: "no such word" };
    }

    impl ShellLinter for Fake {
        fn lint(&self, scripts: &[&str]) -> Result<Verdict, String> {
            let (mut remarks, mut failed) = (Vec::new(), Vec::new());
            for (script, text) in scripts.iter().enumerate() {
                if text.contains(self.fails_on) {
                    failed.push((script, "it is too long".to_owned()));
                    continue;
                }
                for (line, words) in text.lines().enumerate() {
                    for (column, _) in words.match_indices("$x") {
                        let (start, end) = ((line + 1, column + 1), (line + 1, column + 3));
                        let message = "Double quote it.".to_owned();
                        remarks.push(Remark { script, start, end, severity: Severity::Note, code: 2086, message });
                    }
                }
            }
            let verdict = Verdict { remarks, failed, judge: self.judge };
            if self.runs { Ok(verdict) } else { Err("there is no such program".to_owned()) }
        }
    }

    fn checked(text: &str, linter: Fake, change: impl FnOnce(&mut ShellChecks)) -> Outcome {
        let rules = rules(Arc::new(linter), change);
        checked_by([("a", &rules), ("b", &rules)], text)
    }

    fn rules(linter: Arc<dyn ShellLinter>, change: impl FnOnce(&mut ShellChecks)) -> Arc<Ruleset> {
        let (only, without) = (BTreeSet::new(), BTreeSet::new());
        let mut shell = ShellChecks { linter, only, without, levels: BTreeMap::new() };
        change(&mut shell);
        let selected = |id: &str| ["unused-ignore", "lost-arg-default"].contains(&id);
        let rules = Ruleset::new(&Catalog::builtin(), selected, &BTreeMap::new(), &BTreeMap::new()).unwrap();
        Arc::new(rules.with_shell(shell))
    }

    fn checked_by(files: [(&str, &Arc<Ruleset>); 2], text: &str) -> Outcome {
        let input = |(path, rules): (&str, &Arc<Ruleset>)| {
            let source = Arc::new(Source::new(path, text));
            Input {
                path: path.to_owned(),
                tree_path: path.to_owned(),
                files: Arc::new(MemoryFiles::new()),
                kind: FileKind::Dockerfile,
                rules: Arc::clone(rules),
                exempt: Vec::new(),
                context: None,
                read: Box::new(move || Ok(Arc::clone(&source))),
            }
        };
        check(&files.map(input), &[])
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
        let outcome = checked(TEXT, Fake::SHELLCHECK, |_| {});
        assert_eq!(told(&outcome), pairs(&[("a SC2086", 3), ("b SC2086", 3)]));
        assert!(outcome.findings.iter().all(|finding| finding.anchor.is_some() && finding.severity == Severity::Note));
    }

    #[test]
    fn codes_can_be_chosen_and_have_levels() {
        assert!(
            checked(TEXT, Fake::SHELLCHECK, |shell| _ = shell.without.insert("SC2086".to_owned())).findings.is_empty()
        );
        assert!(
            checked(TEXT, Fake::SHELLCHECK, |shell| _ = shell.only.insert("SC2046".to_owned())).findings.is_empty()
        );
        let error =
            checked(TEXT, Fake::SHELLCHECK, |shell| _ = shell.levels.insert("SC2086".to_owned(), Severity::Error));
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
            let outcome = checked(&TEXT.replace("RUN", &format!("{comment}\nRUN")), Fake::SHELLCHECK, |_| {});
            assert_eq!((told(&outcome), outcome.suppressed.len()), (Vec::new(), 2), "{comment}");
        }
        let idle = checked(&TEXT.replace("RUN", "# oep45: ignore[SC2046] it is a list\nRUN"), Fake::SHELLCHECK, |_| {});
        assert_eq!(told(&idle)[0], ("a unused-ignore".to_owned(), 2));
    }

    #[test]
    fn what_cannot_be_run_is_told_once_and_costs_nothing_else() {
        let text = "FROM a\nARG PORT 8000\n# oep45: ignore[SC2086] nobody knows whether it is idle\nRUN d\n";
        let outcome = checked(text, Fake { runs: false, ..Fake::SHELLCHECK }, |_| {});
        assert_eq!(told(&outcome), pairs(&[("a lost-arg-default", 2), ("b lost-arg-default", 2)]));
        let [notice] = outcome.notices.as_slice() else { panic!("{:?}", outcome.notices) };
        assert_eq!(notice.message, "the commands of RUN are not judged: there is no such program");
    }

    #[test]
    fn a_script_that_cannot_be_judged_costs_no_other() {
        let text = "FROM a\nRUN d $x\n# oep45: ignore[SC2046] nobody knows\nRUN e $x\n";
        let outcome = checked(text, Fake { fails_on: "e $x", ..Fake::SHELLCHECK }, |_| {});
        assert_eq!(told(&outcome), pairs(&[("a SC2086", 2), ("b SC2086", 2)]));
        let said = outcome.notices.iter().map(|notice| format!("{}: {}", notice.path, notice.message));
        let expected = ["a", "b"].map(|path| format!("{path}: the RUN on line 4 is not judged: it is too long"));
        assert_eq!(said.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn the_silence_of_a_linter_that_knows_less_makes_no_comment_idle() {
        let text = TEXT.replace("RUN", "# oep45: ignore[SC2046] it is a list\nRUN");
        let outcome = checked(&text, Fake { judge: Judge::Builtin { codes: 1 }, ..Fake::SHELLCHECK }, |_| {});
        assert_eq!(told(&outcome), pairs(&[("a SC2086", 4), ("b SC2086", 4)]));
        assert_eq!(outcome.shell_judges, BTreeSet::from([Judge::Builtin { codes: 1 }]));
    }

    #[test]
    fn each_file_is_judged_by_the_linter_that_its_rules_ask_for() {
        let one = rules(Arc::new(Fake::SHELLCHECK), |_| {});
        let other = rules(Arc::new(Fake { runs: false, ..Fake::SHELLCHECK }), |_| {});
        let outcome = checked_by([("a", &one), ("b", &other)], TEXT);
        assert_eq!(told(&outcome), pairs(&[("a SC2086", 3)]));
        assert_eq!(outcome.notices.iter().map(|notice| notice.path.as_str()).collect::<Vec<_>>(), ["b"]);
    }
}
