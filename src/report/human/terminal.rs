//! Where the human report is drawn: plain or coloured, without blanks at the end of a line.

use codespan_reporting::files;
use codespan_reporting::term::termcolor::{Ansi, NoColor};
use codespan_reporting::term::{Styles, StylesWriter, WriteStyle};
use std::io::{self, Write};

/// A writer that knows whether to colour.
pub(super) struct Terminal<'o> {
    out: &'o mut dyn Write,
    color: bool,
    styles: Styles,
    buffer: Vec<u8>,
}

impl<'o> Terminal<'o> {
    /// A terminal on `out`.
    pub(super) fn new(color: bool, out: &'o mut dyn Write) -> Self {
        Self { out, color, styles: Styles::default(), buffer: Vec::new() }
    }

    /// Write what `paint` draws, which ends with a newline.
    pub(super) fn draw(
        &mut self,
        paint: impl FnOnce(&mut dyn WriteStyle) -> Result<(), files::Error>,
    ) -> io::Result<()> {
        self.buffer.clear();
        let painted = if self.color {
            paint(&mut StylesWriter::new(Ansi::new(&mut self.buffer), &self.styles))
        } else {
            paint(&mut StylesWriter::new(NoColor::new(&mut self.buffer), &self.styles))
        };
        painted.map_err(|error| match error {
            files::Error::Io(error) => error,
            error => io::Error::other(error),
        })?;
        for line in self.buffer.split_inclusive(|&byte| byte == b'\n') {
            self.out.write_all(line.trim_ascii_end())?;
            self.out.write_all(b"\n")?;
        }
        Ok(())
    }
}
