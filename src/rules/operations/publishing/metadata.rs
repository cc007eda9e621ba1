//! For what `docker/metadata-action` makes a tag.
//!
//! ```text
//! tags: |
//!   type=ref,event=branch                            each branch
//!   type=raw,value=latest,enable={{is_default_branch}}
//! ```

use crate::repo::publishing::{RefKind, Reference, holds};

/// Whether one line of `tags` may make a tag when `event` happens to `reference`.
pub(super) fn may_tag(tags: &str, event: &str, reference: Reference<'_>) -> bool {
    let mut lines = tags.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')).peekable();
    // Without a list of its own, the action makes a tag for branches and tags.
    lines.peek().is_none() || lines.any(|line| line_may_tag(line, event, reference))
}

fn line_may_tag(line: &str, event: &str, reference: Reference<'_>) -> bool {
    let attribute = |name: &str| {
        let value = |part: &'_ str| part.trim().strip_prefix(name)?.strip_prefix('=').map(str::to_owned);
        line.split(',').find_map(value)
    };
    let enabled = match attribute("enable").as_deref().map(str::trim) {
        Some("{{is_default_branch}}") => reference.default,
        Some(condition) => holds(condition, event, reference) != Some(false),
        None => true,
    };
    let is = |kind| reference.kind == kind;
    let fits = match (attribute("type").as_deref(), attribute("event").as_deref()) {
        (Some("semver" | "pep440" | "match"), _) | (Some("ref"), Some("tag")) => is(RefKind::Tag),
        (Some("edge"), _) => reference.default,
        (Some("schedule"), _) => event == "schedule",
        (Some("ref"), Some("branch")) => is(RefKind::Branch),
        (Some("ref"), Some("pr")) => false,
        _ => true,
    };
    enabled && fits
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_line_makes_its_tags() {
        let main = Reference::default_branch("main");
        let tag = Reference::all(RefKind::Tag, "release/");
        for (tags, on_main, on_tag) in [
            ("", true, true),
            ("type=ref,event=branch", true, false),
            ("type=ref,event=tag\n", false, true),
            ("type=semver,pattern={{version}}", false, true),
            ("type=edge\ntype=match,pattern=release/(.*),group=1", true, true),
            ("type=raw,value=latest,enable={{is_default_branch}}", true, false),
            ("type=raw,value=x,enable=${{ github.ref_type == 'tag' }}", false, true),
            ("type=sha", true, true),
            ("type=schedule", false, false),
            ("type=ref,event=pr", false, false),
            ("latest", true, true),
        ] {
            assert_eq!((may_tag(tags, "push", main), may_tag(tags, "push", tag)), (on_main, on_tag), "{tags}");
        }
    }
}
