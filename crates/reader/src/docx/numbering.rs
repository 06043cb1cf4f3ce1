//! Automatic numbering: the label that a reader sees before a paragraph.
//!
//! The rules are those of ECMA-376 part 1, 17.9: a paragraph names a number (`num`) and a level;
//! the number stands for an abstract list, whose levels have a format, a text with `%1 %2` for the
//! counts of the levels, a start and a level that restarts them. All numbers of one abstract list
//! count on together, unless one has a start of its own.

use std::collections::{HashMap, HashSet};

use super::style::{Listed, Styles};
use super::symbol;
use super::xml::Element;

/// Levels of a list.
const LEVELS: usize = 9;

/// What a level looks like.
#[derive(Debug, Clone, Default, PartialEq)]
struct Level {
    start: i64,
    format: String,
    text: String,
    /// Nothing stands between the label and the text.
    tight: bool,
    /// All counts are shown as Arabic numerals.
    legal: bool,
    /// The level (1-based) whose next paragraph restarts this one; 0 for none.
    restart: Option<i64>,
    /// The font of a bullet.
    font: Option<String>,
    style: Option<String>,
}

#[derive(Debug, Clone, Default)]
struct Number {
    list: i64,
    levels: HashMap<usize, Level>,
    starts: HashMap<usize, i64>,
}

/// The lists of a file.
#[derive(Debug, Default)]
pub(crate) struct Numbering {
    lists: HashMap<i64, HashMap<usize, Level>>,
    numbers: HashMap<i64, Number>,
    /// Lists that are those of a style.
    links: HashMap<i64, String>,
}

/// Where the counts stand.
#[derive(Debug, Default)]
pub(crate) struct Counters {
    counts: HashMap<i64, [Option<i64>; LEVELS]>,
    /// Starts of numbers that have been used.
    started: HashSet<(i64, usize)>,
}

/// A label, and whether a blank stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Printed {
    pub label: String,
    pub tight: bool,
}

impl Numbering {
    pub(crate) fn read(root: &Element) -> Numbering {
        let mut out = Numbering::default();
        for list in root.children("abstractNum") {
            let Some(id) = id(list, "abstractNumId") else {
                continue;
            };
            if let Some(style) = list.value("numStyleLink") {
                out.links.insert(id, style.to_owned());
            }
            out.lists.insert(id, levels(list));
        }
        for number in root.children("num") {
            let (Some(id), Some(list)) = (id(number, "numId"), number.number("abstractNumId"))
            else {
                continue;
            };
            let mut read = Number {
                list,
                ..Number::default()
            };
            for change in number.children("lvlOverride") {
                let Some(at) = level_of(change) else { continue };
                if let Some(start) = change.number("startOverride") {
                    read.starts.insert(at, start);
                }
                read.levels.extend(levels(change));
            }
            out.numbers.insert(id, read);
        }
        out
    }

    /// The number with the lists of styles resolved.
    fn list_of(&self, number: &Number, styles: &Styles) -> i64 {
        let style = self.links.get(&number.list);
        let linked = style.and_then(|style| {
            let id = styles.listed(Some(style)).number?;
            Some(self.numbers.get(&id)?.list)
        });
        linked.unwrap_or(number.list)
    }

    fn level<'n>(&'n self, number: &'n Number, list: i64, at: usize) -> Option<&'n Level> {
        number
            .levels
            .get(&at)
            .or_else(|| self.lists.get(&list)?.get(&at))
    }

    /// The level of a list that belongs to a style.
    fn level_of_style(&self, list: i64, styles: &Styles, style: Option<&str>) -> Option<usize> {
        let levels = self.lists.get(&list)?;
        styles.ids(style).find_map(|id| {
            let own = |(_, level): &(&usize, &Level)| level.style.as_deref() == Some(id);
            levels.iter().find(own).map(|(at, _)| *at)
        })
    }

    /// Counts a paragraph; its label, when it has one. `own` is what the paragraph itself says.
    pub(crate) fn next(
        &self,
        counters: &mut Counters,
        styles: &Styles,
        style: Option<&str>,
        own: Listed,
    ) -> Option<Printed> {
        let styled = styles.listed(style);
        let id = own.number.or(styled.number).filter(|&id| id != 0)?;
        let number = self.numbers.get(&id)?;
        let list = self.list_of(number, styles);
        let at = match own.level.or(if own.number.is_some() {
            None
        } else {
            styled.level
        }) {
            Some(level) => usize::try_from(level).ok().filter(|&at| at < LEVELS)?,
            None => self.level_of_style(list, styles, style).unwrap_or(0),
        };
        let level = self.level(number, list, at)?;
        let counts = counters.counts.entry(list).or_default();
        let start = number.starts.get(&at);
        let fresh = start.filter(|_| counters.started.insert((id, at)));
        counts[at] = Some(match (fresh, counts[at]) {
            (Some(&start), _) => start,
            (None, Some(count)) => count.saturating_add(1),
            (None, None) => start.copied().unwrap_or(level.start),
        });
        for (deeper, count) in counts.iter_mut().enumerate().skip(at + 1) {
            let restart = self.level(number, list, deeper).and_then(|l| l.restart);
            let restarts = restart.is_none_or(|above| (at as i64) < above);
            if restarts {
                *count = None;
            }
        }
        let counts = *counts;
        let label = self.print(number, list, at, level, &counts);
        let tight = level.tight;
        (!label.trim().is_empty()).then_some(Printed { label, tight })
    }

    fn print(
        &self,
        number: &Number,
        list: i64,
        at: usize,
        level: &Level,
        counts: &[Option<i64>; LEVELS],
    ) -> String {
        if level.format == "bullet" {
            return symbol::bullet(&level.text, level.font.as_deref());
        }
        let mut out = String::new();
        let mut chars = level.text.chars().peekable();
        while let Some(c) = chars.next() {
            let digit = chars.peek().and_then(|d| d.to_digit(10));
            let Some(digit) = digit.filter(|d| c == '%' && *d > 0) else {
                out.push(c);
                continue;
            };
            chars.next();
            let shown = digit as usize - 1;
            let Some(other) = self.level(number, list, shown) else {
                continue;
            };
            let count = counts[shown].unwrap_or(other.start);
            let format = match () {
                () if level.legal && other.format != "decimalZero" => "decimal",
                () if shown == at => &level.format,
                () => &other.format,
            };
            out.push_str(&count_as(format, count));
        }
        out
    }
}

fn id(element: &Element, name: &str) -> Option<i64> {
    element.attribute(name)?.trim().parse().ok()
}

fn level_of(element: &Element) -> Option<usize> {
    let at = id(element, "ilvl")?;
    usize::try_from(at).ok().filter(|&at| at < LEVELS)
}

fn levels(list: &Element) -> HashMap<usize, Level> {
    let read = |level: &Element| {
        let properties = level.child("rPr");
        let fonts = properties.and_then(|p| p.child("rFonts"));
        let font = |name| fonts.and_then(|f| f.attribute(name));
        // A format of its own stands in a choice, the one that all know in its fallback.
        let format = level.value("numFmt").or_else(|| {
            let either = level.child("AlternateContent")?;
            either.child("Fallback")?.value("numFmt")
        });
        Level {
            start: level.number("start").unwrap_or(0),
            format: format.unwrap_or("decimal").to_owned(),
            text: level.value("lvlText").unwrap_or_default().to_owned(),
            tight: level.value("suff") == Some("nothing"),
            legal: level.toggle("isLgl") == Some(true),
            restart: level.number("lvlRestart"),
            font: font("ascii").or_else(|| font("hAnsi")).map(str::to_owned),
            style: level.value("pStyle").map(str::to_owned),
        }
    };
    list.children("lvl")
        .filter_map(|level| Some((level_of(level)?, read(level))))
        .collect()
}

/// A count in a format of ECMA-376 part 1, 17.18.59.
pub(crate) fn count_as(format: &str, count: i64) -> String {
    match format {
        "none" | "bullet" => String::new(),
        "lowerLetter" => letters(count, 'a'),
        "upperLetter" => letters(count, 'A'),
        "lowerRoman" => roman(count).to_lowercase(),
        "upperRoman" => roman(count),
        "decimalZero" => format!("{count:02}"),
        "decimalEnclosedParen" => format!("({count})"),
        "decimalEnclosedFullstop" => format!("{count}."),
        "numberInDash" => format!("- {count} -"),
        _ => count.to_string(),
    }
}

/// `a` to `z`, then `aa`, `bb`: the letter as often as the alphabet was passed.
fn letters(count: i64, first: char) -> String {
    let Some(index) = count.checked_sub(1).filter(|i| (0..26 * 20).contains(i)) else {
        return count.to_string();
    };
    let letter = char::from(first as u8 + (index % 26) as u8);
    std::iter::repeat_n(letter, index as usize / 26 + 1).collect()
}

fn roman(count: i64) -> String {
    const STEPS: [(i64, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if !(1..=5000).contains(&count) {
        return count.to_string();
    }
    let mut rest = count;
    let mut out = String::new();
    for (step, numeral) in STEPS {
        while rest >= step {
            out.push_str(numeral);
            rest -= step;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const LISTS: &str = r#"<w:numbering xmlns:w="w">
      <w:abstractNum w:abstractNumId="0">
        <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1."/></w:lvl>
        <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
        <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%2.%3."/></w:lvl>
        <w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlRestart w:val="0"/><w:lvlText w:val="%4)"/></w:lvl>
        <w:lvl w:ilvl="4"><w:start w:val="3"/><w:numFmt w:val="decimalZero"/><w:suff w:val="nothing"/><w:lvlText w:val="(%5)"/></w:lvl>
        <w:lvl w:ilvl="5"><w:numFmt w:val="bullet"/><w:lvlText w:val="-"/></w:lvl>
        <w:lvl w:ilvl="6"><w:numFmt w:val="bullet"/><w:lvlText w:val="&#xF0B7;"/><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr></w:lvl>
        <w:lvl w:ilvl="7"><w:numFmt w:val="none"/><w:lvlText w:val=""/></w:lvl>
      </w:abstractNum>
      <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
      <w:num w:numId="2"><w:abstractNumId w:val="0"/>
        <w:lvlOverride w:ilvl="1"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
      <w:num w:numId="3"><w:abstractNumId w:val="0"/>
        <w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperLetter"/><w:lvlText w:val="Phần %1"/></w:lvl></w:lvlOverride></w:num>
    </w:numbering>"#;

    /// Number, level and the label that is printed.
    const PRINTED: &[(i64, i64, &str)] = &[
        (1, 0, "I."),
        (1, 1, "1."),
        (1, 1, "2."),
        (1, 2, "1.2.1."),
        (1, 3, "a)"),
        (1, 0, "II."),
        (1, 1, "1."),
        (1, 2, "2.1.1."),
        // Goes on: nothing restarts it.
        (1, 3, "b)"),
        // A start of its own counts once.
        (2, 1, "5."),
        (2, 1, "6."),
        (1, 1, "7."),
        (1, 4, "(03)"),
        (1, 5, "-"),
        (1, 6, "\u{2022}"),
        (1, 7, ""),
        (3, 0, "Phần C"),
        (0, 0, ""),
        (9, 0, ""),
        (1, 12, ""),
    ];

    #[test]
    fn labels() {
        let numbering = Numbering::read(&Element::parse(LISTS.as_bytes()).expect("XML"));
        let mut counters = Counters::default();
        for &(number, level, want) in PRINTED {
            let own = Listed {
                number: Some(number),
                level: Some(level),
            };
            let printed = numbering.next(&mut counters, &Styles::default(), None, own);
            let label = printed.map(|p| p.label).unwrap_or_default();
            assert_eq!(label, want, "number {number}, level {level}");
        }
    }

    #[test]
    fn counts() {
        for (format, count, want) in [
            ("lowerLetter", 1, "a"),
            ("lowerLetter", 27, "aa"),
            ("upperLetter", 28, "BB"),
            ("lowerLetter", 0, "0"),
            ("lowerRoman", 4, "iv"),
            ("upperRoman", 49, "XLIX"),
            ("decimalZero", 7, "07"),
            ("none", 7, ""),
            ("ordinal", 7, "7"),
        ] {
            assert_eq!(count_as(format, count), want, "{format} {count}");
        }
    }
}
