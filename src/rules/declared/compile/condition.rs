//! Compiles conditions.

use super::{Compiler, Value, article};
use crate::rules::declared::condition::{Condition, How, Inside, Order, Written};
use crate::rules::declared::kind::Kind;
use toml::de::{DeTable, DeValue};

/// The keys of a condition that are no fields.
const WORDS: [&str; 6] = ["all", "any", "not", "some", "none", "every"];

/// The kinds that conditions speak of: of the node itself, and of the one that the rule visits.
#[derive(Clone, Copy)]
pub(super) struct Kinds {
    pub(super) own: Kind,
    pub(super) visited: Kind,
}

/// Where a value ends; a table of dotted keys ends with its last one.
fn end(value: &Value<'_>) -> usize {
    let inner = match value.get_ref() {
        DeValue::Table(table) => table.iter().map(|(_, value)| end(value)).max(),
        _ => None,
    };
    inner.unwrap_or(0).max(value.span().end)
}

impl Compiler<'_, '_> {
    /// The conditions in a table, all of which must hold.
    pub(super) fn conditions(&mut self, kinds: Kinds, table: DeTable<'_>) -> Condition {
        let mut all: Vec<Condition> = self.written(kinds, table).into_iter().map(|found| found.condition).collect();
        match all.pop() {
            Some(only) if all.is_empty() => only,
            last => {
                all.extend(last);
                Condition::All(all)
            }
        }
    }

    /// The same, each as the page has it; the cheap ones first.
    pub(super) fn written(&mut self, kinds: Kinds, table: DeTable<'_>) -> Vec<Written> {
        let mut all = Vec::new();
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let text = self.problems.text(key.span(), end(&value));
            let condition = match name {
                "all" => self.list(kinds, value, name).map(Condition::All),
                "any" => self.list(kinds, value, name).map(Condition::Any),
                "not" => self.table(value, name).map(|table| Condition::Not(Box::new(self.conditions(kinds, table)))),
                "some" => self.inside(kinds, How::Some, value, name),
                "none" => self.inside(kinds, How::None, value, name),
                "every" => self.inside(kinds, How::Every, value, name),
                _ => match (kinds.own.field(name), kinds.own.around().iter().find(|kind| kind.name() == name)) {
                    (Some(field), _) => self.test(kinds, field, value).map(|test| Condition::Field(field, test)),
                    (None, Some(&around)) => self.table(value, name).map(|table| {
                        let conditions = self.conditions(Kinds { own: around, ..kinds }, table);
                        Condition::Around(around, Box::new(conditions))
                    }),
                    (None, None) => {
                        let own = kinds.own;
                        let fields = own.fields().iter().map(|field| field.name);
                        let around = own.around().iter().map(|kind| kind.name());
                        let known: Vec<&str> = fields.chain(around).chain(WORDS).collect();
                        let what = format!("field of {} called", article(own));
                        self.problems.unknown(key.span(), &what, name, &known);
                        None
                    }
                },
            };
            all.extend(condition.map(|condition| Written { condition, text }));
        }
        all.sort_by_key(|found| found.condition.cost());
        all
    }

    /// `all = [{…}, …]` and `any = [{…}, …]`.
    fn list(&mut self, kinds: Kinds, value: Value<'_>, name: &str) -> Option<Vec<Condition>> {
        let span = value.span();
        let items = self.array(value, name)?;
        if items.is_empty() {
            self.problems.add(span, format!("`{name}` needs at least one condition"));
        }
        let mut conditions = Vec::new();
        for item in items {
            conditions.extend(self.table(item, name).map(|table| self.conditions(kinds, table)));
        }
        Some(conditions)
    }

    /// `some = { each = "…", where = {…} }`, or a list of these, all of which must hold.
    fn inside(&mut self, kinds: Kinds, how: How, value: Value<'_>, name: &str) -> Option<Condition> {
        let span = value.span();
        let mut table = match value.into_inner() {
            DeValue::Array(items) => {
                let all = items.into_iter().filter_map(|item| self.inside(kinds, how, item, name)).collect();
                return Some(Condition::All(all));
            }
            other => self.table(Value::new(span.clone(), other), name)?,
        };
        let each = table.remove("each");
        let conditions = table.remove("where");
        let order = table.remove("order");
        for (key, _) in table {
            self.problems.unknown(
                key.span(),
                &format!("key of `{name}` called"),
                key.get_ref(),
                &["each", "where", "order"],
            );
        }
        let Some(each) = each else {
            self.problems
                .add(span, format!("`{name}` needs `each`: the kind of nodes inside"))
                .help(format!("Write `{name} = {{ each = \"label\", where = {{ … }} }}`."));
            return None;
        };
        let order = match order.and_then(|value| Some((self.string(&value, "order")?, value.span()))) {
            None => Order::Anywhere,
            Some((text, span)) => match text.as_str() {
                "before" => Order::Before,
                "after" => Order::After,
                other => {
                    self.problems.unknown(span, "order", other, &["before", "after"]);
                    return None;
                }
            },
        };
        let kind = self.kind(&each)?;
        let condition = match conditions {
            Some(value) => {
                let table = self.table(value, "where")?;
                self.conditions(Kinds { own: kind, ..kinds }, table)
            }
            None if how == How::Every => {
                self.problems.add(each.span(), "`every` needs `where`: what is to hold of every node");
                return None;
            }
            None => Condition::All(Vec::new()),
        };
        Some(Condition::Inside(Box::new(Inside::new(kind, how, order, condition))))
    }
}
