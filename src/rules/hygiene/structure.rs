//! The rules of `hygiene` that are about instructions, stages and commands, package managers left out. Many more are pages
//! with a `[match]` table.

mod consecutive_runs;
mod copied_archive;
mod copy_into_file;
mod labels;
mod long_uid;
mod missing_healthcheck;
mod paths;
mod pipe_without_pipefail;
mod relative_copy_target;
mod unknown_copy_source;
mod untrusted_registry;
mod user_by_name;
mod wget_and_curl;

use crate::rules::Entry;

/// These rules, by id; those about labels behind them.
pub(super) fn rules() -> impl Iterator<Item = &'static Entry> {
    RULES.iter().chain(labels::RULES)
}

const RULES: &[Entry] = &[
    Entry::new::<consecutive_runs::ConsecutiveRuns>("consecutive-runs"),
    Entry::new::<copied_archive::CopiedArchive>("copied-archive"),
    Entry::new::<copy_into_file::CopyIntoFile>("copy-into-file"),
    Entry::new::<long_uid::LongUid>("long-uid"),
    Entry::new::<missing_healthcheck::MissingHealthcheck>("missing-healthcheck"),
    Entry::new::<pipe_without_pipefail::PipeWithoutPipefail>("pipe-without-pipefail"),
    Entry::new::<relative_copy_target::RelativeCopyTarget>("relative-copy-target"),
    Entry::new::<unknown_copy_source::UnknownCopySource>("unknown-copy-source"),
    Entry::new::<untrusted_registry::UntrustedRegistry>("untrusted-registry"),
    Entry::new::<user_by_name::UserByName>("user-by-name"),
    Entry::new::<wget_and_curl::WgetAndCurl>("wget-and-curl"),
];
