//! One finding for several nodes.

use super::findings_with;

/// How many findings there are, and how many labels each has, of the `cd` in a file, reported `once` in something.
fn cds(once: &str, dockerfile: &str) -> Vec<usize> {
    let tables =
        format!("[match]\neach = \"command\"\nmessage = \"it is wrong\"\nwhere.program = \"cd\"\nonce = \"{once}\"");
    findings_with(&tables, "", dockerfile).iter().map(|finding| finding.labels.len()).collect()
}

#[test]
fn once_reports_the_first_node_and_points_at_the_others() {
    let text = "RUN cd /o\nFROM a\nRUN cd /a && cd /b\nRUN true\nFROM b\nRUN cd /c\nRUN cd /d; cd /e; cd /f; cd /g; cd /h; cd /i\n";
    assert_eq!(cds("instruction", text), [0, 1, 0, 4]);
    assert_eq!(cds("stage", text), [0, 1, 4]);
    assert_eq!(cds("file", text), [4]);
}

#[test]
fn once_mends_all_of_the_nodes() {
    let tables = "[match]\neach = \"command\"\nmessage = \"it is wrong\"\nwhere.program = \"cd\"\nonce = \"instruction\"\n\
                  primary = \"program\"\nreplace = \"pushd\"\nfix = \"use pushd\"";
    let found = findings_with(tables, "", "FROM a\nRUN cd /a && cd /b && cd /c\n");
    let edits = found[0].fix.as_ref().unwrap().edits.iter().map(|edit| edit.span.start);
    assert_eq!(edits.collect::<Vec<_>>(), [11, 20, 29]);
}
