//! COPY, ADD, and the files that commands execute.

use super::{Construct, after, joined, lines};

const FROM: &str = "FROM python:3.12\n";

pub(super) const ALL: &[Construct] = &[
    ("COPYs", |n| after(FROM, lines(n, |i| format!("COPY a{i} /b{i}")))),
    ("COPYs to one place", |n| after(FROM, lines(n, |i| format!("COPY a{i} /b\nRUN /b/c")))),
    ("COPYs of one place", |n| after(FROM, lines(n, |i| format!("COPY . /a{i}\nRUN /a{i}/c.sh")))),
    ("COPYs to a relative place", |n| after(FROM, lines(n, |i| format!("COPY a{i} b{i}")))),
    ("sources of one COPY", |n| after(FROM, joined("COPY", n, |i| format!("a{i}")) + "COPY c d\n")),
    ("sources of one COPY, as JSON", |n| {
        after(FROM, format!("COPY [{}\"/b/\"]\n", joined("", n, |i| format!("\"a{i}\","))))
    }),
    ("ADDs of addresses", |n| {
        after(FROM, lines(n, |i| format!("ADD https://example.com/a{i}.sh /b{i}\nRUN sh /b{i}")))
    }),
    ("ADDs of archives", |n| {
        after(FROM, lines(n, |i| format!("COPY a{i}.tar.gz /b{i}.tar.gz\nRUN tar -xzf /b{i}.tar.gz")))
    }),
    ("flags of one COPY", |n| after(FROM, format!("COPY {} a b\n", joined("", n, |i| format!("--exclude={i}"))))),
    ("unknown flags", |n| after(FROM, format!("RUN {} a b\n", joined("", n, |i| format!("--x{i}={i}"))))),
    ("mounts of one RUN", |n| {
        after(FROM, format!("RUN {} a b\n", joined("", n, |i| format!("--mount=type=bind,source=a{i},target=/b{i}"))))
    }),
    ("secret mounts of one RUN", |n| {
        after(FROM, format!("RUN {} a b\n", joined("", n, |i| format!("--mount=type=secret,id=a{i},env=A{i}"))))
    }),
    ("fields of one mount", |n| {
        after(
            FROM,
            format!("RUN --mount=type=bind{} a b\n", joined("", n, |i| format!(",source=a{i}")).replace(' ', "")),
        )
    }),
    ("mounts", |n| after(FROM, lines(n, |i| format!("RUN --mount=type=bind,source=a{i},target=/b{i} /b{i}")))),
    ("files from heredocs", |n| after(FROM, lines(n, |i| format!("COPY <<EOF /a{i}\n#!/bin/sh\nb\nEOF\nRUN /a{i}")))),
    ("heredocs of one COPY", |n| {
        after(
            FROM,
            joined("COPY", n, |i| format!("<<E{i}")).replace('\n', " /a/\n") + &lines(n, |i| format!("x\nE{i}")),
        )
    }),
    ("downloads", |n| after(FROM, lines(n, |i| format!("RUN curl -o /a{i} https://e.com/a{i} && sh /a{i}")))),
    ("downloads to one place", |n| after(FROM, lines(n, |i| format!("RUN curl -o /a https://e.com/a{i} && sh /a")))),
    ("downloads of one RUN", |n| after(FROM, script(n, |i| format!("curl -o a{i} https://e.com/a{i} && sh a{i}")))),
    ("addresses of one download", |n| after(FROM, joined("RUN curl -O", n, |i| format!("https://e.com/a{i}")))),
    ("outputs of one download", |n| after(FROM, joined("RUN curl", n, |i| format!("-o a{i} https://e.com/a{i}")))),
    ("downloads into a shell", |n| after(FROM, lines(n, |i| format!("RUN curl https://e.com/a{i} | sh")))),
    ("archives", |n| after(FROM, script(n, |i| format!("curl https://e.com/a{i}.tgz | tar -xz -C /a && /a/b{i}")))),
    ("clones", |n| after(FROM, lines(n, |i| format!("RUN git clone https://github.com/a/b{i} && b{i}/c.sh")))),
    ("Makefiles", |n| after(FROM, lines(n, |i| format!("COPY Makefile /b{i}/\nWORKDIR /b{i}\nRUN make c{i}")))),
    ("moves", |n| {
        after(FROM, "COPY a0 a0\n".to_owned() + &script(n, |i| format!("mv a{i} a{} && ./a{}", i + 1, i + 1)))
    }),
    ("moves in a circle", |n| {
        after(FROM, "COPY a a\n".to_owned() + &script(n, |_| "mv a b && mv b a && ./a".to_owned()))
    }),
    ("moves of many", |n| {
        after(FROM, "COPY . /x\nWORKDIR /x\n".to_owned() + &joined("RUN cp", n, |i| format!("a{i}")))
    }),
    ("permissions", |n| {
        after(FROM, lines(n, |i| format!("RUN curl -o /a{i} https://e.com/a{i} && chmod +x /a{i} && /a{i}")))
    }),
    ("permissions in one RUN", |n| {
        after(FROM, script(n, |i| format!("curl -o /a{i}.sh https://e.com/a{i} && chmod +x /a{i}.sh")))
    }),
    ("permissions of many", |n| after(FROM, joined("RUN chmod +x", n, |i| format!("a{i}")))),
    ("programs in PATH", |n| after(FROM, lines(n, |i| format!("COPY a{i} /usr/local/bin/a{i}\nRUN a{i}")))),
    ("directories of PATH", |n| {
        after(FROM, "COPY . /a\n".to_owned() + &lines(n, |i| format!("ENV PATH=/a/b{i}:$PATH\nRUN c{i}.sh")))
    }),
    ("one program in PATH", |n| after(FROM, lines(n, |i| format!("COPY a{i} /usr/local/bin/a\nRUN a")))),
    ("deep paths", |n| after(FROM, format!("COPY a /{}\nRUN /{}\n", "a/".repeat(n), "a/".repeat(n)))),
    ("directories", |n| after(FROM, script(n, |i| format!("cd a{i} && ./b")))),
    ("directories up and down", |n| after(FROM, script(n, |i| format!("cd a{i} && cd .. && ./b")))),
    ("directories above", |n| after(FROM, format!("WORKDIR /a\nCOPY {}b c\n", "../".repeat(n)))),
    ("layers that repeat", |n| {
        after(FROM, lines(n, |_| "COPY requirements.txt r.txt\nRUN pip install -r r.txt\nCOPY . .".to_owned()))
    }),
];

/// One RUN with a command for each number.
fn script(n: usize, command: impl Fn(usize) -> String) -> String {
    let commands: String = (0..n).flat_map(|i| [" && \\\n    ".to_owned(), command(i)]).collect();
    format!("RUN true{commands}\n")
}
