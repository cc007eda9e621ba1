//! Where programs are looked for by their bare names: PATH at a place.
//!
//! ```text
//! ENV PATH=/openedx/bin:$PATH      /openedx/bin, then where every image looks
//! RUN create-user.sh               /openedx/bin/create-user.sh
//! ```

use super::super::scope::Scope;
use super::super::{Dockerfile, Place, Value};
use super::path::{extension, join};

/// Where images look for programs, in this order.
const BINS: [&str; 5] = ["usr/local/bin", "usr/bin", "bin", "usr/local/sbin", "usr/sbin"];

/// How many directories of PATHs are looked through.
const MOST_DIRECTORIES: usize = 64;

/// A directory that PATH names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Searched {
    /// Its path, without the leading slash.
    pub(super) directory: String,
    /// Whether those stand before it that the image's own programs are in: one of the same name hides another.
    behind_system: bool,
}

impl Searched {
    /// Whether a program called `name` would be found here rather than in the image. What ends with `.sh` or the like no
    /// image brings, but there is an `install` in each.
    pub(super) fn finds(&self, name: &str) -> bool {
        !self.behind_system || !extension(name).is_empty()
    }
}

/// The directories that PATH names at `place`, in order.
pub(super) fn at(file: &Dockerfile<'_>, place: Place) -> Vec<Searched> {
    match file.definition(place, "PATH").and_then(|found| found.value.as_ref()) {
        Some(value) => directories(value),
        None => of_system().collect(),
    }
}

/// Every directory that PATH names somewhere in `file`.
pub(super) fn everywhere(file: &Dockerfile<'_>) -> Vec<String> {
    let definitions = file.stages.iter().flat_map(|stage| [&stage.scope, &stage.triggered]);
    let paths = definitions.flat_map(Scope::definitions).filter(|found| found.name == "PATH");
    let own = paths.filter_map(|found| found.value.as_ref()).flat_map(directories);
    let mut all: Vec<String> = BINS.map(str::to_owned).to_vec();
    for Searched { directory, .. } in own {
        if all.len() < MOST_DIRECTORIES && !all.contains(&directory) {
            all.push(directory);
        }
    }
    all
}

fn of_system() -> impl Iterator<Item = Searched> {
    BINS.iter().map(|bin| Searched { directory: (*bin).to_owned(), behind_system: false })
}

/// The directories of the PATH that is `value`. Those that depend on where a command runs are left out.
fn directories(value: &Value) -> Vec<Searched> {
    let text = with_names(value);
    let mut found: Vec<Searched> = Vec::new();
    let mut behind_system = false;
    for element in text.split(':').take(MOST_DIRECTORIES) {
        if element == "${PATH}" {
            found.extend(of_system());
            behind_system = true;
        } else if element.starts_with(['/', '$'])
            && let Some(directory) = join("", element)
        {
            let of_system = BINS.contains(&directory.as_str());
            found.push(Searched { directory, behind_system: behind_system && !of_system });
            behind_system |= of_system;
        }
    }
    found
}

/// The text of `value`, in which what is not known stands as `${name}`: as in the paths of what arrives.
fn with_names(value: &Value) -> String {
    let mut text = String::with_capacity(value.text.len());
    let mut at = 0;
    for gap in &value.gaps {
        text.push_str(value.text.get(at..gap.at).unwrap_or_default());
        text.extend(["${", &gap.name, "}"]);
        at = gap.at;
    }
    text.push_str(value.text.get(at..).unwrap_or_default());
    text
}

#[cfg(test)]
mod tests {
    use super::super::super::{Gap, GapKind};
    use super::*;
    use crate::text::Span;

    fn found(text: &str, gaps: &[(&str, usize)]) -> Vec<String> {
        let gap =
            |&(name, at): &(&str, usize)| Gap { name: name.to_owned(), span: Span::at(0), at, kind: GapKind::Opaque };
        let value = Value { text: text.to_owned(), gaps: gaps.iter().map(gap).collect::<Vec<_>>(), ..Value::default() };
        let own = directories(&value).into_iter().filter(|it| !BINS.contains(&it.directory.as_str()));
        own.map(|it| format!("{}{}", if it.behind_system { "+" } else { "" }, it.directory)).collect()
    }

    #[test]
    fn the_image_brings_programs_where_path_leads_by_itself() {
        assert_eq!(found("/a/bin/::/b/bin", &[("PATH", 8)]), ["a/bin", "+b/bin"]);
        assert_eq!(found("/usr/bin:/root/bin", &[]), ["+~/bin"]);
    }

    #[test]
    fn what_is_not_known_keeps_its_name() {
        assert_eq!(found("/bin:", &[("VENV", 0), ("PATH", 5)]), ["${VENV}/bin"]);
        assert_eq!(found("/a:", &[("", 2), ("PATH", 3)]), ["a${}"]);
    }

    #[test]
    fn what_depends_on_the_working_directory_is_left_out() {
        assert_eq!(found(".:bin::~/bin", &[]), Vec::<String>::new());
    }
}
