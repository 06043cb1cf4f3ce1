//! Text in one stream: a web page that lost its paragraphs.
//!
//! Lines are broken anywhere, or not at all; letterhead, headings and paragraphs follow each other
//! with a blank. Paragraphs begin again at what can be told from the words: the fixed parts of a
//! letterhead, labels that continue a count, and run-in labels (`Cơ quan thực hiện:`).

use document::{Label, LabelKind, Span};

use super::line::{Line, is_caps, is_row};
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
        let Some(first) = fragments.first() else { continue };
        let labelled = Label::read(input, stream.rest(from)).is_some()
            && first.span.start == stream.words[from].span.start;
        builder.paragraph(&fragments, labelled, false);
    }
}

#[derive(Clone, Copy)]
struct Word {
    span: Span,
    line: u32,
    page_break: bool,
}

struct Stream<'t> {
    input: &'t str,
    words: Vec<Word>,
}

/// Kinds of documents as they stand in a title line.
const KINDS: [&[&str]; 10] = [
    &["KẾ", "HOẠCH"],
    &["CHƯƠNG", "TRÌNH", "HÀNH", "ĐỘNG"],
    &["CHƯƠNG", "TRÌNH"],
    &["QUYẾT", "ĐỊNH"],
    &["NGHỊ", "QUYẾT"],
    &["CHỈ", "THỊ"],
    &["ĐỀ", "ÁN"],
    &["PHƯƠNG", "ÁN"],
    &["THÔNG", "BÁO"],
    &["HƯỚNG", "DẪN"],
];

/// First words of run-in labels that begin a paragraph; a colon stands within [`RUN_IN_WORDS`].
const RUN_INS: [[&str; 2]; 16] = [
    ["Cơ", "quan"],
    ["Đơn", "vị"],
    ["Thời", "gian"],
    ["Thời", "hạn"],
    ["Tiến", "độ"],
    ["Hình", "thức"],
    ["Phương", "thức"],
    ["Kinh", "phí"],
    ["Sản", "phẩm"],
    ["Kết", "quả"],
    ["Chủ", "trì"],
    ["Phối", "hợp"],
    ["Đối", "tượng"],
    ["Địa", "điểm"],
    ["Nơi", "nhận"],
    ["Nội", "dung"],
];

const RUN_IN_WORDS: usize = 6;

/// Words behind which a number or a letter is no label.
const BEFORE_NUMBER: [&str; 22] = [
    "khoản", "điều", "điểm", "mục", "số", "quý", "kỳ", "khóa", "khoá", "tháng", "ngày", "năm",
    "phần", "chương", "nhóm", "loại", "hạng", "cấp", "lần", "thứ", "mức", "đợt",
];

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
                words.push(Word { span, line: number as u32, page_break });
                page_break = false;
            }
        }
        Stream { input, words }
    }

    fn word(&self, i: usize) -> &'t str {
        self.words.get(i).map_or("", |w| &self.input[w.span.range()])
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
                    out.push(Fragment { span: word.span, join, page_break: word.page_break });
                }
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
            let fixed = matches!((word, next), ("CỘNG", "HÒA" | "HOÀ" | "HÕA") | ("Độc", "lập"))
                || (word == "ĐẢNG" && next == "CỘNG");
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
        let kind = KINDS.iter().find(|kind| self.stands(at, kind)).map_or(0, |k| k.len());
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
        words.iter().enumerate().all(|(k, w)| self.word(at + k) == *w)
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
            return small && word.chars().next().is_some_and(|c| c.is_uppercase() || c == '(');
        }
        let cue = matches!(
            (word, self.word(i + 1)),
            ("Căn", "cứ") | ("Thực", "hiện") | ("Thi", "hành") | ("Theo", "đề")
        );
        (cue && i > title + 2) || (i > title && self.label(i).is_some())
    }

    fn label(&self, i: usize) -> Option<Label> {
        let (label, _) = Label::read(self.input, self.rest(i))?;
        (label.span.start == self.words[i].span.start).then_some(label)
    }

    /// Cuts the text behind the title.
    fn body(&self, from: usize, starts: &mut Vec<usize>) {
        let mut count = Count::default();
        let mut last = from;
        let mut foot = false;
        for i in from.max(1)..self.words.len() {
            let before = self.word(i - 1);
            let ended = ends(before);
            // A heading stands open: it has a label, is short, and ended no sentence yet.
            let open = count.any
                && i - last <= HEADING_WORDS
                && !(last..i).any(|k| ends(self.word(k)) && !self.is_label_word(k, last));
            let label = self.label(i).filter(|l| self.labels(i, l, before, ended, open, &count));
            let begins = if let Some(label) = label {
                count.take(&label);
                true
            } else if self.run_in(i) {
                foot |= self.word(i) == "Nơi";
                ended || open
            } else if !count.any {
                before.ends_with(';') && starts_capital(self.word(i))
            } else if foot {
                let caps = |k: usize| is_caps(self.word(k));
                (caps(i) && caps(i + 1) && !caps(i - 1)) || (!caps(i) && caps(i - 1) && caps(i - 2))
            } else if open && self.caps_end(last, i) {
                true
            } else {
                ended && self.stands(i, &["Trên", "đây"])
            };
            if begins {
                starts.push(i);
                last = i;
            }
        }
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
            matches!(l.kind, LabelKind::Roman | LabelKind::Upper | LabelKind::Part)
        });
        roman
            && capitals >= 2
            && capitals + 2 >= i - start
            && starts_capital(word)
            && word.chars().any(char::is_lowercase)
            && !word.contains(['/', '-'])
    }

    fn run_in(&self, i: usize) -> bool {
        RUN_INS.iter().any(|[a, b]| self.word(i) == *a && self.word(i + 1).trim_end_matches(':') == *b)
            && (i + 1..i + RUN_IN_WORDS).any(|k| self.word(k).ends_with(':'))
    }

    /// Whether a label at word `i` begins a paragraph here.
    fn labels(
        &self,
        i: usize,
        label: &Label,
        before: &str,
        ended: bool,
        open: bool,
        count: &Count,
    ) -> bool {
        let word = before.to_lowercase();
        if BEFORE_NUMBER.contains(&word.as_str()) || word.ends_with('(') {
            return false;
        }
        let length = label.span.len();
        let inside = self.words[i].span.len() > length;
        let next = if inside { "" } else { self.word(i + 1) };
        let capital = inside || next.chars().next().is_some_and(|c| !c.is_lowercase());
        match label.kind {
            LabelKind::Bullet(_) => capital && (ended || open) && length == self.words[i].span.len(),
            LabelKind::Appendix | LabelKind::Part | LabelKind::Chapter => ended && capital,
            LabelKind::Division | LabelKind::Article => ended && capital,
            LabelKind::Paren => capital && (before.ends_with(':') || open || (count.paren && ended)),
            _ => capital && count.expects(label) && (ended || open || is_first(label)),
        }
    }
}

fn is_first(label: &Label) -> bool {
    label.numbers.last() == Some(&1) && label.kind != LabelKind::Letter
}

fn ends(word: &str) -> bool {
    word.trim_end_matches(['"', '”', ')', '’']).ends_with(['.', ';', ':', '…', '!', '?'])
}

fn starts_capital(word: &str) -> bool {
    word.trim_start_matches(['"', '“', '(']).chars().next().is_some_and(char::is_uppercase)
}

fn is_rule(word: &str) -> bool {
    word.len() >= 3 && word.chars().all(|c| matches!(c, '-' | '_' | '*' | '='))
}

/// How far the labels of each form have counted.
#[derive(Default)]
struct Count {
    roman: u16,
    upper: u16,
    letter: u16,
    numbers: Vec<u16>,
    paren: bool,
    any: bool,
}

impl Count {
    /// Whether a label goes on counting or begins anew.
    fn expects(&self, label: &Label) -> bool {
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

    fn take(&mut self, label: &Label) {
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

#[cfg(test)]
mod tests {
    use super::super::line;
    use super::*;

    #[test]
    fn a_stream_is_cut() {
        let input = "ỦY\n  BAN NHÂN DÂN TỈNH X ------- CỘNG\n  HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - \
                     Tự do - Hạnh phúc --------------- Số:\n 01/KH-UBND X, ngày 06 tháng 01 năm 2020 \
                     KẾ HOẠCH BẢO ĐẢM AN TOÀN NĂM 2020 Thực hiện Kế hoạch số 158-KH/TU ngày\n\
                     14/11/2019 của Tỉnh ủy, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau: \
                     I. MỤC ĐÍCH, YÊU CẦU 1. Mục đích 1.1. Tăng cường các biện pháp. 1.2. Đẩy mạnh \
                     tuyên truyền theo khoản 1 Điều 5. 2. Yêu cầu - Kịp thời; - Hiệu quả. II. NỘI \
                     DUNG Tuyên truyền các nội dung. Cơ quan thực hiện: Sở Y tế.\n";
        let lines = line::split(input, &[]);
        assert!(is_flat(input, &lines));
        let mut builder = Builder::new(input);
        read(input, &lines, &mut builder);
        let document = builder.finish();
        let got: Vec<&str> = document.text.lines().collect();
        assert_eq!(
            got,
            [
                "ỦY BAN NHÂN DÂN TỈNH X",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "Độc lập - Tự do - Hạnh phúc",
                "Số: 01/KH-UBND",
                "X, ngày 06 tháng 01 năm 2020",
                "KẾ HOẠCH",
                "BẢO ĐẢM AN TOÀN NĂM 2020",
                "Thực hiện Kế hoạch số 158-KH/TU ngày 14/11/2019 của Tỉnh ủy, Ủy ban nhân dân \
                 tỉnh ban hành Kế hoạch như sau:",
                "I. MỤC ĐÍCH, YÊU CẦU",
                "1. Mục đích",
                "1.1. Tăng cường các biện pháp.",
                "1.2. Đẩy mạnh tuyên truyền theo khoản 1 Điều 5.",
                "2. Yêu cầu",
                "- Kịp thời;",
                "- Hiệu quả.",
                "II. NỘI DUNG",
                "Tuyên truyền các nội dung.",
                "Cơ quan thực hiện: Sở Y tế.",
            ]
        );
    }
}
