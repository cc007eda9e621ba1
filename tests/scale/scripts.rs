//! What RUN runs.

use super::{Construct, after, joined, lines};
use std::fmt::Display;

const FROM: &str = "FROM python:3.12\n";

/// A RUN that is all of the file's script.
fn run(script: impl Display) -> String {
    after(FROM, format!("RUN {script}\n"))
}

pub(super) const ALL: &[Construct] = &[
    ("RUNs", |n| after(FROM, lines(n, |i| format!("RUN a{i}")))),
    ("commands", |n| run(joined("a", n, |i| format!("&& a{i} b")))),
    ("commands on lines", |n| run(format!("a{}", joined("", n, |i| format!(" && \\\n  a{i} b"))))),
    ("commands with a comment each", |n| {
        run(format!("a{}", joined("", n, |i| format!(" && \\\n  # why {i}\n  a{i} b"))))
    }),
    ("pipes", |n| run(joined("a", n, |i| format!("| a{i} b")))),
    ("pipes with a pipefail each", |n| run(joined("a", n, |i| format!("; set -o pipefail; a{i} | b")))),
    ("pipes in RUNs", |n| after(FROM, lines(n, |i| format!("RUN set -e; a{i} | b")))),
    ("either or", |n| run(joined("a", n, |i| format!("|| a{i} b")))),
    ("commands in the background", |n| run(joined("a", n, |i| format!("& a{i} b")))),
    ("words", |n| run(joined("echo", n, |i| format!("a{i}")))),
    ("quoted words", |n| run(joined("echo", n, |i| format!("\"a $b{i}\" 'c'")))),
    ("variables in one word", |n| run(format!("echo \"{}\"", joined("", n, |i| format!("${{a{i}}}"))))),
    ("assignments", |n| run(joined("", n, |i| format!("A{i}=b")) + " c")),
    ("assignments on one another", |n| run(joined("a", n, |i| format!("; A{}=$A{i}", i + 1)))),
    ("assignments that double", |n| run(joined("a=b", n, |_| "; a=$a$a; ./$a".to_owned()))),
    ("exports", |n| run(joined("a", n, |i| format!("; export A{i}=b; echo $A{i}")))),
    ("substitutions", |n| run(joined("echo", n, |i| format!("$(a{i})")))),
    ("substitutions in backticks", |n| run(joined("echo", n, |i| format!("`a{i}`")))),
    ("redirections", |n| run(joined("echo", n, |i| format!(">a{i}")))),
    ("files written", |n| run(joined("a", n, |i| format!("; echo x > a{i}; sh a{i}")))),
    ("heredocs", |n| after(FROM, lines(n, |i| format!("RUN <<EOF\na{i}\nEOF")))),
    ("heredocs of one RUN", |n| {
        after(FROM, joined("RUN cat", n, |i| format!("<<E{i}")) + &lines(n, |i| format!("x\nE{i}")))
    }),
    ("heredocs that never end", |n| after(FROM, lines(n, |i| format!("RUN cat <<E{i}")))),
    ("lines of one heredoc", |n| {
        after(FROM, "RUN <<EOF\n".to_owned() + &lines(n, |i| format!("a{i} $b | c")) + "EOF\n")
    }),
    ("ifs", |n| run(joined("a", n, |i| format!("; if a{i}; then b; else c; fi")))),
    ("elifs", |n| run(format!("if a; then b; {} fi", joined("", n, |i| format!("elif a{i}; then b;"))))),
    ("loops", |n| run(joined("a", n, |i| format!("; for a in b{i} c; do $a; done")))),
    ("words of one loop", |n| {
        run(format!(
            "for a in {}; do curl https://e.com/$a | sh; pip install $a; done",
            joined("", n, |i| format!("b{i}"))
        ))
    }),
    ("loops over loops", |n| {
        run(format!(
            "for a in {}; do {} done",
            joined("", n, |i| format!("b{i}")),
            joined("", n, |i| format!("./$a{i}; ./$a;"))
        ))
    }),
    ("cases", |n| run(format!("case a in {} esac", joined("", n, |i| format!("a{i}) b;;"))))),
    ("functions", |n| run(joined("a", n, |i| format!("; a{i}() {{ b; }}; a{i}")))),
    ("scripts in scripts", |n| run(joined("a", n, |i| format!("; sh -c 'a{i} | b'")))),
    ("strings of one exec form", |n| after(FROM, format!("RUN [\"a\"{}]\n", joined("", n, |i| format!(", \"b{i}\""))))),
    ("escapes of one string", |n| after(FROM, format!("RUN [\"sh\", \"-c\", \"{}\"]\n", "a \\\\ \\\" ".repeat(n)))),
    ("wrappers", |n| run(format!("{}a", "sudo ".repeat(n)))),
    ("wrappers in a row", |n| run(format!("{}a", "env A=b nice ".repeat(n)))),
    ("negations", |n| run(format!("{}a", "! ".repeat(n)))),
    ("apt packages", |n| run(joined("apt-get update && apt-get install -y", n, |i| format!("a{i}")))),
    ("apt packages on lines", |n| {
        run(format!("apt-get update && apt-get install -y{}", joined("", n, |i| format!(" \\\n  a{i}"))))
    }),
    ("apt packages with a comment each", |n| {
        run(format!("apt-get update && apt-get install -y{}", joined("", n, |i| format!(" \\\n  # a{i}: why\n  a{i}"))))
    }),
    ("apt packages named above", |n| {
        after(
            FROM,
            lines(n, |i| format!("# a{i} for b")) + "RUN " + &joined("apt-get install -y", n, |i| format!("a{i}")),
        )
    }),
    ("apt packages in RUNs", |n| {
        after(FROM, lines(n, |i| format!("# a{i}: why\nRUN apt-get update && apt-get install -y a{i}")))
    }),
    ("apt in one RUN", |n| run(joined("apt-get update", n, |i| format!("&& apt-get install -y a{i}")))),
    ("the same package", |n| after(FROM, lines(n, |_| "RUN apt-get install -y --no-install-recommends a".to_owned()))),
    ("pip packages", |n| run(joined("pip install", n, |i| format!("a{i}")))),
    ("pip packages in RUNs", |n| after(FROM, lines(n, |i| format!("RUN pip install --no-cache-dir a{i}")))),
    ("pip requirements", |n| run(joined("pip install", n, |i| format!("-r a{i}.txt")))),
    ("pip indexes", |n| run(joined("pip install", n, |i| format!("--extra-index-url https://a{i}.internal/simple")))),
    ("pip from git", |n| run(joined("pip install", n, |i| format!("git+ssh://git@github.com/a/b{i}")))),
    ("npm packages", |n| run(joined("npm install -g", n, |i| format!("a{i}")))),
    ("apk, dnf, gem and go", |n| {
        after(
            FROM,
            lines(n, |i| {
                format!(
                    "RUN apk add a{i} && dnf install b{i} && gem install c{i} && go install d{i} && yarn install && zypper in e{i}"
                )
            }),
        )
    }),
    ("Ansible", |n| after(FROM, lines(n, |i| format!("RUN ansible-playbook a{i}.yml")))),
    ("scripts", |n| after(FROM, lines(n, |i| format!("COPY a{i}.sh /\nRUN /a{i}.sh")))),
    ("sudo", |n| after(FROM, lines(n, |i| format!("RUN sudo a{i} && cd b && wget c && curl d")))),
    ("manage.py", |n| {
        after(FROM, lines(n, |i| format!("RUN DJANGO_SETTINGS_MODULE=a.settings.b{i} python manage.py c")))
    }),
];
