//! Globs of files that are not to be checked, with the meaning that they have in a `.gitignore`.

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::Path;

/// Files that are left out.
#[derive(Clone, Debug)]
pub struct Exclude {
    globs: Gitignore,
}

/// A glob that can't be understood.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct WrongGlob {
    /// Its place in the list, from 0.
    pub index: usize,
    /// What is wrong with it, in words.
    pub message: String,
}

impl Exclude {
    /// Leave out what `globs` match; those with a `/` are relative to `directory`, which is absolute and without
    /// symbolic links.
    ///
    /// # Errors
    /// The first glob that can't be understood.
    pub fn new<'g>(directory: &Path, globs: impl IntoIterator<Item = &'g str>) -> Result<Self, WrongGlob> {
        let mut builder = GitignoreBuilder::new(directory);
        builder.allow_unclosed_class(false);
        let mut last = 0;
        for (index, glob) in globs.into_iter().enumerate() {
            builder.add_line(None, glob).map_err(|error| WrongGlob { index, message: reason(&error) })?;
            last = index;
        }
        let globs = builder.build().map_err(|error| WrongGlob { index: last, message: reason(&error) })?;
        Ok(Self { globs })
    }

    /// Whether the file at `path`, which is absolute and without symbolic links, is among them, or a directory that it
    /// stands in: as for git, no `!` brings back what is in such a directory.
    pub fn covers(&self, path: &Path) -> bool {
        self.covers_as(path, false)
    }

    /// The same of a directory.
    pub fn covers_directory(&self, path: &Path) -> bool {
        self.covers_as(path, true)
    }

    fn covers_as(&self, path: &Path, directory: bool) -> bool {
        let inside = path.ancestors().take_while(|above| above.starts_with(self.globs.path()));
        inside.enumerate().any(|(up, above)| self.globs.matched(above, directory || up > 0).is_ignore())
    }
}

/// The end of the error's text: `error parsing glob '[': unclosed character class; …` names what the caller shows.
fn reason(error: &ignore::Error) -> String {
    let text = error.to_string();
    text.rsplit("': ").next().unwrap_or_default().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_mean_what_they_mean_in_gitignore() {
        let exclude = Exclude::new(Path::new("/repo"), ["vendor/", "/docker/old*", "*.tmpl", "!keep.tmpl"]).unwrap();
        let covers = |path: &str| exclude.covers(Path::new(path));
        assert!(covers("/repo/a/vendor/Dockerfile"));
        assert!(covers("/repo/vendor/keep.tmpl"));
        assert!(!covers("/repo/vendor"));
        assert!(exclude.covers_directory(Path::new("/repo/vendor")));
        assert!(!exclude.covers_directory(Path::new("/repo/docker")));
        assert!(covers("/repo/docker/old.Dockerfile"));
        assert!(!covers("/repo/a/docker/old.Dockerfile"));
        assert!(covers("/repo/Dockerfile.tmpl"));
        assert!(!covers("/repo/keep.tmpl"));
    }

    #[test]
    fn globs_do_not_reach_outside_their_directory() {
        let exclude = Exclude::new(Path::new("/repo"), ["Dockerfile"]).unwrap();
        assert!(!exclude.covers(Path::new("/other/Dockerfile")));
    }

    #[test]
    fn a_wrong_glob_is_named_by_its_place() {
        let wrong = Exclude::new(Path::new("/repo"), ["fine", "broken["]).unwrap_err();
        assert_eq!(wrong.index, 1);
        assert!(wrong.message.starts_with("unclosed character class"), "{}", wrong.message);
    }
}
