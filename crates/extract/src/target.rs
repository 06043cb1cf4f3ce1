//! Quantitative targets (chỉ tiêu): `tối thiểu 80%`, `03 bệnh viện`, `trong 10 đơn vị dẫn đầu`.
//!
//! The grammar is `[comparator] number [unit] [subject]`, looked for from its number or percent
//! sign on. What is a target and how it is written down is section 4 of the extraction contract;
//! what it leaves open is decided for the missing value rather than for an invented one:
//!
//! * A percentage is a target unless its context says that it is a result, a base or a condition.
//! * A count is one when it has a comparator (`ít nhất 02 lớp`), or when its noun is one of those
//!   that something is reached for and a word of doing stands before it (`Tổ chức 01 hội nghị`), or
//!   when it opens a clause (`- 12 bệnh viện triển khai …`), or is joined to a target before it.
//! * Durations need a comparator or a saving (`giảm còn 05 ngày`), measures a word of gain
//!   (`đạt 88 điểm`), factors a growth (`tăng gấp 2 lần`).
//! * The start of a change is none (`từ 45% lên 60%` is 60), and a fraction is its numerator
//!   (`20/20 bệnh viện` is 20): `max` belongs to ranges.
//!
//! Vocabulary: `lexicon/target_units.tsv`, `target_before.tsv`, `target_after.tsv`.

mod context;
mod lexicon;
mod number;
mod quantity;
mod subject;
#[cfg(test)]
mod tests;
mod unit;

use document::Span;
use plan::Comparator;

use crate::token::{Kind, Tokens, phrase, w};
use context::Before;
use lexicon::{BEFORE, Class, Role};
use quantity::{Quantity, Reading};
use unit::Unit;

/// A commitment in numbers.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Found {
    /// From the comparator word through the unit, `trở lên` included.
    pub span: Span,
    /// How the value bounds what is reached.
    pub comparator: Comparator,
    /// The value as printed before the unit (`1.250,5 tỷ đồng` is 1250.5); a range's lower end.
    pub value: f64,
    /// A range's upper end.
    pub max: Option<f64>,
    /// `%`, or the counted noun as printed; `None` for ranks and indices without one.
    pub unit: Option<String>,
    /// The noun phrase that is counted.
    pub subject: Option<Span>,
    /// Whether it counts who gets a task (`Giao 04 đơn vị …`): a target of an objective, but none
    /// of a task.
    pub assigned: bool,
}

/// The targets in the text of an objective or a task. `skip` are the places of citations, dates
/// and deadlines, in ascending order: what begins in them is no target.
pub(crate) fn in_text(tokens: Tokens<'_>, skip: &[Span]) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut skip = skip.iter().copied().peekable();
    let mut i = 0;
    while let Some(token) = tokens.get(i) {
        if token.kind == Kind::Word || !opens_quantity(tokens, i) {
            i += 1;
            continue;
        }
        while skip.peek().is_some_and(|s| s.end <= token.start) {
            skip.next();
        }
        if skip.peek().is_some_and(|s| s.start <= token.start) {
            i += 1;
            continue;
        }
        match quantity::read(tokens, i) {
            Reading::Nothing(end) => i = end.max(i + 1),
            Reading::Quantity(quantity) => {
                found.extend(judge(tokens, &quantity, found.last()));
                i = quantity.end.max(i + 1);
            }
        }
    }
    found
}

/// The targets that a cell of a table of targets states. `unit` is the cell of the column of units
/// (`%`, `Doanh nghiệp`), which holds where the value has none of its own.
pub(crate) fn in_cell(cell: Tokens<'_>, unit: Option<&str>) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let column = unit.map(str::trim).filter(|u| !u.is_empty());
    let mut i = 0;
    while let Some(token) = cell.get(i) {
        if token.kind == Kind::Word || !opens_quantity(cell, i) {
            i += 1;
            continue;
        }
        match quantity::read(cell, i) {
            Reading::Nothing(end) => i = end.max(i + 1),
            Reading::Quantity(quantity) => {
                found.extend(judge_cell(cell, &quantity, column, found.is_empty()));
                i = quantity.end.max(i + 1);
            }
        }
    }
    found
}

/// Whether a quantity may begin at a number, or end at a percent sign that no number opened
/// (`lOO%`).
fn opens_quantity(tokens: Tokens<'_>, i: usize) -> bool {
    tokens.get(i).is_some_and(|t| t.kind == Kind::Number) || tokens.is(i, w!("%"))
}

/// The target that a quantity in running text is, if it is one.
fn judge(tokens: Tokens<'_>, quantity: &Quantity, previous: Option<&Found>) -> Option<Found> {
    let before = context::before(tokens, quantity);
    if let Some(rank) = context::rank(tokens, quantity, &before) {
        let unit = quantity.unit.filter(|u| u.class == Class::Count);
        let end = unit.map_or(quantity.number_end, |u| u.end);
        return Some(finish(
            tokens,
            quantity,
            rank,
            end,
            Comparator::AtMost,
            unit,
        ));
    }
    if context::is_past(tokens, quantity, &before)
        || context::is_condition(tokens, quantity, &before)
    {
        return None;
    }
    let after = context::after(tokens, quantity, &before);
    let comparator = after
        .comparator
        .or(before.comparator)
        .or_else(|| context::shared(tokens, quantity, &before, previous));
    let explicit = comparator.is_some() || before.about;
    let licensed = |roles: &[Role]| {
        [before.start, quantity.start].iter().any(|&at| {
            roles
                .iter()
                .any(|&role| BEFORE.ending(tokens, at, role).is_some())
        })
    };
    let Some(unit) = quantity.unit else {
        return unit_elsewhere(tokens, quantity, &before, comparator, after.end);
    };
    let good = match unit.class {
        Class::Percent | Class::Permille => {
            !context::restates(tokens, quantity, previous)
                && !context::is_base(tokens, quantity, &before, comparator)
        }
        Class::Measure | Class::Multiplier => {
            !quantity.ambiguous
                && (explicit
                    || licensed(&[Role::Gain])
                    || context::opens_clause(tokens, quantity.start))
                && !context::is_funding(tokens, unit, &before)
        }
        Class::Count => {
            !quantity.ambiguous
                && (explicit || context::is_reached(tokens, quantity, &before, unit, previous))
        }
        // `40/45 chỉ tiêu` counts what is reached of a whole.
        Class::Part if quantity.of.is_some() => {
            context::is_reached(tokens, quantity, &before, unit, previous)
        }
        // `dưới 02 hình thức` is how, not how many.
        Class::Part => {
            !quantity.ambiguous
                && comparator.is_some_and(|c| c != Comparator::Less || !quantity.padded)
        }
        Class::Time => {
            (before.comparator.is_some() || licensed(&[Role::Shorten]))
                && !context::is_time_limit(tokens, unit, &before)
        }
        Class::Age => context::clause_has(tokens, before.start, phrase!("tuổi" "thọ")),
        Class::Times => context::is_growth(tokens, unit, &before),
        Class::None => false,
    };
    if !good {
        return None;
    }
    // `từ` without `trở lên` bounds a percentage from below, but not the start of a range.
    let comparator = comparator.unwrap_or(
        if before.from && quantity.max.is_none() && unit.class == Class::Percent {
            Comparator::AtLeast
        } else {
            Comparator::Equal
        },
    );
    Some(finish(
        tokens,
        quantity,
        before.start,
        after.end,
        comparator,
        Some(unit),
    ))
}

/// The target of a number with no known unit behind it: an index, a number of what stands before
/// it (`Số xã đạt chuẩn là 25`), or an unknown noun behind a comparator (`ít nhất 02 phà`).
fn unit_elsewhere(
    tokens: Tokens<'_>,
    quantity: &Quantity,
    before: &Before,
    comparator: Option<Comparator>,
    end: usize,
) -> Option<Found> {
    if quantity.year || quantity.ambiguous || quantity.of.is_some() {
        return None;
    }
    let unit = unit::guess(tokens, quantity.end);
    match (unit, comparator) {
        (Some(unit), Some(comparator)) => {
            // `trên 03 …` and `dưới 02 …` before an unknown noun may be places.
            let strict = matches!(comparator, Comparator::AtLeast | Comparator::AtMost);
            let sure = strict || (quantity.value >= 10.0 && !quantity.padded);
            let end = end.max(unit.end);
            sure.then(|| finish(tokens, quantity, before.start, end, comparator, Some(unit)))
        }
        (Some(_), None) => None,
        (None, _) => {
            let reached = comparator.is_some() || before.at < quantity.start;
            let counted = reached
                .then(|| context::counted_before(tokens, before))
                .flatten()?;
            let comparator = comparator.unwrap_or(Comparator::Equal);
            let mut found = finish(tokens, quantity, before.start, end, comparator, None);
            found.unit = counted.map(|unit| unit::text(tokens, unit));
            Some(found)
        }
    }
}

/// The target that a quantity in a cell of values is, if it is one.
fn judge_cell(
    cell: Tokens<'_>,
    quantity: &Quantity,
    column: Option<&str>,
    first: bool,
) -> Option<Found> {
    let before = context::before(cell, quantity);
    let after = context::after(cell, quantity, &before);
    // `Mức độ 4`, `năm 2026`: behind a word that is none of the grammar's the number is a name.
    let named = before
        .at
        .checked_sub(1)
        .and_then(|p| cell.get(p))
        .is_some_and(|t| {
            t.kind == Kind::Word && BEFORE.ending(cell, before.at, Role::Gain).is_none()
        });
    let own = quantity
        .unit
        .filter(|u| !matches!(u.class, Class::None | Class::Age));
    let level = quantity
        .start
        .checked_sub(1)
        .is_some_and(|p| cell.is_any(p, &[w!("mức"), w!("độ")]));
    let known = own.is_some() || (first && column.is_some());
    if context::is_past(cell, quantity, &before)
        || (named && own.is_none())
        || (level && own.is_none() && column.is_none())
        || (quantity.year && own.is_none() && column.is_none())
        || (quantity.ambiguous && own.is_none_or(|u| u.class != Class::Percent))
        || (!first && !known && before.start == quantity.start && named_list(cell, quantity))
    {
        return None;
    }
    let is_rank = context::rank(cell, quantity, &before).is_some()
        || (own.is_none() && column.is_some_and(unit::is_rank));
    let comparator = match after.comparator.or(before.comparator) {
        Some(comparator) => comparator,
        None if is_rank => Comparator::AtMost,
        None if before.from && quantity.max.is_none() => Comparator::AtLeast,
        None => Comparator::Equal,
    };
    let guess = if column.is_none() {
        unit::guess(cell, quantity.end)
    } else {
        None
    };
    let unit = own.or(guess);
    let end = after.end.max(unit.map_or(0, |u| u.end));
    let mut found = finish(cell, quantity, before.start, end, comparator, unit);
    found.subject = None;
    if unit.is_none() {
        found.unit = column.map(str::to_owned);
    }
    Some(found)
}

/// Whether a further number of a cell only continues a list (`1, 2, 3`).
fn named_list(cell: Tokens<'_>, quantity: &Quantity) -> bool {
    quantity
        .start
        .checked_sub(1)
        .is_some_and(|p| !cell.is(p, w!(";")))
}

fn finish(
    tokens: Tokens<'_>,
    quantity: &Quantity,
    start: usize,
    end: usize,
    comparator: Comparator,
    unit: Option<Unit>,
) -> Found {
    let start = start.min(quantity.start);
    let end = end.max(quantity.number_end);
    let counts = unit.is_some_and(|u| !matches!(u.class, Class::Percent | Class::Permille));
    Found {
        span: tokens.span(start..end),
        comparator,
        value: quantity.value,
        max: quantity.max,
        unit: unit.map(|unit| unit::text(tokens, unit)),
        subject: subject::find(tokens, start, unit, end),
        assigned: counts && BEFORE.ending(tokens, start, Role::Assign).is_some(),
    }
}
