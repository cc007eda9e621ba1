//! Which executed files are scripts from elsewhere, and which are binaries, build systems or the application itself.

use super::ScriptOutsideRepository;
use crate::model::{
    Dockerfile, Download, Execution, FileOrigin, How, Permission, Stage, base_name, extension, is_this_machine,
};
use crate::parse::Keyword;
use crate::shell::Command;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Endings of scripts.
const SCRIPTS: [&str; 8] = ["bash", "js", "mjs", "pl", "py", "rb", "sh", "zsh"];

/// Words in names of scripts that build the source they stand in.
const BUILDERS: [&str; 14] = [
    "autogen",
    "autoreconf",
    "bootstrap",
    "build",
    "buildconf",
    "compile",
    "config",
    "configure",
    "gradlew",
    "make",
    "manage",
    "mvnw",
    "setup.py",
    "waf",
];

/// Version managers: once there, running them is no script of this build.
const VERSION_MANAGERS: [&str; 10] = ["asdf", "fnm", "jenv", "n", "nodenv", "nvm", "phpenv", "pyenv", "rbenv", "rvm"];

/// Hosts that serve the text of a repository's files.
const TEXT_HOSTS: [&str; 3] = ["raw.githubusercontent.com", "gist.githubusercontent.com", "raw.github.com"];

/// How many commands behind a `chmod` are looked at.
const MAX_COMMANDS: usize = 1000;

impl ScriptOutsideRepository {
    /// Why an execution of a download, or of a file `inside` one, runs no script from elsewhere; `None` if it does.
    pub(super) fn spares(
        &self,
        file: &Dockerfile<'_>,
        execution: &Execution,
        download: &Download,
        inside: bool,
    ) -> Option<&'static str> {
        let url = &download.url;
        if self.allows(url) {
            return Some("the option `allowed-addresses` covers its address");
        }
        if url.starts_with("file:") || host(url).is_some_and(|host| is_this_machine(&host)) {
            return Some("it comes from this machine");
        }
        match execution.how {
            How::Piped => None,
            _ if !inside => (!is_script(execution, url)).then_some("nothing tells that it is a script, not a program"),
            How::Bare | How::Sourced => Some("what is installed out of the download is no script of this build"),
            _ if !is_installer(execution) => Some("it builds the source that it stands in"),
            _ if self.is_application(file, download) => Some("the download is the application itself"),
            _ => VERSION_MANAGERS
                .contains(&base_name(url).trim_end_matches(".git"))
                .then_some("the download is a version manager"),
        }
    }

    /// Whether a clone or an archive is the application that the image is for.
    fn is_application(&self, file: &Dockerfile<'_>, download: &Download) -> bool {
        let written = file.source.slice(download.span).trim_matches('"');
        let mut names = download.url.split("://").nth(1).unwrap_or(&download.url).split('/').take(4);
        // An operator may give another repository; what is known of a tool is its host, owner and name.
        if download.clone && written.starts_with('$') || names.clone().take(3).any(|name| name.contains("${")) {
            return true;
        }
        let last = file.stages[download.place.stage].last(Keyword::Workdir);
        let directory = last.map(|step| step.instruction.text().text().trim_matches('/').to_owned());
        let served = directory.is_some() && directory == download.target;
        served || names.any(|name| self.own_organizations.iter().any(|own| own.eq_ignore_ascii_case(name)))
    }
}

/// The downloads that hold the file which an image of theirs starts with: the application itself, by index.
pub(super) fn served(file: &Dockerfile<'_>) -> BTreeSet<usize> {
    let provenance = file.provenance();
    let mut started: BTreeMap<usize, BTreeSet<&str>> = BTreeMap::new();
    let mut served = BTreeSet::new();
    for execution in &provenance.executions {
        let FileOrigin::Download { index, inside: true } = execution.origin else { continue };
        let stage = execution.place.stage;
        let names = started.entry(stage).or_insert_with(|| started_by(&file.stages[stage]).collect());
        if names.contains(base_name(&execution.text)) {
            served.insert(index);
        }
    }
    served
}

/// The last parts of the words that the image of a stage starts with.
fn started_by<'s>(stage: &'s Stage<'_>) -> impl Iterator<Item = &'s str> {
    let steps = [Keyword::Entrypoint, Keyword::Cmd].into_iter().filter_map(|keyword| stage.last(keyword));
    let words = steps.flat_map(|step| &step.script.commands).flat_map(|command| &command.words);
    words.filter_map(|word| word.literal()).map(base_name)
}

/// Whether what is executed is a script for sure; `url` is where it was downloaded from.
pub(super) fn is_script(execution: &Execution, url: &str) -> bool {
    let path = execution.text.as_str();
    match execution.how {
        How::Interpreter | How::Sourced | How::Piped => !matches!(extension(path).as_str(), "phar" | "pyz"),
        How::Direct | How::Bare => {
            let named = [path, url].iter().any(|name| has_script_name(name));
            // `https://get.example.org`, `https://example.org/install`: the addresses that are made for a pipe to a shell.
            let installer = base_name(url) == "install";
            let serves = |host: &str| TEXT_HOSTS.contains(&host) || host.starts_with("get.") || host.starts_with("sh.");
            named || installer || host(url).is_some_and(|host| serves(&host)) && extension(path).is_empty()
        }
    }
}

fn has_script_name(path: &str) -> bool {
    SCRIPTS.contains(&extension(path).as_str())
}

/// Whether what is executed out of an archive or a clone installs something, and does not build the source around it.
fn is_installer(execution: &Execution) -> bool {
    let name = base_name(&execution.text).to_lowercase();
    let builds = name.split(['-', '_', '.']).any(|word| BUILDERS.contains(&word)) || BUILDERS.contains(&name.as_str());
    !builds && (has_script_name(&name) || name == "install" || execution.by_shell())
}

/// Whether a script named by a COPY or an ADD is not in the repository, though other things they name are.
pub(super) fn is_missing(file: &Dockerfile<'_>, execution: &Execution, path: &str) -> bool {
    let literal = !path.contains(['*', '?', '[', '$', crate::text::OPAQUE]) && !path.contains("..");
    literal
        && (execution.by_shell() || has_script_name(path))
        && file.context.find(path).next().is_none()
        && file.knows_context()
}

/// The command behind a `chmod` of a downloaded shell script that runs the hooks of packages, and so may run the script.
pub(super) fn runs_hooks(file: &Dockerfile<'_>, permission: &Permission) -> Option<Span> {
    if extension(&permission.path) != "sh" || permission.path.starts_with("usr/") || permission.path.starts_with("bin/")
    {
        return None;
    }
    let steps = file.stages[permission.place.stage].steps[permission.place.step..].iter();
    let commands = steps.filter(|step| step.is(Keyword::Run)).flat_map(|step| &step.script.commands);
    commands
        .filter(|command| command.span.start > permission.span.start)
        .take(MAX_COMMANDS)
        .filter_map(Command::program)
        .find(|program| {
            let installs = matches!(program.subcommand(), Some("ci" | "install" | "i"));
            let bare = program.subcommand().is_none();
            matches!(program.name, Some("npm" | "pnpm" | "yarn")) && (installs || bare && program.is("yarn"))
        })
        .map(|program| program.name_word.span)
}

/// The host of an address, in lower case; `None` where a variable hides it.
pub(super) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host = if url.contains("://") { host } else { host.split(':').next()? };
    let plain = |char: char| char.is_ascii_alphanumeric() || "-.:[]_".contains(char);
    (!host.is_empty() && host.chars().all(plain)).then(|| host.to_lowercase())
}
