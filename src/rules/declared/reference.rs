//! The reference of kinds, fields and operators in Markdown, made from the tables that pages are compiled with.

use super::compile::operators;
use super::fact::Type;
use super::kind::Kind;
use std::fmt::Write;

/// A section for each kind of nodes, with a table of its fields, and the operators of each type before them.
pub fn reference() -> String {
    let mut text = String::from("| type | operators |\n|---|---|\n");
    for kind in [Type::Text, Type::Version, Type::Texts, Type::Number, Type::Truth] {
        // Writing to a String can't fail.
        let _ = writeln!(text, "| {} | `{}` |", without_article(kind), operators(kind).join("`, `"));
    }
    for kind in Kind::ALL {
        let _ = writeln!(text, "\n### {}\n\n{}.{}\n", kind.name(), kind.about(), around(kind));
        text.push_str("| field | type | place | what it says |\n|---|---|---|---|\n");
        for field in kind.fields() {
            let place = if field.placed { "yes" } else { "" };
            let about = field.about.replace('|', "\\|");
            let _ = writeln!(text, "| `{}` | {} | {place} | {about} |", field.name, without_article(field.kind));
        }
    }
    text
}

fn without_article(kind: Type) -> &'static str {
    kind.described().trim_start_matches("a ")
}

fn around(kind: Kind) -> String {
    match kind.around() {
        [] => String::new(),
        around => {
            let names: Vec<_> = around.iter().map(|kind| format!("`{}`", kind.name())).collect();
            format!(" Around it: {}.", names.join(", "))
        }
    }
}
