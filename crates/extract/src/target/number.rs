//! Numbers as Vietnamese documents print them: `01`, `1.200`, `0,5`, `1.250,5`.

use crate::token::{Kind, Tokens, w};

/// A number of one or several tokens.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number {
    /// `None` for a chain of numbers that is none (`2.1.3`, a phone number).
    pub value: Option<f64>,
    /// Token behind it.
    pub end: usize,
    /// Printed with a leading zero (`03`): an exact count.
    pub padded: bool,
    /// Four plain digits that may be a year.
    pub year: bool,
    /// `1,200` may be 1.2 or 1200.
    pub ambiguous: bool,
}

/// Longest chain of groups that is still read.
const GROUPS: usize = 6;

/// The number that begins at token `i`, which must be digits. A dot before groups of exactly three
/// digits is a thousands mark, a comma a decimal mark; a single dot before another number of
/// digits is a decimal mark written the English way.
pub(super) fn read(tokens: Tokens<'_>, i: usize) -> Number {
    let digits = |i: usize| tokens.text(i).len();
    let (mut dots, mut commas, mut last_is_comma) = (0usize, 0usize, false);
    let mut all_three = true;
    let mut end = i + 1;
    while let Some(comma) = separator(tokens, end) {
        if comma {
            commas += 1;
        } else {
            dots += 1;
        }
        last_is_comma = comma;
        all_three &= digits(end + 1) == 3;
        end += 2;
    }
    let head = digits(i);
    let zero = tokens.text(i) == "0";
    let groups = dots + commas;
    let last = if groups == 0 { 0 } else { digits(end - 1) };
    // How many of the groups behind the first are decimals.
    let decimals = match (dots, commas) {
        (0, 0) => Some(0),
        (1, 0) if last != 3 || zero => Some(1),
        (0, 1) => Some(1),
        (_, 0) | (0, _) if all_three && head <= 3 && !zero => Some(0),
        (_, 1) if last_is_comma && head <= 3 && !zero && thousands(tokens, i, dots) => Some(1),
        _ => None,
    };
    let value = decimals.and_then(|decimals| {
        if groups > GROUPS || (groups == 0 && head > 9) {
            return None;
        }
        let mut value = 0f64;
        let mut scale = 1f64;
        for group in 0..=groups {
            let at = i + 2 * group;
            let width = 10f64.powi(i32::try_from(digits(at)).ok()?);
            value = value * width + f64::from(tokens.number(at)?);
            if group + decimals > groups {
                scale *= width;
            }
        }
        Some(value / scale)
    });
    Number {
        value,
        end,
        padded: groups == 0 && head > 1 && tokens.text(i).starts_with('0'),
        year: groups == 0
            && head == 4
            && (tokens.text(i).starts_with("19") || tokens.text(i).starts_with("20")),
        ambiguous: dots == 0 && commas == 1 && last == 3 && !zero,
    }
}

/// Whether the first `dots` groups behind token `i` have three digits each.
fn thousands(tokens: Tokens<'_>, i: usize, dots: usize) -> bool {
    (1..=dots).all(|g| tokens.text(i + 2 * g).len() == 3)
}

/// Whether a separator with digits on both sides stands at token `at`, and whether it is a comma.
fn separator(tokens: Tokens<'_>, at: usize) -> Option<bool> {
    let comma = tokens.is(at, w!(","));
    let joined = (comma || tokens.is(at, w!(".")))
        && !tokens.spaced(at)
        && !tokens.spaced(at + 1)
        && tokens.get(at + 1).is_some_and(|t| t.kind == Kind::Number);
    joined.then_some(comma)
}
