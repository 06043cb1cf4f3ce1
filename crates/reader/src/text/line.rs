//! Lines of a text, and how the text is wrapped.

use document::{Label, Span};
pub(crate) use normalize::is_capitals as is_caps;

use super::markup::BREAK;

/// A line without the white space at its ends; blank lines are not kept.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Where it stands.
    pub span: Span,
    /// Length in characters.
    pub width: u32,
    /// Blanks before its first character.
    pub indent: u32,
    /// Number of blank lines before it.
    pub blank_before: u32,
    /// A page begins with it.
    pub page_break: bool,
    /// It is printed all bold.
    pub bold: bool,
    /// It begins with a label.
    pub labelled: bool,
    /// It is a page number, a running header or a rule, and no text.
    pub furniture: bool,
}

impl Line {
    pub(crate) fn text<'t>(&self, input: &'t str) -> &'t str {
        &input[self.span.range()]
    }
}

/// Cuts a text into lines.
pub(crate) fn split(input: &str, bold: &[Span]) -> Vec<Line> {
    let mut lines: Vec<Line> = vec![];
    let mut blank_before = 0;
    let mut page_break = false;
    let mut add = |start: usize, end: usize| {
        let mut start = start;
        // A form feed stands at the beginning or the end of a line.
        while input[start..end].starts_with('\u{c}') {
            page_break = true;
            start += 1;
        }
        let raw = &input[start..end];
        let feed = raw.ends_with('\u{c}');
        // Tabs stand for empty cells at the ends of a table row and are no white space there.
        let trimmed = raw.trim_matches(|c: char| c.is_whitespace() && c != '\t');
        if raw.trim().is_empty() {
            blank_before += 1;
        } else {
            let lead = trimmed.as_ptr() as usize - raw.as_ptr() as usize;
            let span = Span::new(start + lead, start + lead + trimmed.len());
            let text = &input[span.range()];
            let at = bold.partition_point(|b| b.end <= span.start);
            let is_bold = bold.get(at).is_some_and(|b| b.start <= span.start);
            lines.push(Line {
                span,
                width: text.chars().count() as u32,
                indent: raw[..lead].chars().count() as u32,
                blank_before,
                page_break,
                bold: is_bold,
                labelled: !text.contains('\t') && Label::read(input, span).is_some(),
                furniture: false,
            });
            blank_before = 0;
            page_break = false;
        }
        page_break |= feed;
    };
    let mut start = 0;
    for end in memchr::memchr_iter(b'\n', input.as_bytes()) {
        cut(input, start, end, &mut add);
        start = end + 1;
    }
    cut(input, start, input.len(), &mut add);
    lines
}

/// A line of running text ends at every [`BREAK`] too; inside a table row it stays.
fn cut(input: &str, start: usize, end: usize, add: &mut impl FnMut(usize, usize)) {
    let line = &input[start..end];
    let row = line.contains('\t') || line.matches('|').count() >= 2;
    if row || !line.contains(BREAK) {
        return add(start, end);
    }
    let mut from = start;
    for part in line.split(BREAK) {
        add(from, from + part.len());
        from += part.len() + BREAK.len_utf8();
    }
}

/// How a text is wrapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Layout {
    /// Width at which the source broke its lines, in characters; `None` when it put each
    /// paragraph on one line.
    pub wrap: Option<u32>,
    /// How much shorter than [`wrap`](Layout::wrap) a line is that has no room for the next word,
    /// in characters: more where the font is proportional, none where it is fixed.
    pub slack: u32,
    /// Blank lines stand between most lines and say nothing.
    pub double_spaced: bool,
    /// Widths of the first lines of paragraphs and of the others, in characters, where they differ
    /// enough to show an indentation that the source lost.
    pub first_line: Option<(u32, u32)>,
}

impl Layout {
    /// Whether a full line of this width looks like the first of a paragraph; `room` is how much
    /// wider than half way to the others it may be, in characters.
    pub(crate) fn looks_first(&self, width: u32, room: u32) -> bool {
        self.first_line
            .is_some_and(|(first, other)| width * 2 <= first + other + 2 * room)
    }
}

/// Least difference between first lines and others that shows an indentation, in characters.
const INDENTATION: u32 = 3;

/// Least share of lines that continue a sentence in a text that is wrapped. In a text with one
/// paragraph a line only page breaks make such lines.
const CONTINUED_SHARE: f64 = 0.12;

/// Widest column that text is wrapped to, in characters.
const WIDEST: u32 = 160;

/// Measures how a text is wrapped.
pub(crate) fn measure(input: &str, lines: &[Line]) -> Layout {
    let text: Vec<&Line> = lines
        .iter()
        .filter(|l| !l.furniture && !is_row(l.text(input)))
        .collect();
    let mut widths: Vec<u32> = text.iter().map(|l| l.width).collect();
    widths.sort_unstable();
    let goes_on = |pair: &&[&Line]| {
        let (before, after) = (pair[0].text(input), pair[1].text(input));
        !pair[1].labelled && (starts_low(after) || dangles(before, after))
    };
    let continued = text.windows(2).filter(goes_on).count();
    let wide = widths.get(widths.len() * 93 / 100).copied().unwrap_or(0);
    let share = continued as f64 / text.len().max(1) as f64;
    let wrapped = share >= CONTINUED_SHARE && (30..=WIDEST).contains(&wide);
    let spaced = text.iter().filter(|l| l.blank_before > 0).count();
    Layout {
        wrap: wrapped.then_some(wide),
        slack: slack(input, &text, wide),
        double_spaced: spaced * 10 >= text.len() * 7,
        first_line: first_line(input, &text, wide),
    }
}

/// How much shorter than the widest lines a full line may be, in percent: fonts are proportional.
pub(crate) const SLACK: u32 = 15;

/// The slack of lines whose sentence surely goes on below them, a few outliers aside.
fn slack(input: &str, text: &[&Line], wide: u32) -> u32 {
    let most = wide * SLACK / 100;
    let mut seen: Vec<u32> = text
        .windows(2)
        .filter_map(|pair| {
            let [before, after] = pair else { return None };
            let goes_on = !after.labelled
                && !after.page_break
                && starts_low(after.text(input))
                && !ends_sentence(before.text(input));
            let word = first_word(after.text(input));
            goes_on.then(|| wide.saturating_sub(before.width + 1 + word))
        })
        .collect();
    if seen.len() < LEAST_PAIRS {
        return most;
    }
    seen.sort_unstable();
    seen.get((seen.len() - 1) * 95 / 100)
        .map_or(most, |&s| s.min(most))
}

/// Fewest pairs of lines that a slack is learned from.
const LEAST_PAIRS: usize = 8;

/// Length of the first word in characters.
pub(crate) fn first_word(text: &str) -> u32 {
    text.split_whitespace()
        .next()
        .map_or(0, |w| w.chars().count() as u32)
}

/// Median widths of lines that begin a paragraph and of lines inside one.
fn first_line(input: &str, text: &[&Line], wide: u32) -> Option<(u32, u32)> {
    let (mut first, mut other) = (vec![], vec![]);
    let low = |l: &Line| !l.labelled && starts_low(l.text(input));
    for three in text.windows(3) {
        let [before, line, next] = three else {
            continue;
        };
        if !low(next) || is_caps(line.text(input)) {
            continue;
        }
        let stopped = before.width + 12 < wide && !low(line);
        let closed = before.labelled || ends_sentence(before.text(input));
        if line.labelled || (stopped && closed) {
            first.push(line.width);
        } else if low(line) {
            other.push(line.width);
        }
    }
    if first.len() < LEAST_LINES || other.len() < LEAST_LINES {
        return None;
    }
    first.sort_unstable();
    other.sort_unstable();
    let (first, other) = (first[first.len() / 2], other[other.len() / 2]);
    (first + INDENTATION <= other).then_some((first, other))
}

/// Fewest lines that a median is taken of.
const LEAST_LINES: usize = 4;

/// Whether a line is a row of a table.
pub(crate) fn is_row(text: &str) -> bool {
    text.contains('\t') || text.matches('|').count() >= 2
}

/// Whether the first letter is a small one.
pub(crate) fn starts_low(text: &str) -> bool {
    text.chars().next().is_some_and(char::is_lowercase)
}

/// Whether the text ends a sentence or a clause that stands by itself.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', '*', ' ']);
    text.ends_with(['.', ';', ':', '!', '?', '…'])
}

/// Words that no paragraph ends with: what follows belongs to them.
const DANGLING: [&str; 25] = [
    "của", "và", "về", "với", "các", "những", "tại", "cho", "từ", "đến", "trong", "trên", "theo",
    "là", "được", "để", "do", "bởi", "hoặc", "bằng", "như", "gồm", "nhằm", "nhưng", "giữa",
];

/// Words that a number follows.
const NUMBERED: [&str; 9] = [
    "số", "ngày", "khoản", "điều", "điểm", "tháng", "năm", "quý", "mục",
];

/// Whether the text breaks off inside a phrase: it ends with a comma, a dash, an open bracket or
/// a word that leads on to what stands behind the break.
pub(crate) fn dangles(text: &str, after: &str) -> bool {
    let text = text.trim_end();
    if text.ends_with([',', '-', '–', '(', '/', '“', '&', '+']) {
        return true;
    }
    let last = text
        .rsplit(|c: char| !c.is_alphabetic())
        .next()
        .unwrap_or("");
    if last.is_empty() || last.len() > 12 {
        return false;
    }
    let low = last.to_lowercase();
    let number = after.starts_with(|c: char| c.is_ascii_digit())
        || after
            .split(['/', '.', ' '])
            .next()
            .is_some_and(|w| document::roman_value(w).is_some());
    DANGLING.contains(&low.as_str()) || (number && NUMBERED.contains(&low.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_pages() {
        let input = "  A\n\n\u{c}B b\u{2028}C\nx\ty\u{2028}z\t\n";
        let lines = split(input, &[]);
        let texts: Vec<&str> = lines.iter().map(|l| l.text(input)).collect();
        assert_eq!(texts, ["A", "B b", "C", "x\ty\u{2028}z\t"]);
        assert_eq!(lines[0].indent, 2);
        assert_eq!(lines[1].blank_before, 1);
        assert!(lines[1].page_break && !lines[2].page_break);
    }

    #[test]
    fn wrapping() {
        let wrapped = "Nâng cao nhận thức của toàn thể cán bộ, công chức, viên chức\n\
                       và người lao động về vị trí của khoa học và công nghệ trong\n\
                       phát triển kinh tế.\n"
            .repeat(5);
        let layout = measure(&wrapped, &split(&wrapped, &[]));
        assert!(
            layout.wrap.is_some_and(|w| (55..=62).contains(&w)),
            "{layout:?}"
        );
        let one_line = "Nâng cao nhận thức của toàn thể cán bộ.\n\n".repeat(5);
        let layout = measure(&one_line, &split(&one_line, &[]));
        assert_eq!(
            layout,
            Layout {
                wrap: None,
                slack: 5,
                double_spaced: true,
                first_line: None
            }
        );
    }

    #[test]
    fn phrases_that_lead_on() {
        for (text, after, want) in [
            (
                "theo Kế hoạch số 181/KH-UBND ngày 25/02/2025 của",
                "Ủy ban",
                true,
            ),
            ("DANH MỤC CÁC NHIỆM VỤ NĂM", "2026", true),
            ("đổi mới sáng tạo và chuyển đổi số", "Tiếp tục", false),
            ("Nghị quyết số", "57-NQ/TW", true),
            ("Hoàn thành trong quý", "II/2026", true),
            ("khoa học, công nghệ,", "Đổi mới", true),
            ("Phòng Kế hoạch -", "Tài chính", true),
            ("Mục đích", "Cụ thể", false),
            ("tại đơn vị.", "Các", false),
        ] {
            assert_eq!(dangles(text, after), want, "{text}");
        }
    }
}
