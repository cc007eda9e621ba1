//! What BuildKit refuses in an instruction or in a file as a whole, each fault at its exact words.

mod arguments;
mod flags;
mod values;

use super::check_options;
use super::comment::Directives;
use super::instruction::Instruction;
use super::problem::nearest;
use super::tree::Tree;
use super::{Keyword, Problem};
use crate::text::{OPAQUE, Span};

/// What the file as a whole tells about its instructions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dialect {
    /// Docker's own frontend reads it: another one may know more instructions and flags.
    pub(super) native: bool,
    /// It is the source of a template.
    pub(super) templated: bool,
}

/// Check one instruction; `before` is the one above it.
pub(super) fn check(
    instruction: &Instruction<'_>,
    before: Option<&Instruction<'_>>,
    dialect: Dialect,
    problems: &mut Vec<Problem>,
) {
    let Dialect { native, templated } = dialect;
    if instruction.keyword == Keyword::Unknown {
        // Unknown lines in a row have one cause (a lost backslash, a merge conflict): one problem, at the first of them.
        if native && !templated && before.is_none_or(|before| before.keyword != Keyword::Unknown) {
            problems.push(unknown(instruction));
        }
        return;
    }
    // What a template tag leaves of an instruction is no measure.
    if templated && instruction.line().text().contains(OPAQUE) {
        return;
    }
    let before = problems.len();
    arguments::check(instruction, problems);
    // Words that a missing argument let slip into a flag's place are the same fault.
    if native && problems.len() == before {
        flags::check(instruction, problems);
    }
}

/// Check the file as a whole, and put the problems in order.
pub(super) fn check_file(tree: &mut Tree<'_>) {
    count_unknown(tree);
    if !tree.templated && is_native(&tree.directives, tree.source) {
        check_stages(tree);
        tree.problems.extend(check_options::problem(tree.source, &tree.directives));
    }
    tree.problems.sort_by_key(|problem| (problem.span.start, problem.span.end));
}

/// Whether Docker's own frontend reads the file.
pub(super) fn is_native(directives: &Directives, source: &str) -> bool {
    let Some(syntax) = directives.syntax else { return true };
    let image = syntax.value.of(source).split(' ').next().unwrap_or("");
    let name = image.split(['@', ':']).next().unwrap_or("");
    name.ends_with("docker/dockerfile") || name.ends_with("docker/dockerfile-upstream")
}

/// The first FROM is there, and nothing but ARG stands before it.
fn check_stages(tree: &mut Tree<'_>) {
    let known = |instruction: &&Instruction<'_>| instruction.keyword != Keyword::Unknown;
    let Some(first) = tree.instructions.iter().find(known) else {
        if tree.problems.is_empty() {
            let end = u32::try_from(tree.source.trim_end().len()).unwrap_or(0);
            tree.problems.push(
                Problem::new(Span::at(end), "the file has no instruction")
                    .help("A Dockerfile begins with `FROM` and the image to build on."),
            );
        }
        return;
    };
    let from = tree.instructions.iter().find(|instruction| instruction.keyword == Keyword::From);
    let unknown = |name: &str| {
        let unknown = tree.instructions.iter().filter(|instruction| instruction.keyword == Keyword::Unknown);
        unknown.into_iter().any(|instruction| nearest(&instruction.keyword_text(), [name]).is_some())
    };
    let Some(from) = from else {
        // A `FROM` that is misspelt, or a text that is no Dockerfile at all, has been told of already.
        let strangers = tree.instructions.iter().filter(|it| it.keyword == Keyword::Unknown).count();
        if strangers * 2 > tree.instructions.len() || unknown("FROM") {
            return;
        }
        tree.problems.push(
            Problem::new(first.keyword_span, "the file has no `FROM`")
                .help("Every Dockerfile needs a `FROM` with the image to build on."),
        );
        return;
    };
    let early = tree.instructions.iter().take_while(|instruction| instruction.keyword != Keyword::From);
    let early = early.filter(|instruction| !matches!(instruction.keyword, Keyword::Arg | Keyword::Unknown));
    if let Some(early) = early.into_iter().next() {
        tree.problems.push(
            Problem::new(early.keyword_span, format!("`{}` stands before the first `FROM`", early.keyword.as_str()))
                .label(from.keyword_span, "the first stage begins here")
                .help("Only `ARG` may stand before the first `FROM`; move this into a stage."),
        );
    }
}

fn unknown(instruction: &Instruction<'_>) -> Problem {
    let text = instruction.keyword_text();
    let problem = Problem::new(instruction.keyword_span, format!("unknown instruction `{}`", shorten(&text)));
    if text.starts_with("<<<<<<<") || text.starts_with(">>>>>>>") || text.starts_with("=======") {
        return problem.help("This is left over from a merge conflict.");
    }
    match nearest(&text, Keyword::ALL.map(Keyword::as_str)) {
        Some(known) => problem.help(format!("Did you mean `{known}`?")),
        None if text.starts_with("//") || text.starts_with("/*") || text.starts_with("--") => {
            problem.help("A comment begins with `#`.")
        }
        // Nothing stands above the first instruction.
        None if instruction.leading.start == 0 => problem,
        None => problem.help("If this belongs to the instruction above, end the line before it with a backslash."),
    }
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

/// Say in the problem of an unknown line how many like it follow.
fn count_unknown(tree: &mut Tree<'_>) {
    let mut problems = tree.problems.iter_mut();
    let runs = tree.instructions.chunk_by(|before, next| before.keyword == next.keyword);
    for run in runs.filter(|run| run.len() > 1 && run[0].keyword == Keyword::Unknown) {
        let Some(problem) = problems.find(|problem| problem.span == run[0].keyword_span) else { return };
        let lines = if run.len() == 2 { "1 more line".to_owned() } else { format!("{} more lines", run.len() - 1) };
        problem.message = format!("{}, and {lines} like it", problem.message);
    }
}
