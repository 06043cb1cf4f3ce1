//! Where a time expression may begin.

use crate::token::{Kind, Tokens, Word, w};

/// Words that may begin a time expression, or end in the middle of it.
const TRIGGERS: [Word; 15] = [
    w!("ngày"),
    w!("tháng"),
    w!("năm"),
    w!("quý"),
    w!("quí"),
    w!("qúy"),
    w!("hàng"),
    w!("hằng"),
    w!("mỗi"),
    w!("từng"),
    w!("q"),
    w!("t"),
    w!("l"),
    w!("o"),
    w!("i"),
];

/// Words that begin one together with the next word.
const PAIRS: [(Word, [Word; 2]); 7] = [
    (w!("định"), [w!("kỳ"), w!("kì")]),
    (w!("thường"), [w!("xuyên"), w!("xuyên")]),
    (w!("giai"), [w!("đoạn"), w!("đoạn")]),
    (w!("thời"), [w!("kỳ"), w!("kì")]),
    (w!("liên"), [w!("tục"), w!("tục")]),
    (w!("quanh"), [w!("năm"), w!("năm")]),
    (w!("ngay"), [w!("khi"), w!("sau")]),
];

/// A set of bits by the low byte of a hash: most words fail this test.
const MASK: [u64; 4] = {
    let mut mask = [0; 4];
    let mut i = 0;
    while i < TRIGGERS.len() {
        mask[(TRIGGERS[i].0 >> 6 & 3) as usize] |= 1 << (TRIGGERS[i].0 & 63);
        i += 1;
    }
    let mut i = 0;
    while i < PAIRS.len() {
        mask[(PAIRS[i].0.0 >> 6 & 3) as usize] |= 1 << (PAIRS[i].0.0 & 63);
        i += 1;
    }
    mask
};

/// Whether a time expression may begin at token `i`.
pub(super) fn may_begin(tokens: Tokens<'_>, i: usize) -> bool {
    let Some(token) = tokens.get(i) else {
        return false;
    };
    match token.kind {
        Kind::Mark => false,
        Kind::Number => number_may_begin(tokens, i),
        Kind::Word => {
            let [a, b, c, d] = MASK;
            let bits = match token.word.0 >> 6 & 3 {
                0 => a,
                1 => b,
                2 => c,
                _ => d,
            };
            bits >> (token.word.0 & 63) & 1 != 0
                && (TRIGGERS.contains(&token.word) || pair(tokens, i, token.word))
        }
    }
}

fn pair(tokens: Tokens<'_>, i: usize, word: Word) -> bool {
    PAIRS
        .iter()
        .any(|(first, second)| *first == word && tokens.is_any(i + 1, second))
}

/// Whether what stands behind a number may make a date or an interval of it; a number of four
/// digits may be a year.
fn number_may_begin(tokens: Tokens<'_>, i: usize) -> bool {
    const BEHIND: [Word; 10] = [
        w!("/"),
        w!("-"),
        w!("."),
        w!("("),
        w!("tháng"),
        w!("năm"),
        w!("lần"),
        w!("tuần"),
        w!("quý"),
        w!("ngày"),
    ];
    let year = tokens.get(i).is_some_and(|t| t.end - t.start == 4);
    year || tokens.is_any(i + 1, &BEHIND)
        || tokens.get(i + 1).is_some_and(|t| t.kind == Kind::Word) && !tokens.spaced(i + 1)
}
