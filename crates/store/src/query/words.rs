//! Words as a person types them: parts that must all be found, each in one of several wordings.
//!
//! * Words between double quotes are one part that must stand as it was typed, word after word.
//! * What is typed without a blank between (`57-NQ/TW`, `KH-CN`) stands together as well.
//! * A word with a mark asks for that spelling, a word without for every spelling.
//! * An abbreviation, or the words that it stands for, is one part with all wordings of its row in
//!   `lexicon/abbreviations.tsv`, unless the widening is off or the words are quoted.

use serde::Serialize;

use super::lexicon;
use crate::error::{Error, ErrorKind, Result};
use crate::index::{Forms, Run, tokens};

/// More words than a sentence has; each costs the search.
pub(super) const MOST_WORDS: usize = 64;

/// How many ways to word the whole query are tried as one phrase.
pub(super) const MOST_WORDINGS: usize = 32;

/// A word to be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Word {
    /// Its exact form; a number with `%` when it was typed so.
    pub(crate) exact: String,
    /// Its folded form as in the index, when every spelling is asked for.
    pub(crate) folded: Option<String>,
    /// Whether it is only the beginning of a word.
    pub(crate) prefix: bool,
}

impl Word {
    /// As typed: every spelling when there is no mark.
    fn typed(forms: Forms) -> Word {
        let folded = forms.is_bare().then_some(forms.folded);
        Word {
            exact: forms.exact,
            folded,
            prefix: false,
        }
    }

    /// This spelling alone.
    fn exact(exact: String) -> Word {
        Word {
            exact,
            folded: None,
            prefix: false,
        }
    }
}

/// One way to word a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wording {
    pub(crate) words: Vec<Word>,
    /// Whether the words must follow one another.
    pub(crate) together: bool,
}

/// What must be found, in any of its wordings. The first is the typed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) wordings: Vec<Wording>,
}

impl Part {
    /// Words that stand as they were typed.
    pub(super) fn phrase(words: Vec<Word>) -> Part {
        let together = true;
        Part {
            wordings: vec![Wording { words, together }],
        }
    }
}

/// Words without any signs of the query language but quotation marks.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Phrase {
    pub(crate) parts: Vec<Part>,
    /// Which words were widened, and to what.
    pub(crate) expansions: Vec<Expansion>,
}

/// Words of a query that were also looked for in other wordings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Expansion {
    /// The words as typed.
    pub typed: String,
    /// The other wordings.
    pub also: Vec<String>,
}

/// What stands between two blanks, or a piece of it: words that were typed without a blank between.
pub(super) struct Clump<'a> {
    pub(super) text: &'a str,
    pub(super) words: Vec<Word>,
}

impl Phrase {
    /// Understands `text`. Only a text without any character but blanks is a query without parts.
    pub(crate) fn parse(text: &str, expand: bool) -> Result<Phrase> {
        let mut query = Phrase::default();
        for (at, piece) in text.split(['"', '“', '”', '„']).enumerate() {
            // Pieces alternate: outside, inside, outside. An inside that is not closed counts as closed by the end.
            if at % 2 == 1 {
                let words = words(piece);
                if !words.is_empty() {
                    query.parts.push(Part::phrase(words));
                }
            } else {
                query.add_loose(piece, expand);
            }
        }
        let count: usize = query
            .parts
            .iter()
            .filter_map(|part| part.wordings.first())
            .map(|w| w.words.len())
            .sum();
        if count > MOST_WORDS {
            let message = format!("the query has {count} words, more than {MOST_WORDS}");
            return Err(
                Error::new(ErrorKind::Query, message).with_hint("search for the words that matter")
            );
        }
        if count == 0 && !text.trim().is_empty() {
            let message = format!("the query {} has no word", text.trim());
            return Err(Error::new(ErrorKind::Query, message)
                .with_hint("words are made of letters and digits"));
        }
        Ok(query)
    }

    /// Words outside quotation marks.
    pub(super) fn add_loose(&mut self, text: &str, expand: bool) {
        let clumps = clumps(text);
        let shouting = !text.chars().any(char::is_lowercase) && clumps.len() > 1;
        let mut rest = clumps.as_slice();
        while let Some((first, after)) = rest.split_first() {
            if expand && let Some(found) = lexicon::longest(rest, shouting) {
                let (typed, after) = rest.split_at(found.clumps);
                let words: Vec<Word> = typed
                    .iter()
                    .flat_map(|clump| clump.words.iter().cloned())
                    .collect();
                let mut wordings = vec![Wording {
                    words,
                    together: found.clumps == 1,
                }];
                wordings.extend(found.others.iter().map(|other| Wording {
                    words: other.words.iter().cloned().map(Word::exact).collect(),
                    together: true,
                }));
                let typed: Vec<&str> = typed.iter().map(|clump| clump.text).collect();
                let also = found
                    .others
                    .iter()
                    .map(|other| other.text.to_owned())
                    .collect();
                self.expansions.push(Expansion {
                    typed: typed.join(" "),
                    also,
                });
                self.parts.push(Part { wordings });
                rest = after;
            } else {
                self.parts.push(Part::phrase(first.words.clone()));
                rest = after;
            }
        }
    }

    /// Every way to say it at one stretch, the typed one first.
    pub(crate) fn sequences(&self) -> Vec<Vec<&Word>> {
        sequences(&self.parts)
    }
}

/// Every way to say parts at one stretch, the typed one first.
pub(super) fn sequences(parts: &[Part]) -> Vec<Vec<&Word>> {
    let mut sequences: Vec<Vec<&Word>> = vec![Vec::new()];
    for part in parts {
        let longer = part.wordings.iter().flat_map(|wording| {
            sequences
                .iter()
                .map(|before| before.iter().copied().chain(&wording.words).collect())
        });
        sequences = longer.take(MOST_WORDINGS).collect();
    }
    sequences.retain(|sequence| !sequence.is_empty());
    sequences
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word> {
    let word = |run: Run<'_>| match run.percent {
        true => Word::exact(format!("{}%", run.word)),
        false => Word::typed(Forms::of(run.word)),
    };
    tokens(text).map(word).collect()
}

/// Cuts at blanks, and at signs that do not bind (`bệnh,chữa` are two, `57-NQ/TW` and `99,9%` one).
pub(super) fn clumps(text: &str) -> Vec<Clump<'_>> {
    let mut clumps: Vec<(usize, usize, Vec<Word>)> = Vec::new();
    let mut before: Option<usize> = None;
    for run in tokens(text) {
        let sign = before
            .and_then(|end| text.get(end..run.start))
            .unwrap_or(" ");
        let digits = |part: Option<&str>, c: fn(&str) -> Option<char>| {
            part.and_then(c).is_some_and(|c| c.is_ascii_digit())
        };
        let binds = match sign {
            "-" | "–" | "‑" | "/" | "&" | "." | "'" | "’" | "_" => true,
            "," => {
                digits(text.get(..run.start - sign.len()), |s| {
                    s.chars().next_back()
                }) && digits(text.get(run.start..), |s| s.chars().next())
            }
            _ => false,
        };
        let words = words(text.get(run.start..run.end).unwrap_or_default());
        match clumps.last_mut() {
            Some((_, end, clump)) if binds => {
                *end = run.end;
                clump.extend(words);
            }
            _ => clumps.push((run.start, run.end, words)),
        }
        before = Some(run.end);
    }
    let clumps = clumps.into_iter();
    clumps
        .map(|(start, end, words)| Clump {
            text: text.get(start..end).unwrap_or_default(),
            words,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A query in one line: parts between `|`, wordings between `/`; `~` before a word of which every spelling is
    /// asked for; `_` between words that stand together, blank between others.
    fn show(query: &Phrase) -> String {
        let word = |word: &Word| match &word.folded {
            Some(_) => format!("~{}", word.exact),
            None => word.exact.clone(),
        };
        let wording = |wording: &Wording| {
            let words: Vec<String> = wording.words.iter().map(word).collect();
            words.join(if wording.together { "_" } else { " " })
        };
        let part = |part: &Part| {
            part.wordings
                .iter()
                .map(wording)
                .collect::<Vec<_>>()
                .join(" / ")
        };
        query.parts.iter().map(part).collect::<Vec<_>>().join(" | ")
    }

    const PLAIN: &[(&str, &str)] = &[
        ("Bệnh án điện tử", "bệnh | án | điện | tử"),
        ("benh an dien tu", "~benh | ~an | ~dien | ~tu"),
        ("bệnh an dien tử", "bệnh | ~an | ~dien | tử"),
        ("Be\u{323}\u{302}nh a\u{301}n", "bệnh | án"),
        ("57-NQ/TW", "57_~nq_~tw"),
        ("57 NQ TW", "57 | ~nq | ~tw"),
        ("nghị quyết 57-NQ/TW,", "nghị | quyết | 57_~nq_~tw"),
        ("đạt 99,9% và 100 %", "đạt | 99_9% | và | 100%"),
        ("khám bệnh,chữa bệnh", "khám | bệnh | chữa | bệnh"),
        ("\"y tế\" thông minh", "~y_tế | thông | ~minh"),
        ("“y tế thông minh”", "~y_tế_thông_~minh"),
        ("\"y tế thông", "~y_tế_thông"),
        ("hoà | hòa", "hòa | hòa"),
        ("", ""),
        ("  ", ""),
    ];

    #[test]
    fn plain_queries() {
        for &(text, expected) in PLAIN {
            let query = Phrase::parse(text, false).unwrap();
            assert_eq!(show(&query), expected, "{text}");
        }
    }

    const WIDENED: &[(&str, &str)] = &[
        (
            "triển khai BAĐT",
            "triển | ~khai | bađt / emr / bệnh_án_điện_tử",
        ),
        ("badt", "~badt / emr / bệnh_án_điện_tử"),
        ("cđs", "cđs / chuyển_đổi_số"),
        ("chuyen doi so", "~chuyen ~doi ~so / cđs"),
        ("chuyển đổi số y tế", "chuyển đổi số / cđs | ~y | tế"),
        ("chuyển đổi sổ", "chuyển | đổi | sổ"),
        ("\"CĐS\"", "cđs"),
        ("KT-XH", "~kt_~xh / ktxh / kinh_tế_xã_hội"),
        ("dien tu", "~dien | ~tu"),
        ("DIEN TU", "~dien | ~tu"),
        ("báo cáo TU", "báo | cáo | ~tu / tỉnh_ủy"),
        ("tỉnh uỷ", "tỉnh | ủy"),
        ("AI", "~ai / trí_tuệ_nhân_tạo"),
        ("ai", "~ai"),
    ];

    #[test]
    fn widened_queries() {
        for &(text, expected) in WIDENED {
            let query = Phrase::parse(text, true).unwrap();
            assert_eq!(show(&query), expected, "{text}");
        }
    }

    #[test]
    fn queries_that_are_none() {
        for text in ["…", "\"\" -", &"từ ".repeat(MOST_WORDS + 1)] {
            let error = Phrase::parse(text, true).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Query);
            assert!(error.hint().is_some());
        }
    }
}
