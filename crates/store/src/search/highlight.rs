//! Where the words of a query stand in a text.

use std::ops::Range;

use crate::index::{Forms, tokens};
use crate::query::{Query, Word};

/// A token of the text.
struct Token {
    forms: Forms,
    percent: bool,
    /// Place in characters.
    range: Range<usize>,
}

impl Token {
    fn is(&self, word: &Word) -> bool {
        match (&word.folded, word.exact.strip_suffix('%')) {
            (Some(folded), _) => self.forms.folded == *folded,
            (None, Some(number)) => self.percent && self.forms.exact == number,
            (None, None) => self.forms.exact == word.exact,
        }
    }
}

/// The places, in characters, sorted and apart. Where the whole query stands at one stretch, only those; else every
/// place of each of its words and phrases.
pub(super) fn highlights(text: &str, query: &Query, sequences: &[Vec<&Word>]) -> Vec<Range<usize>> {
    let tokens = read(text);
    let mut ranges = Vec::new();
    for words in sequences {
        stretches(&tokens, words, &mut ranges);
    }
    if ranges.is_empty() {
        for wording in query.parts.iter().flat_map(|part| &part.wordings) {
            let words: Vec<&Word> = wording.words.iter().collect();
            let size = if wording.together { words.len() } else { 1 };
            words
                .chunks(size.max(1))
                .for_each(|words| stretches(&tokens, words, &mut ranges));
        }
    }
    join(ranges)
}

/// Whether any of the sequences stands in the text at one stretch.
pub(crate) fn holds(text: &str, sequences: &[Vec<&Word>]) -> bool {
    let tokens = read(text);
    let mut ranges = Vec::new();
    sequences.iter().any(|words| {
        stretches(&tokens, words, &mut ranges);
        !ranges.is_empty()
    })
}

fn read(text: &str) -> Vec<Token> {
    let mut chars = 0;
    let mut bytes = 0;
    let mut count = |to: usize| {
        chars += text
            .get(bytes..to)
            .map_or(0, |skipped| skipped.chars().count());
        bytes = to;
        chars
    };
    tokens(text)
        .map(|run| Token {
            forms: Forms::of(run.word),
            percent: run.percent,
            range: count(run.start)..count(run.end),
        })
        .collect()
}

fn stretches(tokens: &[Token], words: &[&Word], ranges: &mut Vec<Range<usize>>) {
    if words.is_empty() {
        return;
    }
    for window in tokens.windows(words.len()) {
        if let (Some(first), Some(last)) = (window.first(), window.last())
            && window.iter().zip(words).all(|(token, word)| token.is(word))
        {
            ranges.push(first.range.start..last.range.end);
        }
    }
}

/// Sorts, and joins what overlaps.
fn join(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

/// The byte ranges of character ranges of `text`; ranges beyond its end come to its end.
pub fn byte_ranges(text: &str, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let byte = |at: usize| starts.get(at).copied().unwrap_or(text.len());
    ranges
        .iter()
        .map(|range| byte(range.start)..byte(range.end))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Query, and a text in which `[…]` is what lights up.
    const TABLE: &[(&str, &str)] = &[
        (
            "Bệnh án điện tử",
            "Triển khai [bệnh án điện tử] tại các bệnh viện, án cũ",
        ),
        ("benh an dien tu", "Triển khai [bệnh án điện tử]"),
        ("Be\u{323}\u{302}nh a\u{301}n", "[Bệnh án] giấy"),
        ("hoà", "xã hội hóa, [hòa] bình, [hoà] giải, hoa quả"),
        ("hoa", "[hòa] bình, [hoà] giải, [hoa] quả"),
        ("bạn", "bàn, [bạn], ban, bán"),
        ("tế số", "Sở Y [tế] về [số] hóa"),
        ("\"tế số\"", "Sở Y tế về số hóa"),
        (
            "57-NQ/TW",
            "Nghị quyết số [57-NQ/TW] ngày 22/12/2024; 57/NQ-CP",
        ),
        ("100%", "đạt [100%], [100 %] và 100 trạm"),
        ("100", "đạt [100%], [100 %] và [100] trạm"),
        ("BAĐT", "[bệnh án điện tử] ([BAĐT])"),
        ("chuyển đổi số", "[CĐS] là [chuyển đổi số]"),
        ("kỹ thuật", "[kĩ thuật], [Kỹ thuật]"),
        ("không có", "gì cả"),
    ];

    #[test]
    fn places_in_characters() {
        for &(query, shown) in TABLE {
            let text: String = shown.chars().filter(|c| !matches!(c, '[' | ']')).collect();
            let parsed = Query::parse(query, true).unwrap();
            let ranges = highlights(&text, &parsed, &parsed.sequences());
            let mut marked = String::new();
            for (at, c) in text.chars().enumerate() {
                marked.extend(ranges.iter().filter(|range| range.end == at).map(|_| ']'));
                marked.extend(ranges.iter().filter(|range| range.start == at).map(|_| '['));
                marked.push(c);
            }
            marked.extend(
                ranges
                    .iter()
                    .filter(|range| range.end == text.chars().count())
                    .map(|_| ']'),
            );
            assert_eq!(marked, shown, "{query}");
            let words: Vec<&str> = byte_ranges(&text, &ranges)
                .into_iter()
                .map(|range| &text[range])
                .collect();
            let by_chars: Vec<String> = ranges
                .iter()
                .map(|range| text.chars().take(range.end).skip(range.start).collect())
                .collect();
            assert_eq!(words, by_chars);
        }
    }

    #[test]
    fn bytes_never_leave_the_text() {
        assert_eq!(byte_ranges("đá", &[0..1, 1..9, 7..8]), [0..2, 2..4, 4..4]);
    }

    proptest::proptest! {
        /// Whatever the text and the query: places are in order, apart, and within the text.
        #[test]
        fn places_are_in_the_text(text in "[a-eăâạà\u{301}0-9 %/.,\"-]{0,60}", query in "[a-eăâạà\u{301}0-9 %/.,\"-]{0,12}") {
            if let Ok(parsed) = Query::parse(&query, true) {
                let ranges = highlights(&text, &parsed, &parsed.sequences());
                let length = text.chars().count();
                assert!(ranges.iter().all(|range| range.start < range.end && range.end <= length));
                assert!(ranges.windows(2).all(|pair| pair[0].end <= pair[1].start));
                for range in byte_ranges(&text, &ranges) {
                    assert!(text.get(range).is_some_and(|word| !word.trim().is_empty()));
                }
            }
        }

        /// A text finds itself, however its letters are composed and in any case.
        #[test]
        fn a_word_lights_up_itself(word in "(bệnh|HÒA|kỹ|đổi|Uỷ|57|số)") {
            let parsed = Query::parse(&word.to_lowercase(), false).unwrap();
            let whole = 0..word.chars().count();
            assert_eq!(highlights(&word, &parsed, &parsed.sequences()), vec![whole]);
        }
    }
}
