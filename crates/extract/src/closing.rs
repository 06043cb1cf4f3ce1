//! Recipients (Nơi nhận) and signature.

use std::sync::LazyLock;

use document::{LabelKind, Span};
use plan::{Recipient, Signer};

use crate::citation;
use crate::letterhead::whole;
use crate::outline::{Part, Text};
use crate::prose::{is_caps, phrases, word_count};
use crate::source::Source;
use crate::token::{Case, Kind, Tokens, Word, w};

static TITLES: LazyLock<Vec<Vec<Word>>> =
    LazyLock::new(|| phrases(include_str!("../lexicon/signer_titles.txt")));

/// Ranks and degrees before a name.
static RANKS: LazyLock<Vec<Vec<Word>>> =
    LazyLock::new(|| phrases(include_str!("../lexicon/name_ranks.txt")));

/// The recipients and the signature, and which parts they take.
#[derive(Debug, Default)]
pub(crate) struct Closing {
    /// First part.
    pub start: usize,
    /// Part behind the last.
    pub end: usize,
    /// The lines of Nơi nhận.
    pub recipients: Vec<Recipient>,
    /// Who signed.
    pub signers: Vec<Signer>,
}

/// Longest line of a signature, in words.
const LINE_WORDS: usize = 14;

/// Longest recipient, in words.
const RECIPIENT_WORDS: usize = 40;

/// How many parts before `Nơi nhận` a signature may begin.
const BEFORE: usize = 8;

/// Finds the next closing from part `from` on.
pub(crate) fn find(source: &Source<'_>, parts: &[Part<'_>], from: usize) -> Option<Closing> {
    let anchor = (from..parts.len()).find(|&i| {
        text_at(parts, i).is_some_and(|t| {
            is_recipients_line(source.tokens(whole(t))) || signs_alone(source, parts, i)
        })
    })?;
    let mut start = anchor;
    while start > from.max(anchor.saturating_sub(BEFORE))
        && text_at(parts, start - 1).is_some_and(|t| {
            t.label.is_none()
                && (matches!(line(source, t), Line::Title | Line::Name | Line::Stamp)
                    || joined(source, t).is_some())
        })
    {
        start -= 1;
    }
    // Names alone do not begin a signature.
    let begins = |t: &Text| line(source, t) == Line::Title || joined(source, t).is_some();
    while start < anchor && !text_at(parts, start).is_some_and(begins) {
        start += 1;
    }
    let mut closing = Closing {
        start,
        ..Closing::default()
    };
    closing.read(source, parts);
    Some(closing)
}

fn text_at<'p>(parts: &'p [Part<'_>], at: usize) -> Option<&'p Text> {
    match parts.get(at) {
        Some(Part::Text(text)) => Some(text),
        _ => None,
    }
}

fn is_recipients_line(tokens: Tokens<'_>) -> bool {
    tokens.at(0, &[w!("nơi"), w!("nhận")]) && tokens.len() <= 40
}

/// A title line with a name near behind it is a signature though no `Nơi nhận` stands there.
fn signs_alone(source: &Source<'_>, parts: &[Part<'_>], at: usize) -> bool {
    let Some(text) = text_at(parts, at) else {
        return false;
    };
    if joined(source, text).is_some() {
        return true;
    }
    let slice = source.text(text.body);
    if text.label.is_some()
        || slice.len() > 200
        || !is_caps(slice)
        || line(source, text) != Line::Title
    {
        return false;
    }
    // The lines of a heading in capitals look like titles and names; an office tells.
    let mut office = names_office(source.tokens(text.body));
    for next in at + 1..at + 5 {
        let Some(text) = text_at(parts, next) else {
            return false;
        };
        if is_recipients_line(source.tokens(whole(text))) {
            return true;
        }
        match line(source, text) {
            Line::Name => return office,
            Line::Title => office |= names_office(source.tokens(text.body)),
            Line::Stamp => {}
            Line::Other => return false,
        }
    }
    false
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Line {
    /// `KT. GIÁM ĐỐC`
    Title,
    /// `Lê Hồng Trung`
    Name,
    /// `(Đã ký)`, `(Th/)`: nothing to keep.
    Stamp,
    /// Anything else.
    Other,
}

fn line(source: &Source<'_>, text: &Text) -> Line {
    let tokens = source.tokens(text.body);
    if tokens.len() > 2 * LINE_WORDS {
        return Line::Other;
    }
    let slice = source.text(text.body);
    if is_stamp(slice) {
        return Line::Stamp;
    }
    let words = word_count(tokens);
    if words == 0 || words > LINE_WORDS {
        return Line::Other;
    }
    let titled = TITLES.iter().any(|title| tokens.at(0, title));
    if is_caps(slice) && (titled || !is_name(tokens)) {
        return Line::Title;
    }
    if titled && words <= 6 {
        return Line::Title;
    }
    if is_name(tokens) {
        Line::Name
    } else {
        Line::Other
    }
}

/// Title and name of a signature whose lines were joined to one paragraph: `KT. GIÁM ĐỐC PHÓ GIÁM
/// ĐỐC Lê Hồng Trung`.
fn joined(source: &Source<'_>, text: &Text) -> Option<(Span, Span)> {
    let tokens = source.tokens(text.body);
    if text.label.is_some() || tokens.len() > 2 * LINE_WORDS || !names_office(tokens) {
        return None;
    }
    let small = |i: &usize| {
        let token = tokens.get(*i);
        token.is_some_and(|t| t.kind == Kind::Word && !matches!(t.case, Case::Upper))
    };
    let at = (1..tokens.len()).find(small)?;
    let (title, name) = (tokens.span(0..at), tokens.span(at..tokens.len()));
    (is_caps(source.text(title)) && is_name(source.tokens(name))).then_some((title, name))
}

/// Whether the line begins with an office that signs: `CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH`.
pub(crate) fn names_office(tokens: Tokens<'_>) -> bool {
    TITLES.iter().any(|title| tokens.at(0, title))
}

fn is_stamp(slice: &str) -> bool {
    let plain = normalize::ascii_form(slice);
    let inner = plain.trim_matches(['(', ')', '[', ']', ' ', '.', '/']);
    let short = slice.starts_with('(') && slice.ends_with(')') && inner.chars().count() <= 8;
    const STAMPS: [&str; 8] = [
        "da ky",
        "ky boi",
        "nguoi ky",
        "ngay ky",
        "thoi gian ky",
        "ky, ",
        "ky ten",
        "ky va ghi",
    ];
    short || STAMPS.iter().any(|stamp| inner.starts_with(stamp))
}

/// Two to seven words that each begin with a capital letter, a rank or a degree before them
/// perhaps (`TS. Nguyễn Văn A`, `Thiếu tướng Nguyễn Văn A`).
fn is_name(tokens: Tokens<'_>) -> bool {
    let rank = RANKS
        .iter()
        .filter(|rank| tokens.at(0, rank))
        .map(Vec::len)
        .max()
        .unwrap_or(0);
    let words: Vec<_> = (rank..tokens.len()).filter_map(|i| tokens.get(i)).collect();
    let letters = words.iter().filter(|t| t.kind == Kind::Word);
    let capital = letters.clone().all(|t| t.case != Case::Lower);
    let marks = words.iter().all(|t| match t.kind {
        Kind::Word => true,
        Kind::Number => false,
        Kind::Mark => [w!("."), w!(","), w!("-"), w!("'"), w!("’")].contains(&t.word),
    });
    let count = letters.count();
    capital && marks && (2..=7).contains(&count)
}

impl Closing {
    fn read(&mut self, source: &Source<'_>, parts: &[Part<'_>]) {
        let mut at = self.start;
        let mut recipients = false;
        // The lines of a title, which need not stand together: between them may stand those of
        // the other column.
        let mut title: Vec<Span> = vec![];
        // The last recipient where its line ended without a stop.
        let mut open: Option<Span> = None;
        // The last recipient.
        let mut last: Option<Span> = None;
        let mut signed: Vec<Signed> = vec![];
        while let Some(text) = text_at(parts, at) {
            let tokens = source.tokens(whole(text));
            let misread = misread_bullet(source, text).filter(|_| recipients);
            let body = misread.unwrap_or(text.body);
            let bulleted =
                misread.is_some() || text.label.as_ref().is_some_and(|l| l.kind.is_bullet());
            let before = open.take();
            if is_recipients_line(tokens) {
                if recipients {
                    break;
                }
                recipients = true;
                title.extend(self.inline_recipients(source, tokens));
            } else if bulleted && recipients {
                self.recipient(source, body);
                last = Some(body);
                open = is_open(source.text(body)).then_some(body);
            } else if let Some(label) = &text.label {
                // `Q. GIÁM ĐỐC` begins with what looks like a label.
                let acting = label.kind == LabelKind::Upper && is_caps(source.text(whole(text)));
                if !acting || word_count(tokens) > LINE_WORDS {
                    break;
                }
                title.push(whole(text));
            } else if recipients && tokens.is(0, w!("lưu")) && signed.is_empty() && title.is_empty()
            {
                self.recipient(source, text.body);
                last = Some(text.body);
            } else if let Some(first) = before.filter(|&b| goes_on(source, b, text.body)) {
                self.recipients.pop();
                let whole = first.to(text.body);
                self.recipient(source, whole);
                last = Some(whole);
                open = is_open(source.text(whole)).then_some(whole);
            } else {
                if signed.iter().any(|(_, name)| name.is_some()) && begins_next(source, parts, at) {
                    break;
                }
                if let Some((office, name)) = joined(source, text) {
                    title.push(office);
                    signed.push((std::mem::take(&mut title), Some(name)));
                    at += 1;
                    continue;
                }
                match line(source, text) {
                    Line::Title => title.push(text.body),
                    Line::Name if !title.is_empty() && names_unit(source, parts, at) => {
                        title.push(text.body);
                    }
                    Line::Name => signed.push((std::mem::take(&mut title), Some(text.body))),
                    Line::Stamp => {}
                    Line::Other if !recipients || !signed.is_empty() || !title.is_empty() => break,
                    Line::Other => match interruption(source, parts, at) {
                        Some(Interruption::Recipient) => {
                            let first = last.filter(|_| self.recipients.pop().is_some());
                            let whole = first.map_or(text.body, |first| first.to(text.body));
                            self.recipient(source, whole);
                            last = Some(whole);
                        }
                        Some(Interruption::Remark(lines)) => at += lines - 1,
                        None => break,
                    },
                }
            }
            at += 1;
        }
        if !title.is_empty() {
            signed.push((title, None));
        }
        part_columns(source, &mut signed);
        for (title, name) in &signed {
            self.signer(source, title, *name);
        }
        self.end = at.max(self.start + 1);
    }

    /// Recipients behind `Nơi nhận:` on the same line; or the first line of the signature, which
    /// stands beside it.
    fn inline_recipients(&mut self, source: &Source<'_>, tokens: Tokens<'_>) -> Option<Span> {
        let from = if tokens.is(2, w!(":")) { 3 } else { 2 };
        if TITLES.iter().any(|title| tokens.at(from, title)) {
            let rest = tokens.span(from..tokens.len());
            if is_caps(source.text(rest)) {
                return Some(rest);
            }
        }
        let mut start = from;
        for i in from..=tokens.len() {
            if i == tokens.len() || tokens.is(i, w!(";")) {
                let bullet = usize::from(tokens.is_any(start, &[w!("-"), w!("–"), w!("+")]));
                if start + bullet < i {
                    self.recipient(source, tokens.span(start + bullet..i));
                }
                start = i + 1;
            }
        }
        None
    }

    fn recipient(&mut self, source: &Source<'_>, span: Span) {
        let text = source.text(span);
        if is_stamp(text) {
            return;
        }
        let closed = text.trim_end_matches([';', '.', ',', ' ']);
        if closed.is_empty() {
            return;
        }
        let span = Span::new(span.start as usize, span.start as usize + closed.len());
        let (text, provenance) = (source.line(span), source.place(span));
        self.recipients.push(Recipient { text, provenance });
    }

    fn signer(&mut self, source: &Source<'_>, title: &[Span], name: Option<Span>) {
        let mut lines = title.iter().copied().chain(name);
        let Some(first) = lines.next() else { return };
        let span = lines.fold(first, Span::to);
        let title: Vec<String> = title.iter().map(|&line| source.line(line)).collect();
        self.signers.push(Signer {
            title: (!title.is_empty()).then(|| title.join(" ")),
            name: name.map(|name| source.line(name)),
            provenance: source.place(span),
        });
    }
}

/// The lines of a title, and the name under it.
type Signed = (Vec<Span>, Option<Span>);

/// Gives signers who stand side by side, and were read line by line, the lines of their own titles:
/// `NGƯỜI LẬP` `GIÁM ĐỐC` ⏎ `Phạm Thị Năm` `Lê Văn Sáu`.
fn part_columns(source: &Source<'_>, signed: &mut [Signed]) {
    let mut at = 0;
    while at < signed.len() {
        let names = 1 + signed[at + 1..]
            .iter()
            .take_while(|(title, name)| title.is_empty() && name.is_some())
            .count();
        let lines = std::mem::take(&mut signed[at].0);
        let columns = names > 1
            && !lines.is_empty()
            && lines.len().is_multiple_of(names)
            && lines[1..names]
                .iter()
                .all(|&line| authority(source, line) == authority(source, lines[0]));
        if columns {
            for (i, line) in lines.into_iter().enumerate() {
                signed[at + i % names].0.push(line);
            }
        } else {
            signed[at].0 = lines;
        }
        at += names;
    }
}

/// `KT`, `TM`, `T/M` before an office; a line without one is an office itself.
fn authority(source: &Source<'_>, line: Span) -> Option<Word> {
    const MARKS: [Word; 6] = [w!("kt"), w!("tm"), w!("tl"), w!("tuq"), w!("t"), w!("k")];
    let tokens = source.tokens(line);
    let first = tokens.get(0)?.word;
    (MARKS.contains(&first) && tokens.is_any(1, &[w!("."), w!("/")])).then_some(first)
}

/// Whether the line in capitals behind a signature is none of another one: the next document begins
/// with it (`KẾ HOẠCH`, `DANH MỤC …`).
fn begins_next(source: &Source<'_>, parts: &[Part<'_>], at: usize) -> bool {
    let signs = |at: usize| {
        text_at(parts, at).is_some_and(|text| {
            let tokens = source.tokens(text.body);
            let kind = citation::kind_at(tokens, 0).is_some_and(|(_, end)| end >= tokens.len());
            let free = text.label.is_none() && !kind;
            free && (names_office(tokens) || line(source, text) == Line::Name)
        })
    };
    text_at(parts, at).is_some_and(|text| is_caps(source.text(text.body)))
        && !(at..at + 4).any(signs)
}

/// The text behind a mark that recognition reads for a dash: `~ Sở Y tế;`.
fn misread_bullet(source: &Source<'_>, text: &Text) -> Option<Span> {
    let line = source.text(text.body);
    let rest = line.strip_prefix(['~', '¬'])?.trim_start();
    let start = text.body.start as usize + line.len() - rest.len();
    (text.label.is_none() && !rest.is_empty()).then(|| Span::new(start, text.body.end as usize))
}

/// A line among the recipients that is none by its form.
enum Interruption {
    /// More of the recipient before it: others follow.
    Recipient,
    /// So many lines of a remark before the signature.
    Remark(usize),
}

/// Most lines of an interruption.
const INTERRUPTION: usize = 4;

/// What the line at `at`, behind recipients, is: the recipients or the signature must go on behind
/// it.
fn interruption(source: &Source<'_>, parts: &[Part<'_>], at: usize) -> Option<Interruption> {
    for next in at + 1..=at + INTERRUPTION {
        let text = text_at(parts, next)?;
        let bulleted = misread_bullet(source, text).is_some()
            || text.label.as_ref().is_some_and(|l| l.kind.is_bullet());
        let archive = text.label.is_none() && source.tokens(text.body).is(0, w!("lưu"));
        let short = word_count(source.tokens(text.body)) <= RECIPIENT_WORDS;
        if (bulleted || archive) && short {
            let here = text_at(parts, at)?;
            let short = word_count(source.tokens(here.body)) <= RECIPIENT_WORDS;
            return short.then_some(Interruption::Recipient);
        }
        if text.label.is_some() {
            return None;
        }
        if signs_alone(source, parts, next) {
            return Some(Interruption::Remark(next - at));
        }
    }
    None
}

/// Whether the line in capitals at `at`, which could be a name, is the unit whose office stands
/// above it: the name under it is no line of capitals.
fn names_unit(source: &Source<'_>, parts: &[Part<'_>], at: usize) -> bool {
    let caps = |text: &Text| is_caps(source.text(text.body));
    let below = (at + 1..at + 3)
        .map_while(|next| text_at(parts, next))
        .find(|text| line(source, text) != Line::Stamp);
    let name = below.filter(|text| text.label.is_none() && line(source, text) == Line::Name);
    text_at(parts, at).is_some_and(caps) && name.is_some_and(|text| !caps(text))
}

/// Whether the line of a recipient ended without a stop, so that the next may belong to it.
fn is_open(recipient: &str) -> bool {
    !recipient.trim_end().ends_with([';', '.'])
}

/// Whether an unlabelled line goes on with the recipient before it: a small letter begins it, or a
/// stop ends it as it ends recipients, or the recipient breaks off inside a phrase.
fn goes_on(source: &Source<'_>, recipient: Span, line: Span) -> bool {
    let (before, after) = (source.text(recipient), source.text(line));
    if is_caps(after) || is_stamp(after) || word_count(source.tokens(line)) > LINE_WORDS {
        return false;
    }
    let last = before
        .trim_end()
        .rsplit(' ')
        .next()
        .unwrap_or("")
        .to_lowercase();
    after.starts_with(char::is_lowercase)
        || (after.trim_end().ends_with([';', '.']) && !before.trim_end().ends_with(','))
        || ["và", "của", "các", "thuộc", "cho", "với", "-", "–", "&"].contains(&last.as_str())
}
