//! Variables that a shell script reads, and whether it copes with their being empty.

use super::Reading;
use crate::shell::{BlockKind, Command, CommandKind, Operation, Part, RedirectionOperator, Script, Variable, Word};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A use in a script.
pub(super) struct ScriptUse {
    pub(super) name: String,
    pub(super) span: Span,
    pub(super) guarded: bool,
    pub(super) reading: Reading,
}

/// Every variable that the script reads and does not set itself, in source order.
pub(super) fn uses(script: &Script<'_>) -> Vec<ScriptUse> {
    if script.commands.iter().all(|command| read(command).is_empty()) {
        return Vec::new();
    }
    let tested = tested(script);
    let set = set(script);
    // By pipeline: where its last command behind a `|` begins.
    let readers = script.commands.iter().filter(|command| command.operator.is_pipe());
    let ends: BTreeMap<u32, u32> = readers.map(|command| (command.pipeline, command.span.start)).collect();
    let mut uses = Vec::new();
    for command in &script.commands {
        let shown = only_shows(script, command, &ends);
        for (variable, reading) in read(command) {
            let name = variable.name.as_ref();
            if set.contains(name) || !crate::parse::is_name(name) {
                continue;
            }
            let bare = reading == Reading::Alone && !variable.quoted;
            let guarded = shown || copes(variable) || tested.contains(name) || is_optional(name, bare);
            uses.push(ScriptUse { name: name.to_owned(), span: variable.span, guarded, reading });
        }
    }
    uses.sort_by_key(|used| used.span.start);
    uses
}

/// The variables that a command reads, and how.
fn read<'c, 't>(command: &'c Command<'t>) -> Vec<(&'c Variable<'t>, Reading)> {
    fn of<'c, 't>(word: &'c Word<'t>, reading: Reading) -> impl Iterator<Item = (&'c Variable<'t>, Reading)> {
        word.variables().map(move |variable| (variable, reading))
    }
    let exports = command.name() == Some("export");
    let argument = |word: &Word<'_>| match word.parts() {
        [_] => Reading::Alone,
        [Part::Literal(text, _), Part::Variable(_)] if exports && text.ends_with('=') => Reading::PassedOn,
        _ => Reading::Part,
    };
    let given = |word: &Word<'_>| match word.parts() {
        [_] if !command.words.is_empty() => Reading::PassedOn,
        _ => Reading::Part,
    };
    let mut found: Vec<_> = command.words.iter().flat_map(|word| of(word, argument(word))).collect();
    found.extend(command.subject.iter().flat_map(|word| of(word, Reading::Part)));
    for assignment in &command.assignments {
        found.extend(of(&assignment.value, given(&assignment.value)));
        found.extend(assignment.elements.iter().flat_map(|word| of(word, Reading::Part)));
    }
    for redirection in &command.redirections {
        found.extend(of(&redirection.target, Reading::Part));
        let heredoc = redirection.heredoc.iter().flat_map(|heredoc| &heredoc.expansions);
        found.extend(heredoc.filter_map(|part| match part {
            Part::Variable(variable) => Some((variable, Reading::Part)),
            _ => None,
        }));
    }
    found
}

/// Whether the expansion itself provides for an empty value.
fn copes(variable: &Variable<'_>) -> bool {
    matches!(
        variable.operation,
        Operation::Default { .. } | Operation::Assign { .. } | Operation::Alternative { .. } | Operation::Length
    )
}

/// Extra options, which a command is meant to work without: `make $MAKEFLAGS`, `go build -tags "static $BUILD_TAGS"`.
fn is_optional(name: &str, bare: bool) -> bool {
    let name = name.to_lowercase();
    let options = ["flags", "opts", "options", "args", "arguments", "extra", "extras", "additional"];
    name.ends_with("tags") || bare && name.split('_').any(|word| options.contains(&word) || word.ends_with("flags"))
}

/// Names that a test, a `case` or an `if` looks at, or that `${x:=…}` fills.
fn tested<'s>(script: &'s Script<'_>) -> BTreeSet<&'s str> {
    let mut names = BTreeSet::new();
    for command in &script.commands {
        let block = &script.blocks[command.block.index()];
        let asks = matches!(command.name(), Some("[" | "[[" | "test"))
            || matches!(command.kind, CommandKind::Case | CommandKind::Arithmetic)
            || matches!(block.kind, BlockKind::IfCondition | BlockKind::LoopCondition);
        let looked_at = read(command)
            .into_iter()
            .filter(|(variable, _)| asks || matches!(variable.operation, Operation::Assign { .. }));
        names.extend(looked_at.map(|(variable, _)| variable.name.as_ref()));
    }
    names
}

/// Names that the script sets.
fn set<'s>(script: &'s Script<'_>) -> BTreeSet<&'s str> {
    let mut names = BTreeSet::new();
    for command in &script.commands {
        // An assignment in front of a command holds for that command alone.
        if command.words.is_empty() {
            names.extend(command.assignments.iter().map(|assignment| assignment.name.as_ref()));
        }
        let reads = command.name() == Some("read");
        // `export X` without a value sets nothing.
        if reads || matches!(command.name(), Some("export" | "local" | "declare" | "readonly" | "typeset")) {
            let words = command.words.iter().skip(1).map(Word::prefix);
            let assigned =
                words.filter_map(|text| text.split_once('=').map(|(name, _)| name).or(reads.then_some(text)));
            names.extend(assigned);
        }
    }
    names
}

/// `echo "building $X"` to the log: nothing depends on it.
fn only_shows(script: &Script<'_>, command: &Command<'_>, ends: &BTreeMap<u32, u32>) -> bool {
    let writes = command.redirections.iter().any(|redirection| {
        !matches!(redirection.operator, RedirectionOperator::DuplicateOutput | RedirectionOperator::DuplicateInput)
    });
    let piped = ends.get(&command.pipeline).is_some_and(|last| *last > command.span.start);
    let captured = std::iter::successors(Some(command.block), |block| script[*block].parent)
        .any(|block| matches!(script[block].kind, BlockKind::Substitution | BlockKind::ProcessSubstitution));
    matches!(command.name(), Some("echo" | "printf")) && !writes && !piped && !captured
}
