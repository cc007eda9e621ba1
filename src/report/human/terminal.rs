//! Where the human report is drawn: plain or coloured, without blanks at the end of a line.

use anstyle::{AnsiColor, Reset, Style};
use codespan_reporting::diagnostic::{LabelStyle, Severity};
use codespan_reporting::files;
use codespan_reporting::term::WriteStyle;
use std::fmt;
use std::io::{self, Write};

/// A writer that knows whether to colour.
pub(super) struct Terminal<'o> {
    out: &'o mut dyn Write,
    canvas: Canvas,
}

/// What is being drawn. It is text, not bytes: codespan draws an excerpt by its characters.
struct Canvas {
    text: String,
    color: bool,
}

impl<'o> Terminal<'o> {
    /// A terminal on `out`.
    pub(super) fn new(color: bool, out: &'o mut dyn Write) -> Self {
        Self { out, canvas: Canvas { text: String::new(), color } }
    }

    /// Write what `paint` draws, which ends with a newline.
    pub(super) fn draw(
        &mut self,
        paint: impl FnOnce(&mut dyn WriteStyle) -> Result<(), files::Error>,
    ) -> io::Result<()> {
        self.canvas.text.clear();
        paint(&mut self.canvas).map_err(io::Error::other)?;
        self.write()
    }

    /// The same without colours; `false` where `paint` can't, or where there are to be some.
    pub(super) fn draw_plain(&mut self, paint: impl FnOnce(&mut String) -> bool) -> io::Result<bool> {
        self.canvas.text.clear();
        if self.canvas.color || !paint(&mut self.canvas.text) {
            return Ok(false);
        }
        self.write().map(|()| true)
    }

    fn write(&mut self) -> io::Result<()> {
        let drawn = self.canvas.text.as_bytes();
        // Hardly anything that is drawn ends with a blank.
        if !memchr::memchr_iter(b'\n', drawn).any(|end| end > 0 && matches!(drawn[end - 1], b' ' | b'\t' | b'\r')) {
            return self.out.write_all(drawn);
        }
        let mut start = 0;
        for end in memchr::memchr_iter(b'\n', drawn) {
            self.out.write_all(drawn[start..end].trim_ascii_end())?;
            self.out.write_all(b"\n")?;
            start = end + 1;
        }
        Ok(())
    }
}

impl Canvas {
    fn turn_to(&mut self, style: Style) -> fmt::Result {
        if self.color { fmt::write(&mut self.text, format_args!("{Reset}{style}")) } else { Ok(()) }
    }
}

impl fmt::Write for Canvas {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.text.push_str(text);
        Ok(())
    }

    // Most of what comes is one character, or one blank.
    fn write_fmt(&mut self, arguments: fmt::Arguments<'_>) -> fmt::Result {
        match arguments.as_str() {
            Some(text) => self.write_str(text),
            None => fmt::write(&mut self.text, arguments),
        }
    }
}

impl WriteStyle for Canvas {
    fn set_header(&mut self, severity: Severity) -> fmt::Result {
        let color = match severity {
            Severity::Bug | Severity::Error => AnsiColor::BrightRed,
            Severity::Warning => AnsiColor::BrightYellow,
            Severity::Note => AnsiColor::BrightGreen,
            Severity::Help => AnsiColor::BrightCyan,
        };
        self.turn_to(color.on_default().bold())
    }

    fn set_header_message(&mut self) -> fmt::Result {
        self.turn_to(Style::new().bold())
    }

    fn set_line_number(&mut self) -> fmt::Result {
        self.turn_to(AnsiColor::Cyan.on_default())
    }

    fn set_note_bullet(&mut self) -> fmt::Result {
        self.turn_to(AnsiColor::Cyan.on_default())
    }

    fn set_source_border(&mut self) -> fmt::Result {
        self.turn_to(AnsiColor::Cyan.on_default())
    }

    fn set_label(&mut self, severity: Severity, label: LabelStyle) -> fmt::Result {
        let color = match (label, severity) {
            (LabelStyle::Primary, Severity::Bug | Severity::Error) => AnsiColor::Red,
            (LabelStyle::Primary, Severity::Warning) => AnsiColor::Yellow,
            (LabelStyle::Primary, Severity::Note) => AnsiColor::Green,
            (LabelStyle::Primary, Severity::Help) | (LabelStyle::Secondary, _) => AnsiColor::Cyan,
        };
        self.turn_to(color.on_default())
    }

    fn reset(&mut self) -> fmt::Result {
        if self.color { fmt::write(&mut self.text, format_args!("{Reset}")) } else { Ok(()) }
    }
}
