//! A runner of GitHub Actions, as far as a step can tell: its environment, its files, and how it reads a log.

use assert_cmd::cargo::cargo_bin;
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Commands that the runner knows, all of which do something.
const COMMANDS: [&str; 13] = [
    "add-mask",
    "add-matcher",
    "add-path",
    "debug",
    "echo",
    "endgroup",
    "error",
    "group",
    "notice",
    "remove-matcher",
    "save-state",
    "set-output",
    "warning",
];

/// A job with its checkout, in directories whose names have blanks as those of runners can.
pub(crate) struct Job {
    directory: TempDir,
}

/// What became of a step.
pub(crate) struct Step {
    /// The exit code of the script.
    pub(crate) code: i32,
    /// What it printed.
    pub(crate) log: String,
    /// The outputs that it set.
    pub(crate) outputs: BTreeMap<String, String>,
    /// What it added to the summary of the job.
    pub(crate) summary: String,
}

impl Job {
    /// A job whose checkout holds `files`.
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let job = Self { directory: tempfile::tempdir().unwrap() };
        fs::create_dir_all(job.workspace().join(".git")).unwrap();
        fs::create_dir_all(job.temporary()).unwrap();
        for (file, text) in files {
            job.add(file, text);
        }
        job
    }

    /// Add a file to the checkout.
    pub(crate) fn add(&self, file: &str, text: &str) {
        let path = self.workspace().join(OsStr::from_bytes(file.as_bytes()));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(crate) fn workspace(&self) -> PathBuf {
        self.directory.path().join("work space")
    }

    pub(crate) fn temporary(&self) -> PathBuf {
        self.directory.path().join("_temp dir")
    }

    /// Run the step that checks, with the program that was built.
    pub(crate) fn check(&self, inputs: &[(&str, &str)]) -> Step {
        self.check_with(&cargo_bin!("oep45").display().to_string(), inputs)
    }

    /// Run the step that checks, with `executable`.
    pub(crate) fn check_with(&self, executable: &str, inputs: &[(&str, &str)]) -> Step {
        self.run("run.sh", &[&[("EXECUTABLE", executable)], inputs].concat())
    }

    /// Run the step that installs.
    pub(crate) fn install(&self, inputs: &[(&str, &str)]) -> Step {
        self.run("install.sh", inputs)
    }

    fn run(&self, script: &str, inputs: &[(&str, &str)]) -> Step {
        let (output, summary) = (self.directory.path().join("output"), self.directory.path().join("summary"));
        for file in [&output, &summary] {
            fs::write(file, "").unwrap();
        }
        // As the runner starts `shell: bash`.
        let done = Command::new("bash")
            .args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c"])
            .arg(format!("\"$GITHUB_ACTION_PATH/action/{script}\""))
            .current_dir(self.workspace())
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap())
            .env("HOME", self.directory.path())
            .env("GITHUB_ACTIONS", "true")
            .env("GITHUB_ACTION_PATH", env!("CARGO_MANIFEST_DIR"))
            .env("GITHUB_WORKSPACE", self.workspace())
            .env("RUNNER_TEMP", self.temporary())
            .env("GITHUB_OUTPUT", &output)
            .env("GITHUB_STEP_SUMMARY", &summary)
            .envs(inputs.iter().copied())
            .output()
            .unwrap();
        let read = |file: &Path| fs::read_to_string(file).unwrap();
        Step {
            code: done.status.code().unwrap(),
            log: String::from_utf8([done.stdout, done.stderr].concat()).unwrap(),
            outputs: outputs(&read(&output)),
            summary: read(&summary),
        }
    }
}

impl Step {
    /// The output `name`.
    pub(crate) fn output(&self, name: &str) -> &str {
        self.outputs.get(name).unwrap_or_else(|| panic!("no output {name}\n{}", self.log))
    }

    /// The exit code of oep45, the number of findings, and the commands.
    pub(crate) fn result(&self) -> (&str, &str, usize) {
        assert_eq!(self.code, 0, "{}", self.log);
        (self.output("exit-code"), self.output("findings"), self.commands().len())
    }

    /// The lines that the runner takes for commands, apart from those that stop and resume that.
    pub(crate) fn commands(&self) -> Vec<&str> {
        let mut stopped: Option<&str> = None;
        let mut commands = Vec::new();
        for line in self.log.lines() {
            match stopped {
                Some(token) if command(line).is_some_and(|(name, _)| name == token) => stopped = None,
                Some(_) => {}
                None => match command(line) {
                    Some(("stop-commands", token)) => stopped = Some(token),
                    Some((name, _)) if COMMANDS.contains(&name) => commands.push(line),
                    _ => {}
                },
            }
        }
        assert_eq!(stopped, None, "commands are stopped for good\n{}", self.log);
        commands
    }
}

/// Name and data of `::name properties::data` at the start of a line, and of the older `##[name properties]data`
/// anywhere.
fn command(line: &str) -> Option<(&str, &str)> {
    let (head, data) = match line.trim_start().strip_prefix("::") {
        Some(rest) => rest.split_once("::")?,
        None => line.split_once("##[")?.1.split_once(']')?,
    };
    Some((head.split(' ').next()?, data))
}

/// `name=value` and `name<<delimiter`, as the runner reads the file.
fn outputs(text: &str) -> BTreeMap<String, String> {
    let mut outputs = BTreeMap::new();
    let mut rest = text;
    while let Some((line, after)) = rest.split_once('\n') {
        rest = after;
        if let Some((name, delimiter)) = line.split_once("<<") {
            let (value, after) = rest.split_once(&format!("\n{delimiter}\n")).expect("the delimiter follows");
            outputs.insert(name.to_owned(), value.to_owned());
            rest = after;
        } else if let Some((name, value)) = line.split_once('=') {
            outputs.insert(name.to_owned(), value.to_owned());
        }
    }
    outputs
}

#[test]
fn commands_are_read_as_the_runner_reads_them() {
    let log = "::error::a\n  ::warning file=b::c\nsee ::error::d\nsee ##[add-mask]e\n::unknown::f\n::stop-commands::t\n\
               ::error::g\n##[error]h\n::t::\n::notice::i\n";
    let step = Step { code: 0, log: log.to_owned(), outputs: BTreeMap::new(), summary: String::new() };
    assert_eq!(step.commands(), ["::error::a", "  ::warning file=b::c", "see ##[add-mask]e", "::notice::i"]);
}
