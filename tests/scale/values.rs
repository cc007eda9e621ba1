//! ARG, ENV, LABEL and the other instructions that say something about the image.

use super::{Construct, after, joined, lines};

const FROM: &str = "FROM python:3.12\n";

pub(super) const ALL: &[Construct] = &[
    ("ARGs", |n| after(FROM, lines(n, |i| format!("ARG A{i}=1")))),
    ("ARGs without default", |n| after(FROM, lines(n, |i| format!("ARG A{i}")))),
    ("ARGs without default, used", |n| {
        after(FROM, lines(n, |i| format!("ARG A{i}"))) + &lines(n, |i| format!("RUN a $A{i}"))
    }),
    ("ARGs on one another", |n| after(FROM, lines(n, |i| format!("ARG A{i}=${{A{}}}", i.max(1) - 1)))),
    ("ARGs before FROM", |n| {
        lines(n, |i| format!("ARG A{i}=$A{}", i.max(1) - 1)) + FROM + &lines(n, |i| format!("ARG A{i}"))
    }),
    ("ARGs of one name", |n| after(FROM, lines(n, |_| "ARG A".to_owned()))),
    ("ARGs of one name, used", |n| after(FROM, lines(n, |_| "ARG A\nRUN b $A\nENV C=$A".to_owned()))),
    ("ARGs with a default of one name, used", |n| after(FROM, lines(n, |_| "ARG A=\nARG B\nRUN b $A $B".to_owned()))),
    ("ARGs that only stages declare", |n| lines(n, |i| format!("FROM python:$A{i} AS s{i}\nARG A{i}=1"))),
    ("images that defaults spoil", |n| {
        lines(n, |i| format!("ARG A{i}=")) + &lines(n, |i| format!("FROM python:$A{i}"))
    }),
    ("a long value, used", |n| {
        after(FROM, format!("ENV A={}\n", "a/".repeat(2000)))
            + &lines(n, |i| format!("RUN b{i} $A\nENV C{i}=$A\nCOPY $A d"))
    }),
    ("a long value, used in one instruction", |n| {
        after(FROM, format!("ENV A=\"{}\"\n", "a ".repeat(2000))) + &joined("RUN pip install", n, |_| "$A".to_owned())
    }),
    ("a long value, copied", |n| {
        after(FROM, format!("ENV A={}\n", "a".repeat(4000))) + &joined("COPY", n, |_| "$A".to_owned())
    }),
    ("a long assignment, used", |n| {
        after(FROM, format!("RUN a={} {}\n", "a".repeat(2000), joined("", n, |_| "; ./$a; cd $a".to_owned())))
    }),
    ("one path of a configuration", |n| {
        lines(n, |i| format!("FROM python:3.12 AS s{i}\nENV LMS_CFG=/a/b.yml\nCOPY b.yml /a/b.yml"))
    }),
    ("ARGs of one line", |n| after(FROM, joined("ARG", n, |i| format!("A{i}=$A{}", i.max(1) - 1)))),
    ("ARGs without default in one line", |n| after(FROM, joined("ARG", n, |i| format!("A{i}")))),
    ("ARGs whose default can't be used", |n| after(FROM, lines(n, |i| format!("ARG A{i}=\"\"\nENV B{i}=$A{i}")))),
    ("ENVs", |n| after(FROM, lines(n, |i| format!("ENV A{i}=b")))),
    ("ENVs on one another", |n| after(FROM, lines(n, |i| format!("ENV A{i}=$A{}", i.max(1) - 1)))),
    ("ENVs that grow", |n| after(FROM, lines(n, |i| format!("ENV PATH=$PATH:/opt/a{i}/bin")))),
    ("ENVs that double", |n| after(FROM, lines(n, |i| format!("ENV A{}=x${{A{i}}}${{A{i}}}", i + 1)))),
    ("ENVs of one line", |n| after(FROM, joined("ENV", n, |i| format!("A{i}=$A{}", i.max(1) - 1)))),
    ("ENVs continued over lines", |n| after(FROM, format!("ENV {}Z=1\n", joined("", n, |i| format!("A{i}=b \\\n"))))),
    ("ENVs with a blank", |n| after(FROM, lines(n, |i| format!("ENV A{i} b c")))),
    ("ENVs with a secret", |n| after(FROM, lines(n, |i| format!("ENV SECRET_KEY_{i}=hunter{i}abc")))),
    ("secrets of one line", |n| after(FROM, joined("ENV", n, |i| format!("SECRET_KEY_{i}=hunter{i}abc")))),
    ("tokens", |n| after(FROM, lines(n, |i| format!("RUN curl -H 'Authorization: ghp_{i:036}' https://a.b")))),
    ("settings modules", |n| after(FROM, lines(n, |i| format!("ENV DJANGO_SETTINGS_MODULE=a{i}.settings.production")))),
    ("configuration", |n| after(FROM, lines(n, |i| format!("ENV LMS_CFG=/a/b{i}.yml\nCOPY b{i}.yml /a/b{i}.yml")))),
    ("variables in one RUN", |n| {
        after(FROM, lines(n, |i| format!("ENV A{i}=b"))) + &joined("RUN echo", n, |i| format!("$A{i}"))
    }),
    ("unknown variables in one instruction", |n| {
        after(FROM, format!("ENV A={}\n", joined("", n, |i| format!("$B{i}")).replace(' ', "")))
    }),
    ("unknown variables", |n| after(FROM, lines(n, |i| format!("WORKDIR /$B{i}\nCOPY $C{i} d")))),
    ("nearly the names of variables", |n| {
        after(FROM, lines(n, |i| format!("ENV NAME{i}=b"))) + &lines(n, |i| format!("WORKDIR /$NAMEX{i}"))
    }),
    ("labels", |n| after(FROM, lines(n, |i| format!("LABEL org.a{i}=b")))),
    ("labels of one line", |n| after(FROM, joined("LABEL", n, |i| format!("org.a{i}=b")))),
    ("labels of one name", |n| after(FROM, lines(n, |_| "LABEL org.opencontainers.image.url=x".to_owned()))),
    ("ports", |n| after(FROM, joined("EXPOSE", n, |i| format!("{}/TCP", i % 70_000)))),
    ("EXPOSEs", |n| after(FROM, lines(n, |i| format!("EXPOSE 0.0.0.0:{i}:{i}")))),
    ("volumes", |n| after(FROM, joined("VOLUME", n, |i| format!("/a{i}")))),
    ("USERs", |n| after(FROM, lines(n, |i| format!("USER a{i}\nRUN b")))),
    ("WORKDIRs below one another", |n| after(FROM, lines(n, |_| "WORKDIR a\nRUN ./b\nCOPY c d".to_owned()))),
    ("absolute WORKDIRs", |n| after(FROM, lines(n, |i| format!("WORKDIR /a{i}\nRUN python b.py")))),
    ("CMDs", |n| after(FROM, lines(n, |i| format!("CMD a{i}\nENTRYPOINT b{i}")))),
    ("HEALTHCHECKs", |n| after(FROM, lines(n, |_| "HEALTHCHECK CMD a || exit 1".to_owned()))),
    ("SHELLs", |n| after(FROM, lines(n, |_| "SHELL [\"bash\", \"-o\", \"pipefail\", \"-c\"]\nRUN a | b".to_owned()))),
    ("MAINTAINERs", |n| after(FROM, lines(n, |_| "MAINTAINER a".to_owned()))),
    ("STOPSIGNALs", |n| after(FROM, lines(n, |_| "STOPSIGNAL a".to_owned()))),
    ("triggers", |n| after(FROM, lines(n, |i| format!("ONBUILD RUN a{i}")))),
    ("triggers of triggers", |n| after(FROM, format!("{}RUN a\n", "ONBUILD ".repeat(n)))),
    ("instructions before FROM", |n| lines(n, |i| format!("RUN a{i} && ./x.sh\nENV A{i}=$A\nCOPY b c"))),
];
