use std::io::{Cursor, Write};

use document::Block as Read;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::package::Package;
use super::xml::{Element, Node};
use super::*;

/// A Word file of these parts; a body stands in `word/document.xml`.
fn file(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(vec![]));
    let mut add = |name: &str, text: &str| {
        writer
            .start_file(name, SimpleFileOptions::default())
            .expect("a member");
        writer.write_all(text.as_bytes()).expect("bytes");
    };
    add("[Content_Types].xml", "<Types/>");
    let relation = |(name, _): &(&str, &str)| {
        let kind = name
            .trim_end_matches(".xml")
            .trim_end_matches(char::is_numeric);
        format!("<Relationship Id='r' Type='http://x/{kind}' Target='{name}'/>")
    };
    let relations: String = parts.iter().map(relation).collect();
    add(
        "word/_rels/document.xml.rels",
        &format!("<Relationships>{relations}</Relationships>"),
    );
    for (name, text) in parts {
        add(&format!("word/{name}"), text);
    }
    add(
        "word/document.xml",
        &format!("<w:document xmlns:w='w'><w:body>{body}</w:body></w:document>"),
    );
    writer.finish().expect("an archive").into_inner()
}

/// The text of a file: a line a paragraph or row, cells between tabs; `*` before what is bold, `^`
/// before a footnote.
fn text(body: &str, parts: &[(&str, &str)]) -> String {
    let document = read(&file(body, parts)).expect("a file with text");
    let mut out = String::new();
    for block in &document.blocks {
        if let Read::Paragraph(paragraph) = block {
            out.push_str(if paragraph.bold { "*" } else { "" });
            out.push_str(if paragraph.footnote { "^" } else { "" });
        }
        out.push_str(document.slice(block.span()));
        out.push('\n');
    }
    out
}

fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>")
}

const BORDERS: &str = "<w:tblPr><w:tblBorders><w:top w:val='single'/><w:left w:val='single'/>\
    <w:bottom w:val='single'/><w:right w:val='single'/><w:insideH w:val='single'/>\
    <w:insideV w:val='single'/></w:tblBorders></w:tblPr>";

fn cell(properties: &str, text: &str) -> String {
    format!(
        "<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>",
        paragraph(text)
    )
}

#[test]
fn what_runs_print() {
    for (body, want) in [
        (
            "<w:p><w:r><w:t>Kế</w:t></w:r><w:r><w:t xml:space='preserve'> hoạch</w:t></w:r></w:p>",
            "Kế hoạch",
        ),
        (
            "<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t><w:softHyphen/></w:r></w:p>",
            "a b c-d",
        ),
        (
            "<w:p><w:r><w:t>số 12/KH-</w:t><w:br/><w:t>UBND</w:t></w:r></w:p>",
            "số 12/KH-UBND",
        ),
        (
            "<w:p><w:r><w:sym w:font='Symbol' w:char='F0B3'/><w:t>5</w:t></w:r></w:p>",
            "≥5",
        ),
        (
            "<w:p><w:ins><w:r><w:t>mới</w:t></w:r></w:ins><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>",
            "mới",
        ),
        (
            "<w:p><w:moveFrom><w:r><w:t>cũ</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>mới</w:t></w:r></w:moveTo></w:p>",
            "mới",
        ),
        (
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>một </w:t></w:r></w:p><w:p><w:r><w:t>hai</w:t></w:r></w:p>",
            "một hai",
        ),
        (
            "<w:p><w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink><w:smartTag><w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:r><w:t>b</w:t></w:r></w:sdtContent></w:sdt></w:smartTag></w:p>",
            "ab",
        ),
        (
            "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType='end'/></w:r></w:p>",
            "7",
        ),
        (
            "<w:p><w:fldSimple w:instr='PAGE'><w:r><w:t>7</w:t></w:r></w:fldSimple></w:p>",
            "7",
        ),
        (
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:t>a</w:t></w:r></w:p>",
            "a",
        ),
        (
            "<w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>sở y tế</w:t></w:r></w:p>",
            "SỞ Y TẾ",
        ),
        (
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>I. MỤC ĐÍCH</w:t></w:r></w:p>",
            "*I. MỤC ĐÍCH",
        ),
        (
            "<w:p><w:r><w:t xml:space='preserve'>1. </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>Mục đích</w:t></w:r><w:r><w:t>:</w:t></w:r></w:p>",
            "*1. Mục đích:",
        ),
        (
            "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Mục đích</w:t></w:r><w:r><w:t> là</w:t></w:r></w:p>",
            "Mục đích là",
        ),
        // Letters of TCVN3, and letters of Unicode that kept the font's name.
        (
            "<w:p><w:r><w:rPr><w:rFonts w:ascii='.VnTime'/></w:rPr><w:t>KÕ ho¹ch</w:t></w:r><w:r><w:t> năm</w:t></w:r></w:p>",
            "Kế hoạch năm",
        ),
        (
            "<w:p><w:r><w:rPr><w:rFonts w:ascii='.VnTime'/></w:rPr><w:t>Kế hoạch và</w:t></w:r></w:p>",
            "Kế hoạch và",
        ),
        (
            "<w:p><w:r><w:rPr><w:rFonts w:ascii='.VnTimeH'/></w:rPr><w:t>KÕ ho¹ch</w:t></w:r></w:p>",
            "KẾ HOẠCH",
        ),
        // The letter ư of TCVN3, which programs take for a soft hyphen.
        (
            "<w:p><w:r><w:rPr><w:rFonts w:ascii='.VnTime'/></w:rPr><w:t>Ch</w:t><w:softHyphen/><w:t>¬ng tr×nh</w:t></w:r></w:p>",
            "Chương trình",
        ),
        // Decomposed letters.
        (
            "<w:p><w:r><w:t>Ke\u{302}\u{301} hoa\u{323}ch</w:t></w:r></w:p>",
            "Kế hoạch",
        ),
        // Items behind line breaks, a rule of strokes.
        (
            "<w:p><w:r><w:t>Gồm:</w:t><w:br/><w:t>- Một</w:t><w:br/><w:t>- Hai</w:t></w:r></w:p>",
            "Gồm:\n- Một\n- Hai",
        ),
        (
            "<w:p><w:r><w:t>CHÍNH PHỦ</w:t><w:br/><w:t>-------</w:t></w:r></w:p>",
            "CHÍNH PHỦ",
        ),
    ] {
        assert_eq!(text(body, &[]), format!("{want}\n"), "{body}");
    }
}

#[test]
fn text_boxes_stand_once() {
    let inner = paragraph("trong khung");
    let drawn =
        format!("<w:drawing><x:txbx><w:txbxContent>{inner}</w:txbxContent></x:txbx></w:drawing>");
    let old =
        format!("<w:pict><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></w:pict>");
    for (shape, found) in [
        (
            format!(
                "<mc:AlternateContent><mc:Choice>{drawn}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
            ),
            true,
        ),
        (
            format!(
                "<mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
            ),
            true,
        ),
        (old, true),
        (drawn, true),
        ("<w:drawing/>".to_owned(), false),
    ] {
        let body = format!("<w:p><w:r>{shape}</w:r><w:r><w:t>ngoài</w:t></w:r></w:p>");
        let want = if found {
            "trong khung\nngoài\n"
        } else {
            "ngoài\n"
        };
        assert_eq!(text(&body, &[]), want, "{shape}");
    }
}

#[test]
fn notes_stand_behind_their_paragraph() {
    let notes = "<w:footnotes><w:footnote w:id='0' w:type='separator'><w:p><w:r><w:t>x</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id='2'><w:p><w:r><w:footnoteRef/><w:t> Luật số 1</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let body = format!(
        "<w:p><w:r><w:t>Một</w:t></w:r><w:r><w:footnoteReference w:id='2'/></w:r><w:r><w:t> hai</w:t></w:r></w:p>{}",
        paragraph("Ba")
    );
    assert_eq!(
        text(&body, &[("footnotes.xml", notes)]),
        "Một hai\n^Luật số 1\nBa\n"
    );
}

#[test]
fn labels_of_styles_and_of_paragraphs() {
    let styles = "<w:styles><w:style w:type='paragraph' w:styleId='a'><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:rPr><w:b/></w:rPr></w:style>\
        <w:style w:type='paragraph' w:styleId='b'><w:basedOn w:val='a'/><w:pPr><w:numPr><w:ilvl w:val='1'/></w:numPr></w:pPr></w:style></w:styles>";
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId='5'>\
        <w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1.'/></w:lvl>\
        <w:lvl w:ilvl='1'><w:start w:val='1'/><w:numFmt w:val='decimal'/><w:lvlText w:val='%2.'/></w:lvl></w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='5'/></w:num></w:numbering>";
    let styled = |style: &str, numbered: &str, text: &str| {
        format!(
            "<w:p><w:pPr><w:pStyle w:val='{style}'/>{numbered}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let off = "<w:numPr><w:numId w:val='0'/></w:numPr>";
    let body = [
        styled("a", "", "MỤC TIÊU"),
        styled("b", "", "Chung"),
        styled("b", off, "Không số"),
        styled("b", "", "Riêng"),
        styled("a", "", "NHIỆM VỤ"),
        styled("b", "", "Một"),
    ]
    .concat();
    let parts = [("styles.xml", styles), ("numbering.xml", numbering)];
    assert_eq!(
        text(&body, &parts),
        "*I. MỤC TIÊU\n*1. Chung\n*Không số\n*2. Riêng\n*II. NHIỆM VỤ\n*1. Một\n"
    );
}

#[test]
fn tables() {
    let header = [
        cell("", "TT"),
        cell("", "Nhiệm vụ"),
        cell("", "Thời gian"),
        cell("", "Đơn vị"),
    ]
    .concat();
    let group = [cell("", "I"), cell("<w:gridSpan w:val='3'/>", "NHÓM")].concat();
    let first = [
        cell("<w:vMerge w:val='restart'/>", "1"),
        cell("", "A"),
        cell("", "B"),
        cell("", "C"),
    ]
    .concat();
    let second = [
        cell("<w:vMerge/>", ""),
        cell("", "D"),
        cell("", "E"),
        cell("", "F"),
    ]
    .concat();
    let row = |cells: &str, properties: &str| {
        format!("<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>")
    };
    let body = format!(
        "<w:tbl>{BORDERS}{}{}{}{}{}{}</w:tbl>",
        row(&header, "<w:tblHeader/>"),
        row(&group, ""),
        row(&first, ""),
        row(&second, "<w:ins/>"),
        row(&first, "<w:del/>"),
        row(&header, ""),
    );
    let document = read(&file(&body, &[])).expect("a table");
    let [Read::Table(table)] = document.blocks.as_slice() else {
        panic!("one table: {:?}", document.blocks);
    };
    let rows: Vec<&str> = table
        .rows
        .iter()
        .map(|row| document.slice(row.span))
        .collect();
    assert_eq!(
        rows,
        [
            "TT\tNhiệm vụ\tThời gian\tĐơn vị",
            "I\tNHÓM\t\t",
            "1\tA\tB\tC",
            "\tD\tE\tF"
        ]
    );
    assert_eq!((table.header_rows, table.repeats.len()), (1, 1));
    assert!(table.rows[1].cells[2].spans_left && table.rows[1].cells[3].spans_left);
    assert!(table.rows[3].cells[0].spans_up && !table.rows[3].cells[1].spans_up);
}

#[test]
fn tables_without_lines_set_text_side_by_side() {
    let row =
        |left: &str, right: &str| format!("<w:tr>{}{}</w:tr>", cell("", left), cell("", right));
    let table = format!(
        "<w:tbl>{}{}</w:tbl>",
        row("SỞ Y TẾ", "CỘNG HÒA"),
        row("Số: 1/KH", "Độc lập")
    );
    assert_eq!(text(&table, &[]), "SỞ Y TẾ\nSố: 1/KH\nCỘNG HÒA\nĐộc lập\n");
    // A frame around a paragraph.
    let frame = format!(
        "<w:tbl>{BORDERS}<w:tr>{}</w:tr></w:tbl>",
        cell("", "Trong khung")
    );
    assert_eq!(text(&frame, &[]), "Trong khung\n");
}

#[test]
fn headers_are_told_and_numbers_of_rows_are_text() {
    let numbering = "<w:numbering><w:abstractNum w:abstractNumId='1'><w:lvl w:ilvl='0'><w:start w:val='1'/>\
        <w:numFmt w:val='decimal'/><w:lvlText w:val='%1'/></w:lvl></w:abstractNum>\
        <w:num w:numId='1'><w:abstractNumId w:val='1'/></w:num></w:numbering>";
    let number = "<w:tc><w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr></w:pPr></w:p></w:tc>";
    let row = |text: &str| format!("<w:tr>{number}{}{}</w:tr>", cell("", text), cell("", "x"));
    let body = format!("<w:tbl>{BORDERS}{}{}</w:tbl>", row("A"), row("B"));
    let header = format!("<w:hdr>{}</w:hdr>", paragraph("DỰ THẢO"));
    let footer = format!("<w:ftr>{}</w:ftr>", paragraph("7"));
    let parts = [
        ("numbering.xml", numbering),
        ("header1.xml", &header),
        ("footer1.xml", &footer),
    ];
    let document = read(&file(&body, &parts)).expect("a table");
    assert_eq!(document.text, "1\tA\tx\n2\tB\tx\n");
    let told: Vec<&str> = document
        .remarks
        .iter()
        .map(|r| r.message.as_str())
        .collect();
    assert_eq!(told, ["header left out: DỰ THẢO"]);
}

#[test]
fn what_is_refused() {
    let error = |bytes: &[u8]| read(bytes).expect_err("an error").to_string();
    assert_eq!(
        error(b"PK\x03\x04"),
        "the Word (.docx) file is damaged: its directory of parts cannot be read"
    );
    let entities = file(
        &paragraph("a"),
        &[("styles.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")],
    );
    assert_eq!(
        error(&entities),
        "the Word (.docx) file is refused: it declares a document type"
    );
    let bomb = " ".repeat(20 << 20);
    let bomb = file(&paragraph("a"), &[("styles.xml", &bomb)]);
    assert_eq!(
        error(&bomb),
        "the Word (.docx) file is refused: it unpacks to far more than a document holds"
    );
    let deep = format!("{}{}", "<w:x>".repeat(300), "</w:x>".repeat(300));
    assert_eq!(
        error(&file(&deep, &[])),
        "the Word (.docx) file is refused: it is nested too deeply"
    );
    assert_eq!(
        error(&file("<w:p/>", &[])),
        "no text stands in the document"
    );
}

#[test]
fn ways_to_paragraphs_and_cells() {
    let row = |a: &str, b: &str| {
        format!(
            "<w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr>",
            paragraph(a),
            paragraph(b)
        )
    };
    let body = [
        paragraph("Một"),
        "<w:p/>".to_owned(),
        format!(
            "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
            paragraph("Hai")
        ),
        // The end of this paragraph was deleted.
        "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Ba </w:t></w:r></w:p>".to_owned(),
        paragraph("bốn"),
        format!(
            "<w:tbl>{BORDERS}{}{}</w:tbl>",
            row("Năm", "Sáu"),
            row("Bảy", "Tám")
        ),
        "<w:p><w:r><w:t>Chín</w:t><w:footnoteReference w:id='4'/></w:r></w:p>".to_owned(),
    ];
    let notes = format!(
        "<w:footnotes xmlns:w='w'><w:footnote w:id='4'>{}</w:footnote></w:footnotes>",
        paragraph("Mười")
    );
    let document = read(&file(&body.concat(), &[("footnotes.xml", &notes)])).expect("a file");
    let told: Vec<(&str, &str)> = document
        .text
        .split(['\n', '\t'])
        .filter(|text| !text.is_empty())
        .map(|text| {
            let at = text.as_ptr() as usize - document.text.as_ptr() as usize;
            (text, document.element(at as u32).unwrap_or_default())
        })
        .collect();
    assert_eq!(
        told,
        [
            ("Một", "body/p[1]"),
            ("Hai", "body/sdt[1]/sdtContent[1]/p[1]"),
            ("Ba bốn", "body/p[3]"),
            ("Năm", "body/tbl[1]/tr[1]/tc[1]/p[1]"),
            ("Sáu", "body/tbl[1]/tr[1]/tc[2]/p[1]"),
            ("Bảy", "body/tbl[1]/tr[2]/tc[1]/p[1]"),
            ("Tám", "body/tbl[1]/tr[2]/tc[2]/p[1]"),
            ("Chín", "body/p[5]"),
            ("Mười", "footnotes/footnote[@id='4']/p[1]"),
        ]
    );
}

/// The element to which a way leads.
fn follow<'e>(root: &'e Element, path: &str) -> Option<&'e Element> {
    path.split('/').try_fold(root, |element, step| match step {
        "body" => element.child("body"),
        step => element
            .steps()
            .find(|(own, _)| own == step)
            .map(|(_, found)| found),
    })
}

fn letters_of(element: &Element, out: &mut String) {
    for node in &element.nodes {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(element) => letters_of(element, out),
        }
    }
}

#[test]
fn ways_lead_to_what_is_read() {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/../../corpus/docx");
    let mut seen = 0;
    for entry in std::fs::read_dir(corpus).expect("the corpus") {
        let path = entry.expect("a file").path();
        let bytes = std::fs::read(&path).expect("a file");
        let document = read(&bytes).expect("a Word file");
        let mut package = Package::open(&bytes).expect("a package");
        let root = package
            .part("word/document.xml")
            .expect("XML")
            .expect("a body");
        for stretch in document
            .elements
            .iter()
            .filter(|s| s.path.starts_with("body"))
        {
            if stretch.path.contains("//") {
                continue;
            }
            let element = follow(&root, &stretch.path).expect(&stretch.path);
            let mut there = String::new();
            letters_of(element, &mut there);
            let text = document.text[stretch.text as usize..]
                .split(['\n', '\t'])
                .next();
            // The label may be an automatic number, which stands nowhere.
            let word = text
                .and_then(|text| text.split(' ').nth(1))
                .unwrap_or_default();
            let there = normalize::normalize_str(&there).text;
            assert!(
                there.contains(word),
                "{}: {}: {word:?} in {there:?}",
                path.display(),
                stretch.path
            );
            seen += 1;
        }
    }
    assert!(seen > 300, "{seen} ways");
}
