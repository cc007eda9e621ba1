//! Instructions that can't decide are passed by; those that can are not.

use super::{NONE, words};

const FILE: &str = "ARG A\nFROM a\nRUN b\nONBUILD CMD c\nFOO d\n";

/// The images of the stages that a condition holds of.
fn stages(condition: &str) -> Vec<String> {
    words(&format!("each = \"stage\"\nwhere.{condition}"), FILE)
}

#[test]
fn a_keyword_is_looked_for_among_all_instructions_of_a_stage() {
    assert_eq!(stages("some = { each = \"instruction\", where.keyword = \"CMD\" }"), ["a"], "behind ONBUILD");
    assert_eq!(stages("some = { each = \"instruction\", where.keyword = \"UNKNOWN\" }"), ["a"], "no instruction");
    assert_eq!(stages("some = { each = \"instruction\", where.keyword = [\"LABEL\", \"FROM\"] }"), ["a"]);
    assert_eq!(stages("some = { each = \"instruction\", where.keyword = \"ARG\" }"), NONE, "in front of the stage");
    assert_eq!(stages("none = { each = \"instruction\", where.keyword = \"LABEL\" }"), ["a"]);
}

#[test]
fn an_instruction_with_another_keyword_keeps_every_one_from_having_it() {
    let all = "every = { each = \"instruction\", where.keyword = [\"FROM\", \"RUN\", \"CMD\", \"UNKNOWN\"] }";
    assert_eq!(stages(all), ["a"]);
    assert_eq!(stages("every = { each = \"instruction\", where.keyword = [\"FROM\", \"RUN\", \"CMD\"] }"), NONE);
}

#[test]
fn a_keyword_around_a_node_may_stand_deep_in_the_condition() {
    let conditions =
        "each = \"command\"\nwhere.all = [{ instruction.keyword = \"RUN\" }, { program = [\"b\", \"c\"] }]";
    assert_eq!(words(conditions, FILE), ["b"]);
    let not = "each = \"command\"\nwhere = { not.instruction.keyword = \"RUN\", program = [\"b\", \"c\"] }";
    assert_eq!(words(not, FILE), ["c"]);
}
