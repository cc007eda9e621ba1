//! The step that checks: what the log, the annotations, the summary, the SARIF file and the outputs say.

use crate::runner::Job;
use crate::{CLEAN, WITHOUT_CMD};
use serde_json::Value;
use std::fs;
use std::path::Path;

/// The results of a SARIF file.
fn results(path: &str) -> Vec<Value> {
    let log: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    log["runs"][0]["results"].as_array().unwrap().clone()
}

#[test]
fn a_clean_repository_passes() {
    let step = Job::new(&[("Dockerfile", CLEAN)]).check(&[]);
    assert_eq!(step.result(), ("0", "0", 0));
    assert!(step.log.contains("1 file"), "{}", step.log);
}

#[test]
fn findings_go_everywhere_and_leave_the_failing_to_a_later_step() {
    let job = Job::new(&[("Dockerfile", WITHOUT_CMD)]);
    let step = job.check(&[]);
    assert_eq!(step.result(), ("1", "1", 1));
    assert!(step.log.contains("missing-cmd"), "{}", step.log);
    assert!(step.commands()[0].starts_with("::warning file=Dockerfile,line=1,"), "{:?}", step.commands());
    assert!(step.summary.contains("`missing-cmd`"), "{}", step.summary);
    let sarif = step.output("sarif-file");
    assert!(Path::new(sarif).starts_with(job.temporary()), "{sarif}");
    assert_eq!(results(sarif).len(), 1);
}

#[test]
fn text_for_people_is_coloured() {
    assert!(Job::new(&[("Dockerfile", WITHOUT_CMD)]).check(&[]).log.contains("\u{1b}["));
}

#[test]
fn fail_on_decides_about_the_exit_code_alone() {
    let job = Job::new(&[("Dockerfile", WITHOUT_CMD)]);
    assert_eq!(job.check(&[("INPUT_FAIL_ON", "error")]).result(), ("0", "1", 1));
}

#[test]
fn configuration_and_rules_are_those_that_are_named() {
    let page = std::fs::read_to_string("docs/examples/rules/latest-tag.md").unwrap();
    let files = [
        ("Dockerfile", "FROM python:latest\n"),
        ("ci/oep45.toml", "select = [\"latest-tag\"]\n"),
        ("ci/own/latest-tag.md", &page),
    ];
    let job = Job::new(&files);
    let step = job.check(&[("INPUT_CONFIG", "ci/oep45.toml"), ("INPUT_RULES", "ci/own")]);
    assert_eq!(step.output("findings"), "1", "{}", step.log);
}

#[test]
fn a_build_context_is_a_directory_of_the_working_directory() {
    let dockerfile = "# An image.\nFROM scratch\nCOPY a /a\n";
    let job = Job::new(&[("a b/docker/Dockerfile", dockerfile), ("a b/a", ""), ("a b/docker/.dockerignore", "*\n")]);
    let place = ("INPUT_WORKING_DIRECTORY", "a b");
    let select = ("INPUT_SELECT", "missing-copy-source");
    assert_eq!(job.check(&[place, select, ("INPUT_CONTEXT", ".")]).result(), ("0", "0", 0));
    assert_eq!(job.check(&[place, select, ("INPUT_CONTEXT", "docker")]).output("findings"), "1");
}

#[test]
fn rules_are_listed_with_commas_or_lines() {
    let job = Job::new(&[("Dockerfile", WITHOUT_CMD)]);
    for list in ["private-source,missing-cmd", "private-source\nmissing-cmd\n", " private-source ,\r\n missing-cmd"] {
        assert_eq!(job.check(&[("INPUT_IGNORE", list)]).result(), ("0", "0", 0), "{list:?}");
        assert_eq!(job.check(&[("INPUT_SELECT", list)]).result(), ("1", "1", 1), "{list:?}");
    }
}

#[test]
fn paths_are_lines_and_may_have_blanks() {
    let job = Job::new(&[("a b/Dockerfile", WITHOUT_CMD), ("c/Dockerfile", WITHOUT_CMD), ("d", WITHOUT_CMD)]);
    assert_eq!(job.check(&[]).output("findings"), "2");
    assert_eq!(job.check(&[("INPUT_PATHS", "a b\n\nd\n")]).output("findings"), "2");
    assert_eq!(job.check(&[("INPUT_PATHS", "c\r\n")]).output("findings"), "1");
}

#[test]
fn a_glob_is_a_name_like_any_other() {
    let step = Job::new(&[("a.Dockerfile", WITHOUT_CMD)]).check(&[("INPUT_PATHS", "*.Dockerfile")]);
    assert_eq!(step.output("exit-code"), "2");
    assert!(step.log.contains("cannot check *.Dockerfile"), "{}", step.log);
}

#[test]
fn a_repository_without_dockerfiles_passes_and_is_told() {
    let step = Job::new(&[("README.md", "")]).check(&[]);
    assert_eq!(step.result(), ("0", "0", 0));
    assert!(step.log.contains("found no Dockerfile"), "{}", step.log);
}

#[test]
fn a_missing_file_fails_and_the_others_are_reported_all_the_same() {
    let job = Job::new(&[("Dockerfile", WITHOUT_CMD)]);
    let step = job.check(&[("INPUT_PATHS", "missing\nDockerfile")]);
    assert_eq!((step.output("exit-code"), step.output("findings")), ("2", "1"));
    assert_eq!(results(step.output("sarif-file")).len(), 1);
    assert!(step.commands().iter().any(|command| command.contains("could not check everything")));
}

#[test]
fn a_wrong_configuration_fails_without_reports() {
    let step = Job::new(&[("Dockerfile", CLEAN), ("oep45.toml", "selct = []\n")]).check(&[]);
    assert_eq!(step.result(), ("2", "", 1));
    assert_eq!(step.output("sarif-file"), "");
    assert!(step.log.contains("no setting is called `selct`"), "{}", step.log);
}

#[test]
fn annotations_and_summary_can_be_turned_off() {
    let job = Job::new(&[("Dockerfile", WITHOUT_CMD)]);
    let step = job.check(&[("INPUT_ANNOTATIONS", "false")]);
    assert_eq!((step.result(), step.summary.is_empty()), (("1", "1", 0), false));
    let step = job.check(&[("INPUT_SUMMARY", "false")]);
    assert_eq!((step.result(), step.summary.is_empty()), (("1", "1", 1), true));
}

#[test]
fn a_switch_that_is_neither_on_nor_off_is_refused() {
    let step = Job::new(&[("Dockerfile", CLEAN)]).check(&[("INPUT_ANNOTATIONS", "yes")]);
    assert_eq!((step.code, step.output("exit-code")), (2, "2"));
    assert_eq!(step.commands(), ["::error title=oep45::annotations: `yes` is neither `true` nor `false`"]);
}

#[test]
fn findings_below_a_working_directory_are_named_from_the_root() {
    let job = Job::new(&[("service/docker/Dockerfile", WITHOUT_CMD), ("Dockerfile", WITHOUT_CMD)]);
    let step = job.check(&[("INPUT_WORKING_DIRECTORY", "service"), ("INPUT_PATHS", "docker")]);
    assert_eq!(step.result(), ("1", "1", 1));
    assert!(step.commands()[0].starts_with("::warning file=service/docker/Dockerfile,"), "{:?}", step.commands());
    let place = &results(step.output("sarif-file"))[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "service/docker/Dockerfile");
}

#[test]
fn a_working_directory_that_is_none_is_named() {
    let step = Job::new(&[]).check(&[("INPUT_WORKING_DIRECTORY", "service")]);
    assert_eq!((step.code, step.output("exit-code")), (2, "2"));
    assert_eq!(step.commands(), ["::error title=oep45::working-directory: there is no directory `service`"]);
}

#[test]
fn the_sarif_file_goes_where_it_is_wanted() {
    let job = Job::new(&[("service/Dockerfile", WITHOUT_CMD)]);
    let inputs = [("INPUT_WORKING_DIRECTORY", "service"), ("INPUT_SARIF_FILE", "reports/oep 45.sarif")];
    let step = job.check(&inputs);
    assert_eq!(Path::new(step.output("sarif-file")), job.workspace().join("reports/oep 45.sarif"));
    assert_eq!(results(step.output("sarif-file")).len(), 1);
}

#[test]
fn a_sarif_file_that_can_not_be_written_fails() {
    let step = Job::new(&[("Dockerfile", CLEAN), ("reports/there", "")]).check(&[("INPUT_SARIF_FILE", "reports")]);
    assert_eq!((step.code, step.output("exit-code")), (2, "2"));
    assert_eq!(step.commands(), ["::error title=oep45::sarif-file: cannot write `reports`"]);
}
