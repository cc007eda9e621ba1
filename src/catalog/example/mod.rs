//! The examples of a rule page: what the rule must report, and what it must leave alone. They are taken apart here,
//! without judging anything; whoever judges them can write the outputs back.

mod outputs;

pub use outputs::{Said, with_outputs};

use super::markdown::{Code, Kind, Mistake, Part};
use super::page::{Fixes, Parsed, Section};
use crate::text::{MemoryFiles, Source};
use std::ops::Range;
use std::sync::Arc;

/// The section an example stands in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    /// The rule reports it.
    Bad,
    /// The rule leaves it alone.
    Good,
}

/// One example: one file, or several that make a tree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Example<'p> {
    /// What the rule thinks of it.
    pub verdict: Verdict,
    /// Line of its first block in the page, from 1.
    pub line: u32,
    /// Its files, in order.
    pub files: Vec<File<'p>>,
    /// The `text` block of a Bad example: the exact human output.
    pub output: Option<Output<'p>>,
    /// The `diff` block of a Bad example: the hunks of what fixing it changes.
    pub diff: Option<Output<'p>>,
    /// Just behind its last file in the page: where an output belongs.
    end: usize,
}

/// A block that is a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct File<'p> {
    /// Its `title`; `Dockerfile` where a `dockerfile` block has none.
    pub path: &'p str,
    /// Its language.
    pub language: &'p str,
    /// Its content.
    pub text: &'p str,
}

/// A block that is an output.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Output<'p> {
    /// Its content.
    pub text: &'p str,
    /// The block in the page, fences included.
    pub span: Range<usize>,
}

/// The title of the block that holds an example's options.
pub const CONFIG: &str = "oep45.toml";

impl<'p> Example<'p> {
    /// The files to check: the `dockerfile` blocks.
    pub fn dockerfiles(&self) -> impl Iterator<Item = &File<'p>> {
        self.files.iter().filter(|file| file.language == "dockerfile")
    }

    /// The configuration that the example is judged under, TOML.
    pub fn config(&self) -> Option<&'p str> {
        self.files.iter().find(|file| file.path == CONFIG).map(|file| file.text)
    }

    /// All files as a tree.
    pub fn tree(&self) -> MemoryFiles {
        let mut tree = MemoryFiles::new();
        for file in &self.files {
            tree.insert(Arc::new(Source::new(file.path, file.text)));
        }
        tree
    }
}

/// The examples of a page's `## Bad` and `## Good`, in order.
///
/// Code blocks with nothing but blank lines between them are one example; text between them begins another one, as do a
/// path that the example already has and a file behind an output.
///
/// # Errors
/// A block that is no file, or an output or a diff that belongs to nothing.
pub fn examples<'p>(page: &Parsed<'p>) -> Result<Vec<Example<'p>>, Mistake> {
    let mut examples = Vec::new();
    for section in &page.sections {
        match section.name {
            "Bad" => examples.extend(of_section(section, Verdict::Bad, page.metadata.fix)?),
            "Good" => examples.extend(of_section(section, Verdict::Good, page.metadata.fix)?),
            _ => {}
        }
    }
    Ok(examples)
}

fn of_section<'p>(section: &Section<'p>, verdict: Verdict, fix: Fixes) -> Result<Vec<Example<'p>>, Mistake> {
    let mut examples: Vec<Example<'p>> = Vec::new();
    let mut adjacent = false;
    for part in &section.parts {
        let Kind::Code(code) = part.kind else {
            adjacent = false;
            continue;
        };
        let last = examples.last_mut();
        match (code.language, code.title) {
            ("text", None) => attach_output(last, verdict, part, code)?,
            ("diff", None) => attach_diff(last, verdict, fix, part, code)?,
            _ => {
                let file = file(part.line, code)?;
                match last {
                    Some(example) if adjacent && example.takes(&file) => {
                        example.files.push(file);
                        example.end = part.span.end;
                    }
                    _ => examples.push(Example {
                        verdict,
                        line: part.line,
                        files: vec![file],
                        output: None,
                        diff: None,
                        end: part.span.end,
                    }),
                }
            }
        }
        adjacent = true;
    }
    Ok(examples)
}

impl Example<'_> {
    fn takes(&self, file: &File<'_>) -> bool {
        self.output.is_none() && self.diff.is_none() && self.files.iter().all(|other| other.path != file.path)
    }
}

fn file(line: u32, Code { language, title, text }: Code<'_>) -> Result<File<'_>, Mistake> {
    match title {
        Some(path) if crate::text::normalize(path).as_deref() != Some(path) => {
            Err(Mistake::new(line, format!("`{path}` is no path inside the example: write it like `docker/build.sh`")))
        }
        Some(path) => Ok(File { path, language, text }),
        None if language == "dockerfile" => Ok(File { path: "Dockerfile", language, text }),
        None => {
            Err(Mistake::new(line, format!("a `{language}` block in an example is a file: give it a `title=\"path\"`")))
        }
    }
}

fn attach_output<'p>(
    example: Option<&mut Example<'p>>,
    verdict: Verdict,
    part: &Part<'p>,
    code: Code<'p>,
) -> Result<(), Mistake> {
    match example {
        _ if verdict == Verdict::Good => Err(Mistake::new(part.line, "a Good example has no output: remove the block")),
        Some(example) if example.output.is_none() => {
            example.output = Some(Output { text: code.text, span: part.span.clone() });
            Ok(())
        }
        _ => Err(Mistake::new(part.line, "this output belongs to no example: put it behind the example's last file")),
    }
}

fn attach_diff<'p>(
    example: Option<&mut Example<'p>>,
    verdict: Verdict,
    fix: Fixes,
    part: &Part<'p>,
    code: Code<'p>,
) -> Result<(), Mistake> {
    match example {
        _ if verdict == Verdict::Good => Err(Mistake::new(part.line, "a Good example needs no fix: remove the block")),
        _ if fix == Fixes::None => {
            Err(Mistake::new(part.line, "a fix is shown, but the page says `fix = \"none\"`: one of the two is wrong"))
        }
        Some(example) if example.diff.is_none() => {
            example.diff = Some(Output { text: code.text, span: part.span.clone() });
            Ok(())
        }
        _ => Err(Mistake::new(part.line, "this diff belongs to no example: put it behind the example's output")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::page;

    fn page(fix: &str, examples: &str) -> String {
        format!(
            "# a-rule\n\nIt is wrong.\n\n```toml\ngroup = \"image\"\nlevel = \"error\"\nprecision = \"high\"\n\
             fix = \"{fix}\"\nsince = \"0.1.0\"\n```\n\n{examples}"
        )
    }

    /// Verdict and paths of each example.
    fn found(text: &str) -> Vec<(Verdict, Vec<String>)> {
        let text = page("safe", text);
        let parsed = page::parse(&text).unwrap();
        let paths = |example: &Example<'_>| example.files.iter().map(|file| file.path.to_owned()).collect();
        examples(&parsed).unwrap().iter().map(|example| (example.verdict, paths(example))).collect()
    }

    fn mistake(fix: &str, text: &str) -> Mistake {
        examples(&page::parse(&page(fix, text)).unwrap()).unwrap_err()
    }

    const DOCKERFILE: &str = "```dockerfile\nFROM a\n```\n";

    #[test]
    fn each_dockerfile_without_a_title_is_an_example() {
        let text = format!("## Bad\n{DOCKERFILE}```text\nx\n```\n{DOCKERFILE}{DOCKERFILE}## Good\n{DOCKERFILE}");
        let path = || vec!["Dockerfile".to_owned()];
        let bad = || (Verdict::Bad, path());
        assert_eq!(found(&text), [bad(), bad(), bad(), (Verdict::Good, path())]);
    }

    #[test]
    fn files_beside_each_other_are_one_tree() {
        let text = format!("## Bad\n{DOCKERFILE}\n```sh title=\"docker/b.sh\"\ntrue\n```\n");
        assert_eq!(found(&text), [(Verdict::Bad, vec!["Dockerfile".to_owned(), "docker/b.sh".to_owned()])]);
    }

    #[test]
    fn text_between_blocks_begins_another_example() {
        let text = format!("## Good\n{DOCKERFILE}\nAnd:\n```sh title=\"b.sh\"\ntrue\n```\n");
        assert_eq!(found(&text).len(), 2);
    }

    #[test]
    fn other_sections_hold_no_examples() {
        assert!(found(&format!("## Why\n{DOCKERFILE}## Options\n```toml\nx = 1\n```\n")).is_empty());
    }

    #[test]
    fn the_configuration_is_the_file_of_that_name() {
        let text = page("none", &format!("## Bad\n```toml title=\"oep45.toml\"\na = 1\n```\n{DOCKERFILE}"));
        let parsed = page::parse(&text).unwrap();
        let examples = examples(&parsed).unwrap();
        assert_eq!(examples[0].config(), Some("a = 1\n"));
        assert_eq!(examples[0].dockerfiles().count(), 1);
    }

    #[test]
    fn a_file_needs_a_path_inside_the_example() {
        for block in ["```sh\ntrue\n```\n", "```sh title=\"../x\"\n```\n", "```sh title=\"/x\"\n```\n"] {
            assert_eq!(mistake("none", &format!("## Bad\n{block}")).line, 14, "{block}");
        }
    }

    #[test]
    fn an_output_belongs_to_a_bad_example() {
        let stray = "```text\nx\n```\n";
        for text in [
            format!("## Bad\n{stray}"),
            format!("## Good\n{DOCKERFILE}{stray}"),
            format!("## Bad\n{DOCKERFILE}{stray}{stray}"),
        ] {
            mistake("none", &text);
        }
    }

    #[test]
    fn a_diff_needs_a_rule_that_fixes() {
        let text = format!("## Bad\n{DOCKERFILE}```text\nx\n```\n```diff\n-a\n```\n");
        assert!(mistake("none", &text).message.contains("`fix = \"none\"`"));
        let text = page("unsafe", &text);
        let parsed = page::parse(&text).unwrap();
        assert_eq!(examples(&parsed).unwrap()[0].diff.as_ref().map(|diff| diff.text), Some("-a\n"));
    }
}
