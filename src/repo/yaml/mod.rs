//! YAML with the place of every value. The events of `saphyr-parser` become an arena of nodes; an alias is the node that
//! it names once more, not a copy of it, so that no document grows by being read. Nothing recurses.
//!
//! ```text
//! spec: &spec            node 2, a mapping
//!   type: 'service'      node 4, the scalar `service`; its span has the quotes
//! again: *spec           node 2 again
//! ```

mod flow;
mod read;

use crate::text::Span;

/// The documents of a text.
#[derive(Clone, Debug, Default)]
pub struct Yaml {
    nodes: Vec<Data>,
    documents: Vec<usize>,
    /// Why and where reading ended early: what stands before it was read.
    pub problem: Option<Problem>,
}

/// What can't be read as YAML.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Where.
    pub span: Span,
    /// What is wrong, in words.
    pub message: String,
}

#[derive(Clone, Debug)]
struct Data {
    span: Span,
    value: Value,
}

#[derive(Clone, Debug)]
enum Value {
    Scalar { text: String, plain: bool },
    Sequence(Vec<usize>),
    Mapping(Vec<(usize, usize)>),
}

/// A value in a document.
#[derive(Clone, Copy, Debug)]
pub struct Node<'y> {
    yaml: &'y Yaml,
    index: usize,
}

impl Yaml {
    /// Read `text`; what can't be read ends it.
    pub fn parse(text: &str) -> Self {
        read::read(text)
    }

    /// The first document's value.
    pub fn root(&self) -> Option<Node<'_>> {
        self.documents.first().map(|&index| Node { yaml: self, index })
    }

    /// Every node of every document once, keys among them; aliases are none of their own.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        (0..self.nodes.len()).map(|index| Node { yaml: self, index })
    }
}

impl<'y> Node<'y> {
    /// Its bytes: those of an alias are the ones that it stands for.
    pub fn span(self) -> Span {
        self.data().span
    }

    /// Which node it is: aliases of one node are the same.
    pub fn id(self) -> usize {
        self.index
    }

    fn data(self) -> &'y Data {
        &self.yaml.nodes[self.index]
    }

    fn at(self, index: usize) -> Self {
        Self { index, ..self }
    }

    /// The text of a scalar, unescaped.
    pub fn scalar(self) -> Option<&'y str> {
        match &self.data().value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Whether it is a scalar without quotes: one that may be a number, a truth or nothing.
    pub fn is_plain(self) -> bool {
        matches!(self.data().value, Value::Scalar { plain: true, .. })
    }

    /// Whether it is nothing: `null`, `~`, or no value at all.
    pub fn is_null(self) -> bool {
        self.is_plain() && self.scalar().is_some_and(|text| matches!(text, "" | "~" | "null" | "Null" | "NULL"))
    }

    /// The values of a sequence; none of anything else.
    pub fn items(self) -> impl DoubleEndedIterator<Item = Node<'y>> {
        let items = match &self.data().value {
            Value::Sequence(items) => items.as_slice(),
            _ => &[],
        };
        items.iter().map(move |&index| self.at(index))
    }

    /// Keys and values of a mapping, in order; none of anything else.
    pub fn entries(self) -> impl DoubleEndedIterator<Item = (Node<'y>, Node<'y>)> {
        let entries = match &self.data().value {
            Value::Mapping(entries) => entries.as_slice(),
            _ => &[],
        };
        entries.iter().map(move |&(key, value)| (self.at(key), self.at(value)))
    }

    /// Whether it is a mapping.
    pub fn is_mapping(self) -> bool {
        matches!(self.data().value, Value::Mapping(_))
    }

    /// The value of `key` in a mapping.
    pub fn get(self, key: &str) -> Option<Node<'y>> {
        self.entries().find(|(name, _)| name.scalar() == Some(key)).map(|(_, value)| value)
    }

    /// A scalar as the list of it, a sequence as its scalars: `on: push` and `on: [push]` mean the same.
    pub fn strings(self) -> Vec<Node<'y>> {
        if self.scalar().is_some() { vec![self] } else { self.items().filter(|item| item.scalar().is_some()).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_keep_their_places() {
        let text = "\u{feff}# Größe\nspec:\n  type: 'service'\n  list: [a, ü, c]\n";
        let yaml = Yaml::parse(text);
        let spec = yaml.root().unwrap().get("spec").unwrap();
        let kind = spec.get("type").unwrap();
        assert_eq!((kind.scalar(), kind.span().of(text)), (Some("service"), "'service'"));
        let list: Vec<_> = spec.get("list").unwrap().items().map(|item| item.span().of(text)).collect();
        assert_eq!(list, ["a", "ü", "c"]);
        assert!(yaml.problem.is_none());
    }

    #[test]
    fn an_alias_is_the_node_that_it_names() {
        let yaml = Yaml::parse("a: &x {b: 1}\nc: *x\nd: &y [*y]\n");
        let root = yaml.root().unwrap();
        assert_eq!(root.get("a").unwrap().id(), root.get("c").unwrap().id());
        assert!(root.get("d").unwrap().items().next().unwrap().is_null());
    }

    #[test]
    fn aliases_of_aliases_stay_small() {
        let mut text = "a0: &a0 [x, x]\n".to_owned();
        for level in 1..64 {
            let below = level - 1;
            text.extend([format!("a{level}: &a{level} [*a{below}, *a{below}, *a{below}]\n")]);
        }
        let yaml = Yaml::parse(&text);
        assert!(yaml.nodes.len() < 300);
        assert_eq!(yaml.problem.unwrap().message, "its aliases stand for more than 16 million values");
    }

    #[test]
    fn what_stands_before_a_mistake_is_read() {
        let yaml = Yaml::parse("a: 1\nb: [1, 2\nc: }\n");
        assert_eq!(yaml.root().unwrap().get("a").unwrap().scalar(), Some("1"));
        assert!(yaml.problem.is_some());
    }

    #[test]
    fn deep_nesting_ends_without_a_crash() {
        let yaml = Yaml::parse(&"[".repeat(100_000));
        assert!(yaml.problem.is_some());
    }

    #[test]
    fn nothing_is_no_document_or_null() {
        assert!(Yaml::parse("").root().is_none_or(Node::is_null));
        assert!(Yaml::parse("a:\n").root().unwrap().get("a").unwrap().is_null());
        assert!(!Yaml::parse("a: 'null'\n").root().unwrap().get("a").unwrap().is_null());
    }
}
