//! BuildKit's checks, case by case: the names of its checks and the lines that it names for them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oep45::catalog::Catalog;
use oep45::finding::{Finding, Severity};
use oep45::pipeline::{self, Input, Outcome, Ruleset};
use oep45::text::{FileKind, MemoryFiles, Source};
use std::collections::BTreeMap;
use std::sync::Arc;

fn check(text: &str, files: &[(&str, &str)]) -> Outcome {
    let catalog = Catalog::builtin();
    let selected = catalog.resolve(&["build"], &[]).unwrap();
    let rules = Ruleset::new(&catalog, |id| selected.contains(id), &BTreeMap::new(), &BTreeMap::new()).unwrap();
    let source = Arc::new(Source::new("Dockerfile", text));
    let mut tree = MemoryFiles::new();
    for (path, content) in files {
        tree.insert(Arc::new(Source::new(*path, *content)));
    }
    let input = Input {
        path: "Dockerfile".into(),
        tree_path: "Dockerfile".into(),
        kind: FileKind::Dockerfile,
        rules: Arc::new(rules),
        exempt: Vec::new(),
        context: None,
        files: Arc::new(tree),
        read: Box::new(move || Ok(Arc::clone(&source))),
    };
    pipeline::check(&[input], &[])
}

/// `Name:line` of each finding that BuildKit has too, sorted.
fn named(findings: &[Finding]) -> String {
    let catalog = Catalog::builtin();
    let shown = |finding: &Finding| {
        let name = catalog.get(&finding.rule)?.buildkit_names().next()?;
        Some(format!("{name}:{}", finding.primary.source.position(finding.primary.span.start).line))
    };
    let mut shown: Vec<String> = findings.iter().filter_map(shown).collect();
    shown.sort();
    shown.join(" ")
}

fn verdict(text: &str) -> String {
    named(&check(text, &[]).findings)
}

fn all(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| verdict(text) != *expected)
        .map(|(text, expected)| format!("{text}\nexpected: {expected}\nfound:    {}\n", verdict(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn lines_and_letters() {
    all(&[
        ("FROM alpine\nRUN a \\\n\n  b\n", "NoEmptyContinuation:4"),
        ("FROM alpine\nRUN a \\\n\n\n  b \\\n  \n  c\n", "NoEmptyContinuation:7"),
        ("FROM alpine\nRUN a \\\n\n", "NoEmptyContinuation:3"),
        ("FROM alpine\nRUN a \\\n  # why\n  b\n", ""),
        ("FROM alpine\nRUN <<E\n\na\nE\n", ""),
        ("ARG A=1 \\\n\n  B=2\nFROM alpine\n", "NoEmptyContinuation:3"),
        ("FROM alpine AS Base\n", "StageNameCasing:1"),
        ("FROM alpine AS base-2\n", ""),
        ("FROM alpine as base\n", "FromAsCasing:1"),
        ("from alpine AS base\n", "FromAsCasing:1"),
        ("FROM alpine As base\n", "FromAsCasing:1"),
        ("From alpine as base\n", "ConsistentInstructionCasing:1"),
        ("from alpine\nRUN a\n", "ConsistentInstructionCasing:1"),
        ("from alpine\nrun a\nENV A=1\n", "ConsistentInstructionCasing:3"),
        ("arg A=1\nFROM alpine\nONBUILD run a\n", ""),
        ("FROM alpine\nonbuild RUN a\n", "ConsistentInstructionCasing:2"),
        ("FROM alpine\nMAINTAINER a\nMAINTAINER b\n", "MaintainerDeprecated:2 MaintainerDeprecated:3"),
    ]);
}

#[test]
fn stages() {
    all(&[
        (
            "FROM alpine AS a\nFROM alpine AS b\nFROM alpine AS a\nFROM alpine AS a\n",
            "DuplicateStageName:3 DuplicateStageName:4",
        ),
        ("FROM alpine AS a\nFROM alpine AS A\n", "DuplicateStageName:2 StageNameCasing:2"),
        ("FROM alpine AS scratch\nFROM alpine AS context\n", "ReservedStageName:1 ReservedStageName:2"),
        ("FROM scratch\n", ""),
        ("ARG A\nFROM $A\n", "InvalidDefaultArgInFrom:2"),
        ("ARG A\nFROM alpine:$A\n", "InvalidDefaultArgInFrom:2"),
        ("ARG A\nFROM alpine:${A:-3}\n", ""),
        ("ARG A=3\nARG B=$A\nFROM alpine:$B\n", ""),
        ("FROM alpine:$B\n", "InvalidDefaultArgInFrom:1 UndefinedArgInFrom:1"),
        ("FROM Alpine\n", "InvalidDefaultArgInFrom:1"),
        ("FROM alpine AS build-amd64\nFROM build-$TARGETARCH\n", ""),
        ("FROM alpine:${TAG:-3}\n", "UndefinedArgInFrom:1"),
        ("FROM alpine:${TAG:-$OTHER}\n", "InvalidDefaultArgInFrom:1 UndefinedArgInFrom:1 UndefinedArgInFrom:1"),
        ("FROM alpine\nARG TAG=3\nFROM alpine:3$TAG\n", "UndefinedArgInFrom:3"),
        ("FROM --platform=$BUILDPLATFORM alpine\n", ""),
        ("FROM --platform=$MYPLATFORM alpine\n", "UndefinedArgInFrom:1"),
        ("FROM --platform=$TARGETPLATFORM alpine\n", "RedundantTargetPlatform:1"),
        ("FROM --platform=\"${TARGETPLATFORM:-linux/amd64}\" alpine\n", "RedundantTargetPlatform:1"),
        ("FROM --platform=$TARGETOS/$TARGETARCH alpine\n", ""),
        ("FROM --platform=linux/amd64 alpine\n", "FromPlatformFlagConstDisallowed:1"),
        ("FROM --platform=linux/amd64 alpine AS app-amd64\n", ""),
        ("FROM --platform=x86_64 alpine AS app-amd64\n", ""),
        ("FROM --platform=linux/arm64 alpine AS linux-app\n", ""),
        ("ARG P=linux/amd64\nFROM --platform=$P alpine\n", ""),
    ]);
}

#[test]
fn names_of_images() {
    all(&[
        ("ARG V\nFROM alpine:$V\n", "InvalidDefaultArgInFrom:2"),
        ("ARG V\nFROM alpine:${V:?why}\nFROM alpine:$V\n", ""),
        ("ARG V=\nFROM alpine:${V:?why}\n", ""),
        ("ARG V=1\nFROM alpine:${V:?why}\n", ""),
        ("FROM alpine:x/y\n", "InvalidDefaultArgInFrom:1"),
        ("ARG V=1/2\nFROM a:${V/\\//-}\n", ""),
        ("ARG V=aXb1\nFROM a:${V/*X/-}\n", "InvalidDefaultArgInFrom:2"),
    ]);
}

#[test]
fn variables() {
    all(&[
        ("FROM scratch\nENV A=$B\n", "UndefinedVar:2"),
        ("FROM scratch\nENV A=$B$B C=$B\n", "UndefinedVar:2 UndefinedVar:2"),
        ("FROM scratch\nENV A=1 B=$A\n", "UndefinedVar:2"),
        ("FROM scratch\nARG A=1 B=$A\n", ""),
        ("FROM scratch\nARG A\nLABEL a=$A\n", ""),
        ("ARG A=1\nFROM scratch\nLABEL a=$A\n", "UndefinedVar:3"),
        ("FROM scratch\nLABEL a=${A:-1}\n", "UndefinedVar:2"),
        ("FROM scratch\nLABEL a='$A' b=\\$A c=$PATH\n", ""),
        ("FROM scratch\nCOPY --chown=$U $S /$D\n", "UndefinedVar:2 UndefinedVar:2 UndefinedVar:2"),
        ("FROM scratch\nCOPY --from=$I a b\nEXPOSE $P\nRUN $R\nCMD [\"$C\"]\n", ""),
        ("FROM scratch\nCOPY <<E /a\n'$A'\nE\nCOPY <<'E' /b\n$A\nE\n", "UndefinedVar:2"),
        ("FROM scratch\nRUN --mount=type=cache,target=$T a\n", "UndefinedVar:2"),
        (
            "FROM scratch\nUSER $A\nWORKDIR /$B\nVOLUME /$C\nSTOPSIGNAL $D\n",
            "UndefinedVar:2 UndefinedVar:3 UndefinedVar:4 UndefinedVar:5",
        ),
        ("FROM scratch\nARG TARGETARCH\nLABEL a=$TARGETARCH b=$TARGETOS\n", "UndefinedVar:3"),
        ("FROM scratch AS a\nENV A=1\nARG B=2\nFROM a\nLABEL a=$A b=$B\n", ""),
        ("FROM example.com/base\nLABEL a=$A\nENV B=1 C=$B\n", "UndefinedVar:3"),
        ("FROM scratch AS a\nONBUILD ENV A=1\nONBUILD LABEL b=$B\nFROM a\nLABEL a=$A\n", "UndefinedVar:4"),
        ("FROM scratch\nENV A=1 \\\n  B=$C\n", "UndefinedVar:2"),
        ("FROM arm64v8/debian\nENV A=$B\nFROM amd64/python\nENV A=$PYTHON_VERSION\n", "UndefinedVar:2"),
        ("FROM ruby:3\nENV A=$GEM_HOME B=$C\nFROM acme/ruby\nENV A=$B\n", "UndefinedVar:2"),
        (
            "FROM scratch\nENV MY_KEY=1\nARG NPM_TOKEN PASSWORD\n",
            "SecretsUsedInArgOrEnv:2 SecretsUsedInArgOrEnv:3 SecretsUsedInArgOrEnv:3",
        ),
        ("ARG TOKEN\nFROM scratch\nENV TOKEN_FILE=1 KEYBOARD=1 PUBLIC_KEY=1 MYTOKEN=1 A-KEY=1\n", ""),
        ("FROM scratch\nENV A b\nLABEL c d\nENV E=f g=h\n", "LegacyKeyValueFormat:2 LegacyKeyValueFormat:3"),
    ]);
}

/// BuildKit itself says of them that there is no stage, and nothing else.
#[test]
fn pieces_without_a_stage() {
    all(&[
        ("CMD a\nCMD b\n", "JSONArgsRecommended:1 JSONArgsRecommended:2 MultipleInstructionsDisallowed:1"),
        ("SHELL [\"/bin/bash\", \"-c\"]\nENTRYPOINT a\n", ""),
        ("WORKDIR a\nWORKDIR b\n", "WorkdirRelativePath:1"),
        ("WORKDIR C:/a\n", ""),
        ("WORKDIR $A\n", ""),
        ("ENV A=1 B=$A C=$D\n", "UndefinedVar:1"),
        ("ENV A=1\nARG E\nENV A=2 B=$A E=3 F=$E\n", ""),
        ("ARG NPM_TOKEN\nENV PASSWORD=$P\n", "SecretsUsedInArgOrEnv:1 SecretsUsedInArgOrEnv:2"),
        ("WORKDIR {{ a }}\nCMD b\n", ""),
    ]);
}

#[test]
fn names_that_a_template_gives() {
    all(&[
        ("FROM {{ a }} AS {{ b }}\nFROM {{ c }} AS {{ d }}\n", ""),
        ("FROM {{ a }} AS {{ b }}S\n", ""),
        ("FROM {{ a }} AS b\nFROM {{ c }} AS b\n", "DuplicateStageName:2"),
    ]);
    let told = check("FROM a:1\nENV {{ b }} c\n", &[]).findings;
    let messages: Vec<_> = told.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(messages, ["a blank stands in place of `=` behind `ENV {{ b }}`"]);
}

#[test]
fn commands_and_directories() {
    all(&[
        ("FROM alpine\nCMD a\n", "JSONArgsRecommended:2"),
        ("FROM alpine\nENTRYPOINT a\nCMD\n", "JSONArgsRecommended:2 JSONArgsRecommended:3"),
        ("FROM alpine\nCMD ['a']\n", "JSONArgsRecommended:2"),
        ("FROM alpine\nSHELL [\"a\"]\nCMD a\n", ""),
        ("FROM alpine\nCMD a\nSHELL [\"a\"]\n", "JSONArgsRecommended:2"),
        ("FROM alpine AS a\nSHELL [\"a\"]\nFROM a\nCMD a\n", ""),
        ("FROM alpine\nHEALTHCHECK CMD a\n", ""),
        ("FROM mcr.microsoft.com/dotnet/framework/sdk:4.8\nWORKDIR C:/a\n", ""),
        ("FROM alpine AS a\nONBUILD CMD a\nFROM a\nRUN b\n", "JSONArgsRecommended:3"),
        (
            "FROM alpine\nCMD [\"a\"]\nCMD [\"b\"]\nCMD [\"c\"]\n",
            "MultipleInstructionsDisallowed:2 MultipleInstructionsDisallowed:3",
        ),
        ("FROM alpine\nHEALTHCHECK CMD a\nCMD [\"b\"]\nHEALTHCHECK NONE\n", "MultipleInstructionsDisallowed:2"),
        ("FROM alpine AS a\nCMD [\"a\"]\nFROM a\nCMD [\"b\"]\n", ""),
        ("FROM alpine\nWORKDIR a\nWORKDIR b\n", "WorkdirRelativePath:2"),
        ("FROM alpine\nWORKDIR /a\nWORKDIR b\n", ""),
        ("FROM alpine AS a\nWORKDIR a\nFROM a\nWORKDIR b\n", "WorkdirRelativePath:2"),
        ("FROM alpine\nARG A=/a\nWORKDIR $A\n", ""),
        ("FROM alpine\nWORKDIR ~/a\n", "WorkdirRelativePath:2"),
        ("FROM alpine\nWORKDIR\nCMD [1]\nENTRYPOINT [[\"a\"]]\n", ""),
        ("# escape=`\nFROM alpine\nWORKDIR C:/a\n", "WorkdirRelativePath:3"),
        ("FROM alpine\nEXPOSE 80/TCP 81/tcp 82/Udp\n", "ExposeProtoCasing:2 ExposeProtoCasing:2"),
        (
            "FROM alpine\nEXPOSE 1:80 :81 127.0.0.1::82 [::1]:3:83/TCP 84\n",
            "ExposeInvalidFormat:2 ExposeInvalidFormat:2 ExposeInvalidFormat:2 ExposeProtoCasing:2",
        ),
        ("FROM alpine\nARG P=80/TCP\nEXPOSE $P 80/XYZ\n", "ExposeProtoCasing:3"),
    ]);
}

#[test]
fn ignore_files() {
    let verdict = |sources: &str, ignores: &str| {
        let text = format!("FROM alpine\nCOPY {sources} /x/\n");
        named(&check(&text, &[(".dockerignore", ignores), ("a/b", "")]).findings)
    };
    for (sources, ignores, expected) in [
        ("a b", "a\n", "CopyIgnoredFile:2"),
        ("a b", "a\nb\n", "CopyIgnoredFile:2 CopyIgnoredFile:2"),
        ("a/b/", "a\n", "CopyIgnoredFile:2"),
        ("/a", "a\n", ""),
        ("/a", "*\n", "CopyIgnoredFile:2"),
        ("/", "*\n", "CopyIgnoredFile:2"),
        ("./a", "/a\n", "CopyIgnoredFile:2"),
        ("a", "*\n!b\n", ""),
        (".", "a\n", ""),
        (".", "*\n", "CopyIgnoredFile:2"),
        ("*.txt", "*.txt\n", "CopyIgnoredFile:2"),
        ("a*", "a\n", ""),
        ("--from=alpine a", "a\n", ""),
        ("a", "# a\n", ""),
    ] {
        assert_eq!(verdict(sources, ignores), expected, "{sources} {ignores}");
    }
    let own = [("Dockerfile.dockerignore", "a\n"), (".dockerignore", "b\n")];
    assert_eq!(named(&check("FROM alpine\nADD a /a\nCOPY b /b\n", &own).findings), "CopyIgnoredFile:2");
}

#[test]
fn the_file_says_which_checks_are_silent() {
    all(&[
        ("# check=skip=StageNameCasing\nFROM alpine AS A\n", ""),
        ("# Check = skip=all\nfrom alpine AS A\n", ""),
        ("# check=skip=all,A\nFROM alpine AS A\n", "StageNameCasing:2"),
        (" # check=skip=all\nFROM alpine AS A\n", "StageNameCasing:2"),
        (" # escape=`\nFROM alpine `\n AS A\n", "StageNameCasing:2"),
        ("# check=skip=A, StageNameCasing\nFROM alpine AS A\n", "StageNameCasing:2"),
        ("# check=skip=stagenamecasing\nFROM alpine AS A\n", "StageNameCasing:2"),
        ("\n# check=skip=StageNameCasing\nFROM alpine AS A\nFROM alpine AS B\n", "StageNameCasing:4"),
        ("FROM alpine\n# check=skip=MaintainerDeprecated\n# the team\n\nMAINTAINER a\n", ""),
        ("FROM alpine\n# check=skip=A\n# check=skip=MaintainerDeprecated\nMAINTAINER a\n", "MaintainerDeprecated:4"),
        ("FROM alpine\n# check=skip=MaintainerDeprecated\n#\nMAINTAINER a\n", "MaintainerDeprecated:4"),
        ("FROM alpine\n  # check=skip=MaintainerDeprecated\nMAINTAINER a\n", "MaintainerDeprecated:3"),
        ("FROM alpine\n# check=skip=all\nRUN a \\\n\n b\n", "NoEmptyContinuation:5"),
        ("# check=skip=all\nFROM alpine\nRUN a \\\n\n b\n", ""),
        ("\n# check=skip=all\nFROM alpine AS Context\n", "ReservedStageName:3"),
        (
            "FROM alpine\n# check=skip=MultipleInstructionsDisallowed\nCMD [\"a\"]\nCMD [\"b\"]\n",
            "MultipleInstructionsDisallowed:3",
        ),
        ("FROM alpine\nCMD [\"a\"]\n# check=skip=MultipleInstructionsDisallowed\nCMD [\"b\"]\n", ""),
    ]);
}

#[test]
fn an_experimental_check_runs_where_the_file_asks() {
    all(&[
        ("# a comment\nFROM alpine AS b\n", ""),
        (
            "# check=experimental=InvalidDefinitionDescription\n# a comment\nFROM alpine AS b\n",
            "InvalidDefinitionDescription:3",
        ),
        (
            "# check=experimental=all;skip=all\n\n# a comment\nARG B\n# a\nFROM alpine\n",
            "InvalidDefinitionDescription:4",
        ),
        ("# check=experimental=all\n\n# b is the base\nFROM alpine AS b\n# why\n#\nARG C\n", ""),
        ("# check=experimental=all\n\n# D of the two\nARG C D\nFROM alpine\n", ""),
        ("FROM alpine AS a\n# about\nARG A\n# check=experimental=all\nARG B\n", "InvalidDefinitionDescription:5"),
    ]);
}

#[test]
fn the_file_may_make_errors_of_findings() {
    let levels = |text: &str| check(text, &[]).findings.iter().map(|it| it.severity).collect::<Vec<_>>();
    assert_eq!(levels("# check=error=true\nFROM alpine AS A\n"), [Severity::Error]);
    assert_eq!(levels("# check=skip=B;error=1\nFROM alpine AS A\n"), [Severity::Error]);
    assert_eq!(levels("# check=error=yes\nFROM alpine AS A\n"), [Severity::Warning]);
    assert_eq!(levels("\n# check=error=true\nFROM alpine AS A\n"), [Severity::Warning]);
}
