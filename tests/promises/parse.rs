//! The parser loses nothing, and every span of its tree begins and ends between characters.

use oep45::parse::{Tree, Word, parse};

/// Parse `text`.
pub(crate) fn holds(text: &str) {
    let tree = parse(text);
    let joined: String = tree.nodes.iter().map(|node| tree.text(node)).collect();
    assert_eq!(joined, text);
    spans_fit(&tree);
}

fn spans_fit(tree: &Tree<'_>) {
    let mut spans: Vec<_> = tree.nodes.iter().map(|node| node.span).collect();
    for problem in &tree.problems {
        spans.push(problem.span);
        spans.extend(problem.label.as_ref().map(|label| label.0));
    }
    for instruction in &tree.instructions {
        spans.extend([instruction.span, instruction.keyword_span, instruction.rest().span()]);
        spans.extend(instruction.comments.iter().chain(&instruction.blanks));
        spans.extend(instruction.words().iter().map(Word::span));
        spans.extend(instruction.pairs().iter().flat_map(|pair| [pair.span, pair.name.span()]));
        spans.extend(instruction.json().into_iter().flatten().flat_map(|item| [item.span, item.text.span()]));
        spans.extend(instruction.flags().flat_map(|flag| [flag.span(), flag.name_span()]));
        spans.extend(instruction.heredocs.iter().flat_map(|it| [it.span, it.body, it.delimiter_line]));
        for word in instruction.words() {
            let _ = (word.parts(), word.literal());
        }
    }
    for span in spans {
        assert!(tree.source.get(span.range()).is_some(), "{span:?} cuts a character");
    }
}
