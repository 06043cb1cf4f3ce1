//! The rules for characters, tones, syllables and forms, as tables of input and expected value.

mod common;

use normalize::{
    NoteKind, ascii_form, canonical_tone, fold, is_syllable, key, match_form, normalize,
    normalize_str,
};

fn check(function: impl Fn(&str) -> String, cases: &[(&str, &str)]) {
    for (input, expected) in cases {
        assert_eq!(function(input), *expected, "for {input:?}");
    }
}

fn clean(text: &str) -> String {
    normalize(text.as_bytes()).expect("text").text
}

#[test]
fn characters() {
    check(
        clean,
        &[
            // look-alikes of đ
            ("Ðề án, ði, Ɖiều, ɖó", "Đề án, đi, Điều, đó"),
            // deprecated tone marks
            ("a\u{340} a\u{341}", "à á"),
            // order of marks
            ("a\u{323}\u{302} a\u{302}\u{323}", "ậ ậ"),
            ("o\u{323}\u{31B} u\u{301}\u{31B}", "ợ ứ"),
            ("e\u{301}\u{302} e\u{302}\u{301} é\u{302}", "ế ế ế"),
            ("a\u{301}\u{306} a\u{306}\u{301}", "ắ ắ"),
            ("O\u{309}\u{302}", "Ổ"),
            // a tone on a consonant after the vowel
            ("toan\u{301} hoc\u{323}", "toán học"),
            ("hoa\u{300}", "hoà"),
            // Windows-1252 read as Windows-1258
            (
                "tŕnh, nh\u{301}n, v\u{301}, C\u{323}n",
                "trình, nhìn, vì, Còn",
            ),
            (
                "tŕnh nh\u{301}n v\u{301} mă quư ư kiến",
                "trình nhìn vì mã quý ư kiến",
            ),
            // twins
            ("kế hoạсh, Вan, νiệc", "kế hoạch, Ban, việc"),
            ("Москва, Αθήνα", "Москва, Αθήνα"),
            // ligatures, full width
            ("ﬁle, ﬂow, eﬃcient", "file, flow, efficient"),
            ("１００％ （ＡＢ）", "100% (AB)"),
            // invisible
            (
                "kế\u{AD} ho\u{AD}ạch \u{200B}năm\u{FEFF} 2025\u{2060}",
                "kế hoạch năm 2025",
            ),
            ("a\u{200D}\u{301}n", "án"),
            // spaces and lines
            (
                "một\u{A0}hai\u{2003}ba\u{202F}bốn\u{3000}năm",
                "một hai ba bốn năm",
            ),
            (
                "a\r\nb\rc\u{2028}d\u{2029}e\u{B}g\u{85}h",
                "a\nb\nc\nd\ne\ng\nh",
            ),
            ("a\tb\u{C}c", "a\tb\u{C}c"),
            // kept as they are
            (
                "“a” ‘b’ «c» – — − - … ½ ² • ● ▪ ➢ §",
                "“a” ‘b’ «c» – — − - … ½ ² • ● ▪ ➢ §",
            ),
            (
                "½ giờ, m², 30 °C, Điều 5 § 2",
                "½ giờ, m², 30 °C, Điều 5 § 2",
            ),
            // bullets of the symbol fonts
            (
                "\u{F0B7} một\n  \u{F0A7}\thai\n\u{F0D8}ba",
                "• một\n  •\thai\n•ba",
            ),
            ("ü một\n§ hai\nØ ba\n", "• một\n• hai\n• ba\n"),
            ("§ 5 là điều\na ü b", "§ 5 là điều\na ü b"),
            ("chữ \u{F0B7} giữa dòng", "chữ \u{F0B7} giữa dòng"),
        ],
    );
}

#[test]
fn control_characters_are_removed_with_a_note() {
    let plan =
        normalize("Kế ho\u{1}ạch chuyển đổi số năm 2025 của tỉnh\u{7F}".as_bytes()).expect("text");
    assert_eq!(plan.text, "Kế hoạch chuyển đổi số năm 2025 của tỉnh");
    assert_eq!(
        (plan.notes[0].kind, plan.notes[0].count),
        (NoteKind::ControlRemoved, 2)
    );
    assert_eq!(plan.notes[0].source, "Kế ho".len());
    assert_eq!(plan.notes[0].to_string(), "2 control characters removed");
}

#[test]
fn tone_placement() {
    // kiểu mới, kiểu cũ
    let styles = [
        ("hoà", "hòa"),
        ("toả", "tỏa"),
        ("khoá", "khóa"),
        ("hoá", "hóa"),
        ("xoá", "xóa"),
        ("toà", "tòa"),
        ("khoẻ", "khỏe"),
        ("loè", "lòe"),
        ("xoè", "xòe"),
        ("thuỷ", "thủy"),
        ("uỷ", "ủy"),
        ("luỹ", "lũy"),
        ("tuỳ", "tùy"),
        ("huỷ", "hủy"),
        ("Uỷ", "Ủy"),
        ("UỶ", "ỦY"),
        ("HOÀ", "HÒA"),
        ("Thuý", "Thúy"),
    ];
    for (new, old) in styles {
        assert_eq!(canonical_tone(new), old);
        assert_eq!(canonical_tone(old), old);
    }
    // the same in both styles
    for word in "quý quỹ quỷ quỵ hoàn hoạt toán thuyền huỳnh huyết quốc của mía lửa tiến uống được ngoài xoáy khuỷu \
                 thuở huệ già giếng gìn gì gỉ giặc quá quả quần quyết Quỳnh nghiêng người nước ưỡn yếu yên ỉa \
                 khuya xoong boóng loằng quỵt ngoằn rượu hươu muỗi đổi"
        .split_whitespace()
    {
        assert_eq!(canonical_tone(word), word);
    }
    // misplaced
    let misplaced = [
        ("Qúy", "Quý"),
        ("qúa", "quá"),
        ("gìa", "già"),
        ("hòan", "hoàn"),
        ("tóan", "toán"),
        ("thủyên", "thuyển"),
        ("của", "của"),
        ("cuả", "của"),
        ("mià", "mìa"),
        ("lưả", "lửa"),
        ("đựơc", "được"),
        ("QÚY", "QUÝ"),
        ("Gíao", "Giáo"),
        ("ngòai", "ngoài"),
        ("huê\u{323}", "huệ"),
        ("chuỷên", "chuyển"),
    ];
    for (input, expected) in misplaced {
        assert_eq!(canonical_tone(input), expected, "for {input}");
    }
    // not to be judged
    for word in [
        "hoăc",
        "Internet",
        "café",
        "hòà",
        "kế hoạch",
        "",
        "ß",
        "Krông",
        "123",
    ] {
        assert_eq!(canonical_tone(word), word);
    }
}

#[test]
fn syllables() {
    let good = "nghiêng người nước được đường trường ủy uỷ quý khuỷu quốc gì gìn giếng già ý yêu yên ỉ ỉa ở à \
                nghệ ngành ghế gà kỹ kĩ cá công huyện thuở xoong oanh uyên khuya quýt quỳnh tuần thoắt toét \
                HÀNH Đắk Lắk Kạn Kon Plông Pleiku Krông Ea Rlấp sáp mập tích học"
        .split_whitespace();
    for word in good {
        assert!(is_syllable(word), "{word}");
    }
    let bad = "đợc nớc đờng trờng bớc hoăc hoc tap tich kan cê ngê gê ngha gha iêu niy nyêu hòà zô fa wê VNelD \
               Internet IoT gen Telehealth style UBND QĐ 2025 tàp học2 bb a-b phuơng thuyêt"
        .split_whitespace();
    for word in bad {
        assert!(!is_syllable(word), "{word}");
    }
    assert!(!is_syllable(""));
    assert!(is_syllable("huye\u{302}\u{323}n"));
}

#[test]
fn folds() {
    check(
        fold,
        &[
            ("Đồng Tháp", "dong thap"),
            ("Sở Y tế", "so y te"),
            (
                "kỹ sĩ tỷ tỉ mỹ lý hy vật lí quý quí bác sỹ",
                "ki si ti ti mi li hi vat li qui qui bac si",
            ),
            (
                "thuý tuỳ ty thy y ỷ ai ay yêu",
                "thuy tuy ti thy y y ai ay yeu",
            ),
            ("ky3 KY", "ki3 ki"),
            ("Ðề ơ\u{301} u\u{31B}\u{323}", "de o u"),
            ("57-NQ/TW – “a” ‘b’", "57-nq/tw - \"a\" 'b'"),
            ("straße, Ελλάδα, Й", "straße, ελλαδα, и"),
            ("", ""),
        ],
    );
    let mut out = String::from("> ");
    normalize::fold_into("Kỹ", &mut out);
    assert_eq!(out, "> ki");
}

#[test]
fn keys() {
    check(
        key,
        &[
            ("Hoà Bình", "hòa bình"),
            ("Qúy II", "quí ii"),
            ("KỸ thuật", "kĩ thuật"),
            ("Uỷ ban – “số”", "ủy ban - \"số\""),
            ("Thuỷ sản, y tế, ý kiến, tuỳ", "thủy sản, y tế, ý kiến, tùy"),
            ("Ðồng", "đồng"),
            ("e\u{301}\u{302}", "ế"),
        ],
    );
    let same = [
        ("hoà", "hòa"),
        ("kỹ", "kĩ"),
        ("tỷ lệ", "tỉ lệ"),
        ("Qúy", "quý"),
        ("uỷ", "ủy"),
        ("khoẻ", "KHỎE"),
    ];
    for (a, b) in same {
        assert_eq!(key(a), key(b));
        assert_eq!(fold(a), fold(b));
    }
    let different = [
        ("bạn", "bàn"),
        ("số", "sở"),
        ("đổi", "đối"),
        ("túi", "túy"),
        ("da", "đa"),
    ];
    for (a, b) in different {
        assert_ne!(key(a), key(b));
    }
    assert_eq!(fold("bạn"), fold("bàn"));
    assert_ne!(fold("túi"), fold("túy"));
    let mut out = String::from("> ");
    normalize::key_into("Hoà", &mut out);
    assert_eq!(out, "> hòa");
}

#[test]
fn forms_for_vocabulary() {
    check(
        match_form,
        &[
            ("  Thời gian\n thực\u{A0}hiện: ", "thời gian thực hiện:"),
            ("Uỷ ban – “Kỹ thuật” ‘a’…", "ủy ban - \"kỹ thuật\" 'a'..."),
            ("MỤC TIÊU — CHỈ TIÊU", "mục tiêu - chỉ tiêu"),
        ],
    );
    check(
        ascii_form,
        &[
            ("  Thời gian\n thực hiện: ", "thoi gian thuc hien:"),
            ("Uỷ ban – “Kỹ thuật”", "uy ban - \"ky thuat\""),
        ],
    );
}

#[test]
fn offsets_lead_back_to_the_source() {
    let source = "\u{FEFF}Kế\r\nhoa\u{323}ch ﬁle\u{AD} cuối";
    let plan = normalize(source.as_bytes()).expect("text");
    assert_eq!(plan.text, "Kế\nhoạch file cuối");
    for word in ["Kế", "\n", "file", "cuối"] {
        let found = plan.text.find(word).expect("in the text");
        let expected = match word {
            "file" => source.find("ﬁ"),
            _ => source.find(word),
        };
        assert_eq!(Some(plan.map.source(found)), expected, "for {word:?}");
    }
    assert_eq!(plan.map.source(plan.text.len()), source.len());
    assert_eq!(plan.map.source(usize::MAX / 4), source.len());
    let clean = "Kế hoạch số 57-KH/TU\n".repeat(100);
    assert_eq!(
        normalize(clean.as_bytes()).expect("text").map.breakpoints(),
        0
    );
}

#[test]
fn characters_of_another_format_are_normalised_alike() {
    let text = "Ðề án\u{A0}1";
    assert_eq!(normalize_str(text).text, "Đề án 1");
    assert_eq!(normalize_str("").text, "");
}

#[test]
fn real_words_are_syllables() {
    for (name, text) in common::real_texts() {
        let words: Vec<_> = text
            .split(|c: char| !c.is_alphabetic())
            .filter(|w| w.chars().count() > 1 && w.chars().any(char::is_lowercase))
            .collect();
        let good = words.iter().filter(|w| is_syllable(w)).count();
        assert!(
            good as f64 > 0.97 * words.len() as f64,
            "{name}: {good} of {}",
            words.len()
        );
        let moved = words
            .iter()
            .filter(|w| canonical_tone(&canonical_tone(w)) != canonical_tone(w))
            .count();
        assert_eq!(moved, 0, "{name}");
    }
}
