//! Compiles what a rule visits and what it says.

use super::condition::Kinds;
use super::{Compiler, Value};
use crate::catalog::Fixes;
use crate::finding::Applicability;
use crate::rules::declared::kind::Kind;
use crate::rules::declared::matcher::{Matcher, Mending, Once, Replacement, Said, Side};
use crate::rules::declared::template::{Piece, Reference, Template};
use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// The keys of `[match]`.
pub(in crate::rules::declared) const KEYS: [&str; 11] =
    ["each", "where", "message", "once", "primary", "note", "labels", "help", "replace", "fix", "mask"];

/// The keys of a replacement.
pub(in crate::rules::declared) const REPLACEMENT: [&str; 4] = ["span", "before", "after", "with"];

const SIDES: [(&str, Side); 3] = [("span", Side::Over), ("before", Side::Before), ("after", Side::After)];

impl Compiler<'_, '_> {
    /// One `[match]` table.
    pub(super) fn matcher(&mut self, mut table: DeTable<'_>, span: Range<usize>) -> Option<Matcher> {
        let Some(each) = table.remove("each") else {
            let problem = self.problems.add(span, "`match` needs `each`: the kind of nodes that the rule looks at");
            problem.help(format!("Write `each = \"…\"` with one of `{}`.", Kind::ALL.map(Kind::name).join("`, `")));
            return None;
        };
        let kind = self.kind(&each)?;
        let mut conditions = Vec::new();
        let mut message = None;
        let mut once = None;
        let mut said = Said::default();
        let mut replace = None;
        let mut fix = None;
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            match name {
                "where" => {
                    if let Some(table) = self.table(value, name) {
                        conditions = self.written(Kinds { own: kind, visited: kind }, table);
                    }
                }
                "message" => message = self.message(kind, &value),
                "once" => once = self.once(&value),
                "primary" => said.primary = self.place(kind, &value, name),
                "note" => said.note = self.template(kind, &value, name),
                "labels" => said.labels = self.labels(kind, value),
                "help" => said.help = self.help(kind, value),
                "replace" => {
                    let span = value.span();
                    replace = Some((self.replacements(kind, value), span));
                }
                "fix" => fix = self.template(kind, &value, name),
                "mask" => said.mask = self.mask(kind, value),
                unknown => self.problems.unknown(key.span(), "key of `match` called", unknown, &KEYS),
            }
        }
        let applicability = match self.fixes {
            Fixes::Safe => Some(Applicability::Safe),
            Fixes::Unsafe => Some(Applicability::Unsafe),
            Fixes::None => None,
        };
        said.fix = match (replace, applicability) {
            (Some((replacements, _)), Some(applicability)) => {
                Some(Mending { replacements, message: fix, applicability })
            }
            (Some((_, span)), None) => {
                let problem = self.problems.add(span, "the rule replaces text, but its page says `fix = \"none\"`");
                problem.help("Write `fix = \"safe\"` where the image stays as it is, else `fix = \"unsafe\"`.");
                None
            }
            (None, _) => None,
        };
        let Some(message) = message else {
            if !self.problems.any() {
                self.problems.add(span, "`match` needs `message`: what is wrong, in a line");
            }
            return None;
        };
        self.keep_masked(&said, &message, each.span());
        Some(Matcher { kind, conditions, message, once, said })
    }

    fn message(&mut self, kind: Kind, value: &Value<'_>) -> Option<Template> {
        let template = self.template(kind, value, "message")?;
        let text = value.get_ref().as_str().unwrap_or("");
        let literal =
            template.0.iter().any(|piece| matches!(piece, Piece::Text(text) if text.contains(char::is_alphanumeric)));
        if !literal {
            self.problems.add(value.span(), "a message says what is wrong in words of its own");
        } else if text.ends_with('.') {
            self.problems.add(value.span(), "a message ends without a full stop");
        }
        Some(template)
    }

    /// Inside what only the first node is reported.
    fn once(&mut self, value: &Value<'_>) -> Option<Once> {
        let name = self.string(value, "once")?;
        let found = Once::ALL.into_iter().find(|(known, _)| *known == name);
        if found.is_none() {
            self.problems.unknown(
                value.span(),
                "thing to report once in called",
                &name,
                &Once::ALL.map(|(name, _)| name),
            );
        }
        found.map(|(_, once)| once)
    }

    /// A field that has a place.
    fn place(&mut self, kind: Kind, value: &Value<'_>, name: &str) -> Option<Reference> {
        let text = self.string(value, name)?;
        let reference = self.reference(kind, &text, value.span())?;
        if reference.field.placed {
            return Some(reference);
        }
        let owner = reference.around.unwrap_or(kind);
        let placed: Vec<_> = owner.fields().iter().filter(|field| field.placed).map(|field| field.name).collect();
        let problem = self.problems.add(value.span(), format!("`{text}` has no place of its own in the file"));
        problem.help(format!("What has one: `{}`.", placed.join("`, `")));
        None
    }

    fn labels(&mut self, kind: Kind, value: Value<'_>) -> Vec<(Reference, Template)> {
        let mut labels = Vec::new();
        for item in self.array(value, "labels").into_iter().flatten() {
            let span = item.span();
            let Some(mut table) = self.table(item, "labels") else { continue };
            let place = table.remove("span");
            let message = table.remove("message");
            for (key, _) in table {
                self.problems.unknown(key.span(), "key of a label called", key.get_ref(), &["span", "message"]);
            }
            let Some(place) = place else {
                self.problems.add(span, "a label needs `span`: the field whose place it shows");
                continue;
            };
            let message = match message {
                Some(message) => self.template(kind, &message, "message"),
                None => Some(Template(Vec::new())),
            };
            labels.extend(self.place(kind, &place, "span").zip(message));
        }
        labels
    }

    /// A text for the primary place, a table that names another one, or a list of such tables.
    fn replacements(&mut self, kind: Kind, value: Value<'_>) -> Vec<Replacement> {
        match value.get_ref() {
            DeValue::Table(_) => self.replacement(kind, value).into_iter().collect(),
            DeValue::Array(_) => {
                let items = self.array(value, "replace").into_iter().flatten();
                items.filter_map(|item| self.replacement(kind, item)).collect()
            }
            _ => {
                let with = self.template(kind, &value, "replace");
                with.map(|with| Replacement { side: Side::Over, place: None, with }).into_iter().collect()
            }
        }
    }

    fn replacement(&mut self, kind: Kind, value: Value<'_>) -> Option<Replacement> {
        let span = value.span();
        let mut places = Vec::new();
        let mut with = None;
        for (key, value) in self.table(value, "replace")? {
            let name = key.get_ref().as_ref();
            match SIDES.into_iter().find(|(known, _)| *known == name) {
                Some((_, side)) => places.push((side, self.place(kind, &value, name)?)),
                None if name == "with" => with = Some(self.template(kind, &value, name)?),
                None => self.problems.unknown(key.span(), "key of a replacement called", name, &REPLACEMENT),
            }
        }
        let (Ok([(side, place)]), Some(with)) = (<[_; 1]>::try_from(places), with) else {
            let problem = self.problems.add(span, "a replacement needs one place, and what is written there");
            problem.help("Write `{ span = \"field\", with = \"…\" }`, or `before` or `after` in place of `span`.");
            return None;
        };
        Some(Replacement { side, place: Some(place), with })
    }

    /// One sentence, or a list of them.
    fn help(&mut self, kind: Kind, value: Value<'_>) -> Vec<Template> {
        match value.get_ref() {
            DeValue::Array(_) => {
                let items = self.array(value, "help").into_iter().flatten();
                items.filter_map(|item| self.template(kind, &item, "help")).collect()
            }
            _ => self.template(kind, &value, "help").into_iter().collect(),
        }
    }

    fn mask(&mut self, kind: Kind, value: Value<'_>) -> Vec<Reference> {
        match value.get_ref() {
            DeValue::Array(_) => {
                let items = self.array(value, "mask").into_iter().flatten();
                items.filter_map(|item| self.place(kind, &item, "mask")).collect()
            }
            _ => self.place(kind, &value, "mask").into_iter().collect(),
        }
    }

    /// What is masked is said nowhere.
    fn keep_masked(&mut self, said: &Said, message: &Template, span: Range<usize>) {
        let labels = said.labels.iter().map(|(_, template)| template);
        let fix = said.fix.iter().flat_map(|fix| fix.replacements.iter().map(|it| &it.with).chain(&fix.message));
        let templates = std::iter::once(message).chain(labels).chain(&said.help).chain(&said.note).chain(fix);
        let pieces: Vec<&Piece> = templates.flat_map(|template| &template.0).collect();
        for masked in &said.mask {
            let shown = |piece: &&&Piece| matches!(piece, Piece::Field(it) if it.field.name == masked.field.name);
            if pieces.iter().any(|piece| shown(&piece)) {
                let name = masked.field.name;
                self.problems.add(span.clone(), format!("`{name}` is masked, so no text may show it"));
            }
        }
    }

    /// A text, cut at its placeholders; `{{` and `}}` are braces.
    fn template(&mut self, kind: Kind, value: &Value<'_>, name: &str) -> Option<Template> {
        let text = self.string(value, name)?;
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut rest = text.as_str();
        let mut right = true;
        while let Some(at) = rest.find(['{', '}']) {
            literal.push_str(&rest[..at]);
            let (brace, behind) = rest[at..].split_at(1);
            if let Some(after) = behind.strip_prefix(brace) {
                literal.push_str(brace);
                rest = after;
                continue;
            }
            let Some((field, after)) = behind.split_once('}').filter(|_| brace == "{") else {
                let problem = self.problems.add(value.span(), format!("a `{brace}` stands alone in `{name}`"));
                problem.help("Write `{field}` for a field of the node, and `{{` or `}}` for a brace.");
                return None;
            };
            rest = after;
            let span = self.problems.narrowed(value.span(), &format!("{{{field}}}"));
            if let Some(option) = field.strip_prefix("option.") {
                if let Some(setting) = self.options.get(option) {
                    literal.push_str(&setting.shown());
                } else {
                    self.problems.unknown(span, "option", option, &self.options.names());
                    right = false;
                }
                continue;
            }
            match self.reference(kind, field, span) {
                Some(reference) => {
                    if !literal.is_empty() {
                        pieces.push(Piece::Text(std::mem::take(&mut literal)));
                    }
                    pieces.push(Piece::Field(reference));
                }
                None => right = false,
            }
        }
        literal.push_str(rest);
        if !literal.is_empty() {
            pieces.push(Piece::Text(literal));
        }
        right.then_some(Template(pieces))
    }
}
