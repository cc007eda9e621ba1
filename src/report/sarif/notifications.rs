//! Problems of the run to notifications: what could not be checked, and what was left out.

use super::location::Locations;
use super::message::shown;
use super::schema::{DescriptorReference, Message, Notification, NotificationKind};
use crate::finding::{Notice, Severity};

/// What notifications can be about, by index.
pub(super) fn kinds() -> [NotificationKind; 2] {
    let kind = |id, text: &str, level| NotificationKind::new(id, text, level);
    [
        kind(UNCHECKED.0, "A file, or one rule on a file, could not be checked.", Severity::Error),
        kind(LEFT_OUT.0, "There are more results than code scanning takes.", Severity::Warning),
    ]
}

const UNCHECKED: (&str, usize) = ("unchecked-file", 0);
const LEFT_OUT: (&str, usize) = ("results-left-out", 1);

/// One for each of `notices`, and one where only `kept` of `found` findings are results.
pub(super) fn notifications(
    notices: &[Notice],
    kept: usize,
    found: usize,
    locations: &Locations<'_>,
) -> Vec<Notification> {
    let problems = notices.iter().map(|notice| Notification {
        descriptor: reference(UNCHECKED),
        level: Severity::Error,
        message: Message { text: format!("Cannot check {}: {}.", shown(&notice.path), shown(&notice.message)) },
        locations: vec![locations.file(&notice.path)],
    });
    let limit = (kept < found).then(|| Notification {
        descriptor: reference(LEFT_OUT),
        level: Severity::Warning,
        message: Message {
            text: format!(
                "{} of {found} results are left out, the mildest ones: code scanning takes {kept} at most.",
                found - kept
            ),
        },
        locations: Vec::new(),
    });
    problems.chain(limit).collect()
}

fn reference((id, index): (&'static str, usize)) -> DescriptorReference {
    DescriptorReference { id, index }
}
