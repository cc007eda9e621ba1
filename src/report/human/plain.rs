//! Draws what most findings are, without colours: labels on one line each and on lines of their own, in text whose characters
//! are a column wide. codespan asks of each character of an excerpt which labels it is in, so that drawing a finding costs
//! more than finding it. What is less simple is left to codespan; where both can draw, they draw the same.

use super::super::inert::is_plain;
use codespan_reporting::diagnostic::{Diagnostic, LabelStyle, Severity};
use codespan_reporting::files::Files;
use std::fmt::Write as _;

/// The one file of a diagnostic that is simple.
const FILE: usize = 0;

/// Append `diagnostic` to `out`; `false`, and nothing is appended, where codespan has to.
pub(super) fn draw<'f, F>(diagnostic: &Diagnostic<usize>, files: &'f F, out: &mut String) -> bool
where
    F: Files<'f, FileId = usize, Name = &'f str, Source = &'f str>,
{
    let Some(excerpt) = Excerpt::of(diagnostic, files) else { return false };
    let severity = match diagnostic.severity {
        Severity::Bug => "bug",
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
        Severity::Help => "help",
    };
    out.push_str(severity);
    if let Some(code) = diagnostic.code.as_deref().filter(|code| !code.is_empty()) {
        out.extend(["[", code, "]"]);
    }
    out.extend([": ", &diagnostic.message, "\n"]);
    excerpt.draw(out);
    if !diagnostic.notes.is_empty() {
        excerpt.gutter("│\n", out);
    }
    for note in &diagnostic.notes {
        for (index, line) in note.lines().enumerate() {
            excerpt.gutter(if index == 0 { "= " } else { "  " }, out);
            out.extend([line, "\n"]);
        }
    }
    out.push('\n');
    true
}

/// The lines that a diagnostic shows.
struct Excerpt<'d> {
    name: &'d str,
    /// Line and column of the primary label.
    place: (usize, usize),
    lines: Vec<Line<'d>>,
    /// Columns of the longest number of a line with a label.
    padding: usize,
}

/// One of them.
struct Line<'d> {
    index: usize,
    number: usize,
    text: &'d str,
    mark: Option<Mark<'d>>,
}

/// What stands under it: from where to where in it, with what, and before what.
#[derive(Clone, Copy)]
struct Mark<'d> {
    start: usize,
    end: usize,
    caret: &'static str,
    message: &'d str,
}

impl<'d> Excerpt<'d> {
    fn of<'f: 'd, F>(diagnostic: &'d Diagnostic<usize>, files: &'f F) -> Option<Self>
    where
        F: Files<'f, FileId = usize, Name = &'f str, Source = &'f str>,
    {
        let source = files.source(FILE).ok()?;
        let line = |index: usize, mark| {
            let text = source.get(files.line_range(FILE, index).ok()?)?;
            let text = text.strip_suffix('\n').unwrap_or(text);
            let number = files.line_number(FILE, index).ok()?;
            is_plain(text, false).then_some(Line { index, number, text, mark })
        };
        let mut lines: Vec<Line<'d>> = Vec::with_capacity(diagnostic.labels.len());
        for label in &diagnostic.labels {
            let index = files.line_index(FILE, label.range.start).ok()?;
            let of_one_line = label.file_id == FILE && files.line_index(FILE, label.range.end).ok()? == index;
            if !of_one_line || lines.iter().any(|line| line.index == index) {
                return None;
            }
            let begin = files.line_range(FILE, index).ok()?.start;
            let (start, end) = (label.range.start - begin, label.range.end - begin);
            let caret = if label.style == LabelStyle::Primary { "^" } else { "-" };
            lines.push(line(index, Some(Mark { start, end: end.max(start + 1), caret, message: &label.message }))?);
        }
        let first = lines.first()?;
        let at = diagnostic.labels.first()?.range.start;
        let place = (first.number, files.column_number(FILE, first.index, at).ok()?);
        let padding = lines.iter().map(|line| line.number.ilog10() as usize + 1).max()?;
        lines.sort_by_key(|line| line.index);
        // One line between two is shown as well.
        let between = lines.windows(2).filter(|pair| pair[1].index - pair[0].index == 2).map(|pair| pair[0].index + 1);
        for index in between.collect::<Vec<_>>() {
            lines.push(line(index, None)?);
        }
        lines.sort_by_key(|line| line.index);
        Some(Self { name: files.name(FILE).ok()?, place, lines, padding })
    }

    fn draw(&self, out: &mut String) {
        let (line, column) = self.place;
        self.gutter("┌─ ", out);
        // Writing to a string doesn't fail.
        _ = writeln!(out, "{}:{line}:{column}", self.name);
        self.gutter("│\n", out);
        for (at, line) in self.lines.iter().enumerate() {
            if at > 0 && line.index - self.lines[at - 1].index > 1 {
                self.gutter("·\n", out);
            }
            _ = write!(out, "{:>1$} │ ", line.number, self.padding);
            out.extend([line.text, "\n"]);
            let Some(mark) = line.mark else { continue };
            // The last caret may stand right behind the line.
            let end = mark.end.min(line.text.len() + 1);
            self.gutter("│ ", out);
            out.extend(std::iter::repeat_n(" ", mark.start.min(end)));
            out.extend(std::iter::repeat_n(mark.caret, end.saturating_sub(mark.start)));
            if !mark.message.is_empty() {
                out.extend([" ", mark.message]);
            }
            out.push('\n');
        }
    }

    /// What stands to the left of a line without a number, and `behind` it.
    fn gutter(&self, behind: &str, out: &mut String) {
        out.extend(std::iter::repeat_n(' ', self.padding + 1));
        out.push_str(behind);
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::columns::AllColumns;
    use super::super::super::masks::Masks;
    use super::super::excerpt::Excerpts;
    use super::super::terminal::Terminal;
    use super::*;
    use crate::finding::Label;
    use crate::text::{Source, Span};
    use codespan_reporting::{diagnostic, term};
    use proptest::prelude::*;
    use std::sync::Arc;

    /// What codespan draws, and what is drawn here.
    fn both(text: &str, labels: &[(Span, &str)], notes: &[&str]) -> (String, Option<String>) {
        let source = Arc::new(Source::new("docker/Dockerfile", text));
        let labels = labels.iter().map(|&(span, message)| Label {
            source: Arc::clone(&source),
            span,
            message: message.to_owned(),
        });
        let labels: Vec<Label> = labels.collect();
        let mut columns = AllColumns::default();
        let excerpts = Excerpts::new(labels.iter(), &mut columns, &Masks::default());
        let shown = labels.iter().enumerate().map(|(index, label)| {
            let style = if index == 0 { LabelStyle::Primary } else { LabelStyle::Secondary };
            let (file, range) = excerpts.locate(label);
            diagnostic::Label::new(style, file, range).with_message(&label.message)
        });
        let diagnostic = Diagnostic::warning()
            .with_code("some-rule")
            .with_message("`x` is wrong")
            .with_labels(shown.collect())
            .with_notes(notes.iter().map(|&note| note.to_owned()).collect());
        let mut theirs = Vec::new();
        let paint = |writer: &mut dyn term::WriteStyle| {
            term::emit_to_write_style(writer, &term::Config::default(), &excerpts, &diagnostic)
        };
        Terminal::new(false, &mut theirs).draw(paint).unwrap();
        let mut ours = Vec::new();
        let drawn = Terminal::new(false, &mut ours).draw_plain(|text| draw(&diagnostic, &excerpts, text)).unwrap();
        (String::from_utf8(theirs).unwrap(), drawn.then(|| String::from_utf8(ours).unwrap()))
    }

    #[test]
    fn labels_on_lines_of_their_own_are_drawn_here() {
        let text = "FROM a\nRUN b  \n\nRUN c\n\n\n\n\n\nRUN d\n";
        let labels =
            [(Span::new(19, 19), ""), (Span::new(0, 4), "begins"), (Span::new(7, 12), "both"), (Span::new(29, 30), "")];
        let (theirs, ours) = both(text, &labels, &["help: one\ntwo", "clause"]);
        assert_eq!(ours.as_deref(), Some(theirs.as_str()));
        insta::assert_snapshot!(theirs, @r"
        warning[some-rule]: `x` is wrong
           ┌─ docker/Dockerfile:4:4
           │
         1 │ FROM a
           │ ---- begins
         2 │ RUN b
           │ ----- both
         3 │
         4 │ RUN c
           │    ^
           ·
        10 │ RUN d
           │   -
           │
           = help: one
             two
           = clause
        ");
    }

    #[test]
    fn what_is_less_simple_is_left_to_codespan() {
        for (text, labels) in [
            ("FROM a AS b\n", &[(Span::new(0, 4), "one"), (Span::new(5, 6), "other")][..]),
            ("RUN a \\\n  b\n", &[(Span::new(0, 11), "")]),
            ("RUN\ta\n", &[(Span::new(4, 5), "")]),
            ("RUN é\n", &[(Span::new(0, 3), "")]),
        ] {
            assert_eq!(both(text, labels, &[]).1, None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_drawn_here_is_what_codespan_draws(
            text in "([ -~]{0,9}\n){1,8}[ -~]{0,3}",
            places in prop::collection::vec((0..80u32, 0..6u32, "[a-z]{0,2}"), 1..4),
            notes in prop::collection::vec("[a-z\n ]{0,6}", 0..3),
        ) {
            let length = u32::try_from(text.len()).unwrap();
            let labels = places.iter().map(|(at, wide, message)| {
                let at = (*at).min(length);
                (Span::new(at, (at + wide).min(length)), message.as_str())
            });
            let notes: Vec<&str> = notes.iter().map(String::as_str).collect();
            let (theirs, ours) = both(&text, &labels.collect::<Vec<_>>(), &notes);
            if let Some(ours) = ours {
                prop_assert_eq!(ours, theirs);
            }
        }
    }
}
