//! Small questions about a stretch of running text.

pub(crate) use normalize::is_capitals as is_caps;

use crate::token::{Case, Kind, Tokens, Word, lex, w};

/// Whether the text is a complete sentence: it ends one, or has the end of one inside.
pub(crate) fn is_complete(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', ')', ' ']);
    text.ends_with(['.', ';']) && !text.ends_with("...") || has_inner_end(text)
}

/// Whether a sentence ends inside the text: a stop between a small letter and a capital one.
pub(crate) fn has_inner_end(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let before = text[..at].chars().next_back();
        let after = text[at + 2..].chars().next();
        before.is_some_and(|c| c.is_lowercase() || c == ')' || c == '”')
            && after.is_some_and(char::is_uppercase)
    })
}

/// Whether the text introduces what follows it.
pub(crate) fn introduces(text: &str) -> bool {
    text.trim_end().ends_with(':')
}

/// Number of words, numbers and marks aside.
pub(crate) fn word_count(tokens: Tokens<'_>) -> usize {
    (0..tokens.len())
        .filter(|&i| tokens.get(i).is_some_and(|t| t.kind == Kind::Word))
        .count()
}

/// A list of phrases, one a line of a lexicon file; lines that begin with `#` are comments.
pub(crate) fn phrases(lexicon: &str) -> Vec<Vec<Word>> {
    lexicon
        .lines()
        .filter(|l| !l.starts_with('#') && !l.trim().is_empty())
        .map(words)
        .collect()
}

fn words(line: &str) -> Vec<Word> {
    let mut list = vec![];
    lex(line, &mut list);
    list.iter().map(|t| t.word).collect()
}

/// `(Chi tiết tại phụ lục II)`, `(Ban hành kèm theo …)`: the paragraph only points to an appendix
/// or to the document that it belongs to.
pub(crate) fn is_pointer(tokens: Tokens<'_>) -> bool {
    // Underlining and quotes that recognition reads before the bracket say nothing.
    let from = (0..tokens.len().min(4))
        .find(|&i| !tokens.is_any(i, &[w!("_"), w!("\""), w!("'"), w!("*")]))
        .unwrap_or(0);
    let tokens = tokens.slice(from..tokens.len());
    let bracketed = tokens.is(0, w!("("));
    let opens = bracketed
        || tokens.at(0, &[w!("chi"), w!("tiết")])
        || tokens.at(0, &[w!("có"), w!("phụ"), w!("lục")])
        || tokens.at(0, &[w!("ban"), w!("hành"), w!("kèm"), w!("theo")])
        || tokens.at(0, &[w!("kèm"), w!("theo"), w!("kế"), w!("hoạch")]);
    let limit = if bracketed { 45 } else { 25 };
    if !opens || tokens.len() > limit {
        return false;
    }
    let names = [
        [w!("phụ"), w!("lục")],
        [w!("kèm"), w!("theo")],
        [w!("đính"), w!("kèm")],
        [w!("danh"), w!("mục")],
        [w!("biểu"), w!("mẫu")],
    ];
    let closed = (tokens.len().saturating_sub(4)..tokens.len()).any(|i| tokens.is(i, w!(")")));
    (closed || !bracketed) && (0..tokens.len()).any(|i| names.iter().any(|name| tokens.at(i, name)))
}

/// Whether the first letter is a capital.
pub(crate) fn starts_capital(tokens: Tokens<'_>) -> bool {
    tokens
        .get(0)
        .is_some_and(|t| matches!(t.case, Case::Title | Case::Upper | Case::Mixed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences() {
        for (text, want) in [
            ("Năm 2025", false),
            ("Nâng cao nhận thức.", true),
            ("Hạ tầng số; ứng dụng. Hoàn thiện mô hình", true),
            ("tại TP. Hồ Chí Minh", false),
            ("Về hạ tầng số:", false),
            ("các lĩnh vực...", false),
        ] {
            assert_eq!(is_complete(text), want, "{text}");
        }
    }

    #[test]
    fn pointers() {
        for (text, want) in [
            ("(Chi tiết tại phụ lục II)", true),
            (
                "(Ban hành kèm theo Kế hoạch số /KH-SYT ngày /3/2026 của Sở Y tế)",
                true,
            ),
            ("(Phân công nhiệm vụ theo Phụ lục đính kèm)", true),
            ("(Đính kèm các văn bản liên quan)./.", true),
            ("_\"(Kèm theo Quyết định số 12/QĐ-UBND)", true),
            ("Thực hiện theo Phụ lục II.", false),
            ("(1) Chuyển đổi số các cơ quan", false),
        ] {
            let mut list = vec![];
            lex(text, &mut list);
            assert_eq!(is_pointer(Tokens::new(text, &list)), want, "{text}");
        }
    }
}
