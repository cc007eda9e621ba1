//! What OEP-45 expects a service to provide, and the clauses that say what is wanted of each. Rules find their place here by
//! the clause on their page.

use crate::catalog::Page;
use serde::{Serialize, Serializer};

/// Something that a service provides.
#[derive(Debug)]
pub struct Deliverable {
    /// A short name, for programs and links.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What is wanted, in one sentence.
    pub summary: &'static str,
    /// What to add where it is missing.
    pub remedy: &'static str,
    /// Whether it is the Dockerfile itself.
    pub is_dockerfile: bool,
    /// Whether there has to be a Dockerfile before it can be judged.
    pub needs_dockerfile: bool,
    /// What belongs to it, in order.
    pub requirements: &'static [Requirement],
}

/// Something that OEP-45 wants of a deliverable.
#[derive(Clone, Copy, Debug)]
pub struct Requirement {
    /// What is wanted, in a few words.
    pub title: &'static str,
    /// The groups whose rules judge it.
    pub groups: &'static [&'static str],
    /// The section of OEP-45.
    pub section: &'static str,
    /// Words of the clause, one of which a rule's page quotes.
    pub words: &'static [&'static str],
    /// Whether the deliverable is not worth much without it: an error there fails all of it.
    pub essential: bool,
    /// Whether nothing else of the deliverable can be judged without it.
    pub presence: bool,
    /// A file that shows it: without one of this name, finding nothing proves nothing.
    pub evidence: Option<&'static str>,
    /// Whether a rule that says what it leaves alone, and finds nothing, could not tell.
    pub may_be_elsewhere: bool,
}

const fn of(
    title: &'static str,
    groups: &'static [&'static str],
    section: &'static str,
    words: &'static [&'static str],
) -> Requirement {
    Requirement {
        title,
        groups,
        section,
        words,
        essential: false,
        presence: false,
        evidence: None,
        may_be_elsewhere: false,
    }
}

const fn essential(requirement: Requirement) -> Requirement {
    Requirement { essential: true, ..requirement }
}

const fn presence(requirement: Requirement) -> Requirement {
    Requirement { presence: true, ..essential(requirement) }
}

const fn shown_by(file: &'static str, requirement: Requirement) -> Requirement {
    Requirement { evidence: Some(file), ..requirement }
}

const fn elsewhere(requirement: Requirement) -> Requirement {
    Requirement { may_be_elsewhere: true, ..requirement }
}

const IMAGE: &[&str] = &["image"];
const SETTINGS: &[&str] = &["settings"];
const OPERATIONS: &[&str] = &["operations"];

/// All of them, in OEP-45's order.
pub static DELIVERABLES: &[Deliverable] = &[
    Deliverable {
        id: "dockerfile",
        title: "Dockerfile",
        summary: "A Dockerfile from which anybody can build the image, and which tells operators what the service needs.",
        remedy: "`Dockerfile`: builds the service from public resources, comments on each step, and runs the web server by \
                 default",
        is_dockerfile: true,
        needs_dockerfile: false,
        requirements: &[
            presence(of("There is one", OPERATIONS, "Abstract", &["a Dockerfile from which"])),
            essential(of("It can be built", IMAGE, "Abstract", &["a Dockerfile from which"])),
            essential(of("Public resources alone", IMAGE, "Containers", &["private resources"])),
            essential(of("No Ansible", IMAGE, "Containers", &["no Ansible"])),
            of("Few scripts, and its own", IMAGE, "Containers", &["scripts"]),
            of("Well commented", IMAGE, "Containers", &["well-commented"]),
            of("Native syntax", IMAGE, "Containers", &["native Dockerfile syntax"]),
            of("Defaults for most users", IMAGE, "Containers", &["default ARG and CMD"]),
            of("Customizations apart", IMAGE, "Containers", &["separately managed Dockerfile"]),
        ],
    },
    Deliverable {
        id: "single-artifact",
        title: "Single artifact",
        summary: "One image for every environment; what differs comes from a configuration file when it starts.",
        remedy: "`Dockerfile`: one image without settings, configuration or secrets of an environment in it",
        is_dockerfile: false,
        needs_dockerfile: true,
        requirements: &[
            of("One image for all", &["image", "operations"], "Configuration", &["a single artifact"]),
            of("No settings module chosen", IMAGE, "Configuration", &["--settings"]),
            of("No configuration inside", IMAGE, "Configuration", &["managed elsewhere"]),
            essential(of("No secrets inside", IMAGE, "Configuration", &["secrets"])),
            of("Its path in <APPNAME>_CFG_PATH", IMAGE, "Configuration", &["_CFG_PATH"]),
        ],
    },
    Deliverable {
        id: "settings",
        title: "Settings",
        summary: "Documented settings that tell required values without defaults from all others.",
        remedy: "`settings/required.py` and `settings/defaults.py`: every setting in one of them, with a `#:` comment above; \
                 `settings/__init__.py` reads the file in `<APPNAME>_CFG_PATH`, and stops where a required one is missing",
        is_dockerfile: false,
        needs_dockerfile: false,
        requirements: &[
            shown_by("required.py", presence(of("Laid out", SETTINGS, "Configuration", &["settings structure: "]))),
            of("No module per environment", SETTINGS, "Configuration", &["obviates the need"]),
            of("Required or default", SETTINGS, "Configuration", &["mutually exclusive"]),
            of("Required ones are checked", SETTINGS, "Configuration", &["will not start", "required to run"]),
            of("Documented", SETTINGS, "Configuration", &["will be documented"]),
            of("Overridden by a YAML file", SETTINGS, "Configuration", &["yaml"]),
        ],
    },
    Deliverable {
        id: "operations-manual",
        title: "Manual",
        summary: "An operations manual: how to run the service and its workers, migrate it and maintain it.",
        remedy: "`docs/operations/index.rst`: how to run the web server and the workers, manage the schema, maintain the \
                 service, and which commands there are",
        is_dockerfile: false,
        needs_dockerfile: false,
        requirements: &[
            presence(of("There is one", OPERATIONS, "Operations Manuals", &["a clear manual"])),
            of("It covers operations", OPERATIONS, "Operations Manuals", &["common operations"]),
            of("It lists the commands", OPERATIONS, "Operations Manuals", &["list of ad-hoc"]),
        ],
    },
    Deliverable {
        id: "change-log",
        title: "Change log",
        summary: "What differs in settings, operation and function from release to release.",
        remedy: "`CHANGELOG.rst`: an entry for each release, with what operators have to do",
        is_dockerfile: false,
        needs_dockerfile: false,
        requirements: &[presence(of("There is one", OPERATIONS, "Abstract", &["a changelog"]))],
    },
    Deliverable {
        id: "images",
        title: "Images",
        summary: "Published images of the latest code and of named releases.",
        remedy: "`.github/workflows/publish.yml`: pushes an image for the default branch and for `release/**`",
        is_dockerfile: false,
        needs_dockerfile: false,
        requirements: &[
            presence(elsewhere(of("Of the latest code", OPERATIONS, "Docker Images", &["edX will provide"]))),
            elsewhere(of("Of named releases", OPERATIONS, "Docker Images", &["representing named releases"])),
        ],
    },
];

/// What the rule of `page` judges; `None` where it is no part of OEP-45's deliverables.
pub fn requirement(page: &Page) -> Option<(&'static Deliverable, &'static Requirement)> {
    let (section, words) = page.clause.split_once(": ")?;
    let of_deliverable = |deliverable: &'static Deliverable| {
        deliverable.requirements.iter().map(move |requirement| (deliverable, requirement))
    };
    DELIVERABLES.iter().flat_map(of_deliverable).find(|(_, requirement)| {
        let quoted = |known: &&str| words.contains(known);
        requirement.section == section
            && requirement.groups.contains(&page.group.as_ref())
            && requirement.words.iter().any(quoted)
    })
}

impl Serialize for Deliverable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id)
    }
}

impl Serialize for Requirement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.title)
    }
}
