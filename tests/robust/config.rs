//! Configurations, of ours and of other linters, and amnesties.

use super::{bits, promises, spoiled};
use proptest::prelude::*;

proptest! {
    #![proptest_config(super::cases(150))]

    #[test]
    fn any_text_is_a_configuration_or_refused(text in any::<String>()) {
        promises::config::holds(&text);
    }

    #[test]
    fn spoiled_files_are_configurations_or_refused(text in spoiled(&GOOD, bits(&BITS, 4))) {
        promises::config::holds(&text);
    }
}

const GOOD: [&str; 4] = [
    "extends = ['../oep45.toml']\nselect = ['image', 'missing-cmd']\nignore = ['DL3008']\nfail-on = 'note'\n\
     exclude = ['a/**', '!b']\nlocked = ['private-base-image']\nshellcheck = true\nrule-pages = ['rules']\n\
     [[per-file]]\npaths = ['*.x']\nignore = ['all']\nreason = 'é'\n[rules.missing-cmd]\nlevel = 'error'\n",
    "[tool.oep45]\nselect = ['all']\n[tool.oep45.rules.unpinned-apt-package]\nlevel = 'note'\npackages = ['git']\n",
    "failure-threshold: info\nignored: [DL3008, SC2086]\noverride: {error: [DL3015], style: [DL3059]}\n\
     trustedRegistries: [docker.io, '*.example.com:5000']\nlabel-schema: {author: text}\nstrict-labels: true\n",
    "{\n  \"version\": 1,\n  \"findings\": [\n    {\"path\":\"é\",\"rule\":\"missing-cmd\",\"text\":\"FROM a\",\"count\":1}\n  ]\n}\n",
];

/// What configurations are made of, and what breaks them.
const BITS: [&str; 32] = [
    "\n",
    " ",
    "=",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    "'",
    "\"",
    "\"\"\"",
    "\\",
    ".",
    ",",
    ":",
    "- ",
    "#",
    "&a ",
    "*a",
    "!",
    "|\n",
    "é",
    "\u{0}",
    "\t",
    "1",
    "-9223372036854775809",
    "1e999",
    "true",
    "null",
    "*",
    "[rules.x]\n",
];
