//! Configuration files that a RUN writes, downloads, copies or links to where the application reads them.

use super::Baked;
use super::content::is_of_deployment;
use super::place::{self, Places, is_config_file};
use crate::finding::Sink;
use crate::model::{Dockerfile, Place};
use crate::parse::Keyword;
use crate::shell::{Command, RedirectionOperator, Word};

pub(super) fn files(file: &Dockerfile<'_>, places: &Places<'_>, sink: &mut Sink) -> Vec<Baked> {
    let under = file.under_runtime();
    let mut found = Vec::new();
    for (place, step) in file.steps().filter(|(place, step)| under[place.stage] && step.is(Keyword::Run)) {
        // One RUN that writes three files is one cause.
        let baked = step.script.commands.iter().find_map(|command| {
            written(file, places, place, command, sink).or_else(|| linked(file, places, place, command))
        });
        found.extend(baked);
    }
    found
}

/// `echo "host: mysql" > /edx/etc/notes.yml`, `cat > … <<EOF`.
fn written(
    file: &Dockerfile<'_>,
    places: &Places<'_>,
    place: Place,
    command: &Command<'_>,
    sink: &mut Sink,
) -> Option<Baked> {
    use RedirectionOperator as Op;
    let redirection =
        command.redirections.iter().find(|it| matches!(it.operator, Op::Write | Op::Append | Op::Clobber))?;
    let path = place::path(file, place, &redirection.target);
    if !reads(places, &path, &redirection.target) {
        return None;
    }
    let said = command.words.iter().skip(1).any(|word| is_of_deployment(&word.text()));
    let bodies = command.redirections.iter().filter_map(|it| it.heredoc.as_ref());
    let said = said || bodies.into_iter().any(|heredoc| is_of_deployment(file.source.slice(heredoc.body)));
    if !said {
        sink.spare(redirection.target.span, || "what is written names no host and no credential");
    }
    said.then(|| baked(&redirection.target, "writes", path))
}

/// `ln -s /app/devstack.yml "$NOTES_CFG"`, `cp`, `mv`, `curl -o`.
fn linked(file: &Dockerfile<'_>, places: &Places<'_>, place: Place, command: &Command<'_>) -> Option<Baked> {
    let program = command.program()?;
    let (target, done) = match program.name? {
        "ln" => (program.args.last()?, "links"),
        "cp" | "mv" => (program.args.last()?, "copies"),
        "curl" | "wget" => {
            let option = |word: &Word<'_>| {
                let text = word.text();
                matches!(&*text, "--output" | "--output-document")
                    || text.starts_with('-') && !text.starts_with("--") && text.ends_with(['o', 'O'])
            };
            (program.args.get(program.args.iter().position(option)? + 1)?, "downloads")
        }
        _ => return None,
    };
    let source = program.args.iter().rev().nth(1)?;
    let path = place::path(file, place, target);
    let from_file = done == "downloads" || is_config_file(&source.text());
    (from_file && reads(places, &path, target)).then(|| baked(target, done, path))
}

/// Whether the application reads the file that a word names; the word may be the variable itself, or stand below a folder
/// that is named so.
fn reads(places: &Places<'_>, path: &str, word: &Word<'_>) -> bool {
    let unknown = path.contains('$') && word.variables().any(|variable| variable.name.ends_with("_CFG_DIR"));
    places.hold(path) || unknown && is_config_file(path)
}

fn baked(target: &Word<'_>, done: &str, path: String) -> Baked {
    let message = format!("the build {done} the application's configuration into the image: `{}`", target.text());
    Baked { span: target.span, message, path: Some(path) }
}
