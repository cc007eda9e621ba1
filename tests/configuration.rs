//! What a configuration file does to a run, and what it is told when it is wrong.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests make the trees that they look at")]

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;
use oep45::catalog::markdown::{Code, Kind};
use oep45::catalog::{Catalog, page};
use std::fs;
use tempfile::TempDir;

/// A repository whose Dockerfiles each have one `missing-cmd`, a warning, and which is configured by `config`.
fn repository(config: &str) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    for file in ["Dockerfile", "vendor/Dockerfile"] {
        fs::create_dir_all(directory.path().join(file).parent().unwrap()).unwrap();
        fs::write(directory.path().join(file), "FROM python:3.12\nCOPY . /app\n").unwrap();
    }
    fs::write(directory.path().join("oep45.toml"), config).unwrap();
    directory
}

/// Exit code, standard output and standard error.
fn check(directory: &TempDir, arguments: &[&str]) -> (Option<i32>, String, String) {
    oep45(directory, &[&["check"], arguments].concat())
}

/// The same of any command.
fn oep45(directory: &TempDir, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(cargo_bin!("oep45"));
    let output = command.current_dir(directory.path()).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

/// What is said about a configuration that is wrong.
fn complaint(config: &str) -> String {
    let (code, stdout, stderr) = check(&repository(config), &[]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""), "{config}");
    stderr
}

/// The line under `line` in `text`: the carets.
fn carets<'t>(text: &'t str, line: &str) -> &'t str {
    let at = text.lines().position(|shown| shown.ends_with(line)).unwrap_or_else(|| panic!("{line}: {text}"));
    let column = text.lines().nth(at).unwrap().chars().count() - line.chars().count();
    let below = text.lines().nth(at + 1).unwrap();
    &below[below.char_indices().nth(column).unwrap().0..]
}

#[test]
fn an_unknown_setting_is_shown_with_the_nearest_one() {
    let said = complaint("selct = [\"image\"]\n");
    assert!(said.contains("no setting is called `selct`") && said.contains("Did you mean `select`?"), "{said}");
    assert_eq!(carets(&said, "selct = [\"image\"]").trim_end(), "^^^^^");
}

#[test]
fn an_unknown_rule_is_shown_with_the_nearest_one() {
    let said = complaint("ignore = [\"mising-cmd\"]\n");
    assert!(said.contains("`mising-cmd`") && said.contains("Did you mean `missing-cmd`?"), "{said}");
    assert!(carets(&said, "ignore = [\"mising-cmd\"]").trim_end().ends_with("^^^^^^^^^^^^"), "{said}");
    assert!(complaint("[rules.mising-cmd]\nlevel = \"note\"\n").contains("Did you mean `missing-cmd`?"));
}

#[test]
fn a_value_of_another_type_is_shown() {
    assert!(complaint("select = \"image\"\n").contains("`select` is a list of strings"));
    assert!(complaint("exclude = [\"a\", 3]\n").contains("`exclude` is a list of strings, and this is a number"));
    assert!(complaint("rules = 1\n").contains("`rules` is a table, and this is a number"));
    assert!(complaint("fail-on = \"eror\"\n").contains("Did you mean \"error\"?"));
    assert!(complaint("[rules.missing-cmd]\nlevel = 3\n").contains("`level` is one of"));
}

#[test]
fn every_mistake_is_shown_at_once() {
    let said = complaint("a = 1\nb = 2\n[rules]\nc = {}\n");
    assert!(["`a`", "`b`", "`c`"].iter().all(|name| said.contains(name)), "{said}");
}

#[test]
fn text_that_is_no_toml_is_shown_where_it_breaks() {
    let said = complaint("select = [\n");
    assert!(said.contains("oep45.toml:1:") || said.contains("oep45.toml:2:"), "{said}");
    let directory = repository("");
    fs::write(directory.path().join("oep45.toml"), b"# caf\xe9\nselect = []\n").unwrap();
    let (code, _, said) = check(&directory, &[]);
    assert!(code == Some(2) && said.contains("oep45.toml:1:6"), "{said}");
}

#[test]
fn a_wrong_glob_and_a_wrong_option_are_shown() {
    assert!(complaint("exclude = [\"a[\"]\n").contains("unclosed character class"));
    let said = complaint("[rules.missing-cmd]\nno-such-option = 1\n");
    assert!(said.contains("no-such-option") && said.contains("oep45.toml:2:1"), "{said}");
}

#[test]
fn settings_hold_for_the_run() {
    let code = |config: &str| check(&repository(config), &["--select", "missing-cmd"]).0;
    assert_eq!(code(""), Some(1));
    assert_eq!(code("fail-on = \"error\"\n"), Some(0));
    assert_eq!(code("[rules.missing-cmd]\nlevel = \"note\"\n"), Some(0));
    assert_eq!(code("fail-on = \"error\"\n[rules.missing-cmd]\nlevel = \"error\"\n"), Some(1));
}

#[test]
fn excluded_files_are_not_checked() {
    let (_, stdout, _) = check(&repository("exclude = [\"vendor/\"]\n"), &[]);
    assert!(stdout.contains("Dockerfile") && !stdout.contains("vendor"), "{stdout}");
}

#[test]
fn the_command_line_goes_before_the_file() {
    let found = |config: &str, arguments: &[&str]| check(&repository(config), arguments).1.contains("missing-cmd");
    let ignoring = "ignore = [\"missing-cmd\"]\n";
    assert!(!found(ignoring, &[]));
    assert!(!found(ignoring, &["--select", "all"]));
    assert!(found(ignoring, &["--select", "missing-cmd"]));
    assert!(!found("", &["--select", "missing-cmd", "--ignore", "missing-cmd"]));
    assert!(found(ignoring, &["--no-config"]));
    assert_eq!(check(&repository("fail-on = \"error\"\n"), &["--fail-on", "warning"]).0, Some(1));
}

#[test]
fn a_wrong_file_is_not_read_without_configuration() {
    assert_eq!(check(&repository("nonsense"), &["--no-config", "--exit-zero"]).0, Some(0));
}

#[test]
fn a_section_of_pyproject_configures_as_well() {
    let directory = repository("");
    fs::remove_file(directory.path().join("oep45.toml")).unwrap();
    let pyproject = "[project]\nname = \"x\"\n\n[tool.oep45]\nignore = [\"missing-cmd\"]\n";
    fs::write(directory.path().join("pyproject.toml"), pyproject).unwrap();
    assert!(!check(&directory, &[]).1.contains("missing-cmd"));
    fs::write(directory.path().join("pyproject.toml"), "[tool.oep45]\nignroe = []\n").unwrap();
    let (code, _, said) = check(&directory, &[]);
    assert!(code == Some(2) && said.contains("pyproject.toml:2:1"), "{said}");
}

/// A repository with these files, `service/Dockerfile` and `Dockerfile`, whose port has lost its default.
fn services(files: &[(&str, &str)]) -> TempDir {
    let directory = tempfile::tempdir().unwrap();
    let dockerfile = "FROM python:3\nARG PORT \"80\"\n";
    for (path, text) in [(".git/HEAD", ""), ("Dockerfile", dockerfile), ("service/Dockerfile", dockerfile)] {
        put(&directory, path, text);
    }
    for (path, text) in files {
        put(&directory, path, text);
    }
    directory
}

fn put(directory: &TempDir, path: &str, text: &str) {
    let path = directory.path().join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Files and levels of the findings of `lost-arg-default`.
fn found(directory: &TempDir, arguments: &[&str]) -> String {
    let arguments = [&["--format", "json", "--select", "lost-arg-default"], arguments].concat();
    let report: serde_json::Value = serde_json::from_str(&check(directory, &arguments).1).unwrap();
    let place = |finding: &serde_json::Value| format!("{} {}", finding["path"], finding["level"]).replace('"', "");
    report["findings"].as_array().unwrap().iter().map(place).collect::<Vec<_>>().join(", ")
}

#[test]
fn the_nearest_file_above_each_dockerfile_configures_it() {
    let level = "[rules.lost-arg-default]\nlevel = \"note\"\n";
    let directory = services(&[("oep45.toml", ""), ("service/oep45.toml", level)]);
    assert_eq!(found(&directory, &[]), "Dockerfile error, service/Dockerfile note");
    assert_eq!(found(&directory, &["--config", "service/oep45.toml"]), "Dockerfile note, service/Dockerfile note");
    assert_eq!(found(&directory, &["--no-config"]), "Dockerfile error, service/Dockerfile error");
}

#[test]
fn a_file_fails_by_its_own_configuration() {
    let directory = services(&[("service/oep45.toml", "fail-on = \"never\"\n")]);
    let code = |path: &str| check(&directory, &["--select", "lost-arg-default", path]).0;
    assert_eq!((code("Dockerfile"), code("service/Dockerfile")), (Some(1), Some(0)));
}

#[test]
fn what_is_extended_holds_as_far_as_the_nearer_file_says_nothing() {
    let shared = "exclude = [\"Dockerfile\"]\nfail-on = \"never\"\n[rules.lost-arg-default]\nlevel = \"note\"\n";
    let own = "extends = \"../common/base.toml\"\n";
    let directory = services(&[("common/base.toml", shared), ("service/oep45.toml", own)]);
    // Globs are relative to the file that they stand in.
    assert_eq!(found(&directory, &[]), "Dockerfile error, service/Dockerfile note");
    let nearer = format!("{own}[rules.lost-arg-default]\nlevel = \"warning\"\n");
    put(&directory, "service/oep45.toml", &nearer);
    assert_eq!(found(&directory, &["service"]), "service/Dockerfile warning");
}

#[test]
fn options_are_merged_key_by_key() {
    let shared = "[rules.shell-script-in-build]\nmax-commands = 1\n";
    let own = "extends = \"base.toml\"\n[rules.shell-script-in-build]\nlevel = \"error\"\n";
    let directory = services(&[("service/base.toml", shared), ("service/oep45.toml", own)]);
    put(&directory, "service/Dockerfile", "FROM python:3\nRUN true && true && true\n");
    let (code, stdout, _) = check(&directory, &["--select", "shell-script-in-build", "service"]);
    assert_eq!(code, Some(0), "{stdout}");
    assert!(stdout.contains("[shell-script-in-build]"), "{stdout}");
}

#[test]
fn a_wrong_option_is_shown_in_the_file_that_has_it() {
    let shared = "[rules.shell-script-in-build]\nmax-comands = 1\n";
    let directory = services(&[("base.toml", shared), ("oep45.toml", "extends = \"base.toml\"\n")]);
    let (code, _, said) = check(&directory, &[]);
    assert_eq!(code, Some(2));
    assert!(said.contains("base.toml:2:1") && said.contains("Did you mean `max-commands`?"), "{said}");
}

#[test]
fn options_that_rules_share_have_one_table() {
    let label = "FROM python:3.12\nLABEL a=x b=\n";
    let checked = |config: &str| {
        let directory = services(&[("oep45.toml", config), ("service/Dockerfile", label)]);
        check(&directory, &["--select", "DL3050,DL3051,DL3052", "service"])
    };
    let (code, stdout, _) = checked("[rules.label-missing]\nschema = { a = \"url\" }\n");
    assert_eq!((code, stdout.matches("[label-not-url]").count()), (Some(1), 1), "{stdout}");
    let (_, stdout, _) = checked("[rules.label-missing]\nschema = { b = \"text\" }\nstrict = true\n");
    assert!(stdout.contains("[label-empty]") && stdout.contains("[label-unknown]"), "{stdout}");
    let (code, _, said) = checked("[rules.label-not-url]\nschema = { a = \"url\" }\n");
    assert!(code == Some(2) && said.contains("the options of this rule are set in `[rules.label-missing]`"), "{said}");
    assert!(said.contains("oep45.toml:1:"), "{said}");
}

#[test]
fn a_file_that_can_not_be_extended_is_shown_at_its_name() {
    let said = |files: &[(&str, &str)]| check(&services(files), &[]).2;
    let missing = said(&[("oep45.toml", "extends = \"nowhere.toml\"\n")]);
    assert!(missing.contains("`nowhere.toml` can't be extended: no such file or directory"), "{missing}");
    assert!(missing.contains("oep45.toml:1:11"), "{missing}");
    let outside = said(&[("oep45.toml", "extends = \"/etc/hostname\"\n")]);
    assert!(outside.contains("is outside the repository"), "{outside}");
    let circle = said(&[("oep45.toml", "extends = \"a.toml\"\n"), ("a.toml", "extends = [\"oep45.toml\"]\n")]);
    assert!(circle.contains("`oep45.toml` extends itself") && circle.contains("extended here"), "{circle}");
}

#[test]
fn a_wrong_configuration_costs_its_own_files_alone() {
    let directory = services(&[("service/oep45.toml", "selct = []\n")]);
    let (code, stdout, said) = check(&directory, &["--select", "lost-arg-default"]);
    assert_eq!(code, Some(2));
    assert!(stdout.contains("─ Dockerfile:2:10") && !stdout.contains("service/Dockerfile"), "{stdout}");
    assert!(said.contains("Did you mean `select`?") && said.contains("were not judged"), "{said}");
}

#[test]
fn a_file_is_excepted_with_a_reason() {
    let table = "[[per-file]]\npaths = [\"service/**\"]\nignore = [\"lost-arg-default\"]\nreason = \"vendored\"\n";
    let directory = services(&[("oep45.toml", table)]);
    assert_eq!(found(&directory, &[]), "Dockerfile error");
    let (_, report, _) = check(&directory, &["--format", "json", "--show-suppressed"]);
    assert!(report.contains("\"by\": \"configuration\"") && report.contains("\"reason\": \"vendored\""), "{report}");
    let said = complaint("[[per-file]]\npaths = [\"a\"]\nignore = [\"all\"]\n");
    assert!(said.contains("this `per-file` table has no `reason`"), "{said}");
    let said = complaint("[[per-file]]\npaths = [\"a\"]\nignore = [\"all\"]\nraeson = \"b\"\n");
    assert!(said.contains("Did you mean `reason`?"), "{said}");
}

#[test]
fn an_unknown_option_is_told_the_nearest_one() {
    for (written, meant) in [("levle = \"note\"", "level"), ("base-imges = []", "base-images")] {
        let said = complaint(&format!("[rules.missing-cmd]\n{written}\n"));
        assert!(
            said.contains("the rule has no option") && said.contains(&format!("Did you mean `{meant}`?")),
            "{said}"
        );
    }
}

#[test]
fn a_locked_rule_runs_and_nothing_suppresses_it() {
    let lock = "locked = [\"lost-arg-default\"]\n";
    let directory =
        services(&[("base.toml", lock), ("oep45.toml", "extends = \"base.toml\"\nselect = [\"missing-cmd\"]\n")]);
    put(&directory, "Dockerfile", "FROM python:3\n# oep45: ignore[lost-arg-default] no\nARG PORT \"80\"\n");
    let (_, stdout, _) = check(&directory, &["Dockerfile"]);
    assert!(stdout.contains("[lost-arg-default]"), "{stdout}");
    let (_, stdout, _) = check(&directory, &["--select", "missing-cmd", "Dockerfile"]);
    assert!(stdout.contains("[lost-arg-default]"), "{stdout}");
    let (code, _, said) = check(&directory, &["--ignore", "lost-arg-default"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("locked"), "{said}");
    for against in ["ignore = [\"lost-arg-default\"]\n", "[rules.lost-arg-default]\nlevel = \"note\"\n"] {
        put(&directory, "oep45.toml", &format!("extends = \"base.toml\"\n{against}"));
        let (code, _, said) = check(&directory, &[]);
        assert_eq!(code, Some(2));
        assert!(said.contains("is locked and can't be") && said.contains("locked here"), "{said}");
    }
}

#[test]
fn comments_need_no_reason_where_the_configuration_says_so() {
    let directory = services(&[("oep45.toml", "ignore-reasons = \"optional\"\n")]);
    put(&directory, "Dockerfile", "FROM python:3\n# oep45: ignore[lost-arg-default]\nARG PORT \"80\"\n");
    let unexplained = || check(&directory, &["Dockerfile"]).1.contains("unexplained-ignore");
    assert!(!unexplained());
    put(&directory, "oep45.toml", "");
    assert!(unexplained());
}

#[test]
fn rule_pages_of_the_configuration_are_rules_of_its_files() {
    let page = fs::read_to_string("docs/examples/rules/latest-tag.md").unwrap();
    let config = "rule-pages = [\"rules\"]\n";
    let directory = services(&[("service/oep45.toml", config), ("service/rules/latest-tag.md", &page)]);
    put(&directory, "service/Dockerfile", "FROM python:latest\n");
    put(&directory, "Dockerfile", "FROM python:latest\n");
    let stdout = check(&directory, &[]).1;
    assert_eq!(stdout.matches("[latest-tag]").count(), 1, "{stdout}");
    put(&directory, "service/oep45.toml", "rules = [\"rules\"]\n");
    assert!(check(&directory, &[]).1.contains("[latest-tag]"));
    put(&directory, "service/oep45.toml", "rules = [\"Dockerfile\"]\n");
    let (code, _, said) = check(&directory, &[]);
    assert_eq!(code, Some(2));
    assert!(said.contains("is a file; name the directory"), "{said}");
}

#[test]
fn an_amnesty_that_can_not_be_read_pardons_nothing_and_costs_nothing() {
    let directory = services(&[("oep45-amnesty.json", "{\"version\": 9}")]);
    let (code, stdout, said) = check(&directory, &["--select", "lost-arg-default"]);
    assert_eq!(code, Some(2));
    assert_eq!(stdout.matches("error[lost-arg-default]").count(), 2, "{stdout}");
    assert!(said.contains("this amnesty has version 9"), "{said}");
}

#[test]
fn an_amnesty_pardons_what_it_was_written_for_until_it_is_pruned() {
    let directory = services(&[]);
    let amnesty = |arguments: &[&str]| {
        let mut command = Command::new(cargo_bin!("oep45"));
        let output = command.current_dir(directory.path()).arg("amnesty").args(arguments).output().unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let select = ["--select", "lost-arg-default"];
    let code = || check(&directory, &select).0;
    let written = amnesty(&["write", "--select", "lost-arg-default"]);
    assert_eq!(written, (Some(0), "oep45: oep45-amnesty.json: 2 findings are pardoned\n".to_owned()));
    assert_eq!(code(), Some(0));
    assert_eq!(check(&directory, &["--select", "lost-arg-default", "--no-amnesty"]).0, Some(1));
    put(&directory, "Dockerfile", "FROM python:3\n");
    assert_eq!(amnesty(&["prune"]).1, "oep45: oep45-amnesty.json: 1 pardon taken out, 1 left\n");
    put(&directory, "Dockerfile", "FROM python:3\nARG PORT \"80\"\n");
    assert_eq!(code(), Some(1));
    assert!(amnesty(&["show"]).1.ends_with("oep45: 1 finding is pardoned\n"));
}

#[test]
fn the_schema_agrees_with_the_reader() {
    let schema = jsonschema::validator_for(&schema()).unwrap();
    let per_file = "[[per-file]]\npaths = [\"a\"]\nignore = [\"image\"]\nreason = \"b\"\n";
    let all = format!(
        "extends = []\nselect = [\"all\"]\nignore = [\"missing-cmd\"]\nfail-on = \"never\"\nexclude = [\"a\"]\nlocked = []\n\
         context = \".\"\nignore-reasons = \"optional\"\namnesty = \"a.json\"\nrule-pages = []\n{per_file}[rules.missing-cmd]\nlevel = \"note\"\n"
    );
    let built = "[[per-file]]\npaths = [\"a\"]\ncontext = \".\"\n";
    for right in ["", &all, built, "rules = []\n"] {
        assert!(schema.is_valid(&as_json(right)), "{right}");
        assert_ne!(check(&repository(right), &[]).0, Some(2), "{right}");
    }
    let unreasoned = per_file.replace("\"b\"", "\" \"");
    let wrong =
        ["selct = []\n", "select = \"all\"\n", "fail-on = \"bad\"\n", "amnesty = 1\n", "context = []\n", &unreasoned];
    for wrong in wrong.into_iter().chain(["[rules.missing-cmd]\nlevel = \"bad\"\n", "[[per-file]]\nreason = \"b\"\n"]) {
        assert!(!schema.is_valid(&as_json(wrong)), "{wrong}");
        complaint(wrong);
    }
}

fn schema() -> serde_json::Value {
    let catalog = Catalog::builtin();
    oep45::config::schema(&catalog, &oep45::pipeline::options(&catalog))
}

#[test]
fn the_schema_has_the_options_that_the_pages_tell_and_no_others() {
    let schema = schema();
    for page in Catalog::builtin().pages() {
        let table = &schema["properties"]["rules"]["anyOf"][0]["properties"][page.id.as_ref()];
        let known = table["properties"].as_object().unwrap();
        let mut told: Vec<&str> = page.options().into_iter().map(|(name, _)| name).collect();
        told.extend(["level"]);
        told.sort_unstable();
        assert_eq!(known.keys().map(String::as_str).collect::<Vec<_>>(), told, "{}", page.id);
        for (name, option) in known {
            assert!(option["description"].is_string(), "{}: {name}: {option}", page.id);
            assert!(name == "level" || !option["default"].is_null(), "{}: {name}: {option}", page.id);
        }
    }
}

#[test]
fn the_configurations_in_the_pages_fit_the_schema_and_slips_in_them_do_not() {
    let schema = jsonschema::validator_for(&schema()).unwrap();
    let mut checked = 0;
    for page in Catalog::builtin().pages() {
        let parsed = page::parse(&page.markdown).unwrap();
        let blocks = parsed.sections.iter().flat_map(|section| &section.parts);
        for block in blocks {
            let Kind::Code(Code { language: "toml", text, .. }) = block.kind else { continue };
            let config = as_json(text);
            let mistakes: Vec<String> = schema.iter_errors(&config).map(|error| error.to_string()).collect();
            assert!(mistakes.is_empty(), "{}: {text}{mistakes:?}", page.id);
            let Some(options) = config["rules"][page.id.as_ref()].as_object() else { continue };
            for name in options.keys() {
                let mut slip = config.clone();
                let table = slip["rules"][page.id.as_ref()].as_object_mut().unwrap();
                let value = table.remove(name).unwrap();
                table.insert(format!("{name}s"), value);
                assert!(!schema.is_valid(&slip), "{}: {slip}", page.id);
                checked += 1;
            }
        }
    }
    assert!(checked > 20, "{checked}");
}

#[test]
fn a_rule_without_code_and_options_takes_none() {
    let said = complaint("[rules.unused-ignore]\nstrict = true\n");
    assert!(said.contains("`strict`"), "{said}");
}

fn as_json(config: &str) -> serde_json::Value {
    toml::from_str(config).unwrap()
}

#[test]
fn a_lock_of_ones_own_does_not_open_that_of_a_shared_file() {
    let lock = "locked = [\"lost-arg-default\"]\n";
    let own = format!("extends = \"base.toml\"\n{lock}[rules.lost-arg-default]\nlevel = \"note\"\n");
    let said = check(&services(&[("base.toml", lock), ("oep45.toml", &own)]), &[]).2;
    assert!(said.contains("can't be given another level") && said.contains("base.toml:1:"), "{said}");
    // Who locks a rule says at which level.
    let directory = services(&[("oep45.toml", &format!("{lock}[rules.lost-arg-default]\nlevel = \"note\"\n"))]);
    assert_eq!(found(&directory, &["Dockerfile"]), "Dockerfile note");
}

#[test]
fn a_file_comes_behind_all_that_extend_it() {
    let level = |level: &str| format!("[rules.lost-arg-default]\nlevel = \"{level}\"\n");
    let directory = services(&[
        ("base.toml", &level("error")),
        ("team.toml", &format!("extends = \"base.toml\"\n{}", level("note"))),
        ("oep45.toml", "extends = [\"base.toml\", \"team.toml\"]\n"),
    ]);
    assert_eq!(found(&directory, &["Dockerfile"]), "Dockerfile note");
    put(&directory, "other.toml", &level("warning"));
    put(&directory, "oep45.toml", "extends = [\"other.toml\", \"team.toml\"]\n");
    assert_eq!(found(&directory, &["Dockerfile"]), "Dockerfile warning");
}

#[test]
fn files_that_extend_each_other_are_told_wherever_they_stand() {
    let files = [
        ("oep45.toml", "extends = [\"b.toml\", \"c.toml\"]\n"),
        ("b.toml", "extends = \"c.toml\"\n"),
        ("c.toml", "extends = \"b.toml\"\n"),
    ];
    let (code, _, said) = check(&services(&files), &[]);
    assert_eq!(code, Some(2));
    assert!(said.contains("extends itself"), "{said}");
}

#[test]
fn a_pyproject_of_other_tools_can_not_be_extended() {
    let files = [("oep45.toml", "extends = \"pyproject.toml\"\n"), ("pyproject.toml", "[tool.black]\n")];
    let said = check(&services(&files), &[]).2;
    assert!(said.contains("`pyproject.toml` can't be extended: has no section `[tool.oep45]`"), "{said}");
}

#[test]
fn wrong_options_and_globs_are_told_together() {
    let said = complaint(
        "exclude = [\"a[\"]\n[rules.missing-cmd]\nbase-imagse = []\n[rules.shell-script-in-build]\nmax-comands = 1\n\
         [[per-file]]\npaths = [\"b[\"]\nignore = [\"all\"]\nreason = \"c\"\n",
    );
    for wrong in ["`base-imagse`", "`max-comands`", "exclude = [\"a[\"]", "paths = [\"b[\"]"] {
        assert!(said.contains(wrong), "{wrong}: {said}");
    }
}

#[test]
fn rule_pages_that_are_not_there_are_shown_at_their_name() {
    let directory = services(&[("service/oep45.toml", "rule-pages = [\"nowhere\"]\n")]);
    let (code, stdout, said) = check(&directory, &["--select", "lost-arg-default"]);
    assert_eq!(code, Some(2));
    assert!(said.contains("service/oep45.toml:1:15") && said.contains("no such file or directory"), "{said}");
    assert!(said.contains("cannot check service/oep45.toml: "), "{said}");
    assert!(stdout.contains("─ Dockerfile:2:10"), "{stdout}");
}

#[test]
fn a_wrong_page_costs_its_own_rule_alone_with_options_too() {
    let page = fs::read_to_string("docs/examples/rules/foreign-registry.md").unwrap();
    let page = page.replace("each = \"image\"", "each = \"imge\"");
    let config = "rule-pages = [\"rules\"]\n[rules.foreign-registry]\nlevel = \"error\"\nregistries = []\n";
    let directory = services(&[("oep45.toml", config), ("rules/foreign-registry.md", &page)]);
    let (code, stdout, said) = check(&directory, &["--select", "lost-arg-default,foreign-registry"]);
    assert_eq!(code, Some(2));
    assert!(stdout.contains("─ Dockerfile:2:10"), "{stdout}");
    assert_eq!(said.matches("no kind of nodes `imge`").count(), 1, "{said}");
    assert!(said.contains("rules/foreign-registry.md: the page is wrong, so its rule did not run"), "{said}");
}

#[test]
fn what_a_rule_pardoned_stays_while_its_page_is_wrong() {
    let page = fs::read_to_string("docs/examples/rules/latest-tag.md").unwrap();
    let directory = services(&[("oep45.toml", "rule-pages = [\"rules\"]\n"), ("rules/latest-tag.md", &page)]);
    put(&directory, "Dockerfile", "FROM python:latest\n");
    let write = || oep45(&directory, &["amnesty", "write", "--select", "latest-tag"]);
    assert_eq!(write().1, "oep45: oep45-amnesty.json: 1 finding is pardoned\n");
    put(&directory, "rules/latest-tag.md", &page.replace("each = \"image\"", "each = \"imge\""));
    let (code, stdout, _) = write();
    assert_eq!((code, stdout.as_str()), (Some(2), "oep45: oep45-amnesty.json: 1 finding is pardoned\n"));
    let (_, why, _) = check(&directory, &["--select", "latest-tag", "--why-not", "latest-tag"]);
    assert!(why.contains("Dockerfile: `latest-tag` does not run, since its page is wrong"), "{why}");
}

#[test]
fn files_that_a_rule_does_not_look_at_need_no_reason() {
    let workflow = "on: push\njobs:\n  a:\n    runs-on: b\n    steps: [{run: 'true'}]\n";
    let service = [("manage.py", "\n"), ("notes/wsgi.py", "\n"), ("notes/settings.py", "\n")];
    let more = [("README.md", "# Notes\n"), ("CHANGELOG.md", "# 1.0\n"), (".github/workflows/ci.yml", workflow)];
    let directory = services(&[&service[..], &more[..]].concat());
    let why = |rule: &str| check(&directory, &["--why-not", rule]).1;
    assert!(!why("missing-cmd").contains(".github"), "{}", why("missing-cmd"));
    let repository = why("missing-changelog");
    assert!(
        repository.starts_with(".: `missing-changelog` looked at the repository and found nothing"),
        "{repository}"
    );
    assert_eq!(repository.lines().count(), 1, "{repository}");
    let nothing = check(&directory, &["--why-not", "missing-cmd", ".github"]).1;
    assert_eq!(nothing, "`missing-cmd` found no file here that it looks at\n");
}

#[test]
fn directories_of_pages_beside_tables_of_rules_are_told_where_to_go() {
    let page = fs::read_to_string("docs/examples/rules/latest-tag.md").unwrap();
    let config = "rules = [\"rules\"]\n[rules.missing-cmd]\nlevel = \"error\"\n";
    let said = check(&services(&[("oep45.toml", config), ("rules/latest-tag.md", &page)]), &[]).2;
    assert!(said.contains("oep45.toml:2:2") && said.contains("in `rule-pages`"), "{said}");
}

#[test]
fn two_rules_of_one_id_are_told_unless_they_are_the_same() {
    let page = fs::read_to_string("docs/examples/rules/latest-tag.md").unwrap();
    let config = "rule-pages = [\"rules\"]\n";
    let directory = services(&[("a/oep45.toml", config), ("a/rules/latest-tag.md", &page), ("b/oep45.toml", config)]);
    for path in ["a/Dockerfile", "b/Dockerfile"] {
        put(&directory, path, "FROM python:latest\n");
    }
    put(&directory, "b/rules/latest-tag.md", &page);
    assert_eq!(check(&directory, &[]).1.matches("[latest-tag]").count(), 2);
    put(&directory, "b/rules/latest-tag.md", &page.replace("each = \"image\"", "each = \"image\"\n"));
    let (code, _, said) = check(&directory, &[]);
    assert_eq!(code, Some(2));
    assert!(said.contains("in a/rules/latest-tag.md") && said.contains("b/rules/latest-tag.md:1:1"), "{said}");
}

#[test]
fn a_page_may_replace_a_built_in_rule_under_one_configuration_alone() {
    let page = fs::read_to_string("docs/examples/rules/latest-tag.md").unwrap();
    let page = page.replacen("# latest-tag", "# missing-cmd", 1).replacen(
        "```toml\n",
        "```toml\nreplaces = \"missing-cmd\"\n",
        1,
    );
    let config = "rule-pages = [\"rules\"]\n";
    let directory = services(&[("service/oep45.toml", config), ("service/rules/missing-cmd.md", &page)]);
    put(&directory, "service/Dockerfile", "FROM python:latest\n");
    put(&directory, "Dockerfile", "FROM python:3\nCOPY . /app\n");
    let (code, stdout, said) = check(&directory, &[]);
    assert_eq!((code, stdout.matches("[missing-cmd]").count()), (Some(1), 2), "{stdout}{said}");
}

#[test]
fn an_excluded_directory_is_not_entered() {
    let directory = services(&[("oep45.toml", "exclude = [\"vendor/\", \"!vendor/kept/\"]\n")]);
    let dockerfile = "FROM python:3\nARG PORT \"80\"\n";
    put(&directory, "vendor/kept/Dockerfile", dockerfile);
    put(&directory, "vendor/kept/oep45.toml", "selct = []\n");
    put(&directory, "vendor/locked/Dockerfile", dockerfile);
    let locked = directory.path().join("vendor/locked");
    #[cfg(unix)]
    fs::set_permissions(&locked, std::os::unix::fs::PermissionsExt::from_mode(0o0)).unwrap();
    let (code, stdout, said) = check(&directory, &["--select", "lost-arg-default"]);
    #[cfg(unix)]
    fs::set_permissions(&locked, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    assert_eq!((code, said.as_str()), (Some(1), ""), "{stdout}");
    assert!(!stdout.contains("vendor"), "{stdout}");
    let (_, why, _) = check(&directory, &["--why-not", "lost-arg-default"]);
    assert!(why.contains("vendor/: left out"), "{why}");
}

#[test]
fn an_excluded_directory_with_a_configuration_of_its_own_is_checked_as_that_says() {
    let directory = services(&[("oep45.toml", "exclude = [\"service/\", \"service/vendor\"]\n")]);
    assert!(!found(&directory, &[]).contains("service"));
    put(&directory, "service/oep45.toml", "exclude = [\"vendor/\"]\n");
    put(&directory, "service/vendor/Dockerfile", "FROM python:3\nARG PORT \"80\"\n");
    assert_eq!(found(&directory, &[]), "Dockerfile error, service/Dockerfile error");
}
