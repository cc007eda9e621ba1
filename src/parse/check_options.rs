//! What `check=` tells BuildKit's own checks, in the directive and in comments above instructions.
//!
//! ```text
//! # check=skip=StageNameCasing,FromAsCasing;error=true
//!         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ ^^^^^^^^^^ options; what stands behind a blank is no part of them
//! ```

use super::{Directives, Problem};

/// The options of one comment.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CheckOptions<'t> {
    /// Checks that are to be silent; `all` is every one.
    pub skip: Vec<&'t str>,
    /// Experimental checks that are to run; likewise.
    pub experimental: Vec<&'t str>,
    /// Whether what is reported is an error.
    pub error: bool,
}

impl<'t> CheckOptions<'t> {
    /// Read what stands behind `check=`.
    ///
    /// # Errors
    /// The option that BuildKit refuses.
    pub fn parse(value: &'t str) -> Result<Self, &'t str> {
        let value = value.split(' ').next().unwrap_or(value);
        let mut options = Self::default();
        for part in value.splitn(3, ';') {
            let (key, value) = part.split_once('=').ok_or(part)?;
            // `all` means every check only where nothing else is named.
            let alone = value.trim() == "all";
            let counts = |name: &&str| !name.is_empty() && (alone || *name != "all");
            let names = || value.split(',').map(str::trim).filter(counts).collect();
            match key.trim() {
                "skip" => options.skip = names(),
                "experimental" => options.experimental = names(),
                "error" => options.error = truth(value.trim()).ok_or(part)?,
                _ => return Err(part),
            }
        }
        Ok(options)
    }
}

/// A truth value as Go reads it.
fn truth(text: &str) -> Option<bool> {
    match text {
        "1" | "t" | "T" | "true" | "TRUE" | "True" => Some(true),
        "0" | "f" | "F" | "false" | "FALSE" | "False" => Some(false),
        _ => None,
    }
}

/// What is wrong with the options of the file's directive: BuildKit refuses the file for it.
pub(super) fn problem(source: &str, directives: &Directives) -> Option<Problem> {
    let directive = directives.check?;
    let wrong = CheckOptions::parse(directive.value.of(source)).err()?;
    let said = if wrong.is_empty() {
        "an option is missing".to_owned()
    } else {
        format!("`{wrong}` is no option of BuildKit's checks")
    };
    Some(
        Problem::new(directive.value, said)
            .help("The options are `skip=NAME,NAME`, `experimental=NAME,NAME` and `error=true`, joined by `;`."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_as_buildkit_reads_them() {
        let read = |value| CheckOptions::parse(value).map(|it| (it.skip, it.experimental, it.error));
        assert_eq!(read("skip=A,B;error=true"), Ok((vec!["A", "B"], vec![], true)));
        assert_eq!(read("experimental=all;skip=all;error=F"), Ok((vec!["all"], vec!["all"], false)));
        assert_eq!(read("skip=all,A;experimental=A,all"), Ok((vec!["A"], vec!["A"], false)));
        assert_eq!(read("skip=A, B"), Ok((vec!["A"], vec![], false)));
        assert_eq!(read("skip=A;skip=B"), Ok((vec!["B"], vec![], false)));
        for (value, wrong) in [
            ("skip", "skip"),
            ("skip=A;", ""),
            ("error=yes", "error=yes"),
            ("other=A", "other=A"),
            ("skip=A;skip=B;error=true;skip=C", "error=true;skip=C"),
        ] {
            assert_eq!(read(value), Err(wrong), "{value}");
        }
    }

    #[test]
    fn options_that_buildkit_refuses_are_a_problem_of_the_file() {
        let said = |text: &str| {
            let problems = crate::parse::parse(text).problems;
            problems.into_iter().map(|problem| problem.message).collect::<Vec<_>>()
        };
        assert_eq!(said("# check=error=yes\nFROM a\n"), ["`error=yes` is no option of BuildKit's checks"]);
        assert_eq!(said("# check=skip=A;\nFROM a\n"), ["an option is missing"]);
        assert!(said("# check=skip=A;error=true\nFROM a\n# check=none\nRUN b\n").is_empty());
    }
}
