//! Lines into paragraphs.
//!
//! Blank lines do not delimit paragraphs: some sources put one between any two lines, others in
//! the middle of a sentence. What counts is the text: a label begins a paragraph; a line that
//! stops where its next word would still have fitted ends one; a line that leads on (`của`, a
//! comma, a small letter behind it) does not.

use document::{Label, LabelKind, Span};

use super::line::{Layout, Line, SLACK, dangles, ends_sentence, first_word, is_caps, starts_low};
use crate::builder::{Builder, Fragment, Join};

/// Adds the paragraphs that a run of lines makes.
pub(crate) fn read(input: &str, lines: &[Line], layout: &Layout, builder: &mut Builder) {
    let kept: Vec<&Line> = lines.iter().filter(|l| !l.furniture).collect();
    let zones = Zones::find(input, &kept);
    let mut open: Option<Open> = None;
    for (i, line) in kept.iter().enumerate() {
        let zone = zones.zone(i);
        let full = kept
            .get(i + 1)
            .is_some_and(|n| !n.labelled && starts_low(n.text(input)));
        let columns = if zone == Zone::Body {
            vec![]
        } else {
            columns(input, line)
        };
        if columns.len() > 1 {
            flush(open.take(), builder);
            for span in columns {
                let fragment = Fragment {
                    span,
                    join: Join::Line,
                    page_break: line.page_break,
                };
                let labelled = Label::read(input, span).is_some();
                builder.paragraph(&[fragment], labelled, line.bold);
            }
            continue;
        }
        match &mut open {
            Some(paragraph) if paragraph.takes(input, line, full, layout, zone) => {
                paragraph.add(input, line);
            }
            _ => {
                flush(open.take(), builder);
                open = Some(Open::new(input, line));
            }
        }
    }
    flush(open, builder);
}

fn flush(open: Option<Open>, builder: &mut Builder) {
    if let Some(open) = open {
        builder.paragraph(&open.fragments, open.labelled, open.bold);
    }
}

/// Where a line stands in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    /// The letterhead: lines stand by themselves.
    Head,
    /// The text.
    Body,
    /// Recipients and signature.
    Foot,
}

struct Zones {
    head_end: usize,
    foot: Vec<(usize, usize)>,
}

/// How many lines a letterhead has at most.
const HEAD_LINES: usize = 30;

impl Zones {
    /// The letterhead reaches to the last of its fixed lines; the foot from `Nơi nhận` to the
    /// next appendix.
    fn find(input: &str, lines: &[&Line]) -> Zones {
        let head_end = lines
            .iter()
            .take(HEAD_LINES)
            .rposition(|l| is_head_line(l.text(input)))
            .map_or(0, |i| i + 1);
        let mut foot = vec![];
        let mut at = 0;
        while let Some(from) = (at..lines.len()).find(|&i| is_foot_line(lines[i].text(input))) {
            let to = (from..lines.len())
                .find(|&i| is_appendix(input, lines[i]))
                .unwrap_or(lines.len());
            // The signature may stand before the recipients in the text.
            foot.push((from, to));
            at = to.max(from + 1);
        }
        Zones { head_end, foot }
    }

    fn zone(&self, i: usize) -> Zone {
        if i < self.head_end {
            Zone::Head
        } else if self.foot.iter().any(|&(from, to)| (from..to).contains(&i)) {
            Zone::Foot
        } else {
            Zone::Body
        }
    }
}

/// Quốc hiệu, tiêu ngữ, the number and the date line (Nghị định 30/2020/NĐ-CP, Phụ lục I).
pub(crate) fn is_head_line(text: &str) -> bool {
    const MARKS: [&str; 5] = [
        "CONG HOA XA HOI",
        "CHU NGHIA VIET NAM",
        "DANG CONG SAN VIET NAM",
        "DOC LAP",
        "SO",
    ];
    if text.len() > 240 {
        return false;
    }
    let plain = normalize::ascii_form(text).to_uppercase();
    if MARKS[..4].iter().any(|m| plain.contains(m)) && text.chars().count() < 120 {
        return true;
    }
    let number = plain.strip_prefix(MARKS[4]).is_some_and(|rest| {
        let rest = rest.trim_start();
        rest.starts_with(':') || (rest.contains('/') && rest.len() < 40)
    });
    let date = plain.contains("NGAY") && plain.contains("THANG") && plain.contains("NAM");
    number || (date && plain.len() < 70 && plain.contains(','))
}

fn is_foot_line(text: &str) -> bool {
    if !text.starts_with(['N', 'n']) || text.len() > 200 {
        return false;
    }
    normalize::ascii_form(text).starts_with("noi nhan")
}

fn is_appendix(input: &str, line: &Line) -> bool {
    line.labelled
        && Label::read(input, line.span).is_some_and(|(l, _)| l.kind == LabelKind::Appendix)
}

/// Least run of blanks between two columns of a line.
const COLUMN_GAP: usize = 4;

/// The columns of a line of a letterhead or signature.
fn columns(input: &str, line: &Line) -> Vec<Span> {
    let text = line.text(input);
    let mut out = vec![];
    let mut start = 0;
    let mut blanks = 0;
    for (i, c) in text.char_indices() {
        if c == ' ' || c == '\t' {
            blanks += if c == '\t' { COLUMN_GAP } else { 1 };
            continue;
        }
        if blanks >= COLUMN_GAP && i > start && starts_column(&text[start..i], &text[i..]) {
            out.push((start, i));
            start = i;
        }
        blanks = 0;
    }
    out.push((start, text.len()));
    let base = line.span.start as usize;
    out.into_iter()
        .map(|(from, to)| Span::new(base + from, base + to).trim(input))
        .collect()
}

/// Blanks inside `Số:      /KH-SYT` and `ngày     tháng 3` divide no columns.
fn starts_column(before: &str, after: &str) -> bool {
    let before = before.trim_end();
    let number = before.ends_with(':') && after.starts_with(['/', '-']);
    let digits = after.starts_with(|c: char| c.is_ascii_digit()) || after.starts_with('/');
    let date = ["ngày", "tháng", "năm"]
        .iter()
        .any(|w| before.ends_with(w) || after.starts_with(w));
    let number = number || before.ends_with("Số") || (digits && before.ends_with(':'));
    !number && !date
}

/// A paragraph that may take more lines.
struct Open<'l> {
    fragments: Vec<Fragment>,
    last: &'l Line,
    labelled: bool,
    bulleted: bool,
    /// A sentence ended in it.
    ended: bool,
    bold: bool,
}

impl<'l> Open<'l> {
    fn new(input: &str, line: &'l Line) -> Open<'l> {
        let page_break = line.page_break;
        let fragments = vec![Fragment {
            span: line.span,
            join: Join::Line,
            page_break,
        }];
        let bulleted = Label::read(input, line.span).is_some_and(|(l, _)| l.kind.is_bullet());
        let ended = ends_sentence(line.text(input));
        let (labelled, bold) = (line.labelled, line.bold);
        Open {
            fragments,
            last: line,
            labelled,
            bulleted,
            ended,
            bold,
        }
    }

    fn add(&mut self, input: &str, line: &'l Line) {
        let join = join(self.last.text(input), line.text(input));
        self.fragments.push(Fragment {
            span: line.span,
            join,
            page_break: line.page_break,
        });
        self.last = line;
        self.ended |= ends_sentence(line.text(input));
        self.bold &= line.bold;
    }

    /// Whether the paragraph goes on with a line; `full` tells that the line is no last one.
    fn takes(&self, input: &str, line: &Line, full: bool, layout: &Layout, zone: Zone) -> bool {
        let before = self.last.text(input);
        let after = line.text(input);
        let low = starts_low(after);
        match zone {
            Zone::Head => return false,
            Zone::Foot => return low && self.labelled && !line.labelled,
            Zone::Body => {}
        }
        if line.labelled {
            return layout.wrap.is_some()
                && (cites_number(before) && is_plain_number(input, line)
                    || cites_article(input, before, line.span));
        }
        let caps = (is_caps(before), is_caps(after));
        match caps {
            (true, true) => {
                return self.labelled && (layout.wrap.is_some() || line.blank_before == 0);
            }
            (true, false) if has_letters(after) => return low && dangles(before, after),
            (false, true) if after.split_whitespace().count() >= 3 => return false,
            _ => {}
        }
        let ends = ends_sentence(before);
        if dangles(before, after) && !ends {
            return true;
        }
        if asks(input, self.last) && !asks(input, line) {
            return true;
        }
        let Some(wrap) = layout.wrap else {
            // One paragraph a line: only a page break cuts a sentence.
            return low && !ends;
        };
        if low {
            return true;
        }
        // Names stand at line ends too: what was learned from small words is not enough for them.
        let slack = if ends {
            layout.slack
        } else {
            wrap * SLACK / 100
        };
        if self.last.width + 1 + first_word(after) + slack <= wrap {
            return false;
        }
        let indented = line.indent > self.last.indent && !line.page_break;
        if !ends {
            let titled = self.labelled && !self.bulleted && full && !self.ended;
            let room = if is_common(input, after) { 2 } else { 0 };
            let begins =
                titled && layout.looks_first(line.width, room) && breaks_phrase(before, after);
            return !(begins || (indented && line.indent >= self.last.indent + 3));
        }
        // A full line that ends a sentence: the next begins a paragraph when something says so.
        let first = full && !before.ends_with(';') && layout.looks_first(line.width, 0);
        let spaced = line.blank_before > 0 && !layout.double_spaced;
        let clause = before.ends_with("./.")
            || before.ends_with(':')
            || (before.ends_with(';') && !self.labelled);
        !(indented || first || spaced || clause)
    }
}

/// First words of names, which have capitals inside a sentence too.
const NAMES: [&str; 44] = [
    "Sở",
    "Bộ",
    "Ban",
    "Ủy",
    "Uỷ",
    "UBND",
    "HĐND",
    "Hội",
    "Đảng",
    "Nhà",
    "Nhân",
    "Tỉnh",
    "Thành",
    "Chính",
    "Thủ",
    "Trung",
    "Kế",
    "Nghị",
    "Quyết",
    "Chương",
    "Kết",
    "Đề",
    "Luật",
    "Thông",
    "Công",
    "Cổng",
    "Hệ",
    "Trang",
    "Mặt",
    "Việt",
    "Phòng",
    "Văn",
    "Trường",
    "Bệnh",
    "Tổ",
    "Viện",
    "Chi",
    "Cục",
    "Đoàn",
    "Báo",
    "Đài",
    "Quốc",
    "Ngành",
    "Trạm",
];

/// Whether a capital letter behind a line break begins a sentence rather than a name: the word
/// before is no part of a name, and the word behind begins none.
fn breaks_phrase(before: &str, after: &str) -> bool {
    let last = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let first = after.split(char::is_whitespace).next().unwrap_or("");
    let name = NAMES.contains(&first.trim_end_matches([',', '.'])) || after.starts_with("Chỉ thị");
    let capital = first.chars().next().is_some_and(char::is_uppercase);
    let rest_low = first.chars().skip(1).all(char::is_lowercase);
    capital && rest_low && !name && !last.chars().next().is_some_and(char::is_uppercase)
}

/// First words of the attributes of a task.
const ATTRIBUTES: [&str; 10] = [
    "thời gian",
    "thời hạn",
    "thời điểm",
    "tiến độ",
    "cơ quan",
    "đơn vị",
    "chủ trì",
    "phối hợp",
    "địa điểm",
    "sản phẩm",
];

/// Longest name of an attribute, in words.
const ATTRIBUTE_WORDS: usize = 6;

/// Whether a line ends with the name of an attribute and a colon, inside a sentence or behind a
/// bullet (`…; thời gian thực hiện:`): the value stands on the next line. With a number before it
/// the name is a heading.
fn asks(input: &str, line: &Line) -> bool {
    let label = Label::read(input, line.span);
    let start = label
        .as_ref()
        .map_or(line.span.start as usize, |&(_, at)| at);
    let Some(text) = input.get(start..line.span.end as usize) else {
        return false;
    };
    let Some(text) = text.trim_end().strip_suffix(':') else {
        return false;
    };
    let bulleted = label.is_some_and(|(l, _)| l.kind.is_bullet());
    let clause = text.rsplit([';', '.', ',']).next().unwrap_or(text);
    if clause.len() == text.len() && !bulleted {
        return false;
    }
    let clause = clause.trim_start().to_lowercase();
    clause.split_whitespace().count() <= ATTRIBUTE_WORDS
        && ATTRIBUTES.iter().any(|a| clause.starts_with(a))
}

/// Whether the first two words stand elsewhere in small letters: they are no name.
fn is_common(input: &str, after: &str) -> bool {
    let mut words = after.split(char::is_whitespace);
    let (Some(first), Some(second)) = (words.next(), words.next()) else {
        return false;
    };
    let phrase = format!(
        "{} {}",
        first.to_lowercase(),
        second.trim_end_matches([',', ';', '.'])
    );
    memchr::memmem::find(input.as_bytes(), phrase.as_bytes()).is_some()
}

fn has_letters(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= 2
}

/// Whether the text ends with a word that a number follows (`khoản`, `Điều`).
pub(crate) fn cites_number(before: &str) -> bool {
    const WORDS: [&str; 4] = ["khoản", "điều", "điểm", "mục"];
    let last = before
        .rsplit(char::is_whitespace)
        .next()
        .unwrap_or("")
        .to_lowercase();
    WORDS.contains(&last.as_str())
}

/// Whether a line is nothing but the number of an article, and the text before it ends inside a
/// reference: `khoản 8 mục VI` ⏎ `Điều 1.`
pub(crate) fn cites_article(input: &str, before: &str, line: Span) -> bool {
    const PARTS: [&str; 6] = ["khoản", "điểm", "mục", "chương", "phần", "tiết"];
    let alone = Label::read(input, line).is_some_and(|(label, at)| {
        label.kind == LabelKind::Article && input[at..line.end as usize].trim().is_empty()
    });
    let mut words = before.split_whitespace().rev();
    let (last, above) = (words.next(), words.next());
    let part =
        |word: Option<&str>| word.is_some_and(|w| PARTS.contains(&w.to_lowercase().as_str()));
    alone && part(above) && last.is_some_and(|w| w.ends_with(char::is_alphanumeric))
}

fn is_plain_number(input: &str, line: &Line) -> bool {
    Label::read(input, line.span)
        .is_some_and(|(l, _)| matches!(l.kind, LabelKind::Number | LabelKind::Letter))
}

/// How a line joins the one before it: a document number broken at a hyphen or slash is one word.
pub(crate) fn join(before: &str, after: &str) -> Join {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("");
    let next = after.split(char::is_whitespace).next().unwrap_or("");
    let symbol = |c: char| c.is_uppercase() || c.is_ascii_digit();
    let ends_open = word.ends_with(['-', '–', '/']) && word.chars().count() > 1;
    let starts_open = next.starts_with(['-', '–', '/']) && next.chars().count() > 1;
    let has_digit = |s: &str| s.chars().any(|c| c.is_ascii_digit());
    let is_symbol = |s: &str| {
        s.chars()
            .filter(|c| c.is_alphabetic())
            .all(char::is_uppercase)
    };
    let tight = (ends_open
        && next.starts_with(symbol)
        && (has_digit(word) || (word.contains('/') && is_symbol(word))))
        || (starts_open
            && next.chars().nth(1).is_some_and(symbol)
            && is_symbol(word)
            && word.ends_with(symbol)
            && has_digit(word));
    if tight { Join::Tight } else { Join::Line }
}

#[cfg(test)]
mod tests;
