//! Files whose pages draw without end.

use super::build::{CONTENT, PAGE, PAGE_ENTRIES, Pdf, lines, stream};
use super::deflate::{repeated, run, stored};
use super::{Kind, Random};

pub(super) const KINDS: &[Kind] = &[
    ("bomb-of-spaces", |random| bomb(random, *b"    ")),
    ("bomb-of-operators", |random| bomb(random, *b"q Q ")),
    ("bomb-of-nesting", |random| bomb(random, *b"q q ")),
    ("bomb-of-brackets", |random| bomb(random, *b"[[[[")),
    ("bomb-in-a-bomb", bomb_in_a_bomb),
    ("run-length-bomb", run_length_bomb),
    ("filter-chain", filter_chain),
    ("contents-again-and-again", contents_again),
    ("xobject-cycle", xobject_cycle),
    ("xobject-bomb", xobject_bomb),
    ("xobject-deep", xobject_deep),
    ("pattern-cycle", pattern_cycle),
    ("soft-mask-cycle", soft_mask_cycle),
    ("function-bomb", function_bomb),
    ("image-bomb", image_bomb),
    ("inline-image", inline_image),
    ("many-letters", many_letters),
    ("letters-far-away", letters_far_away),
    ("many-lines", many_lines),
    ("long-path", long_path),
    ("unfinished-string", |random| {
        let open = random.pick(&["(", "<", "((((", "BI /W 9 ID ", "[(", "%"]);
        let mut content = lines(3);
        content.extend(format!("BT {open}{}", "x".repeat(1_000_000)).bytes());
        Pdf::page(&content).finish()
    }),
    ("numbers", numbers),
];

/// A page whose content unfolds to hundreds of megabytes.
fn bomb(random: &mut Random, pattern: [u8; 4]) -> Vec<u8> {
    let length = random.pick(&[50 << 20, 300 << 20, 2 << 30]);
    let mut pdf = Pdf::page(b"");
    pdf.set(
        CONTENT,
        stream("/Filter /FlateDecode", &repeated(pattern, length)),
    );
    pdf.finish()
}

/// Half a gigabyte of an inner stream that would unfold again.
fn bomb_in_a_bomb(_: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(b"");
    // In the inner code, four zero bytes are an empty stored block and its beginning: it never ends.
    let outer = repeated([0, 0, 0, 0xff], 512 << 20);
    pdf.set(
        CONTENT,
        stream("/Filter [/FlateDecode /FlateDecode /FlateDecode]", &outer),
    );
    pdf.finish()
}

fn run_length_bomb(random: &mut Random) -> Vec<u8> {
    let inner = run(129, random.pick(&[1 << 20, 16 << 20]));
    let mut pdf = Pdf::page(b"");
    let filters = "/RunLengthDecode ".repeat(1 + random.below(4));
    pdf.set(CONTENT, stream(&format!("/Filter [{filters}]"), &inner));
    pdf.finish()
}

fn filter_chain(random: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(b"");
    let name = random.pick(&[
        "/ASCIIHexDecode ",
        "/ASCII85Decode ",
        "/LZWDecode ",
        "/Nothing ",
        "/JBIG2Decode ",
    ]);
    let filters = name.repeat(random.pick(&[3, 1_000, 100_000]));
    pdf.set(
        CONTENT,
        stream(&format!("/Filter [{filters}]"), &b"30".repeat(50_000)),
    );
    pdf.finish()
}

/// A hundred thousand times the same stream of ten kilobytes.
fn contents_again(random: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(&lines(180));
    let times = "4 0 R ".repeat(random.pick(&[1_000, 100_000]));
    let entries = PAGE_ENTRIES.replace("/Contents 4 0 R", &format!("/Contents [{times}]"));
    pdf.set(
        PAGE,
        format!("<< {entries} /Resources << /Font << /F 5 0 R >> >> >>"),
    );
    pdf.finish()
}

const FORM: &str = "/Type /XObject /Subtype /Form /BBox [0 0 595 842]";

/// A page that draws `/X`, which is the object with this number.
fn page_drawing(object: usize) -> Pdf {
    let mut pdf = Pdf::page(b"/X Do");
    pdf.set(
        PAGE,
        format!("<< {PAGE_ENTRIES} /Resources << /XObject << /X {object} 0 R >> >> >>"),
    );
    pdf
}

fn xobject_cycle(random: &mut Random) -> Vec<u8> {
    let mut pdf = page_drawing(6);
    let times = random.pick(&[1, 2]);
    let calls = "/X Do ".repeat(times);
    pdf.stream(
        &format!("{FORM} /Resources << /XObject << /X 7 0 R >> >>"),
        calls.as_bytes(),
    );
    pdf.stream(
        &format!("{FORM} /Resources << /XObject << /X 6 0 R >> >>"),
        calls.as_bytes(),
    );
    pdf.finish()
}

/// Forms that draw the next one twice, thirty deep: two to the thirtieth drawings.
fn xobject_bomb(random: &mut Random) -> Vec<u8> {
    let depth = random.pick(&[20, 30, 60]);
    let mut pdf = page_drawing(6);
    for level in 0..depth {
        let entries = format!(
            "{FORM} /Resources << /XObject << /X {} 0 R >> >>",
            7 + level
        );
        pdf.stream(&entries, b"/X Do /X Do");
    }
    pdf.stream(FORM, b"0 0 1 1 re f");
    pdf.finish()
}

fn xobject_deep(random: &mut Random) -> Vec<u8> {
    let depth = random.pick(&[1_000, 50_000]);
    let mut pdf = page_drawing(6);
    for level in 0..depth {
        let entries = format!(
            "{FORM} /Resources << /XObject << /X {} 0 R >> >>",
            7 + level
        );
        pdf.stream(&entries, b"q /X Do Q");
    }
    pdf.stream(FORM, b"0 0 1 1 re f");
    pdf.finish()
}

/// A tile that is filled with itself.
fn pattern_cycle(random: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(b"/Pattern cs /P scn 0 0 595 842 re f");
    let resources = "/Resources << /Pattern << /P 6 0 R >> >>";
    pdf.set(PAGE, format!("<< {PAGE_ENTRIES} {resources} >>"));
    let step = random.pick(&["0", "1e-9", "1"]);
    pdf.stream(
        &format!(
            "/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep {step} /YStep {step} {resources}"
        ),
        b"/Pattern cs /P scn 0 0 9 9 re f",
    );
    pdf.finish()
}

fn soft_mask_cycle(_: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(b"/G gs 0 0 99 99 re f");
    let resources = "/Resources << /ExtGState << /G 6 0 R >> >>";
    pdf.set(PAGE, format!("<< {PAGE_ENTRIES} {resources} >>"));
    pdf.add("<< /Type /ExtGState /SMask << /S /Luminosity /G 7 0 R >> >>");
    let group = "/Group << /S /Transparency /CS /DeviceGray >>";
    pdf.stream(
        &format!("{FORM} {group} {resources}"),
        b"/G gs 0 0 99 99 re f",
    );
    pdf.finish()
}

/// Colours by a function that is a table of 65535⁴ values, a program of a million brackets, or made of itself.
fn function_bomb(random: &mut Random) -> Vec<u8> {
    let mut pdf = Pdf::page(b"/S sh");
    pdf.set(
        PAGE,
        format!("<< {PAGE_ENTRIES} /Resources << /Shading << /S 6 0 R >> >> >>"),
    );
    pdf.add("<< /ShadingType 1 /ColorSpace /DeviceRGB /Domain [0 1 0 1] /Function 7 0 R >>");
    let ranges = "/Domain [0 1 0 1] /Range [0 1 0 1 0 1]";
    match random.below(3) {
        0 => pdf.stream(
            &format!("/FunctionType 0 {ranges} /Size [65535 65535] /BitsPerSample 32"),
            b"0000",
        ),
        1 => pdf.stream(&format!("/FunctionType 4 {ranges}"), "{".repeat(1_000_000).as_bytes()),
        _ => pdf.add(
            "<< /FunctionType 3 /Domain [0 1] /Functions [7 0 R 7 0 R] /Bounds [0.5] /Encode [0 1 0 1] >>",
        ),
    };
    pdf.finish()
}

fn image_bomb(random: &mut Random) -> Vec<u8> {
    let mut pdf = page_drawing(6);
    let side = random.pick(&["30000", "2147483647", "-1"]);
    let filter = random.pick(&[
        "/FlateDecode",
        "/DCTDecode",
        "/JPXDecode",
        "/CCITTFaxDecode",
        "/JBIG2Decode",
    ]);
    let data = if filter == "/FlateDecode" {
        repeated([0; 4], 200 << 20)
    } else {
        random.bytes(5000)
    };
    pdf.stream(
        &format!(
            "/Type /XObject /Subtype /Image /Width {side} /Height {side} /BitsPerComponent 8 /ColorSpace /DeviceRGB \
             /SMask 6 0 R /Filter {filter}"
        ),
        &data,
    );
    pdf.finish()
}

fn inline_image(random: &mut Random) -> Vec<u8> {
    let mut content = lines(5);
    let side = random.pick(&["1", "65535", "2000000000"]);
    for _ in 0..random.pick(&[1, 5_000]) {
        content.extend(format!("BI /W {side} /H {side} /BPC 8 /CS /RGB ID ").bytes());
        content.extend(random.bytes(40));
        content.extend(b" EI\n");
    }
    Pdf::page(&content).finish()
}

/// Letters upon letters, all in one place or all over the page.
fn many_letters(random: &mut Random) -> Vec<u8> {
    let count = random.pick(&[20_000, 200_000, 1_000_000]);
    let spread = random.below(2) == 0;
    let mut content = String::from("BT /F 1 Tf\n");
    for number in 0..count / 20 {
        let (x, y) = if spread {
            (number * 37 % 595, number * 91 % 842)
        } else {
            (300, 400)
        };
        content.push_str(&format!("1 0 0 1 {x} {y} Tm (Ke hoach cua tinh nam) Tj\n"));
    }
    content.push_str("ET\n");
    Pdf::page(content.as_bytes()).finish()
}

/// Letters where no page is, too large and too small to be seen.
fn letters_far_away(random: &mut Random) -> Vec<u8> {
    let mut content = String::from("BT\n");
    for _ in 0..300 {
        let numbers = [
            "1e30",
            "-1e30",
            "0",
            "1e-30",
            "99999999999999999999",
            "3",
            "-2147483648",
            "nan",
        ];
        let mut number = || random.pick(&numbers);
        content.push_str(&format!(
            "/F {} Tf {} Tc {} Tw {} Tz {} 0 {} {} {} {} Tm (Sở Y tế) Tj\n",
            number(),
            number(),
            number(),
            number(),
            number(),
            number(),
            number(),
            number(),
            number(),
        ));
    }
    content.push_str("ET\n");
    Pdf::page(content.as_bytes()).finish()
}

/// Ruling lines by the ten thousand: a grid, or at random.
fn many_lines(random: &mut Random) -> Vec<u8> {
    let count = random.pick(&[300, 3_000, 30_000]);
    let grid = random.below(2) == 0;
    let mut content = String::from("0.1 w\n");
    for number in 0..count {
        let at = 842.0 * number as f64 / count as f64;
        if grid {
            content.push_str(&format!(
                "0 {at:.3} m 595 {at:.3} l S {at:.3} 0 m {at:.3} 842 l S\n"
            ));
        } else {
            let (x, y) = (random.below(595), random.below(842));
            content.push_str(&format!(
                "{x} {y} {} 0.5 re f {y} {x} 0.5 {} re f\n",
                random.below(300),
                random.below(300)
            ));
        }
    }
    let mut content = content.into_bytes();
    content.extend(lines(40));
    Pdf::page(&content).finish()
}

fn long_path(random: &mut Random) -> Vec<u8> {
    let mut content = String::from("0 0 m\n");
    for _ in 0..random.pick(&[10_000, 500_000]) {
        content.push_str(&format!("{} {} l\n", random.below(595), random.below(842)));
    }
    content.push_str("[1e-9 1e-9] 0 d 1e30 w B* W n\n");
    let mut content = content.into_bytes();
    content.extend(lines(5));
    let mut pdf = Pdf::page(b"");
    pdf.set(CONTENT, stream("/Filter /FlateDecode", &stored(&content)));
    pdf.finish()
}

/// Operators with too many, too few and senseless operands.
fn numbers(random: &mut Random) -> Vec<u8> {
    let operators = [
        "cm", "re", "Tm", "Td", "Tf", "c", "gs", "Do", "sh", "d", "w", "Tj", "TJ", "'", "\"",
        "BDC", "EMC", "Q", "ET",
    ];
    let operands = [
        "1e999",
        "-0",
        "--5",
        "+.",
        "/",
        "()",
        "[]",
        "<<>>",
        "true",
        "1 0 R",
        "9999999999999999999999",
    ];
    let mut content = lines(5);
    for _ in 0..20_000 {
        for _ in 0..random.below(8) {
            content.extend(random.pick(&operands).bytes());
            content.push(b' ');
        }
        content.extend(random.pick(&operators).bytes());
        content.push(b'\n');
    }
    Pdf::page(&content).finish()
}
