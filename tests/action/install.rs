//! The step that installs: one release and nothing else, or a program that is there.

use crate::WITHOUT_CMD;
use crate::runner::Job;
use assert_cmd::cargo::cargo_bin;
use std::path::Path;
use std::process::Command;

/// A program in Python that packs a program into a wheel, as maturin does with `bindings = "bin"`.
const PACK: &str = r#"
import sys, zipfile
program, version, directory = sys.argv[1:]
with zipfile.ZipFile(f"{directory}/oep45-{version}-py3-none-any.whl", "w") as wheel:
    info = f"oep45-{version}.dist-info"
    wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: oep45\nVersion: {version}\n")
    wheel.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: false\nTag: py3-none-any\n")
    wheel.write(program, f"oep45-{version}.data/scripts/oep45")
    wheel.writestr(f"{info}/RECORD", "")
"#;

#[test]
fn the_release_is_installed_and_nothing_of_the_checkout_is_run() {
    let module = "open('pwned', 'w')\n";
    let job =
        Job::new(&[("Dockerfile", WITHOUT_CMD), ("venv.py", module), ("pip.py", module), ("ensurepip.py", module)]);
    let (version, wheels) = (env!("CARGO_PKG_VERSION"), job.temporary());
    let pack =
        Command::new("python3").args(["-I", "-c", PACK]).arg(cargo_bin!("oep45")).arg(version).arg(&wheels).status();
    assert!(pack.unwrap().success());

    // Where pip looks for packages is the runner's own affair; here, in a directory.
    let wheels = format!("file://{}", wheels.display()).replace(' ', "%20");
    let step = job.install(&[("INPUT_VERSION", version), ("PIP_NO_INDEX", "1"), ("PIP_FIND_LINKS", &wheels)]);
    assert_eq!((step.code, step.commands()), (0, vec![]), "{}", step.log);
    let executable = step.output("executable");
    assert!(Path::new(executable).starts_with(job.temporary()), "{executable}");
    assert_eq!(job.check_with(executable, &[]).result(), ("1", "1", 1));
    assert!(!job.workspace().join("pwned").exists());
}

#[test]
fn a_release_that_does_not_exist_is_named() {
    let step = Job::new(&[]).install(&[("INPUT_VERSION", "99.0.0"), ("PIP_NO_INDEX", "1")]);
    assert_eq!((step.code, step.output("exit-code")), (2, "2"));
    assert_eq!(step.commands(), ["::error title=oep45::pip cannot install oep45 99.0.0; the log says why"]);
}

#[test]
fn a_version_is_one_release() {
    let job = Job::new(&[]);
    for version in [
        "",
        "latest",
        "*",
        "0.*",
        "v0.1.0",
        "0.1.0,>=0",
        "0.1.0 --index-url=https://example.org",
        "0.1.0\nexecutable=/bin/sh",
        "-r requirements.txt",
        "@ https://example.org/oep45.whl",
    ] {
        let step = job.install(&[("INPUT_VERSION", version)]);
        assert_eq!((step.code, step.output("exit-code"), step.outputs.len()), (2, "2", 1), "{version:?}: {}", step.log);
        assert_eq!(step.commands().len(), 1, "{version:?}: {}", step.log);
    }
}

#[test]
fn a_program_that_is_there_is_taken() {
    let job = Job::new(&[]);
    let program = cargo_bin!("oep45");
    std::os::unix::fs::symlink(program, job.workspace().join("-oep45")).unwrap();
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap());
    for (executable, wanted) in [
        ("oep45".to_owned(), program.to_owned()),
        (program.display().to_string(), program.to_owned()),
        ("./-oep45".to_owned(), job.workspace().join("./-oep45")),
    ] {
        let step = job.install(&[("INPUT_EXECUTABLE", &executable), ("PATH", &path)]);
        assert_eq!(step.code, 0, "{}", step.log);
        assert_eq!(Path::new(step.output("executable")), wanted);
    }
}

#[test]
fn a_program_that_is_not_there_is_named() {
    let job = Job::new(&[("text", "")]);
    for executable in ["no-such-program", "./missing", "./text", "./", "-v", "cd", "a\nexecutable=/bin/sh"] {
        let step = job.install(&[("INPUT_EXECUTABLE", executable)]);
        assert_eq!((step.code, step.outputs.len()), (2, 1), "{executable:?}: {}", step.log);
        let command = format!("::error title=oep45::executable: `{}` is no program", executable.replace('\n', "%0A"));
        assert!(step.commands()[0].starts_with(&command), "{:?}", step.commands());
    }
}
