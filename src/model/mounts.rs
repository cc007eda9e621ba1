//! What a RUN mounts for itself, so that it is no part of the layer.
//!
//! ```text
//! RUN --mount=type=cache,target=/var/cache/apt,sharing=locked apt-get update
//!                               ^^^^^^^^^^^^^^ cached
//! ```

use crate::parse::Instruction;

/// The targets of its caches, and of its file systems in memory.
pub(super) fn cached(instruction: &Instruction<'_>) -> Vec<String> {
    let mounts = instruction.flags().filter(|flag| flag.name() == "mount");
    mounts
        .filter_map(|mount| {
            let mut options = mount.mount_options();
            matches!(options["type"].as_str(), "cache" | "tmpfs").then(|| options.remove("target"))?
        })
        .collect()
}
