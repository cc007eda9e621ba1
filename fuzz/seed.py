#!/usr/bin/env python3
"""Fills fuzz/corpus/ with what a fuzzer begins from: the test data, and the examples of the rule pages."""

import hashlib
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "fuzz" / "corpus"
PAGES = sorted([*ROOT.glob("rules/*/*.md"), *ROOT.glob("docs/examples/rules/*.md")])
BLOCK = re.compile(r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```\n', re.MULTILINE | re.DOTALL)
HADOLINT = """\
failure-threshold: info
ignored: [DL3008, SC2086]
override: {error: [DL3015], style: [DL3059]}
trustedRegistries:
  - docker.io
  - "*.example.com:5000"
label-schema: {author: text, version: semver}
strict-labels: true
no-fail: false
"""
# Blocks without prose between them are one example.
EXAMPLE = re.compile(r"(?:^```\w+.*?\n(?:.*\n)*?```\n\n*)+", re.MULTILINE)
# A RUN, its continued lines and its heredoc.
RUN = re.compile(r"^RUN (.*(?:\\\n.*)*(?:<<-?['\"]?(\w+)(?:.*\n)*?\2$)?)", re.MULTILINE)


def keep(target: str, text: str) -> None:
    """One seed, under the name of its contents, so that running this twice adds nothing."""
    directory = CORPUS / target
    directory.mkdir(parents=True, exist_ok=True)
    data = text.encode()
    (directory / hashlib.sha1(data).hexdigest()).write_bytes(data)


def dockerfile(text: str) -> None:
    for target in ("parse", "check", "fix"):
        keep(target, text)
    for script in RUN.finditer(text):
        keep("shell", script[1])


def repository(files: dict[str, str]) -> None:
    keep("repository", "".join(f"@@ {path}\n{text}" for path, text in files.items()))


def page(markdown: str) -> None:
    keep("page", markdown)
    for example in EXAMPLE.findall(markdown):
        files = {}
        for language, title, text in BLOCK.findall(example):
            if language == "dockerfile":
                dockerfile(text)
                files[title or "Dockerfile"] = text
            elif language == "sh":
                keep("shell", text)
            elif language in ("toml", "json"):
                keep("config", text)
            if title:
                files[title] = text
        if files:
            repository(files)


def main() -> None:
    for path in PAGES:
        page(path.read_text())
    for path in sorted(ROOT.glob("testdata/dockerfiles/*.Dockerfile")):
        dockerfile(path.read_bytes().decode(errors="replace"))
    for root in sorted(ROOT.glob("testdata/repos/*")):
        files = {path.relative_to(root).as_posix(): path.read_text() for path in sorted(root.rglob("*")) if path.is_file()}
        repository(files)
        for path, text in files.items():
            repository({path: text})
            if Path(path).suffix in (".toml", ".json", ".yml", ".yaml"):
                keep("config", text)
    keep("config", HADOLINT)
    for document in sorted(ROOT.glob("docs/*.md")):
        for language, _, text in BLOCK.findall(document.read_text()):
            if language in ("toml", "yaml", "json"):
                keep("config", text)
    for target in sorted(CORPUS.iterdir()):
        print(f"{target.name}: {len(list(target.iterdir()))} inputs")


if __name__ == "__main__":
    main()
