//! From signs to what must hold.

use super::field::{Field, test};
use super::lex::{Sign, Token, error, lex};
use super::words::{MOST_WORDS, Part, Phrase, words};
use super::{Node, Query};
use crate::error::{Error, ErrorKind, Result};

/// Brackets in brackets beyond this depth are no question that a person has.
const DEEPEST: usize = 32;

impl Query {
    /// Understands `text`; `expand`: abbreviations also stand for their words, and the other way round. Only a text
    /// without any character but blanks asks for everything.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Query`], with the place in the text; [`ErrorKind::NoProvince`], [`ErrorKind::Filter`] for values of
    /// fields.
    pub(crate) fn parse(text: &str, expand: bool) -> Result<Query> {
        let tokens = lex(text)?;
        let mut parser = Parser {
            text,
            tokens: &tokens,
            expand,
            expansions: Vec::new(),
            words: 0,
        };
        let root = match parser.alternatives(None, 0)? {
            Some(root) => root,
            None if text.trim().is_empty() => Node::All,
            None => {
                let message = format!("the query {} has no word", text.trim());
                return Err(Error::new(ErrorKind::Query, message)
                    .with_hint("words are made of letters and digits"));
            }
        };
        if parser.words > MOST_WORDS {
            let message = format!(
                "the query has {} words, more than {MOST_WORDS}",
                parser.words
            );
            return Err(
                Error::new(ErrorKind::Query, message).with_hint("search for the words that matter")
            );
        }
        Ok(Query {
            root,
            expansions: parser.expansions,
        })
    }
}

struct Parser<'q> {
    text: &'q str,
    /// What is still to be read.
    tokens: &'q [Token<'q>],
    expand: bool,
    expansions: Vec<super::Expansion>,
    words: usize,
}

impl<'q> Parser<'q> {
    fn fail<T>(&self, at: usize, message: &str, hint: &str) -> Result<T> {
        Err(error(self.text, at, message, hint))
    }

    fn take(&mut self) -> Option<Token<'q>> {
        let (first, rest) = self.tokens.split_first()?;
        self.tokens = rest;
        Some(*first)
    }

    /// Up to the end, or to the bracket that closes the one at `open`.
    fn alternatives(&mut self, open: Option<usize>, depth: usize) -> Result<Option<Node>> {
        let mut alternatives = Vec::new();
        let mut all: Vec<Node> = Vec::new();
        let mut or = None;
        let mut closed = false;
        while let Some(token) = self.tokens.first().copied() {
            match token.sign {
                Sign::Close => {
                    if open.is_none() {
                        return self.fail(
                            token.start,
                            "this bracket closes none",
                            "leave it out, or put the text in quotation marks",
                        );
                    }
                    self.take();
                    closed = true;
                    break;
                }
                Sign::Or => {
                    self.take();
                    if all.is_empty() {
                        return self.fail(
                            token.start,
                            "nothing stands before OR",
                            "write A OR B; in quotation marks it is a word",
                        );
                    }
                    alternatives.push(Node::all(std::mem::take(&mut all)));
                    or = Some(token.start);
                }
                Sign::Not => {
                    self.take();
                    let found = self.unit(true, depth)?;
                    if found.is_empty() {
                        return self.fail(
                            token.start,
                            "nothing is excluded by this -",
                            "write -WORD without a blank between, or leave it out",
                        );
                    }
                    all.push(Node::Not(Box::new(Node::all(found))));
                }
                _ => all.extend(self.unit(false, depth)?),
            }
        }
        if let Some(open) = open
            && !closed
        {
            return self.fail(
                open,
                "this bracket is not closed",
                "close it with ), or leave it out",
            );
        }
        match (or, all.is_empty()) {
            (Some(at), true) => self.fail(
                at,
                "nothing stands behind OR",
                "write A OR B; in quotation marks it is a word",
            ),
            (None, true) => Ok(None),
            (_, false) => {
                alternatives.push(Node::all(all));
                Ok(Some(Node::any(alternatives)))
            }
        }
    }

    /// A word with those that follow it (`single`: without), a phrase, a field with its value, a bracket with all in
    /// it; none when there is no letter.
    fn unit(&mut self, single: bool, depth: usize) -> Result<Vec<Node>> {
        let Some(token) = self.take() else {
            return Ok(Vec::new());
        };
        match token.sign {
            Sign::Word => {
                let mut end = token.end;
                while !single
                    && let Some(next) = self.tokens.first()
                    && next.sign == Sign::Word
                {
                    end = next.end;
                    self.take();
                }
                let text = self.text.get(token.start..end).unwrap_or_default();
                Ok(self.loose(text).into_iter().map(Node::Part).collect())
            }
            Sign::Prefix => Ok(vec![Node::Part(self.prefix(token)?)]),
            Sign::Quoted => Ok(vec![Node::Part(self.quoted(token)?)]),
            Sign::Open => {
                if depth >= DEEPEST {
                    return self.fail(
                        token.start,
                        "too many brackets in brackets",
                        "leave some out",
                    );
                }
                match self.alternatives(Some(token.start), depth + 1)? {
                    Some(node) => Ok(vec![node]),
                    None => self.fail(
                        token.start,
                        "nothing stands between the brackets",
                        "write words between them, or leave them out",
                    ),
                }
            }
            Sign::Not => {
                let found = self.unit(true, depth)?;
                let not = |found| vec![Node::Not(Box::new(Node::all(found)))];
                Ok(if found.is_empty() { found } else { not(found) })
            }
            Sign::Field(field) => self.field(token, field, depth),
            // A value only follows its field; the other signs are met before.
            Sign::Value | Sign::Or | Sign::Close => self.fail(
                token.start,
                "a word was expected here",
                "in quotation marks it is a word",
            ),
        }
    }

    fn field(&mut self, name: Token<'q>, field: Field, depth: usize) -> Result<Vec<Node>> {
        let Some(value) = self.tokens.first().copied() else {
            return self.fail(
                name.start,
                "this field has no value",
                "write a word behind the colon",
            );
        };
        if let Field::Words(words) = field {
            let node = match value.sign {
                Sign::Value if value.text.ends_with('*') => {
                    self.take();
                    let text = value.text.trim_end_matches('*');
                    Node::Part(self.prefix(Token { text, ..value })?)
                }
                Sign::Value => {
                    self.take();
                    let parts = self.loose(value.text);
                    if parts.is_empty() {
                        return self.fail(
                            value.start,
                            "this value has no word",
                            "words are made of letters and digits",
                        );
                    }
                    Node::all(parts.into_iter().map(Node::Part).collect())
                }
                _ => Node::all(self.unit(true, depth)?),
            };
            return match in_field(words, node) {
                Some(node) => Ok(vec![node]),
                None => self.fail(
                    value.start,
                    "a field in a field means nothing",
                    "close the bracket before the next field",
                ),
            };
        }
        let value = match value.sign {
            Sign::Value | Sign::Quoted => value,
            Sign::Open => {
                return self.fail(
                    value.start,
                    "this field takes one value",
                    "write (field:A OR field:B)",
                );
            }
            _ => {
                return self.fail(
                    name.start,
                    "this field has no value",
                    "write a word behind the colon",
                );
            }
        };
        self.take();
        if value.text.trim().is_empty() {
            return self.fail(
                value.start,
                "this field has no value",
                "write a word behind the colon",
            );
        }
        let node =
            test(field, value.text.trim()).map_err(|error| error.at(self.text, value.start))?;
        Ok(vec![node])
    }

    fn loose(&mut self, text: &str) -> Vec<Part> {
        let mut phrase = Phrase::default();
        phrase.add_loose(text, self.expand);
        self.expansions.append(&mut phrase.expansions);
        self.words += count(&phrase.parts);
        phrase.parts
    }

    fn quoted(&mut self, token: Token<'_>) -> Result<Part> {
        let words = words(token.text);
        if words.is_empty() {
            return self.fail(
                token.start,
                "no word stands between the quotation marks",
                "write words between them, or leave them out",
            );
        }
        self.words += words.len();
        Ok(Part::phrase(words))
    }

    fn prefix(&mut self, token: Token<'_>) -> Result<Part> {
        let mut words = words(token.text);
        match words.as_mut_slice() {
            [word] => word.prefix = true,
            _ => {
                return self.fail(
                    token.start,
                    "only one word may stand before *",
                    "write the other words apart from it",
                );
            }
        }
        self.words += 1;
        Ok(Part::phrase(words))
    }
}

fn count(parts: &[Part]) -> usize {
    let typed = parts.iter().filter_map(|part| part.wordings.first());
    typed.map(|wording| wording.words.len()).sum()
}

/// The same asked of one field; none when a field is asked for already.
fn in_field(field: crate::index::Words, node: Node) -> Option<Node> {
    let all = |nodes: Vec<Node>| -> Option<Vec<Node>> {
        nodes
            .into_iter()
            .map(|node| in_field(field, node))
            .collect()
    };
    Some(match node {
        Node::Part(part) => Node::In(field, part),
        Node::And(nodes) => Node::And(all(nodes)?),
        Node::Or(nodes) => Node::Or(all(nodes)?),
        Node::Not(node) => Node::Not(Box::new(in_field(field, *node)?)),
        Node::All => Node::All,
        Node::In(..) | Node::Stretch(..) | Node::Any(..) | Node::Between(..) => return None,
    })
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
