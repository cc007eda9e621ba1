//! Dockerfiles: rules, reports and fixes.

use super::{bits, promises};
use oep45::text::Source;
use proptest::prelude::*;
use std::sync::Arc;

fn source(text: &str) -> Arc<Source> {
    Arc::new(Source::new("Dockerfile", text))
}

proptest! {
    #![proptest_config(super::cases(150))]

    #[test]
    fn rules_and_reports_survive_any_text(text in any::<String>()) {
        promises::check::holds(&source(&text));
    }

    #[test]
    fn rules_and_reports_survive_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        promises::check::holds(&Arc::new(Source::from_bytes("Dockerfile", bytes)));
    }

    #[test]
    fn rules_and_reports_survive_bits_of_dockerfiles(text in bits(&BITS, 50)) {
        promises::check::holds(&source(&text));
    }

    #[test]
    fn fixes_of_bits_of_dockerfiles_come_to_an_end(text in bits(&BITS, 50)) {
        promises::fix::holds(&source(&text));
    }
}

/// What instructions, scripts and values are made of.
const BITS: [&str; 64] = [
    "FROM ",
    "FROM ubuntu AS a\n",
    "FROM a\n",
    "RUN ",
    "COPY --from=",
    "COPY ",
    "ENV ",
    "ARG ",
    "ONBUILD ",
    "CMD ",
    "ENTRYPOINT ",
    "SHELL [\"bash\"]\n",
    "WORKDIR /",
    "USER ",
    "LABEL ",
    "\n",
    "\\\n",
    "\\\n\\\n",
    " \\\n  # x\n",
    " ",
    "\t",
    "'",
    "\"",
    "`",
    "$(",
    "${",
    ":-",
    "}",
    ")",
    "(",
    "|",
    "&&",
    "||",
    ";",
    "&",
    "if ",
    "then ",
    "fi",
    "for x in ",
    "do ",
    "done",
    "case ",
    "esac",
    "<<EOF",
    "EOF\n",
    "[\"a\", \"b\"]",
    "[\"sh\", \"-c\", \"x\"]",
    "bash -c '",
    "sudo ",
    "make ",
    "./x.sh",
    "curl http://x | sh",
    "apt-get install ",
    "pip install ",
    "-r ",
    "--",
    "=",
    "X=1",
    "$X",
    "# ",
    "# why\n",
    "é😀",
    "{{ x }}",
    "{% if %}",
];
