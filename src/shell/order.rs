//! Source order: texts inside texts are read after the text around them, and sorted in here.

use super::parser::count;
use super::word::Parts;
use super::{BlockId, Command, CommandId, Part, Script, Word};

/// Sort commands, blocks, comments and problems by position, and mend the ids.
pub(super) fn sort(script: &mut Script<'_>) {
    script.comments.sort_unstable();
    script.problems.sort_by_key(|problem| problem.span);
    let commands_sorted = script.commands.is_sorted_by_key(|command| command.span.start);
    let blocks_sorted = script.blocks.is_sorted_by_key(|block| block.span.start);
    if !commands_sorted {
        let places = sort_by_start(&mut script.commands, |command| command.span.start);
        for block in &mut script.blocks {
            block.owner = block.owner.map(|id| CommandId(places[id.index()]));
        }
    }
    if !blocks_sorted {
        let places = sort_by_start(&mut script.blocks, |block| block.span.start);
        for block in &mut script.blocks {
            block.parent = block.parent.map(|id| BlockId(places[id.index()]));
            block.patterns.iter_mut().for_each(|word| mend(&mut word.parts, &places));
        }
        for command in &mut script.commands {
            command.block = BlockId(places[command.block.index()]);
            words(command).for_each(|word| mend(&mut word.parts, &places));
            let heredocs = command.redirections.iter_mut().filter_map(|redirection| redirection.heredoc.as_mut());
            heredocs.flat_map(|heredoc| &mut heredoc.expansions).for_each(|part| mend_part(part, &places));
        }
    }
}

/// Sort `items`; the result tells for each old place the new one.
fn sort_by_start<T>(items: &mut Vec<T>, start: impl Fn(&T) -> u32) -> Vec<u32> {
    let mut keyed: Vec<(usize, T)> = std::mem::take(items).into_iter().enumerate().collect();
    // Stable: what contains was pushed before what it contains.
    keyed.sort_by_key(|(_, item)| start(item));
    let mut places = vec![0; keyed.len()];
    for (new, (old, item)) in keyed.into_iter().enumerate() {
        places[old] = count(new);
        items.push(item);
    }
    places
}

fn words<'a, 't>(command: &'a mut Command<'t>) -> impl Iterator<Item = &'a mut Word<'t>> {
    let assigned = command.assignments.iter_mut();
    let assigned = assigned.flat_map(|one| std::iter::once(&mut one.value).chain(&mut one.elements));
    let targets = command.redirections.iter_mut().map(|redirection| &mut redirection.target);
    command.words.iter_mut().chain(&mut command.subject).chain(assigned).chain(targets)
}

fn mend(parts: &mut Parts<'_>, places: &[u32]) {
    parts.as_mut_slice().iter_mut().for_each(|part| mend_part(part, places));
}

fn mend_part(part: &mut Part<'_>, places: &[u32]) {
    if let Part::Substitution { block, .. } | Part::Process { block, .. } = part {
        *block = BlockId(places[block.index()]);
    }
}
