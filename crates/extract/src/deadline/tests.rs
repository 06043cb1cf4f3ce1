//! Tests of the deadline grammar as tables and laws.

mod cases;
mod gold;
mod laws;

use document::Span;

use super::*;
use crate::token::{Case, Kind, Token, Tokens, lex, w};

/// The tokens of a text.
fn lexed(text: &str) -> Vec<Token> {
    let mut list = vec![];
    lex(text, &mut list);
    list
}

/// The numbers of documents in a text, with the date behind them.
fn citations(tokens: Tokens<'_>) -> Vec<Span> {
    let code = |i: usize| {
        tokens
            .get(i)
            .is_some_and(|t| t.kind == Kind::Word && t.case != Case::Lower && t.end - t.start > 1)
    };
    let joint = |i: usize| tokens.is(i, w!("/")) || tokens.is(i, w!("-"));
    let mut spans: Vec<Span> = vec![];
    let mut i = 0;
    while i < tokens.len() {
        let year = usize::from(joint(i + 1) && tokens.number(i + 2).is_some_and(|n| n > 1900)) * 2;
        if tokens.number(i).is_none() || !joint(i + 1 + year) || !code(i + 2 + year) {
            i += 1;
            continue;
        }
        let mut end = i + 3 + year;
        while joint(end) && tokens.get(end + 1).is_some_and(|t| t.kind == Kind::Word) {
            end += 2;
        }
        end += printed_date(tokens, end).map_or(0, |(_, taken)| taken);
        spans.push(tokens.span(i..end));
        i = end;
    }
    spans
}

/// Kind, dates, rules, and what is wrong, as the case tables write them.
fn written(statement: &Statement) -> String {
    let date = |d: Option<Date>| d.map_or(String::new(), |d| d.to_string());
    let mut text = format!("{:?}", statement.kind).to_lowercase();
    if statement.start.is_some() || statement.due.is_some() {
        text += &format!(" {}..{}", date(statement.start), date(statement.due));
    }
    for rule in &statement.recurrence {
        text += &format!(" {rule}");
    }
    text += if statement.inferred_year { " ~" } else { "" };
    text += match statement.problem {
        Some(Problem::InvalidDate) => " !date",
        Some(Problem::YearUnknown) => " !year",
        None => "",
    };
    text
}
