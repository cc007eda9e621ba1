//! Text from a file for readers that take it for Markdown: as it is inside code, where nothing acts, and with what would
//! make a link, an image, a mention or HTML taken apart elsewhere.
//!
//! ```text
//!  `FROM <a>` is   wrong, see [x](y)        is written as
//!  `FROM <a>` is   wrong, see \[x\](y)
//!  └─ code ─┘      └ text
//! ```

/// `text` as one line of CommonMark that shows what it says.
pub(super) fn inert(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('`') {
        let ticks = run_of_ticks(&rest[start..]);
        let (before, fenced) = rest.split_at(start);
        push_text(&mut out, before);
        let inside = &fenced[ticks..];
        if let Some(end) = closing(inside, ticks) {
            let code = &fenced[..ticks + end + ticks];
            out.extend(code.chars().map(|ch| if ch == '\n' { ' ' } else { ch }));
            rest = &fenced[code.len()..];
        } else {
            (0..ticks).for_each(|_| out.push_str("\\`"));
            rest = inside;
        }
    }
    push_text(&mut out, rest);
    out
}

fn run_of_ticks(text: &str) -> usize {
    text.len() - text.trim_start_matches('`').len()
}

/// Where in `text` a run of exactly `ticks` begins.
fn closing(text: &str, ticks: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(found) = text[at..].find('`') {
        let run = run_of_ticks(&text[at + found..]);
        if run == ticks {
            return Some(at + found);
        }
        at += found + run;
    }
    None
}

fn push_text(out: &mut String, text: &str) {
    for ch in text.chars() {
        match ch {
            '\n' => out.push(' '),
            '\\' | '[' | ']' | '<' | '>' | '*' | '_' | '~' | '|' | '&' | '$' => out.extend(['\\', ch]),
            // Hosts look for names behind these when escapes are gone; a joiner of no width keeps them apart.
            '@' | '#' => out.extend([ch, '\u{200d}']),
            _ => out.push(ch),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_as_it_is() {
        let text = "`CMD [\"x\"]` is the ``a`<b>`` form of @";
        assert_eq!(inert(text), "`CMD [\"x\"]` is the ``a`<b>`` form of @\u{200d}");
    }

    #[test]
    fn links_images_html_and_mentions_are_taken_apart() {
        let text = "`a`![x](https://example.com)<b>@team #1";
        assert_eq!(inert(text), "`a`!\\[x\\](https://example.com)\\<b\\>@\u{200d}team #\u{200d}1");
    }

    #[test]
    fn a_tick_that_nothing_closes_begins_no_code() {
        assert_eq!(inert("a ``b` <c>"), "a \\`\\`b\\` \\<c\\>");
    }
}
