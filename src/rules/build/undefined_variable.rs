//! `undefined-variable`: an instruction uses a variable that nothing has defined by then.

use super::nearest::{MAX_NAMES, nearest};
use super::place::report;
use crate::finding::Sink;
use crate::model::{Dockerfile, Executed, Stage};
use crate::parse::{Keyword, Pair, first_mark};
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

/// The rule with its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UndefinedVariable {
    defined: Vec<String>,
}

/// What BuildKit gives to every stage.
const GIVEN: [&str; 3] = ["PATH", "BUILDKIT_SBOM_SCAN_CONTEXT", "BUILDKIT_SBOM_SCAN_STAGE"];

impl Rule for UndefinedVariable {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let known = known(file);
        for stage in &file.stages {
            let base = file.base_environment(stage);
            for executed in file.executed_in(stage).filter(|it| it.cause().span.end <= known) {
                let lookups = executed.lookups();
                if lookups.is_empty() {
                    continue;
                }
                let pairs = pairs(&executed);
                for (name, span) in lookups.into_iter().flatten() {
                    let given = GIVEN.contains(&name.as_ref()) || self.defined.iter().any(|defined| *defined == name);
                    let same = pairs.get(name.as_ref()).map_or(&[][..], Vec::as_slice);
                    if given || is_defined(file, &executed, same, &name, span) {
                        continue;
                    }
                    let beside = pair_beside(&executed, same, span);
                    // The base image may set it, unless its environment is known; a neighbour's name is meant all the same.
                    if base.map_or(beside.is_none(), |base| base.contains(&name.as_ref())) {
                        continue;
                    }
                    tell(file, &executed, &name, span, (beside, base.unwrap_or_default()), sink);
                }
            }
        }
        self.check_piece(file, sink);
    }
}

impl UndefinedVariable {
    /// Of a piece of a Dockerfile nobody knows what stands before it: a neighbour's name alone is known to come too late.
    fn check_piece(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let mut before: HashSet<Cow<'_, str>> = self.defined.iter().map(Cow::from).collect();
        for executed in file.executed_in_piece() {
            let pairs = pairs(&executed);
            for (name, span) in executed.lookups().into_iter().flatten() {
                let same = pairs.get(name.as_ref()).map_or(&[][..], Vec::as_slice);
                let beside = pair_beside(&executed, same, span).filter(|_| !before.contains(&name));
                if beside.is_some() && !GIVEN.contains(&name.as_ref()) {
                    tell(file, &executed, &name, span, (beside, &[]), sink);
                }
            }
            before.extend(pairs.into_keys());
        }
    }
}

/// How far the file is what it says: behind the first mark of a template anything may be defined.
fn known(file: &Dockerfile<'_>) -> u32 {
    if file.tree.templated { first_mark(file.source.text()).unwrap_or(0) } else { u32::MAX }
}

/// The pairs of an ENV or an ARG, by the name that they define.
fn pairs<'t>(executed: &Executed<'t>) -> HashMap<Cow<'t, str>, Vec<Pair<'t>>> {
    let mut pairs: HashMap<_, Vec<_>> = HashMap::new();
    if matches!(executed.instruction.keyword, Keyword::Env | Keyword::Arg) {
        for pair in executed.instruction.pairs() {
            pairs.entry(pair.name.text()).or_default().push(pair);
        }
    }
    pairs
}

/// Whether something in the file defines or declares it: before the instruction, or in front of it in the same ARG, whose
/// pairs of that name are `same`.
fn is_defined(file: &Dockerfile<'_>, executed: &Executed<'_>, same: &[Pair<'_>], name: &str, span: Span) -> bool {
    let in_front = same.first().is_some_and(|first| first.span.end <= span.start);
    file.declares(executed.place, name) || executed.is(Keyword::Arg) && in_front
}

/// Another pair of the same ENV that defines the name: too late, since all values see what stands before the instruction.
fn pair_beside(executed: &Executed<'_>, same: &[Pair<'_>], span: Span) -> Option<Span> {
    let beside = |pair: &&Pair<'_>| !pair.span.covers(span);
    same.iter().filter(|_| executed.is(Keyword::Env)).find(beside).map(|pair| pair.name.span())
}

fn tell(
    file: &Dockerfile<'_>,
    executed: &Executed<'_>,
    name: &str,
    span: Span,
    (beside, base): (Option<Span>, &[&str]),
    sink: &mut Sink,
) {
    let finding = report(file, sink, executed.cause(), span, format!("`{name}` is not defined here"));
    if let Some(beside) = beside {
        finding.known_as(&["UndefinedVar", "DL3044"]);
        finding.label(beside, "defined only when the whole `ENV` is done");
        finding.help(format!("Define `{name}` in an `ENV` of its own before this one."));
        return;
    }
    finding.known_as(&["UndefinedVar"]);
    let place = executed.place;
    let chain = file.chain(&file.stages[place.stage]);
    let names = chain.flat_map(Stage::definitions).filter(|it| it.value.is_some()).map(|it| it.name.as_ref());
    let defined = names.take(MAX_NAMES).filter(|name| file.declares(place, name));
    let known = defined.chain(base.iter().copied()).chain(GIVEN);
    if let Some(near) = nearest(name, known) {
        finding.help(format!("Did you mean `{near}`?"));
        return;
    }
    match file.global(name) {
        Some(global) => {
            finding.label(global.pair.name.span(), "holds for `FROM` alone");
            finding.help(format!("Repeat `ARG {name}` in the stage, without a value."));
        }
        None => drop(finding.help(format!("Define it before this with `ARG {name}` or `ENV {name}=…`."))),
    }
}
