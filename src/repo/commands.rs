//! The management commands that a service defines itself.
//!
//! ```text
//! notes/management/commands/purge_notes.py      class Command(BaseCommand):
//!                           ^^^^^^^^^^^         ^^^^^^^^^^^^^ what makes the file one
//!                           the command's name
//! ```

use super::{Repository, service};
use crate::text::{Source, Span};
use std::sync::Arc;

/// A command of `manage.py`.
#[derive(Clone, Debug)]
pub struct Command {
    /// Its name.
    pub name: String,
    /// The file that defines it.
    pub source: Arc<Source>,
    /// The class, by which Django knows it.
    pub span: Span,
}

/// The commands, by path.
pub(super) fn of(repository: &Repository<'_>) -> Vec<Command> {
    let own = repository.paths().iter().filter(|path| service::is_own(path));
    own.filter_map(|path| command(repository, path)).collect()
}

fn command(repository: &Repository<'_>, path: &str) -> Option<Command> {
    let (folder, file) = path.rsplit_once('/')?;
    let name = file.strip_suffix(".py").filter(|name| !name.starts_with('_'))?;
    if folder != "management/commands" && !folder.ends_with("/management/commands") {
        return None;
    }
    let source = repository.text(path)?;
    let span = class(source.text())?;
    Some(Command { name: name.to_owned(), source, span })
}

/// `class Command` at the beginning of a line: what else stands beside commands are their tests and what they share.
fn class(text: &str) -> Option<Span> {
    const CLASS: &str = "class Command";
    let begins = |at: usize| at == 0 || text[..at].ends_with('\n');
    let ends = |at: usize| text[at + CLASS.len()..].trim_start().starts_with(['(', ':']);
    let found = text.match_indices(CLASS).map(|(at, _)| at).find(|at| begins(*at) && ends(*at))?;
    Some(Span::on_characters(text, found..found + CLASS.len()))
}

#[cfg(test)]
mod tests {
    use crate::repo::Repository;
    use crate::text::{MemoryFiles, Source};
    use std::sync::Arc;

    #[test]
    fn a_command_is_a_module_with_the_class() {
        let mut files = MemoryFiles::new();
        for (path, text) in [
            ("notes/management/commands/__init__.py", "class Command(BaseCommand):\n"),
            ("notes/management/commands/purge.py", "import x\n\nclass Command(BaseCommand):\n    pass\n"),
            ("notes/management/commands/seed-data.py", "class Command:\n"),
            ("notes/management/commands/shared.py", "class CommandMixin:\n"),
            ("notes/management/commands/test_purge.py", "    class Command(X):\n"),
            ("notes/tests/management/commands/fake.py", "class Command(BaseCommand):\n"),
        ] {
            files.insert(Arc::new(Source::new(path, text)));
        }
        let repository = Repository::new(&files, "", |_| false);
        let names: Vec<&str> = repository.commands().iter().map(|command| command.name.as_str()).collect();
        assert_eq!(names, ["purge", "seed-data"]);
        let first = &repository.commands()[0];
        assert_eq!(first.source.slice(first.span), "class Command");
    }
}
