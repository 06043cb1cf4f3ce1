//! Days of a cycle: `ngày 20 hằng tháng`, `ngày 15 của tháng cuối quý`.

use super::date::{digits, in_words};
use super::element::What;
use super::frequency::{Form, QUARTER_ENDS, QUARTER_STARTS, Rule};
use super::point::QUARTER;
use crate::token::{Tokens, phrase, w};

/// A day of a cycle: `ngày 20 hằng tháng`, `ngày 15 của tháng cuối quý`, `ngày 05 của tháng liền
/// kề`, `ngày cuối cùng của tháng`, or a day alone.
pub(super) fn cycle_day(tokens: Tokens<'_>, i: usize) -> Option<(What, usize)> {
    let (day, at) = if tokens.at(i + 1, phrase!("cuối" "cùng")) {
        (-1, i + 3)
    } else {
        let day = digits(tokens, i + 1).filter(|d| d.len <= 2 && (1..=31).contains(&d.value))?;
        (day.value as i8, in_words(tokens, day.next))
    };
    let alone = || (day > 0).then_some((What::DayOnly(day as u8), at));
    if tokens.is_any(at, &[w!("/"), w!("-"), w!(".")]) && digits(tokens, at + 1).is_some() {
        return None;
    }
    let each = |i| {
        tokens.is_any(
            i,
            &[w!("hàng"), w!("hằng"), w!("mỗi"), w!("từng"), w!("các")],
        )
    };
    let mut month = at + usize::from(tokens.is(at, w!("của")));
    let every = each(month);
    month += usize::from(every);
    if !tokens.is(month, w!("tháng")) {
        return alone();
    }
    let behind = month + 1;
    if let Some((months, end)) =
        month_list(tokens, behind).filter(|l| l.0.count_ones() > 1 && every)
    {
        return Some((What::Rule(Rule::in_months(months, day)), end));
    }
    if digits(tokens, behind).is_some()
        || tokens.is(behind, w!(".")) && digits(tokens, behind + 1).is_some()
    {
        return None;
    }
    if tokens.is_any(behind, &[w!("cuối"), w!("đầu")]) {
        let first = tokens.is(behind, w!("đầu"));
        let mut quarter = behind + 1;
        while tokens.is_any(
            quarter,
            &[
                w!("của"),
                w!("mỗi"),
                w!("hàng"),
                w!("hằng"),
                w!("từng"),
                w!("các"),
            ],
        ) {
            quarter += 1;
        }
        if tokens.is(quarter, w!("kỳ")) {
            // `của tháng cuối kỳ báo cáo`: of which period, another sentence says.
            return Some((What::Often(Form::Times, vec![]), quarter + 1));
        }
        if !tokens.is_any(quarter, &QUARTER) {
            return alone();
        }
        let mut end = quarter + 1;
        if tokens.is_any(end, &[w!("sau"), w!("tiếp"), w!("kế"), w!("liền")]) {
            end += 1 + usize::from(
                tokens.is_any(end + 1, &[w!("theo"), w!("tiếp"), w!("kề"), w!("đó")]),
            );
        }
        let months = if first { QUARTER_STARTS } else { QUARTER_ENDS };
        return Some((What::Rule(Rule::in_months(months, day)), end));
    }
    if tokens.is_any(
        behind,
        &[
            w!("liền"),
            w!("sau"),
            w!("tiếp"),
            w!("kế"),
            w!("báo"),
            w!("đó"),
        ],
    ) {
        let two = tokens.is_any(
            behind + 1,
            &[w!("kề"), w!("theo"), w!("tiếp"), w!("cáo"), w!("đó")],
        );
        let mut end = behind + 1 + usize::from(two);
        if tokens.at(end, phrase!("liền" "kề")) {
            end += 2;
        }
        return Some((What::Rule(Rule::monthly(day)), end));
    }
    if every || day < 0 {
        return Some((What::Rule(Rule::monthly(day)), behind));
    }
    alone()
}

/// `3, 6, 9 và 12` as a set of months.
fn month_list(tokens: Tokens<'_>, mut i: usize) -> Option<(u16, usize)> {
    let mut months = 0;
    loop {
        let month = digits(tokens, i).filter(|d| d.len <= 2 && (1..=12).contains(&d.value))?;
        months |= 1 << month.value;
        i = month.next;
        if !tokens.is_any(i, &[w!(","), w!("và"), w!(";")]) || digits(tokens, i + 1).is_none() {
            return Some((months, i));
        }
        i += 1;
    }
}
