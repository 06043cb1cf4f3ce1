//! Every encoding, as bytes and as characters that came from such bytes.

mod common;

use common::{PLAN, encode, encode_1258, encoder, seen};
use normalize::{Encoding, NormalizeError, Normalized, NoteKind, normalize, normalize_str};

fn legacy(text: &str) -> Vec<(Encoding, Vec<u8>)> {
    vec![
        (Encoding::Tcvn3, encode(text, &encoder("tcvn3.tsv", 1))),
        (Encoding::Vni, encode(text, &encoder("vni.tsv", 1))),
        (Encoding::Viscii, encode(text, &encoder("viscii.tsv", 1))),
        (Encoding::Vps, encode(text, &encoder("vps.tsv", 1))),
        (Encoding::Windows1258, encode_1258(text)),
    ]
}

/// Capitals that an encoding has no place for come out small.
fn same_letters(a: &str, b: &str) -> bool {
    a.to_lowercase() == b.to_lowercase()
}

fn read(bytes: &[u8]) -> Normalized {
    normalize(bytes).expect("text")
}

#[test]
fn bytes_of_each_encoding_come_out() {
    for (encoding, bytes) in legacy(PLAN) {
        let plan = read(&bytes);
        assert_eq!(plan.encoding, encoding);
        assert!(same_letters(&plan.text, PLAN), "{encoding}:\n{}", plan.text);
    }
}

#[test]
fn characters_made_of_such_bytes_come_out() {
    for (encoding, bytes) in legacy(PLAN) {
        let shown = seen(&bytes);
        let plan = read(shown.as_bytes());
        assert_eq!(plan.encoding, encoding, "{shown}");
        assert!(same_letters(&plan.text, PLAN), "{encoding}:\n{}", plan.text);
    }
}

#[test]
fn one_line_is_enough() {
    let motto = "Cộng hòa xã hội chủ nghĩa Việt Nam";
    for (encoding, bytes) in legacy(motto) {
        assert_eq!(read(&bytes).text, motto, "{encoding}");
        assert_eq!(
            read(seen(&bytes).as_bytes()).text,
            motto,
            "{encoding} as characters"
        );
    }
}

#[test]
fn full_tcvn3_has_capitals_of_its_own() {
    let text = "QUYẾT ĐỊNH\nVỀ VIỆC PHÊ DUYỆT KẾ HOẠCH ĐẦU TƯ ĐỂ PHÁT TRIỂN KHU VỰC ĐỒNG BẰNG\n";
    let bytes = encode(text, &encoder("tcvn3.tsv", 2));
    let plan = read(&bytes);
    assert_eq!(plan.text, text);
    assert_eq!(plan.encoding, Encoding::Tcvn3);
}

#[test]
fn unicode_encodings_come_out() {
    let le: Vec<u8> = PLAN.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = PLAN.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let cases = [
        (PLAN.as_bytes().to_vec(), Encoding::Utf8),
        ([b"\xEF\xBB\xBF", PLAN.as_bytes()].concat(), Encoding::Utf8),
        ([b"\xFF\xFE", &le[..]].concat(), Encoding::Utf16),
        ([b"\xFE\xFF", &be[..]].concat(), Encoding::Utf16),
        (le, Encoding::Utf16),
        (be, Encoding::Utf16),
    ];
    for (bytes, encoding) in cases {
        let plan = read(&bytes);
        assert_eq!((plan.text.as_str(), plan.encoding), (PLAN, encoding));
    }
}

#[test]
fn known_lines() {
    let cases = [
        (
            "Céng hßa x· héi chñ nghÜa ViÖt Nam",
            "Cộng hòa xã hội chủ nghĩa Việt Nam",
        ),
        (
            "Céng hoµ x· héi chñ nghÜa ViÖt Nam",
            "Cộng hoà xã hội chủ nghĩa Việt Nam",
        ),
        (
            "CéNG HßA X· HéI CHñ NGHÜA VIÖT NAM",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        ),
        (
            "§iÒu 1. Thñ t\u{AD}íng ChÝnh phñ, n\u{AD}íc, ®\u{AD}îc",
            "Điều 1. Thủ tướng Chính phủ, nước, được",
        ),
        (
            "§iÒu 1. Thñ t−íng ChÝnh phñ, x∙ héi, ®−îc 5−10%",
            "Điều 1. Thủ tướng Chính phủ, xã hội, được 5−10%",
        ),
        (
            "Sè: 109/2004/N§-CP cña ChÝnh phñ",
            "Số: 109/2004/NĐ-CP của Chính phủ",
        ),
        ("·\tX· Hßa B×nh, tØnh Hµ Nam", "·\tXã Hòa Bình, tỉnh Hà Nam"),
        (
            "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam",
            "Cộng hòa xã hội chủ nghĩa Việt Nam",
        ),
        (
            "COÄNG HOØA XAÕ HOÄI CHUÛ NGHÓA VIEÄT NAM",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        ),
        (
            "COäNG HOøA XAõ HOäI CHUû NGHóA VIEäT NAM",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĩA VIỆT NAM",
        ),
        (
            "Cµng hòa xã hµi chü nghîa Vi®t Nam",
            "Cộng hòa xã hội chủ nghĩa Việt Nam",
        ),
        (
            "C¶ng hòa xã h¶i chû nghïa ViŒt Nam",
            "Cộng hòa xã hội chủ nghĩa Việt Nam",
        ),
        (
            "Cá»™ng hÃ²a xÃ£ há»™i chá»§ nghÄ©a Viá»‡t Nam",
            "Cộng hòa xã hội chủ nghĩa Việt Nam",
        ),
    ];
    for (shown, meant) in cases {
        assert_eq!(read(shown.as_bytes()).text, meant);
    }
}

#[test]
fn a_capital_doubled_by_a_converter_is_one() {
    let text = "Chñ tÞch Hµ V¨n Aµng, HAµ NÉI, §¹i häc, x· héi, nghÜa vô";
    assert!(
        read(text.as_bytes()).text.contains("HÀ"),
        "{}",
        read(text.as_bytes()).text
    );
}

#[test]
fn misread_utf8_comes_back_from_once_and_twice() {
    let once = seen(PLAN.as_bytes());
    let twice = seen(once.as_bytes());
    for shown in [once, twice] {
        let plan = read(shown.as_bytes());
        assert_eq!(plan.text, PLAN);
        assert_eq!(plan.encoding, Encoding::Utf8);
        assert!(plan.notes.iter().any(|n| n.kind == NoteKind::Mojibake));
    }
}

#[test]
fn encodings_mixed_by_paragraph() {
    let tcvn3 =
        "Ủy ban nhân dân các cấp chịu trách nhiệm tổ chức thực hiện kế hoạch này trên địa bàn.";
    let vni =
        "Sở Tài nguyên và Môi trường hướng dẫn các đơn vị thực hiện đúng quy định của pháp luật.";
    let unicode = "Các sở, ban, ngành phối hợp chặt chẽ; “định kỳ” báo cáo kết quả thực hiện.";
    let mut text = String::new();
    for _ in 0..3 {
        text.push_str(unicode);
        text.push('\n');
    }
    text.push_str(&seen(&encode(
        &tcvn3.replace('Ủ', "ủ"),
        &encoder("tcvn3.tsv", 1),
    )));
    text.push('\n');
    text.push_str(&seen(&encode(vni, &encoder("vni.tsv", 1))));
    text.push('\n');
    let plan = read(text.as_bytes());
    let lines: Vec<_> = plan.text.lines().collect();
    assert_eq!(lines[0], unicode);
    assert_eq!(lines[3], tcvn3.replace('Ủ', "ủ"));
    assert_eq!(lines[4], vni);
    assert_eq!(plan.encoding, Encoding::Utf8);
    assert!(
        plan.notes
            .iter()
            .any(|n| n.kind == NoteKind::LegacyParagraphs(Encoding::Tcvn3) && n.count == 1)
    );
}

#[test]
fn other_languages_are_left_alone() {
    let cases = [
        "Größe, Müßiggang, Äpfel, Öfen und Übermut; Straße Nr. 5, façade, naïve, señor, København",
        "Le conseil général a approuvé le développement de la région; où êtes-vous? Noël, cœur",
        "Кабинет министров утвердил план",
        "計画の目標は次のとおりです",
        "Ngày 5−10 độ C, ± 2 %, ½ giờ, 3 m², µm, © 2025 ® ™",
    ];
    for text in cases {
        assert_eq!(read(text.as_bytes()).text, text);
    }
}

#[test]
fn a_lost_horn_is_put_back_only_where_the_document_shows_it() {
    let tcvn3 = encoder("tcvn3.tsv", 1);
    let shown = seen(&encode(&PLAN.to_lowercase().repeat(5), &tcvn3)).replace('\u{AD}', "");
    let plan = read(shown.as_bytes());
    assert!(plan.text.contains("người") || plan.text.contains("ngời"));
    assert!(
        plan.text.contains("nước sạch") && plan.text.contains("được tập huấn"),
        "{}",
        plan.text
    );
    assert!(plan.notes.iter().any(|n| n.kind == NoteKind::LostHorn));
}

#[test]
fn what_is_no_text() {
    let cases: [(&[u8], NormalizeError); 10] = [
        (b"", NormalizeError::Empty),
        (b" \r\n\t \x0C", NormalizeError::Empty),
        (b"\xEF\xBB\xBF", NormalizeError::Empty),
        ("\u{200B}\u{A0}".as_bytes(), NormalizeError::Empty),
        (b"PK\x03\x04rest", NormalizeError::Binary),
        (b"%PDF-1.7\n", NormalizeError::Binary),
        (b"\x89PNG\r\n\x1A\n", NormalizeError::Binary),
        (b"abc\0\0\0def\0", NormalizeError::Binary),
        (
            b"\x01\x02\x03\x04abc\x05\x06\xFF\xFE\x80",
            NormalizeError::Binary,
        ),
        (
            b"d\xE9veloppement g\xE9n\xE9ral, fran\xE7ais, \xE9t\xE9, c\xF4t\xE9",
            NormalizeError::Undecodable,
        ),
    ];
    for (bytes, error) in cases {
        assert_eq!(normalize(bytes), Err(error), "{bytes:?}");
    }
    assert_eq!(normalize_str(" ").text, " ");
}

#[test]
fn damaged_utf8_is_read_with_a_note() {
    let cut = &PLAN.as_bytes()[..PLAN.find('ệ').expect("a letter of three bytes") + 2];
    let plan = read(cut);
    assert!(plan.text.ends_with('\u{FFFD}') && plan.text.starts_with("Ủy ban nhân dân"));
    assert_eq!(plan.notes[0].kind, NoteKind::InvalidBytes);
    let stray = [PLAN.as_bytes(), b"\x93tr\xC3\xADch\x94 ", PLAN.as_bytes()].concat();
    let plan = read(&stray);
    assert!(plan.text.contains("“trích” "));
    assert_eq!(plan.encoding, Encoding::Utf8);
}

#[test]
fn punctuation_of_windows_alone() {
    let plan = read(b"\x93Ke hoach\x94 2025 \x96 2030\x85");
    assert_eq!(plan.text, "“Ke hoach” 2025 – 2030…");
}

#[test]
fn fonts_name_their_encoding() {
    use normalize::font_encoding;
    let cases = [
        (".VnTime", Some((Encoding::Tcvn3, false))),
        (".VnTimeH", Some((Encoding::Tcvn3, true))),
        ("VnTime,Bold", Some((Encoding::Tcvn3, false))),
        ("ABCDEE+.VnArialH-Bold", Some((Encoding::Tcvn3, true))),
        ("VNI-Times", Some((Encoding::Vni, false))),
        ("VPS Times", Some((Encoding::Vps, false))),
        ("VISCII-Arial", Some((Encoding::Viscii, false))),
        ("Vni", None),
        ("Vnmono", None),
        ("Arial", None),
        ("Visual Sans", None),
    ];
    for (name, expected) in cases {
        assert_eq!(font_encoding(name), expected, "{name}");
    }
}

#[test]
fn real_texts_survive_each_encoding() {
    for (name, text) in common::real_texts() {
        let clean = normalize_str(&text).text;
        // VISCII and VPS have letters where Windows-1252 has these.
        let clean = clean
            .replace(['“', '”'], "\"")
            .replace('–', "-")
            .replace('…', "...");
        for encoding in ["tcvn3", "vni", "viscii", "vps"] {
            let bytes = encode(&clean, &encoder(&format!("{encoding}.tsv"), 1));
            for bytes in [bytes.clone(), seen(&bytes).into_bytes()] {
                let plan = read(&bytes);
                assert_eq!(plan.encoding.as_str(), encoding, "{name}");
                let wrong = differing_words(&plan.text, &clean);
                assert!(wrong.len() < 6, "{name} in {encoding}: {wrong:?}");
            }
        }
    }
}

#[test]
fn real_texts_are_clean_already() {
    for (name, text) in common::real_texts() {
        let plan = read(text.as_bytes());
        assert_eq!(plan.encoding, Encoding::Utf8, "{name}");
        let controls = |c: char| c.is_control() && !"\n\t\u{C}".contains(c);
        assert_eq!(plan.text, text.replace(controls, ""), "{name}");
    }
}

fn differing_words(a: &str, b: &str) -> Vec<(String, String)> {
    let lower = |s: &str| {
        s.to_lowercase()
            .split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (a, b) = (lower(a), lower(b));
    assert_eq!(a.len(), b.len());
    a.into_iter().zip(b).filter(|(a, b)| a != b).collect()
}

fn decoded(runs: &[(&str, &str)]) -> Option<normalize::DecodedRuns> {
    let runs: Vec<normalize::Run<'_>> = runs
        .iter()
        .map(|&(font, text)| normalize::Run {
            text,
            font,
            capitals: None,
        })
        .collect();
    normalize::decode_runs(&runs)
}

/// Runs by font and text, and what they say.
type Case = (
    &'static [(&'static str, &'static str)],
    &'static [&'static str],
);

#[test]
fn runs_are_read_by_their_font() {
    const LONG: (&str, &str) = (
        ".VnTime",
        "C¨n cø LuËt Tæ chøc ChÝnh phñ, theo ®Ò nghÞ cña Bé tr\u{AD}ëng\n",
    );
    let cases: [Case; 7] = [
        // A Unicode font in the same line; a word that changes its font.
        (
            &[
                LONG,
                ("Times New Roman", "là "),
                (".VnTime", "n\u{AD}"),
                (".VnTime,Bold", "íc"),
            ],
            &["là ", "nư", "ớc"],
        ),
        // Capitals by the font's name, also in words of ASCII.
        (
            &[
                LONG,
                (".VnTimeH", "ñ"),
                (".VnTime", "y ban "),
                (".VnTimeH", "th«ng t\u{AD} chung"),
            ],
            &["Ủ", "y ban ", "THÔNG TƯ CHUNG"],
        ),
        // The name of a font is not to be trusted.
        (
            &[LONG, (".VnTime", "\nỦy ban nhân dân là cơ quan")],
            &["\nỦy ban nhân dân là cơ quan"],
        ),
        (&[("Arial", LONG.1), ("Arial", "\nsè liÖu")], &["\nsố liệu"]),
        // Few words of a third encoding.
        (
            &[
                LONG,
                ("VNI-Times", "OÙc"),
                (".VnTime", " - Eo, "),
                ("VNI-Times", "ÖÙng duïng"),
            ],
            &["Óc", " - Eo, ", "Ứng dụng"],
        ),
        // A letter whose mark stands in the next run.
        (
            &[
                (
                    "VNI-Times",
                    "UÛy ban nhaân daân caùc tænh, thaønh phoá thöïc hieän ",
                ),
                ("VNI-Times", "ña"),
                ("VNI-Times", "õ"),
            ],
            &["đã", ""],
        ),
        // The ư of TCVN3 as other programs print it.
        (
            &[
                LONG,
                (
                    ".VnTime",
                    "®-îc, n−íc, \u{F0AE}\u{F0AD}\u{F0EE}c, kinh tÕ-x∙ héi, N§-CP, 5-10",
                ),
            ],
            &["được, nước, được, kinh tế-xã hội, NĐ-CP, 5-10"],
        ),
    ];
    for (runs, want) in cases {
        let got = decoded(runs).unwrap_or_else(|| panic!("nothing decoded in {runs:?}"));
        let tail = &got.texts[got.texts.len() - want.len()..];
        assert_eq!(tail, want, "{runs:?}");
    }
}

#[test]
fn unicode_under_a_legacy_name_stays() {
    let text = "Ủy ban nhân dân tỉnh là cơ quan thực hiện kế hoạch; đã có báo cáo\n";
    for font in [".VnTime", "VNI-Times", "Times New Roman"] {
        assert_eq!(
            decoded(&[(font, text), (font, "là bà cô và cá"), (".VnTimeH", "\n")]),
            None
        );
    }
}

#[test]
fn abbreviations_raise_no_word() {
    let text = "N¬i nhËn: c¸c Côc thuéc ChÝnh phñ, L\u{AD}u: VP, Vô PC, Vô TD";
    let got = decoded(&[(".VnTime", text)]).expect("TCVN3");
    assert_eq!(
        got.texts[0],
        "Nơi nhận: các Cục thuộc Chính phủ, Lưu: VP, Vụ PC, Vụ TD"
    );
    assert_eq!(got.encoding, Some(normalize::Encoding::Tcvn3));
}
