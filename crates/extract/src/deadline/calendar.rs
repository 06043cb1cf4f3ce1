//! Points and stretches of the calendar: a day, a month, a quarter, a year, or a range of them.

use jiff::civil::Date;
use plan::DeadlineKind;

use super::date::DayDate;
use super::frequency::{Rule, Unit as Cycle};
use super::{Problem, Times};

/// What a [`Point`] is as printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Month,
    Quarter,
    Year,
    /// Several of them, or an open end.
    Range,
}

/// One end of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Edge {
    /// The printed year.
    pub year: Option<i16>,
    pub month: u8,
    /// Day of the month; 0 for its last day.
    pub day: u8,
}

impl Edge {
    fn date(self, year: i16) -> Option<Date> {
        let day = if self.day == 0 {
            Date::new(year, self.month as i8, 1)
                .ok()?
                .last_of_month()
                .day()
        } else {
            self.day as i8
        };
        Date::new(year, self.month as i8, day).ok()
    }
}

/// How a point bounds the time of the action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    /// `trong`, `vào`, or nothing.
    Within,
    /// `trước`.
    Before,
    /// `đến`, `đến hết`, `chậm nhất`, `hạn cuối`.
    By,
    /// `từ`, `kể từ`.
    From,
    /// `sau`.
    After,
}

/// A stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Point {
    pub unit: Unit,
    pub first: Edge,
    pub last: Edge,
    /// `và những năm tiếp theo`: no end.
    pub open: bool,
    /// `năm liền kề`: the year after the plan's.
    pub following_year: bool,
}

/// A part of a month, quarter or year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// `đầu`.
    Early,
    /// `giữa`.
    Middle,
    /// `cuối`.
    Late,
}

/// A point on the calendar with its year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fixed {
    pub kind: DeadlineKind,
    pub start: Option<Date>,
    pub due: Option<Date>,
    pub inferred_year: bool,
    pub problem: Option<Problem>,
}

impl Point {
    pub(super) fn months(unit: Unit, first: u8, last: u8, year: Option<i16>) -> Point {
        Point {
            unit,
            first: Edge {
                year,
                month: first,
                day: 1,
            },
            last: Edge {
                year,
                month: last,
                day: 0,
            },
            open: false,
            following_year: false,
        }
    }

    /// A whole year; `None` is the plan's.
    pub(super) fn year(year: Option<i16>) -> Point {
        Point::months(Unit::Year, 1, 12, year)
    }

    pub(super) fn years(first: i16, last: i16) -> Option<Point> {
        let mut point = Point::year(Some(first));
        point.unit = Unit::Range;
        point.last.year = Some(last);
        (first <= last).then_some(point)
    }

    pub(super) fn day(date: DayDate) -> Point {
        let edge = Edge {
            year: date.year,
            month: date.month,
            day: date.day,
        };
        Point {
            unit: Unit::Day,
            first: edge,
            last: edge,
            open: false,
            following_year: false,
        }
    }

    /// The year that is printed, the last of several.
    pub(super) fn printed_year(self) -> Option<i16> {
        self.last.year.or(self.first.year)
    }

    /// Whether some calendar has its ends.
    pub(super) fn possible(self) -> bool {
        let has = |edge: Edge| edge.date(edge.year.unwrap_or(2000)).is_some();
        has(self.first) && has(self.last)
    }

    /// From this point to another; a year that one lacks comes from the other.
    pub(super) fn to(self, other: Point) -> Point {
        let (mut first, mut last) = (self.first, other.last);
        if first.year.is_none() {
            // `từ tháng 11 đến tháng 02/2026` begins in the year before.
            first.year = last
                .year
                .map(|year| year - i16::from(first.month > last.month));
        }
        if last.year.is_none() {
            last.year = first
                .year
                .map(|year| year + i16::from(first.month > last.month));
        }
        Point {
            unit: Unit::Range,
            first,
            last,
            ..other
        }
    }

    /// Whether `next` begins where this one ends, in the same year.
    pub(super) fn touches(self, next: Point) -> bool {
        let before = |year: Option<i16>| year == self.last.year || self.last.year.is_none();
        match self.unit {
            Unit::Month | Unit::Quarter => {
                self.last.month + 1 == next.first.month && before(next.first.year)
            }
            Unit::Year => self
                .last
                .year
                .is_some_and(|y| next.first.year.is_some_and(|n| y.checked_add(1) == Some(n))),
            Unit::Day | Unit::Range => false,
        }
    }

    /// A part of it, by the conventions of the domain: `đầu tháng` is its days 1 to 10, `giữa` 11
    /// to 20, `cuối` the rest; of a quarter a month each; of a year the first quarter, May to July,
    /// and December.
    pub(super) fn part(mut self, part: Part) -> Point {
        match (self.unit, part) {
            (Unit::Month, Part::Early) => self.last.day = 10,
            (Unit::Month, Part::Middle) => (self.first.day, self.last.day) = (11, 20),
            (Unit::Month, Part::Late) => self.first.day = 21,
            (Unit::Quarter, Part::Early) => self.last.month = self.first.month,
            (Unit::Quarter, Part::Middle) => {
                self.first.month += 1;
                self.last.month = self.first.month;
            }
            (Unit::Quarter, Part::Late) => self.first.month = self.last.month,
            (Unit::Year, Part::Early) => (self.unit, self.last.month) = (Unit::Range, 3),
            (Unit::Year, Part::Middle) => {
                (self.unit, self.first.month, self.last.month) = (Unit::Range, 5, 7);
            }
            (Unit::Year, Part::Late) => self.first.month = 12,
            (Unit::Day | Unit::Range, _) => {}
        }
        self
    }

    /// The rule of a point without a year that comes again every year.
    pub(super) fn yearly(self) -> Option<Rule> {
        if self.printed_year().is_some() || !self.possible() {
            return None;
        }
        let mut rule = Rule::every(Cycle::Year, 1);
        if self.unit == Unit::Day {
            rule.day = self.first.day as i8;
        }
        if (self.first.month, self.last.month) != (1, 12) {
            let (mut month, last) = (self.first.month, self.last.month);
            loop {
                rule.months |= 1 << month;
                if month == last {
                    break;
                }
                month = month % 12 + 1;
            }
        }
        Some(rule)
    }

    /// Start and due date, as `EXTRACTION.md` section 6 counts them: a bound by a day, also
    /// `trước`, is the day itself; of a year only the end counts; before a longer stretch is the day
    /// before it.
    pub(super) fn fixed(self, bound: Bound, times: &Times) -> Fixed {
        let open = self.open && bound != Bound::By;
        // `từ tháng 4 đến tháng 10` has both ends.
        let bound = if self.unit == Unit::Range && !open && bound == Bound::From {
            Bound::Within
        } else {
            bound
        };
        let kind = match self.unit {
            _ if open || matches!(bound, Bound::From | Bound::After) => DeadlineKind::Period,
            Unit::Day => DeadlineKind::Date,
            Unit::Month => DeadlineKind::Month,
            Unit::Quarter => DeadlineKind::Quarter,
            Unit::Year => DeadlineKind::Year,
            Unit::Range => DeadlineKind::Period,
        };
        let mut fixed = Fixed {
            kind,
            start: None,
            due: None,
            inferred_year: false,
            problem: None,
        };
        if !self.possible() {
            fixed.problem = Some(Problem::InvalidDate);
            return fixed;
        }
        let filled = match (self.first.year, self.last.year) {
            (Some(first), Some(last)) => Some((first, last, false)),
            (Some(year), None) | (None, Some(year)) => Some((year, year, false)),
            (None, None) => {
                times
                    .year(self.last.month, self.unit == Unit::Year)
                    .map(|(year, inferred)| {
                        let year = year + i16::from(self.following_year);
                        (
                            year,
                            year + i16::from(self.first.month > self.last.month),
                            inferred,
                        )
                    })
            }
        };
        let Some((first_year, last_year, inferred)) = filled else {
            fixed.problem = Some(Problem::YearUnknown);
            return fixed;
        };
        fixed.inferred_year = inferred || self.following_year;
        let (Some(first), Some(last)) = (self.first.date(first_year), self.last.date(last_year))
        else {
            fixed.problem = Some(Problem::InvalidDate);
            return fixed;
        };
        if first > last {
            fixed.problem = Some(Problem::InvalidDate);
            return fixed;
        }
        match bound {
            Bound::From => fixed.start = Some(first),
            Bound::After if self.unit == Unit::Day => fixed.start = Some(first),
            Bound::After => fixed.start = last.tomorrow().ok(),
            Bound::Before if self.unit == Unit::Day => fixed.due = Some(last),
            Bound::Before => fixed.due = first.yesterday().ok(),
            Bound::By => fixed.due = Some(last),
            Bound::Within if open => fixed.start = Some(first),
            Bound::Within => {
                fixed.due = Some(last);
                fixed.start = (!matches!(self.unit, Unit::Day | Unit::Year)).then_some(first);
            }
        }
        if bound == Bound::By && self.unit == Unit::Range {
            fixed.start = Some(first);
        }
        fixed
    }
}
