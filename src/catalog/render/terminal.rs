//! One page on a terminal: what `oep45 explain` prints.

use crate::catalog::markdown::{Code, Kind, parts};
use crate::catalog::{Fixes, Page};
use crate::finding::Severity;

/// `page` in lines of at most `width` columns; code is never broken. Escape sequences stand in it only with `color`.
pub fn page(page: &Page, width: usize, color: bool) -> String {
    let mut screen = Screen { text: String::new(), width: width.max(NARROWEST), color };
    screen.head(page);
    // The page was read before it came into the catalog; one that can't be is shown as it is.
    let Ok(parts) = parts(&page.markdown) else { return screen.text + &page.markdown };
    for part in parts.iter().skip(PARTS_OF_HEAD) {
        screen.text.push('\n');
        match part.kind {
            Kind::Heading { title, .. } => screen.styled(BOLD, title),
            Kind::Prose(text) => screen.prose(text),
            Kind::Code(code) => screen.code(code),
        }
    }
    screen.text
}

/// Columns below which wrapping does not help.
const NARROWEST: usize = 24;
/// Title, summary and metadata.
const PARTS_OF_HEAD: usize = 3;

const BOLD: &str = "\u{1b}[1m";
const CODE: &str = "\u{1b}[36m";
const RESET: &str = "\u{1b}[0m";

struct Screen {
    text: String,
    width: usize,
    color: bool,
}

impl Screen {
    fn head(&mut self, page: &Page) {
        let style = match page.level {
            Severity::Error => "\u{1b}[1;31m",
            Severity::Warning => "\u{1b}[1;33m",
            Severity::Note => "\u{1b}[1;34m",
        };
        self.styled(style, &format!("{}[{}]", page.level, page.id));
        self.wrapped("", "", &format!("{}.", inline(&page.summary)));
        self.text.push('\n');
        let fixes = match page.fixes {
            Fixes::None => "no fix",
            Fixes::Safe => "safe fix",
            Fixes::Unsafe => "unsafe fix",
        };
        let default = match (page.default, page.by_name) {
            (true, _) => "on by default",
            (false, true) => "off unless selected by its name",
            (false, false) => "off unless selected",
        };
        let Page { group, since, .. } = page;
        let precision = page.precision.as_str();
        let facts = format!("group {group}, {default}; precision {precision}; {fixes}; since {since}");
        self.wrapped("", "  ", &facts);
        if !page.clause.is_empty() {
            self.wrapped("", "  ", &format!("OEP-45, {}", page.clause));
        }
        if !page.aliases.is_empty() {
            self.wrapped("", "  ", &format!("elsewhere called {}", page.aliases.join(", ")));
        }
    }

    fn styled(&mut self, style: &str, words: &str) {
        let (on, off) = if self.color { (style, RESET) } else { ("", "") };
        self.text.extend([on, words, off, "\n"]);
    }

    /// A paragraph, a list, or a table: a line that begins with a marker begins an item, and a table row stays a line.
    fn prose(&mut self, text: &str) {
        let mut item: Option<(&str, String)> = None;
        for line in text.lines() {
            let (marker, words) = marker(line);
            match &mut item {
                Some((_, joined)) if marker.is_empty() && !words.starts_with('|') => {
                    joined.push(' ');
                    joined.push_str(words);
                }
                _ => {
                    if let Some(complete) = item.replace((marker, words.to_owned())) {
                        self.item(&complete);
                    }
                }
            }
        }
        if let Some(complete) = item {
            self.item(&complete);
        }
    }

    fn item(&mut self, (marker, words): &(&str, String)) {
        if words.starts_with('|') {
            self.text.extend([words, "\n"]);
        } else {
            self.wrapped(marker, &" ".repeat(marker.chars().count()), &inline(words));
        }
    }

    fn code(&mut self, Code { title, text, .. }: Code<'_>) {
        if let Some(title) = title {
            self.text.extend(["    ", title, ":\n"]);
        }
        for line in text.lines() {
            let indent = if line.is_empty() { "" } else { "    " };
            self.text.extend([indent, line, "\n"]);
        }
    }

    /// `words`, broken where a line is full: the first line begins with `first`, the others with `indent`.
    fn wrapped(&mut self, first: &str, indent: &str, words: &str) {
        let mut line = if first.is_empty() { indent } else { first }.to_owned();
        let mut column = line.chars().count();
        let start = indent.chars().count();
        let mut in_code = false;
        for word in words.split_whitespace() {
            let length = word.chars().count();
            if column > start {
                if column + 1 + length > self.width {
                    self.finish(&line, &mut in_code);
                    indent.clone_into(&mut line);
                    column = start;
                } else {
                    line.push(' ');
                    column += 1;
                }
            }
            line.push_str(word);
            column += length;
        }
        self.finish(&line, &mut in_code);
    }

    /// Write one line; `in_code` tells whether a code span reaches into it, and afterwards, whether one reaches out.
    fn finish(&mut self, line: &str, in_code: &mut bool) {
        if self.color {
            for (at, run) in line.split('`').enumerate() {
                *in_code ^= at > 0;
                let (on, off) = if *in_code && !run.is_empty() { (CODE, RESET) } else { ("", "") };
                self.text.extend([on, run, off]);
            }
        } else {
            self.text.push_str(line);
        }
        self.text.push('\n');
    }
}

/// ```text
///   12. words of an item
/// ^^^^^^
/// marker, with the blanks around it; empty on other lines
/// ```
fn marker(line: &str) -> (&str, &str) {
    let words = line.trim_start();
    let behind_digits = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = match words.strip_prefix(['-', '*', '+']) {
        None if behind_digits.len() < words.len() => behind_digits.strip_prefix('.'),
        behind => behind,
    };
    match behind.and_then(|behind| behind.strip_prefix(' ')) {
        Some(item) => line.split_at(line.len() - item.trim_start().len()),
        None => ("", words),
    }
}

/// Markdown's marks for links, and outside code those for bold, as plain words: `[text](address)` becomes
/// `text (address)`.
fn inline(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for (at, run) in links(text).split('`').enumerate() {
        if at > 0 {
            plain.push('`');
        }
        if at % 2 == 1 {
            plain.push_str(run);
        } else {
            plain.push_str(&run.replace("**", ""));
        }
    }
    plain
}

fn links(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, behind)) = rest.split_once("](") {
        match before.rsplit_once('[') {
            Some((before, label)) => plain.extend([before, label, " ("]),
            None => plain.extend([before, "]("]),
        }
        rest = behind;
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "# a-rule\n\nIt runs `x y`.\n\n```toml\ngroup = \"image\"\nclause = \"Containers: no\"\n\
        level = \"error\"\nprecision = \"high\"\nfix = \"none\"\naliases = [\"DL1\", \"DL2\"]\nsince = \"0.1.0\"\n```\n";

    /// The rendered page behind its head.
    fn body(markdown: &str, width: usize, color: bool) -> String {
        let parsed = Page::parse(format!("{PAGE}\n## Why\n\n{markdown}")).unwrap();
        let heading = if color { "Why\u{1b}[0m\n\n" } else { "Why\n\n" };
        page(&parsed, width, color).split_once(heading).unwrap().1.to_owned()
    }

    #[test]
    fn the_head_says_what_the_rule_is() {
        let text = page(&Page::parse(PAGE.to_owned()).unwrap(), 80, false);
        let expected = "error[a-rule]\nIt runs `x y`.\n\n  group image, on by default; precision high; no fix; since \
                        0.1.0\n  OEP-45, Containers: no\n  elsewhere called DL1, DL2\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn paragraphs_are_filled_and_broken_at_the_width() {
        assert_eq!(body("one two three\nfour five six seven\n", 24, false), "one two three four five\nsix seven\n");
    }

    #[test]
    fn a_word_longer_than_the_width_stays_whole() {
        let long = "x".repeat(40);
        assert_eq!(body(&format!("a {long} b\n"), 24, false), format!("a\n{long}\nb\n"));
    }

    #[test]
    fn list_items_hang_under_their_words() {
        let text = body("- one two three four five\n  six\n12. a\n* b\n", 24, false);
        assert_eq!(text, "- one two three four\n  five six\n12. a\n* b\n");
    }

    #[test]
    fn code_and_tables_are_never_broken() {
        let long = "x ".repeat(20);
        assert_eq!(
            body(&format!("```sh title=\"a.sh\"\n{long}\n\ny\n```\n"), 24, false),
            format!("    a.sh:\n    {long}\n\n    y\n")
        );
        assert_eq!(body("| a | b |\n|---|---|\n", 24, false), "| a | b |\n|---|---|\n");
    }

    #[test]
    fn links_and_bold_become_words_but_code_stays() {
        assert_eq!(body("**a** [`b`](c) `**/d` e](f\n", 80, false), "a `b` (c) `**/d` e](f\n");
    }

    #[test]
    fn code_keeps_its_colour_across_a_line_break() {
        let text = body("aaaaaaaaaaaaaaaaaaaa `b c`\n", 24, true);
        assert_eq!(text, "aaaaaaaaaaaaaaaaaaaa \u{1b}[36mb\u{1b}[0m\n\u{1b}[36mc\u{1b}[0m\n");
    }

    #[test]
    fn without_colour_no_escape_sequence_is_written() {
        assert!(!body("`a`\n\n## Bad\n", 80, false).contains('\u{1b}'));
    }
}
