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
            let fields = mount.fields();
            let value = |names: &[&str]| {
                let field = fields.iter().find(|(name, _)| names.contains(&name.to_lowercase().as_str()))?;
                field.1.as_ref().map(|word| word.text().into_owned())
            };
            let kind = value(&["type"])?;
            matches!(kind.as_str(), "cache" | "tmpfs").then(|| value(&["target", "dst", "destination"]))?
        })
        .collect()
}
