//! Whatever a file holds, every rule survives it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oep45::catalog::Catalog;
use oep45::pipeline::{self, Input, Ruleset};
use oep45::text::{FileKind, MemoryFiles, Source};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a rule that panicked is told of, if one did.
fn failures(text: &str) -> Vec<String> {
    let catalog = Catalog::builtin();
    let rules = Ruleset::new(&catalog, |_| true, &BTreeMap::new(), &BTreeMap::new()).unwrap();
    let source = Arc::new(Source::from_bytes("Dockerfile", text.as_bytes().to_vec()));
    let input = Input {
        path: "Dockerfile".into(),
        tree_path: "Dockerfile".into(),
        kind: FileKind::Dockerfile,
        rules: Arc::new(rules),
        exempt: Vec::new(),
        context: None,
        files: Arc::new(MemoryFiles::new()),
        read: Box::new(move || Ok(Arc::clone(&source))),
    };
    pipeline::check(&[input], &[]).notices.into_iter().map(|notice| notice.message).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn rules_survive_any_text(text in any::<String>()) {
        prop_assert_eq!(failures(&text), Vec::<String>::new());
    }

    #[test]
    fn rules_survive_bits_of_dockerfiles(bits in prop::collection::vec(prop::sample::select(BITS.to_vec()), 0..50)) {
        prop_assert_eq!(failures(&bits.concat()), Vec::<String>::new());
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
