//! What goes on a name behind its head, and where it must be over.
//!
//! Verbs are an open class; the words that describe a kind of body are a closed one
//! (`lexicon/org_tails.tsv`). So behind the head of a group (`các đơn vị`), behind a place name and
//! behind `Sở` or `tỉnh` a lower-case word that is no tail ends the name, whatever it means. Where
//! a name may hold any noun (`Trung tâm …`, `thuộc lĩnh vực …`), unknown words are counted: too many
//! of them hide a verb, and a name of which that is to be feared is none.

use super::name::{Style, body_at};
use super::vocabulary::{Class, HEADS, NAMES, TAILS, Tail, VERBS, Verb};
use crate::token::{Case, Kind, Tokens, Word, phrase, w};

/// More unknown lower-case words than these may hide a verb.
const HIDING: usize = 3;

/// Places behind which a name is complete.
const LEVELS: &[Word] = &[w!("tỉnh"), w!("huyện"), w!("quận"), w!("xã"), w!("phường")];

/// What the words of a name read so far allow behind them.
pub(super) struct Reach {
    /// The next word that is no tail ends the name.
    strict: bool,
    /// Unknown lower-case words since the last one that is surely part of a name.
    unknown: usize,
    /// Capital words of a place name that stand directly before.
    run: usize,
    /// The word before is a capital one whose second syllable may follow: `Y tế`.
    second: bool,
}

impl Reach {
    /// Behind the head words of a body; a part of a list without a head is read loosely.
    pub(super) fn behind_head(style: Option<Style>) -> Reach {
        Reach {
            strict: matches!(style, Some(Style::Group | Style::Weak)),
            unknown: 0,
            run: 0,
            second: false,
        }
    }

    /// A new part of the list; what may hide a verb before it still does.
    pub(super) fn next(&self, style: Option<Style>) -> Reach {
        Reach {
            unknown: self.unknown,
            ..Reach::behind_head(style)
        }
    }

    /// Whether unknown words may hide the verb of the clause.
    pub(super) fn hides_verb(&self) -> bool {
        self.unknown > HIDING
    }

    /// Whether there are words between the name and its end that no table knows.
    pub(super) fn has_unknown(&self) -> bool {
        self.unknown > 0
    }

    /// Behind a verb that describes the body nouns of any kind follow.
    pub(super) fn loosen(&mut self) {
        self.strict = false;
    }

    /// Reads the word at `k`: the number of tokens it takes, none when it ends the name.
    pub(super) fn read(&mut self, tokens: Tokens<'_>, k: usize) -> Option<usize> {
        let token = tokens.get(k)?;
        if token.kind != Kind::Word {
            self.run = 0;
            self.second = false;
            return Some(1);
        }
        if token.case != Case::Lower {
            return Some(self.capital(tokens, k, token.case));
        }
        self.run = 0;
        let second = std::mem::take(&mut self.second);
        if let Some((length, tail)) = TAILS.at(tokens, k) {
            if tail == Tail::Open {
                self.strict = false;
            } else if tokens.is_any(k, LEVELS) && length == 1
                || tokens.at(k, phrase!("thành" "phố"))
            {
                self.strict = true;
                self.unknown = 0;
            }
            return Some(length);
        }
        if let Some((length, row)) = HEADS.at(tokens, k)
            && (row.noun || row.class != Class::Not)
        {
            return Some(length);
        }
        if self.strict && !second {
            return None;
        }
        if !second {
            self.unknown += 1;
        }
        Some(1)
    }

    /// Reads the capital word at `k`: the number of tokens it takes.
    fn capital(&mut self, tokens: Tokens<'_>, k: usize, case: Case) -> usize {
        let body = body_at(tokens, k).is_some();
        if !body {
            self.unknown = 0;
        }
        if let Some((length, ())) = NAMES.at(tokens, k) {
            self.run = 0;
            self.second = false;
            self.strict |= tokens.at(k, phrase!("y" "tế"));
            return length;
        }
        if let Some((length, row)) = HEADS.at(tokens, k)
            && row.class == Class::Whole
        {
            self.run = 0;
            self.second = false;
            return length;
        }
        self.run = if case == Case::Title && !body {
            self.run + 1
        } else {
            0
        };
        let department = tokens.is(k, w!("sở")) && NAMES.at(tokens, k + 1).is_none();
        let level = tokens.is_any(k, LEVELS) && !tokens.is(k + 1, w!("hội"))
            || tokens.at(k, phrase!("thành" "phố"));
        // `Bệnh viện Trung ương Huế`
        let seat = k >= 2 && tokens.at(k - 2, phrase!("trung" "ương"));
        let complete = self.run >= 2 || department || level || seat;
        self.strict |= complete;
        self.second = !complete || tokens.at(k, phrase!("thành" "phố"));
        1
    }
}

/// Whether the words from `k` are no verb but describe what is said to be something: `bệnh viện
/// thông minh đạt …`.
pub(super) fn described(tokens: Tokens<'_>, k: usize) -> Option<Verb> {
    (k + 1..k + 3)
        .find_map(|next| VERBS.at(tokens, next))
        .map(|(_, verb)| verb)
        .filter(|verb| matches!(verb, Verb::State | Verb::Passive))
}
