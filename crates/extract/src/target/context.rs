//! What the words around a quantity say: its comparator, and whether it is a target at all.

use plan::Comparator;

use super::lexicon::{AFTER, BEFORE, Class, Role, UNITS};
use super::quantity::Quantity;
use super::unit::Unit;
use super::{Found, unit};
use crate::token::{Kind, Tokens, Word, phrase, w};

/// How far back a clause is looked at, in tokens.
const CLAUSE: usize = 60;

/// What stands before a number.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before {
    /// From a comparator's words.
    pub comparator: Option<Comparator>,
    /// `khoảng`, `gần`: the record writes `=`.
    pub about: bool,
    /// `từ`.
    pub from: bool,
    /// First token of the comparator, else of the number.
    pub start: usize,
    /// First token of the comparator and of the words between it and the number.
    pub at: usize,
}

/// Reads backwards over comparators and the words that may stand between them and the number
/// (`tối thiểu đạt 25%`, `Từ trên 70%`).
pub(super) fn before(tokens: Tokens<'_>, quantity: &Quantity) -> Before {
    let start = quantity.start;
    let mut result = Before {
        comparator: None,
        about: false,
        from: false,
        start,
        at: start,
    };
    for _ in 0..5 {
        let at = result.at;
        if let Some((length, comparator)) = comparator(tokens, at) {
            if comparator == Comparator::More && is_place(tokens, quantity, at, length) {
                break;
            }
            result.comparator.get_or_insert(comparator);
            result.start = at - length;
        } else if let Some(length) = BEFORE.ending(tokens, at, Role::About) {
            result.about = true;
            result.start = at - length;
        } else if let Some(length) = BEFORE.ending(tokens, at, Role::From) {
            result.from = true;
            result.start = at - length;
        } else if let Some(length) = BEFORE.ending(tokens, at, Role::Filler) {
            result.at = at - length;
            continue;
        } else {
            break;
        }
        result.at = result.start;
    }
    if result.comparator.is_none() && !result.about && !result.from {
        result.comparator = for_each(tokens, result.at, &mut result.start);
    }
    result
}

fn comparator(tokens: Tokens<'_>, at: usize) -> Option<(usize, Comparator)> {
    // The longest wins: `không dưới` before `dưới`.
    let all = [
        (Role::AtLeast, Comparator::AtLeast),
        (Role::More, Comparator::More),
        (Role::AtMost, Comparator::AtMost),
        (Role::Less, Comparator::Less),
    ];
    let longest = all
        .into_iter()
        .filter_map(|(role, comparator)| Some((BEFORE.ending(tokens, at, role)?, comparator)))
        .max_by_key(|&(length, _)| length);
    let beyond = BEFORE.ending(tokens, at, Role::Beyond);
    match (longest, beyond) {
        (None, Some(length)) => {
            let not = (at.saturating_sub(length + 10)..at - length)
                .any(|i| tokens.is(i, w!("không")) || tokens.is(i, w!("chưa")));
            Some((
                length,
                if not {
                    Comparator::AtMost
                } else {
                    Comparator::More
                },
            ))
        }
        (longest, _) => longest,
    }
}

/// `Ít nhất mỗi xã có 01 mô hình`: the comparator stands before `mỗi`.
fn for_each(tokens: Tokens<'_>, at: usize, start: &mut usize) -> Option<Comparator> {
    let each = (at.saturating_sub(8)..at)
        .rev()
        .find(|&i| tokens.is(i, w!("mỗi")))?;
    if (each..at).any(|i| tokens.get(i).is_none_or(|t| t.kind != Kind::Word)) {
        return None;
    }
    let (length, comparator) = comparator(tokens, each)?;
    *start = each - length;
    Some(comparator)
}

/// `trên 100% các xã`, `thí điểm trên 03 xã`: `trên` is where, not how many.
fn is_place(tokens: Tokens<'_>, quantity: &Quantity, at: usize, length: usize) -> bool {
    if length != 1 || !tokens.is(at - 1, w!("trên")) {
        return false;
    }
    match quantity.unit.map(|u| u.class) {
        Some(Class::Percent) => quantity.value >= 100.0,
        _ => quantity.padded,
    }
}

/// What stands behind a quantity.
pub(super) struct After {
    /// `trở lên`, `trở xuống`.
    pub comparator: Option<Comparator>,
    /// Token behind the quantity and that.
    pub end: usize,
}

/// Looks for `trở lên`: directly behind the unit, and after `từ` also behind the noun phrase
/// (`từ 05 mỏ khoáng sản làm vật liệu xây dựng trở lên`).
pub(super) fn after(tokens: Tokens<'_>, quantity: &Quantity, before: &Before) -> After {
    let reach = if before.from && before.comparator.is_none() && quantity.max.is_none() {
        quantity.end + 15
    } else {
        quantity.end + 1
    };
    for i in quantity.end..reach.min(tokens.len()) {
        for (role, comparator) in [
            (Role::Up, Comparator::AtLeast),
            (Role::Down, Comparator::AtMost),
        ] {
            if let Some(length) = AFTER.starting(tokens, i, role) {
                return After {
                    comparator: Some(comparator),
                    end: i + length,
                };
            }
        }
        let stop = tokens.is_any(i, &[w!("."), w!(";"), w!(":"), w!("từ"), w!("đến")]);
        if stop || tokens.get(i).is_none_or(|t| t.kind == Kind::Number) {
            break;
        }
    }
    After {
        comparator: None,
        end: quantity.end,
    }
}

/// The start of a rank's text (`trong 10 đơn vị dẫn đầu`, `xếp thứ 5`).
pub(super) fn rank(tokens: Tokens<'_>, quantity: &Quantity, before: &Before) -> Option<usize> {
    if quantity.max.is_some() || quantity.year {
        return None;
    }
    let at = before.start;
    if let Some(length) = BEFORE.ending(tokens, at, Role::Place) {
        return Some(at - length);
    }
    let counted = quantity.unit.is_some_and(|u| u.class == Class::Count);
    let top = at
        .checked_sub(1)
        .is_some_and(|p| tokens.is_any(p, &[w!("top"), w!("tốp")]));
    if top && (counted || quantity.unit.is_none()) {
        return Some(at - 1);
    }
    let phrase = BEFORE
        .ending(tokens, at, Role::Group)
        .map(|_| 1)
        .or_else(|| BEFORE.ending(tokens, at, Role::Among))?;
    let leading = (quantity.end..quantity.end + 10)
        .take_while(|&i| !tokens.is_any(i, &[w!("."), w!(";"), w!(":")]))
        .any(|i| AFTER.starting(tokens, i, Role::Leading).is_some());
    (counted && leading).then(|| at - phrase)
}

/// Whether the number is a result, a base of comparison, or where a change starts.
pub(super) fn is_past(tokens: Tokens<'_>, quantity: &Quantity, before: &Before) -> bool {
    let said = |at: usize| BEFORE.ending(tokens, at, Role::Past).is_some();
    said(quantity.start)
        || said(before.start)
        || (before.from && is_baseline(tokens, quantity))
        || (!is_percent(quantity) && is_done(tokens, before.at))
        || (is_length(tokens, quantity) && is_distance(tokens, before.at))
}

fn is_percent(quantity: &Quantity) -> bool {
    quantity
        .unit
        .is_some_and(|u| matches!(u.class, Class::Percent | Class::Permille))
}

/// `đã tiếp nhận 412.000 hồ sơ`; but not `nhiệm vụ đã được giao`.
fn is_done(tokens: Tokens<'_>, at: usize) -> bool {
    (at.saturating_sub(4)..at)
        .rev()
        .take_while(|&i| tokens.get(i).is_some_and(|t| t.kind == Kind::Word))
        .find(|&i| tokens.is_any(i, &[w!("đã"), w!("được")]))
        .is_some_and(|i| tokens.is(i, w!("đã")))
}

fn is_length(tokens: Tokens<'_>, quantity: &Quantity) -> bool {
    quantity
        .unit
        .is_some_and(|u| tokens.is_any(u.start, &[w!("km"), w!("m"), w!("mét")]))
}

/// `thôn cách trung tâm trên 20 km`.
fn is_distance(tokens: Tokens<'_>, at: usize) -> bool {
    (at.saturating_sub(8)..at).any(|i| tokens.is(i, w!("cách")))
}

/// `từ 45% (năm 2024) lên 60%`.
fn is_baseline(tokens: Tokens<'_>, quantity: &Quantity) -> bool {
    const CHANGE: &[Word] = &[w!("lên"), w!("xuống"), w!("còn")];
    if quantity.max.is_some() {
        return false;
    }
    (quantity.end..quantity.end + 14)
        .take_while(|&i| tokens.get(i).is_some() && !tokens.is_any(i, &[w!("."), w!(";")]))
        .any(|i| {
            let open = i.checked_sub(1).is_some_and(|p| tokens.is(p, w!("trở")));
            tokens.is_any(i, CHANGE)
                && !open
                && (i + 1..i + 6).any(|n| tokens.get(n).is_some_and(|t| t.kind == Kind::Number))
        })
}

/// Whether the clause is a condition (`nếu …`, `trường hợp … thì`).
pub(super) fn is_condition(tokens: Tokens<'_>, quantity: &Quantity, before: &Before) -> bool {
    let then = |i: usize| tokens.is(i, w!("thì"));
    let mut said = false;
    let mut closed = false;
    for i in clause_start(tokens, before.start)..before.start {
        if tokens.is(i, w!("nếu")) || tokens.at(i, phrase!("trường" "hợp")) {
            (said, closed) = (true, false);
        }
        if then(i) {
            said = false;
        }
        closed |= tokens.is_any(i, &[w!(","), w!("trừ")]);
    }
    // A comma ends the condition, unless its `thì` is still to come.
    said && (!closed
        || (quantity.end..quantity.end + CLAUSE)
            .take_while(|&i| !tokens.is_any(i, &[w!(";"), w!(":")]) && !is_stop(tokens, i))
            .any(then))
}

/// Whether a bracket only says again what the target before it says (`20/20 (100%) bệnh viện`).
pub(super) fn restates(tokens: Tokens<'_>, quantity: &Quantity, previous: Option<&Found>) -> bool {
    let Some(open) = quantity.start.checked_sub(1) else {
        return false;
    };
    tokens.is(open, w!("("))
        && tokens.is(quantity.end, w!(")"))
        && open
            .checked_sub(1)
            .and_then(|p| tokens.get(p))
            .is_some_and(|t| previous.is_some_and(|found| found.span.end == t.end))
}

/// Whether the percentage is a rate of money that is a condition (`1% – 3% doanh thu`,
/// `doanh nghiệp 100% vốn nước ngoài`).
pub(super) fn is_base(
    tokens: Tokens<'_>,
    quantity: &Quantity,
    before: &Before,
    comparator: Option<Comparator>,
) -> bool {
    comparator.is_none()
        && AFTER.starting(tokens, quantity.end, Role::Base).is_some()
        && BEFORE.ending(tokens, before.start, Role::Gain).is_none()
}

/// Whether an amount of money is what something costs.
pub(super) fn is_funding(tokens: Tokens<'_>, unit: Unit, before: &Before) -> bool {
    let money = (unit.start..unit.end)
        .any(|i| tokens.is_any(i, &[w!("đồng"), w!("usd"), w!("vnđ"), w!("eur"), w!("tỷ")]));
    money
        && [
            phrase!("kinh" "phí"),
            phrase!("dự" "toán"),
            phrase!("mức" "hỗ"),
            phrase!("mức" "chi"),
            phrase!("giá" "trị"),
        ]
        .iter()
        .any(|phrase| clause_has(tokens, before.start, phrase))
        && before.comparator.is_none()
        // `Tổng giá trị sản xuất đạt 850 tỷ đồng` is reached, not spent.
        && !clause_has(tokens, before.start, phrase!("đạt"))
}

/// Whether a bare count is of something that is reached.
pub(super) fn is_reached(
    tokens: Tokens<'_>,
    quantity: &Quantity,
    before: &Before,
    unit: Unit,
    previous: Option<&Found>,
) -> bool {
    let at = quantity.start;
    let licence = [at, before.start].into_iter().any(|at| {
        [Role::Licence, Role::Assign]
            .into_iter()
            .any(|r| BEFORE.ending(tokens, at, r).is_some())
    });
    (licence
        || opens_clause(tokens, at)
        || continues(tokens, at, previous)
        || is_for_each(tokens, before.at))
        && !is_definite(tokens, unit)
}

/// The comparator of a list's first number, which holds for the next one as well
/// (`ít nhất 20 tập thể, 50 cá nhân`).
pub(super) fn shared(
    tokens: Tokens<'_>,
    quantity: &Quantity,
    before: &Before,
    previous: Option<&Found>,
) -> Option<Comparator> {
    let previous = previous.filter(|found| {
        before.at == quantity.start
            && found.unit.as_deref().is_some_and(|u| !u.starts_with('%'))
            && matches!(found.comparator, Comparator::AtLeast | Comparator::More)
    })?;
    let joint = quantity.start.checked_sub(1)?;
    let last = tokens.get(joint.checked_sub(1)?)?;
    let joined = tokens.is_any(joint, &[w!(","), w!("và")]) && last.end == previous.span.end;
    joined.then_some(previous.comparator)
}

/// Whether the number opens a clause outside brackets.
pub(super) fn opens_clause(tokens: Tokens<'_>, at: usize) -> bool {
    let Some(p) = at.checked_sub(1) else {
        return true;
    };
    if !tokens.is_any(
        p,
        &[
            w!("."),
            w!(";"),
            w!(":"),
            w!("-"),
            w!("+"),
            w!("*"),
            w!("•"),
        ],
    ) {
        return false;
    }
    let opened = (at.saturating_sub(CLAUSE)..at)
        .rev()
        .find(|&i| tokens.is_any(i, &[w!("("), w!(")")]))
        .is_some_and(|i| tokens.is(i, w!("(")));
    !opened
}

/// `… 02 hội nghị và 03 lớp tập huấn`: joined to a target of the same clause.
fn continues(tokens: Tokens<'_>, at: usize, previous: Option<&Found>) -> bool {
    let Some(previous) = previous else {
        return false;
    };
    let joint = at
        .checked_sub(1)
        .filter(|&p| tokens.is_any(p, &[w!(","), w!("và"), w!("hoặc")]));
    joint.is_some_and(|joint| {
        (at.saturating_sub(CLAUSE)..joint)
            .rev()
            .take_while(|&i| !tokens.is_any(i, &[w!("."), w!(";"), w!(":"), w!("(")]))
            .any(|i| tokens.get(i).is_some_and(|t| t.end <= previous.span.end))
    })
}

/// `Mỗi ấp thành lập 01 tổ`, `mỗi xã 01 mô hình`.
fn is_for_each(tokens: Tokens<'_>, at: usize) -> bool {
    (at.saturating_sub(12)..at)
        .rev()
        .take_while(|&i| tokens.get(i).is_some_and(|t| t.kind == Kind::Word))
        .any(|i| tokens.is(i, w!("mỗi")))
}

/// Whether the counted things are there already (`10 cụm công nghiệp đã hình thành`), or the count
/// announces a list (`11 chuyên mục sau:`).
fn is_definite(tokens: Tokens<'_>, unit: Unit) -> bool {
    let near = (unit.end..unit.end + 3)
        .take_while(|&i| tokens.get(i).is_some_and(|t| t.kind == Kind::Word))
        .any(|i| AFTER.starting(tokens, i, Role::Definite).is_some());
    let end = (unit.end..unit.end + CLAUSE)
        .find(|&i| tokens.get(i).is_none() || tokens.is_any(i, &[w!(":"), w!("."), w!(";")]))
        .unwrap_or(unit.end);
    let list = end.checked_sub(1).is_some_and(|last| {
        last >= unit.end
            && (tokens.is(last, w!("sau"))
                || tokens.at(last - 1, phrase!("sau" "đây"))
                || tokens.at(last - 1, phrase!("cụ" "thể")))
    });
    near || list
}

/// Whether a duration is a time limit or a scope: `trong vòng 04 giờ`, `ít nhất 05 ngày trước`.
pub(super) fn is_time_limit(tokens: Tokens<'_>, unit: Unit, before: &Before) -> bool {
    // `không quá 03 tháng đổi một lần` is a frequency.
    let often = (unit.end..unit.end + 4).any(|i| tokens.at(i, phrase!("một" "lần")));
    often
        || BEFORE.ending(tokens, before.start, Role::Wait).is_some()
        || AFTER.starting(tokens, unit.end, Role::Wait).is_some()
}

/// Whether a factor is a growth (`tăng gấp 2 lần`) and no frequency (`01 lần/tháng`).
pub(super) fn is_growth(tokens: Tokens<'_>, unit: Unit, before: &Before) -> bool {
    const GROWTH: &[Word] = &[
        w!("gấp"),
        w!("tăng"),
        w!("giảm"),
        w!("cao"),
        w!("bằng"),
        w!("lên"),
    ];
    let rate = (unit.start..unit.end).any(|i| tokens.is(i, w!("/")))
        || tokens.is_any(unit.end, &[w!("/"), w!("mỗi"), w!("trong"), w!("một")]);
    !rate && (before.start.saturating_sub(4)..before.start).any(|i| tokens.is_any(i, GROWTH))
}

/// What a number without a unit counts by the words before it: `Some(None)` for an index, the
/// noun for `Số xã đạt chuẩn là`.
pub(super) fn counted_before(tokens: Tokens<'_>, before: &Before) -> Option<Option<Unit>> {
    let from = clause_start(tokens, before.at);
    for i in (from..before.at).rev() {
        if BEFORE.ending(tokens, i + 1, Role::Index).is_some() {
            return Some(None);
        }
        if tokens.is(i, w!("số")) {
            let at = if tokens.is(i + 1, w!("lượng")) {
                i + 2
            } else {
                i + 1
            };
            if let Some((length, Class::Count)) = UNITS.at(tokens, at) {
                return Some(unit::read(tokens, at).or(Some(Unit {
                    class: Class::Count,
                    start: at,
                    end: at + length,
                })));
            }
        }
    }
    None
}

/// Whether a phrase stands in the clause before token `at`.
pub(super) fn clause_has(tokens: Tokens<'_>, at: usize, phrase: &[Word]) -> bool {
    (clause_start(tokens, at)..at).any(|i| tokens.at(i, phrase))
}

/// First token of the clause that token `at` stands in; what stands in brackets before it belongs
/// to it.
pub(super) fn clause_start(tokens: Tokens<'_>, at: usize) -> usize {
    let mut inside = 0usize;
    for i in (at.saturating_sub(CLAUSE)..at).rev() {
        if tokens.is(i, w!(")")) {
            inside += 1;
        } else if tokens.is(i, w!("(")) {
            let Some(less) = inside.checked_sub(1) else {
                return i + 1;
            };
            inside = less;
        } else if inside == 0 && (tokens.is_any(i, &[w!(";"), w!(":")]) || is_stop(tokens, i)) {
            return i + 1;
        }
    }
    at.saturating_sub(CLAUSE)
}

/// Whether a full stop stands at token `i`, and not inside a number.
fn is_stop(tokens: Tokens<'_>, i: usize) -> bool {
    tokens.is(i, w!(".")) && (tokens.spaced(i + 1) || tokens.get(i + 1).is_none())
}
