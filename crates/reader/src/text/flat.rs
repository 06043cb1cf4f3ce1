//! Text in one stream: a web page that lost its paragraphs.
//!
//! Lines are broken anywhere, or not at all; letterhead, headings and paragraphs follow each other
//! with a blank. Paragraphs begin again at what can be told from the words: the fixed parts of a
//! letterhead, labels that continue a count, and run-in labels (`Cơ quan thực hiện:`).

mod count;
mod foot;
mod words;

use document::{Label, LabelKind, Span};

use self::count::Count;
use self::foot::Foot;
use self::words::{BEFORE_NUMBER, ITEMS, KINDS, PARTS, RUN_IN_WORDS, RUN_INS, SENTENCES, TIMES};
use super::line::{Line, dangles, is_caps, is_row};
use super::paragraph::join;
use crate::builder::{Builder, Fragment, Join};

/// Least number of labels inside lines that make a text a stream.
const LEAST_LABELS: usize = 4;

/// Whether a text stands in one stream.
pub(crate) fn is_flat(input: &str, lines: &[Line]) -> bool {
    let text: Vec<&Line> = lines.iter().filter(|l| !l.furniture).collect();
    let labelled = text.iter().filter(|l| l.labelled).count();
    let chars: u32 = text.iter().map(|l| l.width).sum();
    let few_labels = labelled * 1200 < chars as usize + 1200;
    if !few_labels || text.iter().any(|l| is_row(l.text(input))) {
        return false;
    }
    let inline_head = text.iter().take(8).any(|l| {
        let t = l.text(input);
        (t.contains("-----") && t.chars().any(char::is_alphabetic))
            || (t.contains("VIỆT NAM") && t.contains("Độc lập"))
    });
    let one_line = text.len() <= 3 && chars > 300;
    if !inline_head && !one_line {
        return false;
    }
    let stream = Stream::new(input, lines);
    let starts = stream.starts();
    inline_head || starts.len() >= LEAST_LABELS
}

/// Adds the paragraphs of a stream.
pub(crate) fn read(input: &str, lines: &[Line], builder: &mut Builder) {
    let stream = Stream::new(input, lines);
    let starts = stream.starts();
    let ends = starts.iter().skip(1).copied().chain([stream.words.len()]);
    for (&from, to) in starts.iter().zip(ends) {
        let fragments = stream.fragments(from, to);
        let Some(first) = fragments.first() else {
            continue;
        };
        let labelled =
            stream.label(from).is_some() && first.span.start == stream.words[from].span.start;
        builder.paragraph(&fragments, labelled, false);
    }
}

#[derive(Clone, Copy)]
struct Word {
    span: Span,
    line: u32,
    page_break: bool,
    /// A number whose point stands apart (`1 .`): where the point begins.
    point: Option<u32>,
}

struct Stream<'t> {
    input: &'t str,
    words: Vec<Word>,
    /// Whether a word begins inside an open bracket.
    bracketed: Vec<bool>,
}

/// Longest text in brackets, in words: a bracket that nothing closes by then is a slip.
const BRACKET_WORDS: usize = 60;

/// Which words begin inside brackets.
fn bracketed(input: &str, words: &[Word]) -> Vec<bool> {
    let mut inside = vec![false; words.len()];
    let mut open: Vec<usize> = vec![];
    for (i, word) in words.iter().enumerate() {
        open.retain(|&from| i - from <= BRACKET_WORDS);
        for c in input[word.span.range()].chars() {
            match c {
                '(' => open.push(i),
                ')' => {
                    if let Some(from) = open.pop().filter(|&from| from < i) {
                        inside[from + 1..=i].fill(true);
                    }
                }
                _ => {}
            }
        }
    }
    inside
}

/// How many numbers in a row with their points apart make labels of them.
const LEAST_POINTS: usize = 3;

/// Joins numbers with points that stand apart (`1 . Đẩy mạnh … 2 . Tiếp tục`) where they count: one
/// such number alone may end a sentence.
fn join_points(input: &str, words: &mut Vec<Word>) {
    let text = |word: &Word| &input[word.span.range()];
    let numbers: Vec<(usize, u8)> = (1..words.len())
        .filter(|&i| text(&words[i]) == ".")
        .filter_map(|i| Some((i - 1, text(&words[i - 1]).parse().ok()?)))
        .collect();
    let mut joined = vec![];
    for run in numbers.chunk_by(|a, b| a.1.checked_add(1) == Some(b.1)) {
        if run.len() >= LEAST_POINTS && run[0].1 == 1 {
            joined.extend(run.iter().map(|&(at, _)| at));
        }
    }
    for &at in joined.iter().rev() {
        let point = words.remove(at + 1);
        words[at].span = words[at].span.to(point.span);
        words[at].point = Some(point.span.start);
    }
}

/// Longest heading, in words.
const HEADING_WORDS: usize = 45;

impl<'t> Stream<'t> {
    fn new(input: &'t str, lines: &[Line]) -> Stream<'t> {
        let mut words = vec![];
        for (number, line) in lines.iter().enumerate().filter(|(_, l)| !l.furniture) {
            let mut page_break = line.page_break;
            for word in line.text(input).split_whitespace() {
                let start = word.as_ptr() as usize - input.as_ptr() as usize;
                let span = Span::new(start, start + word.len());
                words.push(Word {
                    span,
                    line: number as u32,
                    page_break,
                    point: None,
                });
                page_break = false;
            }
        }
        join_points(input, &mut words);
        let bracketed = bracketed(input, &words);
        Stream {
            input,
            words,
            bracketed,
        }
    }

    fn word(&self, i: usize) -> &'t str {
        self.words
            .get(i)
            .map_or("", |w| &self.input[w.span.range()])
    }

    /// The text from word `i` on, far enough to read a label.
    fn rest(&self, i: usize) -> Span {
        let last = self.words[(i + 8).min(self.words.len() - 1)];
        self.words[i].span.to(last.span)
    }

    fn fragments(&self, from: usize, to: usize) -> Vec<Fragment> {
        let mut out: Vec<Fragment> = vec![];
        let mut line = u32::MAX;
        for (i, word) in self.words[from..to].iter().enumerate() {
            let i = from + i;
            if is_rule(self.word(i)) {
                line = u32::MAX;
                continue;
            }
            match out.last_mut() {
                Some(last) if word.line == line && !is_rule(self.word(i - 1)) => {
                    last.span = last.span.to(word.span);
                }
                last => {
                    let join = match last {
                        Some(l) => join(&self.input[l.span.range()], self.word(i)),
                        None => Join::Line,
                    };
                    out.push(Fragment {
                        span: word.span,
                        join,
                        page_break: word.page_break,
                    });
                }
            }
            if let (Some(point), Some(last)) = (word.point, out.last_mut()) {
                let (start, end) = (last.span.start as usize, word.span.end as usize);
                let number = self.input[start..point as usize].trim_end().len();
                last.span = Span::new(start, start + number);
                out.push(Fragment {
                    span: Span::new(point as usize, end),
                    join: Join::Tight,
                    page_break: false,
                });
            }
            line = word.line;
        }
        out
    }

    /// Numbers of the words that begin paragraphs, ascending, the first word among them.
    fn starts(&self) -> Vec<usize> {
        if self.words.is_empty() {
            return vec![];
        }
        let mut starts = vec![0];
        let body = self.head(&mut starts);
        self.body(body, &mut starts);
        starts.sort_unstable();
        starts.dedup();
        starts
    }

    /// Cuts the letterhead and the title; the number of the first word behind them.
    fn head(&self, starts: &mut Vec<usize>) -> usize {
        let limit = self.words.len().min(120);
        let mut kind_at = None;
        for i in 0..limit {
            let (word, next) = (self.word(i), self.word(i + 1));
            let fixed = matches!(
                (word, next),
                ("CỘNG", "HÒA" | "HOÀ" | "HÕA") | ("Độc", "lập")
            ) || (word == "ĐẢNG" && next == "CỘNG");
            let number = word == "Số:" || (word == "Số" && next.starts_with([':', '/']));
            if fixed || number || (i > 0 && is_rule(self.word(i - 1))) {
                starts.push(i);
            }
            if number {
                self.after_number(i, starts);
            }
            if i > 0 && KINDS.iter().any(|kind| self.stands(i, kind)) && self.dated_before(i) {
                kind_at = Some(i);
                break;
            }
        }
        let Some(at) = kind_at else { return 0 };
        starts.push(at);
        let kind = KINDS
            .iter()
            .find(|kind| self.stands(at, kind))
            .map_or(0, |k| k.len());
        let title = at + kind;
        starts.push(title.min(self.words.len() - 1));
        let body = (title..self.words.len())
            .find(|&i| self.ends_title(i, title))
            .unwrap_or(self.words.len());
        if body < self.words.len() {
            starts.push(body);
        }
        body
    }

    fn stands(&self, at: usize, words: &[&str]) -> bool {
        words
            .iter()
            .enumerate()
            .all(|(k, w)| self.word(at + k) == *w)
    }

    /// A kind stands behind a date line or the motto, not inside the name of a body.
    fn dated_before(&self, i: usize) -> bool {
        let year = self.word(i - 1);
        let digits = year.chars().filter(char::is_ascii_digit).count();
        digits == 4 || is_rule(year) || year.ends_with("phúc") || year.contains('/')
    }

    /// Behind the number stands the place of the date line.
    fn after_number(&self, i: usize, starts: &mut Vec<usize>) {
        let end = (i + 1..self.words.len().min(i + 6)).find(|&k| {
            let word = self.word(k);
            word.contains(['/', '-']) && word.ends_with(|c: char| c.is_alphanumeric())
        });
        if let Some(end) = end {
            let dated = (end + 1..self.words.len().min(end + 8)).any(|k| self.word(k) == "ngày");
            if dated {
                starts.push(end + 1);
            }
        }
    }

    /// Whether the title ends before word `i`: capitals end, or a paragraph begins as they do.
    fn ends_title(&self, i: usize, title: usize) -> bool {
        let word = self.word(i);
        let capitals = is_caps(self.word(title)) && is_caps(self.word(title + 1));
        let small = word.chars().any(char::is_lowercase) && !word.contains(['/', '-']);
        if capitals {
            return small
                && word
                    .chars()
                    .next()
                    .is_some_and(|c| c.is_uppercase() || c == '(');
        }
        let cue = matches!(
            (word, self.word(i + 1)),
            ("Căn", "cứ") | ("Thực", "hiện") | ("Thi", "hành") | ("Theo", "đề")
        );
        (cue && i > title + 2) || (i > title && self.label(i).is_some())
    }

    fn label(&self, i: usize) -> Option<Label> {
        let word = self.words[i];
        if let Some(point) = word.point {
            let number = self.input[word.span.start as usize..point as usize].trim_end();
            return Some(Label {
                kind: LabelKind::Number,
                span: word.span,
                numbers: vec![number.parse().ok()?],
            });
        }
        let (label, _) = Label::read(self.input, self.rest(i))?;
        (label.span.start == self.words[i].span.start).then_some(label)
    }

    /// Cuts the text behind the title.
    fn body(&self, from: usize, starts: &mut Vec<usize>) {
        let mut count = Count::default();
        let mut last = from;
        let mut foot = Foot::None;
        let closings = self.closings(from);
        for i in from.max(1)..self.words.len() {
            let before = self.word(i - 1);
            let ended = ends(before);
            // A heading stands open: it has a label, is short, and ended no sentence yet.
            let open = count.any && self.stands_open(last, i, ends);
            let label = self
                .label(i)
                .filter(|l| self.labels(i, l, last, open, &count));
            let begins = if let Some(label) = label {
                count.take(&label);
                true
            } else if self.run_in(i) {
                if self.word(i) == "Nơi" {
                    foot = Foot::Recipients;
                }
                (ended || open) && !self.behind_label(last, i) && !self.bracketed[i]
            } else if self.foot(i, &mut foot) {
                true
            } else if !count.any {
                before.ends_with(';') && starts_capital(self.word(i))
            } else {
                closings.binary_search(&i).is_ok()
                    || (open && (self.caps_end(last, i) || self.sentence(last, i)))
                    || (ended && self.stands(i, &["Trên", "đây"]))
            };
            if begins {
                starts.push(i);
                last = i;
            }
        }
    }

    /// Whether the text from word `last` to word `i` may be a heading: it is short, and no word
    /// in it ends what `ends` asks for.
    fn stands_open(&self, last: usize, i: usize, ends: fn(&str) -> bool) -> bool {
        i - last <= HEADING_WORDS
            && !(last..i).any(|k| ends(self.word(k)) && !self.is_label_word(k, last))
    }

    /// Whether nothing but a label stands between the beginning of a paragraph and word `i`.
    fn behind_label(&self, last: usize, i: usize) -> bool {
        let end = self.words.get(i - 1).map_or(0, |w| w.span.end);
        i > last && self.label(last).is_some_and(|l| l.span.end >= end)
    }

    /// Whether a sentence begins behind a heading that ends with a small word and no full stop:
    /// `2. Cơ quan quản lý … đầu tư Chủ trì, phối hợp …`.
    fn sentence(&self, last: usize, i: usize) -> bool {
        let before = self.word(i - 1);
        let (first, second) = (self.word(i), self.word(i + 1).trim_end_matches(','));
        let begins = SENTENCES.contains(&[first, second]);
        // `Hướng dẫn số 5`, `Hướng dẫn của Bộ` is the name of a document.
        let named = matches!(self.word(i + 2), "số" | "của" | "này" | "liên")
            || self.word(i + 2).starts_with(|c: char| c.is_ascii_digit());
        let heading = self.label(last).is_some_and(|l| !l.kind.is_bullet());
        begins
            && heading
            && !(first == "Hướng" && named)
            && !self.bracketed[i]
            && !self.behind_label(last, i)
            && before.chars().all(char::is_lowercase)
            && !dangles(before, "")
    }

    /// Whether a hyphen between blanks inside an open heading is a bullet and no part of a name
    /// (`Trường Đại học Y - Dược`, `MỤC ĐÍCH - YÊU CẦU`).
    fn is_bullet(&self, i: usize, last: usize) -> bool {
        let item = |k: usize| {
            ITEMS.contains(&[
                self.word(k),
                self.word(k + 1)
                    .trim_end_matches(|c: char| !c.is_alphabetic()),
            ]) || self.run_in(k)
        };
        if item(i + 1) {
            return true;
        }
        let numbers = |k: usize| self.word(k).starts_with(|c: char| c.is_ascii_digit());
        let under_bullet = self.label(last).is_some_and(|l| l.kind.is_bullet());
        if under_bullet || (numbers(i + 1) && numbers(i - 1)) {
            return false;
        }
        let mut ended = false;
        for k in i + 1..self.words.len() {
            match self.label(k).map(|l| l.kind) {
                // The heading goes on to the bullet that begins the first item.
                Some(LabelKind::Bullet(_)) if !ended && item(k + 1) => return false,
                Some(LabelKind::Bullet(_)) if self.word(k - 1).ends_with(['.', ';']) => {
                    return true;
                }
                Some(LabelKind::Roman | LabelKind::Number | LabelKind::Letter)
                    if starts_capital(self.word(k + 1)) =>
                {
                    return false;
                }
                _ => ended |= ends(self.word(k)),
            }
        }
        false
    }

    /// Whether a number that nothing else shows to be a label is one all the same: it continues
    /// the count, and the next number comes before the same one comes again. So is one behind
    /// `năm`, `quý` and their like under an open heading.
    fn counts_on(&self, i: usize, label: &Label, count: &Count) -> bool {
        let dotted = self.input[label.span.range()].ends_with('.');
        let capital =
            self.words[i].span.len() == label.span.len() && starts_capital(self.word(i + 1));
        if !(dotted && capital && count.next_number(label)) {
            return false;
        }
        let number = |l: &Label| match l.numbers[..] {
            [n] if l.kind == LabelKind::Number => n,
            _ => 0,
        };
        let this = number(label);
        let later = (i + 1..self.words.len())
            .filter(|&k| starts_capital(self.word(k + 1)))
            .filter_map(|k| self.label(k))
            .take_while(|l| l.kind != LabelKind::Roman)
            .map(|l| number(&l))
            .find(|&n| n == this || n == this + 1);
        later != Some(this)
    }

    /// Whether a number behind a paragraph that has no full stop is a label: it continues the count
    /// behind a year, or the next number does behind the end of a sentence.
    fn unended(&self, i: usize, label: &Label, count: &Count) -> bool {
        let this = label.numbers.last().copied().unwrap_or(0);
        let counts = |k: usize| {
            let next = self.label(k).filter(|l| l.kind == LabelKind::Number);
            next.is_some_and(|l| l.numbers == [this + 1])
                && ends(self.word(k - 1))
                && starts_capital(self.word(k + 1))
        };
        let before = self.word(i - 1);
        let small = before.len() > 2 && before.chars().all(char::is_lowercase);
        let year = before.len() == 4 && before.chars().all(|c| c.is_ascii_digit());
        if year {
            // Behind a year there stands no other number with a point.
            let dotted = self.input[label.span.range()].ends_with('.');
            return dotted && count.next_number(label);
        }
        small
            && !PARTS.contains(&before)
            && self.counts_on(i, label, count)
            && (i + 1..self.words.len()).any(counts)
    }

    /// Whether `b)` follows `a)` as the label of a paragraph, before any number does.
    fn second_follows(&self, i: usize) -> bool {
        (i + 1..self.words.len())
            .filter(|&k| ends(self.word(k - 1)) && starts_capital(self.word(k + 1)))
            .filter_map(|k| self.label(k))
            .find(|l| !l.kind.is_bullet())
            .is_some_and(|l| l.kind == LabelKind::Letter && l.numbers == [2])
    }

    /// Whether word `k` is (part of) the label of the paragraph that begins at `start`.
    fn is_label_word(&self, k: usize, start: usize) -> bool {
        k == start && self.label(start).is_some()
    }

    /// Whether the title of a heading in capitals ends before word `i`.
    fn caps_end(&self, start: usize, i: usize) -> bool {
        let capitals = (start + 1..i).filter(|&k| is_caps(self.word(k))).count();
        let word = self.word(i);
        let roman = self.label(start).is_some_and(|l| {
            matches!(
                l.kind,
                LabelKind::Roman | LabelKind::Upper | LabelKind::Part
            )
        });
        roman
            && capitals >= 2
            && capitals + 2 >= i - start
            && starts_capital(word)
            && word.chars().any(char::is_lowercase)
            && !word.contains(['/', '-'])
    }

    fn run_in(&self, i: usize) -> bool {
        RUN_INS
            .iter()
            .any(|[a, b]| self.word(i) == *a && self.word(i + 1).trim_end_matches(':') == *b)
            && (i + 1..i + RUN_IN_WORDS).any(|k| self.word(k).ends_with(':'))
    }

    /// Whether a label at word `i` begins a paragraph here; the one before begins at `last`.
    fn labels(&self, i: usize, label: &Label, last: usize, open: bool, count: &Count) -> bool {
        let before = self.word(i - 1);
        let ended = ends(before);
        let word = before.to_lowercase();
        if word.ends_with('(') || self.bracketed[i] {
            return false;
        }
        if BEFORE_NUMBER.contains(&word.as_str()) {
            let counts = open && self.counts_on(i, label, count);
            return TIMES.contains(&word.as_str()) && counts;
        }
        let length = label.span.len();
        let alone = self.words[i].span.len() == length;
        let next = if alone { self.word(i + 1) } else { "" };
        let capital = !alone || next.chars().next().is_some_and(|c| !c.is_lowercase());
        if self.words[i].point.is_some() {
            return starts_capital(next);
        }
        match label.kind {
            LabelKind::Bullet(_) => {
                let labels = count.any && self.run_in(i + 1);
                capital && alone && (ended || labels || (open && self.is_bullet(i, last)))
            }
            LabelKind::Appendix | LabelKind::Part | LabelKind::Chapter => ended && capital,
            LabelKind::Division | LabelKind::Article => ended && capital,
            LabelKind::Paren => {
                capital && (before.ends_with(':') || open || (count.paren && ended))
            }
            LabelKind::Letter => {
                // A heading over `a)` may have clauses.
                let first = label.numbers == [1]
                    && self.input[label.span.range()].ends_with(')')
                    && starts_capital(next)
                    && count.any
                    && (self.stands_open(last, i, |w| ends(w) && !w.ends_with(';'))
                        || self.second_follows(i));
                capital && count.expects(label) && (ended || open || first)
            }
            LabelKind::Number if capital && !ended && !open && !is_first(label) => {
                self.unended(i, label, count)
            }
            _ => capital && count.expects(label) && (ended || open || is_first(label)),
        }
    }
}

fn is_first(label: &Label) -> bool {
    label.numbers.last() == Some(&1)
}

fn ends(word: &str) -> bool {
    word.trim_end_matches(['"', '”', ')', '’'])
        .ends_with(['.', ';', ':', '…', '!', '?'])
}

fn starts_capital(word: &str) -> bool {
    word.trim_start_matches(['"', '“', '('])
        .chars()
        .next()
        .is_some_and(char::is_uppercase)
}

fn is_rule(word: &str) -> bool {
    word.len() >= 3 && word.chars().all(|c| matches!(c, '-' | '_' | '*' | '='))
}

#[cfg(test)]
mod tests;
