//! The parser: nothing is lost, nothing panics.

use super::{bits, promises};
use oep45::text::Source;
use proptest::prelude::*;

proptest! {
    #![proptest_config(super::cases(400))]

    #[test]
    fn any_text_survives_the_round_trip(text in any::<String>()) {
        promises::parse::holds(&text);
    }

    #[test]
    fn any_bytes_survive_the_round_trip(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        promises::parse::holds(Source::from_bytes("Dockerfile", bytes).text());
    }

    #[test]
    fn text_of_dockerfile_bits_survives_the_round_trip(text in bits(&BITS, 60)) {
        promises::parse::holds(&text);
    }
}

/// What Dockerfiles are made of, and what breaks them.
const BITS: [&str; 56] = [
    "FROM ",
    "RUN ",
    "COPY ",
    "ENV ",
    "ARG ",
    "ONBUILD ",
    "HEALTHCHECK ",
    "CMD ",
    "SHELL ",
    "EXPOSE ",
    "LABEL ",
    "NONE",
    "AS ",
    "a",
    "A=1",
    "=",
    "\"",
    "'",
    "\\",
    "\\\n",
    "\\ \r\n",
    "`",
    "\n",
    "\r\n",
    "\n\n",
    " ",
    "\t",
    "#",
    "# escape=`\n",
    "# syntax=x\n",
    "$",
    "${",
    "${x:-",
    "}",
    "$x",
    "<<EOF",
    "<<-\"E F\"",
    "<<A <<B",
    "EOF\n",
    "EOF",
    "[",
    "]",
    ",",
    "[\"a\",\"b\"]",
    "--from=",
    "--",
    "{{",
    "}}",
    "{% if %}",
    "{#",
    "%}",
    "%%X%%\n",
    "é😀",
    "\u{feff}",
    "\u{0}",
    "\\\"",
];
