//! Files whose objects do not hold together, or hold together in circles.

use std::fmt::Write;

use super::build::{CATALOG, CONTENT, PAGE, PAGE_ENTRIES, PAGES, Pdf, RESOURCES, lines, stream};
use super::deflate::stored;
use super::{Kind, Random};

pub(super) const KINDS: &[Kind] = &[
    ("zero-size", |_| vec![]),
    ("white-space", |random| {
        b" \r\n\t".repeat(1 + random.below(500))
    }),
    ("header-only", |_| b"%PDF-1.7\n".to_vec()),
    ("garbage", |random| random_bytes(random, b"%PDF-1.5\n")),
    ("garbage-without-header", |random| random_bytes(random, b"")),
    ("truncated", truncated),
    ("flipped-bytes", flipped),
    ("bytes-taken-out", taken_out),
    ("wrong-xref", wrong_xref),
    ("no-xref", no_xref),
    ("xref-cycle", xref_cycle),
    ("huge-xref", huge_xref),
    ("text-after-header", |_| {
        b"%PDF-1.4\nKE HOACH\n\nI. MUC TIEU\n- Den nam 2026 dat 100%.\n".to_vec()
    }),
    ("page-tree-cycle", page_tree_cycle),
    ("page-tree-deep", page_tree_deep),
    ("page-tree-bomb", page_tree_bomb),
    ("parent-cycle", parent_cycle),
    ("huge-page-count", huge_page_count),
    ("many-pages", many_pages),
    ("no-pages", |random| {
        let mut pdf = Pdf::page(b"");
        let kids = random.pick(&[
            "/Kids []",
            "/Kids null",
            "/Kids 17",
            "",
            "/Kids [99 0 R null (x)]",
        ]);
        pdf.set(PAGES, format!("<< /Type /Pages {kids} /Count 0 >>"));
        pdf.finish()
    }),
    ("media-box", media_box),
    ("nested-arrays", |random| nested(random, "[", "]")),
    ("nested-dictionaries", |random| {
        nested(random, "<</A ", ">>")
    }),
    ("length-of-itself", length_of_itself),
    ("object-stream-cycle", object_stream_cycle),
    ("reference-chain", reference_chain),
    ("encrypted", encrypted),
    ("encrypted-unknown", |random| {
        let mut pdf = Pdf::page(&lines(20));
        let version = random.below(9);
        let handler = pdf.add(format!("<< /Filter /Nobody /V {version} /R {version} >>"));
        pdf.trailer = format!("/Encrypt {handler} 0 R");
        pdf.finish()
    }),
];

fn random_bytes(random: &mut Random, head: &[u8]) -> Vec<u8> {
    let length = 1 + random.below(200_000);
    let mut bytes = head.to_vec();
    bytes.extend(random.bytes(length));
    bytes
}

fn good(random: &mut Random) -> Vec<u8> {
    Pdf::page(&lines(5 + random.below(50))).finish()
}

fn truncated(random: &mut Random) -> Vec<u8> {
    let mut bytes = good(random);
    let keep = random.below(bytes.len());
    bytes.truncate(keep);
    bytes
}

fn flipped(random: &mut Random) -> Vec<u8> {
    let mut bytes = good(random);
    for _ in 0..1 + random.below(60) {
        let at = random.below(bytes.len());
        bytes[at] = random.next() as u8;
    }
    bytes
}

fn taken_out(random: &mut Random) -> Vec<u8> {
    let mut bytes = good(random);
    let begin = random.below(bytes.len());
    let end = (begin + random.below(600)).min(bytes.len());
    bytes.drain(begin..end);
    bytes
}

fn replaced(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
    // Latin-1 keeps every byte.
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    text.replace(from, to)
        .chars()
        .map(|letter| letter as u8)
        .collect()
}

fn wrong_xref(random: &mut Random) -> Vec<u8> {
    let bytes = good(random);
    let wrong = random.pick(&["99999999999", "0", "-5", "7", "18446744073709551615"]);
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    let (before, _) = text.rsplit_once("startxref").unwrap_or((&text, ""));
    format!("{before}startxref\n{wrong}\n%%EOF\n")
        .chars()
        .map(|letter| letter as u8)
        .collect()
}

fn no_xref(random: &mut Random) -> Vec<u8> {
    let bytes = good(random);
    let without = replaced(&bytes, "xref", "????");
    if random.below(2) == 0 {
        without
    } else {
        replaced(&without, "trailer", "relait")
    }
}

fn xref_cycle(random: &mut Random) -> Vec<u8> {
    let bytes = good(random);
    let start = bytes
        .windows(5)
        .position(|window| window == b"xref\n")
        .unwrap_or(0);
    replaced(
        &bytes,
        "/Root",
        &format!("/Prev {start} /XRefStm {start} /Root"),
    )
}

fn huge_xref(random: &mut Random) -> Vec<u8> {
    let bytes = good(random);
    let count = random.pick(&["4294967295", "2000000000", "99999999999999"]);
    let bytes = replaced(&bytes, "xref\n0 6", &format!("xref\n0 {count}"));
    replaced(&bytes, "/Size 6", &format!("/Size {count}"))
}

fn page_tree_cycle(random: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(&lines(5));
    let inner = pdf.next();
    let kids = random.pick(&["2 0 R 3 0 R", "3 0 R 2 0 R 2 0 R", "2 0 R"]);
    pdf.set(
        PAGES,
        format!("<< /Type /Pages /Kids [{inner} 0 R {kids}] /Count 9 >>"),
    );
    pdf.add("<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 3 >>");
    pdf.finish()
}

fn page_tree_deep(random: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(&lines(5));
    let depth = random.pick(&[500, 20_000, 200_000]);
    let first = pdf.next();
    pdf.set(
        PAGES,
        format!("<< /Type /Pages /Kids [{first} 0 R] /Count 1 >>"),
    );
    for level in 0..depth {
        let this = first + level;
        let kid = if level + 1 == depth { PAGE } else { this + 1 };
        let parent = if level == 0 { PAGES } else { this - 1 };
        pdf.add(format!(
            "<< /Type /Pages /Parent {parent} 0 R /Kids [{kid} 0 R] /Count 1 >>"
        ));
    }
    pdf.finish()
}

/// Ten kids a level, all of them the same node: ten to the ninth pages.
fn page_tree_bomb(_: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(&lines(5));
    let first = pdf.next();
    let kids = |kid: usize| format!("{kid} 0 R ").repeat(10);
    pdf.set(
        PAGES,
        format!(
            "<< /Type /Pages /Kids [{}] /Count 1000000000 >>",
            kids(first)
        ),
    );
    for level in 0..8 {
        let kid = if level == 7 { PAGE } else { first + level + 1 };
        pdf.add(format!(
            "<< /Type /Pages /Parent 2 0 R /Kids [{}] /Count 100000000 >>",
            kids(kid)
        ));
    }
    pdf.finish()
}

fn parent_cycle(random: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(&lines(5));
    let other = pdf.next();
    // The page lacks what it could inherit, so a reader goes up and up.
    let parent = random.pick(&[PAGE, other]);
    pdf.set(
        PAGE,
        format!("<< /Type /Page /Parent {parent} 0 R /Contents 4 0 R >>"),
    );
    pdf.add(format!(
        "<< /Type /Pages /Parent {other} 0 R /Kids [3 0 R] /Count 1 >>"
    ));
    pdf.finish()
}

fn huge_page_count(random: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(&lines(5));
    let count = random.pick(&[
        "2147483647",
        "-1",
        "4294967296",
        "1e30",
        "9223372036854775807",
    ]);
    pdf.set(
        PAGES,
        format!("<< /Type /Pages /Kids [3 0 R] /Count {count} >>"),
    );
    pdf.finish()
}

/// One page, again and again.
fn many_pages(random: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(&lines(2));
    let count = random.pick(&[3_000, 30_000, 300_000]);
    let kids = "3 0 R ".repeat(count);
    pdf.set(
        PAGES,
        format!("<< /Type /Pages /Kids [{kids}] /Count {count} >>"),
    );
    pdf.finish()
}

fn media_box(random: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(&lines(20));
    let size = random.pick(&[
        "0 0 0 0",
        "0 0 1e38 1e38",
        "0 0 2147483647 2147483647",
        "595 842 0 0",
        "-1e9 -1e9 1e9 1e9",
        "0 0 1e-30 1e-30",
        "0 0 /x (y)",
        "0 0",
    ]);
    let more = random.pick(&[
        "",
        "/UserUnit 1e30",
        "/Rotate 45",
        "/Rotate 99999999990",
        "/CropBox [9 9 1 1]",
    ]);
    pdf.set(
        PAGE,
        format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [{size}] /Contents 4 0 R {RESOURCES} {more} >>"
        ),
    );
    pdf.finish()
}

fn nested(random: &mut Random, open: &str, close: &str) -> Vec<u8> {
    let mut pdf = Pdf::page(&lines(5));
    let depth = random.pick(&[1_000, 100_000, 3_000_000]);
    let deep = open.repeat(depth) + "null" + &close.repeat(depth);
    pdf.set(
        PAGE,
        format!("<< {PAGE_ENTRIES} {RESOURCES} /Deep {deep} >>"),
    );
    pdf.finish()
}

fn length_of_itself(random: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(&lines(5));
    let length = random.pick(&["4 0 R", "6 0 R", "99999999999", "-7", "2147483648"]);
    let mut content = format!("<< /Length {length} >>\nstream\n").into_bytes();
    content.extend(lines(5));
    content.extend(b"\nendstream");
    pdf.set(CONTENT, content);
    pdf.add("<< /Length 6 0 R >>\nstream\n12\nendstream");
    pdf.finish()
}

/// Objects in a stream that is in a stream that is the first one.
fn object_stream_cycle(random: &mut Random) -> Vec<u8> {
    let mut out = b"%PDF-1.5\n".to_vec();
    let own = out.len();
    let inner = format!(
        "1 0 2 30 << /Type /Catalog /Pages 2 0 R >> {}",
        "<< >>".repeat(random.below(50))
    );
    let entries = format!(
        "/Type /ObjStm /N {} /First 9 /Extends 7 0 R",
        random.pick(&[2, 2_000_000_000])
    );
    out.extend(b"7 0 obj\n");
    out.extend(stream(&entries, inner.as_bytes()));
    out.extend(b"\nendobj\n");
    let start = out.len();
    // Of type 2: object in a stream. The stream 7 says that it is in stream 7.
    let mut table = vec![0, 0, 0, 0];
    for number in 1..=8_u8 {
        table.extend(if number == 8 {
            [1, 0, start as u8, 0]
        } else {
            [2, 0, 7, number - 1]
        });
    }
    if random.below(2) == 0 {
        table[28..32].copy_from_slice(&[1, 0, own as u8, 0]);
    }
    let table = stored(&table);
    out.extend(b"8 0 obj\n");
    let entries = "/Type /XRef /Size 9 /W [1 2 1] /Root 1 0 R /Filter /FlateDecode";
    out.extend(stream(entries, &table));
    out.extend(format!("\nendobj\nstartxref\n{start}\n%%EOF\n").bytes());
    out
}

/// An entry that leads from object to object, a hundred thousand times or in a circle.
fn reference_chain(random: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(&lines(5));
    let first = pdf.next();
    let length = random.pick(&[1, 2, 100_000]);
    pdf.set(
        PAGE,
        format!("<< /Type /Page /Parent 2 0 R /MediaBox {first} 0 R /Contents {first} 0 R >>"),
    );
    let mut chain = String::new();
    for step in 1..=length {
        chain.clear();
        let target = if step == length { first } else { first + step };
        let _ = write!(chain, "{target} 0 R");
        pdf.add(chain.as_str());
    }
    pdf.set(CATALOG, "<< /Type /Catalog /Pages 2 0 R >>");
    pdf.finish()
}

/// A password that nobody knows: the keys of the handler are random.
fn encrypted(random: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(&random.bytes(900));
    let mut hex = |count: usize| -> String {
        let bytes = random.bytes(count);
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let (owner, user, id) = (hex(32), hex(32), hex(16));
    let handler = pdf.add(format!(
        "<< /Filter /Standard /V 2 /R 3 /Length 128 /P -44 /O <{owner}> /U <{user}> >>"
    ));
    pdf.trailer = format!("/Encrypt {handler} 0 R /ID [<{id}> <{id}>]");
    pdf.finish()
}
