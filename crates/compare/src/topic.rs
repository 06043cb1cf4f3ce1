//! What a comparison is about, and where it stands.

/// Most wordings of a topic that are looked for.
const MOST_WORDINGS: usize = 32;

/// A topic in each of its wordings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Topic {
    wordings: Vec<Vec<Word>>,
}

/// A word of a topic: typed with marks it means that spelling, without marks every one.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Word {
    form: String,
    bare: bool,
}

/// A word of a text, with and without marks.
struct Form {
    key: String,
    fold: String,
}

/// Which words of each wording were met.
#[derive(Debug, Clone)]
pub(crate) struct Cover {
    met: Vec<Vec<bool>>,
}

impl Topic {
    /// Reads a topic. `wordings` are words of it with what they also stand for (`BAĐT`: `bệnh án điện tử`).
    pub fn new<'a>(
        query: &str,
        wordings: impl IntoIterator<Item = (&'a str, &'a [String])>,
    ) -> Topic {
        let mut texts = vec![query.to_owned()];
        for (typed, also) in wordings {
            for at in 0..texts.len() {
                for other in also {
                    if let Some(text) = replaced(&texts[at], typed, other)
                        && texts.len() < MOST_WORDINGS
                    {
                        texts.push(text);
                    }
                }
            }
        }
        let words = |text: &String| -> Vec<Word> {
            pieces(text)
                .map(|piece| {
                    let key = normalize::key(piece);
                    let fold = normalize::fold(piece);
                    let bare = key == fold;
                    Word {
                        form: if bare { fold } else { key },
                        bare,
                    }
                })
                .collect()
        };
        let mut wordings: Vec<Vec<Word>> = texts.iter().map(words).collect();
        wordings.retain(|words| !words.is_empty());
        Topic { wordings }
    }

    /// Whether it has no word.
    pub fn is_empty(&self) -> bool {
        self.wordings.is_empty()
    }

    /// Whether all of one wording stands in `text`.
    #[cfg(test)]
    pub(crate) fn stands_in(&self, text: &str) -> bool {
        self.cover([text]).is_whole()
    }

    /// What of the topic stands in texts taken together. A word alone is by chance: it counts with its neighbour in
    /// the topic beside it, or when it is the whole topic. A short topic is a phrase of one text.
    pub(crate) fn cover<'t>(&self, texts: impl IntoIterator<Item = &'t str>) -> Cover {
        let unmet = |words: &Vec<Word>| vec![false; words.len()];
        let mut cover = Cover {
            met: self.wordings.iter().map(unmet).collect(),
        };
        for text in texts {
            let forms: Vec<Form> = pieces(text)
                .map(|piece| Form {
                    key: normalize::key(piece),
                    fold: normalize::fold(piece),
                })
                .collect();
            for (words, met) in self.wordings.iter().zip(&mut cover.met) {
                mark(words, &forms, met);
            }
        }
        cover
    }
}

impl Cover {
    /// Whether all of one wording was met.
    pub(crate) fn is_whole(&self) -> bool {
        self.met.iter().any(|met| met.iter().all(|met| *met))
    }

    /// The largest share of a wording that was met, in hundredths.
    pub(crate) fn share(&self) -> usize {
        let share = |met: &Vec<bool>| {
            let count = met.iter().filter(|met| **met).count();
            count * 100 / met.len().max(1)
        };
        self.met.iter().map(share).max().unwrap_or(0)
    }
}

/// Topics of at most so many words are set phrases: they count whole, with at most [`BETWEEN`] other words between.
const PHRASE: usize = 4;
const BETWEEN: usize = 2;

fn mark(words: &[Word], forms: &[Form], met: &mut [bool]) {
    if words.len() > PHRASE {
        mark_runs(words, forms, met);
        return;
    }
    let span = words.len() + BETWEEN;
    for start in 0..forms.len() {
        let mut inside = vec![false; words.len()];
        let end = forms.len().min(start + span);
        mark_runs(words, &forms[start..end], &mut inside);
        if inside.iter().all(|met| *met) {
            met.fill(true);
            return;
        }
    }
}

fn mark_runs(words: &[Word], forms: &[Form], met: &mut [bool]) {
    let least = words.len().min(2);
    for start in 0..forms.len() {
        for first in 0..words.len() {
            let run = words[first..]
                .iter()
                .zip(&forms[start..])
                .take_while(|(word, form)| {
                    word.form == *(if word.bare { &form.fold } else { &form.key })
                })
                .count();
            if run >= least {
                met[first..first + run].fill(true);
            }
        }
    }
}

/// Syllables and numbers.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|piece| !piece.is_empty())
}

/// `text` with the words of `typed` replaced, where they stand in it.
fn replaced(text: &str, typed: &str, other: &str) -> Option<String> {
    let at = text.find(typed)?;
    let behind = text.get(at + typed.len()..)?;
    Some(format!("{}{other}{behind}", text.get(..at)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_stands_where_all_its_words_do() {
        let badt = ["EMR".to_owned(), "bệnh án điện tử".to_owned()];
        for (query, text, stands) in [
            (
                "Bệnh án điện tử",
                "100% bệnh viện triển khai bệnh án điện tử",
                true,
            ),
            ("Bệnh án điện tử", "hồ sơ bệnh án dạng điện tử", true),
            (
                "Bệnh án điện tử",
                "bệnh viện có dự án văn bản điện tử",
                false,
            ),
            (
                "Bệnh án điện tử",
                "hồ sơ bệnh án lên sổ sức khỏe điện tử",
                false,
            ),
            (
                "tỷ lệ người dân hài lòng",
                "tỉ lệ hài lòng của người dân đạt 90%",
                true,
            ),
            ("Bệnh án điện tử", "benh an dien tu", false),
            ("benh an dien tu", "Bệnh án điện tử", true),
            ("BAĐT", "triển khai bệnh án điện tử", true),
            ("BAĐT", "triển khai BAĐT", true),
            (
                "BAĐT tuyến tỉnh",
                "bệnh án điện tử ở các bệnh viện tuyến tỉnh",
                true,
            ),
            ("BAĐT tuyến tỉnh", "bệnh án điện tử ở các bệnh viện", false),
            ("số hóa", "số hoá 100% tài liệu", true),
            ("thuốc", "đơn thuốc", true),
            ("thuốc", "thuộc", false),
        ] {
            let topic = Topic::new(query, [("BAĐT", badt.as_slice())]);
            assert_eq!(topic.stands_in(text), stands, "{query} in {text}");
        }
    }
}
