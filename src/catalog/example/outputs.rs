//! Writes what the rules say and change today back into the pages.

use super::{Example, Output};

/// What is to stand beside an example.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// The `text` block.
    pub output: String,
    /// The `diff` block, where there is a fix.
    pub diff: Option<String>,
}

/// `markdown` with the `text` and `diff` blocks that are to stand beside the examples: replaced where there is one, inserted
/// behind the example's files where there is none, and a diff without a fix removed. The examples are the page's own, in order.
pub fn with_outputs<'e, 'p: 'e>(markdown: &str, outputs: impl IntoIterator<Item = (&'e Example<'p>, Said)>) -> String {
    let mut page = Page { markdown, written: String::with_capacity(markdown.len()), done: 0 };
    for (example, said) in outputs {
        page.put(example.output.as_ref(), example.end, "text", Some(&said.output));
        let behind = example.output.as_ref().map_or(example.end, |output| output.span.end);
        page.put(example.diff.as_ref(), behind, "diff", said.diff.as_deref());
    }
    page.written + &markdown[page.done..]
}

/// A page on its way.
struct Page<'m> {
    markdown: &'m str,
    written: String,
    /// How much of the old page is taken over or replaced.
    done: usize,
}

impl Page<'_> {
    /// Write `text` in the place of the block `old`, or at `end`.
    fn put(&mut self, old: Option<&Output<'_>>, end: usize, language: &str, text: Option<&str>) {
        let span = old.map_or(end..end, |old| old.span.clone());
        self.written.push_str(&self.markdown[self.done..span.start]);
        self.done = span.end;
        let Some(text) = text else { return };
        if !self.written.ends_with('\n') {
            self.written.push('\n');
        }
        let fence = "`".repeat(longest_run(text).max(2) + 1);
        let end = if text.ends_with('\n') { "" } else { "\n" };
        self.written.extend([&fence, language, "\n", text, end, &fence, "\n"]);
    }
}

/// Length of the longest run of backticks.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::example::examples;
    use crate::catalog::page;

    const DOCKERFILE: &str = "```dockerfile\nFROM a\n```\n";
    const HEAD: &str = "# a-rule\n\nIt is wrong.\n\n```toml\ngroup = \"image\"\nlevel = \"error\"\n\
                        precision = \"high\"\nfix = \"safe\"\nsince = \"0.1.0\"\n```\n\n## Bad\n";

    fn written(before: &str, said: [(&str, Option<&str>); 2]) -> String {
        let parsed = page::parse(before).unwrap();
        let said = said.map(|(output, diff)| Said { output: output.to_owned(), diff: diff.map(str::to_owned) });
        with_outputs(before, examples(&parsed).unwrap().iter().zip(said))
    }

    #[test]
    fn outputs_are_replaced_and_inserted_in_their_places() {
        let before = format!("{HEAD}{DOCKERFILE}```text\nold\n```\n\nAnd\n\n{DOCKERFILE}\n## Good\n");
        let after = written(&before, [("new\n", None), ("a ``` b", None)]);
        let second = format!("{DOCKERFILE}````text\na ``` b\n````\n");
        assert_eq!(after, format!("{HEAD}{DOCKERFILE}```text\nnew\n```\n\nAnd\n\n{second}\n## Good\n"));
    }

    #[test]
    fn a_diff_stands_behind_the_output_and_goes_with_the_fix() {
        let block = |diff: &str| format!("{DOCKERFILE}```text\nx\n```\n{diff}");
        let before = format!("{HEAD}{}\nAnd\n\n{}\n## Good\n", block(""), block("```diff\n-a\n```\n"));
        let after = written(&before, [("x\n", Some("-b\n")), ("x\n", None)]);
        assert_eq!(after, format!("{HEAD}{}\nAnd\n\n{}\n## Good\n", block("```diff\n-b\n```\n"), block("")));
    }
}
