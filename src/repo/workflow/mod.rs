//! Workflows of GitHub Actions, and composite actions: what their steps run.
//!
//! ```text
//!  lines ──► mappings open at each line ──► a step's `run:` ──► scalar ──► expression
//!            (jobs, build, steps, -)                            block, flow   ${{ … }}
//! ```
//!
//! It is a scanner of the block style that workflows are written in, not a reader of all of YAML: steps in `{ … }` and
//! values behind an alias are passed over.
//!
//! ```
//! use oep45::repo::workflow::runs;
//!
//! let runs = runs("steps:\n- run: |\n    make test\n    make image\n  working-directory: docker\n");
//! assert_eq!(runs[0].text.text(), "make test\nmake image\n");
//! assert_eq!(runs[0].working_directory.as_ref().unwrap().text(), "docker");
//! ```

mod block;
mod expression;
mod flow;
mod key;
mod scalar;

use super::lines::{Line, Lines, is_blank, offset};
use crate::text::{Joined, Span};

/// Actions that run the script that they are given as `command`, and try again where it fails.
const RETRIES: [&str; 3] = ["nick-fields/retry", "nick-invision/retry", "wandalen/wretry.action"];

/// What one step runs.
#[derive(Clone, Debug)]
pub struct Run<'t> {
    /// The script: as YAML reads it, with `${{ … }}` as one [`crate::text::OPAQUE`] character.
    pub text: Joined<'t>,
    /// The step's own `working-directory`, read likewise; defaults of the job don't count.
    pub working_directory: Option<Joined<'t>>,
}

/// The scripts of all steps of `source`, in source order.
pub fn runs(source: &str) -> Vec<Run<'_>> {
    let mut scanner = Scanner { lines: Lines::new(source), open: Vec::new(), step: None, runs: Vec::new() };
    while let Some(line) = scanner.lines.next() {
        scanner.line(line);
    }
    scanner.close(0, false);
    scanner.runs
}

struct Scanner<'t> {
    lines: Lines<'t>,
    /// What the line stands in, outermost first; columns rise, but for a list that stands under its own key.
    open: Vec<Open<'t>>,
    step: Option<Step<'t>>,
    runs: Vec<Run<'t>>,
}

struct Open<'t> {
    column: u32,
    /// The key, or `None` for an item of a list.
    key: Option<&'t str>,
}

#[derive(Default)]
struct Step<'t> {
    /// How many are open down to the step's own item.
    depth: usize,
    run: Option<Joined<'t>>,
    uses: Option<Joined<'t>>,
    /// The `command` that its action is given.
    command: Option<Joined<'t>>,
    working_directory: Option<Joined<'t>>,
}

impl Scanner<'_> {
    fn line(&mut self, line: Line) {
        let source = self.lines.source();
        let mut at = line.indented(source);
        let text = line.content.of(source);
        if text.starts_with("---") || text.starts_with("...") {
            return self.close(0, false);
        }
        if line.is_blank(source) || source[at as usize..].starts_with('#') {
            return;
        }
        let column = |at: u32| at - line.content.start;
        while let Some(behind) = item(source, Span::new(at, line.content.end)) {
            self.close(column(at), true);
            self.open_item(column(at));
            at = behind;
        }
        let parent = self.open.last().map_or(0, |open| open.column);
        let Some(key) = key::read(source, Span::new(at, line.content.end)) else {
            // What an item of a list holds may look like keys.
            let value = scalar::Place { line, at, parent };
            if at > line.indented(source) && scalar::is_block(source, value) {
                scalar::read(&mut self.lines, value);
            }
            return;
        };
        self.close(column(at), false);
        self.open.push(Open { column: column(at), key: Some(key.name) });
        let value = scalar::read(&mut self.lines, scalar::Place { line, at: key.value, parent: column(at) });
        let Some(step) = self.step.as_mut() else { return };
        let keys: Vec<_> = self.open.iter().skip(step.depth).map(|open| open.key).collect();
        match keys.as_slice() {
            [Some("run")] => step.run = value,
            [Some("working-directory")] => step.working_directory = value,
            [Some("uses")] => step.uses = value,
            [Some("with"), Some("command")] => step.command = value,
            _ => {}
        }
    }

    fn open_item(&mut self, column: u32) {
        let is_step = self.open.last().is_some_and(|open| open.key == Some("steps"));
        self.open.push(Open { column, key: None });
        if is_step {
            self.step = Some(Step { depth: self.open.len(), ..Step::default() });
        }
    }

    /// End what a line at `column` is no part of; an item may stand right under the key of its list.
    fn close(&mut self, column: u32, item: bool) {
        let stays = |open: &Open<'_>| open.column < column || (item && open.column == column && open.key.is_some());
        while self.open.last().is_some_and(|open| !stays(open)) {
            self.open.pop();
        }
        if let Some(step) = self.step.take_if(|step| step.depth > self.open.len()) {
            let retries = step.uses.is_some_and(|uses| is_retry(&uses.text()));
            let run = step.run.or(step.command.filter(|_| retries));
            let working_directory = step.working_directory;
            self.runs.extend(run.map(|text| Run { text, working_directory }));
        }
    }
}

fn is_retry(uses: &str) -> bool {
    let name = uses.split_once('@').map_or(uses, |(name, _)| name);
    RETRIES.iter().any(|action| action.eq_ignore_ascii_case(name))
}

/// Behind the dash of a list's item, and the blanks that follow it; `None` where `rest` begins with no dash.
fn item(source: &str, rest: Span) -> Option<u32> {
    let behind = rest.of(source).strip_prefix('-')?;
    let blanks = behind.bytes().take_while(|&byte| is_blank(byte)).count();
    (blanks > 0 || behind.is_empty()).then(|| rest.start + 1 + offset(blanks))
}

#[cfg(test)]
mod tests;
