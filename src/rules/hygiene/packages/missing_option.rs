//! Calls without an option that a build needs: one finding for all of an instruction.

use crate::finding::{Applicability, Edit, Fix, Sink};
use crate::model::{Argument, Call, Dockerfile, PackageRun};
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
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
    fn lacking<'c>(run: &PackageRun, call: &'c Call) -> Option<&'c Argument>;
}

/// The rule for one option.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, bound = "")]
pub(super) struct MissingOption<W: Wanted> {
    #[serde(skip)]
    wanted: PhantomData<W>,
}

impl<W: Wanted> Rule for MissingOption<W> {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        for run in file.package_runs() {
            let lacking = run.calls.iter().filter_map(|call| Some((call, W::lacking(run, call)?)));
            // What a variable holds can't be told where its name says that it holds options.
            let found: Vec<_> = lacking.filter(|(call, _)| !call.may_hold_options()).collect();
            let Some(((call, subcommand), others)) = found.split_first() else { continue };
            // Of `python3 -m pip install`, pip is at fault.
            let program = if call.program.starts_with("python") { "pip" } else { &call.program };
            let finding = sink.report(subcommand.span, format!("`{program} {}` {}", subcommand.text, W::FAULT));
            finding.help(W::HELP);
            for (_, other) in others {
                finding.label(other.span, "here as well");
            }
            if found.iter().all(|(call, subcommand)| call.editable && subcommand.literal) {
                finding.fix(fix::<W>(found.iter().map(|(_, subcommand)| subcommand.span)));
            }
        }
    }
}

fn fix<W: Wanted>(subcommands: impl Iterator<Item = Span>) -> Fix {
    let edit = |subcommand: Span| {
        if W::BEFORE {
            Edit { span: Span::at(subcommand.start), replacement: format!("{} ", W::OPTION) }
        } else {
            Edit { span: Span::at(subcommand.end), replacement: format!(" {}", W::OPTION) }
        }
    };
    let message = format!("add `{}`", W::OPTION);
    Fix { message, applicability: W::APPLICABILITY, edits: subcommands.map(edit).collect() }
}
