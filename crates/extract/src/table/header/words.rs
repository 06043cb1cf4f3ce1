//! Headers by what they are made of: `Nội dung` + `các` + `bước` + `công việc`.
//!
//! Plans word their headers freely, but out of few words (`lexicon/table_header_words.tsv`). Every
//! letter of the header must belong to a word of one role; so `Nội dung chi` is no task and
//! `Thời hạn giải quyết` no deadline.

use std::sync::LazyLock;

use super::Column;

/// What a word does in a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    /// It may stand before the first noun.
    Open,
    /// A noun that is enough.
    Head,
    /// A noun that needs an act.
    Noun,
    /// What the noun does, or what is done with it.
    Act,
    /// Anything else that may stand behind the noun.
    Rest,
}

struct Piece {
    role: &'static str,
    part: Part,
    letters: String,
}

static PIECES: LazyLock<Vec<Piece>> = LazyLock::new(|| {
    let rows = include_str!("../../../lexicon/table_header_words.tsv").lines();
    rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let (role, part, words) = (cells.next()?, cells.next()?, cells.next()?);
        let part = match part {
            "open" => Part::Open,
            "head" => Part::Head,
            "noun" => Part::Noun,
            "act" => Part::Act,
            "rest" => Part::Rest,
            _ => return None,
        };
        Some(Piece {
            role,
            part,
            letters: super::glued(words),
        })
    })
    .collect()
});

/// The roles that headers may have; partners are read with leads, whose nouns they share.
const ROLES: [(&str, Column); 5] = [
    ("lead", Column::Lead),
    ("task", Column::Task),
    ("deadline_start", Column::DeadlineStart),
    ("deadline", Column::Deadline),
    ("output", Column::Output),
];

/// The column of a header in letters without marks and blanks.
pub(super) fn column(header: &str) -> Option<Column> {
    ROLES.iter().find_map(|&(role, column)| {
        let read = covers(role, header, Seen::default())?;
        Some(match (read.act, read.partner) {
            (true, true) => Column::Mixed,
            (false, true) => Column::Partner,
            _ => column,
        })
    })
}

/// What has been read of a header.
#[derive(Debug, Clone, Copy, Default)]
struct Seen {
    begun: bool,
    head: bool,
    act: bool,
    partner: bool,
}

/// Reads the rest of a header; none when a letter is left or a noun has no act. Longer words go
/// first, so that `phối hợp thực hiện` is not read as two acts.
fn covers(role: &str, rest: &str, seen: Seen) -> Option<Seen> {
    if rest.is_empty() {
        return (seen.head || seen.act || seen.partner).then_some(seen);
    }
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if seen.begun && digits.len() < rest.len() {
        return covers(role, digits, seen);
    }
    let mut pieces: Vec<&Piece> = PIECES
        .iter()
        .filter(|p| {
            let own = p.role == role || p.role == "any" || (role == "lead" && p.role == "partner");
            own && rest.starts_with(&p.letters)
        })
        .collect();
    pieces.sort_by_key(|p| std::cmp::Reverse(p.letters.len()));
    pieces.into_iter().find_map(|piece| {
        let mut next = seen;
        match piece.part {
            Part::Open if seen.begun => return None,
            Part::Act | Part::Rest if !seen.begun => return None,
            Part::Open | Part::Rest => {}
            Part::Head => (next.begun, next.head) = (true, true),
            Part::Noun => next.begun = true,
            Part::Act if piece.role == "partner" => next.partner = true,
            Part::Act => next.act = true,
        }
        covers(role, &rest[piece.letters.len()..], next)
    })
}
