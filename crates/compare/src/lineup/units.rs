//! The province-level units that a comparison lists.

use plan::Province;
use plan::province::{Unit, units_at};
use serde::Serialize;

use crate::card::Card;

/// A province-level unit in a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Place {
    /// Two-digit code.
    pub code: String,
    /// Name without the word for its kind.
    pub name: String,
}

impl Place {
    fn of(unit: &Unit) -> Place {
        Place {
            code: unit.code.to_owned(),
            name: unit.name.to_owned(),
        }
    }
}

/// The units of today, or those of a day, of which only the plans issued until then count.
#[derive(Debug, Clone)]
pub struct Units {
    as_of: Option<String>,
    units: Vec<&'static Unit>,
}

impl Units {
    /// The 34 units of today.
    pub fn today() -> Units {
        Units {
            as_of: None,
            units: plan::province::current_units().collect(),
        }
    }

    /// The units of a day (ISO 8601).
    pub fn at(day: &str) -> Units {
        Units {
            as_of: Some(day.to_owned()),
            units: units_at(day).collect(),
        }
    }

    /// Every unit, by code.
    pub fn places(&self) -> Vec<Place> {
        let mut places: Vec<Place> = self.units.iter().map(|unit| Place::of(unit)).collect();
        places.sort();
        places
    }

    /// Whether a plan counts: it was issued by the day; a plan without date does when its province was there.
    pub(super) fn holds(&self, card: &Card) -> bool {
        let Some(day) = &self.as_of else { return true };
        match (&card.issued_on, &card.province) {
            (Some(date), _) => date.as_str() <= day.get(..date.len()).unwrap_or(day),
            (None, Some(province)) => self.place(province).is_some(),
            (None, None) => true,
        }
    }

    /// The unit that a plan's province is listed under: itself, else the one that holds its territory.
    pub(super) fn place(&self, province: &Province) -> Option<Place> {
        let find = |name: &str, code: &str| {
            let mut units = self.units.iter();
            units.find(|unit| unit.name == name && unit.code == code)
        };
        let unit = if self.as_of.is_none() {
            find(&province.current_name, &province.current_code)
        } else {
            find(&province.name, &province.code)
                .or_else(|| find(&province.current_name, &province.current_code))
        };
        unit.map(|unit| Place::of(unit))
    }
}
