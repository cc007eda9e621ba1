//! What a Dockerfile may hold.

use super::{Done, check};

/// It ends with a report that is JSON.
fn judged(name: &str, text: impl AsRef<[u8]>) -> Done {
    let done = check(text.as_ref());
    assert!(serde_json::from_slice::<serde_json::Value>(&done.stdout).is_ok(), "{name}: no JSON; {}", done.stderr);
    assert_ne!(done.stdout.len(), 0, "{name}");
    done
}

#[test]
fn what_is_no_text_is_judged_all_the_same() {
    let every_byte: Vec<u8> = (0..=255).cycle().take(1 << 16).collect();
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let with_mark = [b"\xff\xfe".to_vec(), utf16("FROM python:3.12\nRUN a\n")].concat();
    let big_endian: Vec<u8> =
        [b"\xfe\xff".to_vec(), "FROM a\n".encode_utf16().flat_map(u16::to_be_bytes).collect()].concat();
    for (name, text) in [
        ("every byte", every_byte),
        ("UTF-16", with_mark),
        ("UTF-16, the other way round", big_endian),
        ("invalid UTF-8", b"FROM python:3.12\nRUN caf\xe9 \xf0\x28\x8c\x28 \xed\xa0\x80\n".to_vec()),
        ("NULs", b"FROM python:3.12\0\nRUN a\0b && \0\n\0\0\0".to_vec()),
        ("nothing but NULs", vec![0; 1 << 16]),
        ("nothing", Vec::new()),
        ("carriage returns", b"FROM a\rRUN b\r\r\nCMD c\r".to_vec()),
        ("a mark of byte order in the middle", "FROM a\n\u{feff}RUN b\n".into()),
    ] {
        judged(name, text);
    }
}

#[test]
fn what_is_not_utf_8_is_told_at_its_place() {
    let done = judged("Latin-1", b"FROM python:3.12\nRUN caf\xe9\n");
    assert!(String::from_utf8_lossy(&done.stdout).contains("UTF-8"));
}

#[test]
fn long_lines_end() {
    let long = "x".repeat(1_000_000);
    for start in ["RUN ", "RUN echo \"", "# ", "ENV A=", "FROM ", "LABEL a=\"", "CMD [\"", "COPY ", "", "RUN <<"] {
        judged(start, format!("FROM python:3.12\n{start}{long}\n"));
    }
    judged("words", format!("FROM python:3.12\nRUN echo {}\n", "a ".repeat(500_000)));
}

#[test]
fn depth_ends() {
    let nested = |opening: &str, deep: usize| {
        let text = opening.repeat(deep);
        judged(opening, format!("FROM python:3.12\nRUN {text}\nENV A={text}\n"));
    };
    let deep = 100_000;
    for opening in ["${x:-${", "$( $("] {
        nested(opening, deep);
    }
    for opening in [
        "${x:-",
        "$( ",
        "`",
        "\\`",
        "\"$(",
        "( ",
        "{ ",
        "if a; then ",
        "for a in b; do ",
        "while a; do ",
        "case a in b) ",
        "f() { ",
        "[[ ",
        "$((",
        "<(",
        "sh -c '",
        "eval \"",
        "! ",
        "<<A ",
    ] {
        nested(opening, deep / 10);
    }
    judged("ONBUILD", format!("FROM python:3.12\n{}RUN a\n", "ONBUILD ".repeat(deep)));
    judged("JSON", format!("FROM python:3.12\nCMD {}\nRUN {}\n", "[".repeat(deep), "[\"".repeat(deep)));
    judged("tags", format!("FROM python:3.12\n{}\n", "{{ ".repeat(deep)));
}

#[test]
fn long_scripts_end() {
    for link in ["&& b", "| b", "\\\n"] {
        judged(link, format!("FROM python:3.12\nRUN a {}\n", link.repeat(100_000)));
    }
    for link in ["|| b", "; b", "& b", "$a ", "\"\" ", "> b ", "<<A "] {
        judged(link, format!("FROM python:3.12\nRUN a {}\n", link.repeat(10_000)));
    }
}

#[test]
fn heredocs_end() {
    let bodies: String = (0..10_000).map(|i| format!("RUN <<E{i}\na\nE{i}\n")).collect::<Vec<_>>().concat();
    judged("many", format!("FROM python:3.12\n{bodies}"));
    let names: Vec<String> = (0..10_000).map(|i| format!("<<E{i}")).collect();
    judged("of one RUN, without an end", format!("FROM python:3.12\nRUN {}\na\n", names.join(" ")));
    judged("without an end", format!("FROM python:3.12\n{}", "RUN <<E\n".repeat(10_000)));
}

#[test]
fn long_chains_of_continued_lines_end() {
    let line = "    && make install --with=everything \\\n";
    judged("lines", format!("FROM python:3.12\nRUN a \\\n{}    && b\n", line.repeat((2 << 20) / line.len())));
    judged("nothing but continuations", format!("FROM python:3.12\nRUN a {}b\n", "\\\n".repeat(1 << 20)));
}

#[test]
fn what_is_too_large_is_told_and_not_read() {
    let root = super::tree(&[("Dockerfile", b"FROM a\n")]);
    let file = std::fs::OpenOptions::new().write(true).open(root.path().join("Dockerfile")).unwrap();
    file.set_len(1 << 30).unwrap();
    let done = super::oep45(root.path(), &["check", "--format", "json"]);
    assert_eq!(done.code, 2);
    assert!(done.stderr.contains("cannot check Dockerfile: larger than 64 MiB"), "{}", done.stderr);
}

#[test]
fn a_value_does_not_multiply() {
    // A hundred kilobytes of these once took twenty gigabytes.
    let long = "a ".repeat(8_000);
    judged("packages", format!("FROM python:3.12\nENV A=\"{long}\"\nRUN pip install {}\n", "$A ".repeat(20_000)));
    let doubling: String = (0..64).map(|i| format!("ENV A{}=$A{i}$A{i}\n", i + 1)).collect::<Vec<_>>().concat();
    judged("doubling", format!("FROM python:3.12\nENV A0=ab\n{doubling}{}", "RUN echo $A64 $A12 $A11\n".repeat(5_000)));
}

#[test]
fn a_script_that_every_step_executes_is_not_read_for_ever() {
    let root = super::tree(&[
        ("Dockerfile", format!("FROM python:3.12\nCOPY a.sh /\n{}", "RUN /a.sh\n".repeat(100)).as_bytes()),
        ("a.sh", format!("{}true\n", "# Nothing is done here, and that is said often.\n".repeat(20_000)).as_bytes()),
    ]);
    let done = super::oep45(root.path(), &["check", "--select", "all", "--format", "json"]);
    assert!(done.stderr.contains("Dockerfile: its steps use more than 16 MiB of files"), "{}", done.stderr);
}
