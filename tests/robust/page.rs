//! Pages of rules of one's own.

use super::{bits, promises, spoiled};
use proptest::prelude::*;

proptest! {
    #![proptest_config(super::cases(300))]

    #[test]
    fn any_text_is_a_page_or_refused(text in any::<String>()) {
        promises::page::holds(&text);
    }

    #[test]
    fn spoiled_pages_are_pages_or_refused(text in spoiled(&GOOD, bits(&BITS, 4))) {
        promises::page::holds(&text);
    }
}

const GOOD: [&str; 2] = [
    include_str!("../../docs/examples/rules/unhashed-pip.md"),
    include_str!("../../docs/examples/rules/missing-team-comment.md"),
];

/// What pages are made of, and what breaks them.
const BITS: [&str; 32] = [
    "\n",
    " ",
    "=",
    "[match]\n",
    "[[match]]\n",
    "[options]\n",
    "'",
    "\"",
    "`",
    "```\n",
    "```toml\n",
    "```dockerfile\n",
    "# ",
    "## Bad\n",
    "## Good\n",
    "each = ",
    "\"package\"",
    "where.",
    "not.",
    "every.",
    "matches = ",
    "'('",
    "'(?:a{1000}){1000}'",
    "in.option = ",
    "{",
    "}",
    "{name}",
    "[]",
    "é",
    "\u{0}",
    "true",
    "-1",
];
