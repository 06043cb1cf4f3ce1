//! Unicode text made regular: NFC, one kind of space and line end, nothing invisible.

mod scan;
mod word;

use unicode_normalization::char::is_combining_mark;

use crate::letter::{is_word, letter};
use crate::offset::Layer;

use scan::next_look;
pub(crate) use scan::survey;

/// Cases counted while cleaning: how many, and the offset of the first in the uncleaned text.
#[derive(Clone, Copy, Default)]
pub(crate) struct Count {
    pub(crate) first: usize,
    pub(crate) count: usize,
}

impl Count {
    pub(crate) fn add(&mut self, at: usize) {
        if self.count == 0 {
            self.first = at;
        }
        self.count += 1;
    }
}

/// A cleaned text.
pub(crate) struct Cleaned {
    /// None when nothing had to be changed.
    pub(crate) text: Option<String>,
    pub(crate) layer: Layer,
    pub(crate) controls: Count,
    pub(crate) lost: Count,
    pub(crate) marks: Count,
}

/// Cleans `text`, in which no character before `from` needs a look.
pub(crate) fn clean(text: &str, from: usize) -> Cleaned {
    let mut cleaner = Cleaner {
        source: text,
        out: String::new(),
        copied: 0,
        done: 0,
        swapped: 0,
        scratch: word::Scratch::default(),
        result: Cleaned {
            text: None,
            layer: Layer::new(1, text.len()),
            controls: Count::default(),
            lost: Count::default(),
            marks: Count::default(),
        },
    };
    cleaner.run(from);
    cleaner.finish()
}

struct Cleaner<'a> {
    source: &'a str,
    out: String,
    /// The source up to here is in `out`.
    copied: usize,
    /// The source up to here is settled: no later mark changes it.
    done: usize,
    /// Words in which Windows-1252 letters had become marks.
    swapped: usize,
    scratch: word::Scratch,
    result: Cleaned,
}

impl Cleaner<'_> {
    fn run(&mut self, from: usize) {
        let mut at = next_look(self.source, from);
        while let Some(c) = self.source[at..].chars().next() {
            let next = at + c.len_utf8();
            let go_on = match self.look(c, at, next) {
                Some(place) => place,
                None => self.look_at_word(c, at, next),
            };
            at = next_look(self.source, go_on);
        }
    }

    fn finish(mut self) -> Cleaned {
        if self.copied > 0 || !self.out.is_empty() {
            self.out.push_str(&self.source[self.copied..]);
            if self.swapped >= word::SWAPS_THAT_SHOW_IT {
                word::unswap_letters(&mut self.out);
            }
            self.result.text = Some(self.out);
        }
        self.result
    }

    /// Handles a character that does not depend on its word. Gives where to go on, or none for the others.
    fn look(&mut self, c: char, at: usize, next: usize) -> Option<usize> {
        match c {
            '\r' => {
                let line_end = if self.source[next..].starts_with('\n') {
                    ""
                } else {
                    "\n"
                };
                self.replace(at, next, line_end);
            }
            '\u{0B}' | '\u{85}' | '\u{2028}' | '\u{2029}' => self.replace(at, next, "\n"),
            '\u{A0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200A}'
            | '\u{202F}'
            | '\u{205F}'
            | '\u{3000}' => {
                self.replace(at, next, " ");
            }
            '§' | 'Ø' | 'ü' => {
                if self.is_bullet(at, next) {
                    self.replace(at, next, "•");
                } else if is_word(c) {
                    return None;
                }
            }
            '\u{E000}'..='\u{F8FF}' => {
                let another = |c: char| ('\u{E000}'..='\u{F8FF}').contains(&c);
                if self.at_line_start(at) && !self.source[next..].starts_with(another) {
                    self.replace(at, next, "•");
                }
            }
            '\u{FFFD}' => self.result.lost.add(at),
            // Symbols that nothing changes and nothing combines with.
            '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{BF}' | '×' | '÷' => {}
            '\u{2016}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{20A0}'..='\u{20CF}' => {}
            '\u{2200}'..='\u{22FF}' => {}
            _ => return None,
        }
        Some(next)
    }

    fn look_at_word(&mut self, c: char, at: usize, next: usize) -> usize {
        let (start, end) = self.region(c, at, next);
        let region = &self.source[start..end];
        let mut scratch = std::mem::take(&mut self.scratch);
        for (i, c) in region.char_indices() {
            if word::is_control(c) {
                self.result.controls.add(start + i);
            }
        }
        match word::respell(region, &mut scratch) {
            word::Repair::None => {}
            word::Repair::Moved => self.result.marks.add(start),
            word::Repair::Swapped => {
                self.result.marks.add(start);
                self.swapped += 1;
            }
        }
        if scratch.text != region {
            self.replace(start, end, &scratch.text);
        }
        self.scratch = scratch;
        self.done = end;
        end
    }

    /// The word around `at`, with what will be removed from it, and with the character that its first mark
    /// belongs to; nothing that was looked at before.
    fn region(&self, c: char, at: usize, next: usize) -> (usize, usize) {
        let belongs = |c: char| is_word(c) || word::is_removed(c);
        let mut start = at;
        if belongs(c) {
            let before = &self.source[self.done..at];
            start = self.done + before.trim_end_matches(belongs).len();
            let first = self.source[start..].chars().next().unwrap_or(c);
            if (is_combining_mark(first) || word::is_removed(first))
                && let Some(base) = self.source[self.done..start].chars().next_back()
            {
                start -= base.len_utf8();
            }
        }
        let after = &self.source[next..];
        let rest = if belongs(c) {
            after.trim_start_matches(belongs)
        } else {
            after.trim_start_matches(|c| is_combining_mark(c) || word::is_removed(c))
        };
        let end = self.source.len() - rest.len();
        (start, end)
    }

    /// Writes `text` for the source bytes `start..end`. What both share at the ends stays in step.
    fn replace(&mut self, start: usize, end: usize, text: &str) {
        let old = &self.source[start..end];
        let same = old.chars().zip(text.chars()).take_while(|(a, b)| a == b);
        let head: usize = same.map(|(c, _)| c.len_utf8()).sum();
        let same = old[head..]
            .chars()
            .rev()
            .zip(text[head..].chars().rev())
            .take_while(|(a, b)| a == b);
        let tail: usize = same.map(|(c, _)| c.len_utf8()).sum();
        if self.out.capacity() == 0 {
            self.out.reserve(self.source.len());
        }
        self.out.push_str(&self.source[self.copied..start + head]);
        self.out.push_str(&text[head..text.len() - tail]);
        self.copied = end - tail;
        self.done = end;
        self.result.layer.sync(self.out.len(), self.copied);
    }

    /// Whether only white space stands before `at` in its line.
    fn at_line_start(&self, at: usize) -> bool {
        let blank = |c: char| c == ' ' || c == '\t';
        let pending = self.source[self.copied..at].trim_end_matches(blank);
        let before = if pending.is_empty() {
            self.out.trim_end_matches(blank)
        } else {
            pending
        };
        before.is_empty() || before.ends_with(['\n', '\u{0C}'])
    }

    /// Whether a sign of the symbol fonts stands as a bullet: first in its line, and before a space.
    fn is_bullet(&self, at: usize, next: usize) -> bool {
        let mut after = self.source[next..]
            .chars()
            .skip_while(|&c| word::is_removed(c));
        let space = matches!(
            after.next(),
            Some(' ' | '\t' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}')
        );
        let number =
            self.source[at..].starts_with('§') && after.next().is_some_and(|c| c.is_ascii_digit());
        space && !number && self.at_line_start(at)
    }
}

/// Whether a character is a letter that only Unicode Vietnamese has: above Latin-1 and its neighbours.
pub(crate) fn is_surely_vietnamese(c: char) -> bool {
    c >= '\u{1EA0}' && letter(c).is_some()
}
