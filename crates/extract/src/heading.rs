//! Titles of sections: what a heading says about the section under it.

use std::ops::Range;
use std::sync::LazyLock;

use plan::SectionKind;
use rustc_hash::FxHashMap;

use crate::prose::phrases;
use crate::token::{Kind, Token, Tokens, Word, lex, phrase, w};
use crate::{closing, owner};

/// What a title says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Title {
    /// The kinds that it names, in order, each once. None for a title that is not telling.
    pub kinds: Vec<SectionKind>,
    /// It names the general objectives.
    pub general: bool,
    /// It names the specific objectives.
    pub specific: bool,
    /// It says little: under another heading the kind of that heading holds.
    pub weak: bool,
    /// It names duties or measures, and not only what the work is about.
    pub duties: bool,
    /// Nothing stands in it but usual titles and their modifiers.
    pub typical: bool,
    /// Number of the first token behind the usual title and its modifiers.
    pub end: usize,
}

impl Title {
    /// The kind that the title gives its section; for a composite one the kind that children
    /// without a kind of their own inherit.
    pub(crate) fn kind(&self) -> Option<SectionKind> {
        let first = self.kinds.first().copied();
        // Of `Đối tượng, phạm vi, nội dung` most parts say whom and what the work is about.
        let about = self.weak && first == Some(SectionKind::Purpose) && !self.duties;
        if self.kinds.contains(&SectionKind::Tasks) && !about {
            return Some(SectionKind::Tasks);
        }
        first
    }
}

#[derive(Clone, Copy)]
struct Entry {
    kind: SectionKind,
    general: bool,
    specific: bool,
    weak: bool,
}

struct Lexicon {
    /// Entries by their first word, the longest first.
    entries: FxHashMap<Word, Vec<(Vec<Word>, Entry)>>,
    modifiers: Vec<Vec<Word>>,
    /// Entries in letters without marks, for titles with a typing error.
    plain: Vec<(Vec<String>, Entry)>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut entries: FxHashMap<Word, Vec<(Vec<Word>, Entry)>> = FxHashMap::default();
    let mut plain = vec![];
    for line in include_str!("../lexicon/headings.tsv").lines() {
        let mut columns = line.split('\t');
        let (Some(kind), Some(scope), Some(title)) = (
            columns.next().and_then(kind_named),
            columns.next(),
            columns.next(),
        ) else {
            continue;
        };
        let entry = Entry {
            kind,
            general: scope == "general",
            specific: scope == "specific",
            weak: scope == "weak",
        };
        let words = words_of(title);
        plain.push((title.split(' ').map(normalize::ascii_form).collect(), entry));
        if let Some(&first) = words.first() {
            entries.entry(first).or_default().push((words, entry));
        }
    }
    for list in entries.values_mut() {
        list.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }
    Lexicon {
        entries,
        modifiers: phrases(include_str!("../lexicon/heading_modifiers.txt")),
        plain,
    }
});

fn kind_named(name: &str) -> Option<SectionKind> {
    use SectionKind::*;
    [
        Purpose,
        Situation,
        Objectives,
        Tasks,
        Funding,
        Organization,
        Other,
    ]
    .into_iter()
    .find(|kind| kind.as_str() == name)
}

fn words_of(text: &str) -> Vec<Word> {
    let mut tokens: Vec<Token> = vec![];
    lex(text, &mut tokens);
    tokens.iter().map(|t| t.word).collect()
}

/// Words before a title that say nothing: `Các`, `Một số`, `Về`.
const OPENERS: [Word; 7] = [
    w!("các"),
    w!("một"),
    w!("số"),
    w!("những"),
    w!("về"),
    w!("phụ"),
    w!("lục"),
];

/// Reads a title.
pub(crate) fn read(tokens: Tokens<'_>) -> Title {
    let title = read_exact(tokens, 0);
    if !title.kinds.is_empty() {
        return title;
    }
    let opened = (0..tokens.len().min(3))
        .take_while(|&i| tokens.is_any(i, &OPENERS))
        .count();
    if opened > 0 {
        let title = read_exact(tokens, opened);
        if !title.kinds.is_empty() {
            return title;
        }
    }
    read_mistyped(tokens)
}

fn read_exact(tokens: Tokens<'_>, from: usize) -> Title {
    let mut title = Title::default();
    let mut at = from;
    let mut seen = false;
    loop {
        let skipped = skip_marks(tokens, at, seen);
        if let Some((length, entry)) = entry_at(tokens, skipped) {
            // `Yêu cầu các sở …` is an order, no heading.
            let order = tokens.at(skipped, phrase!("yêu" "cầu")) && length == 2;
            if !seen && order && addresses(tokens, skipped + length) {
                return title;
            }
            let end = skipped + length;
            let object = seen && skipped == at && is_object(&title, entry.kind);
            title.duties |= names_duties(tokens, skipped..end);
            if !object && !title.kinds.contains(&entry.kind) {
                title.kinds.push(entry.kind);
            }
            title.general |= entry.general && !seen;
            title.specific |= entry.specific && !seen;
            title.weak |= entry.weak && !seen;
            at = end;
            seen = true;
            continue;
        }
        if !seen {
            return title;
        }
        match modifier_at(tokens, skipped) {
            Some(length) => at = skipped + length,
            None => break,
        }
    }
    title.end = at;
    let rest = skip_marks(tokens, at, false);
    title.typical = rest >= tokens.len() || tokens.is(rest, w!("("));
    title
}

/// Whether a body or who heads it is named at token `at`.
fn addresses(tokens: Tokens<'_>, at: usize) -> bool {
    owner::begins_body(tokens, at)
        || closing::names_office(tokens.slice(at.min(tokens.len())..tokens.len()))
}

/// Whether work that stands directly behind a title is what the title is about, and no title beside
/// it: `Kết quả thực hiện nhiệm vụ`.
fn is_object(title: &Title, kind: SectionKind) -> bool {
    use SectionKind::{Funding, Organization, Situation, Tasks};
    kind == Tasks
        && title
            .kinds
            .iter()
            .all(|k| matches!(k, Funding | Organization | Situation))
}

fn names_duties(tokens: Tokens<'_>, mut entry: Range<usize>) -> bool {
    entry.any(|i| {
        tokens.at(i, phrase!("nhiệm" "vụ"))
            || tokens.at(i, phrase!("giải" "pháp"))
            || tokens.at(i, phrase!("biện" "pháp"))
    })
}

/// Skips commas and their like; `và` too, between two titles.
fn skip_marks(tokens: Tokens<'_>, mut at: usize, and: bool) -> usize {
    while let Some(token) = tokens.get(at) {
        let mark = token.kind == Kind::Mark && !tokens.is(at, w!("("));
        if !(mark || and && token.word == w!("và")) {
            break;
        }
        at += 1;
    }
    at
}

/// The longest entry at token `at`, its words possibly with marks and `và` between them.
fn entry_at(tokens: Tokens<'_>, at: usize) -> Option<(usize, Entry)> {
    let first = tokens.get(at)?.word;
    let list = LEXICON.entries.get(&first)?;
    list.iter().find_map(|(words, entry)| {
        let mut next = at;
        for (n, word) in words.iter().enumerate() {
            if n > 0 && !tokens.is(next, *word) {
                next = skip_marks(tokens, next, true);
            }
            if !tokens.is(next, *word) {
                return None;
            }
            next += 1;
        }
        Some((next - at, *entry))
    })
}

/// A modifier at token `at`: a year, a range of years, or a word of the lexicon.
fn modifier_at(tokens: Tokens<'_>, at: usize) -> Option<usize> {
    let token = tokens.get(at)?;
    if token.kind == Kind::Number {
        return (token.end - token.start == 4).then_some(1);
    }
    LEXICON
        .modifiers
        .iter()
        .find(|m| tokens.at(at, m))
        .map(Vec::len)
}

/// Most words of a title that is compared letter by letter.
const MISTYPED_WORDS: usize = 6;

/// A title with a typing error (`MỤC ĐÍNH, YÊU CẦU`): one letter a word, two in all.
fn read_mistyped(tokens: Tokens<'_>) -> Title {
    if tokens.len() > 2 * MISTYPED_WORDS {
        return Title::default();
    }
    let all = || (0..tokens.len()).filter_map(|i| Some((i, tokens.get(i)?)));
    let titled = |t: &Token| t.kind == Kind::Word && t.word != w!("và");
    let count = all().filter(|(_, t)| titled(t)).count();
    let numbered = all().any(|(_, t)| t.kind == Kind::Number);
    if numbered || !(2..=MISTYPED_WORDS).contains(&count) {
        return Title::default();
    }
    let words: Vec<String> = all()
        .filter(|(_, t)| titled(t))
        .map(|(i, _)| normalize::ascii_form(tokens.text(i)))
        .collect();
    let hit = LEXICON.plain.iter().find(|(entry, _)| {
        let mut total = 0;
        entry.len() == words.len()
            && entry.iter().zip(&words).all(|(a, b)| {
                let letters = distance(a, b);
                total += letters;
                letters <= 1 && total <= 2
            })
    });
    hit.map_or_else(Title::default, |(entry_words, entry)| Title {
        kinds: vec![entry.kind],
        duties: entry_words
            .windows(2)
            .any(|w| w == ["nhiem", "vu"] || w == ["giai", "phap"]),
        general: entry.general,
        specific: entry.specific,
        weak: entry.weak,
        typical: true,
        end: tokens.len(),
    })
}

/// Number of letters changed between two words of one length, both without marks; more than two for
/// others.
fn distance(a: &str, b: &str) -> usize {
    if a.len() != b.len() {
        return 3;
    }
    a.bytes().zip(b.bytes()).filter(|(x, y)| x != y).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn title(text: &str) -> Title {
        let mut list = vec![];
        lex(text, &mut list);
        read(Tokens::new(text, &list))
    }

    #[test]
    fn kinds_of_titles() {
        use SectionKind::*;
        for (text, kinds, typical) in [
            ("MỤC ĐÍCH, YÊU CẦU", &[Purpose][..], true),
            ("MỤC ĐÍCH VÀ YÊU CẦU", &[Purpose], true),
            ("MỤC ĐÍNH, YÊU CẦU", &[Purpose], true),
            ("Mục tiêu chung", &[Objectives], true),
            ("Mục tiêu đến năm 2030", &[Objectives], true),
            ("Mục tiêu tầm nhìn đến năm 2045", &[Objectives], true),
            (
                "Mục tiêu (chi tiết đính kèm phụ lục I)",
                &[Objectives],
                true,
            ),
            ("NHIỆM VỤ, GIẢI PHÁP TRỌNG TÂM NĂM 2026", &[Tasks], true),
            ("NHIỆM VỤ VÀ GIẢI PHÁP", &[Tasks], true),
            ("MỤC TIÊU, NHIỆM VỤ", &[Objectives, Tasks], true),
            ("CHỈ TIÊU, NHIỆM VỤ NĂM 2026", &[Objectives, Tasks], true),
            ("TỔ CHỨC THỰC HIỆN", &[Organization], true),
            ("KINH PHÍ THỰC HIỆN", &[Funding], true),
            ("Chế độ báo cáo", &[Organization], true),
            ("DANH MỤC CÁC NHIỆM VỤ NĂM 2026", &[Tasks], true),
            ("Năm 2025", &[], false),
            ("Nâng cao nhận thức, đột phá", &[], false),
            ("Phòng Kế hoạch - Tài chính", &[], false),
            ("Yêu cầu các đơn vị báo cáo", &[], false),
            ("Yêu cầu Thủ trưởng các sở báo cáo", &[], false),
            ("Yêu cầu về chất lượng", &[Purpose], false),
            ("Nội dung hồ sơ gồm", &[Other], false),
            ("NỘI DUNG BỘ CHỈ SỐ ĐÁNH GIÁ", &[Other], false),
            ("Nội dung tuyên truyền", &[Tasks], true),
            ("Nội dung thi đua", &[Tasks], false),
            ("Kinh phí hoạt động", &[Funding], true),
            ("Kết quả thực hiện nhiệm vụ năm 2025", &[Situation], true),
            ("Tổ chức thực hiện nhiệm vụ", &[Organization], true),
            ("Kinh phí, nhiệm vụ", &[Funding, Tasks], true),
        ] {
            let read = title(text);
            assert_eq!(read.kinds, kinds, "{text}");
            assert_eq!(read.typical, typical, "{text}");
        }
        for (text, kind) in [
            ("Đối tượng, phạm vi, nội dung kiểm tra", Purpose),
            ("Đối tượng, nhiệm vụ", Tasks),
            ("Nội dung, đối tượng", Tasks),
            ("Mục tiêu, nội dung", Tasks),
        ] {
            assert_eq!(title(text).kind(), Some(kind), "{text}");
        }
        assert!(title("Mục tiêu chung").general);
        assert!(!title("Mục tiêu cụ thể").general);
    }
}
