//! `missing-cmd`: the default target of an application image starts nothing.

use crate::finding::{Severity, Sink};
use crate::model::{Base, Dockerfile, Place, Stage, Startup, Step};
use crate::parse::{ImageName, Keyword};
use crate::rules::Rule;
use crate::shell::{self, Program, Script};
use crate::text::{Joined, Span};
use schemars::JsonSchema;
use serde::Deserialize;

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct MissingCmd {
    base_images: Vec<String>,
    runtime_images: Vec<String>,
    bare_tools: Vec<String>,
}

impl Default for MissingCmd {
    fn default() -> Self {
        let owned = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
        Self { base_images: Vec::new(), runtime_images: owned(RUNTIMES), bare_tools: owned(BARE_TOOLS) }
    }
}

/// Operating systems and languages: their images start a shell or a prompt at best.
const RUNTIMES: &[&str] = &[
    "almalinux",
    "alpine",
    "amazoncorretto",
    "amazonlinux",
    "archlinux",
    "buildpack-deps",
    "busybox",
    "centos",
    "clojure",
    "dart",
    "debian",
    "eclipse-temurin",
    "elixir",
    "erlang",
    "fedora",
    "gcc",
    "golang",
    "gradle",
    "haskell",
    "ibmjava",
    "julia",
    "maven",
    "node",
    "openjdk",
    "oraclelinux",
    "perl",
    "php",
    "pypy",
    "python",
    "rockylinux",
    "ruby",
    "rust",
    "swift",
    "ubuntu",
    "mcr.microsoft.com/dotnet/aspnet",
    "mcr.microsoft.com/dotnet/runtime",
    "mcr.microsoft.com/dotnet/runtime-deps",
    "mcr.microsoft.com/dotnet/sdk",
    "registry.access.redhat.com/ubi8/ubi",
    "registry.access.redhat.com/ubi9/ubi",
    "registry.access.redhat.com/ubi8/ubi-minimal",
    "registry.access.redhat.com/ubi9/ubi-minimal",
];

/// Programs that do nothing useful in a service's image until they are told what.
const BARE_TOOLS: &[&str] = &[
    "bash",
    "celery",
    "django-admin",
    "dumb-init",
    "env",
    "gunicorn",
    "manage.py",
    "node",
    "npm",
    "python",
    "python3",
    "sh",
    "tini",
    "uvicorn",
    "uwsgi",
    "yarn",
];

/// Names of last stages that hand out files or check something, and are never run.
const EXPORTS: [&str; 9] =
    ["artifacts", "coverage", "export", "lint", "output", "update", "validate", "vendor", "binaries"];

impl Rule for MissingCmd {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let last = file.default_target().map(Stage::span).unwrap_or_default();
        if let Some(trigger) = file.steps().find(|(_, step)| step.instruction.onbuild.is_some()) {
            let span = trigger.1.instruction.keyword_span;
            return sink.spare(span, || "`ONBUILD` makes the image a base for others");
        }
        if is_named_base(file) {
            return sink.spare(last, || "the file or its folder is named as a base for other images");
        }
        if !holds_application(file) {
            return sink.spare(last, || "the build neither copies nor clones nor serves an application");
        }
        // Where the last stage is for development, the one that should be last is judged as well. If that starts nothing, it is
        // the one to mend.
        for target in file.better_target().into_iter().chain(file.default_target()) {
            if self.judge(file, target, sink) {
                break;
            }
        }
    }
}

impl MissingCmd {
    /// Whether the image starts nothing at all; that is reported then.
    fn judge(&self, file: &Dockerfile<'_>, target: &Stage<'_>, sink: &mut Sink) -> bool {
        let root = file.root(target);
        if !self.gives_no_command(root) {
            sink.spare(root.span(), || "this image may bring a command of its own");
            return false;
        }
        if only_exports(target) {
            sink.spare(target.span(), || "the stage hands out files, or checks something, and is not run");
            return false;
        }
        let startup = file.startup(target);
        match (startup.cmd, startup.entrypoint) {
            (Some(cmd), _) => sink.spare(cmd.instruction.keyword_span, || "this command is in force in the image"),
            (None, Some(entrypoint)) => self.judge_entrypoint(file, target, &startup, entrypoint, sink),
            (None, None) => {
                report(file, target, sink);
                return true;
            }
        }
        false
    }

    /// Whether the image at the bottom is known to start no application.
    fn gives_no_command(&self, root: &Stage<'_>) -> bool {
        let value = &root.image_value;
        match root.base {
            Base::Scratch => return true,
            Base::Image => {}
            Base::Stage(_) | Base::Unknown => return false,
        }
        // A tag may be unknown, the name may not.
        let end = value.text.rfind(':').filter(|&colon| !value.text[colon..].contains('/')).unwrap_or(value.text.len());
        if value.gaps.iter().any(|gap| gap.at <= end && end < value.text.len() || gap.at < end) {
            return false;
        }
        let Some(image) = ImageName::parse(&value.text).or_else(|| ImageName::parse(&value.text[..end])) else {
            return false;
        };
        let full = match image.registry {
            Some(registry) if !image.on_docker_hub() => format!("{registry}/{}", image.repository),
            _ => image.short_repository().to_owned(),
        };
        let name = image.official_name().unwrap_or(&full);
        let listed = |list: &[String]| list.iter().any(|entry| entry == name || *entry == full);
        // These variants of PHP's image bring a server.
        let served = name == "php" && image.tag.is_some_and(|tag| tag.contains("apache") || tag.contains("fpm"));
        listed(&self.runtime_images) && !listed(&self.base_images) && !served
    }

    /// An ENTRYPOINT without CMD: a note where it does nothing by itself.
    fn judge_entrypoint(
        &self,
        file: &Dockerfile<'_>,
        target: &Stage<'_>,
        startup: &Startup<'_, '_>,
        entrypoint: &Step<'_>,
        sink: &mut Sink,
    ) {
        let bare =
            self.bare_tool(&entrypoint.script).map(|(span, name)| (span, format!("`{name}` alone does nothing")));
        let wrapper = || wrapper(file, target, entrypoint).map(|span| (span, "only runs what it is given".to_owned()));
        let Some((span, why)) = bare.or_else(wrapper) else {
            return sink.spare(entrypoint.instruction.keyword_span, || "the `ENTRYPOINT` does something by itself");
        };
        let finding = sink.report(span, "the image has an `ENTRYPOINT` and no `CMD`, so it starts nothing by itself");
        finding.severity(Severity::Note).note(why);
        if let Some(dropped) = startup.dropped {
            finding.label(dropped.instruction.span, "this command is dropped: an `ENTRYPOINT` behind it resets `CMD`");
        }
        finding.help("Add a `CMD` with the arguments that most users want.");
    }

    /// The bare tool that is all of the entrypoint.
    fn bare_tool<'a>(&self, script: &'a Script<'_>) -> Option<(Span, &'a str)> {
        let [command] = script.commands.as_slice() else { return None };
        let program = command.program()?;
        let name = program.name?;
        let arguments: Vec<_> = program.args.iter().filter(|word| !word.prefix().starts_with('-')).collect();
        let nothing = match arguments.as_slice() {
            [] => program.args.iter().all(|word| word.is("--") || word.is("-c")),
            // `python manage.py` still waits for what to manage.
            [only] => only.literal().is_some_and(|text| text.rsplit('/').next() == Some("manage.py")),
            _ => false,
        };
        (nothing && self.bare_tools.iter().any(|tool| tool == name)).then_some((command.span, name))
    }
}

fn report(file: &Dockerfile<'_>, target: &Stage<'_>, sink: &mut Sink) {
    let finding = sink.report(target.span(), "the image has no `CMD` or `ENTRYPOINT`, so it starts no application");
    if target.index + 1 < file.stages.len() {
        finding.note("the stage that should be the last: the one behind it is for development");
    } else if file.stages.len() > 1 {
        finding.note("the last stage, which `docker build` makes");
    }
    let elsewhere = file.stages.iter().rev().filter(|stage| stage.index != target.index);
    let commanded =
        elsewhere.filter_map(|stage| Some((stage, stage.last(Keyword::Cmd).or(stage.last(Keyword::Entrypoint))?)));
    if let Some((stage, step)) = commanded.into_iter().next() {
        finding.label(step.instruction.span, format!("this is the command of stage `{}`", stage.title()));
    }
    if file.is_for_development() {
        finding.severity(Severity::Note);
    }
    finding.help("Add a `CMD` that runs the application the way most users need it.");
}

/// Whether the file is by its name or folder one that others build on.
fn is_named_base(file: &Dockerfile<'_>) -> bool {
    path_words(file).any(|word| matches!(word, "base" | "common" | "library"))
}

/// The words of the file's name and of the folder that it stands in.
fn path_words<'f>(file: &'f Dockerfile<'_>) -> impl Iterator<Item = &'f str> {
    let mut parts = file.source.path().rsplit('/');
    let (name, folder) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    name.split(['.', '-', '_']).chain(folder.split(['.', '-', '_']))
}

/// Whether the build takes an application in: from the context, by a clone, or as something that is served. An image
/// without any is a set of tools, or a base for others.
fn holds_application(file: &Dockerfile<'_>) -> bool {
    let clones = |program: Program<'_, '_>| program.is("git") && program.args.iter().any(|word| word.is("clone"));
    let steps = file.stages.iter().filter(|stage| stage.reached).flat_map(|stage| &stage.steps);
    steps.map(|step| (step, step.instruction)).any(|(step, instruction)| match instruction.keyword {
        Keyword::Expose | Keyword::Healthcheck => true,
        Keyword::Copy | Keyword::Add => {
            let sources = instruction.words();
            let repository = |text: &str| {
                text.split(['#', '?']).next().is_some_and(|address| address.strip_suffix(".git").is_some())
            };
            let local = |text: &str| !text.starts_with("<<") && (repository(text) || !text.contains("://"));
            let sources = sources.split_last().map_or(&[][..], |(_, sources)| sources);
            instruction.flag("from").is_none() && sources.iter().any(|word| local(&word.text()))
        }
        Keyword::Run => step.script.commands.iter().filter_map(shell::Command::program).any(clones),
        _ => false,
    })
}

/// Last stages that are made to take files out of, or to fail.
fn only_exports(target: &Stage<'_>) -> bool {
    let named = target.name.as_ref().is_some_and(|name| {
        let name = name.text().to_lowercase();
        name.split(['-', '_', '.']).any(|word| EXPORTS.contains(&word))
    });
    let bare = target.base == Base::Scratch
        && target.steps.iter().all(|step| {
            matches!(
                step.instruction.keyword,
                Keyword::Copy | Keyword::Add | Keyword::Label | Keyword::Arg | Keyword::Env
            )
        });
    named || bare
}

/// Where an entrypoint names a script of the context that does nothing but run its arguments.
fn wrapper(file: &Dockerfile<'_>, target: &Stage<'_>, entrypoint: &Step<'_>) -> Option<Span> {
    let [command] = entrypoint.script.commands.as_slice() else { return None };
    let program = command.program()?;
    let place = Place { stage: target.index, step: target.steps.len() };
    let script = file.file_in_image(place, &program.name_word.text())?;
    let end = u32::try_from(script.text().len()).ok()?;
    let parsed = shell::parse(&Joined::whole(script.text(), Span::new(0, end)));
    let runs_arguments = |command: &shell::Command<'_>| {
        command.words.iter().any(|word| word.is("exec")) && command.words.iter().any(|word| word.raw().contains("$@"))
    };
    let harmless =
        |command: &shell::Command<'_>| command.words.first().is_none_or(|word| word.is("set") || word.is("export"));
    let commands = &parsed.commands;
    let passes = commands.iter().any(runs_arguments);
    (passes && commands.iter().all(|it| runs_arguments(it) || harmless(it))).then_some(command.span)
}
