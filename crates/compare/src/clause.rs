//! The part of an item's text that speaks of one target.
//!
//! An item may hold several targets (`90% hồ sơ công việc; 80% bệnh viện triển khai bệnh án điện tử`), of which only one is about
//! a topic. The clause of a target ends at `;`, at the end of a sentence, and between two targets at the last comma, bracket or
//! `và`. What stands before it in the same run, and what stands before a colon, is its opening: it may hold the
//! topic for all targets that follow.

use std::sync::LazyLock;

use plan::Target;

use crate::lexicon::rows;

/// Where a target stands in the text of its item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clause<'t> {
    /// The clause itself.
    pub(crate) own: &'t str,
    /// What opens it.
    pub(crate) opening: [&'t str; 2],
    /// What follows it, up to the next target's clause.
    behind: &'t str,
}

/// What says that a target is part of the one before.
const PART_OF: &str = "trong đó";

impl Clause<'_> {
    /// Whether a statement of time in `text`, the text of the item, is one about this target: it stands in the clause or opens it,
    /// stands elsewhere than in the text (a line or a column of its own), or in a part behind that goes on about it.
    pub(crate) fn holds_time(&self, statement: &str, text: &str) -> bool {
        if self.own.contains(statement) || !text.contains(statement) {
            return true;
        }
        if self.opening.iter().any(|part| part.contains(statement)) {
            return true;
        }
        let parts = parts(self.behind);
        parts
            .take_while(|part| goes_on(part))
            .any(|part| part.contains(statement))
    }

    /// Whether it says that it is part of the target before.
    pub(crate) fn is_part(&self) -> bool {
        let form = normalize::match_form(self.own);
        form.trim_start_matches(|c: char| !c.is_alphanumeric())
            .starts_with(PART_OF)
    }
}

/// The clauses of targets, in their order; the whole text for one that does not stand in it (a column of a table).
pub(crate) fn clauses<'t>(text: &'t str, targets: &[Target]) -> Vec<Clause<'t>> {
    let mut places = Vec::new();
    let mut from = 0;
    for target in targets {
        let place = find(text, &target.text, from).or_else(|| find(text, &target.text, 0));
        if let Some((_, end)) = place {
            from = end;
        }
        places.push(place);
    }
    let known: Vec<(usize, usize)> = places.iter().copied().flatten().collect();
    places
        .iter()
        .map(|place| match *place {
            None => Clause {
                own: text,
                opening: ["", ""],
                behind: "",
            },
            Some((start, end)) => clause(text, start, end, &known),
        })
        .collect()
}

fn find(text: &str, part: &str, from: usize) -> Option<(usize, usize)> {
    let at = from + text.get(from..)?.find(part)?;
    Some((at, at + part.len()))
}

fn clause<'t>(text: &'t str, start: usize, end: usize, known: &[(usize, usize)]) -> Clause<'t> {
    let before = known.iter().filter(|(_, other)| *other <= start).max();
    let after = known.iter().filter(|(other, _)| *other >= end).min();
    let mut left = ends(text)
        .filter(|at| *at <= start)
        .max()
        .unwrap_or_default();
    if let Some(&(_, other)) = before {
        left = left.max(between(text, other, start));
    }
    let mut right = ends(text).find(|at| *at >= end).unwrap_or(text.len());
    if let Some(&(other, _)) = after {
        right = right.min(between(text, end, other));
    }
    // Up to the part in which the next target stands.
    let next = after.map_or(text.len(), |&(other, _)| {
        let last = ends(text).filter(|at| *at <= other).max();
        last.unwrap_or(right)
    });
    let run = text[..left].rfind(';').map_or(0, |at| at + 1);
    let colon = text[..run].find(':').unwrap_or(0);
    Clause {
        own: &text[left..right],
        opening: [&text[..colon], &text[run..left]],
        behind: &text[right..next.max(right)],
    }
}

/// The parts of a text that end at `;` or with a sentence.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let mut from = 0;
    let ends: Vec<usize> = ends(text).chain([text.len()]).collect();
    ends.into_iter().map(move |end| {
        let part = text.get(from..end).unwrap_or_default();
        from = end;
        part
    })
}

/// Whether a part of a sentence goes on about what was said before.
fn goes_on(part: &str) -> bool {
    static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
        rows(include_str!("../lexicon/continuing_words.tsv"))
            .map(|[words, ..]| normalize::match_form(words))
            .collect()
    });
    let form = normalize::match_form(part);
    let starts = |words: &String| {
        let rest = form.strip_prefix(words.as_str());
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    WORDS.iter().any(starts)
}

/// Where clauses end: behind `;`, and behind a full stop that ends a sentence.
fn ends(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().filter_map(|(at, c)| {
        let behind = at + c.len_utf8();
        match c {
            ';' => Some(behind),
            '.' => {
                let word: String = text[..at]
                    .chars()
                    .rev()
                    .take_while(|c| c.is_alphanumeric())
                    .collect();
                let mut next = text[behind..].chars();
                let stops = next.next() == Some(' ')
                    && next
                        .next()
                        .is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
                    && !word.chars().all(char::is_uppercase);
                stops.then_some(behind)
            }
            _ => None,
        }
    })
}

/// Where one target's words end and the next one's begin.
fn between(text: &str, end: usize, start: usize) -> usize {
    if let Some(at) = ends(text).find(|at| (end..=start).contains(at)) {
        return at;
    }
    let gap = text.get(end..start).unwrap_or_default();
    let cut = [",", " và ", "(", " trong đó"]
        .iter()
        .filter_map(|mark| gap.rfind(mark))
        .max();
    end + cut.unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(text: &str) -> Target {
        Target {
            text: text.to_owned(),
            comparator: plan::Comparator::Equal,
            value: 0.0,
            max: None,
            unit: None,
            subject: None,
            provenance: plan::Provenance {
                page: None,
                span: plan::Span { start: 0, end: 0 },
                boxes: vec![],
                element: None,
            },
        }
    }

    #[test]
    fn each_target_has_its_clause() {
        for (text, targets, clauses_) in [
            (
                "90% hồ sơ được ký số; 80% bệnh viện có bệnh án điện tử",
                vec!["90%", "80%"],
                vec!["90% hồ sơ được ký số;", "80% bệnh viện có bệnh án điện tử"],
            ),
            (
                "Tỷ lệ bệnh viện có bệnh án đạt 80%, tỷ lệ hài lòng đạt 90%",
                vec!["80%", "90%"],
                vec![
                    "Tỷ lệ bệnh viện có bệnh án đạt 80%",
                    "tỷ lệ hài lòng đạt 90%",
                ],
            ),
            (
                "100% bệnh viện có bệnh án, trong đó 50% dùng chữ ký số",
                vec!["100%", "50%"],
                vec!["100% bệnh viện có bệnh án", "trong đó 50% dùng chữ ký số"],
            ),
            (
                "Hoàn thành bệnh án. Đến 2026, 100% bệnh viện xong. Báo cáo.",
                vec!["100%"],
                vec!["Đến 2026, 100% bệnh viện xong."],
            ),
            (
                "Tại TP. Huế 80% bệnh viện",
                vec!["80%"],
                vec!["Tại TP. Huế 80% bệnh viện"],
            ),
            ("Số bệnh viện", vec!["90%"], vec!["Số bệnh viện"]),
        ] {
            let targets: Vec<_> = targets.into_iter().map(target).collect();
            let trim = |clause: &Clause| clause.own.trim_matches([' ', ',']).to_owned();
            let found: Vec<_> = clauses(text, &targets).iter().map(trim).collect();
            assert_eq!(found, clauses_, "{text}");
        }
    }

    #[test]
    fn what_stands_before_a_colon_opens_all() {
        let text = "Bệnh án điện tử: 100% tuyến tỉnh; 80% tuyến huyện";
        let found = clauses(text, &[target("100%"), target("80%")]);
        assert_eq!(found[1].opening[0], "Bệnh án điện tử");
        assert!(!found[1].is_part());
    }
}
