//! The signs of the query language.

use unicode_normalization::UnicodeNormalization;

use super::field::{self, Field};
use crate::error::{Error, ErrorKind, Result};

/// Marks that open and close words which stand together.
const QUOTES: [char; 4] = ['"', '“', '”', '„'];

/// What stands at a place of a query. Places are in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token<'q> {
    pub(super) sign: Sign,
    /// The words that it holds, without its signs.
    pub(super) text: &'q str,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Word,
    /// Only the beginning of a word is given.
    Prefix,
    Quoted,
    /// The name of a field; its value follows.
    Field(Field),
    /// The value of a field, up to the next blank.
    Value,
    Not,
    Or,
    Open,
    Close,
}

/// An error at a place of a query.
pub(super) fn error(query: &str, at: usize, message: impl Into<String>, hint: &str) -> Error {
    Error::new(ErrorKind::Query, message)
        .with_hint(hint.to_owned())
        .at(query, at)
}

/// Reads the signs.
pub(super) fn lex(query: &str) -> Result<Vec<Token<'_>>> {
    let mut tokens: Vec<Token<'_>> = Vec::new();
    let mut at = 0;
    let mut boundary = true;
    while let Some(first) = query.get(at..).and_then(|rest| rest.chars().next()) {
        let width = first.len_utf8();
        let behind = query.get(at + width..).unwrap_or_default();
        let expected = matches!(
            tokens.last(),
            Some(Token {
                sign: Sign::Field(_),
                ..
            })
        );
        if first.is_whitespace() {
            at += width;
            boundary = true;
            continue;
        }
        if QUOTES.contains(&first) {
            let Some(length) = behind.find(QUOTES) else {
                return Err(error(
                    query,
                    at,
                    "the quotation marks are not closed",
                    "close them with \", or leave them out",
                ));
            };
            let text = behind.get(..length).unwrap_or_default();
            let close = behind.get(length..).and_then(|rest| rest.chars().next());
            let end = at + width + length + close.map_or(0, char::len_utf8);
            tokens.push(Token {
                sign: Sign::Quoted,
                text,
                start: at,
                end,
            });
            at = end;
            boundary = true;
            continue;
        }
        if first == '(' || first == ')' {
            let sign = if first == '(' {
                Sign::Open
            } else {
                Sign::Close
            };
            tokens.push(Token {
                sign,
                text: "",
                start: at,
                end: at + width,
            });
            at += width;
            boundary = true;
            continue;
        }
        if first == '-' && boundary && !expected {
            let next = behind.chars().next();
            if next.is_some_and(|next| !next.is_whitespace() && next != ')') {
                tokens.push(Token {
                    sign: Sign::Not,
                    text: "",
                    start: at,
                    end: at + width,
                });
                at += width;
                continue;
            }
            // A dash between words is a dash.
            let after = behind.trim_start();
            let between = matches!(
                tokens.last(),
                Some(Token {
                    sign: Sign::Word | Sign::Prefix | Sign::Quoted | Sign::Close,
                    ..
                })
            ) && !after.is_empty()
                && !after.starts_with(')');
            if !between {
                return Err(error(
                    query,
                    at,
                    "nothing is excluded by this -",
                    "write -WORD without a blank between, or leave it out",
                ));
            }
            at += width;
            continue;
        }
        let rest = query.get(at..).unwrap_or_default();
        let length = rest
            .find(|c: char| c.is_whitespace() || QUOTES.contains(&c) || c == '(' || c == ')')
            .unwrap_or(rest.len());
        let chunk = rest.get(..length).unwrap_or_default();
        boundary = false;
        if expected {
            tokens.push(Token {
                sign: Sign::Value,
                text: chunk,
                start: at,
                end: at + length,
            });
            at += length;
            continue;
        }
        if let Some((field, name)) = field_at(query, at, chunk)? {
            let end = at + name + 1;
            let text = chunk.get(..name).unwrap_or_default();
            tokens.push(Token {
                sign: Sign::Field(field),
                text,
                start: at,
                end,
            });
            at = end;
            continue;
        }
        let sign = if is_or(chunk) {
            Sign::Or
        } else if chunk.ends_with('*') {
            Sign::Prefix
        } else {
            Sign::Word
        };
        let text = match sign {
            Sign::Prefix => chunk.trim_end_matches('*'),
            _ => chunk,
        };
        if sign == Sign::Prefix && !text.chars().any(char::is_alphanumeric) {
            return Err(error(
                query,
                at,
                "no beginning of a word stands before this *",
                "write số* to find words that begin so",
            ));
        }
        tokens.push(Token {
            sign,
            text,
            start: at,
            end: at + length,
        });
        at += length;
    }
    Ok(tokens)
}

fn is_or(chunk: &str) -> bool {
    let composed: String = chunk.nfc().collect();
    matches!(composed.as_str(), "OR" | "HOẶC")
}

/// The field that a chunk begins with, and the length of its name in bytes. A colon before a blank, after a number or
/// before a slash is only a colon.
fn field_at(query: &str, at: usize, chunk: &str) -> Result<Option<(Field, usize)>> {
    let Some(colon) = chunk.find(':') else {
        return Ok(None);
    };
    let (name, value) = (
        chunk.get(..colon).unwrap_or_default(),
        chunk.get(colon + 1..).unwrap_or_default(),
    );
    let is_name = name.starts_with(char::is_alphabetic)
        && name
            .chars()
            .all(|c| c.is_alphabetic() || c == '_' || ('\u{300}'..='\u{36F}').contains(&c));
    if !is_name || value.starts_with(['/', ':']) {
        return Ok(None);
    }
    let behind = query.get(at + chunk.len()..).unwrap_or_default();
    let empty = value.is_empty() && !behind.starts_with(['"', '“', '”', '„', '(']);
    match field::find(name) {
        Some(_) if empty => Err(error(
            query,
            at,
            format!("the field {name}: has no value"),
            &format!(
                "write {name}:WORD or {name}:\"SEVERAL WORDS\" without a blank behind the colon"
            ),
        )),
        Some(field) => Ok(Some((field, colon))),
        None if empty => Ok(None),
        None => Err(error(
            query,
            at,
            format!("there is no field {name}:"),
            &format!(
                "the fields are {}; for the text itself put it in quotation marks or a blank behind the colon",
                field::names()
            ),
        )),
    }
}
