//! What arrives at which path of which stage, and the way back from a path to where its file comes from.

use super::super::Dockerfile;
use super::Origin;
use super::path::{ancestors, join};
use crate::text::Span;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

/// How many arrivals at one path, and how many stages and moves, a search goes through.
const MAX_CANDIDATES: usize = 128;
const MAX_HOPS: usize = 64;

/// What brings a file or a directory.
#[derive(Clone, Debug)]
pub(super) enum From {
    Download {
        index: usize,
        inside: bool,
    },
    Context {
        path: String,
        span: Span,
        named: bool,
    },
    Stage {
        stage: usize,
        path: String,
    },
    Image {
        span: Span,
    },
    /// `mv` and its like: what was at another path of the same stage.
    Moved {
        path: String,
    },
    Written,
}

#[derive(Clone, Debug)]
struct Arrival {
    /// The offset of what brings it; later ones hide earlier ones.
    at: u32,
    from: From,
    /// Whether what stands below the path came with it, and whether the path itself is a file.
    below: bool,
    file: bool,
}

/// Everything that arrives anywhere.
#[derive(Debug, Default)]
pub(super) struct Arrivals {
    /// By stage, then by path: most stages of a long chain bring nothing, and are passed with one look.
    by_path: Vec<BTreeMap<String, Vec<Arrival>>>,
    /// Where some PATH looks for programs.
    searched: Vec<String>,
    /// The names of what arrives in one of these, in whichever stage.
    programs: BTreeSet<String>,
    /// Whether one of them arrives itself, or what holds it.
    whole: bool,
    count: usize,
}

/// What is at a path.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    File,
    Directory,
    /// One of both.
    Either,
}

/// Whether `path` is `below`, or a directory above it.
fn holds(path: &str, below: &str) -> bool {
    below.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl Arrivals {
    /// No arrivals yet; programs are looked for in the directories `searched`.
    pub(super) fn new(searched: Vec<String>) -> Self {
        Self { searched, ..Self::default() }
    }

    pub(super) fn add(&mut self, stage: usize, path: String, at: u32, shape: Shape, from: From) {
        self.count += 1;
        self.whole |= path.is_empty() || self.searched.iter().any(|directory| holds(&path, directory));
        if let Some((directory, name)) = path.rsplit_once('/')
            && self.searched.iter().any(|searched| searched == directory)
        {
            self.programs.insert(name.to_owned());
        }
        let arrival = Arrival { at, from, below: shape != Shape::File, file: shape != Shape::Directory };
        if self.by_path.len() <= stage {
            self.by_path.resize_with(stage + 1, BTreeMap::new);
        }
        self.by_path[stage].entry(path).or_default().push(arrival);
    }

    /// How many there are so far.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Whether a program called `name` arrives where PATH leads to. Most names are those of what images bring along.
    pub(super) fn names_program(&self, name: &str) -> bool {
        self.programs.contains(name)
    }

    /// Whether a directory that PATH leads to arrives, with whatever programs are in it.
    pub(super) fn brings_directory(&self) -> bool {
        self.whole
    }

    /// Where the file at `path` of `stage` comes from, as seen at offset `before`.
    pub(super) fn origin(&self, file: &Dockerfile<'_>, stage: usize, before: u32, path: &str) -> Origin {
        let (mut stage, mut before, mut path) = (stage, before, Cow::Borrowed(path));
        for _ in 0..MAX_HOPS {
            let Some((arrival, rest)) = self.latest(stage, before, &path) else {
                let Some(parent) = file.stages.get(stage).and_then(super::super::Stage::parent) else { break };
                (stage, before) = (parent, u32::MAX);
                continue;
            };
            let below = |base: &str| join(base, rest).unwrap_or_default();
            match &arrival.from {
                From::Download { index, inside } => {
                    return Origin::Download { index: *index, inside: *inside || !rest.is_empty() };
                }
                From::Context { path, span, named } => {
                    let path = match (path.as_str(), rest) {
                        (path, "") => path.to_owned(),
                        ("", rest) => rest.to_owned(),
                        (path, rest) => format!("{path}/{rest}"),
                    };
                    return Origin::Context { path, span: *span, named: *named && rest.is_empty() };
                }
                From::Image { span } => return Origin::Image { span: *span },
                From::Written => return Origin::Written,
                From::Stage { stage: from, path: source } => {
                    let next = below(source);
                    (stage, before, path) = (*from, u32::MAX, Cow::Owned(next));
                }
                From::Moved { path: source } => {
                    let next = below(source);
                    (before, path) = (arrival.at, Cow::Owned(next));
                }
            }
        }
        Origin::Unknown
    }

    /// The last arrival before `before` that brings `path`, and the rest of the path below it.
    fn latest<'p>(&self, stage: usize, before: u32, path: &'p str) -> Option<(&Arrival, &'p str)> {
        let by_path = self.by_path.get(stage).filter(|all| !all.is_empty())?;
        let mut best: Option<(&Arrival, &str)> = None;
        for (ancestor, rest) in ancestors(path) {
            let Some(all) = by_path.get(ancestor) else { continue };
            let fits =
                |arrival: &&Arrival| arrival.at < before && if rest.is_empty() { arrival.file } else { arrival.below };
            let Some(found) = all.iter().rev().take(MAX_CANDIDATES).find(fits) else { continue };
            // What is unpacked into a directory hardly replaces what was put there on purpose.
            let unpacked = matches!(found.from, From::Download { inside: true, .. });
            let better = best.is_none_or(|(known, _)| {
                match (matches!(known.from, From::Download { inside: true, .. }), unpacked) {
                    (true, false) => true,
                    (false, true) => false,
                    _ => found.at > known.at,
                }
            });
            if better {
                best = Some((found, rest));
            }
        }
        best
    }
}
