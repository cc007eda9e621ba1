//! Through the commands of one RUN: what they download, unpack, move, write and execute.

use super::super::{Dockerfile, Place, ShellValues};
use super::arrivals::{Arrivals, From, Shape};
use super::execution::{self, How};
use super::path::{base_name, join};
use super::search::{self, Searched};
use super::{Download, Execution, Origin, Permission, Provenance, fetch};
use crate::shell::{BlockKind, Command, Part, Program, RedirectionOperator, Script, Word};
use crate::text::Kind;
use std::borrow::Cow;
use std::cell::{Cell, OnceCell};

/// What a command of a pipeline prints for those behind it: a download.
#[derive(Clone, Copy)]
struct Printed {
    pipeline: u32,
    download: usize,
}

/// The commands of one RUN, and what they do to files.
pub(super) struct Run<'w, 't> {
    file: &'w Dockerfile<'t>,
    place: Place,
    script: &'w Script<'t>,
    values: ShellValues<'w, 't>,
    arrivals: &'w mut Arrivals,
    found: &'w mut Provenance,
    printed: Option<Printed>,
    /// Where PATH leads, once that is asked for.
    searched: OnceCell<Vec<Searched>>,
    /// Whether a program that nothing names may have arrived where PATH leads to, after so many arrivals.
    unnamed: Cell<(usize, bool)>,
}

impl<'w, 't> Run<'w, 't> {
    /// The RUN at `place`, before its first command.
    pub(super) fn new(
        file: &'w Dockerfile<'t>,
        place: Place,
        script: &'w Script<'t>,
        arrivals: &'w mut Arrivals,
        found: &'w mut Provenance,
    ) -> Self {
        let values = ShellValues::new(file, place, script);
        Self {
            file,
            place,
            script,
            values,
            arrivals,
            found,
            printed: None,
            searched: OnceCell::new(),
            unnamed: Cell::new((0, false)),
        }
    }

    /// Take up one command; gives the directory that it changes to.
    pub(super) fn command(&mut self, command: &'w Command<'t>, directory: &str) -> Option<String> {
        if self.printed.is_some_and(|printed| printed.pipeline != command.pipeline) {
            self.printed = None;
        }
        let Some(program) = command.program() else {
            self.redirections(command, directory);
            return None;
        };
        match program.name {
            Some("cd" | "pushd") => {
                let to = program.args.iter().find(|word| !word.prefix().starts_with('-'));
                return join(directory, &to.map_or(Cow::Borrowed("~"), |word| self.values.text(word)));
            }
            Some("mv" | "cp" | "install" | "ln") => self.moved(&program, command, directory),
            Some("chmod") => self.permitted(&program, command, directory),
            Some("tee") => {
                for word in program.args.iter().filter(|word| !word.prefix().starts_with('-')) {
                    self.written(command, &self.values.text(word), directory);
                }
            }
            _ => {}
        }
        self.fetched(&program, command, directory);
        self.unpacked(&program, command, directory);
        self.executed(&program, command, directory);
        self.redirections(command, directory);
        None
    }

    fn fetched(&mut self, program: &Program<'_, 't>, command: &Command<'t>, directory: &str) {
        for fetch in fetch::fetches(program, &self.values) {
            let index = self.found.downloads.len();
            let (span, url, clone) = (fetch.span, fetch.url, fetch.clone);
            let target = fetch.target.and_then(|target| join(directory, &target));
            self.found.downloads.push(Download { place: self.place, span, url, clone, target: target.clone() });
            match target {
                Some(path) => {
                    let shape = if clone { Shape::Directory } else { Shape::Either };
                    self.arrive(path, command, shape, From::Download { index, inside: false });
                }
                None => self.printed_by(program, command, index),
            }
        }
    }

    /// A download goes to standard output: to what the command's substitution is part of, or down the pipe.
    fn printed_by(&mut self, program: &Program<'_, 't>, command: &Command<'t>, download: usize) {
        self.printed = Some(Printed { pipeline: command.pipeline, download });
        let block = &self.script[command.block];
        let Some(owner) = block.owner.map(|id| &self.script[id]) else { return };
        let Some(reader) = owner.program() else { return };
        let Some(interpreter) = execution::interpreter(&reader).or(reader.name.filter(|name| *name == "eval")) else {
            return;
        };
        let holds = |word: &&Word<'t>| match word.parts() {
            [Part::Substitution { span, .. } | Part::Process { span, .. }] => span.contains(command.span.start),
            _ => false,
        };
        let Some(at) = reader.args.iter().position(|word| holds(&word)) else { return };
        let inline =
            at > 0 && reader.args[at - 1].prefix().starts_with('-') && reader.args[at - 1].suffix().ends_with('c');
        let reads = match block.kind {
            BlockKind::ProcessSubstitution => true,
            BlockKind::Substitution => inline || interpreter == "eval",
            _ => false,
        };
        if reads && !program.has("--version") {
            self.piped(reader.name_word, interpreter, download);
        }
    }

    fn piped(&mut self, word: &Word<'t>, interpreter: &str, index: usize) {
        self.found.executions.push(Execution {
            place: self.place,
            span: word.span,
            text: interpreter.to_owned(),
            how: How::Piped,
            interpreter: Some(interpreter.to_owned()),
            origin: Origin::Download { index, inside: false },
        });
    }

    fn unpacked(&mut self, program: &Program<'_, 't>, command: &Command<'t>, directory: &str) {
        let Some(unpacking) = fetch::unpacks(program, &self.values) else { return };
        let index = match &unpacking.archive {
            Some(archive) => match self.origin(command, archive, directory) {
                Origin::Download { index, .. } => index,
                _ => return,
            },
            None => match self.printed {
                Some(printed) => printed.download,
                None => return,
            },
        };
        let into = join(directory, unpacking.directory.as_deref().unwrap_or("."));
        if let Some(path) = into {
            self.arrive(path, command, Shape::Directory, From::Download { index, inside: true });
        }
    }

    fn executed(&mut self, program: &Program<'_, 't>, command: &Command<'t>, directory: &str) {
        if let (true, Some(printed)) = (command.operator.is_pipe() && execution::reads_input(program), self.printed) {
            let name = execution::interpreter(program).unwrap_or("sh").to_owned();
            return self.piped(program.name_word, &name, printed.download);
        }
        let Some(executed) = execution::executed(program, &self.values) else { return };
        let origin = match executed.how {
            How::Bare => self.in_path(command, &executed.text),
            _ => self.origin(command, &executed.text, directory),
        };
        if executed.how == How::Bare && origin == Origin::Unknown {
            return;
        }
        self.found.executions.push(Execution {
            place: self.place,
            span: executed.word.span,
            text: executed.text.into_owned(),
            how: executed.how,
            interpreter: executed.interpreter.map(str::to_owned),
            origin,
        });
    }

    /// Where the program that PATH leads to comes from, if it was put there by a download or from the context.
    fn in_path(&self, command: &Command<'t>, name: &str) -> Origin {
        if !self.arrivals.names_program(name) && !self.may_hold_unnamed(command) {
            return Origin::Unknown;
        }
        // Of what is in a folder of the context, only a look tells whether the program is.
        let is_there = |path: &str| self.file.context.find(path).any(|(_, kind)| kind == Kind::File);
        let mut brought = self.origins_in_path(command, name).filter(|origin| match origin {
            Origin::Context { path, named, .. } => *named || is_there(path),
            origin => matches!(origin, Origin::Download { .. }),
        });
        brought.next().unwrap_or(Origin::Unknown)
    }

    /// Where a program called `name` would come from in each directory that PATH names, in order.
    fn origins_in_path(&self, command: &Command<'t>, name: &str) -> impl Iterator<Item = Origin> {
        let searched = self.searched.get_or_init(|| search::at(self.file, self.place));
        let mut path = String::new();
        searched.iter().filter(|searched| searched.finds(name)).map(move |searched| {
            path.clear();
            path.extend([&searched.directory, "/", name]);
            self.arrivals.origin(self.file, self.place.stage, command.span.start, &path)
        })
    }

    /// Whether one of these directories arrived with whatever is in it. Of one of the context, only what is there counts: most
    /// files are copied to a place above `/usr/bin`, and few contexts have a `usr/bin`.
    fn may_hold_unnamed(&self, command: &Command<'t>) -> bool {
        // A name that no file has, and that every directory of PATH is searched for.
        const ANY: &str = "\0.sh";
        let (known, may) = self.unnamed.get();
        let count = self.arrivals.count();
        if !self.arrivals.brings_directory() || known == count {
            return may;
        }
        let is_directory = |path: &str| self.file.context.find(path).any(|(_, kind)| kind == Kind::Directory);
        let may = self.origins_in_path(command, ANY).any(|origin| match origin {
            Origin::Context { path, .. } => is_directory(path.rsplit_once('/').map_or("", |(directory, _)| directory)),
            origin => matches!(origin, Origin::Download { .. }),
        });
        self.unnamed.set((count, may));
        may
    }

    fn moved(&mut self, program: &Program<'_, 't>, command: &Command<'t>, directory: &str) {
        let words: Vec<Cow<'_, str>> = program
            .args
            .iter()
            .filter(|word| !word.prefix().starts_with('-'))
            .map(|word| self.values.text(word))
            .collect();
        let [sources @ .., target] = words.as_slice() else { return };
        let into = target.ends_with('/') || target.ends_with('.') || sources.len() > 1;
        let Some(target) = join(directory, target) else { return };
        for source in sources {
            let Some(path) = join(directory, source) else { continue };
            let inside = format!("{target}/{}", base_name(&path));
            if !into {
                let from = From::Moved { path: path.clone() };
                self.arrive(target.clone(), command, Shape::Either, from);
            }
            self.arrive(inside, command, Shape::Either, From::Moved { path });
        }
    }

    fn permitted(&mut self, program: &Program<'_, 't>, command: &Command<'t>, directory: &str) {
        let mut words = program.args.iter().filter(|word| !word.prefix().starts_with("--") && !word.is("-R"));
        let mode = words.next().map(|word| self.values.text(word)).unwrap_or_default();
        if !(mode.contains('x') || mode.bytes().any(|byte| matches!(byte, b'1' | b'3' | b'5' | b'7'))) {
            return;
        }
        for word in words {
            let Some(path) = join(directory, &self.values.text(word)) else { continue };
            if let Origin::Download { index, inside: false } =
                self.arrivals.origin(self.file, self.place.stage, command.span.start, &path)
            {
                self.found.permissions.push(Permission { place: self.place, span: word.span, path, download: index });
            }
        }
    }

    fn redirections(&mut self, command: &Command<'t>, directory: &str) {
        for redirection in &command.redirections {
            let output = matches!(
                redirection.operator,
                RedirectionOperator::Write
                    | RedirectionOperator::Clobber
                    | RedirectionOperator::WriteBoth
                    | RedirectionOperator::Append
            );
            if output && !matches!(redirection.fd, Some(crate::shell::Fd::Number(2))) {
                self.written(command, &self.values.text(&redirection.target), directory);
            }
        }
    }

    /// What comes down the pipe, or what a command prints, is put into a file.
    fn written(&mut self, command: &Command<'t>, target: &str, directory: &str) {
        let Some(path) = join(directory, target) else { return };
        let from = match self.printed {
            Some(printed) => From::Download { index: printed.download, inside: false },
            None => From::Written,
        };
        self.arrive(path, command, Shape::Either, from);
    }

    fn origin(&self, command: &Command<'t>, path: &str, directory: &str) -> Origin {
        match join(directory, path) {
            Some(path) => self.arrivals.origin(self.file, self.place.stage, command.span.start, &path),
            None => Origin::Unknown,
        }
    }

    fn arrive(&mut self, path: String, command: &Command<'t>, shape: Shape, from: From) {
        self.arrivals.add(self.place.stage, path, command.span.start, shape, from);
    }
}
