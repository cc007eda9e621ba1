//! Our tree against the crate `dockerfile-parser` on the grammar that both know.
//!
//! That crate knows no heredocs, no `# escape`, no BOM, no flags but COPY's and FROM's, no JSON form of COPY, no empty
//! values, and refuses text behind a JSON array. The files below have none of that, by construction.

use oep45::parse::parse;
use proptest::prelude::*;

/// Name and offset of each instruction, as that crate sees them; `None` where it refuses the text.
fn theirs(source: &str) -> Option<Vec<(String, usize)>> {
    use dockerfile_parser::Instruction;
    let file = dockerfile_parser::Dockerfile::parse(source).ok()?;
    let name = |instruction: &Instruction| match instruction {
        Instruction::From(_) => "FROM".to_owned(),
        Instruction::Arg(_) => "ARG".to_owned(),
        Instruction::Label(_) => "LABEL".to_owned(),
        Instruction::Run(_) => "RUN".to_owned(),
        Instruction::Entrypoint(_) => "ENTRYPOINT".to_owned(),
        Instruction::Cmd(_) => "CMD".to_owned(),
        Instruction::Copy(_) => "COPY".to_owned(),
        Instruction::Env(_) => "ENV".to_owned(),
        Instruction::Misc(misc) => misc.instruction.content.to_uppercase(),
    };
    Some(file.instructions.iter().map(|it| (name(it), it.span().start)).collect())
}

fn ours(source: &str) -> Vec<(String, usize)> {
    let tree = parse(source);
    tree.instructions.iter().map(|it| (it.keyword_text().to_uppercase(), it.span.start as usize)).collect()
}

/// An instruction that both know, without what the other one lacks.
fn instruction() -> impl Strategy<Value = String> {
    let word = "[a-z][a-z0-9_./-]{0,8}";
    let name = "[A-Z][A-Z_]{0,6}";
    let command = prop::collection::vec("[a-z][a-z0-9=/._-]{0,6}", 1..5).prop_map(|words| words.join(" "));
    let continued = prop::collection::vec("[a-z][a-z0-9 ]{0,6}[a-z]", 1..4).prop_map(|lines| lines.join(" \\\n    "));
    prop_oneof![
        command.prop_map(|it| format!("RUN {it}")),
        continued.prop_map(|it| format!("RUN {it}")),
        prop::collection::vec(word, 1..4).prop_map(|it| format!("CMD [\"{}\"]", it.join("\", \""))),
        (name, word).prop_map(|(name, value)| format!("ENV {name}={value}")),
        (name, word).prop_map(|(name, value)| format!("ENV {name} {value}")),
        (name, word).prop_map(|(name, value)| format!("ARG {name}={value}")),
        name.prop_map(|name| format!("ARG {name}")),
        (word, word).prop_map(|(from, to)| format!("COPY {from} /{to}")),
        (word, word).prop_map(|(name, value)| format!("LABEL {name}=\"{value} x\"")),
        word.prop_map(|it| format!("WORKDIR /{it}")),
        "[1-9][0-9]{1,3}".prop_map(|it| format!("EXPOSE {it}")),
        word.prop_map(|it| format!("# {it}")),
        Just(String::new()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn both_see_the_same_instructions(lines in prop::collection::vec(instruction(), 0..12)) {
        let source = format!("FROM python:3.12 AS base\n{}\n", lines.join("\n"));
        let theirs = theirs(&source);
        prop_assert!(theirs.is_some(), "the other parser refuses:\n{source}");
        prop_assert_eq!(ours(&source), theirs.unwrap_or_default());
    }
}
