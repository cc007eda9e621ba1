//! A script's blocks and commands lie inside each other, in source order, and every span begins and ends between
//! characters.

use oep45::shell::{Command, Script, exec, parse};
use oep45::text::{Joined, Span};

/// Read `text` as a script, and as what `sh -c` is given.
pub(crate) fn holds(text: &str) {
    let whole = Joined::whole(text, Span::new(0, u32::try_from(text.len()).unwrap()));
    sound(text, &parse(&whole));
    let nothing = Joined::whole(text, Span::at(0));
    sound(text, &exec(&[nothing, whole]));
}

/// What holds for every script in `source`.
pub(crate) fn sound(source: &str, script: &Script<'_>) {
    let inside = |span: Span| assert!(source.get(span.range()).is_some(), "{span:?} in {source:?}");
    for (id, block) in script.iter_blocks() {
        inside(block.span);
        assert_eq!(block.parent.is_none(), id.index() == 0);
        assert!(block.parent.is_none_or(|parent| parent < id), "{source:?}");
        assert!(block.owner.is_none_or(|owner| owner.index() < script.commands.len()));
        // A heredoc's body stands behind its command.
        let owner = block.owner.map(|id| &script[id]);
        if let Some(owner) = owner.filter(|owner| owner.redirections.iter().all(|one| one.heredoc.is_none())) {
            assert!(owner.span.covers(block.span), "{block:?} outside {:?} in {source:?}", owner.span);
        }
    }
    assert!(script.commands.is_sorted_by_key(|command| command.span.start), "{source:?}");
    script.commands.iter().for_each(|command| command_sound(source, command));
    script.comments.iter().for_each(|span| inside(*span));
    script.problems.iter().for_each(|problem| inside(problem.span));
}

fn command_sound(source: &str, command: &Command<'_>) {
    let inside = |span: Span| assert!(source.get(span.range()).is_some(), "{span:?} in {source:?}");
    inside(command.span);
    let mut words: Vec<_> = command.words.iter().chain(&command.subject).map(|word| word.span).collect();
    words.extend(command.assignments.iter().map(|one| one.span));
    words.extend(command.redirections.iter().map(|one| one.span));
    words.sort_unstable();
    assert!(words.windows(2).all(|pair| pair[0].end <= pair[1].start), "{words:?} overlap in {source:?}");
    for span in words {
        inside(span);
        assert!(command.span.covers(span), "{span:?} outside {:?} in {source:?}", command.span);
    }
    for word in &command.words {
        let mut end = word.span.start;
        for part in word.parts() {
            inside(part.span());
            assert!(end <= part.span().start && part.span().end <= word.span.end, "{word:?} in {source:?}");
            end = part.span().end;
        }
        let _ = word.text();
    }
    for redirection in &command.redirections {
        inside(redirection.target.span);
        if let Some(heredoc) = &redirection.heredoc {
            inside(heredoc.body);
            heredoc.expansions.iter().for_each(|part| inside(part.span()));
        }
    }
    let _ = command.program();
}
