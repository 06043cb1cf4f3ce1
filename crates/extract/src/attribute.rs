//! Attribute lines: `Chủ trì thực hiện: Phòng …`, `Thời gian: Quý II/2026`.
//!
//! A label stands at the beginning of the line and ends with a colon. Labels are matched by their
//! words (`lexicon/attribute_labels.tsv`), misspelt ones by their letters: a letter or two may
//! differ (`Thời gian hoàn thanh`, `Kế quả`). A label that is in no table (`Giải pháp thực hiện:`)
//! makes no attribute. Source of the rule: "Attributes" of the extraction contract.

use std::ops::Range;
use std::sync::LazyLock;

use crate::owner::begins_body;
use crate::owner::vocabulary::{Phrases, rows};
use crate::token::{Case, Kind, Token, Tokens, Word, lex, w};

/// What an attribute says about the item before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attribute {
    /// Chủ trì.
    Lead,
    /// Phối hợp.
    Partner,
    /// Chủ trì, phối hợp; and an assignment inside another attribute.
    LeadAndPartner,
    /// Thời gian, thời hạn, tiến độ.
    Deadline,
    /// Sản phẩm, kết quả.
    Output,
    /// Ghi chú.
    Note,
    /// Kinh phí.
    Budget,
    /// Theo dõi, đôn đốc: who only watches.
    Supervise,
    /// Địa điểm, thành phần, đối tượng: where and with whom, no work of its own.
    Aside,
}

const LONGEST_LABEL: usize = 11;

struct Label {
    text: String,
    /// Its length in letters.
    letters: usize,
    words: Box<[Word]>,
    attribute: Attribute,
}

static TABLE: LazyLock<Vec<Label>> = LazyLock::new(|| {
    rows(include_str!("../lexicon/attribute_labels.tsv"))
        .filter_map(|row| {
            let (role, label) = row.split_once('\t')?;
            let attribute = match role {
                "lead" => Attribute::Lead,
                "partner" => Attribute::Partner,
                "both" => Attribute::LeadAndPartner,
                "deadline" => Attribute::Deadline,
                "output" => Attribute::Output,
                "note" => Attribute::Note,
                "budget" => Attribute::Budget,
                "aside" => Attribute::Aside,
                _ => Attribute::Supervise,
            };
            let mut list = vec![];
            lex(label, &mut list);
            let text = label.replace(' ', "");
            Some(Label {
                letters: text.chars().count(),
                text,
                words: list.iter().map(|t| t.word).collect(),
                attribute,
            })
        })
        .collect()
});

/// Labels that a few words may follow (`Thời gian đào tạo:`), by the first words of a row that ends
/// with `…`.
static OPEN: LazyLock<Vec<(Box<[Word]>, Attribute)>> = LazyLock::new(|| {
    TABLE
        .iter()
        .filter(|label| label.text.ends_with('…'))
        .map(|label| {
            let words = &label.words[..label.words.len() - 1];
            (words.into(), label.attribute)
        })
        .collect()
});

/// Most words behind the first ones of such a label.
const OPEN_WORDS: usize = 4;

/// Words behind which `Thời gian` names no time of a task: `Thời gian qua`, `Thời gian tới`.
const OTHER_TIMES: [Word; 6] = [
    w!("qua"),
    w!("tới"),
    w!("vừa"),
    w!("này"),
    w!("đến"),
    w!("trước"),
];

static EXACT: LazyLock<Phrases<Attribute>> = LazyLock::new(|| {
    Phrases::new(
        rows(include_str!("../lexicon/attribute_labels.tsv")).filter_map(|row| {
            let (_, label) = row.split_once('\t')?;
            let attribute = TABLE
                .iter()
                .find(|l| l.text == label.replace(' ', ""))?
                .attribute;
            Some((label, attribute))
        }),
    )
});

/// The attributes of a line, each with the range of tokens of its value; empty when the paragraph
/// is no attribute line. `Đơn vị chủ trì: A; đơn vị phối hợp: B` gives two.
pub(crate) fn attributes(tokens: Tokens<'_>) -> Vec<(Attribute, Range<usize>)> {
    let Some(start) = first_word(tokens) else {
        return vec![];
    };
    let limit = (start + LONGEST_LABEL + 4).min(tokens.len());
    let Some(colon) = (start..limit).find(|&k| tokens.is(k, w!(":"))) else {
        return dashed(tokens, start);
    };
    let Some(first) = label(tokens, start..colon) else {
        return vec![];
    };
    let mut out = vec![];
    let mut open = (first, colon + 1);
    for k in colon + 1..tokens.len() {
        if tokens.is(k, w!(":"))
            && let Some((begin, attribute)) = label_before(tokens, open.1, k)
        {
            out.push((open.0, trimmed(tokens, open.1..begin)));
            open = (attribute, k + 1);
        } else if open.0 == Attribute::Deadline
            && tokens.is(k, w!("giao"))
            && tokens.is_any(k - 1, &[w!(";"), w!("."), w!(",")])
            && begins_body(tokens, k + 1)
        {
            out.push((open.0, trimmed(tokens, open.1..k)));
            open = (Attribute::LeadAndPartner, k);
        }
    }
    let end = if start > 0 && tokens.is(start - 1, w!("(")) && tokens.is(tokens.len() - 1, w!(")"))
    {
        tokens.len() - 1
    } else {
        tokens.len()
    };
    // A text that was cut off may end with the next label: `… Sở Nội vụ. Cơ quan phối hợp`.
    let cut = (open.1 + 1..end).find(|&k| {
        let label = EXACT.at(tokens, k);
        tokens.is(k - 1, w!(".")) && label.is_some_and(|(length, _)| k + length == end)
    });
    out.push((open.0, trimmed(tokens, open.1..cut.unwrap_or(end))));
    out
}

/// The attributes that stand inside a paragraph which is no attribute line, behind the end of a
/// sentence or in brackets: `… từ xa. Đơn vị chủ trì: Sở Y tế. Thời gian: Quý II/2026.`;
/// `… (Chủ trì: A; phối hợp: B)`.
///
/// A value ends before the next label, an unknown one too (`Giải pháp: …`), at the bracket that
/// closes its own, and at the end of its sentence.
pub(crate) fn run_in(tokens: Tokens<'_>) -> Vec<(Attribute, Range<usize>)> {
    if !attributes(tokens).is_empty() {
        return vec![];
    }
    let mut out = vec![];
    for colon in 1..tokens.len() {
        if tokens.is(colon, w!(":"))
            && let Some(attribute) = label_run_in(tokens, colon)
        {
            let value = trimmed(tokens, colon + 1..value_end(tokens, colon + 1));
            if !value.is_empty() {
                out.push((attribute, value));
            }
        }
    }
    out
}

/// The label before the colon at `colon`, behind the end of a sentence or an opening bracket.
fn label_run_in(tokens: Tokens<'_>, colon: usize) -> Option<Attribute> {
    let earliest = colon.saturating_sub(LONGEST_LABEL + 4).max(1);
    (earliest..colon).find_map(|k| {
        let sentence = tokens.is(k - 1, w!(".")) && tokens.spaced(k);
        if !sentence && !tokens.is_any(k - 1, &[w!(";"), w!("(")]) {
            return None;
        }
        let capital = tokens.get(k).is_some_and(|t| t.case != Case::Lower);
        if sentence {
            return label(tokens, k..colon).filter(|_| capital);
        }
        // Behind `;` and `(` words like `kết quả:` are running text.
        let (length, attribute) = EXACT.at(tokens, k)?;
        let certain = matches!(
            attribute,
            Attribute::Lead | Attribute::Partner | Attribute::LeadAndPartner | Attribute::Deadline
        );
        (k + length == colon && (certain || capital)).then_some(attribute)
    })
}

/// Where the value that begins at `from` ends.
fn value_end(tokens: Tokens<'_>, from: usize) -> usize {
    let mut depth = 0usize;
    for k in from..tokens.len() {
        if tokens.is(k, w!("(")) {
            depth += 1;
        } else if tokens.is(k, w!(")")) {
            let Some(outer) = depth.checked_sub(1) else {
                return k;
            };
            depth = outer;
        } else if depth == 0
            && (tokens.is(k, w!(";")) && label_follows(tokens, k + 1)
                || tokens.is(k, w!(".")) && sentence_ends(tokens, k))
        {
            return k;
        }
    }
    tokens.len()
}

/// Whether a label, known or not, stands at `k`: a few words and a colon.
fn label_follows(tokens: Tokens<'_>, k: usize) -> bool {
    let colon = (k + 1..k + LONGEST_LABEL + 4)
        .take_while(|&c| !tokens.is_any(c, &[w!("."), w!(";"), w!("("), w!(")")]))
        .find(|&c| tokens.is(c, w!(":")));
    colon.is_some_and(|colon| {
        tokens.get(k).is_some_and(|t| t.case == Case::Title) && !begins_body(tokens, k)
            || label_run_in(tokens, colon).is_some()
    })
}

/// Whether the point at `k` ends a sentence: `TP. Huế` and `30.6` go on.
fn sentence_ends(tokens: Tokens<'_>, k: usize) -> bool {
    const SHORT: [Word; 9] = [
        w!("tp"),
        w!("tx"),
        w!("tt"),
        w!("bs"),
        w!("ts"),
        w!("ths"),
        w!("gs"),
        w!("pgs"),
        w!("đ"),
    ];
    let Some(next) = tokens.get(k + 1) else {
        return true;
    };
    tokens.spaced(k + 1)
        && (next.case != Case::Lower || next.kind != Kind::Word)
        && !tokens.is_any(k - 1, &SHORT)
}

/// Whether the whole text is the label of an attribute, with or without its colon.
pub(crate) fn is_label(tokens: Tokens<'_>) -> bool {
    let end =
        tokens.len() - usize::from(!tokens.is_empty() && tokens.is(tokens.len() - 1, w!(":")));
    first_word(tokens).is_some_and(|start| start < end && label(tokens, start..end).is_some())
}

/// `Chủ trì – Sở Y tế`: only an owner may stand behind a dash.
fn dashed(tokens: Tokens<'_>, start: usize) -> Vec<(Attribute, Range<usize>)> {
    let Some((length, attribute)) = EXACT.at(tokens, start) else {
        return vec![];
    };
    let dash = start + length;
    let owner = matches!(
        attribute,
        Attribute::Lead | Attribute::Partner | Attribute::LeadAndPartner
    );
    if owner
        && tokens.is(dash, w!("-"))
        && tokens.spaced(dash)
        && tokens.spaced(dash + 1)
        && begins_body(tokens, dash + 1)
    {
        vec![(attribute, trimmed(tokens, dash + 1..tokens.len()))]
    } else {
        vec![]
    }
}

/// The first token that is no bullet and no opening bracket.
fn first_word(tokens: Tokens<'_>) -> Option<usize> {
    (0..tokens.len().min(4)).find(|&k| tokens.get(k).is_some_and(|t| t.kind != Kind::Mark))
}

/// The attribute whose label is `range`, a remark in brackets aside: `Sản phẩm (nếu có)`.
fn label(tokens: Tokens<'_>, range: Range<usize>) -> Option<Attribute> {
    let mut end = range.end;
    if let Some(open) = (range.start + 1..end).find(|&k| tokens.is(k, w!("("))) {
        if !tokens.is(end - 1, w!(")")) {
            return None;
        }
        end = open;
    }
    if let Some((length, attribute)) = EXACT.at(tokens, range.start)
        && range.start + length == end
    {
        return Some(attribute);
    }
    if tokens.is(range.start, w!("các")) && range.start + 1 < end {
        return label(tokens, range.start + 1..end);
    }
    misspelt(tokens, range.start..end).or_else(|| open(tokens, range.start..end))
}

/// `Thời gian đào tạo`, `Thành phần tham dự hội nghị`: a label with a few words of its own.
fn open(tokens: Tokens<'_>, range: Range<usize>) -> Option<Attribute> {
    let (words, attribute) = OPEN
        .iter()
        .find(|(words, _)| tokens.at(range.start, words))?;
    let mut rest = range.start + words.len()..range.end;
    let plain = rest.clone().all(|k| {
        tokens
            .get(k)
            .is_some_and(|t| t.kind == Kind::Word && t.case == Case::Lower)
    });
    let close = (1..=OPEN_WORDS).contains(&rest.len());
    (plain && close && !rest.any(|k| tokens.is_any(k, &OTHER_TIMES))).then_some(*attribute)
}

/// A label of as many words, most of them spelt right, one or two letters apart.
fn misspelt(tokens: Tokens<'_>, range: Range<usize>) -> Option<Attribute> {
    let length = range.len();
    if !(2..=LONGEST_LABEL).contains(&length) {
        return None;
    }
    let right = |label: &Label| {
        let same = (0..length)
            .filter(|&k| {
                tokens
                    .get(range.start + k)
                    .is_some_and(|t| label.words.get(k) == Some(&t.word))
            })
            .count();
        label.words.len() == length && 2 * same >= length
    };
    let near: Vec<&Label> = TABLE.iter().filter(|label| right(label)).collect();
    if near.is_empty() {
        return None;
    }
    let printed: String = range
        .map(|k| tokens.text(k))
        .collect::<String>()
        .to_lowercase();
    near.into_iter()
        .find(|label| {
            let allowed = if label.letters >= 16 { 2 } else { 1 };
            distance(&printed, &label.text, allowed) <= allowed
        })
        .map(|label| label.attribute)
}

/// Letters to change, add or leave out; more than `limit` is only known to be more.
fn distance(a: &str, b: &str, limit: usize) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, ca) in a.chars().enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        let mut best = left;
        for (cell, cb) in row.iter_mut().skip(1).zip(&b) {
            let change = diagonal + usize::from(ca != *cb);
            diagonal = *cell;
            *cell = change.min(left + 1).min(diagonal + 1);
            left = *cell;
            best = best.min(left);
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        if best > limit {
            return best;
        }
    }
    row.last().copied().unwrap_or(usize::MAX)
}

/// The label that ends before the colon at `colon` and begins behind a separator after `from`.
fn label_before(tokens: Tokens<'_>, from: usize, colon: usize) -> Option<(usize, Attribute)> {
    const SEPARATORS: [Word; 8] = [
        w!(";"),
        w!("."),
        w!(","),
        w!("-"),
        w!("+"),
        w!("("),
        w!("•"),
        w!("/"),
    ];
    let earliest = from.max(colon.saturating_sub(LONGEST_LABEL + 1));
    (earliest..colon)
        .filter(|&k| {
            k == from || tokens.is_any(k - 1, &SEPARATORS) || capital_after_blank(tokens, k)
        })
        .find_map(|k| {
            let (length, attribute) = EXACT.at(tokens, k)?;
            let whole = k + length == colon;
            whole.then_some((k, attribute))
        })
}

/// A line that lost its break: `… Sở Y tế Cơ quan phối hợp: …`.
fn capital_after_blank(tokens: Tokens<'_>, k: usize) -> bool {
    let upper = |t: Token| t.case == Case::Title;
    tokens.spaced(k) && tokens.get(k).is_some_and(upper)
}

/// A range of tokens without separators at its ends.
fn trimmed(tokens: Tokens<'_>, range: Range<usize>) -> Range<usize> {
    let Range { mut start, mut end } = range;
    let separator =
        |k: usize| tokens.is_any(k, &[w!(";"), w!("."), w!(","), w!("-"), w!("+"), w!("•")]);
    while start < end && separator(start) {
        start += 1;
    }
    while end > start
        && separator(end - 1)
        && !(tokens.is(end - 1, w!(".")) && end - 1 > start && tokens.is(end - 2, w!(".")))
    {
        end -= 1;
    }
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attribute_lines() {
        let table = include_str!("../cases/attributes.tsv");
        let rows = table
            .lines()
            .filter(|l| !l.starts_with('#') && !l.is_empty())
            .skip(1);
        let (mut all, mut wrong) = (0, vec![]);
        for row in rows {
            let (line, wanted) = row.split_once('\t').unwrap_or((row, ""));
            let mut list = vec![];
            lex(line, &mut list);
            let tokens = Tokens::new(line, &list);
            // A row of a paragraph that is no line shows what is run in.
            let (wanted, found) = match wanted.strip_prefix("run in: ") {
                Some(wanted) => (wanted, run_in(tokens)),
                None => (wanted, attributes(tokens)),
            };
            let found: Vec<String> = found
                .into_iter()
                .map(|(attribute, range)| {
                    let value = match range.is_empty() {
                        true => "",
                        false => {
                            let span = tokens.span(range);
                            &line[span.start as usize..span.end as usize]
                        }
                    };
                    format!("{attribute:?}={value}")
                })
                .collect();
            all += 1;
            if found.join(" | ") != wanted {
                wrong.push(format!("{line}\n    {}\n    {wanted}", found.join(" | ")));
            }
        }
        assert!(all >= 50);
        assert!(
            wrong.is_empty(),
            "{} of {all} wrong:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    }
}
