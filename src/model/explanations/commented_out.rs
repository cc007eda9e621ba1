//! Comments that are instructions or shell commands which somebody switched off.

use super::prose::is_prose;
use crate::parse::Keyword;

/// An instruction or a shell command that was switched off.
pub(super) fn is_commented_out(shown: &str, text: &str) -> bool {
    let text = text.trim_start_matches(['#', ' ']);
    if text.ends_with('\\') || text.starts_with("&& ") || text.starts_with("|| ") || text.starts_with("| ") {
        return true;
    }
    let mut words = text.split_whitespace();
    let Some(first) = words.next() else { return false };
    let second = words.next().unwrap_or("");
    if is_instruction(first) {
        let tight = shown.starts_with('#') && shown[1..].starts_with(first);
        return tight || !second.is_empty() && !is_prose(second) && !words.next().is_some_and(is_prose);
    }
    if let Some((name, _)) = first.split_once('=') {
        let identifier = |char: char| char.is_ascii_alphanumeric() || char == '_';
        return !name.is_empty() && name.chars().all(identifier) && !first.ends_with('=');
    }
    is_command(first, second, text)
}

/// The name of an instruction, in capitals as everybody writes them.
fn is_instruction(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_uppercase()) && Keyword::of(word) != Keyword::Unknown
}

/// Programs that Dockerfiles run.
const PROGRAMS: &[&str] = &[
    "apk",
    "apt",
    "apt-add-repository",
    "apt-get",
    "bash",
    "bundle",
    "cat",
    "cd",
    "chmod",
    "chown",
    "cp",
    "curl",
    "dnf",
    "dpkg",
    "echo",
    "exec",
    "export",
    "gem",
    "git",
    "groupadd",
    "gunicorn",
    "ln",
    "locale-gen",
    "make",
    "mkdir",
    "mv",
    "nodeenv",
    "npm",
    "nvm",
    "paver",
    "pip",
    "pip3",
    "pnpm",
    "pyenv",
    "python",
    "python3",
    "rm",
    "sed",
    "sh",
    "source",
    "su",
    "sudo",
    "supervisorctl",
    "tar",
    "touch",
    "unzip",
    "useradd",
    "uv",
    "virtualenv",
    "wget",
    "yarn",
    "yum",
];

fn is_command(first: &str, second: &str, text: &str) -> bool {
    const SUBCOMMANDS: &[&str] = &[
        "add",
        "autoremove",
        "build",
        "ci",
        "clean",
        "clone",
        "config",
        "download",
        "init",
        "install",
        "pip",
        "pull",
        "purge",
        "remove",
        "run",
        "start",
        "sync",
        "update",
        "upgrade",
        "use",
    ];
    let said = || text.split_whitespace().any(is_prose);
    if first.starts_with("./") && first.len() > 2 {
        return !said();
    }
    if PROGRAMS.binary_search(&first).is_err() {
        return false;
    }
    let said = said();
    let option = second.starts_with('-') && second.trim_start_matches('-').starts_with(char::is_alphabetic);
    let operand = second.starts_with(['/', '$', '"', '\'', '.']) || second.contains("://") || second.contains('=');
    let alone = SUBCOMMANDS.contains(&second) && !said;
    !said && (option || operand || text.contains(" && ")) || alone
}

#[cfg(test)]
mod tests {
    use super::*;

    fn commented_out(comment: &str) -> bool {
        is_commented_out(comment, comment.trim_start_matches('#').trim())
    }

    #[test]
    fn the_list_of_programs_is_sorted_for_its_search() {
        assert!(PROGRAMS.is_sorted());
    }

    #[test]
    fn instructions_and_commands_are_recognized() {
        for comment in [
            "# RUN make assets",
            "#COPY . /app",
            "# ENV DEBUG=1",
            "# apt-get install -y gcc",
            "# pip install -r requirements/dev.txt",
            "# && rm -rf /tmp/*",
            "#    python3-dev \\",
            "# cd /app && make",
            "# DEBUG=1",
            "# ./manage.py migrate",
        ] {
            assert!(commented_out(comment), "{comment}");
        }
    }

    #[test]
    fn sentences_about_commands_are_not() {
        for comment in [
            "# RUN is cheaper here",
            "# make sure that it exists",
            "# npm needs a newer node",
            "# tar -xf in the scripts",
        ] {
            assert!(!commented_out(comment), "{comment}");
        }
    }
}
