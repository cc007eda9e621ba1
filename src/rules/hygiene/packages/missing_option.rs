//! Calls without an option that a build needs: one finding a call, since each has its own fix.

use crate::finding::{Applicability, Edit, Fix, Sink};
use crate::model::{Argument, Call, Dockerfile, PackageRun};
use crate::rules::Rule;
use crate::text::Span;
use serde::Deserialize;
use std::marker::PhantomData;

/// An option that is wanted.
pub(super) trait Wanted: Default + Send + Sync + 'static {
    /// As it is written.
    const OPTION: &'static str;
    /// What happens without it, behind "`apt-get install`".
    const FAULT: &'static str;
    /// What to do.
    const HELP: &'static str;
    /// Whether it keeps the image as it is.
    const APPLICABILITY: Applicability = Applicability::Safe;
    /// Whether it stands before the subcommand.
    const BEFORE: bool = false;

    /// The subcommand of a call that lacks it.
    fn lacking<'c>(file: &Dockerfile<'_>, run: &PackageRun, call: &'c Call) -> Option<&'c Argument>;
}

/// The rule for one option.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields, bound = "")]
pub(super) struct MissingOption<W: Wanted> {
    #[serde(skip)]
    wanted: PhantomData<W>,
}

impl<W: Wanted> Rule for MissingOption<W> {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for run in file.package_runs() {
            // What a variable holds can't be told where its name says that it holds options.
            for call in run.calls.iter().filter(|call| !call.may_hold_options()) {
                let Some(subcommand) = W::lacking(file, run, call) else { continue };
                // Of `python3 -m pip install`, pip is at fault.
                let program = if call.program.starts_with("python") { "pip" } else { &call.program };
                let message = format!("`{program} {}` {}", subcommand.text, W::FAULT);
                let finding = sink.report(subcommand.span, message).help(W::HELP);
                if call.editable && subcommand.literal {
                    finding.fix(fix::<W>(subcommand.span));
                }
            }
        }
    }
}

fn fix<W: Wanted>(subcommand: Span) -> Fix {
    let (at, replacement) = if W::BEFORE {
        (subcommand.start, format!("{} ", W::OPTION))
    } else {
        (subcommand.end, format!(" {}", W::OPTION))
    };
    Fix {
        message: format!("add `{}`", W::OPTION),
        applicability: W::APPLICABILITY,
        edits: vec![Edit { span: Span::at(at), replacement }],
    }
}
