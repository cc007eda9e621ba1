//! Programs that run another program: which of their own words stand before it.

/// How a wrapper's command line begins.
///
/// ```text
/// timeout  -k 5  --signal=KILL  30  make
///          ^^^^ `short` holds k     ^^^^ the program
///                               ^^ one operand
/// ```
#[derive(Clone, Copy, Debug)]
pub(super) struct Wrapper {
    pub(super) name: &'static str,
    /// Short options that take a value.
    short: &'static str,
    /// Long options that take their value from the next word.
    long: &'static [&'static str],
    /// Number of operands before the program.
    pub(super) operands: usize,
    /// Whether `NAME=value` may stand before the program.
    pub(super) assignments: bool,
    /// Short options with which it runs nothing.
    none: &'static str,
    /// Long options with which it runs nothing.
    stops: &'static [&'static str],
}

const PLAIN: Wrapper =
    Wrapper { name: "", short: "", long: &[], operands: 0, assignments: false, none: "", stops: &[] };

/// By name.
const WRAPPERS: &[Wrapper] = &[
    Wrapper { name: "builtin", ..PLAIN },
    Wrapper { name: "busybox", stops: &["install", "list", "help"], ..PLAIN },
    Wrapper { name: "catatonit", ..PLAIN },
    Wrapper { name: "chronic", ..PLAIN },
    Wrapper { name: "chroot", long: &["userspec", "groups"], operands: 1, ..PLAIN },
    Wrapper { name: "command", none: "vV", ..PLAIN },
    Wrapper { name: "dbus-run-session", long: &["config-file", "dbus-daemon"], ..PLAIN },
    Wrapper { name: "doas", short: "uCa", none: "L", ..PLAIN },
    Wrapper { name: "dumb-init", short: "r", long: &["rewrite"], ..PLAIN },
    Wrapper { name: "eatmydata", ..PLAIN },
    Wrapper {
        name: "env",
        short: "uC",
        long: &["unset", "chdir", "argv0"],
        assignments: true,
        none: "S",
        stops: &["split-string"],
        ..PLAIN
    },
    Wrapper { name: "exec", short: "a", ..PLAIN },
    Wrapper { name: "fakeroot", short: "lsib", long: &["lib", "faked"], ..PLAIN },
    Wrapper { name: "flock", short: "wE", long: &["timeout", "wait", "conflict-exit-code"], operands: 1, ..PLAIN },
    Wrapper { name: "gosu", operands: 1, ..PLAIN },
    Wrapper { name: "ionice", short: "cn", long: &["class", "classdata"], none: "pPu", ..PLAIN },
    Wrapper { name: "nice", short: "n", long: &["adjustment"], ..PLAIN },
    Wrapper { name: "nohup", ..PLAIN },
    Wrapper { name: "s6-setuidgid", operands: 1, ..PLAIN },
    Wrapper { name: "setsid", ..PLAIN },
    Wrapper { name: "setuser", operands: 1, ..PLAIN },
    Wrapper { name: "stdbuf", short: "ioe", long: &["input", "output", "error"], ..PLAIN },
    Wrapper { name: "su-exec", operands: 1, ..PLAIN },
    Wrapper {
        name: "sudo",
        short: "aCcDghpRrtTUu",
        long: &[
            "chdir",
            "chroot",
            "close-from",
            "command-timeout",
            "group",
            "host",
            "login-class",
            "other-user",
            "prompt",
            "role",
            "type",
            "user",
        ],
        assignments: true,
        none: "elvVK",
        ..PLAIN
    },
    Wrapper { name: "time", short: "fo", long: &["format", "output"], ..PLAIN },
    Wrapper { name: "timeout", short: "ks", long: &["kill-after", "signal"], operands: 1, ..PLAIN },
    Wrapper { name: "tini", short: "pe", ..PLAIN },
    Wrapper {
        name: "xargs",
        short: "adEILnPs",
        long: &["arg-file", "delimiter", "max-args", "max-chars", "max-procs", "process-slot-var"],
        ..PLAIN
    },
    Wrapper {
        name: "xvfb-run",
        short: "efnpsw",
        long: &["error-file", "auth-file", "server-num", "xauth-protocol", "server-args", "wait"],
        ..PLAIN
    },
];

/// The wrapper of that name.
pub(super) fn wrapper(name: &str) -> Option<&'static Wrapper> {
    WRAPPERS.binary_search_by(|wrapper| wrapper.name.cmp(name)).ok().map(|index| &WRAPPERS[index])
}

/// What a word that begins with `-` is to a wrapper.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Flag {
    /// An option by itself, or with its value in the same word.
    Alone,
    /// An option whose value is the next word.
    Value,
    /// An option with which the wrapper runs nothing.
    RunsNothing,
    /// `--`: the end of the options.
    End,
}

impl Wrapper {
    /// Read `word`, which begins with `-`.
    pub(super) fn option(&self, word: &str) -> Flag {
        if word == "--" {
            return Flag::End;
        }
        if let Some(long) = word.strip_prefix("--") {
            let name = long.split_once('=').map_or(long, |(name, _)| name);
            return if self.stops.contains(&name) {
                Flag::RunsNothing
            } else if self.long.contains(&long) {
                Flag::Value
            } else {
                Flag::Alone
            };
        }
        let letters = &word[1..];
        for (index, letter) in letters.char_indices() {
            if self.none.contains(letter) {
                return Flag::RunsNothing;
            }
            if self.short.contains(letter) {
                let last = index + letter.len_utf8() == letters.len();
                return if last { Flag::Value } else { Flag::Alone };
            }
        }
        Flag::Alone
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_for_its_search() {
        assert!(WRAPPERS.is_sorted_by(|one, other| one.name < other.name));
    }

    #[test]
    fn a_value_stands_in_the_option_or_behind_it() {
        let sudo = wrapper("sudo").unwrap();
        assert_eq!(sudo.option("-u"), Flag::Value);
        assert_eq!(sudo.option("-Hu"), Flag::Value);
        assert_eq!(sudo.option("-uroot"), Flag::Alone);
        assert_eq!(sudo.option("--user"), Flag::Value);
        assert_eq!(sudo.option("--user=root"), Flag::Alone);
        assert_eq!(sudo.option("-l"), Flag::RunsNothing);
    }
}
