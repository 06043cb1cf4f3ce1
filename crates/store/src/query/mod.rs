//! What a person typed, understood.
//!
//! `docs/search.md` has the language. [`Phrase`] are words without signs of it, as filters take them; [`Query`] is all
//! of it. Both, and filters, end as [`Node`]s, which `search` works out.

mod field;
mod lex;
mod lexicon;
mod parse;
mod words;

use crate::index::{Numbers, Terms, Words};

pub use words::Expansion;
pub(crate) use words::{Part, Phrase, Word, Wording};

/// What must hold of a document of the index.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    /// Anything.
    All,
    /// A part stands in the text or around it.
    Part(Part),
    /// A part stands in one field.
    In(Words, Part),
    /// Words stand at one stretch in one value of a field, in any of the ways.
    Stretch(Words, Vec<Vec<Word>>),
    /// A field has any of the values.
    Any(Terms, Vec<String>),
    /// A field has a number in the range, both ends included.
    Between(Numbers, u64, u64),
    /// It does not hold.
    Not(Box<Node>),
    /// All hold.
    And(Vec<Node>),
    /// Any holds.
    Or(Vec<Node>),
}

impl Node {
    /// All of them hold.
    pub(crate) fn all(mut nodes: Vec<Node>) -> Node {
        match nodes.pop() {
            None => Node::All,
            Some(only) if nodes.is_empty() => only,
            Some(last) => {
                nodes.push(last);
                Node::And(nodes)
            }
        }
    }

    /// Any of them holds; there must be one.
    pub(crate) fn any(mut nodes: Vec<Node>) -> Node {
        match nodes.pop() {
            Some(only) if nodes.is_empty() => only,
            Some(last) => {
                nodes.push(last);
                Node::Or(nodes)
            }
            None => Node::Or(nodes),
        }
    }

    /// The parts that may stand anywhere and are not excluded, in the order of the query.
    pub(crate) fn parts<'n>(&'n self, found: &mut Vec<&'n Part>) {
        match self {
            Node::Part(part) => found.push(part),
            Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| node.parts(found)),
            _ => {}
        }
    }

    /// The parts that are asked of single fields.
    pub(crate) fn fields<'n>(&'n self, found: &mut Vec<(Words, &'n Part)>) {
        match self {
            Node::In(field, part) => found.push((*field, part)),
            Node::And(nodes) | Node::Or(nodes) => nodes.iter().for_each(|node| node.fields(found)),
            _ => {}
        }
    }

    /// Every way to say it at one stretch, the typed one first. What is asked of single fields, and what is excluded,
    /// is not said.
    pub(crate) fn stretches<'n>(&'n self) -> Vec<Vec<&'n Word>> {
        let mut found: Vec<Vec<&'n Word>> = match self {
            Node::Part(part) => part
                .wordings
                .iter()
                .map(|wording| wording.words.iter().collect())
                .collect(),
            Node::Or(nodes) => nodes.iter().flat_map(Node::stretches).collect(),
            Node::And(nodes) => {
                let mut all: Vec<Vec<&'n Word>> = vec![Vec::new()];
                for ways in nodes.iter().map(Node::stretches) {
                    if ways.is_empty() {
                        continue;
                    }
                    let longer = ways.iter().flat_map(|way| {
                        let said =
                            |before: &Vec<&'n Word>| before.iter().chain(way).copied().collect();
                        all.iter().map(said).collect::<Vec<_>>()
                    });
                    all = longer.take(words::MOST_WORDINGS).collect();
                }
                all
            }
            _ => Vec::new(),
        };
        found.retain(|words| !words.is_empty());
        found.truncate(words::MOST_WORDINGS);
        found
    }

    /// Whether a kind is asked for anywhere.
    pub(crate) fn names_kind(&self) -> bool {
        match self {
            Node::Any(Terms::Kind, _) => true,
            Node::Not(node) => node.names_kind(),
            Node::And(nodes) | Node::Or(nodes) => nodes.iter().any(Node::names_kind),
            _ => false,
        }
    }
}

/// A query, understood.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Query {
    pub(crate) root: Node,
    /// Which words were widened, and to what.
    pub(crate) expansions: Vec<Expansion>,
}
