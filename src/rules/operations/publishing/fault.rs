//! Deeds that fail for sure, since they ask for what isn't there: a stage that their Dockerfile doesn't have, a target that
//! their Makefile doesn't have.
//!
//! ```text
//! run: make docker_push      Makefile has travis_docker_push alone
//! with: {target: base}       Dockerfile has no such stage
//! ```

use super::deed::{Deed, Fault};
use super::make;
use crate::catalog::nearest;
use crate::finding::Sink;
use crate::repo::Said;
use crate::repo::makefile::{Makefile, Target};
use crate::text::Source;
use std::sync::Arc;

/// Report why `deed` fails, if it does.
pub(in crate::rules::operations) fn report_fault(deed: &Deed, sink: &mut Sink) {
    match &deed.fault {
        Some(Fault::NoStage(stages, target)) => stages.report_lack(&deed.source, target, sink),
        Some(Fault::NoTarget(makefile, target)) => no_target(deed, makefile, target, sink),
        None => {}
    }
}

fn no_target(deed: &Deed, source: &Arc<Source>, target: &Said, sink: &mut Sink) {
    let message = format!("`{}` is no target of `{}`", target.value, source.path());
    let finding = sink.report_in(&deed.source, target.span, message);
    let makefile = Makefile::parse(source.text());
    let publishing: Vec<Target<'_, '_>> = makefile.targets().filter(|other| make::publishes(other.name)).collect();
    let name = nearest(&target.value, publishing.iter().map(|other| other.name));
    let meant = publishing.iter().find(|other| Some(other.name) == name).or(publishing.first());
    if let Some(meant) = meant {
        finding.label_in(Arc::clone(source), meant.span, "this one may be meant");
    }
    finding.help(match meant {
        Some(meant) => format!("Run `make {}`: as it is, `make` fails, and nothing is published.", meant.name),
        None => "Add a target of that name that publishes the image: as it is, `make` fails.".to_owned(),
    });
}
