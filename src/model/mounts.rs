//! What a RUN mounts for itself, so that it is no part of the layer.
//!
//! ```text
//! RUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get update
//!                               ^^^^^^^^^^^^^^ cached
//! ```

use crate::parse::{Flag, Instruction};
use std::collections::BTreeMap;

/// The options of a `--mount`, each under one of its names: of two with the same name the later one counts, and a mount
/// without a type is a bind.
pub fn mount_options(mount: &Flag<'_>) -> BTreeMap<String, String> {
    let mut options = BTreeMap::from([("type".to_owned(), "bind".to_owned())]);
    for (name, value) in mount.fields() {
        let name = name.to_lowercase();
        let name = match name.as_str() {
            "dst" | "destination" => "target",
            "src" => "source",
            "ro" => "readonly",
            "rw" => "readwrite",
            other => other,
        };
        // A switch alone is on.
        let value = value.map_or_else(|| "true".to_owned(), |word| word.text().into_owned());
        options.insert(name.to_owned(), value);
    }
    options
}

/// The targets of its caches, and of its file systems in memory.
pub(super) fn cached(instruction: &Instruction<'_>) -> Vec<String> {
    let mounts = instruction.flags().filter(|flag| flag.name() == "mount");
    mounts
        .filter_map(|mount| {
            let mut options = mount_options(&mount);
            matches!(options["type"].as_str(), "cache" | "tmpfs").then(|| options.remove("target"))?
        })
        .collect()
}
