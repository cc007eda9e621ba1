//! Commands that hand text to a shell: which of their words are the script, and whether they read one from a heredoc.

use super::program::Resolved;
use super::{Command, Program, Script, Word};

/// Shells that read a POSIX-like language.
const SHELLS: &[&str] = &["ash", "bash", "dash", "ksh", "ksh93", "mksh", "rbash", "sh", "zsh"];

/// Whether a program of this name reads a POSIX-like language.
pub fn is_shell(name: &str) -> bool {
    SHELLS.contains(&name)
}

/// The name of the program at `path`, on Windows too: in lower case, without the directory and `.exe`.
pub fn program_name(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_lowercase();
    name.strip_suffix(".exe").unwrap_or(&name).to_owned()
}

/// Words that are a script, the first without its first `skip` bytes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Argument {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) skip: usize,
}

/// The script in the words of `command`.
pub(super) fn script(command: &Command<'_>) -> Option<Argument> {
    let program = command.program()?;
    // Everything but the program's own words stands before them.
    let before = command.words.len() - program.args.len();
    let found = of(&program)?;
    Some(Argument { first: found.first + before, last: found.last + before, skip: found.skip })
}

fn of(program: &Program<'_, '_>) -> Option<Argument> {
    let one = |at: usize, skip: usize| (at < program.args.len()).then_some(Argument { first: at, last: at, skip });
    match program.name? {
        "eval" if !program.args.is_empty() => Some(Argument { first: 0, last: program.args.len() - 1, skip: 0 }),
        "su" | "runuser" => {
            let (at, skip) = option(program.args, "-c", &["--command", "--session-command"])?;
            one(at, skip)
        }
        "env" => {
            let (at, skip) = option(program.args, "-S", &["--split-string"])?;
            one(at, skip)
        }
        "find" => {
            let exec = |word: &Word<'_>| matches!(word.literal(), Some("-exec" | "-execdir" | "-ok" | "-okdir"));
            let at = program.args.iter().position(exec)? + 1;
            let words = program.args.get(at..)?;
            let found = Resolved::of(words)?;
            let inner = Program::new(words, &found)?;
            let before = program.args.len() - inner.args.len();
            let found = shell_argument(&inner)?;
            one(before + found, 0)
        }
        _ => one(shell_argument(program)?, 0),
    }
}

/// The word that `-c` of a shell makes its script.
fn shell_argument(program: &Program<'_, '_>) -> Option<usize> {
    let (script, operand) = shell_options(program)?;
    script.then_some(operand).filter(|&at| at < program.args.len())
}

/// Whether a shell's options hold `-c`, and where its operands begin.
///
/// ```text
/// bash  -euxo pipefail  -c  'make'
///       ^^^^^ o takes the next word
///                           ^^^^^^ the first operand
/// ```
fn shell_options(program: &Program<'_, '_>) -> Option<(bool, usize)> {
    if !is_shell(program.name?) {
        return None;
    }
    let (mut script, mut at) = (false, 0);
    while let Some(text) = program.args.get(at).and_then(Word::literal) {
        at += 1;
        match text {
            "-" | "--" => return Some((script, at)),
            "--rcfile" | "--init-file" => at += 1,
            _ if text.starts_with("--") => {}
            _ if text.starts_with(['-', '+']) => {
                script |= text.starts_with('-') && text.contains('c');
                at += text.matches(['o', 'O']).count();
            }
            _ => return Some((script, at - 1)),
        }
    }
    Some((script, at))
}

/// The word that is the value of an option, and where in it the value begins.
fn option(args: &[Word<'_>], short: &str, long: &[&str]) -> Option<(usize, usize)> {
    for (at, word) in args.iter().enumerate() {
        let text = word.prefix();
        if text == "--" {
            break;
        }
        if long.contains(&text) {
            return Some((at + 1, 0));
        }
        let name = long.iter().find(|name| text.strip_prefix(*name).is_some_and(|rest| rest.starts_with('=')));
        if let Some(name) = name {
            return Some((at, name.len() + 1));
        }
        let clustered = text.starts_with('-') && !text.starts_with("--") && text.ends_with(&short[1..]);
        if clustered && text.len() > 1 {
            return Some((at + 1, 0));
        }
    }
    None
}

/// Whether what the command reads from a heredoc is a script: `bash <<EOF`, `cat <<EOF | sh`.
pub(super) fn feeds_shell(script: &Script<'_>, index: usize) -> bool {
    let command = &script.commands[index];
    let Some(program) = command.program() else { return false };
    if reads_script(&program) {
        return true;
    }
    let passes_on = program.is("cat") && program.args.iter().all(|word| word.is("-"));
    let next = script.commands[index + 1..].iter().find(|next| next.block == command.block);
    passes_on
        && next
            .filter(|next| next.pipeline == command.pipeline && next.operator.is_pipe())
            .and_then(Command::program)
            .is_some_and(|program| reads_script(&program))
}

/// Whether the program is a shell that reads its script from its input.
fn reads_script(program: &Program<'_, '_>) -> bool {
    if matches!(program.name, Some("su" | "runuser")) {
        return option(program.args, "-c", &["--command", "--session-command"]).is_none();
    }
    match shell_options(program) {
        Some((script, operand)) => {
            let options = &program.args[..operand.min(program.args.len())];
            let from_input = options.iter().any(|word| word.is("-s"));
            let file = program.args.get(operand);
            !script && (from_input || file.is_none_or(|word| word.is("/dev/stdin")))
        }
        None => false,
    }
}
