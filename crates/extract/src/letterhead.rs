//! The letterhead and the title: who issued the document, its number, its date, its kind.
//!
//! The parts are those of Nghị định 30/2020/NĐ-CP, Phụ lục I, and of Party documents. They are
//! found by what each line is, in whatever order the source gives the two columns.

use document::Span;
use plan::Metadata;

use crate::body_name::sentence_case;
use crate::outline::Text;
use crate::prose::{is_caps, is_pointer, word_count};
use crate::source::Source;
use crate::token::{Kind, Tokens, Word, phrase, w};
use crate::{citation, closing, deadline, owner, province};

/// What the letterhead and the title say.
#[derive(Debug, Default)]
pub(crate) struct Letterhead {
    /// Kind, canonical (`Kế hoạch`), and where it stands.
    pub kind: Option<(&'static str, Span)>,
    /// Number and symbol, and where they stand.
    pub number: Option<citation::OwnNumber>,
    /// The issuing body last, the bodies above it before it; each as the lines of its name, which
    /// need not stand together.
    pub bodies: Vec<Vec<Span>>,
    /// Place of the date line.
    pub place: Option<Span>,
    /// Date, ISO 8601 as precise as printed, and where it stands.
    pub issued_on: Option<(String, Span)>,
    /// The title.
    pub title: Option<Span>,
    /// How many of the first parts it takes.
    pub taken: usize,
    /// Whether the motto of the state or the Party was read.
    motto: bool,
    /// What the line before was.
    last: Last,
}

/// A line of a letterhead on which the next may go on.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Last {
    /// The name of a body.
    Body,
    /// `06`, which may be the day of a date line that leaves its own blank.
    Number(u32, Span),
    /// What the document is about: `V/v …`.
    Subject,
    #[default]
    Other,
}

/// How many lines a letterhead and the lines before it have at most.
const LIMIT: usize = 45;

/// Longest place before a date without a comma between, in tokens.
const BARE_PLACE: usize = 4;

/// Longest line of a letterhead, in words.
const LINE_WORDS: usize = 24;

/// Reads the letterhead at the beginning of a document.
pub(crate) fn read(source: &Source<'_>, texts: &[Text]) -> Letterhead {
    let mut head = Letterhead::default();
    let mut last_known = 0;
    for (at, text) in texts.iter().take(LIMIT).enumerate() {
        let span = whole(text);
        let tokens = source.tokens(span);
        if !head.leads_on(source)
            && let Some(found) = kind_line(source, tokens, span)
        {
            head.kind = Some((found.0, found.1));
            head.taken = at + 1;
            head.read_title(source, texts, at, found.2);
            return head;
        }
        let labelled = text.label.as_ref().is_some_and(|l| !l.kind.is_bullet());
        let pieces = pieces(source, tokens, span);
        if labelled || (pieces.len() == 1 && word_count(tokens) > LINE_WORDS) {
            break;
        }
        for piece in pieces {
            let tokens = source.tokens(piece);
            let known = head.read_line(source, tokens, piece);
            if known {
                last_known = at + 1;
            }
            head.last = head.kind_of_line(tokens, piece, known);
        }
    }
    if head.number.is_none() && head.issued_on.is_none() {
        // Capitals before the text are a title, no letterhead.
        head.bodies.clear();
        last_known = 0;
    }
    head.taken = last_known;
    head
}

/// The whole of a paragraph, its label included.
pub(crate) fn whole(text: &Text) -> Span {
    text.label
        .as_ref()
        .map_or(text.body, |label| label.span.to(text.body))
}

/// The line that names the kind of document; what stands behind it on the same line is title.
fn kind_line(
    source: &Source<'_>,
    tokens: Tokens<'_>,
    span: Span,
) -> Option<(&'static str, Span, Option<Span>)> {
    // `BẢN QUY ĐỊNH`: the noun that counts documents says nothing more.
    let from = usize::from(tokens.is(0, w!("bản")) && citation::kind_at(tokens, 0).is_none());
    let (kind, length) = citation::kind_at(tokens, from)?;
    let line = source.text(span);
    let words = tokens.span(from..from + length);
    let rest = Span::new(words.end as usize, span.end as usize).trim(source.text_all());
    if rest.is_empty() {
        return Some((kind, words, None));
    }
    // `KẾ HOẠCH VÀ ĐẦU TƯ`, `KẾ HOẠCH - TÀI CHÍNH` belong to the name of a body.
    let body = tokens.is_any(from + length, &[w!("và"), w!("-"), w!("–"), w!(",")]);
    (is_caps(line) && !body).then_some((kind, words, Some(rest)))
}

/// Longest line in which the parts of a letterhead are looked for, in words.
const MERGED_WORDS: usize = 60;

/// A line cut where the parts of a letterhead follow each other on it: before quốc hiệu, tiêu ngữ
/// and the number, and behind them.
fn pieces(source: &Source<'_>, tokens: Tokens<'_>, span: Span) -> Vec<Span> {
    if word_count(tokens) > MERGED_WORDS {
        return vec![span];
    }
    let openings = [
        phrase!("cộng" "hòa" "xã" "hội"),
        phrase!("đảng" "cộng" "sản" "việt" "nam"),
        phrase!("độc" "lập" "-" "tự" "do"),
        phrase!("độc" "lập" "–" "tự" "do"),
    ];
    let endings = [
        phrase!("nghĩa" "việt" "nam"),
        phrase!("cộng" "sản" "việt" "nam"),
        phrase!("hạnh" "phúc"),
    ];
    let mut cuts = vec![];
    for i in 0..tokens.len() {
        if openings.iter().any(|words| tokens.at(i, words)) {
            cuts.push(tokens.span(i..i + 1).start);
        }
        cuts.extend(
            endings
                .iter()
                .filter(|words| tokens.at(i, words))
                .map(|words| tokens.span(i..i + words.len()).end),
        );
    }
    if let Some(number) = citation::own_number(tokens) {
        cuts.push(number.span.start);
        let rest = source.tokens(Span::new(number.span.end as usize, span.end as usize));
        if rest.find(0, phrase!("tháng")).is_some() || !cuts.iter().all(|&c| c <= number.span.end)
        {
            cuts.push(number.span.end);
        }
    }
    cuts.push(span.end);
    cuts.sort_unstable();
    let mut out = vec![];
    let mut start = span.start;
    for cut in cuts {
        let piece = Span::new(start as usize, cut.max(start) as usize);
        let piece = without_marks(source, piece);
        if !piece.is_empty() {
            out.push(piece);
        }
        start = cut.max(start);
    }
    out
}

/// The span without blanks and without what a table's frame and the star of Party documents leave
/// at its ends.
fn without_marks(source: &Source<'_>, span: Span) -> Span {
    const MARKS: [char; 4] = ['|', '*', '_', ' '];
    let text = source.text(span);
    let start = span.start as usize + text.len() - text.trim_start_matches(MARKS).len();
    Span::new(start, start + text.trim_matches(MARKS).len()).trim(source.text_all())
}

/// Quốc hiệu, tiêu ngữ and their like, or a half of one.
fn is_motto(line: &str) -> bool {
    const MOTTOS: [&str; 3] = [
        "cong hoa xa",
        "chu nghia viet nam",
        "dang cong san viet nam",
    ];
    let plain = normalize::ascii_form(line);
    MOTTOS.iter().any(|motto| plain.contains(motto))
        || (plain.contains("doc lap") && plain.contains("tu do"))
        || plain.trim() == "viet nam"
}

/// What stands over the date line of a document of the Youth Union.
fn is_union_motto(tokens: Tokens<'_>) -> bool {
    let names = [
        phrase!("đoàn" "tncs" "hồ" "chí" "minh"),
        phrase!("đoàn" "thanh" "niên" "cộng" "sản" "hồ" "chí" "minh"),
    ];
    names
        .iter()
        .any(|name| tokens.len() == name.len() && tokens.at(0, name))
}

/// `HỎA TỐC`, `MẬT`, `DỰ THẢO`: a mark on the document, no body.
fn is_mark(line: &str) -> bool {
    let plain = normalize::ascii_form(line);
    const MARKS: [&str; 7] = [
        "hoa toc",
        "thuong khan",
        "khan",
        "mat",
        "toi mat",
        "tuyet mat",
        "luu hanh noi bo",
    ];
    const STAMPS: [&str; 8] = [
        "du thao",
        "ky boi",
        "nguoi ky",
        "ngay ky",
        "thoi gian ky",
        "email:",
        "co quan:",
        "chu ky so",
    ];
    MARKS.contains(&plain.trim()) || STAMPS.iter().any(|stamp| plain.starts_with(stamp))
}

impl Letterhead {
    /// Reads one line; whether it belongs to a letterhead.
    fn read_line(&mut self, source: &Source<'_>, tokens: Tokens<'_>, span: Span) -> bool {
        let line = source.text(span);
        // `NGÂN HÀNG NHÀ NƯỚC` ⏎ `VIỆT NAM`
        let country = self.last == Last::Body
            && tokens.len() == 2
            && tokens.at(0, phrase!("việt" "nam"))
            && is_caps(line);
        if is_motto(line) && !country {
            self.motto = true;
            return true;
        }
        if self.read_subject(source, tokens, span) {
            return true;
        }
        let union = !self.motto && !self.bodies.is_empty() && is_union_motto(tokens);
        if union || is_mark(line) {
            return true;
        }
        if self.number.is_none()
            && tokens.is(0, w!("số"))
            && let Some(number) = citation::own_number(tokens)
        {
            self.number = Some(number);
            return true;
        }
        if self.issued_on.is_none() && self.read_date_line(source, tokens) {
            return true;
        }
        // A number that cannot be read is no name of a body.
        if tokens.is(0, w!("số")) && (tokens.is(1, w!(":")) || line.contains('/')) {
            return true;
        }
        if tokens.get(0).is_some() && (is_caps(line) || is_body_line(line, tokens)) {
            let goes_on = self.leads_on(source) || !self.begins_body(source, tokens);
            match self.bodies.last_mut() {
                // `ỦY BAN NHÂN DÂN` ⏎ `TỈNH LÀO CAI`
                Some(last) if goes_on || country => last.push(span),
                _ => self.bodies.push(vec![span]),
            }
            return true;
        }
        false
    }

    /// What a line was, for the next.
    fn kind_of_line(&self, tokens: Tokens<'_>, span: Span, known: bool) -> Last {
        if let (1, Some(number @ 1..=31)) = (tokens.len(), tokens.number(0)) {
            return Last::Number(number, span);
        }
        let body = self.bodies.last().and_then(|lines| lines.last()) == Some(&span);
        match self.title.is_some_and(|title| title.end == span.end) {
            _ if body => Last::Body,
            true if known => Last::Subject,
            _ => Last::Other,
        }
    }

    /// `V/v hướng dẫn …` of a letter, under its number, and the lines with which it goes on.
    fn read_subject(&mut self, source: &Source<'_>, tokens: Tokens<'_>, span: Span) -> bool {
        let line = source.text(span);
        let begins = tokens.at(0, phrase!("v" "/" "v")) && tokens.len() > 3;
        if begins && self.title.is_none() {
            self.title = Some(span);
            return true;
        }
        // The lines under the subject stand in small letters and are no other part.
        let goes_on = self.last == Last::Subject
            && !is_caps(line)
            && !begins_preamble(tokens)
            && !line.ends_with([':', ';'])
            && word_count(tokens) <= TITLE_LINE_WORDS
            && tokens.find(0, phrase!("," "ngày")).is_none()
            && (tokens.find(0, phrase!("tháng")).is_none()
                || tokens.find(0, phrase!("năm")).is_none());
        if let Some(title) = self.title.filter(|_| goes_on) {
            self.title = Some(title.to(span));
        }
        goes_on
    }

    /// Whether the name of the last body breaks off inside a phrase, before the number was read:
    /// `PHÒNG TÀI CHÍNH -` ⏎ `KẾ HOẠCH`.
    fn leads_on(&self, source: &Source<'_>) -> bool {
        let Some(&line) = self.bodies.last().and_then(|lines| lines.last()) else {
            return false;
        };
        let tokens = source.tokens(line);
        let last = [
            w!("-"),
            w!("–"),
            w!(","),
            w!("&"),
            w!("và"),
            w!("về"),
            w!("của"),
            w!("các"),
            w!("cho"),
        ];
        self.number.is_none() && tokens.is_any(tokens.len().wrapping_sub(1), &last)
    }

    /// Whether a line begins the name of another body.
    fn begins_body(&self, source: &Source<'_>, tokens: Tokens<'_>) -> bool {
        const LOW: [Word; 2] = [w!("xã"), w!("phường")];
        let within = |line: &Span| {
            let above = source.tokens(*line);
            (1..above.len()).any(|i| above.is_any(i, &[w!("huyện"), w!("quận"), w!("thị")]))
        };
        let heads = [
            phrase!("văn" "phòng"),
            phrase!("thanh" "tra"),
            phrase!("hội" "đồng"),
        ];
        // `SỞ` ⏎ `KẾ HOẠCH VÀ ĐẦU TƯ`
        let alone = [w!("sở"), w!("bộ"), w!("phòng"), w!("ban"), w!("trường")];
        owner::begins_body(tokens, 0)
            || (tokens.len() == 1 && tokens.is_any(0, &alone))
            || heads.iter().any(|head| tokens.at(0, head))
            // `UBND HUYỆN TÂN LẠC` ⏎ `XÃ PHONG PHÚ`
            || (tokens.is_any(0, &LOW)
                && self.bodies.last().is_some_and(|lines| lines.iter().any(within)))
    }

    /// `Vĩnh Phúc, ngày 03 tháng 03 năm 2025`
    fn read_date_line(&mut self, source: &Source<'_>, tokens: Tokens<'_>) -> bool {
        let find = |word| (0..tokens.len().min(PLACE_TOKENS + 1)).find(|&i| tokens.is(i, word));
        // `Long An, tháng 6 năm 2024`
        let month = || find(w!("tháng")).filter(|&i| i > 0 && tokens.is(i - 1, w!(",")));
        let Some(day) = find(w!("ngày")).or_else(month) else {
            return false;
        };
        let comma = (0..day).rev().find(|&i| tokens.is(i, w!(",")));
        // A sentence that names a date, or a document with its number and date (`Công văn số 12/SYT
        // ngày 3 tháng 5 năm 2025`), is no date line.
        let place = (0..comma.unwrap_or(day)).all(|i| {
            let mark = tokens.is_any(i, &[w!("."), w!("-"), w!(",")]);
            mark || tokens.get(i).is_some_and(|t| t.kind == Kind::Word)
        });
        let bare = |end: usize| {
            let mut behind = end..tokens.len();
            day <= BARE_PLACE && behind.all(|i| tokens.get(i).is_some_and(|t| t.kind == Kind::Mark))
        };
        match deadline::printed_date(tokens, day) {
            Some((_, length)) if !place || (comma.is_none() && !bare(day + length)) => {
                return false;
            }
            Some((date, length)) => {
                let end = (day + length).min(tokens.len());
                let span = tokens.span(day..end);
                self.issued_on = Some(match self.stamped_day(tokens, day, &date) {
                    Some((day, at)) => (format!("{date}-{day:02}"), at.to(span)),
                    None => (date, span),
                });
            }
            // `Bắc Kạn, ngày … tháng … năm …`
            None if comma.is_some()
                && self.place.is_none()
                && tokens.find(day, phrase!("năm")).is_some() => {}
            None => return false,
        }
        let place_end = comma.unwrap_or(day);
        if place_end > 0 {
            let place = tokens.span(0..place_end);
            self.place = (!source.text(place).is_empty()).then_some(place);
        }
        true
    }

    /// The day that stands by itself before a date line which leaves its own blank: it was put there
    /// by hand or by a stamp, as the number was, which therefore must have been read.
    fn stamped_day(&self, tokens: Tokens<'_>, at: usize, date: &str) -> Option<(u32, Span)> {
        let blank = tokens.at(at, phrase!("ngày" "tháng"));
        let numbered = self.number.as_ref().is_some_and(|n| n.number.is_some());
        let month = date.len() == "2026-03".len();
        match self.last {
            Last::Number(day, span) if blank && numbered && month => {
                let dated = format!("{date}-{day:02}").parse::<jiff::civil::Date>();
                dated.is_ok().then_some((day, span))
            }
            _ => None,
        }
    }

    /// Reads the title behind the line of the kind; the letterhead may go on behind it where the
    /// source gives the columns one after the other.
    fn read_title(
        &mut self,
        source: &Source<'_>,
        texts: &[Text],
        kind_at: usize,
        first: Option<Span>,
    ) {
        let mut at = kind_at + 1;
        // `NGHỊ ĐỊNH CỦA CHÍNH PHỦ` ⏎ `Về …`: whose document it is, is no title.
        let about = |text: &Text| source.tokens(whole(text)).is(0, w!("về"));
        let whose = |span: &Span| {
            let tokens = source.tokens(*span);
            tokens.is(0, w!("của")) && owner::begins_body(tokens, 1)
        };
        let mut title = first.filter(|span| !(whose(span) && texts.get(at).is_some_and(about)));
        while let Some(text) = texts.get(at) {
            let span = whole(text);
            let tokens = source.tokens(span);
            let labelled = text.label.as_ref().is_some_and(|l| !l.kind.is_bullet());
            if labelled || is_pointer(tokens) || !continues_title(source, title, span, tokens) {
                break;
            }
            title = Some(title.map_or(span, |t| t.to(span)));
            at += 1;
        }
        self.title = title.or(self.title);
        self.taken = at;
    }

    /// Writes what was found into the metadata.
    pub(crate) fn fill(&self, source: &Source<'_>, metadata: &mut Metadata) {
        let mut place = |field: &str, span: Span| {
            metadata
                .provenance
                .insert(field.to_owned(), source.place(span));
        };
        if let Some((kind, span)) = self.kind {
            metadata.kind = Some(kind.to_owned());
            place("kind", span);
        }
        if let Some(number) = &self.number {
            metadata.number.clone_from(&number.number);
            metadata.symbol.clone_from(&number.symbol);
            place("symbol", number.span);
            if number.number.is_some() {
                place("number", number.span);
            }
        }
        if let Some(span) = self.place {
            metadata.place = Some(source.line(span));
            place("place", span);
        }
        if let Some((date, span)) = &self.issued_on {
            metadata.issued_on = Some(date.clone());
            place("issued_on", *span);
        }
        if let Some(span) = self.title {
            metadata.title = Some(source.line(span));
            place("title", span);
        }
        let mut bodies = self.bodies.iter().rev();
        for (field, value) in [
            ("issuer", &mut metadata.issuer),
            ("parent", &mut metadata.parent),
        ] {
            let Some(lines) = bodies.next() else { break };
            let (Some(&first), Some(&last)) = (lines.first(), lines.last()) else {
                break;
            };
            let text: Vec<&str> = lines.iter().map(|&line| source.text(line)).collect();
            *value = Some(sentence_case(&text.join(" ")));
            place(field, first.to(last));
        }
    }

    /// The province that the letterhead names, or else the place of its date line; `None` for a
    /// central body.
    pub(crate) fn province<'s>(&self, source: &Source<'_>) -> Option<(&'s plan::Unit, Span)> {
        let named = self
            .bodies
            .iter()
            .flatten()
            .find_map(|&line| province::in_tokens(source.tokens(line)));
        if named.is_some() {
            return named;
        }
        let place = self.place?;
        let found = province::in_tokens(source.tokens(place))?;
        // A central body is at home nowhere; one under it is where its date line says, but in the
        // capital only a school or a hospital is told from a part of the central body.
        let central = |lines: &[Span]| lines.iter().any(|&l| is_central(source.tokens(l)));
        if let Some((issuer, above)) = self.bodies.split_last() {
            let local = issuer.first().is_some_and(|&line| {
                let tokens = source.tokens(line);
                tokens.is(0, w!("trường")) || tokens.at(0, phrase!("bệnh" "viện"))
            });
            let under = above.iter().any(|lines| central(lines));
            if central(issuer) || (under && !local && found.0.name == "Hà Nội") {
                return None;
            }
        }
        // `XÃ HÒA BÌNH` is at home in a place that bears the name of a province.
        let name = normalize::ascii_form(source.text(place));
        let smaller = |line: &Span| normalize::ascii_form(source.text(*line)).ends_with(&name);
        if self.bodies.iter().flatten().any(smaller) {
            return None;
        }
        Some(found)
    }
}

impl Letterhead {
    /// Whether a body of the letterhead belongs to the central state or Party.
    pub(crate) fn names_central_body(&self, source: &Source<'_>) -> bool {
        self.bodies
            .iter()
            .flatten()
            .any(|&line| is_central(source.tokens(line)))
    }
}

/// A body of the central state or Party.
fn is_central(tokens: Tokens<'_>) -> bool {
    let first = [w!("bộ"), w!("chính"), w!("quốc"), w!("thủ"), w!("tổng")];
    let inside = [
        [w!("quốc"), w!("gia")],
        [w!("trung"), w!("ương")],
        [w!("chính"), w!("phủ")],
        [w!("việt"), w!("nam")],
    ];
    let army = tokens.at(0, &[w!("bộ"), w!("chỉ"), w!("huy")]);
    (tokens.is_any(0, &first) && !army)
        || (0..tokens.len()).any(|i| inside.iter().any(|phrase| tokens.at(i, phrase)))
}

/// Longest title line that is taken without evidence, in words.
const TITLE_LINE_WORDS: usize = 14;

/// Most tokens of the place and its comma before the date.
const PLACE_TOKENS: usize = 9;

/// Longest name of a body in small letters, in words.
const BODY_WORDS: usize = 12;

/// A line in small letters that is the name of a body and nothing else.
fn is_body_line(line: &str, tokens: Tokens<'_>) -> bool {
    line.starts_with(char::is_uppercase)
        && !line.ends_with(['.', ';', ':', ','])
        && (2..=BODY_WORDS).contains(&word_count(tokens))
        && owner::begins_body(tokens, 0)
}

/// Whether a line goes on with the title.
fn continues_title(
    source: &Source<'_>,
    title: Option<Span>,
    span: Span,
    tokens: Tokens<'_>,
) -> bool {
    let line = source.text(span);
    let Some(title) = title else {
        return word_count(tokens) <= 90 && !line.ends_with(';');
    };
    let before = source.text(title);
    let starts_low = line.chars().next().is_some_and(char::is_lowercase);
    if is_caps(last_line(before)) {
        return is_caps(line) || (starts_low && word_count(tokens) <= TITLE_LINE_WORDS);
    }
    if starts_low || leads_on(before) {
        return true;
    }
    // The authority stands in capitals between the title of a decision and its bases.
    let authority = is_caps(line)
        && (owner::begins_body(tokens, 0) || closing::names_office(tokens))
        && word_count(tokens) >= 3;
    if authority {
        return false;
    }
    let short = word_count(tokens) <= TITLE_LINE_WORDS && !line.ends_with(['.', ';', ':', ',']);
    short && !begins_preamble(tokens)
}

fn last_line(text: &str) -> &str {
    text.rsplit('\n').next().unwrap_or(text)
}

/// Whether the title so far ends in the middle of a phrase.
fn leads_on(title: &str) -> bool {
    const WORDS: [&str; 14] = [
        "của", "và", "về", "với", "các", "số", "ngày", "tại", "cho", "đến", "trong", "trên",
        "theo", "năm",
    ];
    let title = title.trim_end();
    let last = title.rsplit(' ').next().unwrap_or("");
    // `… thực hiện 02` ⏎ `chương trình`: what is counted follows. A year ends a phrase.
    let counted =
        last.len() <= 2 && last.starts_with('0') && last.bytes().all(|b| b.is_ascii_digit());
    title.ends_with([',', '-', '–']) || counted || WORDS.contains(&last)
}

/// First words of the paragraphs between the title and the first heading.
pub(crate) fn begins_preamble(tokens: Tokens<'_>) -> bool {
    let pairs = [
        [w!("căn"), w!("cứ")],
        [w!("thực"), w!("hiện")],
        [w!("thi"), w!("hành")],
        [w!("theo"), w!("đề")],
        [w!("xét"), w!("đề")],
        [w!("triển"), w!("khai")],
        [w!("tiếp"), w!("tục")],
        [w!("để"), w!("thực")],
        [w!("kính"), w!("gửi")],
        [w!("trên"), w!("cơ")],
    ];
    pairs.iter().any(|pair| tokens.at(0, pair))
}
