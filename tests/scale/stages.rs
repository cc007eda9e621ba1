//! Stages, images and what passes between them.

use super::{Construct, after, lines};

pub(super) const ALL: &[Construct] = &[
    ("stages", |n| lines(n, |i| format!("FROM python:3.12 AS s{i}"))),
    ("stages in capitals, copied from", |n| {
        lines(n, |i| format!("FROM python:3.12 AS S{i}\nCOPY --from=s{} /a /b", i / 2))
    }),
    ("stages without a name", |n| lines(n, |_| "FROM python:3.12\nRUN a".to_owned())),
    ("stages of one name", |n| lines(n, |_| "FROM python:3.12 AS a".to_owned())),
    ("stages on one another", |n| lines(n, |i| on_last(i, ""))),
    ("stages on one another that run", |n| lines(n, |i| on_last(i, "RUN tool && ./x.sh && pip install x"))),
    ("stages on one another that define", |n| {
        lines(n, |i| on_last(i, &format!("ENV A{i}=$A{}\nARG B{i}", i.max(1) - 1)))
    }),
    ("stages on one another with a command", |n| lines(n, |i| on_last(i, "CMD [\"a\"]\nENTRYPOINT [\"b\"]"))),
    ("stages on one another that move", |n| lines(n, |i| on_last(i, "WORKDIR a\nUSER b\nCOPY c d\nRUN ./d"))),
    ("stages on one another with labels", |n| lines(n, |i| on_last(i, "LABEL a=b"))),
    ("stages on one another with a shell", |n| lines(n, |i| on_last(i, "SHELL [\"bash\", \"-c\"]\nRUN a | b"))),
    ("stages on one another that install", |n| {
        lines(n, |i| on_last(i, "# a: b\nRUN apt-get update && apt-get install -y a && rm -rf /var/lib/apt/lists/*"))
    }),
    ("stages on one another with undefined variables", |n| {
        lines(n, |i| on_last(i, &format!("RUN echo $X{i} ${{Y{i}}}\nENV Z=$Y{i}")))
    }),
    ("stages on one another with triggers", |n| lines(n, |i| on_last(i, "ONBUILD ENV A=b\nONBUILD RUN a"))),
    ("many triggers, many stages", |n| {
        after("FROM python:3.12 AS a\n", lines(n, |i| format!("ONBUILD ENV A{i}=b\nONBUILD ARG B{i}")))
            + &lines(n, |i| format!("FROM a AS b{i}\nRUN echo $A1"))
    }),
    ("many definitions, many stages on them", |n| {
        after("FROM python:3.12 AS a\n", lines(n, |i| format!("ENV A{i}=b")))
            + &lines(n, |i| format!("FROM a AS b{i}\nRUN echo $A{i} $Q"))
    }),
    ("many steps, many stages on them", |n| {
        after("FROM python:3.12 AS a\n", lines(n, |i| format!("RUN a{i}\nWORKDIR b\nCOPY c d")))
            + &lines(n, |i| format!("FROM a AS b{i}\nRUN ./x pip install a"))
    }),
    ("copies from the last stage", |n| {
        lines(n, |i| format!("FROM python:3.12 AS s{i}\nCOPY --from=s{} /a /b\nRUN /b", i.max(1) - 1))
    }),
    ("copies from a number", |n| lines(n, |i| format!("FROM python:3.12\nCOPY --from={} /a /b", i.max(1) - 1))),
    ("copies from unknown names", |n| after("FROM python:3.12\n", lines(n, |i| format!("COPY --from=q{i} /a /b")))),
    ("copies from variables", |n| {
        after("ARG A=python\nFROM python:3.12\nARG A\n", lines(n, |i| format!("COPY --from=$A /a{i} /b")))
    }),
    ("copies from many into one", |n| {
        lines(n, |i| format!("FROM python:3.12 AS s{i}"))
            + "FROM python:3.12\n"
            + &lines(n, |i| format!("COPY --from=s{i} /a /b{i}"))
    }),
    ("mounts from many", |n| {
        lines(n, |i| format!("FROM python:3.12 AS s{i}"))
            + "FROM python:3.12\n"
            + &lines(n, |i| format!("RUN --mount=from=s{i},target=/a /a/b"))
    }),
    ("stages that need each other", |n| {
        lines(n, |i| format!("FROM python:3.12 AS s{i}\nCOPY --from=s{} /a /b", i + 1))
    }),
    ("images with variables", |n| {
        after(&lines(n, |i| format!("ARG V{i}=3.{i}")), lines(n, |i| format!("FROM python:${{V{i}}} AS s{i}")))
    }),
    ("images from a private registry", |n| lines(n, |i| format!("FROM registry.example.internal/a{i}/b:1 AS s{i}"))),
    ("images with platforms", |n| lines(n, |i| format!("FROM --platform=linux/amd64 python:3.12 AS s{i}"))),
    ("numbers of stages that are not there", |n| {
        after("FROM python:3.12\n", lines(n, |i| format!("COPY --from={} /a /b", i + 7)))
    }),
];

fn on_last(i: usize, steps: &str) -> String {
    let base = i.checked_sub(1).map_or_else(|| "python:3.12".to_owned(), |last| format!("s{last}"));
    format!("FROM {base} AS s{i}\n{steps}")
}
