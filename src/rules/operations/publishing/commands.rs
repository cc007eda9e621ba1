//! What a command does with an image.
//!
//! ```text
//! docker buildx build --push --target production -t openedx/notes .
//! docker push openedx/notes
//! ```

use super::deed::{Deed, Push};
use crate::model::build_context;
use crate::repo::Said;
use crate::shell::{Program, Word};
use crate::text::{Source, Span, normalize};
use std::sync::Arc;

/// What `program`, which the command at `span` of `source` runs in `directory`, does.
pub(super) fn deed(source: &Arc<Source>, directory: &str, program: &Program<'_, '_>, span: Span) -> Option<Deed> {
    let subcommand = |names: &[&str]| {
        let operands = program.args.iter().filter(|word| !word.prefix().starts_with('-')).take(3);
        operands.take_while(|word| word.prefix() != ".").any(|word| names.iter().any(|name| word.is(name)))
    };
    let mut deed = Deed::new(source, span);
    match program.name.or_else(|| client(program))? {
        "docker" | "podman" | "nerdctl" | "buildah" | "img" => {
            // `docker run … build` is another program's.
            if subcommand(&["run", "exec", "pull", "login"]) {
                return None;
            }
            if subcommand(&["push"]) {
                deed.push = Push::Yes;
                deed.images = pushed(program);
            } else if subcommand(&["build", "bud", "bake"]) {
                build(&mut deed, directory, program);
            } else {
                return None;
            }
        }
        "docker-compose" | "docker_compose" if subcommand(&["push"]) => deed.push = Push::Yes,
        "skopeo" | "crane" if subcommand(&["copy", "push"]) => deed.push = Push::Yes,
        _ => return None,
    }
    Some(deed)
}

/// What a variable that is called after its usual value stands for.
fn client(program: &Program<'_, '_>) -> Option<&'static str> {
    matches!(program.name_word.raw(), "$(DOCKER)" | "${DOCKER}" | "$DOCKER").then_some("docker")
}

fn build(deed: &mut Deed, directory: &str, program: &Program<'_, '_>) {
    // What compose builds, its own file says.
    if program.has("compose") {
        if program.has("--push") {
            deed.push = Push::Yes;
        }
        return;
    }
    deed.builds = true;
    let outputs = values(program, &["-o", "--output"]);
    let registry =
        outputs.iter().any(|word| word.text().contains("type=registry") || word.text().contains("push=true"));
    if registry || program.has("--push") || program.has("--push=true") {
        deed.push = Push::Yes;
    }
    deed.images = values(program, &["-t", "--tag"]).into_iter().map(|word| said(word, &["-t", "--tag"])).collect();
    if program.has("bake") {
        return;
    }
    deed.target = values(program, &["--target"])
        .first()
        .filter(|word| word.literal().is_some())
        .map(|word| said(word, &["--target"]));
    let context = build_context(program);
    let file = match values(program, &["-f", "--file"]).first() {
        Some(word) => known(word).map(|_| said(word, &["-f", "--file"]).value),
        None => context.and_then(known).map(|context| format!("{context}/Dockerfile")),
    };
    let file = file.filter(|file| !file.contains("://") && !file.starts_with('/'));
    deed.dockerfile = file.and_then(|file| normalize(&format!("{directory}/{file}")));
}

fn known<'w>(word: &'w Word<'_>) -> Option<&'w str> {
    word.literal().filter(|text| !text.contains(crate::text::OPAQUE))
}

fn pushed(program: &Program<'_, '_>) -> Vec<Said> {
    let behind = program.args.iter().skip_while(|word| !word.is("push")).skip(1);
    let operands = behind.filter(|word| !word.prefix().starts_with('-'));
    operands.map(|word| Said { value: word.text().into_owned(), span: word.span }).collect()
}

/// The words that hold the values of an option, the option itself included where it is one word with it.
fn values<'a, 't>(program: &Program<'a, 't>, names: &[&str]) -> Vec<&'a Word<'t>> {
    let mut found = Vec::new();
    for (at, word) in program.args.iter().enumerate() {
        if names.iter().any(|name| word.is(name)) {
            found.extend(program.args.get(at + 1));
        } else if names.iter().any(|name| word.prefix().strip_prefix(name).is_some_and(|rest| rest.starts_with('='))) {
            found.push(word);
        }
    }
    found
}

/// The value of an option, without the option.
fn said(word: &Word<'_>, names: &[&str]) -> Said {
    let text = word.text();
    let value = names.iter().find_map(|name| text.strip_prefix(name)?.strip_prefix('='));
    Said { value: value.unwrap_or(&text).to_owned(), span: word.span }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell;
    use crate::text::Joined;

    /// Of the only deed in `script`, run in `app`: whether it builds, whether it pushes, its target, its Dockerfile.
    fn of(script: &str) -> Option<(bool, bool, Option<String>, Option<String>)> {
        let source = Arc::new(Source::new("ci.sh", script));
        let whole = Span::new(0, u32::try_from(script.len()).unwrap());
        let parsed = shell::parse(&Joined::whole(source.text(), whole));
        let one = |command: &shell::Command<'_>| deed(&source, "app", &command.program()?, command.span);
        let deeds: Vec<_> = parsed.commands.iter().filter_map(one).collect();
        let [deed] = deeds.as_slice() else { return None };
        let target = deed.target.as_ref().map(|target| target.value.clone());
        Some((deed.builds, deed.push == Push::Yes, target, deed.dockerfile.clone()))
    }

    #[test]
    fn commands_build_and_push() {
        let file = |path: &str| Some(path.to_owned());
        for (script, expected) in [
            ("docker build -t notes .", (true, false, None, file("app/Dockerfile"))),
            ("docker build ..", (true, false, None, file("Dockerfile"))),
            (
                "docker build -f Dockerfile-38 --target=app --build-arg X=y .",
                (true, false, file("app"), file("app/Dockerfile-38")),
            ),
            ("docker buildx build --push --target \"$STAGE\" .", (true, true, None, file("app/Dockerfile"))),
            ("docker buildx build --output type=registry https://example.org/x.git", (true, true, None, None)),
            ("docker build - < Dockerfile", (true, false, None, None)),
            ("docker buildx bake --push", (true, true, None, None)),
            ("sudo docker --config x image push notes", (false, true, None, None)),
            ("docker compose build --push", (false, true, None, None)),
            ("docker compose build", (false, false, None, None)),
            ("$DOCKER push notes", (false, true, None, None)),
            ("docker-compose push", (false, true, None, None)),
            ("podman push notes quay.io/notes", (false, true, None, None)),
            ("skopeo copy docker-daemon:notes docker://quay.io/notes", (false, true, None, None)),
        ] {
            assert_eq!(of(script), Some(expected), "{script}");
        }
    }

    #[test]
    fn other_commands_do_neither() {
        for script in ["docker run notes build", "docker login", "docker exec web make push", "git push", "make build"]
        {
            assert_eq!(of(script), None, "{script}");
        }
    }
}
