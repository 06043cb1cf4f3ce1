//! Owners: who leads (chủ trì) and who takes part (phối hợp).
//!
//! The grammar has three layers. [`name`] and [`ending`] know where the name of a body begins and
//! where, in running text, it ends; [`list`] splits a list of names; [`field`] reads cells and
//! attribute values, [`sentence`] finds the subject and the body of an assignment (`Giao …`) of running text,
//! [`cooperation`] its partners (`phối hợp với …`). What is vocabulary stands in `lexicon/org_*.tsv`.
//!
//! Source of the rules: "Who leads" and "Owners" of the extraction contract. A body is only taken
//! where the text says so; where the reading is open nothing is taken.

mod cooperation;
mod ending;
mod field;
mod list;
mod name;
mod sentence;
mod tail;
#[cfg(test)]
mod tests;
pub(crate) mod vocabulary;

use document::Span;

use crate::token::{Case, Tokens, Word, phrase, w};
use ending::{Ending, Part};
pub(crate) use field::{in_field, in_mixed_field};
use name::Style;
pub(crate) use name::begins_body;
pub(crate) use sentence::{in_introduction, in_text, orders_others};
use vocabulary::Verb;

/// An owner as the document names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Named {
    /// Verbatim, without bullet and closing punctuation.
    pub span: Span,
    /// Also without a remark like `chủ động tham mưu …`.
    pub name: Span,
}

/// Who leads and who takes part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Roles {
    /// Who answers for the task.
    pub leads: Vec<Named>,
    /// Who takes part.
    pub partners: Vec<Named>,
}

/// The units that a heading names; none when it names something else (`Ban hành văn bản`).
pub(crate) fn in_heading(tokens: Tokens<'_>) -> Vec<Named> {
    let from = behind_heading_words(tokens);
    if !begins_body(tokens, from)
        || is_chapter(tokens, from)
        || lists_parts(tokens)
        || crate::attribute::is_label(tokens)
    {
        return vec![];
    }
    // `Sở Y tế chủ trì thực hiện`: a heading that is a sentence names its subject. Other verbs may
    // describe a group (`Các đơn vị trực tiếp sử dụng ngân sách`).
    let proper = name::body_at(tokens, from)
        .is_some_and(|body| matches!(body.style, Style::Proper | Style::Role));
    let end = match ending::names_end(tokens, from, Part::Subject) {
        (end, Ending::Verb(Verb::Duty)) => end,
        (end, Ending::Verb(Verb::Main | Verb::Naming | Verb::Command)) if proper => end,
        _ => tokens.len(),
    };
    let mut owners = list::split(tokens, from..end, &[]);
    for owner in &mut owners {
        owner.span = owner.name;
    }
    owners
}

/// Whether a heading is nothing but the name of a body: `2. Sở Công Thương`, `UBND các xã, phường:`.
pub(crate) fn is_name(tokens: Tokens<'_>) -> bool {
    let named = name::body_at(tokens, 0).is_some_and(|body| body.style != Style::Weak);
    let (end, ending) = ending::names_end(tokens, 0, Part::Subject);
    let closed = match ending {
        Ending::Mark => end == tokens.len(),
        Ending::Colon => end + 1 == tokens.len(),
        Ending::Verb(_) | Ending::Other => false,
    };
    named && closed
}

/// Longest name of a body with what tells which of its kind are meant, in tokens.
const TOLD: usize = 16;

/// Whether a heading begins with the name of a body and tells which are meant: `UBND các xã có làng
/// nghề`, `Các phòng tham gia đào tạo`.
pub(crate) fn is_told(tokens: Tokens<'_>) -> bool {
    let named = name::body_at(tokens, 0).is_some_and(|body| body.style != Style::Weak);
    let stops = (0..tokens.len()).any(|i| tokens.is_any(i, &[w!("."), w!(":"), w!(";")]));
    named && !stops && tokens.len() <= TOLD && !in_heading(tokens).is_empty()
}

/// Whether a heading names a unit that is to do what stands under it: its name alone, behind an
/// order (`Giao Sở Xây dựng`), or as the subject of a duty (`Sở Y tế chủ trì, phối hợp thực hiện`).
pub(crate) fn is_unit(tokens: Tokens<'_>) -> bool {
    let from = behind_heading_words(tokens);
    let Some(body) = name::body_at(tokens, from).filter(|body| body.style != Style::Weak) else {
        return false;
    };
    let own = matches!(body.style, Style::Proper | Style::Role);
    is_name(tokens.slice(from..tokens.len()))
        || match ending::names_end(tokens, from, Part::Subject).1 {
            Ending::Verb(Verb::Duty) => own || is_order(tokens),
            _ => false,
        }
}

/// Whether a heading orders a body to do something: `Giao Sở Xây dựng`, `Đề nghị Công an tỉnh`.
pub(crate) fn is_order(tokens: Tokens<'_>) -> bool {
    ORDERS
        .iter()
        .any(|words| tokens.at(0, words) && begins_body(tokens, words.len()))
}

/// Words of an order before the body that it is given to.
const ORDERS: [&[Word]; 5] = [
    phrase!("đề" "nghị"),
    phrase!("yêu" "cầu"),
    phrase!("phân" "công"),
    phrase!("giao" "cho"),
    phrase!("giao"),
];

/// `Đối với các sở, ngành`, `Trách nhiệm của Sở Y tế`: where the names begin.
fn behind_heading_words(tokens: Tokens<'_>) -> usize {
    const ABOUT: [&[Word]; 3] = [
        phrase!("đối" "với"),
        phrase!("trách" "nhiệm" "của"),
        phrase!("nhiệm" "vụ" "của"),
    ];
    ABOUT
        .iter()
        .chain(&ORDERS)
        .find(|words| tokens.at(0, words))
        .map_or(0, |words| words.len())
}

/// `Ban Tổ chức được thành lập ở hai cấp, bao gồm:`: what stands under it says what the body is made
/// of, and not what it does.
fn lists_parts(tokens: Tokens<'_>) -> bool {
    let end = tokens.len() - usize::from(tokens.is(tokens.len().wrapping_sub(1), w!(":")));
    end.checked_sub(1).is_some_and(|last| {
        tokens.is(last, w!("gồm")) || (last > 0 && tokens.at(last - 1, phrase!("gồm" "có")))
    })
}

/// `NHIỆM VỤ CỦA CÁC BỘ, NGÀNH, ĐOÀN THỂ VÀ ĐỊA PHƯƠNG`: the title of a chapter about everybody.
fn is_chapter(tokens: Tokens<'_>, from: usize) -> bool {
    let about =
        tokens.at(0, phrase!("nhiệm" "vụ" "của")) || tokens.at(0, phrase!("trách" "nhiệm" "của"));
    about
        && (0..from).all(|k| tokens.get(k).is_some_and(|t| t.case == Case::Upper))
        && name::body_at(tokens, from).is_some_and(|body| body.style == Style::Group)
}
