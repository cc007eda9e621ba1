//! What strangers write is inert wherever it is shown: in every subcommand and every format. No character acts on a terminal, no
//! line runs in the log of a workflow, and no secret is repeated.

use super::{oep45, tree};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// Steers a terminal, reorders a line, hides, links, runs in a log, renders.
const EVIL: &str = "\u{1b}[31m\u{1b}]8;;http://e.example\u{7}x\u{9b}2J\u{85}\u{202e}txet\u{2066}\u{200b}\u{feff} ##[add-mask]a \
                    <script>alert(1)</script> [a](javascript:b) | `c";

/// What runs in the log of a workflow where it begins a line.
const COMMAND: &str = "::error::d";

/// Planted in every file.
const SECRET: &str = "zaphod4beeblebrox7";

/// A page of somebody's own, evil in every word: what a page may not hold is refused.
fn page() -> String {
    let evil = EVIL.replace(|ch: char| ch.is_control() || is_active(ch), "");
    let name = "E##[x]";
    format!(
        "# evil-rule\n\nIt is {evil} wrong.\n\n```toml\ngroup = \"evil\"\nlevel = \"warning\"\nprecision = \"high\"\nfix = \"none\"\n\
         aliases = [\"{name}\"]\nsince = \"0.1.0\"\n[match]\neach = \"image\"\nmessage = \"it ##[x] {COMMAND} is {{image}}\"\n\
         help = \"##[x] do\"\nnote = \"no\"\n```\n\n## Why\n\n{evil}\n{COMMAND}\n\n##[error]a\n\n\
         - {evil}\n\n## Bad\n\n```dockerfile\nFROM a{evil}\n{COMMAND}\n```\n\n## Good\n\n```dockerfile\n# {evil}\n```\n\n\
         ## When it is wrong\n\n{COMMAND}\n"
    )
}

fn dockerfile() -> String {
    format!(
        "# {EVIL}\n# oep45: ignore[{EVIL}] {EVIL}\nARG API_TOKEN={SECRET}\nARG EVIL=\"{EVIL}\"\nFROM registry.example.internal/{EVIL}:1 AS E{EVIL}\n\
         ENV ROOT_PASSWORD={SECRET} DJANGO_SETTINGS_MODULE=a.settings.production\nENV SECRET_KEY=\"{SECRET}\"\n\
         {COMMAND}\nRUN curl https://user:{SECRET}@e.example/{EVIL}.sh | sh && apt-get install '{EVIL}'\n\
         COPY --from=q{EVIL} a b\nRUN --{EVIL}=x pip install {EVIL} \\\n{COMMAND}\n\
         LABEL a=\"{EVIL}\" org.opencontainers.image.url=\"{EVIL}\"\nCMD [\"{EVIL}\"\n{EVIL}\n"
    )
}

/// A service whose files, and names of files, are evil.
fn service() -> TempDir {
    let settings = format!(
        "import os\nINSTALLED_APPS = []\n# {EVIL}\nSECRET_KEY = '{SECRET}'\nDATABASES = {{'default': {{'PASSWORD': '{SECRET}', \
         '{EVIL}': 1}}}}\n# {COMMAND}\nDEBUG = True\nEVIL = '{EVIL}'\nTOKEN = os.environ.get('TOKEN', 'x')\n"
    );
    let name = "e\u{1b}[31m\n::error::x\u{202e}##[y] <script>";
    let root = tree(&[
        ("Dockerfile", dockerfile().as_bytes()),
        (&format!("{name}/Dockerfile"), dockerfile().as_bytes()),
        (&format!("x/settings/{name}.py"), b"A = (\n"),
        ("manage.py", format!("import os\n# {EVIL}\n").as_bytes()),
        ("x/wsgi.py", b"application = 1\n"),
        ("x/settings/__init__.py", b""),
        ("x/settings/base.py", settings.as_bytes()),
        ("x/settings/production.py", b"from x.settings.base import *\n"),
        (
            "catalog-info.yaml",
            format!("spec:\n  type: service\n  name: \"{EVIL}\"\n").replace(['\u{1b}', '\u{7}'], "").as_bytes(),
        ),
        ("Makefile", format!("a:\n\tansible-playbook {EVIL}\n# oep45: ignore[{EVIL}]\n").as_bytes()),
        (".github/workflows/ci.yml", b"on: push\njobs:\n  a:\n    steps:\n    - run: make a\n"),
        ("evil.yml", format!("UNKNOWN{COMMAND}: 1\nSECRET_KEY: {SECRET}\n").as_bytes()),
        (
            "broken.toml",
            format!("select = [\"{EVIL}\"]\n[rules.\"{EVIL}\"]\nx = \"{SECRET}\n").replace('`', "").as_bytes(),
        ),
        ("pages/evil.md", page().as_bytes()),
        ("oep45-amnesty.json", b"{}"),
    ]);
    fs::remove_file(root.path().join("oep45-amnesty.json")).unwrap();
    fs::create_dir(root.path().join("wrong")).unwrap();
    fs::write(root.path().join(format!("wrong/{name}.md")), format!("# none\n\n{EVIL}\n{COMMAND}\n")).unwrap();
    root
}

/// Whether a character acts on a terminal, reorders what stands around it, or hides.
fn is_active(ch: char) -> bool {
    ch.is_control() && !matches!(ch, '\n' | '\t')
        || matches!(ch, '\u{200b}' | '\u{feff}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
}

fn judge(name: &str, stream: &str, text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    if let Some(at) = text.find(is_active) {
        let start = text[..at].char_indices().rev().nth(60).map_or(0, |(at, _)| at);
        faults.push(format!(
            "{name}: {stream} has an active character in {:?}",
            text[start..].chars().take(90).collect::<String>()
        ));
    }
    let own = [
        "::error file=",
        "::warning file=",
        "::notice file=",
        "::error title=",
        "::error::cannot",
        "::warning title=",
        "::notice title=",
    ];
    for line in text.lines().filter(|line| line.trim_start().starts_with("::")) {
        if !(name.contains("github") && own.iter().any(|own| line.starts_with(own))) {
            faults.push(format!("{name}: {stream} has a command: {line:?}"));
        }
    }
    if let Some(line) = text.lines().find(|line| line.contains("##[")) {
        faults.push(format!("{name}: {stream} has a command: {line:?}"));
    }
    if let Some(line) = text.lines().find(|line| line.contains(SECRET)) {
        faults.push(format!("{name}: {stream} has the secret: {line:?}"));
    }
    faults
}

fn is_xml(text: &str) -> bool {
    let mut reader = quick_xml::Reader::from_str(text);
    loop {
        match reader.read_event() {
            Ok(quick_xml::events::Event::Eof) => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// Run the commands in `root`, and collect what is wrong with what they print.
fn faults(root: &Path, commands: &[Vec<&str>]) -> Vec<String> {
    let mut faults = Vec::new();
    for arguments in commands {
        let name = arguments.join(" ");
        let done = oep45(root, arguments);
        let stdout = String::from_utf8(done.stdout).unwrap();
        faults.extend(judge(&name, "standard output", &stdout));
        faults.extend(judge(&name, "standard error", &done.stderr));
        let has = |words: &[&str]| arguments.iter().any(|argument| words.contains(argument));
        if has(&["json", "sarif", "gitlab", "rdjson"]) && serde_json::from_str::<serde_json::Value>(&stdout).is_err() {
            faults.push(format!("{name}: no JSON: {stdout:.200} {}", done.stderr));
        }
        if has(&["junit", "checkstyle"]) && !is_xml(&stdout) {
            faults.push(format!("{name}: no XML"));
        }
        if has(&["markdown", "html"]) && stdout.contains("<script>alert") {
            faults.push(format!("{name}: a script"));
        }
    }
    faults
}

const FORMATS: [&str; 9] = ["human", "json", "sarif", "github", "gitlab", "checkstyle", "junit", "markdown", "rdjson"];

/// Each with every one of `formats`.
fn in_formats<'a>(command: &[&'a str], formats: &[&'a str]) -> Vec<Vec<&'a str>> {
    formats.iter().map(|format| [command, &["--format", format]].concat()).collect()
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn checks_show_nothing_that_acts() {
    let root = service();
    let all = ["check", ".", "--select", "all", "--rules", "pages"];
    let mut commands = in_formats(&all, &FORMATS);
    commands.extend(in_formats(&[&all[..], &["--show-suppressed"]].concat(), &["json", "sarif"]));
    commands.push([&all[..], &["--statistics"]].concat());
    for rule in ["secret-baked-in", "missing-cmd", "private-source", "settings-layout", "evil-rule"] {
        commands.push([&all[..], &["--why-not", rule]].concat());
    }
    none(&faults(root.path(), &commands));
}

#[test]
#[cfg_attr(not(feature = "python"), ignore = "it reads Django settings")]
fn scorecards_settings_and_amnesties_show_nothing_that_acts() {
    let root = service();
    let mut commands = in_formats(&["audit"], &["human", "json", "markdown", "html"]);
    commands.extend(in_formats(&["settings", "list"], &["human", "json", "yaml", "rst"]));
    commands.extend(in_formats(&["settings", "check", "evil.yml"], &FORMATS));
    for command in [&["amnesty", "write"][..], &["amnesty", "show"], &["amnesty", "prune"]] {
        commands.push(command.to_vec());
    }
    none(&faults(root.path(), &commands));
    let amnesty = fs::read_to_string(root.path().join("oep45-amnesty.json")).unwrap();
    assert!(!amnesty.contains(SECRET), "{amnesty}");
}

#[test]
fn pages_trees_and_configurations_show_nothing_that_acts() {
    let root = service();
    let pages = ["--rules", "pages"];
    let mut commands = in_formats(&["tree", "Dockerfile"], &["human", "json"]);
    commands.extend(in_formats(&[&["rules"][..], &pages].concat(), &["human", "json", "markdown"]));
    commands.push([&["explain", "evil-rule", "--no-pager"][..], &pages].concat());
    commands.push(vec!["rules", "test", "pages"]);
    commands.push(vec!["rules", "test", "wrong"]);
    commands.push(vec!["check", "--rules", "wrong"]);
    commands.push(vec!["config", "import", "broken.toml"]);
    for evil in [EVIL, "\u{1b}[31m", "a\n::error::b"] {
        commands.push(vec!["check", evil]);
        commands.push(vec!["check", "--select", evil]);
        commands.push(vec!["check", "--why-not", evil]);
        commands.push(vec!["check", "--config", evil]);
        commands.push(vec!["check", "--amnesty", evil]);
        commands.push(vec!["check", "--rules", evil]);
        commands.push(vec!["check", "--diff-base", evil]);
        commands.push(vec!["check", "--format", evil]);
        commands.push(vec!["check", evil, "--stdin-filename", evil]);
        commands.push(vec!["explain", evil]);
        commands.push(vec!["rules", evil]);
        commands.push(vec!["tree", evil]);
        commands.push(vec!["audit", evil]);
        commands.push(vec!["settings", "list", evil]);
        commands.push(vec!["settings", "check", evil]);
        commands.push(vec!["settings", "diff", evil, evil]);
        commands.push(vec!["config", evil]);
        commands.push(vec!["completions", evil]);
        commands.push(vec!["man", evil]);
        commands.push(vec![evil]);
    }
    none(&faults(root.path(), &commands));
}

#[test]
fn wrong_configurations_are_shown_without_effect() {
    let root = service();
    let mut commands = Vec::new();
    fs::rename(root.path().join("broken.toml"), root.path().join("oep45.toml")).unwrap();
    for command in [&["check"][..], &["config"], &["audit"], &["amnesty", "show"], &["rules"]] {
        commands.push(command.to_vec());
    }
    none(&faults(root.path(), &commands));
    let wrong = format!(
        "select = [\"{COMMAND} \\u001b[31m\", \"\\u202e##[x]\"]\nfail-on = \"\\u009b\"\n[rules.missing-cmd]\n\"\\u001b\" = 1\n"
    );
    fs::write(root.path().join("oep45.toml"), wrong).unwrap();
    none(&faults(root.path(), &commands));
}
