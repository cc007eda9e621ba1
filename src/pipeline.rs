//! The straight line: files → tree → model → findings.

mod anchors;

use crate::catalog::Catalog;
use crate::finding::{Finding, Notice, Severity, Sink};
use crate::model::Dockerfile;
use crate::parse;
use crate::repo::Recipes;
use crate::rules::{self, Rule};
use crate::text::{FileKind, Files, Source};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use toml::de::ValueDeserializer;

/// One file to check.
pub struct Input {
    /// The path that findings name: relative to the working directory, with `/`.
    pub path: String,
    /// The same file's path inside `files`.
    pub tree_path: String,
    /// The tree it belongs to: where build contexts are looked for.
    pub files: Arc<dyn Files>,
    /// What to read it as.
    pub kind: FileKind,
    /// Reads it; a failure is a notice of the run, in words.
    pub read: Box<dyn Fn() -> Result<Arc<Source>, String> + Send + Sync>,
}

/// What a run found.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Sorted by path, position and rule.
    pub findings: Vec<Finding>,
    /// Sorted by path.
    pub notices: Vec<Notice>,
    /// Number of Dockerfiles that were judged.
    pub files: usize,
}

struct Active {
    id: &'static str,
    severity: Severity,
    rule: Box<dyn Rule>,
}

/// The selected rules, built from their options.
pub struct Engine {
    rules: Vec<Active>,
}

impl Engine {
    /// Build the rules that `selected` names. `options` and `levels` are by rule id.
    ///
    /// # Errors
    /// Options that a rule does not take; the error carries the span in the configuration's text.
    pub fn new(
        catalog: &Catalog,
        selected: impl Fn(&str) -> bool,
        levels: &BTreeMap<String, Severity>,
        mut options: BTreeMap<String, ValueDeserializer<'_>>,
    ) -> Result<Self, toml::de::Error> {
        let mut rules = Vec::new();
        for entry in rules::all() {
            let built = (entry.build)(options.remove(entry.id))?;
            if selected(entry.id) {
                let page = catalog.get(entry.id);
                let severity = levels.get(entry.id).copied().or(page.map(|page| page.level));
                rules.push(Active { id: entry.id, severity: severity.unwrap_or(Severity::Warning), rule: built });
            }
        }
        Ok(Self { rules })
    }

    /// Whether a rule looks at what Makefiles and workflows run. Where none does, they are not even read.
    pub fn wants_recipes(&self) -> bool {
        self.rules.iter().any(|active| active.rule.wants_recipes())
    }

    /// Check every input, in parallel; the outcome does not depend on the number of threads.
    pub fn check(&self, inputs: &[Input]) -> Outcome {
        let parts: Vec<_> = inputs.par_iter().map(|input| self.check_input(input)).collect();
        let mut outcome = Outcome::default();
        for part in parts {
            outcome.findings.extend(part.findings);
            outcome.notices.extend(part.notices);
            outcome.files += part.files;
        }
        crate::triage::sort(&mut outcome.findings);
        outcome.notices.sort();
        outcome
    }

    fn check_input(&self, input: &Input) -> Outcome {
        if input.kind != FileKind::Dockerfile && !self.wants_recipes() {
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
            let dockerfile = Dockerfile::new(&source, &tree, &input.tree_path, input.files.as_ref());
            let mut outcome = self.judge(input, &source, |rule, sink| rule.check(&dockerfile, sink));
            anchors::in_dockerfile(&mut outcome.findings, &dockerfile);
            return Outcome { files: 1, ..outcome };
        }
        let recipes = Recipes::new(&source, input.kind);
        let mut outcome = self.judge(input, &source, |rule, sink| {
            if rule.wants_recipes() {
                rule.check_recipes(&recipes, sink);
            }
        });
        anchors::in_lines(&mut outcome.findings, &source);
        outcome
    }

    /// What `check` finds with each rule.
    fn judge(&self, input: &Input, source: &Arc<Source>, check: impl Fn(&dyn Rule, &mut Sink)) -> Outcome {
        let mut outcome = Outcome::default();
        for active in &self.rules {
            let mut sink = Sink::new(active.id, active.severity, Arc::clone(source));
            // One rule's bug must not cost the findings of the others.
            match catch_unwind(AssertUnwindSafe(|| check(active.rule.as_ref(), &mut sink))) {
                Ok(()) => outcome.findings.extend(sink.into_findings()),
                Err(_) => outcome.notices.push(Notice {
                    path: input.path.clone(),
                    message: format!("rule `{}` failed on this file; please report it as a bug", active.id),
                }),
            }
        }
        outcome
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{MemoryFiles, Span};

    /// Reports each file that it is shown; `recipes`: whether it wants Makefiles.
    struct Shown {
        recipes: bool,
    }

    impl Rule for Shown {
        fn check(&self, _file: &Dockerfile<'_>, sink: &mut Sink) {
            sink.report(Span::at(0), "a Dockerfile");
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

    fn engine(recipes: &[bool]) -> Engine {
        let rule = |&recipes| Active { id: "shown", severity: Severity::Note, rule: Box::new(Shown { recipes }) };
        Engine { rules: recipes.iter().map(rule).collect() }
    }

    fn input(path: &'static str, kind: FileKind, text: Result<&'static str, &'static str>) -> Input {
        Input {
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
            input("Dockerfile", FileKind::Dockerfile, Ok("FROM scratch\n")),
            input("Makefile", FileKind::Makefile, Ok("a:\n\tmake b\n")),
            input("ci.yml", FileKind::Workflow, Ok("steps:\n- run: make c\n")),
        ];
        let outcome = engine(&[true]).check(&inputs);
        assert_eq!((messages(&outcome), outcome.files), (vec!["a Dockerfile", "make b", "make c"], 1));
    }

    #[test]
    fn a_rule_sees_recipes_only_if_it_wants_them() {
        let outcome = engine(&[true, false]).check(&[input("Makefile", FileKind::Makefile, Ok("a:\n\tmake b\n"))]);
        assert_eq!(messages(&outcome), ["make b"]);
    }

    #[test]
    fn recipes_that_no_rule_wants_are_not_read() {
        let makefile = || input("Makefile", FileKind::Makefile, Err("can't be read"));
        assert!(engine(&[false]).check(&[makefile()]).notices.is_empty());
        assert_eq!(engine(&[true]).check(&[makefile()]).notices.len(), 1);
    }
}
