//! Web pages and rich text that mean harm.

use super::{Kind, Random};

/// Kinds of web pages.
pub(super) const PAGES: &[Kind] = &[
    ("deep-page", deep_page),
    ("wide-table", wide_table),
    ("tall-cells", tall_cells),
    ("unclosed-page", unclosed_page),
    ("page-without-text", page_without_text),
    ("letters-by-number", letters_by_number),
];

/// Kinds of rich text.
pub(super) const RICH: &[Kind] = &[
    ("deep-groups", deep_groups),
    ("cut-rich-text", cut_rich_text),
    ("endless-binary", endless_binary),
];

fn page(body: &str) -> Vec<u8> {
    format!("<!DOCTYPE html><html><body>{body}</body></html>").into_bytes()
}

fn deep_page(random: &mut Random) -> Vec<u8> {
    let tag = random.pick(&["div", "table", "b", "ul"]);
    let depth = 100_000 + random.below(100_000);
    page(&(format!("<{tag}>").repeat(depth) + "a"))
}

fn wide_table(random: &mut Random) -> Vec<u8> {
    let span = random.pick(&["4294967295", "99999999999", "-1", "1000"]);
    let row = format!("<tr>{}</tr>", format!("<td colspan={span}>a").repeat(50));
    page(&format!("<table>{}</table>", row.repeat(300)))
}

fn tall_cells(random: &mut Random) -> Vec<u8> {
    let span = random.pick(&["65534", "4294967295", "0"]);
    let row = format!("<tr>{}</tr>", format!("<td rowspan={span}>a").repeat(100));
    page(&format!("<table>{}</table>", row.repeat(500)))
}

fn unclosed_page(random: &mut Random) -> Vec<u8> {
    let tags = ["<p>", "<td>", "</table>", "<select>", "<template>", "<svg>"];
    let body: String = (0..20_000).map(|_| random.pick(&tags)).collect();
    page(&(body + "<!-- "))
}

fn page_without_text(_: &mut Random) -> Vec<u8> {
    page(&format!(
        "<script>{}</script>",
        "let a = 1;".repeat(100_000)
    ))
}

fn letters_by_number(random: &mut Random) -> Vec<u8> {
    let letters = [
        "&#x110000;",
        "&#0;",
        "&#xd800;",
        "&#99999999999;",
        "&nosuch;",
    ];
    let body: String = (0..50_000).map(|_| random.pick(&letters)).collect();
    page(&format!("<p>1. {body}</p>"))
}

fn deep_groups(random: &mut Random) -> Vec<u8> {
    let depth = 100_000 + random.below(100_000);
    format!("{{\\rtf1 {}a", "{".repeat(depth)).into_bytes()
}

fn cut_rich_text(random: &mut Random) -> Vec<u8> {
    let text = "{\\rtf1\\ansi {\\b 1. Tri\\u7875 ?n khai}\\par ".repeat(100);
    text.as_bytes()[..20 + random.below(text.len() - 20)].to_vec()
}

fn endless_binary(random: &mut Random) -> Vec<u8> {
    let mut bytes = b"{\\rtf1 a\\par {\\pict\\bin2147483647 ".to_vec();
    bytes.extend(random.bytes(5000));
    bytes
}
