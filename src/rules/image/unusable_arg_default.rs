//! `unusable-arg-default`: an ARG's default that nobody can use, or that only developers want.

use crate::finding::{Finding, Severity, Sink};
use crate::model::{Base, Definition, DefinitionKind, Dockerfile, ImageUse, Reading, Stage, Use, names_credential};
use crate::parse::{ImageName, Keyword};
use crate::rules::Rule;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The rule with its options.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct UnusableArgDefault {
    placeholders: Vec<String>,
    development_values: Vec<String>,
}

impl Default for UnusableArgDefault {
    fn default() -> Self {
        let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        Self {
            placeholders: owned(&[
                "changeit",
                "changeme",
                "change-me",
                "fixme",
                "fill-me-in",
                "insert-here",
                "invalid",
                "override-me",
                "placeholder",
                "replaceme",
                "replace-me",
                "set-me",
                "tbd",
                "todo",
            ]),
            development_values: owned(&["dev", "devel", "development", "devstack", "local", "test", "testing"]),
        }
    }
}

/// Words of names that select what is installed, configured or built.
const SELECTORS: [&str; 9] =
    ["configuration", "env", "environment", "mode", "requirements", "settings", "stage", "target", "reqs"];

impl Rule for UnusableArgDefault {
    fn check(&self, file: &Dockerfile<'_>, sink: &mut Sink) {
        let mut told = BTreeSet::new();
        for image in &file.images {
            invalid_image(file, image, &mut told, sink);
        }
        let mut uses: BTreeMap<&str, Vec<&Use>> = BTreeMap::new();
        for used in file.uses() {
            uses.entry(&used.name).or_default().push(used);
        }
        for stage in file.stages.iter().filter(|stage| !stage.reached) {
            sink.spare(stage.span(), || "the default target does not reach this stage");
        }
        let reached = file.stages.iter().filter(|stage| stage.reached).flat_map(Stage::definitions);
        for definition in file.globals.iter().chain(reached) {
            let (Some(word), DefinitionKind::Arg) = (&definition.pair.value, definition.kind) else { continue };
            let Some(value) = word.literal().filter(|_| !told.contains(&word.span())) else { continue };
            let uses = uses.get(definition.name.as_ref()).map_or(&[][..], Vec::as_slice);
            let placeholder = self.is_placeholder(&value);
            if placeholder && names_credential(&definition.name) {
                sink.spare(word.span(), || "the default of a credential is the matter of `secret-baked-in`");
            } else if placeholder {
                let message = format!("the default of `{}`, `{value}`, is a placeholder", definition.name);
                let finding = sink.report(word.span(), message);
                label_first_use(uses, definition, finding);
                finding.help("Give it the value that most users want.");
            } else if !self.is_development(&value) {
                sink.spare(word.span(), || "the value is neither a placeholder nor known to be for developers");
            } else if file.is_for_development() {
                sink.spare(word.span(), || "the file or its folder is named as one for developers");
            } else if !selects(file, definition, uses) {
                sink.spare(word.span(), || "the value selects no requirements, settings or target");
            } else {
                let message = format!("the default of `{}`, `{value}`, is for development", definition.name);
                let finding = sink.report(word.span(), message);
                finding.severity(Severity::Warning);
                label_first_use(uses, definition, finding);
                finding.help("Give it the value for production; developers can give theirs with `--build-arg`.");
            }
        }
    }
}

impl UnusableArgDefault {
    fn is_placeholder(&self, value: &str) -> bool {
        let text = value.trim().to_lowercase().replace(['_', ' '], "-");
        let bracketed = text.starts_with('<') && text.ends_with('>') && text.len() > 2;
        let crossed = text.len() >= 3 && text.bytes().all(|byte| byte == b'x');
        let yours = text.starts_with("your-") || text.ends_with("-goes-here");
        bracketed || crossed || yours || self.placeholders.contains(&text)
    }

    /// `devstack`, `notes.settings.devstack`, `requirements/dev.txt`: by its last word.
    fn is_development(&self, value: &str) -> bool {
        let text = value.trim_end_matches(".txt").to_lowercase();
        let last = text.rsplit(['.', '/']).next().unwrap_or("");
        self.development_values.iter().any(|word| word == last)
    }
}

/// An image's name that no registry could hold, where a default brings it.
fn invalid_image(file: &Dockerfile<'_>, image: &ImageUse<'_>, told: &mut BTreeSet<Span>, sink: &mut Sink) {
    let value = &image.value;
    let named = matches!(image.target, Base::Image | Base::Unknown);
    if !named || !value.is_known() || file.tree.templated || ImageName::parse(&value.text).is_some() {
        return;
    }
    if value.text.parse::<usize>().is_ok() {
        return;
    }
    let Some(origin) = value.origins.iter().find(|origin| origin.kind == DefinitionKind::Arg) else { return };
    if !told.insert(origin.span) {
        return;
    }
    // An empty default has no bytes to point at.
    let declared = file.global_at(origin.span);
    let span =
        if origin.span.is_empty() { declared.map_or(origin.span, |global| global.pair.span) } else { origin.span };
    let shown = if value.text.is_empty() { "nothing".to_owned() } else { format!("`{}`", value.text) };
    let message = format!("with the default of `{}`, the image is {shown}, which is no image's name", origin.name);
    // Where BuildKit tells it.
    let finding = sink.report(image.word.span(), message);
    finding.label(span, "the default");
    finding.help("Give it a default with which the name is whole.");
}

/// Whether the ARG selects requirements, settings or a target: by its name, or by where its value goes.
fn selects(file: &Dockerfile<'_>, definition: &Definition<'_>, uses: &[&Use]) -> bool {
    let name = definition.name.to_lowercase();
    let words: Vec<&str> = name.split('_').collect();
    // `TARGETARCH` and its like are one word; `TEST_ENV` says whom it is for.
    let own = words.first().is_some_and(|first| matches!(*first, "dev" | "test"));
    if words.iter().any(|word| SELECTORS.contains(word)) && !own {
        return true;
    }
    uses.iter().any(|used| match used.reader {
        Keyword::From => used.reading == Reading::Alone && matches!(file.stages[used.stage].base, Base::Stage(_)),
        Keyword::Env => {
            let step = used.step.map(|step| file.stages[used.stage].steps[step].instruction);
            let pairs = step.map(crate::parse::Instruction::pairs).unwrap_or_default();
            pairs.iter().any(|pair| pair.span.covers(used.span) && pair.name.text().contains("SETTINGS"))
        }
        Keyword::Run | Keyword::Copy | Keyword::Add => {
            let text = file.source.text();
            text.get(..used.span.start as usize).is_some_and(|before| before.ends_with("requirements/"))
                || text.get(used.span.end as usize..).is_some_and(|after| after.starts_with("-requirements"))
        }
        _ => false,
    })
}

fn label_first_use(uses: &[&Use], definition: &Definition<'_>, finding: &mut Finding) {
    if let Some(used) = uses.iter().find(|used| used.span > definition.pair.span) {
        finding.label(used.span, "used here");
    }
}
