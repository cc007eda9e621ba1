//! Programs that fetch: which commands of a RUN go to the network.

use crate::shell::Program;

const FETCHERS: [&str; 27] = [
    "add-apt-repository",
    "apt-add-repository",
    "aria2c",
    "bun",
    "bundle",
    "bundler",
    "composer",
    "curl",
    "gem",
    "git",
    "go",
    "hg",
    "npm",
    "npx",
    "paver",
    "pdm",
    "pip",
    "pipenv",
    "pipx",
    "pnpm",
    "poetry",
    "rsync",
    "scp",
    "svn",
    "uv",
    "wget",
    "yarn",
];

/// Whether a program fetches from an address that it is given, or from an index that it is set up for.
pub fn fetches(program: &Program<'_, '_>) -> bool {
    let Some(name) = program.name else { return false };
    if name.starts_with("python") {
        return program.args.windows(2).any(|pair| pair[0].is("-m") && pair[1].is("pip"));
    }
    let bare = name.trim_end_matches(|char: char| char.is_ascii_digit() || char == '.');
    FETCHERS.binary_search(&bare).is_ok() || name == "easy_install"
}

#[cfg(test)]
mod tests {
    use super::FETCHERS;

    #[test]
    fn the_list_is_sorted_for_its_search() {
        assert!(FETCHERS.is_sorted());
    }
}
