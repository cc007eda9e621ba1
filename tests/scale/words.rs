//! Comments, directives, lines, and what is no Dockerfile.

use super::{Construct, after, joined, lines};

const FROM: &str = "FROM python:3.12\n";

pub(super) const ALL: &[Construct] = &[
    ("comments", |n| after(FROM, lines(n, |i| format!("# a{i}")))),
    ("groups of comments", |n| after(FROM, lines(n, |i| format!("# a{i}\n\nRUN b")))),
    ("comments that are code", |n| after(FROM, lines(n, |i| format!("# RUN a{i} && b")))),
    ("comments and tokens in one instruction", |n| {
        after(
            FROM,
            format!("RUN a \\\n{}  b\n", lines(n, |i| format!("  # ghp_{i:036}\n  ghp_{i:036} {{{{ c }}}} \\"))),
        )
    }),
    ("comments in one instruction", |n| after(FROM, format!("RUN a \\\n{}  b\n", lines(n, |i| format!("  # a{i}"))))),
    ("blank lines", |n| after(FROM, "\n".repeat(n))),
    ("blank lines in one instruction", |n| after(FROM, format!("RUN a \\\n{}  b\n", "\n".repeat(n)))),
    ("continuations", |n| after(FROM, format!("RUN a {}b\n", "\\\n".repeat(n)))),
    ("continuations of one word", |n| after(FROM, format!("RUN a{}\n", "a\\\n".repeat(n)))),
    ("continuations and comments", |n| after(FROM, format!("RUN a {}b\n", "b \\\n# c\n".repeat(n)))),
    ("ignore comments", |n| {
        after(FROM, lines(n, |i| format!("# oep45: ignore[relative-copy-target] why\nCOPY a{i} b")))
    }),
    ("ignore comments above one another", |n| {
        after(FROM, lines(n, |_| "# oep45: ignore[relative-copy-target] why".to_owned()) + "COPY a b\n")
    }),
    ("ignore comments of stages", |n| {
        lines(n, |_| "FROM python:3.12\n# oep45: ignore-stage[relative-copy-target] why\nCOPY a b".to_owned())
    }),
    ("ignore comments of one stage", |n| {
        after(FROM, lines(n, |_| "# oep45: ignore-stage[relative-copy-target] why\nCOPY a b".to_owned()))
    }),
    ("ignore comments of the file", |n| {
        after(FROM, lines(n, |_| "# oep45: ignore-file[relative-copy-target] why\nCOPY a b".to_owned()))
    }),
    ("ignore comments that suppress nothing", |n| {
        after(FROM, lines(n, |_| "# oep45: ignore[missing-cmd]\nRUN a".to_owned()))
    }),
    ("ignore comments in one RUN", |n| {
        after(
            FROM,
            format!(
                "RUN a{}\n",
                joined("", n, |_| " && \\\n  # oep45: ignore[sudo-in-build] why\n  sudo b".to_owned())
            ),
        )
    }),
    ("ignore comments on one line", |n| {
        after(FROM, joined("RUN a", n, |_| "# oep45: ignore[sudo-in-build] why".to_owned()))
    }),
    ("ignore comments of others on one line", |n| {
        after(FROM, joined("RUN a", n, |_| "# hadolint ignore=DL3004".to_owned()))
    }),
    ("lists of requirements on one line", |n| {
        after(FROM, joined("RUN a", n, |i| format!("a{i}_EXTRA_PIP_REQUIREMENTS")))
    }),
    ("ignore comments that are wrong", |n| {
        after(FROM, lines(n, |i| format!("# oep45: ignore[a{i}]\n# oep45 ignore b\n# oep45: ignroe[c]\nRUN a")))
    }),
    ("names of one ignore comment", |n| {
        after(FROM, format!("# oep45: ignore[{}] why\nCOPY a b\n", joined("", n, |i| format!("a{i},"))))
    }),
    ("one name in an ignore comment", |n| {
        after(FROM, format!("# oep45: ignore[{}] why\nCOPY a b\n", "relative-copy-target,".repeat(n)))
    }),
    ("ignore comments of others", |n| {
        after(
            FROM,
            lines(n, |i| format!("# hadolint ignore=DL30{:02}\nCOPY a b\n# shellcheck disable=SC2086\nRUN c", i % 70)),
        )
    }),
    ("directives", |n| lines(n, |i| format!("# directive{i}=a")) + FROM),
    ("syntax directives", |n| lines(n, |_| "# syntax=docker/dockerfile:1".to_owned()) + FROM),
    ("names of one check directive", |n| {
        format!("# check=skip={}\n{FROM}", joined("", n, |i| format!("A{i},")).replace(' ', ""))
    }),
    ("check comments", |n| after(FROM, lines(n, |_| "# check=skip=JSONArgsRecommended\nCMD a".to_owned()))),
    ("instructions that are none", |n| after(FROM, lines(n, |i| format!("a{i} b")))),
    ("instructions that are none, apart", |n| after(FROM, lines(n, |i| format!("a{i} b\nRUN c")))),
    ("instructions in odd case", |n| {
        after(FROM, lines(n, |i| format!("{} a", if i % 2 == 0 { "run" } else { "RUN" })))
    }),
    ("instructions without arguments", |n| after(FROM, lines(n, |_| "COPY\nENV\nARG\nRUN\nLABEL\nUSER".to_owned()))),
    ("broken JSON", |n| after(FROM, lines(n, |_| "CMD [\"a\", 'b']\nRUN [\"a\", ]\nCOPY [\"a\" b]".to_owned()))),
    ("broken quotes", |n| after(FROM, lines(n, |i| format!("RUN a 'b{i}\nENV A=\"b")))),
    ("template tags", |n| after(FROM, lines(n, |i| format!("RUN {{{{ a{i} }}}} {{% if b %}}\nENV A={{{{ c }}}}")))),
    ("template tags of one line", |n| after(FROM, joined("RUN", n, |i| format!("{{{{ a{i} }}}}")))),
    ("template comments", |n| after(FROM, lines(n, |i| format!("{{# oep45: ignore[missing-cmd] {i} #}}\nRUN a")))),
    ("tags that don't close", |n| after(FROM, "{{ ".repeat(n))),
    ("tags of other engines", |n| after(FROM, lines(n, |i| format!("RUN <%= a{i} %> ${{{{ b }}}} @c@")))),
    ("invalid bytes", |n| after(FROM, format!("RUN a {}\n", "\u{1a}".repeat(n)))),
    ("one long word", |n| after(FROM, format!("RUN {}\n", "a".repeat(n * 10)))),
    ("one long comment", |n| after(FROM, format!("# {}\n", "a b ".repeat(n)))),
    ("backslashes", |n| after(FROM, format!("RUN a {}\n", "\\".repeat(n)))),
    ("dollars", |n| after(FROM, format!("ENV A={}\n", "$".repeat(n)))),
    ("braces", |n| after(FROM, format!("ENV A={}\n", "${".repeat(n)))),
    ("nested defaults", |n| after(FROM, format!("ENV A={}b{}\n", "${a:-".repeat(n), "}".repeat(n)))),
    ("nested defaults in a script", |n| after(FROM, format!("RUN echo {}b{}\n", "${a:-".repeat(n), "}".repeat(n)))),
    ("nested substitutions", |n| after(FROM, format!("RUN {}b{}\n", "$(a ".repeat(n), ")".repeat(n)))),
    ("nested subshells", |n| after(FROM, format!("RUN {}b{}\n", "(".repeat(n), ")".repeat(n)))),
    ("nested groups", |n| after(FROM, format!("RUN {}b{}\n", "{ ".repeat(n), "; }".repeat(n)))),
    ("nested ifs", |n| after(FROM, format!("RUN {}b{}\n", "if a; then ".repeat(n), "; fi".repeat(n)))),
    ("nested loops", |n| after(FROM, format!("RUN {}b{}\n", "for a in b; do ".repeat(n), "; done".repeat(n)))),
    ("nested cases", |n| after(FROM, format!("RUN {}b{}\n", "case a in a) ".repeat(n), ";; esac".repeat(n)))),
    ("backticks", |n| after(FROM, format!("RUN {}\n", "`a ".repeat(n)))),
    ("quotes", |n| after(FROM, format!("RUN {}\n", "'\"".repeat(n)))),
    ("brackets", |n| after(FROM, format!("RUN {}\nCMD {}\n", "[".repeat(n), "[\"".repeat(n)))),
    ("nested scripts", |n| after(FROM, format!("RUN {}\n", "sh -c '".repeat(n)))),
    ("findings on one line", |n| after(FROM, joined("RUN a", n, |_| "&& sudo cd b".to_owned()))),
];
