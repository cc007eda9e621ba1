//! What an operations manual has to tell, and the words by which one sees that it does.

use crate::repo::document::{Document, Page, Phrases, words};
use crate::text::Span;
use std::collections::BTreeMap;

/// What OEP-45 wants an operations manual to cover.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Topic {
    /// Running it for web traffic.
    Web,
    /// Running it as an asynchronous worker.
    Worker,
    /// Managing the schema of its database.
    Schema,
    /// Tasks that come again: sessions, patches, backups.
    Maintenance,
    /// Management commands for the odd case.
    Commands,
}

impl Topic {
    /// What it is, as a part of a sentence.
    pub fn title(self) -> &'static str {
        match self {
            Self::Web => "running it for web traffic",
            Self::Worker => "running it as an async worker",
            Self::Schema => "managing its database schema",
            Self::Maintenance => "maintenance tasks",
            Self::Commands => "its management commands",
        }
    }

    /// All of them, in OEP-45's order.
    pub const ALL: [Self; 5] = [Self::Web, Self::Worker, Self::Schema, Self::Maintenance, Self::Commands];

    /// The words and phrases that show it. Prose about something else rarely has them.
    fn phrases(self) -> impl Iterator<Item = &'static str> {
        let list = match self {
            Self::Web => {
                "\
                application server, daphne, docker compose up, docker run, granian, gunicorn, http server, \
                hypercorn, mod_wsgi, reverse proxy, running the server, running the service, running the web, \
                serve requests, serving requests, start the server, start the service, starting the server, \
                starting the service, uvicorn, uwsgi, waitress, web process, web server, web traffic, webserver"
            }
            Self::Worker => {
                "\
                async task, async tasks, async worker, async workers, asynchronous task, asynchronous tasks, \
                asynchronous worker, asynchronous workers, background task, background tasks, background worker, \
                background workers, celery, celerybeat, dramatiq, rqworker, task queue, worker process"
            }
            Self::Schema => {
                "\
                database migration, database migrations, database schema, makemigrations, migrate, \
                migrating the database, migrations, schema change, schema changes, schema migration, \
                showmigrations, sqlmigrate"
            }
            Self::Maintenance => {
                "\
                back up, backing up, backup, backups, clean up, cleaning up, cleanup, clear cache, clear sessions, \
                clear the cache, clearcache, clearing sessions, clearsessions, cron, cron job, cronjob, cronjobs, \
                crontab, expired sessions, housekeeping, log rotation, logrotate, maintenance, maintaining, \
                periodic task, periodic tasks, purge, purging, regular tasks, restore, scheduled task, \
                scheduled tasks, security fixes, security patch, security patches, security update, \
                security updates, upgrade, upgrading, vacuum"
            }
            Self::Commands => {
                "\
                ad hoc command, ad hoc commands, admin command, admin commands, custom command, custom commands, \
                django admin command, django admin commands, management command, management commands, \
                one off command, one off commands, one off task, one off tasks, one time operation, \
                one time operations"
            }
        };
        list.split(", ")
    }
}

/// What shows that a topic is covered.
#[derive(Clone, Copy, Debug)]
pub struct Evidence<'p> {
    /// The page.
    pub page: &'p Page,
    /// The words.
    pub span: Span,
}

/// The words of all topics.
#[derive(Clone, Debug)]
pub struct Topics {
    phrases: Phrases<Topic>,
}

impl Topics {
    /// The words, and `extra` ones.
    pub fn new<'w>(extra: impl IntoIterator<Item = (&'w str, Topic)>) -> Self {
        let own = Topic::ALL.into_iter().flat_map(|topic| topic.phrases().map(move |phrase| (phrase, topic)));
        Self { phrases: Phrases::new(own.chain(extra)) }
    }

    /// The topics that `pages` cover, each with the first words that show it.
    pub fn of<'p>(&self, pages: impl IntoIterator<Item = &'p Page>) -> BTreeMap<Topic, Evidence<'p>> {
        self.found(pages, |page| page.document.seen(page.source.text()))
    }

    /// The topics that sections of `pages` are about, by their titles: in pages that may be about anything, a word in
    /// passing says little.
    pub fn titled<'p>(&self, pages: impl IntoIterator<Item = &'p Page>) -> BTreeMap<Topic, Evidence<'p>> {
        self.found(pages, |page| page.document.headings.iter().map(|heading| heading.title).collect())
    }

    fn found<'p>(
        &self,
        pages: impl IntoIterator<Item = &'p Page>,
        parts: impl Fn(&Page) -> Vec<Span>,
    ) -> BTreeMap<Topic, Evidence<'p>> {
        let mut covered = BTreeMap::new();
        for page in pages {
            let text = page.source.text();
            let hollow = hollow(&page.document, text);
            for (topic, span) in self.phrases.find(text, &words(text, &parts(page))) {
                let before = hollow.partition_point(|title| title.start <= span.start);
                let promised = before.checked_sub(1).is_some_and(|at| hollow[at].covers(span));
                if !promised {
                    covered.entry(topic).or_insert(Evidence { page, span });
                }
            }
        }
        covered
    }
}

/// The titles with nothing below them: they promise a topic, and don't cover it.
fn hollow(document: &Document, text: &str) -> Vec<Span> {
    let prose = document.prose(text);
    let references = &document.references;
    let empty = |section: Span| {
        let next = prose.partition_point(|part| part.end <= section.start);
        let leads = references.partition_point(|reference| reference.target.start < section.start);
        prose.get(next).is_none_or(|part| part.start >= section.end)
            && references.get(leads).is_none_or(|reference| reference.target.start >= section.end)
    };
    document.headings.iter().filter(|heading| empty(heading.section)).map(|heading| heading.title).collect()
}
