//! Writes what the rules say today back into the pages.

use super::Example;

/// `markdown` with `outputs` as the `text` blocks of the examples they stand beside: replaced where there is one, inserted
/// behind the example's files where there is none. The examples are the page's own, in order.
pub fn with_outputs<'e, 'p: 'e>(
    markdown: &str,
    outputs: impl IntoIterator<Item = (&'e Example<'p>, String)>,
) -> String {
    let mut page = String::with_capacity(markdown.len());
    let mut done = 0;
    for (example, text) in outputs {
        let span = example.output.as_ref().map_or(example.end..example.end, |output| output.span.clone());
        page.push_str(&markdown[done..span.start]);
        if !page.ends_with('\n') {
            page.push('\n');
        }
        let fence = "`".repeat(longest_run(&text).max(2) + 1);
        let end = if text.ends_with('\n') { "" } else { "\n" };
        page.extend([&fence, "text\n", &text, end, &fence, "\n"]);
        done = span.end;
    }
    page + &markdown[done..]
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
                        precision = \"high\"\nfix = \"none\"\nsince = \"0.1.0\"\n```\n\n## Bad\n";

    #[test]
    fn outputs_are_replaced_and_inserted_in_their_places() {
        let before = format!("{HEAD}{DOCKERFILE}```text\nold\n```\n\nAnd\n\n{DOCKERFILE}\n## Good\n");
        let parsed = page::parse(&before).unwrap();
        let examples = examples(&parsed).unwrap();
        let after = with_outputs(&before, examples.iter().zip(["new\n".to_owned(), "a ``` b".to_owned()]));
        let second = format!("{DOCKERFILE}````text\na ``` b\n````\n");
        assert_eq!(after, format!("{HEAD}{DOCKERFILE}```text\nnew\n```\n\nAnd\n\n{second}\n## Good\n"));
    }
}
