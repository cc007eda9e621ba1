//! However deeply a script nests, reading it takes bounded memory and time. What else holds for every script:
//! `tests/promises/shell.rs`.

use super::*;

#[test]
fn deep_nesting_takes_bounded_memory_and_time() {
    for opening in [
        "$(",
        "(",
        "( ",
        "((",
        "$((",
        "${x:-",
        "\"$(",
        "\"${x:-",
        "{ ",
        "if ",
        "while ",
        "case x in y) ",
        "f() ",
        "`",
        "<(",
        "a=(",
        "[[ ",
        "! ",
        "eval ",
        "sh -c '",
        "$(x `",
        "x=$(cat <<E\n",
        "if a; then ",
        "<<E ",
        "<<E\n",
        "function f ",
    ] {
        let source = opening.repeat(100_000);
        let script = script(&source);
        assert!(script.blocks.len() < 400_000, "{opening:?}");
    }
}
