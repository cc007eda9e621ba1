//! What is pinned, a manager a test.

use super::unpinned;
use crate::model::Dockerfile;
use crate::parse::parse;
use crate::text::{MemoryFiles, Source};
use std::sync::Arc;

/// What is unpinned in a file.
fn judge(text: &str) -> String {
    let source = Arc::new(Source::new("Dockerfile", text));
    let tree = parse(source.text());
    let files = MemoryFiles::new();
    let file = Dockerfile::new(&source, &tree, "Dockerfile", &files);
    let found = file.package_runs().iter().flat_map(|run| run.calls.iter().flat_map(|call| unpinned(&file, run, call)));
    found.map(|argument| argument.text.as_str()).collect::<Vec<_>>().join(" ")
}

/// What is unpinned in a RUN.
fn of(command: &str) -> String {
    judge(&format!("FROM debian:12\nRUN {command}\n"))
}

#[test]
fn what_a_template_writes_may_have_a_version() {
    assert_eq!(of("pip install '{{ extra }}' {{ more }} a{{ version }} b"), "b");
    assert_eq!(of("apt-get install {% for it in them %}{{ it }} {% endfor %}c"), "");
    let mounted = "{% if cached %}--mount=type=cache,target=/root/.cache/pip,sharing=shared {% endif %}pip install a";
    assert_eq!(of(mounted), "", "which program runs is the template's to say");
}

#[test]
fn apt_takes_versions_releases_and_files() {
    let all = "apt-get -qqyt bookworm-backports install a=1 b/stable ./c.deb d.deb vim- -o Dpkg::Use-Pty=0 -- e";
    assert_eq!(of(all), "e");
    assert_eq!(of("apt-get update && apt install a && apt-get remove b"), "");
    assert_eq!(of("apt-get install a=$V $PACKAGES"), "${PACKAGES}");
    assert_eq!(judge("FROM a\nARG A=\"a=1 b\"\nRUN apt-get install $A"), "b");
    assert_eq!(judge("RUN apt-get install a"), "a", "before the first FROM");
}

#[test]
fn apk_takes_four_signs() {
    assert_eq!(of("apk add -X http://b/c -t .build a=1 'b~2' 'c>3' \"d<4\" e.apk !f g@edge h"), "g@edge h");
    assert_eq!(of("apk add a>1"), "a", "a redirection");
}

#[test]
fn rpm_names_end_with_their_version() {
    assert_eq!(of("dnf install a-1 java-17-openjdk own-tool.rpm a-1:2~rc1^3.el9"), "");
    assert_eq!(of("dnf install a python3-pip gcc-c++ @web a.rpm"), "a python3-pip gcc-c++ @web a.rpm");
    assert_eq!(of("dnf module install nodejs:20 ruby"), "ruby");
    assert_eq!(of("dnf install a-$V"), "a-${V}");
    assert_eq!(judge("ARG V\nFROM a\nRUN dnf install a-$V"), "");
    assert_eq!(judge("FROM a\nENV V=1\nRUN dnf install a-$V"), "");
    assert_eq!(judge("FROM a\nENV V=latest\nRUN dnf install a-$V"), "a-latest");
    assert_eq!(judge("FROM a\nARG V=1\nRUN dnf install a-${V:-2.x}"), "", "a default that nobody asks for");
    assert_eq!(judge("FROM a\nARG V=latest\nRUN dnf install a-${V:-1}"), "a-latest");
    assert_eq!(judge("FROM a\nONBUILD ENV V=1\nONBUILD RUN dnf install a-$V"), "");
}

#[test]
fn zypper_compares() {
    assert_eq!(of("zypper in a=1 'b>=2' 'c<3' d.rpm e && zypper rm f"), "e");
}

#[test]
fn pip_trusts_files_revisions_and_comparisons() {
    assert_eq!(of("pip install a==1 'b>=1' 'c~=1' d[x] ./e f.whl https://g/h.zip i@https://j .[dev]"), "d[x]");
    assert_eq!(
        of("pip install git+https://a/b git+ssh://git@a/c git+https://a/d@v1"),
        "git+https://a/b git+ssh://git@a/c"
    );
    for list in ["-r a", "-Ur a", "-ra", "--requirement a", "--requirement=a", "-c a", "--constraint=a", "."] {
        assert_eq!(of(&format!("pip install {list} b")), "", "{list}");
    }
    assert_eq!(of("python3 -m pip --timeout 9 install -i https://a b && pip3.12 install c"), "b c");
    assert_eq!(
        of("pip install a=1 b=$V git+https://c/d#egg=d git+https://c/d@v1#egg=d e"),
        "a=1 b=${V} git+https://c/d#egg=d e"
    );
    assert_eq!(
        of("pip install a!=1 b===1 'c;python_version>\"3\"' -C k=v --config-setting k=v --global-option k=v"),
        ""
    );
    assert_eq!(of("pipenv install a && pip download b && python -m venv c && pip install"), "");
}

#[test]
fn npm_takes_tags_commits_and_files() {
    assert_eq!(of("npm --loglevel warn install -g a@1 @b/c@2 @b/d ./e f.tgz git+https://g/h#1 i/j#2"), "@b/d");
    assert_eq!(of("npm install git+https://a/b c/d e"), "git+https://a/b c/d e");
    assert_eq!(of("npm install . && npm install .."), "");
    assert_eq!(of("npm ci && npm install && npm run install a && npm i b"), "b");
}

#[test]
fn gem_takes_a_version_for_all() {
    assert_eq!(of("gem install a:1 b c.gem -- --with-d e"), "b");
    assert_eq!(of("gem install --no-document a"), "a");
    assert_eq!(of("gem i a -v 1 && gem i b --version=2 && gem i c -- -v 3"), "c");
    for file in ["-g", "-g Gemfile", "-gGemfile", "--file", "--file Gemfile", "--file=Gemfile a"] {
        assert_eq!(of(&format!("gem install {file}")), "", "{file}");
    }
    assert_eq!(of("gem install a -- -g"), "a");
}

#[test]
fn gem_has_options_with_values() {
    let options = [
        "-i /x",
        "--install-dir /x",
        "-n /x",
        "--bindir /x",
        "-s https://x",
        "--source https://x",
        "-p http://x",
        "--http-proxy http://x",
        "-P HighSecurity",
        "--trust-policy HighSecurity",
        "-B 100",
        "--bulk-threshold 100",
        "-j 4",
        "-j4",
        "--build-jobs 4",
        "--build-root /x",
        "--config-file /x",
        "--document ri",
        "--platform ruby",
        "--target-rbconfig /x",
        "--without test",
    ];
    for option in options {
        assert_eq!(of(&format!("gem install {option} a:1 b")), "b", "{option}");
    }
    for flag in ["-N", "-f", "-E", "-V", "-l", "--prerelease", "--no-http-proxy", "--conservative", "--default"] {
        assert_eq!(of(&format!("gem install {flag} a")), "a", "{flag}");
    }
}

#[test]
fn go_wants_a_version_that_stays() {
    assert_eq!(of("go install -tags a -ldflags '-s -w' b@v1 c@latest ./d d"), "c@latest d");
    assert_eq!(of("go run a b"), "a");
    assert_eq!(of("go run a@v1 b && go run main.go && go build c && go install"), "");
}
