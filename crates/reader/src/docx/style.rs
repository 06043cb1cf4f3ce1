//! Styles: what a paragraph, a run or a table looks like without saying so itself.

use std::collections::HashMap;

use super::xml::Element;

/// How many styles may stand on each other.
const CHAIN: usize = 30;

/// What a run looks like, as far as it matters; `None` where nothing is said.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Look {
    pub bold: Option<bool>,
    pub capitals: Option<bool>,
    pub hidden: Option<bool>,
    pub font: Option<String>,
}

/// The place of a paragraph in a list: a number of `numbering.xml` and a level.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Listed {
    pub number: Option<i64>,
    pub level: Option<i64>,
}

/// Sides of a table or a cell that a line may be drawn on.
pub(crate) const SIDES: [&str; 6] = ["top", "bottom", "left", "right", "insideH", "insideV"];

/// For each of [`SIDES`] whether a line is drawn there.
pub(crate) type Lines = [Option<bool>; 6];

#[derive(Debug, Clone, Default)]
struct Style {
    based_on: Option<String>,
    look: Look,
    listed: Listed,
    lines: Lines,
}

/// All styles of a file.
#[derive(Debug, Default)]
pub(crate) struct Styles {
    styles: HashMap<String, Style>,
    defaults: Look,
    paragraph: Option<String>,
}

impl Styles {
    pub(crate) fn read(root: &Element) -> Styles {
        let mut out = Styles::default();
        if let Some(properties) = root
            .child("docDefaults")
            .and_then(|d| d.child("rPrDefault")?.child("rPr"))
        {
            out.defaults = Look::of(properties);
        }
        for style in root.children("style") {
            let Some(id) = style.attribute("styleId") else {
                continue;
            };
            let standard = matches!(style.attribute("default"), Some("1" | "true" | "on"));
            if standard && style.attribute("type") == Some("paragraph") {
                out.paragraph = Some(id.to_owned());
            }
            let paragraph = style.child("pPr");
            let table = style.child("tblPr");
            let read = Style {
                based_on: style.value("basedOn").map(str::to_owned),
                look: style.child("rPr").map(Look::of).unwrap_or_default(),
                listed: paragraph.map(Listed::of).unwrap_or_default(),
                lines: table
                    .and_then(|t| t.child("tblBorders"))
                    .map(lines)
                    .unwrap_or_default(),
            };
            out.styles.insert(id.to_owned(), read);
        }
        out
    }

    /// A style and those that it stands on, the nearest first.
    fn chain<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = &'s Style> {
        let first = id.and_then(|id| self.styles.get(id));
        std::iter::successors(first, |style| self.styles.get(style.based_on.as_deref()?))
            .take(CHAIN)
    }

    /// The id of a paragraph's style: the standard one for a paragraph that names none.
    pub(crate) fn of_paragraph<'s>(&'s self, named: Option<&'s str>) -> Option<&'s str> {
        named
            .filter(|id| self.styles.contains_key(*id))
            .or(self.paragraph.as_deref())
    }

    /// What a run looks like in a paragraph of a style. Bold, capitals and hidden text are
    /// switches: set by both styles they are off (ECMA-376 part 1, 17.7.3).
    pub(crate) fn look(&self, paragraph: Option<&str>, run: Option<&str>, own: &Look) -> Look {
        let switch = |get: fn(&Look) -> Option<bool>| {
            let styled = |id| self.chain(id).find_map(|s| get(&s.look));
            own_or(
                get(own),
                styled(paragraph),
                styled(run),
                get(&self.defaults),
            )
        };
        let font = |id| self.chain(id).find_map(|s| s.look.font.clone());
        Look {
            bold: switch(|look| look.bold),
            capitals: switch(|look| look.capitals),
            hidden: switch(|look| look.hidden),
            font: own
                .font
                .clone()
                .or_else(|| font(run))
                .or_else(|| font(paragraph))
                .or_else(|| self.defaults.font.clone()),
        }
    }

    /// The list that a paragraph stands in by its style, and the style that says so.
    pub(crate) fn listed(&self, paragraph: Option<&str>) -> Listed {
        let number = self.chain(paragraph).find_map(|s| s.listed.number);
        let level = self.chain(paragraph).find_map(|s| s.listed.level);
        Listed { number, level }
    }

    /// The id of a style and those of the styles that it stands on, the nearest first.
    pub(crate) fn ids<'s>(&'s self, id: Option<&'s str>) -> impl Iterator<Item = &'s str> {
        std::iter::successors(id, |id| self.styles.get(*id)?.based_on.as_deref()).take(CHAIN)
    }

    /// The lines that a table's style draws.
    pub(crate) fn lines(&self, table: Option<&str>) -> Lines {
        let mut out = Lines::default();
        for style in self.chain(table) {
            for (side, line) in out.iter_mut().zip(style.lines) {
                *side = side.or(line);
            }
        }
        out
    }
}

fn own_or(
    own: Option<bool>,
    paragraph: Option<bool>,
    run: Option<bool>,
    default: Option<bool>,
) -> Option<bool> {
    own.or(match (paragraph, run) {
        (None, None) => default,
        (a, b) => Some(a.unwrap_or(false) != b.unwrap_or(false)),
    })
}

impl Look {
    /// What run properties say.
    pub(crate) fn of(properties: &Element) -> Look {
        let fonts = properties.child("rFonts");
        let font = |name| fonts.and_then(|f| f.attribute(name));
        Look {
            bold: properties.toggle("b"),
            capitals: properties.toggle("caps"),
            hidden: properties.toggle("vanish"),
            font: font("ascii").or_else(|| font("hAnsi")).map(str::to_owned),
        }
    }
}

impl Listed {
    /// What paragraph properties say.
    pub(crate) fn of(properties: &Element) -> Listed {
        let numbered = properties.child("numPr");
        Listed {
            number: numbered.and_then(|n| n.number("numId")),
            level: numbered.and_then(|n| n.number("ilvl")),
        }
    }
}

/// Which lines a list of borders draws.
pub(crate) fn lines(borders: &Element) -> Lines {
    SIDES.map(|side| {
        let other = match side {
            "left" => "start",
            "right" => "end",
            side => side,
        };
        let border = borders.child(side).or_else(|| borders.child(other))?;
        Some(!matches!(
            border.attribute("val"),
            None | Some("nil" | "none")
        ))
    })
}
