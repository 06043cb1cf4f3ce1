//! The words that lead to a time expression and bound it: `chậm nhất là ngày`, `hoàn thành trong`.

use super::calendar::{Bound, Part};
use crate::token::{Kind, Tokens, Word, phrase, w};

/// Lead words, as a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Lead(u16);

impl Lead {
    /// `trước`.
    pub(super) const BEFORE: Lead = Lead(1);
    /// `chậm nhất`, `không muộn hơn`.
    pub(super) const LATEST: Lead = Lead(2);
    /// `đến`, `hết`.
    pub(super) const UNTIL: Lead = Lead(4);
    /// `trong`, `vào`.
    pub(super) const WITHIN: Lead = Lead(8);
    /// `từ`.
    pub(super) const FROM: Lead = Lead(16);
    /// `sau`.
    pub(super) const AFTER: Lead = Lead(32);
    /// `hoàn thành`, `xong`.
    pub(super) const DONE: Lead = Lead(64);
    /// `hạn`, `thời hạn:`.
    pub(super) const LIMIT: Lead = Lead(128);
    /// `cuối`.
    pub(super) const LATE: Lead = Lead(256);
    /// `đầu`.
    pub(super) const EARLY: Lead = Lead(512);
    /// `giữa`.
    pub(super) const MIDDLE: Lead = Lead(1024);

    /// A colon behind words that ask for a time (`Thời gian thực hiện:`).
    pub(super) const LABEL: Lead = Lead(2048);

    pub(super) const fn and(self, other: Lead) -> Lead {
        Lead(self.0 | other.0)
    }

    /// Whether one of `others` is among them.
    pub(super) fn any(self, others: Lead) -> bool {
        self.0 & others.0 != 0
    }

    pub(super) fn bound(self) -> Bound {
        if self.any(Lead::BEFORE) {
            Bound::Before
        } else if self.any(Lead::WITHIN) {
            Bound::Within
        } else if self.any(Lead::UNTIL.and(Lead::LATEST).and(Lead::LIMIT)) {
            Bound::By
        } else if self.any(Lead::FROM) {
            Bound::From
        } else if self.any(Lead::AFTER) {
            Bound::After
        } else {
            Bound::Within
        }
    }

    /// The part of a month, quarter or year that they name.
    pub(super) fn part(self) -> Option<Part> {
        if self.any(Lead::LATE) {
            Some(Part::Late)
        } else if self.any(Lead::EARLY) {
            Some(Part::Early)
        } else {
            self.any(Lead::MIDDLE).then_some(Part::Middle)
        }
    }
}

/// The lead words before token `core`, not before token `free`, and the first of them.
pub(super) fn lead(tokens: Tokens<'_>, core: usize, free: usize) -> (usize, Lead) {
    let mut lead = Lead::default();
    // `từ 8 giờ ngày 01/6/2026`
    let clock = before_clock(tokens, core, free);
    let mut at = clock;
    while at > free {
        let Some(token) = tokens.get(at - 1) else {
            break;
        };
        let before = |words: &[Word]| at >= free + 2 && tokens.is_any(at - 2, words);
        let (taken, add) = match token.word {
            word if word == w!("trước") => (1, Lead::BEFORE),
            word if word == w!("trong") || word == w!("vào") => (1, Lead::WITHIN),
            word if word == w!("đến") || word == w!("tới") || word == w!("hết") => {
                (1, Lead::UNTIL)
            }
            word if word == w!("từ") => (1 + usize::from(before(&[w!("kể")])), Lead::FROM),
            word if word == w!("sau") => (1, Lead::AFTER),
            word if word == w!("nhất") && before(&[w!("chậm"), w!("muộn"), w!("trễ")]) => {
                (2, Lead::LATEST)
            }
            word if word == w!("hơn") && before(&[w!("muộn"), w!("chậm")]) => {
                (2, Lead::LATEST)
            }
            word if word == w!("không") && lead.any(Lead::LATEST) => (1, Lead::default()),
            word if word == w!("quá") && before(&[w!("không")]) => (2, Lead::LATEST),
            word if word == w!("là")
                && before(&[w!("nhất"), w!("hạn"), w!("cuối"), w!("thành")]) =>
            {
                (1, Lead::default())
            }
            word if word == w!("và")
                && lead.any(Lead::UNTIL.and(Lead::WITHIN))
                && before(&[w!("trước")]) =>
            {
                (1, Lead::default())
            }
            word if word == w!("cuối") && before(&[w!("hạn")]) => (2, Lead::LIMIT),
            word if word == w!("chót") && before(&[w!("hạn")]) => (2, Lead::LIMIT),
            word if word == w!("cùng") && before(&[w!("cuối")]) => (2, Lead::default()),
            word if word == w!("cuối") => (1, Lead::LATE),
            word if word == w!("đầu") => (1, Lead::EARLY),
            word if word == w!("giữa") => (1, Lead::MIDDLE),
            word if word == w!("cả") && tokens.is(at, w!("năm")) => (1, Lead::default()),
            word if word == w!("nay") && before(&[w!("từ")]) => (2, Lead::default()),
            // Not `trung hạn`, `quyền hạn`.
            word if word == w!("hạn") && before(&[w!("thời"), w!("kỳ")]) => (2, Lead::LIMIT),
            word if word == w!("hạn") && opens(tokens, at - 1) => (1, Lead::LIMIT),
            word if word == w!("xong") => (1, Lead::DONE),
            word if word == w!("thành") && before(&[w!("hoàn")]) => (2, Lead::DONE),
            word if word == w!("thanh") && before(&[w!("hoàn")]) => (2, Lead::DONE),
            _ => break,
        };
        at -= taken;
        lead = lead.and(add);
    }
    let label = at;
    if lead == Lead::default() {
        at = core;
    }
    if label > free && tokens.is(label - 1, w!(":")) && asks_time(tokens, label - 1, free) {
        lead = lead.and(Lead::LABEL);
    }
    (at, lead)
}

/// What a time of day is made of, its digits aside.
const CLOCK: [Word; 7] = [
    w!("h"),
    w!("giờ"),
    w!("phút"),
    w!("'"),
    w!(","),
    w!("-"),
    w!(":"),
];

/// The token behind a time of day that begins at token `at` (`16 giờ 00, ngày …`); `at` itself where
/// none stands.
pub(super) fn behind_clock(tokens: Tokens<'_>, at: usize) -> usize {
    let end = (at..tokens.len().min(at + 8))
        .find(|&i| tokens.number(i).is_none() && !tokens.is_any(i, &CLOCK))
        .unwrap_or(at);
    let clock = (at..end).any(|i| tokens.is_any(i, &[w!("h"), w!("giờ")]));
    if clock && tokens.is(end, w!("ngày")) {
        end
    } else {
        at
    }
}

/// The first token of a time of day before token `at` (`13h30, ngày …`, `8 giờ 00 phút ngày …`);
/// `at` itself where none stands.
fn before_clock(tokens: Tokens<'_>, at: usize, free: usize) -> usize {
    let first = (free.max(at.saturating_sub(10))..at)
        .rev()
        .take_while(|&i| {
            tokens.number(i).is_some() || (tokens.is_any(i, &CLOCK) && !tokens.is(i, w!(":")))
        })
        .last()
        .unwrap_or(at);
    let clock = (first..at).any(|i| tokens.is_any(i, &[w!("h"), w!("giờ")]));
    if clock { first } else { at }
}

/// Whether the token begins the text, or stands behind a mark.
fn opens(tokens: Tokens<'_>, i: usize) -> bool {
    i == 0 || tokens.get(i - 1).is_some_and(|t| t.kind == Kind::Mark)
}

/// Whether the words before a colon ask for a time: `Thời gian thực hiện:`, `Thời hạn:`.
fn asks_time(tokens: Tokens<'_>, colon: usize, free: usize) -> bool {
    (free.max(colon.saturating_sub(4))..colon).any(|i| {
        tokens.at(i, phrase!("thời" "gian"))
            || tokens.at(i, phrase!("thời" "hạn"))
            || tokens.is(i, w!("hạn"))
    })
}
