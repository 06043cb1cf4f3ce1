//! Which names mean one body.
//!
//! Plans print one body in many ways: `Phòng KHTC`, `Phòng Kế hoạch – Tài chính, Sở Y tế`, `phòng Kế hoạch - Tài chính`.
//! A [`Resolver`] reads the names of one plan. Two names are one body when their keys are equal, and keys become equal
//! only by what is evidence: case, the place of the tone, marks that join parts of a name, short forms of
//! `lexicon/body_abbreviations.tsv`, equal names of `lexicon/body_same.tsv`, the own province's name behind `tỉnh`, and the
//! body that a division belongs to, where it is printed or is the issuer of the plan. Names that only look alike
//! (`Phòng Y tế`, `Sở Y tế`) stay apart.
//!
//! Keys are comparable within one province; see [`Resolver::scope`].

mod name;
mod table;

use plan::Plan;
use serde::Serialize;

use name::{Token, tokens};
use table::{Reach, TABLES};

/// A body that leads or takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    /// Equal for names of one body, within a [scope](Resolver::scope).
    pub key: String,
    /// The larger body that it is part of, as printed in its name or as the issuer of the plan.
    pub under: Option<String>,
    /// What kind of body it is.
    pub class: Class,
    /// How many short forms its name was printed with.
    pub short_forms: usize,
}

/// Kinds of bodies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// One body.
    Unit,
    /// Several bodies under one name (`các sở, ban, ngành`); it counts as one owner.
    Aggregate,
    /// Who holds an office (`Thủ trưởng các đơn vị`).
    Role,
}

/// Reads the names of bodies in one plan.
#[derive(Debug, Clone)]
pub struct Resolver {
    scope: String,
    plan: String,
    province: Option<Province>,
    issuer: Option<Issuer>,
}

#[derive(Debug, Clone)]
struct Province {
    words: Vec<String>,
    city: bool,
}

#[derive(Debug, Clone)]
struct Issuer {
    printed: String,
    key: String,
    level: Level,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    /// A department (sở).
    Department,
    /// Another body of the province.
    Province,
    /// A body below the province, or of one hospital.
    Below,
}

/// The words of a text in the form in which names are compared, with the short forms of bodies written out
/// (`UBND` = `Ủy ban nhân dân`).
pub(crate) fn written_out(text: &str) -> Vec<String> {
    let mut words = name::tokens(text);
    name::expand(&mut words, &TABLES);
    words
        .iter()
        .flat_map(|word| word.text.split(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

impl Resolver {
    /// Knows the province and the issuer of `plan`.
    pub fn new(plan: &Plan) -> Resolver {
        let metadata = &plan.metadata;
        let province = metadata.province.as_ref().map(|province| Province {
            words: tokens(&province.name)
                .into_iter()
                .map(|token| token.text)
                .collect(),
            city: is_city(&province.name, &province.code),
        });
        let scope = match &metadata.province {
            Some(province) => province.name.clone(),
            None => plan.id.clone(),
        };
        let mut resolver = Resolver {
            scope,
            plan: plan.id.clone(),
            province,
            issuer: None,
        };
        resolver.issuer = metadata.issuer.as_deref().map(|printed| {
            let words = resolver.words(printed).0;
            let texts: Vec<&str> = words.iter().map(|token| token.text.as_str()).collect();
            let of_province = |word: &&str| TABLES.province_words.iter().any(|w| w == word);
            let level = if texts.first() == Some(&"sở") {
                Level::Department
            } else if TABLES.below.iter().any(|head| starts(&texts, head))
                || (texts.get(4) == Some(&"thành") && !resolver.is_city() && texts.len() > 6)
            {
                Level::Below
            } else if texts.last().is_some_and(of_province) || texts.len() > 1 {
                Level::Province
            } else {
                Level::Below
            };
            Issuer {
                printed: printed.to_owned(),
                key: texts.join(" "),
                level,
            }
        });
        resolver
    }

    /// The same, with keys that may be compared with those of another version of the plan.
    pub(crate) fn apart(plan: &Plan) -> Resolver {
        let mut resolver = Resolver::new(plan);
        resolver.plan = "?".to_owned();
        resolver
    }

    /// Where keys are comparable: the province as it was, or the plan when it has none.
    pub fn scope(&self) -> &str {
        &self.scope
    }

    fn is_city(&self) -> bool {
        self.province.as_ref().is_some_and(|province| province.city)
    }

    /// The body that a name means.
    pub fn body(&self, name: &str) -> Body {
        let (mut words, short_forms) = self.words(name);
        let class = class(&words);
        let mut under = None;
        let mut key_under = String::new();
        let head = TABLES.reach(&texts(&words));
        // `Phòng Văn hóa - Xã hội các xã` are many bodies' divisions, none of them the issuer's.
        let scattered = class == Class::Aggregate
            && head.is_some_and(|(_, length)| {
                let is_many = |token: &Token| TABLES.many.contains(&token.text);
                !words[..length].iter().any(is_many) && words[length..].iter().any(is_many)
            });
        let reach = head.map(|(reach, _)| reach).filter(|_| !scattered);
        if reach == Some(Reach::Issuer) {
            let parent = parent_at(&words);
            if let Some((end, start)) = parent {
                let parent = words.split_off(start);
                words.truncate(end);
                // `Văn phòng Sở`: which department, the issuer says.
                let sole = parent.len() == 1;
                let issuer = self
                    .issuer
                    .as_ref()
                    .filter(|issuer| issuer.level == Level::Department);
                match issuer {
                    Some(issuer) if sole || joined(&parent) == issuer.key => {
                        under = Some(issuer.printed.clone());
                        key_under = issuer.key.clone();
                    }
                    _ => {
                        let at = parent.first().map_or(0, |token| token.at);
                        let printed = name.get(at..).unwrap_or_default().trim();
                        // The name of the parent may stand in brackets.
                        let printed = match printed.contains('(') {
                            true => printed,
                            false => printed.trim_end_matches(')'),
                        };
                        under = (!sole).then(|| printed.to_owned());
                        key_under = if sole {
                            self.plan.clone()
                        } else {
                            joined(&parent)
                        };
                    }
                }
            } else {
                match &self.issuer {
                    Some(issuer) if issuer.level != Level::Province => {
                        under = Some(issuer.printed.clone());
                        key_under = issuer.key.clone();
                    }
                    // Of which of the province's bodies it is a part, the plan does not say.
                    _ => key_under = self.plan.clone(),
                }
            }
        } else if reach.is_none()
            && let Some(issuer) = &self.issuer
            && issuer.level == Level::Below
            && joined(&words) != issuer.key
        {
            under = Some(issuer.printed.clone());
            key_under = issuer.key.clone();
        }
        let mut key = TABLES.same(joined(&words));
        if let Some(issuer) = &self.issuer
            && key == "sở"
            && issuer.level == Level::Department
        {
            key = issuer.key.clone();
        }
        if !key_under.is_empty() {
            key.push_str(" < ");
            key.push_str(&key_under);
        }
        Body {
            key,
            under,
            class,
            short_forms,
        }
    }

    /// The words of a name as they are compared, and the number of short forms written out.
    fn words(&self, name: &str) -> (Vec<Token>, usize) {
        let mut words = tokens(name);
        let short_forms = name::expand(&mut words, &TABLES);
        words.retain(|token| !TABLES.and.contains(&token.text));
        for at in (1..words.len()).rev() {
            if words[at].text == "quan" && words[at - 1].text == "liên" && at >= 2 {
                // `có liên quan` is `liên quan`.
                if words[at - 2].text == "có" {
                    words.remove(at - 2);
                }
                break;
            }
        }
        self.own_province(&mut words);
        (words, short_forms)
    }

    /// Takes the own province's name from behind `tỉnh`, and `tỉnh` from behind a body of which there is one.
    fn own_province(&self, words: &mut Vec<Token>) {
        if let Some(province) = &self.province {
            let length = province.words.len();
            let start = words.len().saturating_sub(length);
            let named = length > 0
                && words.len() > length
                && words[start..]
                    .iter()
                    .map(|token| &token.text)
                    .eq(&province.words);
            if named {
                let before: Vec<&str> = words[..start].iter().map(|t| t.text.as_str()).collect();
                let kind = TABLES
                    .province_words
                    .iter()
                    .any(|word| ends(&before, word) && (word == "tỉnh" || province.city));
                if kind {
                    words.truncate(start);
                }
            }
            if province.city && ends(&texts(words), "tp") {
                words.pop();
                for text in ["thành", "phố"] {
                    words.push(Token {
                        text: text.to_owned(),
                        at: 0,
                        printed: String::new(),
                    });
                }
            }
        }
        let texts = texts(words);
        if let Some((Reach::Province, length)) = TABLES.reach(&texts)
            && texts.len() > length
        {
            if texts.last() == Some(&"tỉnh") {
                words.pop();
            } else if self.is_city() && ends(&texts, "thành phố") {
                words.truncate(words.len() - 2);
            }
        }
    }
}

/// Where the larger body begins, and where the name before it ends: `các phòng thuộc | Sở Y tế`.
fn parent_at(words: &[Token]) -> Option<(usize, usize)> {
    let texts = texts(words);
    let begins = |at: usize| {
        let is_other = texts[at] == "sở"
            && TABLES
                .not_department
                .iter()
                .any(|word| word == texts[at - 1]);
        !is_other
            && TABLES
                .parents
                .iter()
                .any(|parent| starts(&texts[at..], parent))
    };
    let start = (1..texts.len()).find(|&at| begins(at))?;
    let mut end = start;
    // `trực thuộc` is part of the name.
    while end > 1 && TABLES.join.contains(&words[end - 1].text) && texts[end - 2] != "trực" {
        end -= 1;
    }
    Some((end, start))
}

fn class(words: &[Token]) -> Class {
    let texts = texts(words);
    if TABLES.roles.iter().any(|role| starts(&texts, role)) {
        return Class::Role;
    }
    let number = |text: &&str| text.chars().all(|c| c.is_ascii_digit()) && *text != "01";
    let many = |text: &&str| TABLES.many.iter().any(|many| many == text);
    if texts.iter().any(many) || texts.first().is_some_and(number) || TABLES.is_several(&texts) {
        return Class::Aggregate;
    }
    Class::Unit
}

fn is_city(name: &str, code: &str) -> bool {
    plan::province::units()
        .iter()
        .any(|unit| unit.name == name && unit.code == code && unit.kind == plan::UnitKind::City)
}

fn texts(words: &[Token]) -> Vec<&str> {
    words.iter().map(|token| token.text.as_str()).collect()
}

fn joined(words: &[Token]) -> String {
    texts(words).join(" ")
}

/// Whether words begin with those of `head`, which are joined by blanks.
fn starts(words: &[&str], head: &str) -> bool {
    let mut words = words.iter();
    head.split(' ').all(|word| words.next() == Some(&word))
}

/// Whether words end with those of `tail`.
fn ends(words: &[&str], tail: &str) -> bool {
    let mut words = words.iter().rev();
    tail.rsplit(' ').all(|word| words.next() == Some(&word))
}

#[cfg(test)]
mod tests;
