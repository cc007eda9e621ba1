//! What the default build makes: signs of development, and the stage that should be the last.

#![allow(clippy::redundant_closure_for_method_calls, reason = "the methods are not general enough in their lifetimes")]
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use oep45::model::{Dockerfile, SignKind};
use oep45::parse;
use oep45::text::{MemoryFiles, Source};
use std::sync::Arc;

fn with<T>(path: &str, text: &str, check: impl FnOnce(&Dockerfile<'_>) -> T) -> T {
    let source = Arc::new(Source::new(path, text));
    let tree = parse::parse(source.text());
    let files = MemoryFiles::new();
    check(&Dockerfile::new(&source, &tree, path, &files))
}

/// The signs of the last stage.
fn signs(text: &str) -> Vec<(SignKind, String)> {
    with("Dockerfile", text, |file| {
        let signs = file.development_signs(file.default_target().unwrap());
        signs.iter().map(|sign| (sign.kind, sign.text.clone())).collect()
    })
}

fn command(text: &str) -> Option<String> {
    let signs = signs(&format!("FROM a\nCOPY . /app\n{text}\n"));
    signs.into_iter().find(|(kind, _)| *kind == SignKind::Command).map(|(_, text)| text)
}

fn better(text: &str) -> Option<String> {
    with("Dockerfile", text, |file| file.better_target().map(|stage| stage.title()))
}

#[test]
fn development_servers_are_signs() {
    assert_eq!(command("CMD [\"python\", \"manage.py\", \"runserver\"]").as_deref(), Some("runserver"));
    assert_eq!(command("CMD while true; do ./manage.py runserver; sleep 2; done").as_deref(), Some("runserver"));
    assert_eq!(command("CMD gunicorn --reload a.wsgi").as_deref(), Some("--reload"));
    assert_eq!(command("CMD [\"npm\", \"run\", \"dev\"]").as_deref(), Some("npm run dev"));
    assert_eq!(command("CMD yarn start").as_deref(), Some("yarn start"));
    assert_eq!(command("ENTRYPOINT [\"/edx/app/a/devstack.sh\"]").as_deref(), Some("devstack.sh"));
    assert_eq!(command("CMD bash /a/devstack.sh open").as_deref(), Some("devstack.sh"));
}

#[test]
fn containers_that_only_wait_are_signs() {
    assert_eq!(command("CMD [\"bash\"]").as_deref(), Some("bash"));
    assert_eq!(command("CMD sleep infinity").as_deref(), Some("sleep"));
    assert_eq!(command("CMD tail -f /dev/null").as_deref(), Some("tail"));
    assert_eq!(command("CMD while :; do sleep 1; done").as_deref(), Some("while true"));
}

#[test]
fn servers_for_production_are_no_signs() {
    for text in ["CMD gunicorn a.wsgi", "CMD [\"npm\", \"run\", \"migrate\"]", "CMD flask db upgrade", "CMD make all"] {
        assert_eq!(command(text), None, "{text}");
    }
    assert_eq!(command("ENTRYPOINT [\"bash\"]\nCMD [\"/start.sh\"]"), None);
    assert_eq!(command("CMD while read line; do serve $line; done"), None);
}

#[test]
fn a_shell_in_an_image_without_application_is_no_sign() {
    assert_eq!(signs("FROM a\nRUN apt-get install --yes vim\nCMD [\"bash\"]\n"), []);
}

#[test]
fn requirements_count_by_their_files_name() {
    let found = |path: &str| !signs(&format!("FROM a\nRUN pip install -r {path}\n")).is_empty();
    for path in ["requirements/dev.txt", "requirements/edx/development.txt", "dev-requirements.txt", "$D/test.txt"] {
        assert!(found(path), "{path}");
    }
    for path in ["requirements/production.txt", "requirements/edx/local.in", "requirements/edx/local.txt", "dev"] {
        assert!(!found(path), "{path}");
    }
}

#[test]
fn the_settings_in_force_count() {
    let text = "FROM a AS p\nENV DJANGO_SETTINGS_MODULE=a.settings.devstack\nFROM p\n";
    assert_eq!(signs(text), [(SignKind::Settings, "a.settings.devstack".to_owned())]);
    assert_eq!(signs(&format!("{text}ENV DJANGO_SETTINGS_MODULE=a.settings.production\n")), []);
}

#[test]
fn the_stage_that_should_be_last_is_the_one_for_production() {
    let dev = "FROM app AS dev\nCMD ./manage.py runserver\n";
    assert_eq!(better(&format!("FROM a AS app\nFROM app AS prod\nCMD gunicorn a\n{dev}")).as_deref(), Some("prod"));
    assert_eq!(better(&format!("FROM a AS app\nCMD gunicorn a\n{dev}")).as_deref(), Some("app"));
    assert_eq!(better(&format!("FROM a AS app\nFROM app AS production\nUSER 1\n{dev}")).as_deref(), Some("production"));
    assert_eq!(better(&format!("FROM a AS app\n{dev}")), None);
    assert_eq!(better(&format!("FROM a AS app\n{dev}FROM app AS prod\nCMD gunicorn a\n")), None);
}

#[test]
fn a_file_is_for_development_by_its_name_or_folder() {
    let named = |path: &str| with(path, "FROM a\n", |file| file.is_for_development());
    assert!(named("Dockerfile.dev") && named("docker/test/Dockerfile") && named("dev.Dockerfile"));
    assert!(named("ci/Dockerfile") && named(".travis/Dockerfile") && named("travis/Dockerfile-travis-web"));
    assert!(!named("Dockerfile") && !named("devices/Dockerfile") && !named("app/Dockerfile.prod"));
}

#[test]
fn settings_for_production_outweigh_a_name() {
    let production = "ENV DJANGO_SETTINGS_MODULE=a.settings.celery_production";
    let named = |text: &str| signs(text).into_iter().map(|(kind, _)| kind).collect::<Vec<_>>();
    assert!(named(&format!("FROM a AS worker-dev\n{production}\nCMD celery worker")).is_empty());
    assert_eq!(named(&format!("FROM a AS base\n{production}\nFROM base AS dev\nCMD celery")), [SignKind::Name]);
    let both = format!("FROM a AS dev\nCOPY . /a\n{production}\nCMD python manage.py runserver");
    assert_eq!(named(&both), [SignKind::Command, SignKind::Name]);
    assert_eq!(better(&format!("FROM a AS web\nCMD uwsgi\nFROM a AS worker-dev\n{production}\nCMD celery")), None);
}
