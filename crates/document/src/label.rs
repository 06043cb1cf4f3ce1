//! The mark that a paragraph begins with: `Phần thứ nhất`, `I.`, `2.1.`, `a)`, `(1)`, `-`.
//!
//! [`Label::read`] looks at the beginning of a line and knows nothing of what stands around it;
//! whether the paragraph behind the label is a heading is decided elsewhere. Forms are those of
//! Nghị định 30/2020/NĐ-CP and of Party documents (`I-`, `1-`).

use crate::Span;

/// A label at the beginning of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Its form.
    pub kind: LabelKind,
    /// The label as printed (`2.1.`, `a)`), without the blank behind it.
    pub span: Span,
    /// Its numbers: `[2, 1]` for `2.1.`, `[4]` for `IV.` and `d)`, empty for a bullet and for an
    /// appendix without number.
    pub numbers: Vec<u16>,
}

/// The forms of labels, the outermost first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LabelKind {
    /// `Phụ lục I`.
    Appendix,
    /// `Phần thứ nhất`, `Phần II`.
    Part,
    /// `Chương I`.
    Chapter,
    /// `Mục 1`.
    Division,
    /// `Điều 1.`
    Article,
    /// `A.`
    Upper,
    /// `I.`
    Roman,
    /// `1.`, `1)`, `1.1.`, `2.2.1`.
    Number,
    /// `a)`, `đ.`, `(a)`.
    Letter,
    /// `(1)`, `(i)`.
    Paren,
    /// `-`, `+`, `•`; the character tells.
    Bullet(char),
}

impl LabelKind {
    /// Whether the form is a bullet.
    pub fn is_bullet(self) -> bool {
        matches!(self, LabelKind::Bullet(_))
    }
}

/// The Vietnamese letters in the order of enumerations (no f, j, w, z; ă, â and their like are
/// skipped).
const LETTERS: [char; 23] = [
    'a', 'b', 'c', 'd', 'đ', 'e', 'g', 'h', 'i', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't',
    'u', 'v', 'x', 'y',
];

/// Ordinal words behind `Phần thứ`.
const ORDINALS: [(&str, u16); 10] = [
    ("nhất", 1),
    ("hai", 2),
    ("ba", 3),
    ("tư", 4),
    ("năm", 5),
    ("sáu", 6),
    ("bảy", 7),
    ("bẩy", 7),
    ("tám", 8),
    ("chín", 9),
];

/// Characters that stand as bullets; a hyphen, a plus and an asterisk among them.
const BULLETS: &str = "-–—−+*•●▪■◦○·∙❖✓✔➢►⮚➤□";

impl Label {
    /// Reads the label at `span.start`, looking no further than `span.end`. Returns it together
    /// with the place where the text behind it begins.
    pub fn read(text: &str, span: Span) -> Option<(Label, usize)> {
        let line = &text[span.range()];
        let base = span.start as usize;
        let lead = line.len() - line.trim_start().len();
        let line = &line[lead..];
        let base = base + lead;
        let first = line.chars().next()?;
        let (kind, length, numbers) = match first {
            '0'..='9' => read_number(line)?,
            '(' => read_paren(line)?,
            c if BULLETS.contains(c) => return read_bullet(line, base),
            'o' | 'Ø' | 'ü' | '§' | 'v' if is_letter_bullet(line) => {
                (LabelKind::Bullet('•'), first.len_utf8(), vec![])
            }
            'P' | 'p' | 'C' | 'c' | 'M' | 'm' | 'Đ' | 'đ' | 'T' | 't'
                if read_worded(line).is_some() =>
            {
                read_worded(line)?
            }
            'A'..='Z' | 'Đ' => read_upper(line)?,
            'a'..='z' | 'đ' => read_letter(line)?,
            _ => return None,
        };
        let rest = &line[length..];
        let gap = rest.len() - rest.trim_start().len();
        let label = Label {
            kind,
            span: Span::new(base, base + length),
            numbers,
        };
        Some((label, base + length + gap))
    }
}

/// The value of a Roman numeral up to 89 in capitals, `None` for anything else.
pub fn roman_value(numeral: &str) -> Option<u16> {
    let digit = |c| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        'L' => Some(50),
        _ => None,
    };
    if numeral.is_empty() || numeral.len() > 8 {
        return None;
    }
    let digits = numeral.chars().map(digit).collect::<Option<Vec<u16>>>()?;
    let mut value = 0;
    for (i, &d) in digits.iter().enumerate() {
        if digits[i + 1..].first().is_some_and(|&next| next > d) {
            value -= d as i32;
        } else {
            value += d as i32;
        }
    }
    let value = u16::try_from(value).ok()?;
    (to_roman(value) == numeral).then_some(value)
}

fn to_roman(mut value: u16) -> String {
    const STEPS: [(u16, &str); 7] = [
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for (step, numeral) in STEPS {
        while value >= step {
            out.push_str(numeral);
            value -= step;
        }
    }
    out
}

type Parts = (LabelKind, usize, Vec<u16>);

fn digits(line: &str) -> usize {
    line.bytes().take_while(u8::is_ascii_digit).count()
}

/// `1.`, `1)`, `1.1.`, `1.1`, `1-`, `1/`; never `1.200`, `15/4`, `3.5%`.
fn read_number(line: &str) -> Option<Parts> {
    let mut numbers = vec![];
    let mut at = 0;
    loop {
        let n = digits(&line[at..]);
        if n == 0 || n > 2 {
            return None;
        }
        numbers.push(line[at..at + n].parse().ok()?);
        at += n;
        let more = line[at..].starts_with('.') && digits(&line[at + 1..]) > 0;
        if !more || numbers.len() == 5 {
            break;
        }
        at += 1;
    }
    let rest = &line[at..];
    let mark = rest.chars().next();
    let behind = |n: usize| rest[n..].chars().next();
    match mark {
        Some('.') => {
            // `1.Nâng cao` is a label; `3.000` never comes here, `5.%` is none.
            let ok = behind(1).is_none_or(|c| c.is_whitespace() || c.is_uppercase() || c == '“');
            ok.then_some((LabelKind::Number, at + 1, numbers))
        }
        Some(')') => Some((LabelKind::Number, at + 1, numbers)),
        Some('-' | '–' | '/') if numbers.len() <= 3 => {
            let mark_length = mark.map_or(0, char::len_utf8);
            let mut after = rest[mark_length..].chars();
            let ok = after.next().is_some_and(char::is_whitespace)
                && after
                    .find(|c| !c.is_whitespace())
                    .is_some_and(char::is_uppercase);
            ok.then_some((LabelKind::Number, at + mark_length, numbers))
        }
        Some(c) if c.is_whitespace() && numbers.len() > 1 => {
            let next = rest.trim_start().chars().next();
            let ok = next.is_some_and(char::is_uppercase);
            ok.then_some((LabelKind::Number, at, numbers))
        }
        _ => None,
    }
}

/// `(1)`, `(a)`, `(ii)`.
fn read_paren(line: &str) -> Option<Parts> {
    let end = line.find(')')?;
    let inner = &line[1..end];
    if inner.is_empty() || inner.len() > 4 {
        return None;
    }
    if inner.bytes().all(|b| b.is_ascii_digit()) {
        let value = inner.parse().ok().filter(|&n| n < 100)?;
        return Some((LabelKind::Paren, end + 1, vec![value]));
    }
    if let Some(value) = roman_value(&inner.to_uppercase())
        && (inner.len() > 1 || matches!(inner, "i" | "v" | "x" | "I" | "V" | "X"))
    {
        return Some((LabelKind::Paren, end + 1, vec![value]));
    }
    let mut chars = inner.chars();
    let letter = chars.next()?;
    let value = LETTERS.iter().position(|&l| l == letter)? as u16 + 1;
    chars
        .next()
        .is_none()
        .then_some((LabelKind::Letter, end + 1, vec![value]))
}

/// `a)`, `đ.`, `b/`, `a1)`, `a.1)`.
fn read_letter(line: &str) -> Option<Parts> {
    let letter = line.chars().next()?;
    let value = LETTERS.iter().position(|&l| l == letter)? as u16 + 1;
    let mut at = letter.len_utf8();
    let mut numbers = vec![value];
    let dotted = usize::from(line[at..].starts_with('.') && digits(&line[at + 1..]) > 0);
    let n = digits(&line[at + dotted..]);
    if n > 0 {
        if n > 2 {
            return None;
        }
        numbers.push(line[at + dotted..at + dotted + n].parse().ok()?);
        at += dotted + n;
    }
    let rest = &line[at..];
    let mut chars = rest.chars();
    let mark = chars.next()?;
    let next = chars.next();
    let ok = match mark {
        ')' => true,
        '.' => next.is_none_or(|c| c.is_whitespace() || c.is_uppercase()),
        '/' | '-' => {
            next.is_some_and(char::is_whitespace)
                && rest[1..]
                    .trim_start()
                    .chars()
                    .next()
                    .is_some_and(char::is_uppercase)
        }
        _ => false,
    };
    ok.then_some((LabelKind::Letter, at + 1, numbers))
}

/// `A.`, `I.`, `IV-`, `II/`.
fn read_upper(line: &str) -> Option<Parts> {
    let letters: usize = line
        .chars()
        .take_while(|c| c.is_alphabetic())
        .map(char::len_utf8)
        .sum();
    let word = &line[..letters];
    let rest = &line[letters..];
    let tight = rest.trim_start();
    // `II .` happens where a page was recognised or converted.
    let gap = rest.len() - tight.len();
    let mark = tight.chars().next().filter(|c| ".-–/):".contains(*c))?;
    if gap > 1 || (gap == 1 && mark != '.') {
        return None;
    }
    let length = letters + gap + mark.len_utf8();
    let next = line[length..].chars().next();
    let open = next.is_none_or(|c| c.is_whitespace() || (mark == '.' && c.is_uppercase()));
    if !open {
        return None;
    }
    if let Some(value) = roman_value(word) {
        return Some((LabelKind::Roman, length, vec![value]));
    }
    let mut chars = word.chars();
    let letter = chars.next()?;
    if chars.next().is_some() || mark == ':' || gap == 1 {
        return None;
    }
    let lower = letter.to_lowercase().next()?;
    let value = LETTERS.iter().position(|&l| l == lower)? as u16 + 1;
    (value <= 12).then_some((LabelKind::Upper, length, vec![value]))
}

/// `Phần thứ nhất`, `Chương I`, `Mục 1`, `Điều 2.`, `Phụ lục I`.
fn read_worded(line: &str) -> Option<Parts> {
    const WORDS: [(&str, LabelKind); 6] = [
        ("phụ lục", LabelKind::Appendix),
        ("phần", LabelKind::Part),
        ("chương", LabelKind::Chapter),
        ("tiểu mục", LabelKind::Division),
        ("mục", LabelKind::Division),
        ("điều", LabelKind::Article),
    ];
    let (kind, at) = WORDS
        .iter()
        .find_map(|(word, kind)| Some((*kind, prefix_length(line, word)?)))?;
    let capital = line.chars().next().is_some_and(char::is_uppercase);
    let rest = &line[at..];
    if !rest.is_empty() && !rest.starts_with([' ', ':', '.']) {
        return None;
    }
    let tight = rest.trim_start();
    let gap = rest.len() - tight.len();
    let (numbers, length) = worded_number(kind, tight)?;
    let mut end = if length == 0 { at } else { at + gap + length };
    // `Điều 5- Nhiệm vụ`, `Điều 6 - Hiệu lực`; `Điều 5-7` is a range.
    let dashed = line[end..]
        .trim_start()
        .strip_prefix(['-', '–'])
        .is_some_and(|title| title.trim_start().starts_with(char::is_uppercase));
    if kind == LabelKind::Article && dashed {
        end = line.len() - line[end..].trim_start().len();
    }
    let mut tail = line[end..].chars();
    match tail.next() {
        Some('.' | ':') if kind == LabelKind::Article => end += 1,
        Some(mark) if dashed && kind == LabelKind::Article => end += mark.len_utf8(),
        Some('.') if kind != LabelKind::Appendix => end += 1,
        Some('.' | ':') => {}
        None => {}
        Some(_) if kind == LabelKind::Article => return None,
        Some(' ') => {}
        Some(_) => return None,
    }
    // In the middle of a sentence (`mục 2 của …`, `Phụ lục I kèm theo`) it labels nothing.
    let behind = line[end..].trim_start_matches([' ', '.', ':', '-', '–']);
    let starts_title = behind.chars().next().is_none_or(|c| !c.is_lowercase());
    let marked =
        line[..end].ends_with('.') || line[end..].trim_start().starts_with(['.', ':', '-', '–']);
    (capital && (starts_title || (marked && kind != LabelKind::Appendix)))
        .then_some((kind, end, numbers))
}

/// The number behind `Phần`, `Phụ lục` and their like, and its length; 0 for none, which only an
/// appendix may have.
fn worded_number(kind: LabelKind, rest: &str) -> Option<(Vec<u16>, usize)> {
    if kind == LabelKind::Part
        && let Some(at) = prefix_length(rest, "thứ ")
    {
        return ORDINALS.iter().find_map(|(word, value)| {
            let n = prefix_length(&rest[at..], word)?;
            Some((vec![*value], at + n))
        });
    }
    let skip = match prefix_length(rest, "số ") {
        Some(n) if kind == LabelKind::Appendix => n,
        _ => 0,
    };
    let body = &rest[skip..];
    let n = digits(body);
    if (1..=3).contains(&n) {
        let value = body[..n].parse().ok()?;
        let letter = body[n..]
            .chars()
            .next()
            .filter(|c| c.is_alphabetic() && n > 0);
        let alone = body[n..].chars().nth(1).is_none_or(|c| !c.is_alphabetic());
        let extra = letter.filter(|_| alone).map_or(0, char::len_utf8);
        return Some((vec![value], skip + n + extra));
    }
    let word: usize = body
        .chars()
        .take_while(|c| c.is_alphabetic())
        .map(char::len_utf8)
        .sum();
    if let Some(value) = roman_value(&body[..word]) {
        return Some((vec![value], skip + word));
    }
    (kind == LabelKind::Appendix && skip == 0).then_some((vec![], 0))
}

/// Length of `word` at the start of `line`, whatever the case of its letters.
fn prefix_length(line: &str, word: &str) -> Option<usize> {
    let mut length = 0;
    let mut have = line.chars();
    for want in word.chars() {
        let c = have.next()?;
        let same = c == want || c.to_lowercase().eq(want.to_lowercase());
        if !same {
            return None;
        }
        length += c.len_utf8();
    }
    Some(length)
}

/// A letter that stands for a bullet of a symbol font.
fn is_letter_bullet(line: &str) -> bool {
    let mut chars = line.chars();
    chars.next();
    chars.next().is_some_and(char::is_whitespace)
        && chars
            .find(|c| !c.is_whitespace())
            .is_some_and(char::is_uppercase)
}

/// A bullet; of a doubled one (`- +`) the inner.
fn read_bullet(line: &str, base: usize) -> Option<(Label, usize)> {
    let bullet = line.chars().next()?;
    let length = bullet.len_utf8();
    let rest = &line[length..];
    let tight = rest.trim_start();
    let next = tight.chars().next()?;
    let spaced = tight.len() < rest.len();
    if BULLETS.contains(next) {
        // `- + 100 %`: the inner one counts. `---` and `-------` are rules, no bullets.
        if !spaced || next == bullet {
            return None;
        }
        let inner = base + length + (rest.len() - tight.len());
        return read_bullet(tight, inner);
    }
    let starts_text = next.is_alphanumeric() || "\"“‘'(«[<≥≤…".contains(next);
    if !starts_text || (!spaced && next.is_lowercase()) {
        return None;
    }
    if !spaced && next.is_ascii_digit() && bullet == '-' {
        // `-5 %` is a number.
        return None;
    }
    let kind = match bullet {
        '–' | '—' | '−' => '-',
        other => other,
    };
    let label = Label {
        kind: LabelKind::Bullet(kind),
        span: Span::new(base, base + length),
        numbers: vec![],
    };
    Some((label, base + length + (rest.len() - tight.len())))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Line, label as printed, form, numbers, text behind it.
    const CASES: &[(&str, &str, LabelKind, &[u16], &str)] = &[
        ("I. MỤC TIÊU", "I.", LabelKind::Roman, &[1], "MỤC TIÊU"),
        ("  IV- Kinh phí", "IV-", LabelKind::Roman, &[4], "Kinh phí"),
        ("II .NHIỆM VỤ", "II .", LabelKind::Roman, &[2], "NHIỆM VỤ"),
        ("A. PHẦN CHUNG", "A.", LabelKind::Upper, &[1], "PHẦN CHUNG"),
        ("1. Mục đích", "1.", LabelKind::Number, &[1], "Mục đích"),
        ("1.Mục đích", "1.", LabelKind::Number, &[1], "Mục đích"),
        (
            "2.10. Xây dựng",
            "2.10.",
            LabelKind::Number,
            &[2, 10],
            "Xây dựng",
        ),
        (
            "1.1 Tuyên truyền",
            "1.1",
            LabelKind::Number,
            &[1, 1],
            "Tuyên truyền",
        ),
        (
            "2) Kinh tế số:",
            "2)",
            LabelKind::Number,
            &[2],
            "Kinh tế số:",
        ),
        ("1- Nâng cao", "1-", LabelKind::Number, &[1], "Nâng cao"),
        ("a) Về thể chế", "a)", LabelKind::Letter, &[1], "Về thể chế"),
        ("đ) Rà soát", "đ)", LabelKind::Letter, &[5], "Rà soát"),
        (
            "a.1) Rà soát",
            "a.1)",
            LabelKind::Letter,
            &[1, 1],
            "Rà soát",
        ),
        (
            "(1) Chuyển đổi số",
            "(1)",
            LabelKind::Paren,
            &[1],
            "Chuyển đổi số",
        ),
        (
            "(ii) Chuyển đổi số",
            "(ii)",
            LabelKind::Paren,
            &[2],
            "Chuyển đổi số",
        ),
        (
            "- Về hạ tầng:",
            "-",
            LabelKind::Bullet('-'),
            &[],
            "Về hạ tầng:",
        ),
        (
            "– Về hạ tầng:",
            "–",
            LabelKind::Bullet('-'),
            &[],
            "Về hạ tầng:",
        ),
        (
            "- + 100% công chức",
            "+",
            LabelKind::Bullet('+'),
            &[],
            "100% công chức",
        ),
        ("-Tham mưu", "-", LabelKind::Bullet('-'), &[], "Tham mưu"),
        ("Phần thứ nhất", "Phần thứ nhất", LabelKind::Part, &[1], ""),
        (
            "PHẦN II. NHIỆM VỤ",
            "PHẦN II.",
            LabelKind::Part,
            &[2],
            "NHIỆM VỤ",
        ),
        ("Phụ lục", "Phụ lục", LabelKind::Appendix, &[], ""),
        ("PHỤ LỤC 01", "PHỤ LỤC 01", LabelKind::Appendix, &[1], ""),
        (
            "Phụ lục số 2",
            "Phụ lục số 2",
            LabelKind::Appendix,
            &[2],
            "",
        ),
        (
            "Phụ lục I DANH MỤC",
            "Phụ lục I",
            LabelKind::Appendix,
            &[1],
            "DANH MỤC",
        ),
        (
            "Điều 1. Ban hành",
            "Điều 1.",
            LabelKind::Article,
            &[1],
            "Ban hành",
        ),
        (
            "Điều 5- Nhiệm vụ",
            "Điều 5-",
            LabelKind::Article,
            &[5],
            "Nhiệm vụ",
        ),
        (
            "Điều 6 - Hiệu lực",
            "Điều 6 -",
            LabelKind::Article,
            &[6],
            "Hiệu lực",
        ),
    ];

    #[test]
    fn labels() {
        for (line, label, kind, numbers, rest) in CASES {
            let (read, at) = Label::read(line, Span::new(0, line.len()))
                .unwrap_or_else(|| panic!("no label in {line:?}"));
            assert_eq!(&line[read.span.range()], *label, "{line}");
            assert_eq!(read.kind, *kind, "{line}");
            assert_eq!(read.numbers, *numbers, "{line}");
            assert_eq!(&line[at..], *rest, "{line}");
        }
    }

    #[test]
    fn no_labels() {
        for line in [
            "1.200 người",
            "15/4/2026",
            "3.5% GDP",
            "2025. Năm",
            "Mục tiêu chung",
            "Mục đích",
            "mục 2 của Kế hoạch",
            "Phụ lục I kèm theo Kế hoạch",
            "Phụ lục kèm theo",
            "-------",
            "- - -",
            "*",
            "VIỆT NAM",
            "Điều chỉnh quy hoạch",
            "Điều 5-7 của Luật",
            "Điều 5 của Luật",
            "Phần mềm quản lý",
            "-5 %",
            "TM. ỦY BAN NHÂN DÂN",
        ] {
            assert_eq!(Label::read(line, Span::new(0, line.len())), None, "{line}");
        }
    }

    #[test]
    fn roman_numerals() {
        for n in 1..=60 {
            assert_eq!(roman_value(&to_roman(n)), Some(n));
        }
        for wrong in ["IIII", "VX", "IC", "A", "", "iv"] {
            assert_eq!(roman_value(wrong), None, "{wrong}");
        }
    }
}
