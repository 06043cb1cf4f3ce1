//! How far the labels of a stream have counted.

use document::{Label, LabelKind};

/// How far the labels of each form have counted.
#[derive(Default)]
pub(crate) struct Count {
    pub roman: u16,
    pub upper: u16,
    pub letter: u16,
    pub numbers: Vec<u16>,
    pub paren: bool,
    pub any: bool,
}

impl Count {
    /// Whether a label goes on counting or begins anew.
    pub(crate) fn expects(&self, label: &Label) -> bool {
        let next = |last: u16, n: u16| n == 1 || (n > last && n <= last + 2);
        let first = label.numbers.first().copied().unwrap_or(0);
        match label.kind {
            LabelKind::Roman => next(self.roman, first),
            LabelKind::Upper => next(self.upper, first),
            LabelKind::Letter => next(self.letter, first),
            LabelKind::Number => {
                let (last, parents) = match label.numbers.split_last() {
                    Some(parts) => parts,
                    None => return false,
                };
                let depth = parents.len();
                let known = self.numbers.get(depth).copied().unwrap_or(0);
                let under = parents.iter().zip(&self.numbers).all(|(p, n)| p == n);
                // `1.1` may stand under `I.` without a `1.` before it.
                next(known, *last) && (under || depth == 0 || parents[0] == self.roman)
            }
            _ => true,
        }
    }

    /// Whether a number is just the next one, or the first under a heading.
    pub(crate) fn next_number(&self, label: &Label) -> bool {
        let [number] = label.numbers[..] else {
            return false;
        };
        label.kind == LabelKind::Number
            && number == self.numbers.first().copied().unwrap_or(0).saturating_add(1)
    }

    pub(crate) fn take(&mut self, label: &Label) {
        self.any = true;
        let first = label.numbers.first().copied().unwrap_or(0);
        match label.kind {
            LabelKind::Roman | LabelKind::Part => {
                self.roman = first;
                self.numbers.clear();
                self.letter = 0;
            }
            LabelKind::Upper => self.upper = first,
            LabelKind::Number => {
                self.numbers.clone_from(&label.numbers);
                self.letter = 0;
            }
            LabelKind::Letter => self.letter = first,
            _ => {}
        }
        self.paren = label.kind == LabelKind::Paren;
    }
}
