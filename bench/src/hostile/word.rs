//! Word files that mean harm: packages, XML, numbering, tables.

use super::package::{self, Part};
use super::{Kind, Random};

const NAMESPACE: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// The kinds.
pub(super) const KINDS: &[Kind] = &[
    ("cut-off", cut_off),
    ("garbage-in-package", garbage_in_package),
    ("no-document", no_document),
    ("document-is-binary", document_is_binary),
    ("bomb", bomb),
    ("many-parts", many_parts),
    ("entities", entities),
    ("deep-elements", deep_elements),
    ("deep-tables", deep_tables),
    ("deep-text-boxes", deep_text_boxes),
    ("wide-spans", wide_spans),
    ("merged-for-ever", merged_for_ever),
    ("many-cells", many_cells),
    ("numbering-circle", numbering_circle),
    ("numbering-numbers", numbering_numbers),
    ("style-circle", style_circle),
    ("footnotes-of-footnotes", footnotes),
    ("revisions-in-revisions", revisions),
    ("long-attribute", long_attribute),
    ("unclosed", unclosed),
    ("other-encoding", other_encoding),
    ("same-part-twice", same_part_twice),
    ("empty-paragraphs", empty_paragraphs),
];

fn document(body: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="{NAMESPACE}"><w:body>{body}</w:body></w:document>"#
    )
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

/// A package with a main document, and what else it is given.
fn word(main: &[u8], more: &[Part<'_>]) -> Vec<u8> {
    let types = br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
    let links = br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
    let mut parts: Vec<Part<'_>> = vec![
        ("[Content_Types].xml", &types[..]),
        ("_rels/.rels", &links[..]),
        ("word/document.xml", main),
    ];
    parts.extend(more);
    package::of(&parts)
}

fn good(random: &mut Random) -> Vec<u8> {
    let text = paragraph(&format!("1. Triển khai nhiệm vụ số {}", random.below(1000)));
    word(document(&text.repeat(50)).as_bytes(), &[])
}

fn cut_off(random: &mut Random) -> Vec<u8> {
    let mut bytes = good(random);
    bytes.truncate(40 + random.below(bytes.len() - 40));
    bytes
}

fn garbage_in_package(random: &mut Random) -> Vec<u8> {
    let mut bytes = good(random);
    for _ in 0..1 + random.below(40) {
        let at = random.below(bytes.len());
        bytes[at] = random.next() as u8;
    }
    bytes
}

fn no_document(_: &mut Random) -> Vec<u8> {
    package::of(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/styles.xml", b"<a/>"),
    ])
}

fn document_is_binary(random: &mut Random) -> Vec<u8> {
    let bytes = random.bytes(5000);
    word(&bytes, &[])
}

/// A main document that unfolds to hundreds of megabytes.
fn bomb(random: &mut Random) -> Vec<u8> {
    let blanks = " ".repeat((300 + random.below(100)) << 20);
    word(document(&blanks).as_bytes(), &[])
}

fn many_parts(_: &mut Random) -> Vec<u8> {
    let names: Vec<String> = (0..20_000).map(|n| format!("word/part{n}.xml")).collect();
    let parts: Vec<Part<'_>> = names
        .iter()
        .map(|name| (name.as_str(), &b"<a/>"[..]))
        .collect();
    word(document(&paragraph("a")).as_bytes(), &parts)
}

/// Entities of entities: a gigabyte, were they unfolded.
fn entities(_: &mut Random) -> Vec<u8> {
    let mut text = String::from("<?xml version=\"1.0\"?><!DOCTYPE w [<!ENTITY e0 \"ha ha ha ha\">");
    for n in 1..10 {
        let before = format!("&e{};", n - 1).repeat(10);
        text.push_str(&format!("<!ENTITY e{n} \"{before}\">"));
    }
    text.push_str("]>");
    text.push_str(
        &document(&paragraph("&e9;")).replace(r#"<?xml version="1.0" encoding="UTF-8"?>"#, ""),
    );
    word(text.as_bytes(), &[])
}

fn nested(open: &str, close: &str, depth: usize) -> Vec<u8> {
    let body = open.repeat(depth) + &paragraph("a") + &close.repeat(depth);
    word(document(&body).as_bytes(), &[])
}

fn deep_elements(random: &mut Random) -> Vec<u8> {
    nested("<w:sdt>", "</w:sdt>", 200_000 + random.below(100_000))
}

fn deep_tables(random: &mut Random) -> Vec<u8> {
    nested(
        "<w:tbl><w:tr><w:tc>",
        "</w:tc></w:tr></w:tbl>",
        20_000 + random.below(10_000),
    )
}

fn deep_text_boxes(random: &mut Random) -> Vec<u8> {
    nested(
        "<w:p><w:r><w:pict><w:txbxContent>",
        "</w:txbxContent></w:pict></w:r></w:p>",
        20_000 + random.below(10_000),
    )
}

fn table(rows: &str) -> Vec<u8> {
    word(document(&format!("<w:tbl>{rows}</w:tbl>")).as_bytes(), &[])
}

fn cell(properties: &str) -> String {
    format!(
        "<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>",
        paragraph("a")
    )
}

fn wide_spans(random: &mut Random) -> Vec<u8> {
    let spans = [
        "4294967295",
        "-7",
        "99999999999999999999",
        "2147483647",
        "đ",
    ];
    let row = (0..20).map(|_| cell(&format!(r#"<w:gridSpan w:val="{}"/>"#, random.pick(&spans))));
    let row = format!("<w:tr>{}</w:tr>", row.collect::<String>());
    table(&row.repeat(200))
}

fn merged_for_ever(_: &mut Random) -> Vec<u8> {
    let row = cell("<w:vMerge/>").repeat(6);
    table(&format!("<w:tr>{row}</w:tr>").repeat(20_000))
}

fn many_cells(random: &mut Random) -> Vec<u8> {
    let row = "<w:tc><w:p/></w:tc>".repeat(3_000 + random.below(2_000));
    table(&format!("<w:tr>{row}</w:tr>").repeat(300))
}

/// Lists that are defined by each other.
fn numbering_circle(_: &mut Random) -> Vec<u8> {
    let numbering = format!(
        r#"<w:numbering xmlns:w="{NAMESPACE}"><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="a"/></w:abstractNum><w:abstractNum w:abstractNumId="2"><w:styleLink w:val="a"/><w:numStyleLink w:val="a"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#
    );
    listed(&numbering, "0", "1")
}

/// Levels and numbers that no list has.
fn numbering_numbers(random: &mut Random) -> Vec<u8> {
    let start = random.pick(&[
        "9223372036854775807",
        "-9223372036854775808",
        "4294967296",
        "0",
    ]);
    let form = random.pick(&["upperRoman", "lowerLetter", "decimal", "chicago", ""]);
    let levels: String = (0..40)
        .map(|level| {
            format!(
                r#"<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="%1.%2.%9.%99.%"/></w:lvl>"#
            )
        })
        .collect();
    let numbering = format!(
        r#"<w:numbering xmlns:w="{NAMESPACE}"><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="77"><w:startOverride w:val="{start}"/></w:lvlOverride></w:num></w:numbering>"#
    );
    let level = random.pick(&["0", "8", "9", "4294967295", "-1"]);
    listed(&numbering, level, "1")
}

fn listed(numbering: &str, level: &str, list: &str) -> Vec<u8> {
    let item = format!(
        r#"<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"#
    );
    let main = document(&item.repeat(500));
    word(
        main.as_bytes(),
        &[("word/numbering.xml", numbering.as_bytes())],
    )
}

fn style_circle(random: &mut Random) -> Vec<u8> {
    let count = 2 + random.below(3000);
    let styles: String = (0..count)
        .map(|n| {
            format!(
                r#"<w:style w:type="paragraph" w:styleId="s{n}"><w:basedOn w:val="s{}"/></w:style>"#,
                (n + 1) % count
            )
        })
        .collect();
    let styles = format!(r#"<w:styles xmlns:w="{NAMESPACE}">{styles}</w:styles>"#);
    let item = r#"<w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>"#;
    let main = document(&item.repeat(2000));
    word(main.as_bytes(), &[("word/styles.xml", styles.as_bytes())])
}

fn footnotes(_: &mut Random) -> Vec<u8> {
    let notes = format!(
        r#"<w:footnotes xmlns:w="{NAMESPACE}"><w:footnote w:id="1"><w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p></w:footnote></w:footnotes>"#
    );
    let main = document(r#"<w:p><w:r><w:footnoteReference w:id="1"/></w:r></w:p>"#);
    word(main.as_bytes(), &[("word/footnotes.xml", notes.as_bytes())])
}

fn revisions(random: &mut Random) -> Vec<u8> {
    let open = random.pick(&["<w:ins>", "<w:del>", "<w:moveFrom>"]);
    let close = open.replace('<', "</");
    nested(open, &close, 3_000 + random.below(3_000))
}

fn long_attribute(random: &mut Random) -> Vec<u8> {
    let value = "a".repeat((20 + random.below(20)) << 20);
    let body = format!(
        r#"<w:p><w:pPr><w:pStyle w:val="{value}"/></w:pPr></w:p>{}"#,
        paragraph("a")
    );
    word(document(&body).as_bytes(), &[])
}

fn unclosed(random: &mut Random) -> Vec<u8> {
    let text = document(&paragraph("a").repeat(300));
    let mut end = random.below(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    word(&text.as_bytes()[..end], &[])
}

/// A main document in UTF-16, with half a letter at its end.
fn other_encoding(_: &mut Random) -> Vec<u8> {
    let text = document(&paragraph("Kế hoạch")).replace("UTF-8", "UTF-16");
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.push(0xd8);
    word(&bytes, &[])
}

/// A part that the directory lists twice, with different sizes.
fn same_part_twice(random: &mut Random) -> Vec<u8> {
    let (one, two) = (document(&paragraph("a")), document("<w:p>"));
    let name = "word/document2xml";
    let mut bytes = word(one.as_bytes(), &[(name, two.as_bytes())]);
    let other = name.as_bytes();
    let at: Vec<usize> = (0..bytes.len() - other.len())
        .filter(|at| bytes[*at..].starts_with(other))
        .collect();
    for at in at {
        // `document2xml` becomes `document.xml` in both directories.
        bytes[at + other.len() - 4] = b'.';
    }
    bytes.extend(random.bytes(3));
    bytes
}

fn empty_paragraphs(random: &mut Random) -> Vec<u8> {
    let body = "<w:p/>".repeat(1_000_000 + random.below(1_000_000));
    word(document(&body).as_bytes(), &[])
}
