//! What `make` is asked for, and in which Makefile.
//!
//! ```text
//! make -C docker docker_push    docker/Makefile  docker_push
//! $(MAKE) docker_push           the same in a recipe
//! ```

use crate::repo::Repository;
use crate::repo::Said;
use crate::shell::{Program, Word};
use crate::text::{OPAQUE, Source, normalize};
use std::sync::Arc;

/// A call of `make`.
pub(super) struct Make {
    /// Where it runs.
    pub(super) directory: String,
    /// The targets that it names, in order.
    pub(super) targets: Vec<Asked>,
    /// Whether it takes the Makefile where it runs, and nothing besides.
    pub(super) is_plain: bool,
    given: Option<String>,
}

/// A target that is asked for.
pub(super) struct Asked {
    /// Its name, and the word that has it.
    pub(super) name: Said,
    /// Whether that is all of its name.
    pub(super) is_known: bool,
}

impl Make {
    /// What `program`, run in `directory`, asks for, if it is `make`.
    pub(super) fn of(program: &Program<'_, '_>, directory: &str) -> Option<Self> {
        let again = matches!(program.name_word.raw(), "$(MAKE)" | "${MAKE}");
        if !again && !program.is("make") && !program.is("gmake") {
            return None;
        }
        let mut make = Self { directory: directory.to_owned(), targets: Vec::new(), is_plain: true, given: None };
        let mut words = program.args.iter();
        while let Some(word) = words.next() {
            let text = word.text();
            make.is_plain &= !leads_elsewhere(&text);
            match text.as_ref() {
                "-C" | "--directory" => {
                    let next = words.next().map(|next| format!("{directory}/{}", next.text()));
                    make.directory = next.unwrap_or(make.directory);
                }
                "-f" | "--file" | "--makefile" => make.given = words.next().map(|next| next.text().into_owned()),
                text if text.starts_with('-') || text.contains('=') => {}
                _ => make.targets.push(asked(word)),
            }
        }
        Some(make)
    }

    /// The Makefile that it reads.
    pub(super) fn makefile(&self, repository: &Repository<'_>) -> Option<Arc<Source>> {
        let usual = ["GNUmakefile", "makefile", "Makefile"];
        let names = self.given.as_deref().map_or(usual.to_vec(), |name| vec![name]);
        names.iter().find_map(|name| repository.text(&normalize(&format!("{}/{name}", self.directory))?))
    }
}

fn asked(word: &Word<'_>) -> Asked {
    Asked {
        name: Said { value: word.text().into_owned(), span: word.span },
        is_known: word.literal().is_some_and(|text| !text.contains(OPAQUE)),
    }
}

/// Whether the option `text` has `make` read another Makefile, in another directory, or rules that it brings itself.
fn leads_elsewhere(text: &str) -> bool {
    match text.strip_prefix("--") {
        Some(long) => ["directory", "file", "makefile", "eval"].iter().any(|name| long.starts_with(name)),
        None => text.starts_with('-') && text.contains(['C', 'f', 'E']),
    }
}

/// Whether a target publishes an image, by its name: `docker_push`, `image.publish`.
pub(super) fn publishes(target: &str) -> bool {
    let words: Vec<&str> = target.split(['_', '-', '.', '/', ':']).collect();
    let any = |names: &[&str]| words.iter().any(|word| names.contains(word));
    any(&["docker", "image", "images", "container"]) && any(&["push", "publish", "release", "deploy"])
}
