//! XML that is well-formed and safe to look at, whatever text goes in: markup is escaped, and characters that XML 1.0
//! forbids, or that act on a terminal, become visible text.

use super::inert;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::fmt::Write as _;
use std::io::{self, Write};

/// An attribute's name and value.
pub(super) type Attribute<'a> = (&'static str, &'a str);

/// Writes a document element by element, indented.
pub(super) struct Xml<'w> {
    writer: Writer<&'w mut dyn Write>,
}

impl<'w> Xml<'w> {
    /// Begin a document.
    ///
    /// # Errors
    /// Those of `out`, as for all that follows.
    pub(super) fn new(out: &'w mut dyn Write) -> io::Result<Self> {
        let mut writer = Writer::new_with_indent(out, b' ', 2);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Self { writer })
    }

    /// An element with `content` in it.
    pub(super) fn element(
        &mut self,
        name: &'static str,
        attributes: &[Attribute<'_>],
        content: impl FnOnce(&mut Self) -> io::Result<()>,
    ) -> io::Result<()> {
        self.writer.write_event(Event::Start(start(name, attributes)))?;
        content(self)?;
        self.writer.write_event(Event::End(BytesEnd::new(name)))
    }

    /// An element with nothing in it.
    pub(super) fn empty(&mut self, name: &'static str, attributes: &[Attribute<'_>]) -> io::Result<()> {
        self.writer.write_event(Event::Empty(start(name, attributes)))
    }

    /// An element with `lines` of text in it.
    pub(super) fn text(
        &mut self,
        name: &'static str,
        attributes: &[Attribute<'_>],
        lines: &[String],
    ) -> io::Result<()> {
        let visible: Vec<String> = lines.iter().map(|line| visible(line)).collect();
        self.element(name, attributes, |xml| xml.writer.write_event(Event::Text(BytesText::new(&visible.join("\n")))))
    }

    /// End the document.
    pub(super) fn finish(self) -> io::Result<()> {
        self.writer.into_inner().write_all(b"\n")
    }
}

fn start<'a>(name: &'a str, attributes: &[Attribute<'_>]) -> BytesStart<'a> {
    let mut start = BytesStart::new(name);
    for (name, value) in attributes {
        start.push_attribute((*name, &*visible(value)));
    }
    start
}

/// `text` as one line that XML may hold.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            // What XML forbids beside these acts on terminals, too.
            // Writing to a string does not fail.
            '\u{fffe}' | '\u{ffff}' => _ = write!(out, "\\u{{{:x}}}", u32::from(ch)),
            _ => inert::push(&mut out, ch),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(write: impl FnOnce(&mut Xml<'_>) -> io::Result<()>) -> String {
        let mut out = Vec::new();
        let mut xml = Xml::new(&mut out).unwrap();
        write(&mut xml).unwrap();
        xml.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn elements_are_indented_and_text_is_as_it_is() {
        let text = document(|xml| {
            xml.element("a", &[("b", "c")], |xml| xml.text("d", &[], &["1".to_owned(), "2".to_owned()]))
        });
        assert_eq!(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a b=\"c\">\n  <d>1\n2</d>\n</a>\n");
    }

    #[test]
    fn markup_is_escaped() {
        let text = document(|xml| xml.text("a", &[("b", "\"'<&>")], &["]]><c/>&amp;".to_owned()]));
        assert!(text.ends_with("<a b=\"&quot;&apos;&lt;&amp;&gt;\">]]&gt;&lt;c/&gt;&amp;amp;</a>\n"), "{text}");
    }

    #[test]
    fn every_character_comes_out_as_one_that_xml_may_hold() {
        let all: String = ('\0'..=char::MAX).collect();
        let out = visible(&all);
        let allowed = |ch: char| matches!(ch, ' '..='\u{fffd}' | '\u{10000}'..);
        assert_eq!(out.chars().find(|&ch| !allowed(ch)), None);
        assert!(out.starts_with("␀␁") && out.contains("\\u{ffff}"));
    }
}
