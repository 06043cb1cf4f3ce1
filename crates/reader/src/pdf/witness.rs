//! Whether a second reader finds the same letters.

use std::collections::HashMap;
use std::vec;

use document::Remark;

use super::page::Page;
use super::second;

/// The pages as the second reader has them.
pub(crate) struct Witness {
    /// `None` when it cannot read the file.
    pages: Option<vec::IntoIter<Page>>,
    silent: bool,
}

/// Most letters in a thousand that may differ: two readers see blanks, bullets and ligatures with
/// other eyes.
const PER_MILLE: usize = 5;

impl Witness {
    pub(crate) fn new(bytes: &[u8]) -> Witness {
        Witness {
            pages: second::pages(bytes).map(Vec::into_iter),
            silent: false,
        }
    }

    /// What the two readers disagree about on the next page, when they do. That the second cannot
    /// read the file is said once.
    pub(crate) fn disagreement(&mut self, number: u32, page: &Page) -> Option<Remark> {
        let remark = |message| {
            Some(Remark {
                code: "readers_disagree",
                message,
                span: None,
            })
        };
        let Some(pages) = &mut self.pages else {
            let first = !std::mem::replace(&mut self.silent, true);
            return first
                .then(|| remark("the second reader cannot read the file".to_owned()))
                .flatten();
        };
        let other = pages.next().unwrap_or_default();
        let (own, others) = (letters(page), letters(&other));
        let all: usize = own.values().sum();
        let differ = distance(&own, &others);
        if differ * 1000 <= all * PER_MILLE {
            return None;
        }
        remark(format!(
            "page {number}: a second reader finds other letters: {differ} of {all} differ"
        ))
    }
}

/// How often each letter stands on a page; marks are letters of their own, so that it does not
/// matter whether they are composed.
fn letters(page: &Page) -> HashMap<char, usize> {
    let mut out = HashMap::new();
    for glyph in page.glyphs.iter().filter(|g| !g.hidden) {
        for c in normalize::normalize_str(page.chars(glyph)).text.chars() {
            if c.is_alphanumeric() {
                *out.entry(c).or_insert(0) += 1;
            }
        }
    }
    out
}

/// How many letters stand on one page and not on the other, whichever has more.
fn distance(a: &HashMap<char, usize>, b: &HashMap<char, usize>) -> usize {
    let beyond = |a: &HashMap<char, usize>, b: &HashMap<char, usize>| -> usize {
        a.iter()
            .map(|(c, n)| n.saturating_sub(*b.get(c).unwrap_or(&0)))
            .sum()
    };
    beyond(a, b).max(beyond(b, a))
}
