//! Workflows as people write them, and as nobody should.

use super::*;

fn texts(source: &str) -> Vec<String> {
    runs(source).iter().map(|run| run.text.text().into_owned()).collect()
}

/// The script of a step whose `run:` is followed by `value`; the key stands in column 2.
fn script(value: &str) -> String {
    let source = format!("steps:\n- run:{value}\n- name: next\n");
    let mut texts = texts(&source);
    assert_eq!(texts.len(), 1, "{source}");
    texts.remove(0)
}

#[test]
fn every_step_of_every_job_is_read() {
    let source = "on: push\njobs:\n  a:\n    steps:\n      - uses: x/y@v1\n      - name: A\n        run: make a\n  \
                  b:\n    steps:\n    - run: make b\n    - run: make c\n      env:\n        X: y\n";
    assert_eq!(texts(source), ["make a", "make b", "make c"]);
}

#[test]
fn a_composite_action_has_steps_too() {
    assert_eq!(texts("runs:\n  using: composite\n  steps:\n    - run: make\n      shell: bash\n"), ["make"]);
}

#[test]
fn what_an_action_tries_again_is_run() {
    let step =
        |uses: &str| format!("steps:\n- uses: {uses}\n  with:\n    retries: 3\n    command: |\n      make push\n");
    assert_eq!(texts(&step("nick-fields/retry@v3")), ["make push\n"]);
    assert_eq!(texts(&step("'Nick-Invision/retry@v2' # again")), ["make push\n"]);
    assert!(texts(&step("other/retry@v1")).is_empty());
    assert!(texts("steps:\n- uses: nick-fields/retry@v3\n  env:\n    command: make push\n").is_empty());
}

#[test]
fn a_run_that_is_no_step_is_none() {
    for source in [
        "defaults:\n  run:\n    shell: bash\n",
        "jobs:\n  run:\n    name: x\n",
        "steps:\n- with:\n    run: make\n",
        "steps:\n- name: |\n    x\n    - run: make\n",
        "steps:\n- name: 'x\n\n  - run: make'\n",
        "steps:\n- uses: x\nrun: make\n",
        "steps: [{run: make}]\n",
        "steps:\n  - &a\n  - *a\n  - run: *b\n  - run: [a]\n",
        "# steps:\n# - run: make\n",
        "list:\n- |\n  steps:\n  - run: make\n",
    ] {
        assert!(runs(source).is_empty(), "{source}: {:?}", texts(source));
    }
}

#[test]
fn the_directory_is_the_steps_own_on_either_side_of_its_run() {
    let source = "steps:\n- working-directory: a/b # c\n  run: x\n- run: |\n    y\n  working-directory: \"${{ d }}/e\"\n- run: z\n";
    let directory = |run: &Run<'_>| run.working_directory.as_ref().map(|directory| directory.text().into_owned());
    let found: Vec<_> = runs(source).iter().map(directory).collect();
    assert_eq!(found, [Some("a/b".to_owned()), Some("\u{fffc}/e".to_owned()), None]);
}

#[test]
fn a_plain_text_ends_before_its_comment_and_goes_on_below() {
    assert_eq!(script(" make a#b  # c"), "make a#b");
    assert_eq!(script(" make a\n     b\n\n    c\n   # d\n"), "make a b\nc");
    assert_eq!(script("\n    make a\n    b"), "make a b");
}

#[test]
fn a_quoted_text_is_read_without_its_quotes() {
    assert_eq!(script(" 'it''s  # \\n' # x"), "it's  # \\n");
    assert_eq!(script(r#" "a\t\"b\" \\ \x41\u00e9\U0001F600 \q\u12""#), "a\t\"b\" \\ Aé😀 \\q\\u12");
    assert_eq!(script(" \"a  \n   b \\\n    c\n\n  d\""), "a b c\nd");
    assert_eq!(script(" 'a\n\n   b'"), "a\nb");
}

#[test]
fn a_literal_block_keeps_its_lines() {
    assert_eq!(script(" |\n    a \\\n      b\n\n    c\n"), "a \\\n  b\n\nc\n");
    assert_eq!(script(" | # x\r\n    a\r\n    b\r"), "a\nb\n");
    assert_eq!(script(" |\n\n    \n    a"), "\n\na\n");
}

#[test]
fn a_block_ends_as_its_header_says() {
    assert_eq!(script(" |-\n    a\n\n"), "a");
    assert_eq!(script(" |+\n    a\n\n"), "a\n\n\n");
    assert_eq!(script(" |2\n      a\n    b"), "  a\nb\n");
    assert_eq!(script(" |-2\n      a"), "  a");
    assert_eq!(texts("steps:\n- run: |\n    a").concat(), "a");
}

#[test]
fn a_folded_block_is_one_line_where_it_is_not_deeper() {
    assert_eq!(script(" >-\n    a\n    b\n\n    c\n      d\n    e"), "a b\nc\n  d\ne");
    assert_eq!(script(" >\n    a\n\n\n    b"), "a\n\nb\n");
}

#[test]
fn a_block_ends_where_a_line_is_less_deep() {
    assert_eq!(texts("steps:\n- run: |\n    a\n  # b\n  name: c\n- run: |\n- run: d\n"), ["a\n", "d"]);
}

#[test]
fn expressions_are_unknown_in_every_style() {
    assert_eq!(script(" a ${{ b }}${{c}}d ${{ e"), "a \u{fffc}\u{fffc}d ${{ e");
    assert_eq!(script(" |\n    a ${{ b &&\n      c }}\n    d"), "a \u{fffc}\nd\n");
    assert_eq!(script(" 'a ${{ ''b'' }}'"), "a \u{fffc}");
    assert_eq!(script(" >-\n    ${{ a\n    }} b"), "\u{fffc} b");
}

#[test]
fn keys_may_be_quoted_and_values_tagged() {
    assert_eq!(texts("\"steps\" :\n- 'run': &a !!str make\n"), ["make"]);
    assert_eq!(texts("steps: &all\n- &one\n  run: &a |\n    make\n"), ["make\n"]);
}

#[test]
fn every_position_is_true() {
    let source = "\u{feff}steps:\n- run: |\n    a ${{ é }}\n    b\n";
    let run = &runs(source)[0];
    assert_eq!(run.text.span().of(source), "a ${{ é }}\n    b\n");
    let pieces: Vec<_> = run.text.pieces().map(|piece| piece.span.of(source)).collect();
    assert_eq!(pieces, ["a ", "${{ é }}", "\n", "b\n"]);
}

#[test]
fn documents_are_apart() {
    assert_eq!(texts("steps:\n- run: a\n---\n- run: b\n"), ["a"]);
}

#[test]
fn hostile_texts_are_read_in_time() {
    let many = 100_000;
    let deep = |line: &str| (0..1000).fold(String::new(), |text, at| text + &" ".repeat(at) + line + "\n");
    let in_step = |text: String| format!("steps:\n- run: |\n    {text}");
    for text in [
        "- ".repeat(many),
        "steps:\n- ".repeat(many),
        "run:\n\n".repeat(many),
        "steps:\n- run: \"".to_owned() + &"\\\n".repeat(many),
        in_step("${{ ".repeat(many)),
        in_step("${{ }}".repeat(many)),
        in_step("\n".repeat(many)),
        "a: 'b\n".repeat(many),
        "a: b #".repeat(many),
        deep("steps:"),
        deep("- a:"),
        "é\u{85}\t: |".repeat(many),
    ] {
        for run in runs(&text) {
            assert!(text.get(run.text.span().range()).is_some());
        }
    }
}
