//! The command line of `docker build`.
//!
//! ```text
//! docker build -t openedx/notes --target production ./notes
//!                                                   ^^^^^^^ the build context
//! ```

use crate::shell::{Program, Word};

/// Options whose value, in a word of its own, is not the context.
const VALUES: [&str; 17] = [
    "-t",
    "--tag",
    "-f",
    "--file",
    "--build-arg",
    "--target",
    "--platform",
    "--label",
    "--cache-from",
    "--cache-to",
    "--output",
    "-o",
    "--network",
    "--secret",
    "--builder",
    "--progress",
    "--ssh",
];

/// The build context: the last word behind `build` that is neither an option nor an option's value; none where it comes
/// from standard input.
pub fn build_context<'a, 't>(program: &Program<'a, 't>) -> Option<&'a Word<'t>> {
    let mut value = false;
    let behind = program.args.iter().skip_while(|word| !(word.is("build") || word.is("bud"))).skip(1);
    let operands = behind.filter(|word| {
        let skip = std::mem::replace(&mut value, VALUES.iter().any(|option| word.is(option)));
        !skip && (!word.prefix().starts_with('-') || word.is("-"))
    });
    operands.last().filter(|word| !word.is("-"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shell;
    use crate::text::{Joined, Span};

    fn context(command: &str) -> Option<String> {
        let end = u32::try_from(command.len()).unwrap();
        let script = shell::parse(&Joined::whole(command, Span::new(0, end)));
        let program = script.commands[0].program().unwrap();
        build_context(&program).map(|word| word.text().into_owned())
    }

    #[test]
    fn the_value_of_an_option_is_not_the_context() {
        assert_eq!(context("docker build . -t openedx/notes --progress plain").as_deref(), Some("."));
        assert_eq!(context("docker buildx build --tag=a ./notes").as_deref(), Some("./notes"));
        assert_eq!(context("docker build -t openedx/notes -"), None);
    }
}
