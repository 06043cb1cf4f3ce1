//! `cases/deadlines.tsv`: a text and the statements of time that it makes.

use super::*;

/// A text of the table: `⏎` is a line break of a cell, `⟦…⟧` a citation.
fn marked(text: &str) -> (String, Vec<u32>, Vec<Span>) {
    let (mut plain, mut breaks, mut skip) = (String::new(), vec![], vec![]);
    let mut open = 0;
    for c in text.chars() {
        match c {
            '⏎' => {
                breaks.push(plain.len() as u32);
                plain.push(' ');
            }
            '⟦' => open = plain.len(),
            '⟧' => skip.push(Span::new(open, plain.len())),
            other => plain.push(other),
        }
    }
    (plain, breaks, skip)
}

fn times(issued: &str, period: &str, header: &str) -> Times {
    let mut issued = issued.split('-');
    let year = issued.next().and_then(|y| y.parse().ok());
    let month = issued.next().and_then(|m| m.parse().ok());
    let (first, last) = period.split_once('-').unwrap_or((period, period));
    Times {
        issued: year.map(|year| (year, month)),
        period: first.parse().ok().zip(last.parse().ok()),
        header_year: header.parse().ok(),
    }
}

#[test]
fn statements_of_the_table() {
    let mut wrong = vec![];
    let mut count = 0;
    for line in include_str!("../../../cases/deadlines.tsv").lines() {
        if line.is_empty() || line.starts_with('#') || line.starts_with("where\t") {
            continue;
        }
        let cells: Vec<&str> = line.split('\t').collect();
        let cell = |i: usize| cells.get(i).copied().unwrap_or("");
        let (text, breaks, skip) = marked(cell(1));
        let times = times(cell(2), cell(3), cell(4));
        let list = lexed(&text);
        let tokens = Tokens::new(&text, &list);
        let got: Vec<String>;
        let mut spans = vec![];
        match cell(0) {
            where_ @ ("field" | "text") => {
                let all = if where_ == "field" {
                    in_field(tokens, &skip, &breaks, &times)
                } else {
                    in_text(tokens, &skip, &times)
                };
                got = all.iter().map(written).collect();
                spans = all.iter().map(|s| &text[s.span.range()]).collect();
            }
            "heading" => {
                got = horizon_of_heading(tokens, &skip)
                    .map(|h| h.0)
                    .into_iter()
                    .collect()
            }
            "objective" => {
                got = horizon_of_text(tokens, &skip)
                    .map(|h| h.0)
                    .into_iter()
                    .collect()
            }
            "plan" => {
                got = period(tokens, &skip)
                    .map(|(a, b)| format!("{a}-{b}"))
                    .into_iter()
                    .collect();
            }
            other => panic!("{other}: {line}"),
        }
        count += 1;
        let expected: Vec<&str> = cell(5)
            .split(" & ")
            .filter(|e| !e.is_empty() && *e != "none")
            .collect();
        let texts: Vec<&str> = cell(6).split(" & ").filter(|t| !t.is_empty()).collect();
        if got != expected || !texts.is_empty() && texts != spans {
            wrong.push(format!(
                "{}: {text}\n  is        {got:?} {spans:?}\n  should be {expected:?} {texts:?}",
                cell(0)
            ));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}
