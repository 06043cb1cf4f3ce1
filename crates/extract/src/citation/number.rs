//! The number of a document: `57/KH-SYT`, `30/2020/NĐ-CP`, `202/2025/QH15`, `85-CTr/TU`.
//!
//! Form (Nghị định 30/2020/NĐ-CP Phụ lục I, Hướng dẫn 36-HD/VPTW): digits, for the state a slash,
//! the year where the kind has one, the code of the kind, a hyphen, the code of the issuer; for the
//! Party the hyphen and the slash change places. Writers put blanks round the marks, and now and then
//! lose one.

use std::ops::Range;

use super::lexicon::{self, Kind};
use crate::token::{self, Case, Token, Tokens, Word, w};

/// A number as it stands in the text; whether it is a document's is for [`Shape::is_number`] to say.
pub(super) struct Shape {
    /// Its digits; empty where they were left blank.
    pub digits: Range<usize>,
    year: Option<usize>,
    parts: Vec<Part>,
    /// Behind its last token.
    pub end: usize,
    /// A lost mark was put back.
    pub repaired: bool,
}

/// A mark and the letters behind it.
struct Part {
    mark: char,
    letters: Letters,
    /// Blanks on both sides of the mark.
    loose: bool,
}

enum Letters {
    Tokens(Range<usize>),
    /// A half of a word that two codes were glued to.
    Code(&'static str),
}

/// What stands before a number.
pub(super) struct Before {
    /// The kind of document named directly before it.
    pub kind: Option<&'static Kind>,
    /// `số` stands before it.
    pub so: bool,
}

/// Longest run of digits in a number.
const DIGITS: u32 = 5;

impl Shape {
    /// The shape whose digits end with token `last`.
    pub(super) fn read(tokens: Tokens<'_>, last: usize) -> Option<Shape> {
        let digits = digits(tokens, last)?;
        let mut mark = digits.end;
        if mark_at(tokens, mark).is_none() {
            return Shape::without_mark(tokens, digits);
        }
        let mut year = None;
        if is_year(tokens, mark + 1) && mark_at(tokens, mark + 2).is_some() {
            year = Some(mark + 1);
            mark += 2;
        }
        Shape::symbol(tokens, digits, year, mark)
    }

    /// The shape of a number that was left blank: a mark and the symbol.
    pub(super) fn blank(tokens: Tokens<'_>, mut mark: usize) -> Option<Shape> {
        mark_at(tokens, mark)?;
        let digits = mark..mark;
        let mut year = None;
        if is_year(tokens, mark + 1) && mark_at(tokens, mark + 2).is_some() {
            year = Some(mark + 1);
            mark += 2;
        }
        Shape::symbol(tokens, digits, year, mark)
    }

    /// `84 QĐ/TWĐTN`: the mark behind the digits was lost.
    fn without_mark(tokens: Tokens<'_>, digits: Range<usize>) -> Option<Shape> {
        let at = digits.end;
        let token = tokens.get(at)?;
        if !matches!(token.case, Case::Upper | Case::Mixed) {
            return None;
        }
        let mark = mark_at(tokens, at + 1)?;
        let known = tokens.get(at + 2).and_then(|t| lexicon::issuer(t.word));
        lexicon::code(token.word).filter(|_| known.is_some() && !tokens.spaced(at + 2))?;
        let first = Part {
            mark: other(mark),
            letters: Letters::Tokens(at..at + 1),
            loose: false,
        };
        let mut shape = Shape {
            digits,
            year: None,
            parts: vec![first],
            end: at + 1,
            repaired: true,
        };
        shape.read_parts(tokens);
        Some(shape)
    }

    fn symbol(
        tokens: Tokens<'_>,
        digits: Range<usize>,
        year: Option<usize>,
        mark: usize,
    ) -> Option<Shape> {
        let letters = tokens.get(mark + 1)?;
        if letters.kind != token::Kind::Word || letters.case == Case::Lower {
            return None;
        }
        let mut shape = Shape {
            digits,
            year,
            parts: vec![],
            end: mark,
            repaired: false,
        };
        shape.read_parts(tokens);
        if shape.parts.is_empty() {
            return None;
        }
        shape.part_glued_codes(tokens);
        Some(shape)
    }

    fn read_parts(&mut self, tokens: Tokens<'_>) {
        while let Some(mark) = self.mark(tokens) {
            let from = self.end + 1;
            let Some(first) = tokens.get(from) else { break };
            let (before, behind) = (tokens.spaced(self.end), tokens.spaced(from));
            let known = lexicon::spelling(first.word).is_some();
            let fits = match (first.kind, self.parts.len()) {
                (token::Kind::Word, _) if first.case == Case::Lower => false,
                (token::Kind::Word, 0) => known || first.case != Case::Title,
                (token::Kind::Word, 1) if before && behind => {
                    known
                        && self
                            .first(tokens)
                            .is_some_and(|w| lexicon::code(w).is_some())
                }
                (token::Kind::Word, 1) if behind => known || first.case == Case::Upper,
                (token::Kind::Word, 1) if before => known,
                // `05/ĐN-Cty`, `866/QĐ-Tg`: short words are codes, longer ones are text.
                (token::Kind::Word, _) => {
                    !before
                        && !behind
                        && (first.case != Case::Title || tokens.text(from).len() <= 4)
                }
                (token::Kind::Number, 1..) => !before && !behind && first.end - first.start <= 2,
                _ => false,
            };
            if !fits {
                break;
            }
            let to = letters_end(tokens, from);
            self.parts.push(Part {
                mark,
                letters: Letters::Tokens(from..to),
                loose: before && behind,
            });
            self.end = to;
        }
    }

    /// The mark behind what was read; a dot where a hyphen belongs (`522/2002/QĐ.UB`).
    fn mark(&self, tokens: Tokens<'_>) -> Option<char> {
        let dot = self.parts.len() == 1
            && tokens.is(self.end, w!("."))
            && !tokens.spaced(self.end)
            && !tokens.spaced(self.end + 1)
            && self.code(tokens).is_some()
            && tokens
                .get(self.end + 1)
                .is_some_and(|t| lexicon::issuer(t.word).is_some());
        mark_at(tokens, self.end).or(dot.then_some('.'))
    }

    /// Parts `NQCP` when both halves are codes.
    fn part_glued_codes(&mut self, tokens: Tokens<'_>) {
        let [
            Part {
                mark,
                letters: Letters::Tokens(range),
                loose: false,
            },
        ] = &self.parts[..]
        else {
            return;
        };
        let Some(word) = tokens.get(range.start).filter(|_| range.len() == 1) else {
            return;
        };
        if lexicon::spelling(word.word).is_some() {
            return;
        }
        let (mark, text) = (*mark, tokens.text(range.start));
        let halves = text.char_indices().skip(1).find_map(|(at, _)| {
            let (head, tail) = text.split_at(at);
            let code = lexicon::code(lexicon::word_of(head))?;
            let issuer = lexicon::word_of(tail);
            lexicon::issuer(issuer)?;
            Some((code, lexicon::spelling(issuer)?))
        });
        if let Some((code, issuer)) = halves {
            let part = |mark, code| Part {
                mark,
                letters: Letters::Code(code),
                loose: false,
            };
            self.parts = vec![part(mark, code), part(other(mark), issuer)];
            self.repaired = true;
        }
    }

    /// The word of the first part when it is one word.
    fn first(&self, tokens: Tokens<'_>) -> Option<Word> {
        self.word(tokens, 0)
    }

    fn word(&self, tokens: Tokens<'_>, part: usize) -> Option<Word> {
        match &self.parts.get(part)?.letters {
            Letters::Code(code) => Some(lexicon::word_of(code)),
            Letters::Tokens(range) if range.len() == 1 => tokens.get(range.start).map(|t| t.word),
            Letters::Tokens(_) => None,
        }
    }

    /// The code of the kind that the number names.
    pub(super) fn code(&self, tokens: Tokens<'_>) -> Option<Word> {
        self.first(tokens)
            .filter(|&word| lexicon::code(word).is_some())
    }

    /// Whether it has the codes of a kind and of an issuer.
    pub(super) fn is_whole(&self) -> bool {
        self.parts.len() > 1
    }

    /// Words of kind and issuer, for comparing the numbers of a list.
    pub(super) fn series(&self, tokens: Tokens<'_>) -> (Option<Word>, Option<Word>) {
        (self.word(tokens, 0), self.word(tokens, 1))
    }

    /// A number of the National Assembly or of its committee: `15/2023/QH15`.
    pub(super) fn is_law(&self, tokens: Tokens<'_>) -> bool {
        let Some(Part {
            letters: Letters::Tokens(range),
            ..
        }) = self.parts.first()
        else {
            return false;
        };
        self.year.is_some() && is_assembly(tokens, range)
    }

    fn names_issuer(&self, tokens: Tokens<'_>) -> bool {
        self.parts
            .iter()
            .enumerate()
            .any(|(at, part)| match &part.letters {
                Letters::Tokens(range) if range.len() > 1 => is_assembly(tokens, range),
                _ => self
                    .word(tokens, at)
                    .is_some_and(|word| lexicon::issuer(word).is_some()),
            })
    }

    /// Whether this is a document's number, and not a fraction, an address or the code of a form.
    pub(super) fn is_number(&self, tokens: Tokens<'_>, before: &Before) -> bool {
        if self.is_law(tokens) {
            return true;
        }
        let code = self.code(tokens).is_some();
        let issuer = self.names_issuer(tokens);
        let loose = self.parts.iter().any(|part| part.loose);
        let named = before.kind.is_some() || before.so;
        match (self.parts.len(), before.kind) {
            _ if (self.repaired || loose) && !(named && (code || issuer)) => false,
            // `06/CP` behind `Đề án` is a programme; `64/CP` behind `Nghị định` an old number.
            (1, Some(kind)) => {
                let letters = tokens
                    .get(self.end - 1)
                    .is_some_and(|t| t.end - t.start > 1);
                !kind.programme && letters
            }
            (1, None) => before.so && issuer && !code,
            (_, Some(_)) => true,
            (_, None) if before.so => code || issuer,
            (_, None) => {
                let second = self.word(tokens, 1).and_then(lexicon::issuer).is_some();
                code && (second || issuer)
            }
        }
    }

    /// The number in canonical form: no blanks, one kind of hyphen, codes in their usual case.
    pub(super) fn canonical(&self, tokens: Tokens<'_>) -> String {
        let mut out = String::new();
        for at in self.digits.clone() {
            out.push_str(tokens.text(at));
        }
        if let Some(year) = self.year {
            out.push('/');
            out.push_str(tokens.text(year));
        }
        self.push_parts(tokens, &mut out);
        out
    }

    /// The part behind the digits and the year: `KH-SYT`, `CTr/TU`, `QH15`.
    pub(super) fn canonical_symbol(&self, tokens: Tokens<'_>) -> String {
        let mut out = String::new();
        self.push_parts(tokens, &mut out);
        out.drain(..1);
        out
    }

    fn push_parts(&self, tokens: Tokens<'_>, out: &mut String) {
        for part in &self.parts {
            out.push(part.mark);
            match &part.letters {
                Letters::Code(code) => out.push_str(code),
                Letters::Tokens(range) => {
                    for at in range.clone() {
                        let spelling = tokens.get(at).and_then(|t| lexicon::spelling(t.word));
                        out.push_str(spelling.unwrap_or(tokens.text(at)));
                    }
                }
            }
        }
    }
}

/// The tokens of a number's digits (`57`, `66.7`, `12a`), of which `last` is the last run.
fn digits(tokens: Tokens<'_>, last: usize) -> Option<Range<usize>> {
    let run = |at: usize| tokens.get(at).filter(|t| t.kind == token::Kind::Number);
    let short = |t: Token| t.end - t.start <= DIGITS;
    let mut from = last;
    run(last).filter(|&t| short(t))?;
    let glued = |at: usize| at > 0 && !tokens.spaced(at);
    if glued(last) && tokens.is(last - 1, w!(".")) && glued(last - 1) {
        from = last - 2;
        run(from).filter(|&t| short(t))?;
    }
    if glued(from) {
        let mark = tokens.get(from - 1)?;
        // `COVID-19/…`, `QCVN 02:2009/BYT`, `1/2/…`, `…/2006/QĐ-UBND` go on to the left.
        let joined = mark.kind != token::Kind::Mark
            || mark.word == w!("/")
            || glued(from - 1)
                && tokens
                    .get(from - 2)
                    .is_some_and(|t| t.kind != token::Kind::Mark)
                && tokens.is_any(from - 1, &[w!("/"), w!("-"), w!(":"), w!("."), w!(",")]);
        if joined {
            return None;
        }
    }
    let mut to = last + 1;
    let letter = tokens
        .get(to)
        .is_some_and(|t| t.end - t.start <= 2 && t.case == Case::Lower);
    let suffix = letter && tokens.get(to).is_some_and(|t| t.kind == token::Kind::Word);
    if (suffix || tokens.is(to, w!("bis"))) && !tokens.spaced(to) {
        to += 1;
    }
    Some(from..to)
}

/// Behind the letters, digits and joints of one part: `QH15`, `BGD&ĐT`, `T.Ư`, `QLVT,PT&NL`.
fn letters_end(tokens: Tokens<'_>, from: usize) -> usize {
    let mut to = from + 1;
    loop {
        let Some(next) = tokens.get(to).filter(|_| !tokens.spaced(to)) else {
            return to;
        };
        let letters = |at: usize| {
            let token = tokens.get(at).filter(|_| !tokens.spaced(at));
            token.filter(|t| t.kind == token::Kind::Word && t.case == Case::Upper)
        };
        let single = tokens.get(to - 1).is_some_and(|t| t.end - t.start == 1);
        if next.kind == token::Kind::Number && next.end - next.start <= 2
            || next.kind == token::Kind::Word && next.case == Case::Upper
        {
            to += 1;
        } else if next.word == w!("&") && letters(to + 1).is_some()
            || next.word == w!(".") && single && letters(to + 1).is_some_and(is_letter)
            || next.word == w!(",") && tokens.is(to + 2, w!("&")) && letters(to + 1).is_some()
        {
            to += 2;
        } else {
            return to;
        }
    }
}

fn is_letter(token: Token) -> bool {
    token.end - token.start <= 2
}

/// `QH15`, `UBTVQH14`.
fn is_assembly(tokens: Tokens<'_>, range: &Range<usize>) -> bool {
    tokens.is_any(range.start, &[w!("qh"), w!("ubtvqh")])
        && range.len() == 2
        && tokens.number(range.start + 1).is_some()
}

fn is_year(tokens: Tokens<'_>, at: usize) -> bool {
    tokens
        .number(at)
        .is_some_and(|year| (1900..2100).contains(&year))
}

/// The separator at a token.
fn mark_at(tokens: Tokens<'_>, at: usize) -> Option<char> {
    match tokens.get(at)?.word {
        word if word == w!("/") => Some('/'),
        word if word == w!("-") => Some('-'),
        _ => None,
    }
}

/// The separator that stands at the other place of a number.
fn other(mark: char) -> char {
    if mark == '/' { '-' } else { '/' }
}
