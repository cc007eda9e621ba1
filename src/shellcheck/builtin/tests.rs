//! The table of codes, and what becomes of a panic.

use super::codes::{CODES, Code, Measured};
use super::{Builtin, LONGEST, MOST_EXPANSIONS, guarded};
use crate::shellcheck::ShellLinter;
use shuck_linter::ShellCheckCodeMap;

#[test]
fn every_code_is_measured_and_known() {
    let convinces = |measured: Measured, least: u32| {
        measured.found >= least && measured.agreed * 100 >= measured.found * 95 && measured.agreed <= measured.found
    };
    let map = ShellCheckCodeMap::default();
    for Code { number, runs, scripts } in CODES {
        let all = Measured { agreed: runs.agreed + scripts.agreed, found: runs.found + scripts.found };
        assert!(convinces(all, 3) || convinces(*runs, 10), "SC{number}");
        assert!(map.resolve(&number.to_string()).is_some(), "SC{number}");
    }
    assert!(CODES.is_sorted_by_key(|code| code.number));
}

#[test]
fn a_panic_is_told_in_words() {
    assert_eq!(guarded(|| 1), Ok(1));
    let said = guarded(|| -> u8 { panic!("a mistake of the linter's") });
    assert_eq!(said, Err("the built-in linter failed on it; please report it as a bug".to_owned()));
}

#[test]
fn a_script_that_would_take_too_much_time_costs_itself_alone() {
    let long = format!("#!/bin/sh\necho $1{}\n", " ".repeat(LONGEST));
    let many = format!("#!/bin/sh\necho {}\n", "$1".repeat(MOST_EXPANSIONS + 1));
    let verdict = Builtin::default().lint(&[&long, &many, "#!/bin/sh\necho $1\n"]).unwrap();
    let reasons = ["it is longer than 16 KiB", "it has more than 200 expansions"];
    let expected = reasons.map(|reason| format!("{reason}, the most that the built-in linter takes"));
    assert_eq!(verdict.failed, (0..).zip(expected).collect::<Vec<_>>());
    assert_eq!(verdict.remarks.iter().map(|remark| remark.script).collect::<Vec<_>>(), [2]);
}
