//! Uses of variables, and defaults that got lost: what the rules about ARG stand on.

use oep45::model::{Dockerfile, GapKind, Stage, lost_default};
use oep45::parse::{self, Keyword};
use oep45::text::{MemoryFiles, Source};
use std::sync::Arc;

fn with<T>(text: &str, check: impl FnOnce(&Dockerfile<'_>) -> T) -> T {
    let source = Arc::new(Source::new("Dockerfile", text));
    let tree = parse::parse(source.text());
    let files = MemoryFiles::new();
    check(&Dockerfile::new(&source, &tree, "Dockerfile", &files))
}

/// The uses of `X`: who reads it, and whether that copes with an empty value.
fn uses(text: &str) -> Vec<(Keyword, bool)> {
    with(text, |file| {
        let uses = file.uses().iter().filter(|used| used.name == "X");
        uses.map(|used| (used.reader, used.guarded)).collect()
    })
}

fn guarded(script: &str) -> Vec<bool> {
    uses(&format!("FROM a\nARG X\nRUN {script}\n")).into_iter().map(|(_, guarded)| guarded).collect()
}

/// The names without a value that the uses trip over.
fn gaps(text: &str) -> Vec<String> {
    with(text, |file| {
        let gaps = file.uses().iter().flat_map(|used| &used.value.gaps);
        gaps.filter(|gap| gap.kind == GapKind::WithoutDefault).map(|gap| gap.name.clone()).collect()
    })
}

#[test]
fn each_instruction_that_reads_a_variable_is_a_use() {
    let text =
        "ARG X\nFROM a:$X\nARG X\nCOPY --chown=$X b /c/$X\nWORKDIR /$X\nUSER ${X}\nEXPOSE $X\nENV Y=$X\nRUN f $X\n";
    let readers: Vec<Keyword> = uses(text).into_iter().map(|(reader, _)| reader).collect();
    let expected =
        [Keyword::From, Keyword::Copy, Keyword::Copy, Keyword::Workdir, Keyword::User, Keyword::Expose, Keyword::Env];
    assert_eq!(readers, [expected.as_slice(), &[Keyword::Run]].concat());
}

#[test]
fn a_shell_use_without_a_test_is_bare() {
    assert_eq!(guarded("fetch $X"), [false]);
    assert_eq!(guarded("A=1 B=\"v$X\" fetch > /o/${X%.*}"), [false, false]);
    assert_eq!(guarded("bash -c 'fetch $X'"), [false]);
    assert_eq!(guarded("<<EOF\nfetch $X\nEOF"), [false]);
    assert_eq!(guarded("fetch ${X:?is missing}"), [false]);
}

#[test]
fn a_shell_use_that_copes_is_guarded() {
    assert_eq!(guarded("fetch ${X:-main}"), [true]);
    assert_eq!(guarded("fetch ${X:+--ref=$X}"), [true]);
    assert_eq!(guarded("[ -n \"$X\" ] && fetch $X"), [true, true]);
    assert_eq!(guarded("if [ \"$X\" = a ]; then fetch; fi"), [true]);
    assert_eq!(guarded("case $X in a) fetch;; esac"), [true]);
    assert_eq!(guarded(": ${X:=main} && fetch $X"), [true, true]);
}

#[test]
fn what_only_goes_to_the_log_is_guarded() {
    assert_eq!(guarded("echo building $X"), [true]);
    assert_eq!(guarded("echo $X > /version"), [false]);
    assert_eq!(guarded("echo $X | tee /version"), [false]);
    assert_eq!(guarded("A=$(echo $X) run"), [false]);
}

#[test]
fn a_script_reads_its_own_variables_and_not_the_builds() {
    assert_eq!(guarded("X=1; fetch $X"), [false; 0]);
    assert_eq!(guarded("export X=1 && fetch $X"), [false; 0]);
    assert_eq!(guarded("export X && fetch $X"), [false]);
}

#[test]
fn extra_options_are_optional() {
    let text = "FROM a\nARG MAKEFLAGS\nRUN make $MAKEFLAGS\nRUN make \"$MAKEFLAGS\"\n";
    let guarded = with(text, |file| file.uses().iter().map(|used| used.guarded).collect::<Vec<_>>());
    assert_eq!(guarded, [true, false]);
}

#[test]
fn a_gap_comes_through_env_and_parent_stages() {
    assert_eq!(gaps("FROM a AS p\nARG X\nENV Y=v$X\nFROM p\nRUN f $Y\n"), ["X", "X"]);
    assert_eq!(gaps("FROM a\nARG X\nENV Y=${X:-1}\nRUN f $Y\n"), [""; 0]);
    assert_eq!(gaps("ARG X=1\nFROM a\nARG X\nRUN f $X\n"), [""; 0]);
}

#[test]
fn declarations_come_from_the_outermost_to_the_nearest() {
    let text = "ARG X\nFROM a AS p\nARG X\nFROM p\nARG X\nRUN f $X\n";
    let starts = with(text, |file| {
        let found = file.declarations(1, Some(1), "X");
        found.iter().map(|definition| definition.pair.span.start).collect::<Vec<_>>()
    });
    assert_eq!(starts, [4, 22, 35]);
}

#[test]
fn triggers_read_nothing_here() {
    assert_eq!(uses("FROM a\nARG X\nONBUILD RUN f $X\n"), []);
}

fn lost(text: &str) -> Vec<String> {
    with(text, |file| {
        let all = file.globals.iter().chain(file.stages.iter().flat_map(Stage::definitions));
        all.filter_map(|definition| lost_default(file, definition)).map(|span| file.source.slice(span).into()).collect()
    })
}

#[test]
fn a_default_is_lost_behind_a_blank() {
    assert_eq!(lost("FROM a\nARG X \"v w\"\n"), ["\"v w\""]);
    assert_eq!(lost("ARG V 3.12\nFROM a:$V\n"), ["3.12"]);
    assert_eq!(lost("FROM a\nARG MODE quiet\n"), ["quiet"]);
}

#[test]
fn names_behind_a_name_are_names() {
    assert_eq!(lost("FROM a\nARG A B C=1\n"), [""; 0]);
    assert_eq!(lost("FROM a\nARG A b\nRUN f $b\n"), [""; 0]);
    assert_eq!(lost("FROM a\nENV A b\n"), [""; 0]);
}
