//! `incomplete-operations-manual`: a manual that leaves out what OEP-45 wants in it. What a service has no use for is
//! not asked: workers without Celery, a schema without migrations, commands where it defines none.

use crate::finding::Sink;
use crate::repo::document::Page;
use crate::repo::{Manual, Repository, Service, Topic, Topics};
use crate::rules::Rule;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The rule, and its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct IncompleteOperationsManual {
    /// Further pages, or folders of pages, that are the manual.
    paths: Vec<String>,
    /// Further words and phrases that show a topic.
    topics: Words,
}

/// Words and phrases, by topic.
#[derive(Debug, Default, Deserialize, Serialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
struct Words {
    web: Vec<String>,
    worker: Vec<String>,
    schema: Vec<String>,
    maintenance: Vec<String>,
    commands: Vec<String>,
}

impl Words {
    fn all(&self) -> impl Iterator<Item = (&str, Topic)> {
        let lists = [&self.web, &self.worker, &self.schema, &self.maintenance, &self.commands];
        let topics = Topic::ALL.into_iter().zip(lists);
        topics.flat_map(|(topic, words)| words.iter().map(move |word| (word.as_str(), topic)))
    }
}

impl Rule for IncompleteOperationsManual {
    fn check_service(&self, service: &Service, repository: &Repository<'_>, sink: &mut Sink) {
        let Some(manual) = Manual::of(repository, &self.paths) else { return };
        let commands = repository.commands().iter().map(|command| (command.name.as_str(), Topic::Commands));
        let topics = Topics::new(self.topics.all().chain(commands));
        let covered = topics.of(manual.pages());
        let missing: Vec<Topic> = asked(repository).filter(|topic| !covered.contains_key(topic)).collect();
        for topic in Topic::ALL.into_iter().filter(|topic| !covered.contains_key(topic) && !missing.contains(topic)) {
            sink.spare(service.span, || {
                format!("its manual needs nothing of `{}`: it has no use for that", topic.title())
            });
        }
        if missing.is_empty() {
            return;
        }
        let titles = missing.iter().map(|topic| format!("`{}`", topic.title())).collect::<Vec<_>>().join(", ");
        let first = &manual.first;
        let place = first.document.headings.first().map_or(first.source.first_line(), |heading| heading.title);
        let finding =
            sink.report_in(&first.source, place, format!("the operations manual that begins here leaves out {titles}"));
        if let Some(celery) = repository.celery().filter(|_| missing.contains(&Topic::Worker)) {
            finding.label_in(Arc::clone(&celery.source), celery.span, "the service has work for workers");
        }
        let other = |page: &&Page| manual.pages().all(|own| own.path != page.path);
        for (topic, evidence) in topics.titled(repository.pages().iter().filter(other)) {
            if missing.contains(&topic) {
                let said = format!("outside the manual: {}", topic.title());
                finding.label_in(Arc::clone(&evidence.page.source), evidence.span, said);
            }
        }
        finding.help("Add a section for each of them, or link the page that has it.");
    }

    fn wants_repository(&self) -> bool {
        true
    }
}

/// The topics that there is something to tell about.
fn asked(repository: &Repository<'_>) -> impl Iterator<Item = Topic> {
    let has_migrations = repository.paths().iter().any(|path| is_migration(path));
    Topic::ALL.into_iter().filter(move |topic| match topic {
        Topic::Web | Topic::Maintenance => true,
        Topic::Worker => repository.celery().is_some(),
        Topic::Schema => has_migrations,
        Topic::Commands => !repository.commands().is_empty(),
    })
}

fn is_migration(path: &str) -> bool {
    let Some((folder, name)) = path.rsplit_once('/') else { return false };
    let module = name.strip_suffix(".py").is_some_and(|module| module != "__init__");
    module && (folder == "migrations" || folder.ends_with("/migrations"))
}
