//! Where the words of a query stand in a text.

use std::ops::Range;

use serde::Serialize;

use crate::entry::Entry;
use crate::index::{Forms, Words as Field, tokens};
use crate::query::{Part, Query, Word};
use crate::source::Summary;

/// A token of the text.
struct Token {
    forms: Forms,
    percent: bool,
    /// Place in characters.
    range: Range<usize>,
}

impl Token {
    fn is(&self, word: &Word) -> bool {
        if word.prefix {
            return match &word.folded {
                Some(folded) => self.forms.folded.starts_with(folded.as_str()),
                None => self.forms.exact.starts_with(&word.exact),
            };
        }
        match (&word.folded, word.exact.strip_suffix('%')) {
            (Some(folded), _) => self.forms.folded == *folded,
            (None, Some(number)) => self.percent && self.forms.exact == number,
            (None, None) => self.forms.exact == word.exact,
        }
    }
}

/// Where the words of a query stand in a field other than the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mark {
    /// The field by its JSON name: `plan.title`, `path[1].title`, `leads[0].name`, `deadlines[0].text`.
    pub field: String,
    /// The places in it, in characters.
    pub ranges: Vec<Range<usize>>,
}

/// What is marked in hits.
pub(super) struct Words<'q> {
    parts: Vec<&'q Part>,
    stretches: &'q [Vec<&'q Word>],
    fields: Vec<(Field, &'q Part)>,
}

impl<'q> Words<'q> {
    pub(super) fn of(query: &'q Query, stretches: &'q [Vec<&'q Word>]) -> Words<'q> {
        let (mut parts, mut fields) = (Vec::new(), Vec::new());
        query.root.parts(&mut parts);
        query.root.fields(&mut fields);
        Words {
            parts,
            stretches,
            fields,
        }
    }

    /// The places in the text of a hit, and in its other fields.
    pub(super) fn marks(&self, plan: &Summary, item: &Entry) -> (Vec<Range<usize>>, Vec<Mark>) {
        let tokens = read(item.text());
        let whole = Words::all(&tokens, self.stretches);
        let open = whole.is_empty() && !self.parts.iter().all(|part| stands(&tokens, part));
        let text = match whole {
            whole if whole.is_empty() => Words::each(&tokens, &self.parts),
            whole => whole,
        };
        let mut marks = Vec::new();
        for (name, field, value) in values(plan, item) {
            let asked = self.fields.iter().filter(|(of, _)| *of == field);
            let asked: Vec<&Part> = asked.map(|(_, part)| *part).collect();
            if asked.is_empty() && !open {
                continue;
            }
            let tokens = read(value);
            let mut ranges = Words::each(&tokens, &asked);
            if open {
                let whole = Words::all(&tokens, self.stretches);
                ranges.extend(match whole {
                    whole if whole.is_empty() => Words::each(&tokens, &self.parts),
                    whole => whole,
                });
            }
            let ranges = join(ranges);
            if !ranges.is_empty() {
                marks.push(Mark {
                    field: name,
                    ranges,
                });
            }
        }
        (text, marks)
    }

    /// Where the whole query stands at one stretch.
    fn all(tokens: &[Token], sequences: &[Vec<&Word>]) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        for words in sequences {
            stretches(tokens, words, &mut ranges);
        }
        join(ranges)
    }

    /// Where each of the words and phrases stands.
    fn each(tokens: &[Token], parts: &[&Part]) -> Vec<Range<usize>> {
        let mut ranges = Vec::new();
        for wording in parts.iter().flat_map(|part| &part.wordings) {
            let words: Vec<&Word> = wording.words.iter().collect();
            let size = if wording.together { words.len() } else { 1 };
            words
                .chunks(size.max(1))
                .for_each(|words| stretches(tokens, words, &mut ranges));
        }
        join(ranges)
    }
}

/// Whether a part stands in a text.
fn stands(tokens: &[Token], part: &Part) -> bool {
    part.wordings.iter().any(|wording| {
        let words: Vec<&Word> = wording.words.iter().collect();
        let size = if wording.together { words.len() } else { 1 };
        words.chunks(size.max(1)).all(|words| {
            let mut ranges = Vec::new();
            stretches(tokens, words, &mut ranges);
            !ranges.is_empty()
        })
    })
}

/// The values of a hit beside its text, with their names and fields.
fn values<'h>(plan: &'h Summary, item: &'h Entry) -> Vec<(String, Field, &'h str)> {
    let mut values: Vec<(String, Field, &str)> = Vec::new();
    for (name, field, value) in [
        ("plan.title", Field::Title, &plan.title),
        ("plan.issuer", Field::Issuer, &plan.issuer),
        ("plan.number", Field::Number, &plan.number),
    ] {
        values.extend(
            value
                .as_deref()
                .map(|value| (name.to_owned(), field, value)),
        );
    }
    if let Some(province) = &plan.province {
        values.push((
            "plan.province.name".to_owned(),
            Field::Number,
            &province.name,
        ));
    }
    for (at, heading) in item.path().iter().enumerate() {
        if let Some(title) = &heading.title {
            values.push((format!("path[{at}].title"), Field::Heading, title));
        }
    }
    let [group, notes] = item.of_row();
    values.extend(group.map(|text| ("group".to_owned(), Field::Heading, text)));
    for (list, field, owners) in [
        ("leads", Field::Lead, item.leads()),
        ("partners", Field::Partner, item.partners()),
    ] {
        let owners = owners.iter().enumerate();
        values.extend(
            owners.map(|(at, owner)| (format!("{list}[{at}].name"), field, owner.name.as_str())),
        );
    }
    let deadlines = item.deadlines().iter().enumerate();
    values.extend(deadlines.map(|(at, d)| {
        (
            format!("deadlines[{at}].text"),
            Field::Detail,
            d.text.as_str(),
        )
    }));
    let outputs = item.outputs().iter().enumerate();
    values.extend(outputs.map(|(at, o)| {
        (
            format!("outputs[{at}].text"),
            Field::Output,
            o.text.as_str(),
        )
    }));
    values.extend(notes.map(|text| ("notes".to_owned(), Field::Detail, text)));
    values
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

    fn highlights(text: &str, query: &str, expand: bool) -> crate::Result<Vec<Range<usize>>> {
        let query = Query::parse(query, expand)?;
        let stretches = query.root.stretches();
        let words = Words::of(&query, &stretches);
        let tokens = read(text);
        let whole = Words::all(&tokens, &stretches);
        Ok(match whole.is_empty() {
            true => Words::each(&tokens, &words.parts),
            false => whole,
        })
    }

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
        ("điện* -tử", "[điện] tử, [điện] lực"),
        ("dien*", "[điện] tử, [diện] tích"),
        ("án OR \"điện tử\"", "bệnh [án] [điện tử]"),
        ("lead:án điện", "bệnh án [điện] tử"),
    ];

    #[test]
    fn places_in_characters() {
        for &(query, shown) in TABLE {
            let text: String = shown.chars().filter(|c| !matches!(c, '[' | ']')).collect();
            let ranges = highlights(&text, query, true).unwrap();
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
            if let Ok(ranges) = highlights(&text, &query, true) {
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
            let whole = 0..word.chars().count();
            assert_eq!(highlights(&word, &word.to_lowercase(), false).unwrap(), vec![whole]);
        }
    }
}
