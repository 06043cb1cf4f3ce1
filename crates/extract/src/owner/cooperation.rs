//! Who takes part in running text: the object and the subject of `phối hợp`.

use std::ops::Range;

use super::Named;
use super::ending::{Part, names_end};
use super::name::begins_body;
use super::sentence::names;
use crate::token::{Tokens, Word, phrase, w};

/// Words between `phối hợp` and its object.
pub(super) const MANNER: [Word; 15] = [
    w!("chặt"),
    w!("chẽ"),
    w!("với"),
    w!("cùng"),
    w!("tốt"),
    w!("thường"),
    w!("xuyên"),
    w!("hiệu"),
    w!("quả"),
    w!("đồng"),
    w!("bộ"),
    w!("kịp"),
    w!("thời"),
    w!("có"),
    w!("cả"),
];

/// Nouns that make `phối hợp` content: `quy chế phối hợp với Công an tỉnh`.
const CONTENT: [&[Word]; 10] = [
    phrase!("nhiệm" "vụ"),
    phrase!("quy" "chế"),
    phrase!("chương" "trình"),
    phrase!("cơ" "chế"),
    phrase!("quan" "hệ"),
    phrase!("kế" "hoạch"),
    phrase!("thỏa" "thuận"),
    phrase!("nội" "dung"),
    phrase!("hình" "thức"),
    phrase!("nguyên" "tắc"),
];

/// `Sở Y tế chủ trì, Sở Tài chính phối hợp thực hiện`: the bodies that `phối hợp` at token `k` says
/// it of, beside those that lead.
pub(super) fn helping(tokens: Tokens<'_>, k: usize) -> Vec<Named> {
    const WITHIN: usize = 40;
    let lead = (k.saturating_sub(WITHIN)..k)
        .rev()
        .take_while(|&i| !tokens.is(i, w!(".")))
        .find(|&i| tokens.at(i, phrase!("chủ" "trì")));
    let Some(lead) = lead else { return vec![] };
    let at = lead + 2;
    let at = at + 2 * usize::from(tokens.at(at, phrase!("thực" "hiện")));
    let start = at + 1;
    let apart = tokens.is_any(at, &[w!(","), w!(";"), w!("và")]);
    if apart && begins_body(tokens, start) && names_end(tokens, start, Part::Subject).0 == k {
        names(tokens, start..k)
    } else {
        vec![]
    }
}

/// The object of `phối hợp` at token `k`, when it names bodies.
pub(super) fn cooperation(tokens: Tokens<'_>, k: usize) -> Option<Range<usize>> {
    let content = CONTENT
        .iter()
        .any(|words| k >= words.len() && tokens.at(k - words.len(), words))
        || k > 0 && tokens.is_any(k - 1, &[w!("sự"), w!("quan")]);
    if content {
        return None;
    }
    let mut object = k + 2;
    while object < k + 10 && tokens.is_any(object, &MANNER) && !begins_body(tokens, object) {
        object += 1;
    }
    if !begins_body(tokens, object) {
        return None;
    }
    let (end, _) = names_end(tokens, object, Part::Object);
    (end > object).then_some(object..end)
}
