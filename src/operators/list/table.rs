//! The list for people: name, value, place and the first words of the documentation.

use super::listed;
use crate::operators::{Inventory, Setting};
use crate::report::visible;

/// Most columns of a name, of a value, and of the place.
const WIDEST: [usize; 3] = [48, 36, 28];
/// Columns of documentation below which it is left out.
const NARROWEST: usize = 20;

/// `inventory` in columns, cut to `width` where there is one.
pub fn table(inventory: &Inventory, required_only: bool, width: Option<usize>) -> String {
    let parts = listed(inventory, required_only);
    let rows = || parts.iter().flat_map(|(_, settings)| settings).map(|setting| cells(setting));
    let widest = |column: usize| rows().map(|cells| cells[column].chars().count()).max().unwrap_or(0);
    let columns: [usize; 3] = std::array::from_fn(|column| widest(column).min(WIDEST[column]));
    let room = width.map(|width| width.saturating_sub(columns.iter().map(|column| column + 2).sum::<usize>() + 2));
    let mut text = format!("{}\n", heading(inventory));
    for (title, settings) in &parts {
        text.extend(["\n", title, &format!(" ({})\n", settings.len())]);
        for setting in settings {
            let cells = cells(setting);
            let mut line = String::from(" ");
            for (cell, width) in cells.iter().zip(columns) {
                line.extend([format!(" {:width$} ", shortened(cell, width))]);
            }
            if room.is_none_or(|room| room >= NARROWEST) {
                line.extend([" ".to_owned(), shortened(&cells[3], room.unwrap_or(usize::MAX))]);
            }
            text.extend([line.trim_end(), "\n"]);
        }
    }
    if parts.is_empty() {
        text.push_str("\nNo setting is required.\n");
    }
    for note in &inventory.notes {
        text.extend([format!("\nnote: {}\n", visible(note))]);
    }
    text
}

/// What the list is of.
pub(super) fn heading(inventory: &Inventory) -> String {
    let variables = match inventory.variables.as_slice() {
        [] => String::new(),
        names => format!(", configured by the file that {} names", names.join(" or ")),
    };
    visible(&format!("{}: {} settings{variables}", inventory.package, inventory.settings.len()))
}

fn cells(setting: &Setting) -> [String; 4] {
    let value = setting.value.as_ref().map_or("", |value| value.shown());
    let place = format!("{}:{}", setting.place.module, setting.place.line);
    let documentation = setting.documentation.lines().collect::<Vec<_>>().join(" ");
    [&setting.name, value, &place, documentation.trim()].map(visible)
}

/// `text` of at most `most` characters.
fn shortened(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some(_) => text.chars().take(most.saturating_sub(1)).chain(['…']).collect(),
    }
}
