//! Steps that somebody switched off by turning them into comments.
//!
//! ```text
//! # For later:
//! # - name: Push         from the first dash on, without the `#`, it reads as steps again;
//! #   run: make push     every byte keeps its place
//! ```

use super::steps::{self, Step};
use crate::repo::lines::Lines;
use crate::repo::workflow;
use crate::repo::yaml::Yaml;
use crate::text::{Source, Span};
use std::sync::Arc;

/// Most rows of comments that are read of one file.
const MOST_BLOCKS: usize = 32;

/// What makes a list read as steps.
const KEY: &[u8] = b"\nsteps:\n";

/// The steps in the comments of `source`, in order.
pub(super) fn steps(source: &Arc<Source>) -> Vec<Step> {
    blocks(source.text()).into_iter().take(MOST_BLOCKS).flat_map(|block| read(source, block)).collect()
}

/// From the first dash in a row of comment lines to the end of the row.
fn blocks(text: &str) -> Vec<Span> {
    let mut blocks: Vec<Span> = Vec::new();
    let mut open = false;
    for line in Lines::new(text) {
        let said = line.content.of(text).trim_start().strip_prefix('#').map(str::trim_start);
        match said {
            Some(said) if !open && said.starts_with("- ") => {
                open = true;
                blocks.push(line.content);
            }
            Some(_) if open => blocks.last_mut().into_iter().for_each(|block| block.end = line.content.end),
            Some(_) => {}
            None => open = false,
        }
    }
    blocks
}

fn read(source: &Arc<Source>, block: Span) -> Vec<Step> {
    let Some(uncommented) = uncommented(source.text(), block) else { return Vec::new() };
    let yaml = Yaml::parse(&uncommented);
    let Some(list) = yaml.root().and_then(|root| root.get("steps")) else { return Vec::new() };
    steps::read(list, source, &workflow::runs(&uncommented))
}

/// `block` of `text` without the first `#` of each line, under a key of its own, and blanks before: nothing changes its
/// place.
fn uncommented(text: &str, block: Span) -> Option<String> {
    let start = (block.start as usize).checked_sub(KEY.len())?;
    let mut bytes = vec![b' '; block.end as usize];
    bytes[start..block.start as usize].copy_from_slice(KEY);
    let inside = block.of(text);
    for line in Lines::new(inside) {
        let at = |offset: u32| (block.start + offset) as usize;
        let hash = line.content.start + u32::try_from(line.content.of(inside).find('#')?).ok()?;
        let range = at(hash + 1)..at(line.newline.end);
        bytes[range.clone()].copy_from_slice(&text.as_bytes()[range]);
    }
    String::from_utf8(bytes).ok()
}
