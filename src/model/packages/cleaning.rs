//! What a call removes, and whether a layer that holds something matters to anyone.

use super::calls::{Call, PackageRun};
use crate::model::Dockerfile;

impl Call {
    /// Whether it removes what lies in one of `directories`; where a variable says what it removes, it does. In some lie
    /// plain `files`, which need no `-r`.
    pub fn removes(&self, directories: &[&str], files: bool) -> bool {
        let deep = match self.program.as_str() {
            "rm" => self.has_option(&["r", "R", "recursive"]),
            "find" if self.has("-delete") || self.has("rm") => true,
            _ => return false,
        };
        self.arguments.iter().filter(|argument| !argument.text.starts_with('-')).any(|argument| {
            let target = argument.text.as_str();
            let lies_in = |it: &&str| target.strip_prefix(*it).is_some_and(|rest| rest.starts_with('/'));
            if !deep && (!files || target.contains('/') && !directories.iter().any(lies_in)) {
                return false;
            }
            target.contains('$') || matches!(target, "*" | "./*") || directories.iter().any(|it| covers(target, it))
        })
    }
}

/// Whether `target` is, holds or lies in `directory`. A glob, or a list in braces, matches what begins like it.
fn covers(target: &str, directory: &str) -> bool {
    let open = target.find(['*', '?', '[', '{']);
    let prefix = target[..open.unwrap_or(target.len())].trim_end_matches('/');
    let holds = match directory.strip_prefix(prefix) {
        Some(_) if prefix.is_empty() => false,
        Some(rest) => open.is_some() || rest.is_empty() || rest.starts_with('/'),
        None => false,
    };
    holds || target.starts_with(directory)
}

impl Dockerfile<'_> {
    /// Whether the layer of `run` is in an image that somebody uses: its stage is the last, or another is built on it; a
    /// trigger always runs in such a stage.
    pub fn layer_stays(&self, run: &PackageRun) -> bool {
        let Some(place) = run.place.filter(|_| !run.onbuild) else { return true };
        place.stage + 1 == self.stages.len() || self.stages[place.stage].is_base
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_goes_with_what_holds_it() {
        let lists = "/var/lib/apt/lists";
        for target in [
            "/var/lib/apt/lists/*",
            "/var/lib/apt/lists",
            "/var/lib/apt/",
            "/var/lib/apt/*",
            "/var/lib/{apt,dpkg}",
            "/var/lib/apt/lists/partial",
            "/var/l*",
        ] {
            assert!(covers(target, lists), "{target}");
        }
        for target in ["/tmp/*", "/var/lib/ap", "/var/lib/dpkg*", "*.deb", "notes", "/*"] {
            assert!(!covers(target, lists), "{target}");
        }
    }
}
