//! Programs behind wrappers.

use super::*;

/// Name and arguments of the program that the first command runs.
fn program(source: &str) -> (Option<String>, String, Vec<&'static str>) {
    let script = valid(source);
    let program = script.commands[0].program().unwrap();
    let args: Vec<_> = program.args.iter().map(Word::text).collect();
    (program.name.map(str::to_owned), args.join(" "), program.wrappers.to_vec())
}

#[test]
fn wrappers_are_seen_through() {
    for source in [
        "make all",
        "/usr/bin/make all",
        "\\make all",
        "'make' all",
        "sudo make all",
        "sudo -EH -u app -- make all",
        "sudo --user=app --group app PATH=\"$PATH\" make all",
        "env make all",
        "env -i -u X A=1 B=\"$C\" make all",
        "exec -a name make all",
        "command make all",
        "command -p make all",
        "builtin make all",
        "time -p make all",
        "nice -n 10 make all",
        "nice -10 make all",
        "nohup make all",
        "ionice -c2 -n 7 make all",
        "timeout -k 5 --signal=KILL 30s make all",
        "timeout $LIMIT make all",
        "xargs -0 -r -n 1 -P4 make all",
        "stdbuf -oL make all",
        "setsid -w make all",
        "chronic make all",
        "eatmydata -- make all",
        "gosu app make all",
        "su-exec \"$U\" make all",
        "chroot --userspec=a:b /mnt make all",
        "doas -u app make all",
        "busybox make all",
        "tini -g -e 143 -- make all",
        "dumb-init -r 15:2 make all",
        "flock -w 5 /tmp/lock make all",
        "sudo env X=1 timeout 5 exec nice make all",
        "$VENV/bin/make all",
        "\"${VENV}\"/bin/make all",
        "venv/bin/make all",
    ] {
        let (name, args, _) = program(source);
        assert_eq!((name.as_deref(), args.as_str()), (Some("make"), "all"), "{source}");
    }
}

#[test]
fn wrappers_and_assignments_are_reported() {
    let script = valid("A=0 sudo B=1 env C=2 /bin/timeout 5 ansible-playbook site.yml");
    let program = script.commands[0].program().unwrap();
    assert_eq!(program.wrappers, ["sudo", "env", "timeout"]);
    assert_eq!(script.commands[0].wrapper_assignments().map(Word::text).collect::<Vec<_>>(), ["B=1", "C=2"]);
    assert!(script.commands[0].assignment("A").is_some());
    assert!(program.is("ansible-playbook"));
}

#[test]
fn a_wrapper_that_runs_nothing_is_the_program() {
    for (source, name) in [
        ("env", "env"),
        ("env A=1", "env"),
        ("sudo -l", "sudo"),
        ("sudo -u", "sudo"),
        ("command -v pip", "command"),
        ("exec >log", "exec"),
        ("timeout 5", "timeout"),
        ("busybox --install -s", "busybox"),
        ("nice", "nice"),
    ] {
        let (found, _, wrappers) = program(source);
        assert_eq!((found.as_deref(), wrappers.len()), (Some(name), 0), "{source}");
    }
}

#[test]
fn an_expanded_name_is_no_name() {
    let (name, args, wrappers) = program("sudo $PYTHON x");
    assert_eq!((name, args.as_str(), wrappers), (None, "x", vec!["sudo"]));
}

#[test]
fn a_relative_path_outside_a_bin_directory_stays() {
    assert_eq!(program("./configure").0.as_deref(), Some("./configure"));
    assert_eq!(program("find . -exec rm {} +").0.as_deref(), Some("find"));
}

#[test]
fn compound_commands_run_no_program() {
    let script = valid("{ a; }; B=1");
    assert!(script.commands[0].program().is_none());
    assert!(script.commands[2].program().is_none());
}

#[test]
fn subcommands_stand_behind_options() {
    let script = valid("apt-get -y --no-install-recommends install curl");
    let program = script.commands[0].program().unwrap();
    assert_eq!(program.subcommand(), Some("install"));
    assert!(program.has("-y") && !program.has("-q"));
}
