//! `arg-without-default`: an ARG has no default, and something in the build needs its value.

use crate::finding::{Severity, Sink};
use crate::model::{
    Definition, DefinitionKind, Dockerfile, GapKind, Reading, Stage, Use, is_refused, lost_default, names_credential,
};
use crate::parse::{ImageName, Keyword};
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The rule with its options.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ArgWithoutDefault {
    optional: Vec<String>,
}

/// What is known of one ARG without default.
struct Fault<'f, 't> {
    /// The ARG, and its redeclarations on the way to the use.
    declarations: Vec<&'f Definition<'t>>,
    /// The first use that needs the value, and how badly.
    first: &'f Use,
    need: Need,
    /// Where the value was passed on to another variable, if the use reads that one.
    through: Option<Span>,
}

/// How much depends on the value, the least first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Need {
    /// An ENV passes it on, and nothing in the file reads that.
    PassedOn,
    /// The name of the image is valid without it.
    Optional,
    /// The result is another one without it.
    Needed,
}

impl Rule for ArgWithoutDefault {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        // By the place of the outermost declaration: one ARG, one finding.
        let mut faults: BTreeMap<Span, Fault<'_, '_>> = BTreeMap::new();
        let mut told = BTreeSet::new();
        for used in file.uses() {
            for gap in used.value.gaps.iter().filter(|gap| gap.kind == GapKind::WithoutDefault) {
                if used.guarded {
                    sink.spare(used.span, || format!("this copes with an empty `{}`", gap.name));
                    continue;
                }
                let Some(need) = need(file, used) else {
                    sink.spare(used.span, || format!("nothing depends on `{}` here", gap.name));
                    continue;
                };
                if let Some(why) = self.spares(&gap.name) {
                    sink.spare(used.span, || format!("`{}` {why}", gap.name));
                    continue;
                }
                // Further uses in the same stage, which need no more, tell nothing new.
                if !told.insert((used.stage, gap.name.as_str(), need)) {
                    continue;
                }
                let declarations = file.declarations(used.stage, used.step, &gap.name);
                let Some(root) = declarations.first() else { continue };
                if lost_default(file, root).is_some() {
                    sink.spare(used.span, || "what became of the default is the matter of `lost-arg-default`");
                    continue;
                }
                if is_refused(file, root) {
                    sink.spare(used.span, || "the ARG is a matter of `syntax-error`");
                    continue;
                }
                let key = root.pair.name.span();
                let through = (!used.span.covers(gap.span)).then_some(gap.span);
                let fault = Fault { declarations, first: used, need, through };
                match faults.get_mut(&key) {
                    Some(known) if known.need >= need => known.declarations = merged(known, &fault),
                    Some(known) => {
                        let declarations = merged(known, &fault);
                        *known = Fault { declarations, ..fault };
                    }
                    None => drop(faults.insert(key, fault)),
                }
            }
        }
        for fault in faults.values() {
            report(fault, sink);
        }
        if sink.is_asked() {
            let all = file.globals.iter().chain(file.stages.iter().flat_map(Stage::definitions));
            for definition in all.filter(|it| it.kind == DefinitionKind::Arg && it.pair.value.is_some()) {
                sink.spare(definition.pair.name.span(), || format!("`{}` has a default", definition.name));
            }
        }
    }
}

impl ArgWithoutDefault {
    /// Why this rule leaves a name alone: what a project says may be empty, what is given to every build, and credentials,
    /// which must not have a default.
    fn spares(&self, name: &str) -> Option<&'static str> {
        let proxy = name.to_lowercase().ends_with("_proxy");
        if proxy || name.starts_with("BUILDKIT_") || name == "SOURCE_DATE_EPOCH" {
            Some("is given to every build, or to none")
        } else if names_credential(name) {
            Some("is by name a credential, which must not have a default")
        } else if self.optional.iter().any(|optional| optional == name) {
            Some("may be empty, the option `optional` says")
        } else {
            None
        }
    }
}

/// How much depends on the variable where it is used; `None` where nothing does.
fn need(file: &Dockerfile<'_>, used: &Use) -> Option<Need> {
    match used.reader {
        Keyword::Label | Keyword::Arg | Keyword::Stopsignal => None,
        Keyword::Env if used.reading == Reading::Alone => Some(Need::PassedOn),
        Keyword::Run if used.reading == Reading::PassedOn => Some(Need::PassedOn),
        Keyword::From => {
            let valid = ImageName::parse(&file.stages[used.stage].image_value.text).is_some();
            Some(if valid { Need::Optional } else { Need::Needed })
        }
        // No ARG lives on in a container: only what an ENV passed on is read there.
        Keyword::Cmd | Keyword::Entrypoint | Keyword::Healthcheck if used.value.origins.is_empty() => None,
        _ => Some(Need::Needed),
    }
}

fn merged<'f, 't>(one: &Fault<'f, 't>, other: &Fault<'f, 't>) -> Vec<&'f Definition<'t>> {
    let mut all: Vec<_> = one.declarations.iter().chain(&other.declarations).copied().collect();
    all.sort_by_key(|definition| definition.pair.span);
    all.dedup_by_key(|definition| definition.pair.span);
    all
}

fn report(fault: &Fault<'_, '_>, sink: &mut Sink) {
    let Some((root, others)) = fault.declarations.split_first() else { return };
    let name = &root.name;
    let reader = fault.first.reader.as_str();
    let (message, label) = match fault.need {
        Need::PassedOn => (format!("`{name}` has no default, and `{reader}` passes it on"), "empty unless given"),
        Need::Optional => {
            (format!("`{name}` has no default, and the name of the image holds it"), "empty unless given")
        }
        Need::Needed if fault.first.reader == Keyword::User => {
            (format!("`{name}` has no default, and `USER` needs it"), "empty unless given: the image then runs as root")
        }
        Need::Needed => (format!("`{name}` has no default, and `{reader}` needs it"), "empty unless given"),
    };
    let declared = root.pair.name.span();
    // A name that is no image's is told where BuildKit tells it, everything else where it is mended.
    let finding = if fault.need == Need::Needed && fault.first.reader == Keyword::From {
        sink.report(fault.first.span, message).label(declared, "has no default")
    } else {
        sink.report(declared, message).label(fault.first.span, label)
    };
    if let Some(through) = fault.through {
        finding.label(through, "passed on here");
    }
    for other in others {
        finding.label(other.pair.name.span(), "declared again here");
    }
    if fault.need != Need::Needed {
        finding.severity(Severity::Note);
    }
    finding.help(if fault.need == Need::Needed {
        format!("Give it the value that most users want: `ARG {name}=…`.")
    } else {
        format!("Give it the value that most users want, or say with `ARG {name}=` that it may be empty.")
    });
}
