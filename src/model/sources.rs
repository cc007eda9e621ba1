//! What COPY and ADD take from the build context, which directory that is, and what its ignore file says.
//!
//! ```text
//! docker/Dockerfile                 COPY src /src: there is no docker/src, but a src, so the root is the context
//! docker/Dockerfile.dockerignore    its ignore file, before that of the context
//! ```

use super::context::inside;
use super::dockerignore::{IgnoreFile, clean};
use super::execution::Executed;
use super::{Context, Dockerfile, Value};
use crate::parse::Keyword;
use crate::text::{Source, Span};
use std::collections::BTreeSet;
use std::sync::Arc;

/// A source of a COPY or an ADD that stands in the context.
pub struct ContextSource<'t> {
    /// What copies it.
    pub executed: Executed<'t>,
    /// Where it is written.
    pub span: Span,
    /// The path, variables replaced, without `./` and the slash behind it. A slash in front stays.
    pub path: String,
}

/// The ignore file of the context.
pub struct ContextIgnores {
    /// Its text.
    pub source: Arc<Source>,
    /// Its patterns.
    pub patterns: IgnoreFile,
}

impl<'t> Dockerfile<'t> {
    /// Every source in the context whose path is known, in order.
    pub fn context_sources(&self) -> Vec<ContextSource<'t>> {
        let mut sources = Vec::new();
        for executed in self.executed() {
            let instruction = executed.instruction;
            let taken = match instruction.keyword {
                Keyword::Copy => instruction.flag("from").is_none(),
                Keyword::Add => true,
                _ => false,
            };
            if !taken {
                continue;
            }
            let heredocs: BTreeSet<Span> = instruction.heredocs.iter().map(|heredoc| heredoc.span).collect();
            let mut words = instruction.items();
            words.pop();
            for word in words {
                let value = self.value(executed.place, &word);
                if heredocs.contains(&word.span()) || !value.is_known() || is_remote(&value.text) {
                    continue;
                }
                let path = clean(&value.text);
                sources.extend(path.map(|path| ContextSource { executed, span: word.span(), path }));
            }
        }
        sources
    }

    /// The directory of the context: the one that somebody says it is, or else the Dockerfile's own, or the nearest above it in
    /// which a source stands that the own one lacks.
    pub fn context_directory(&self, sources: &[ContextSource<'_>]) -> &str {
        let context = &self.context;
        let holds = |directory: &&str| {
            sources.iter().any(|source| source.names_one() && context.holds(directory, &source.path))
        };
        context.directories().find(holds).or(context.directories().next()).unwrap_or("")
    }

    /// The ignore file: the Dockerfile's own, or that of the context; `None` where there is none.
    pub fn context_ignores(&self, directory: &str) -> Option<ContextIgnores> {
        let own = self.context.text(&format!("{}.dockerignore", self.context.dockerfile()));
        let source = own.or_else(|| self.context.text(&inside(directory, ".dockerignore")))?;
        let patterns = IgnoreFile::parse(source.text());
        Some(ContextIgnores { source, patterns })
    }
}

impl ContextSource<'_> {
    /// Whether the path names one thing inside the context: no pattern, and not the context itself.
    pub fn names_one(&self) -> bool {
        !self.path.contains(['*', '?', '[', '\\'])
            && !matches!(self.path.as_str(), "." | "/")
            && !self.path.starts_with("..")
    }
}

impl Context<'_> {
    /// Whether something stands at `path` in the directory.
    pub fn holds(&self, directory: &str, path: &str) -> bool {
        self.exists(&inside(directory, path))
    }
}

/// What a source of a COPY or an ADD is, by its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SourceKind {
    /// An address, of a file or of a Git repository.
    Address,
    /// What ADD unpacks.
    Archive,
    /// A path with wildcards, whose ending is none of an archive as far as it is written.
    Pattern,
    /// Any other path.
    Plain,
}

impl SourceKind {
    /// The kind of a source; `None` where a variable may hold what decides: the scheme of an address in front, or the
    /// ending behind. In `app-$VERSION.jar` it holds neither.
    pub fn of(value: &Value) -> Option<Self> {
        const SCHEMES: [&str; 5] = ["http://", "https://", "git://", "ssh://", "git@"];
        let text = value.text.as_str();
        let gaps = || value.gaps.iter().map(|gap| gap.at);
        let (first, last) = (gaps().min(), gaps().max());
        let (head, tail) = (text.get(..first.unwrap_or(text.len()))?, text.get(last.unwrap_or(0)..)?);
        if SCHEMES.iter().any(|scheme| head.starts_with(scheme)) {
            return Some(Self::Address);
        }
        let open = first.is_some() && SCHEMES.iter().any(|scheme| scheme.starts_with(head));
        if open || last.is_some() && !tail.contains(['.', '/']) {
            return None;
        }
        Some(match text {
            _ if is_archive(tail) => Self::Archive,
            _ if text.contains(['*', '?', '[']) => Self::Pattern,
            _ => Self::Plain,
        })
    }

    /// What the fields of rules call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Address => "address",
            Self::Archive => "archive",
            Self::Pattern => "pattern",
            Self::Plain => "plain",
        }
    }
}

/// Whether ADD takes a file of that name for an archive.
pub fn is_archive(path: &str) -> bool {
    const ENDINGS: [&str; 15] = [
        ".tar", ".Z", ".bz2", ".gz", ".lz", ".lzma", ".tZ", ".tb2", ".tbz", ".tbz2", ".tgz", ".tlz", ".tpz", ".txz",
        ".xz",
    ];
    ENDINGS.iter().any(|ending| path.ends_with(ending))
}

/// An address of a file or a repository, which ADD takes.
fn is_remote(text: &str) -> bool {
    text.contains("://") || text.starts_with("git@") || text.starts_with("github.com/")
}
