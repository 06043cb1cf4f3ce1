//! One XML part as a tree.
//!
//! Names stand without their prefix: whatever namespace the maker uses (transitional or strict),
//! `p` is a paragraph and `tbl` a table.

use std::collections::HashMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// How deeply elements may be nested. Word itself writes about forty.
const DEPTH: usize = 200;

/// Why a part cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum XmlError {
    /// It is no XML, or breaks off.
    Broken,
    /// It declares a document type, by which entities could unfold.
    Declares,
    /// It is nested too deeply.
    Deep,
}

/// An element.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Element {
    pub name: Box<str>,
    attributes: Vec<(Box<str>, Box<str>)>,
    pub nodes: Vec<Node>,
}

/// What an element holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Node {
    Element(Element),
    Text(Box<str>),
}

impl Element {
    /// The root of a part.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Element, XmlError> {
        let text = decode(bytes);
        let mut reader = Reader::from_str(&text);
        let mut stack = vec![Element::default()];
        loop {
            match reader.read_event().map_err(|_| XmlError::Broken)? {
                Event::Start(start) => {
                    if stack.len() > DEPTH {
                        return Err(XmlError::Deep);
                    }
                    stack.push(element(&start));
                }
                Event::Empty(start) => push(&mut stack, Node::Element(element(&start))),
                Event::End(_) => {
                    let done = stack.pop().ok_or(XmlError::Broken)?;
                    if stack.is_empty() {
                        return Err(XmlError::Broken);
                    }
                    push(&mut stack, Node::Element(done));
                }
                Event::Text(text) => add(&mut stack, &text.xml10_content()),
                Event::CData(text) => add(&mut stack, &text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let c = match reference.resolve_char_ref() {
                        Ok(Some(c)) => Some(c),
                        Ok(None) => named(&reference.xml10_content()),
                        Err(_) => None,
                    };
                    let c = c.unwrap_or(char::REPLACEMENT_CHARACTER);
                    add(&mut stack, c.encode_utf8(&mut [0; 4]));
                }
                Event::DocType(_) => return Err(XmlError::Declares),
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
        let [root] = &mut stack[..] else {
            return Err(XmlError::Broken);
        };
        let root = std::mem::take(&mut root.nodes).into_iter();
        root.filter_map(Node::into_element)
            .next()
            .ok_or(XmlError::Broken)
    }

    /// Its elements.
    pub(crate) fn elements(&self) -> impl Iterator<Item = &Element> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// Its elements with their steps in an XPath: names, and numbers among those of one name (`p[12]`).
    pub(crate) fn steps(&self) -> impl Iterator<Item = (String, &Element)> {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        self.elements().map(move |element| {
            let count = counts.entry(&*element.name).or_default();
            *count += 1;
            (format!("{}[{count}]", element.name), element)
        })
    }

    /// Its first element with a name.
    pub(crate) fn child(&self, name: &str) -> Option<&Element> {
        self.elements().find(|e| *e.name == *name)
    }

    /// Its elements with a name.
    pub(crate) fn children<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Element> {
        self.elements().filter(move |e| *e.name == *name)
    }

    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(key, _)| **key == *name)
            .map(|(_, value)| &**value)
    }

    /// The attribute `val` of a child: what most properties are written as.
    pub(crate) fn value(&self, child: &str) -> Option<&str> {
        self.child(child)?.attribute("val")
    }

    /// The number in an attribute `val` of a child.
    pub(crate) fn number(&self, child: &str) -> Option<i64> {
        self.value(child)?.trim().parse().ok()
    }

    /// Whether a property is on, off, or not mentioned.
    pub(crate) fn toggle(&self, child: &str) -> Option<bool> {
        let property = self.child(child)?;
        let value = property.attribute("val").unwrap_or("true");
        Some(!matches!(value, "0" | "false" | "off" | "none"))
    }

    /// Its own text, without that of its elements.
    pub(crate) fn text(&self) -> impl Iterator<Item = &str> {
        self.nodes.iter().filter_map(|node| match node {
            Node::Text(text) => Some(&**text),
            Node::Element(_) => None,
        })
    }

    /// Whether an element with a name stands anywhere in it.
    pub(crate) fn holds(&self, name: &str) -> bool {
        self.elements().any(|e| *e.name == *name || e.holds(name))
    }
}

impl Node {
    fn into_element(self) -> Option<Element> {
        match self {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        }
    }
}

/// Parts are UTF-8 or UTF-16 (ECMA-376 part 2, 8.1.4).
fn decode(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    let wide = |pair: fn([u8; 2]) -> u16| {
        let units = bytes
            .as_chunks::<2>()
            .0
            .iter()
            .skip(1)
            .map(|&two| pair(two));
        char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect::<String>()
            .into()
    };
    match bytes {
        [0xff, 0xfe, ..] => wide(u16::from_le_bytes),
        [0xfe, 0xff, ..] => wide(u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest),
        _ => String::from_utf8_lossy(bytes),
    }
}

fn element(start: &BytesStart<'_>) -> Element {
    let name = start.local_name();
    let mut list = start.attributes();
    let attributes = list.with_checks(false).flatten();
    let attributes = attributes.filter_map(|attribute| {
        let local = attribute.key.local_name();
        let key: &str = local.as_ref();
        // Marks of editing sessions, on nearly every element.
        if key.starts_with("rsid") {
            return None;
        }
        let value = attribute
            .normalized_value(XmlVersion::Implicit1_0)
            .unwrap_or_default();
        Some((key.into(), (*value).into()))
    });
    Element {
        name: name.as_ref().into(),
        attributes: attributes.collect(),
        nodes: vec![],
    }
}

fn push(stack: &mut [Element], node: Node) {
    if let Some(open) = stack.last_mut() {
        open.nodes.push(node);
    }
}

fn add(stack: &mut [Element], text: &str) {
    let Some(open) = stack.last_mut() else { return };
    match open.nodes.last_mut() {
        Some(Node::Text(before)) => *before = [&**before, text].concat().into(),
        _ => open.nodes.push(Node::Text(text.into())),
    }
}

fn named(name: &str) -> Option<char> {
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_attributes_text() {
        let root = Element::parse(
            b"\xef\xbb\xbf<?xml version='1.0'?><w:r xmlns:w='x' w:rsidR='1'><w:b w:val='0'/>\
              <w:t xml:space='preserve'> a &amp;&#225; </w:t></w:r>",
        )
        .expect("well-formed");
        assert_eq!(&*root.name, "r");
        assert_eq!(root.toggle("b"), Some(false));
        assert_eq!(root.toggle("i"), None);
        assert_eq!(root.attribute("rsidR"), None);
        let text: Vec<&str> = root.child("t").expect("text").text().collect();
        assert_eq!(text, [" a &á "]);
    }

    #[test]
    fn what_is_refused() {
        let deep = [vec!["<a>"; 300].concat(), vec!["</a>"; 300].concat()].concat();
        for (part, error) in [
            (
                "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>",
                XmlError::Declares,
            ),
            ("<a><b></a>", XmlError::Broken),
            ("<a>", XmlError::Broken),
            ("", XmlError::Broken),
            ("</a>", XmlError::Broken),
            (&deep, XmlError::Deep),
        ] {
            assert_eq!(Element::parse(part.as_bytes()), Err(error), "{part:.40}");
        }
    }
}
