//! Which commands run only under a condition, and whose failure stops nothing.
//!
//! ```text
//! [ -f x ] && a && b      a || b          a || true
//!             ^    ^ guarded   ^ guarded  ^ its failure is ignored
//! ```

use super::{BlockKind, Command, CommandKind, Operator, Script};

/// Mark all commands: one pass forwards, one backwards.
pub(super) fn mark(script: &mut Script<'_>) {
    let conditional: Vec<bool> = conditional(script);
    let ignored: Vec<bool> = ignored(script);
    // An owner stands before what it owns, so that its marks are final when they are looked at.
    for index in 0..script.commands.len() {
        let block = &script.blocks[script.commands[index].block.index()];
        let branch = matches!(
            block.kind,
            BlockKind::Then
                | BlockKind::Else
                | BlockKind::CaseArm
                | BlockKind::For
                | BlockKind::While
                | BlockKind::Until
                | BlockKind::Select
        );
        let condition = matches!(block.kind, BlockKind::IfCondition | BlockKind::LoopCondition);
        let owner = block.owner.map(|id| &script.commands[id.index()]);
        let (guarded, spared) = owner.map_or((false, false), |owner| (owner.marks.guarded, owner.marks.ignored));
        let command = &mut script.commands[index];
        command.marks.guarded = conditional[index] || branch || guarded;
        command.marks.ignored = ignored[index] || condition || spared || command.negated || command.background;
    }
}

/// What is known of a block's current and-or list.
#[derive(Clone, Copy, Default)]
struct State {
    /// The last command.
    last: usize,
    /// A test stands left in the current chain of `&&`.
    test: bool,
    /// The current pipeline runs under a condition.
    guarded: bool,
}

fn conditional(script: &Script<'_>) -> Vec<bool> {
    let mut states = vec![State::default(); script.blocks.len()];
    // Groups whose last command is a test: `{ [ -f a ] || [ -f b ]; }`.
    let mut tests = vec![false; script.commands.len()];
    let mut marks = Vec::with_capacity(script.commands.len());
    for (index, command) in script.commands.iter().enumerate() {
        let state = &mut states[command.block.index()];
        match command.operator {
            Operator::And => {
                state.test |= tests[state.last];
                state.guarded = state.test;
            }
            Operator::Or => (state.test, state.guarded) = (false, true),
            Operator::Pipe | Operator::PipeBoth => {}
            _ => (state.test, state.guarded) = (false, false),
        }
        state.last = index;
        marks.push(state.guarded);
        tests[index] = is_test(command);
        let block = &script.blocks[command.block.index()];
        if let (BlockKind::Group | BlockKind::Subshell, Some(owner)) = (block.kind, block.owner) {
            tests[owner.index()] = tests[index];
        }
    }
    marks
}

/// Whether people run it to learn something, not to do something.
fn is_test(command: &Command<'_>) -> bool {
    let asks = match command.name() {
        Some("[" | "[[" | "test" | "grep" | "egrep" | "fgrep" | "which" | "type" | "hash") => true,
        Some("command") => command.words.get(1).is_some_and(|word| word.is("-v") || word.is("-V")),
        _ => false,
    };
    asks || command.negated || command.kind == CommandKind::Arithmetic
}

fn ignored(script: &Script<'_>) -> Vec<bool> {
    // Whether something that always succeeds stands behind a `||` further right in the and-or list.
    let mut rescued = vec![false; script.blocks.len()];
    let mut marks = vec![false; script.commands.len()];
    for (mark, command) in marks.iter_mut().zip(&script.commands).rev() {
        let rescued = &mut rescued[command.block.index()];
        *mark = *rescued;
        *rescued = match command.operator {
            Operator::Or => *rescued || always_succeeds(command),
            Operator::And | Operator::Pipe | Operator::PipeBoth => *rescued,
            _ => false,
        };
    }
    marks
}

fn always_succeeds(command: &Command<'_>) -> bool {
    match command.name() {
        Some("true" | "/bin/true" | ":" | "echo" | "printf") => true,
        Some("exit" | "return") => command.words.get(1).is_some_and(|word| word.is("0")),
        _ => false,
    }
}
