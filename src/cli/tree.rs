//! `oep45 tree`: how a Dockerfile is understood.

use super::failure::Failure;
use super::output::to_stdout;
use super::{CLEAN, FOUND, input};
use crate::catalog::Catalog;
use crate::discover::{Found, Place};
use crate::outline;
use crate::pipeline::{self, Input, Ruleset};
use crate::report::{inert_json, inert_lines};
use crate::text::{FileKind, Source, Span, disjoint};
use clap::{Args, ValueEnum};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// Arguments of `oep45 tree`.
#[derive(Args)]
#[command(after_help = "Exit codes: 0 understood, 1 the file has problems, 2 it could not be read.")]
pub(super) struct Tree {
    /// The Dockerfile, or `-` for standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,

    /// How the tree is written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    format: Format,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    /// Indented text for people
    Human,
    /// For scripts
    Json,
}

impl Tree {
    /// Print the tree, and give the exit code.
    pub(super) fn run(self) -> Result<u8, Failure> {
        let cannot = |error: &str| Failure::Message(format!("cannot read {}: {error}", self.file.display()));
        if self.file.is_dir() {
            return Err(cannot("is a directory, not a file"));
        }
        let place = Place::current().map_err(|error| cannot(&error))?;
        let discovered = input::find(vec![self.file.clone()], None, &place, &|_| false)?;
        let [found] = discovered.files.as_slice() else { return Err(cannot("no such file or directory")) };
        let source = masked(found, &found.read().map_err(|error| cannot(&error))?)?;
        let (path, files) = (found.tree_path.as_str(), found.tree.as_ref());
        let (outline, text) = match self.format {
            Format::Human => {
                let outline = outline::human(&source, path, files);
                let text = inert_lines(&outline.text);
                (outline, text)
            }
            Format::Json => {
                let outline =
                    outline::json(&source, path, files).map_err(|error| Failure::Message(error.to_string()))?;
                let text = inert_json(&outline.text);
                (outline, text)
            }
        };
        to_stdout(|out| out.write_all(text.as_bytes()))?;
        Ok(if outline.has_problems { FOUND } else { CLEAN })
    }
}

/// `source` with stars in the place of each character of the secrets in it: all else stays where it is.
fn masked(found: &Found, source: &Arc<Source>) -> Result<Arc<Source>, Failure> {
    let (none, catalog) = (BTreeMap::new(), Catalog::builtin());
    let rules = Ruleset::new(&catalog, |_| true, &BTreeMap::new(), &none)
        .map_err(|_| Failure::Message("the built-in rules can't be built".to_owned()))?;
    let text = Arc::clone(source);
    let input = Input {
        path: found.path.clone(),
        tree_path: found.tree_path.clone(),
        files: Arc::clone(&found.tree) as _,
        kind: FileKind::Dockerfile,
        rules: Arc::new(rules),
        exempt: Vec::new(),
        context: None,
        read: Box::new(move || Ok(Arc::clone(&text))),
    };
    let outcome = pipeline::check(&[input], &[]);
    let labels = outcome.findings.iter().chain(&outcome.suppressed).flat_map(|finding| &finding.masked);
    let secrets = disjoint(labels.filter(|label| Arc::ptr_eq(&label.source, source)).map(|label| label.span).collect());
    let (mut shown, mut at) = (String::new(), 0);
    for secret in secrets {
        shown.push_str(Span::new(at, secret.start).of(source.text()));
        shown.push_str(&"*".repeat(secret.len() as usize));
        at = secret.end;
    }
    shown.push_str(source.text().get(at as usize..).unwrap_or_default());
    Ok(Arc::new(Source::new(source.path(), shown)))
}
