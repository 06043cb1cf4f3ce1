//! Files whose fonts are a trap, or tell nothing.

use super::build::{FONT, PAGE, PAGE_ENTRIES, Pdf, lines};
use super::deflate::repeated;
use super::{Kind, Random};

pub(super) const KINDS: &[Kind] = &[
    ("huge-widths", huge_widths),
    ("many-widths", |_| {
        composite(&format!("/W [0 [{}]]", "500 ".repeat(1_000_000)), "")
    }),
    ("no-to-unicode", |_| composite("/DW 500", "")),
    ("to-unicode-range", to_unicode_range),
    ("to-unicode-bomb", |random| {
        let mut pdf = Pdf::page(&lines(20));
        let map = pdf.next();
        pdf.set(
            FONT,
            format!("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode {map} 0 R >>"),
        );
        pdf.stream(
            "/Filter /FlateDecode",
            &repeated(*b"<1> ", random.pick(&[20 << 20, 1 << 30])),
        );
        pdf.finish()
    }),
    ("cmap-of-itself", cmap_of_itself),
    ("glyph-of-itself", glyph_of_itself),
    ("broken-font-file", broken_font_file),
    ("font-without-anything", |random| {
        let mut pdf = Pdf::page(&lines(20));
        let font = random.pick(&[
            "null",
            "<< >>",
            "<< /Type /Font /Subtype /Type0 >>",
            "5 0 R",
            "(font)",
            "<< /Subtype /Type3 >>",
        ]);
        pdf.set(FONT, font);
        pdf.finish()
    }),
    ("descendants-cycle", |_| {
        let mut pdf = Pdf::page(&lines(20));
        pdf.set(FONT, "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [5 0 R] >>");
        pdf.finish()
    }),
    ("encoding-differences", |random| {
        let mut pdf = Pdf::page(&lines(20));
        let begin = random.pick(&["-5", "0", "2000000000"]);
        let names = "/g1 /uni1EBF /.notdef /u110000000 ".repeat(20_000);
        pdf.set(FONT, format!("<< /Type /Font /Subtype /TrueType /BaseFont /X /Encoding << /Differences [{begin} {names}] >> >>"));
        pdf.finish()
    }),
];

/// Two-byte codes that show letters of a composite font.
fn codes() -> Vec<u8> {
    let mut content = String::from("BT /F 11 Tf 14 TL 60 800 Td\n");
    for line in 0..40_u16 {
        content.push('<');
        for letter in 0..60_u16 {
            content.push_str(&format!("{:04X}", 3 + (line * 7 + letter * 13) % 900));
        }
        content.push_str("> Tj T*\n");
    }
    content.push_str("ET\n");
    content.into_bytes()
}

/// A page in a composite font; `widths` are entries of its descendant, `more` of the font.
fn composite(widths: &str, more: &str) -> Vec<u8> {
    let mut pdf = Pdf::page(&codes());
    let descendant = pdf.next();
    pdf.set(
        FONT,
        format!("<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [{descendant} 0 R] {more} >>"),
    );
    pdf.add(format!(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> {widths} >>"
    ));
    pdf.finish()
}

fn huge_widths(random: &mut Random) -> Vec<u8> {
    let widths = random.pick(&[
        "/W [0 2000000000 500]",
        "/W [0 4294967295 1e30 5 1 7]",
        "/W [-9 2147483647 500 0 2147483647 600 0 2147483647 700]",
        "/W2 [0 2000000000 1 2 3] /DW2 [1e30 -1e30]",
    ]);
    composite(widths, "")
}

fn to_unicode_range(random: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(&lines(20));
    let map = pdf.next();
    pdf.set(
        FONT,
        format!("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode {map} 0 R >>"),
    );
    let range = random.pick(&[
        "<00000000> <FFFFFFFF> <0000>",
        "<0000> <FFFF> <D800>",
        "<FF> <00> <0041>",
        "<00> <FF> [<0041>]",
    ]);
    let body = format!(
        "begincmap\n1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange\n99999999 beginbfrange {range} endbfrange\nendcmap"
    );
    pdf.stream("", body.as_bytes());
    pdf.finish()
}

fn cmap_of_itself(_: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(&codes());
    let map = pdf.next();
    pdf.set(
        FONT,
        format!("<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding {map} 0 R /ToUnicode {map} 0 R /DescendantFonts [7 0 R] >>"),
    );
    pdf.stream(
        &format!("/Type /CMap /CMapName /Mine /UseCMap {map} 0 R"),
        b"/Mine usecmap begincmap 1 begincidrange <0000> <FFFF> 4294967295 endcidrange endcmap",
    );
    pdf.add("<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X >>");
    pdf.finish()
}

/// A font whose letters are drawings that show the same letters.
fn glyph_of_itself(random: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(&lines(20));
    let glyph = pdf.next();
    pdf.set(
        FONT,
        format!(
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [{0} 0 0 {0} 0 0] /FirstChar 0 /LastChar 255 \
             /Widths [{1}] /Encoding << /Differences [0 {2}] >> /CharProcs << /a {glyph} 0 R >> \
             /Resources << /Font << /F 5 0 R >> >> >>",
            random.pick(&["0.1", "0", "1e30"]),
            "500 ".repeat(256),
            "/a ".repeat(256),
        ),
    );
    pdf.stream("", b"9 0 0 0 9 9 d1 BT /F 9 Tf (aa) Tj ET");
    pdf.finish()
}

fn broken_font_file(random: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(&lines(20));
    let entry = random.pick(&[
        "FontFile",
        "FontFile2",
        "FontFile3 /Subtype /CIDFontType0C",
        "FontFile3",
    ]);
    let key = entry.split(' ').next().unwrap_or_default();
    pdf.set(FONT, "<< /Type /Font /Subtype /TrueType /BaseFont /X /FirstChar 32 /LastChar 33 /Widths [1 2] /FontDescriptor 6 0 R >>");
    pdf.add(format!(
        "<< /Type /FontDescriptor /FontName /X /Flags 4 /{key} 7 0 R >>"
    ));
    let mut data = random
        .pick(&[
            &b"\0\x01\0\0\xff\xff"[..],
            b"\x01\0\x04\x04",
            b"OTTO\0\x09",
            b"%!PS-AdobeFont-1.0\n",
        ])
        .to_vec();
    data.extend(random.bytes(5000));
    pdf.stream("", &data);
    pdf.set(
        PAGE,
        format!("<< {PAGE_ENTRIES} /Resources << /Font << /F 5 0 R >> >> >>"),
    );
    pdf.finish()
}
