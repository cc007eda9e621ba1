//! Addresses of other services among the variables that containers start with.

use super::ConfigBakedIn;
use crate::finding::Sink;
use crate::model::{Definition, Dockerfile, Inherited};
use std::collections::BTreeMap;

/// By the stage that sets them, in source order; none where there are only ports.
pub(super) fn addresses<'m, 't>(
    rule: &ConfigBakedIn,
    file: &'m Dockerfile<'t>,
    sink: &mut Sink,
) -> Vec<Vec<&'m Definition<'t>>> {
    let mut stages: BTreeMap<usize, BTreeMap<u32, &'m Definition<'t>>> = BTreeMap::new();
    for Inherited { owner, definition, .. } in file.environments(|name| tells_address(rule, name)) {
        let value = definition.value.as_ref().filter(|value| value.is_known());
        if value.is_some_and(|value| is_elsewhere(&value.text)) {
            stages.entry(owner.index).or_default().insert(definition.pair.span.start, definition);
        } else {
            sink.spare(definition.pair.name.span(), || "its value leads nowhere outside the container");
        }
    }
    let lists = stages.into_values().map(|definitions| definitions.into_values().collect::<Vec<_>>());
    lists.filter(|list| list.iter().any(|definition| !definition.name.ends_with("PORT"))).collect()
}

fn tells_address(rule: &ConfigBakedIn, name: &str) -> bool {
    let words: Vec<&str> = name.split('_').collect();
    let Some((last, before)) = words.split_last() else { return false };
    let kind =
        matches!(*last, "ADDRESS" | "ADDR" | "ENDPOINT" | "HOST" | "HOSTNAME" | "PORT" | "SERVER" | "URI" | "URL");
    let service = |word: &&str| rule.services.iter().any(|known| known.eq_ignore_ascii_case(word));
    kind && before.iter().any(service) && !before.contains(&"TEST")
}

/// Whether a value leads out of the container.
fn is_elsewhere(value: &str) -> bool {
    let host = value.split_once("://").map_or(value, |(_, rest)| rest);
    // What is downloaded is no service.
    let file = [".deb", ".gz", ".jar", ".tgz", ".whl", ".zip"].iter().any(|end| value.ends_with(end));
    !file && !host.is_empty() && !["/", "127.", "0.0.0.0", "localhost", ":"].iter().any(|here| host.starts_with(here))
}
