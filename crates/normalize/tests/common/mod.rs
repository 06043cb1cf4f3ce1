//! Encoders for the legacy encodings, made from the tables of the crate, and the real texts next to the project.

#![allow(dead_code, reason = "each test program uses a part")]

use std::collections::HashMap;
use std::path::PathBuf;

/// A Vietnamese text that has every tone and letter; written for these tests.
pub(crate) const PLAN: &str = "\
Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành, địa phương khẩn trương thực hiện những nhiệm vụ sau đây:
1. Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát chỉ tiêu giường bệnh, bảo đảm đến năm 2025 có đủ bác sĩ.
2. Người đứng đầu chịu trách nhiệm về kết quả; mỗi quý báo cáo một lần, trước ngày 15 của tháng cuối quý.
- Ưu tiên vùng sâu, vùng xa; sửa chữa trường học, trạm xá; giữ gìn nước sạch và rừng phòng hộ ven biển.
- Thử nghiệm phần mềm quản lý hồ sơ, khuyến khích doanh nghiệp nhỏ và vừa ứng dụng công nghệ mới.
Kỹ thuật viên phải được tập huấn kỹ lưỡng; ý kiến của cử tri được tiếp thu đầy đủ, rõ ràng, dễ hiểu.
";

fn table(name: &str) -> Vec<Vec<String>> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tables")
        .join(name);
    let text = std::fs::read_to_string(path).expect("a table of the crate");
    let rows = text.lines().filter(|l| !l.starts_with('#')).skip(1);
    rows.map(|l| l.split('\t').map(str::to_owned).collect())
        .collect()
}

fn letter(column: &str) -> Option<char> {
    char::from_u32(u32::from_str_radix(column.strip_prefix("U+")?, 16).ok()?)
}

/// Letter to bytes, from a column of a table.
pub(crate) fn encoder(name: &str, column: usize) -> HashMap<char, Vec<u8>> {
    let mut map = HashMap::new();
    for row in table(name) {
        if let Some(c) = row.get(column).and_then(|c| letter(c)) {
            let bytes = row[0]
                .split(' ')
                .map(|b| u8::from_str_radix(b, 16).expect("hexadecimal"));
            map.insert(c, bytes.collect());
        }
    }
    map
}

/// Encodes with a map; a capital that it lacks becomes the small letter, as typists did.
pub(crate) fn encode(text: &str, map: &HashMap<char, Vec<u8>>) -> Vec<u8> {
    let mut out = Vec::new();
    for c in text.chars() {
        let small = c.to_lowercase().next().unwrap_or(c);
        if let Some(bytes) = map
            .get(&c)
            .or_else(|| map.get(&small).filter(|_| !c.is_ascii()))
        {
            out.extend(bytes);
        } else if let Some(byte) = windows_1252(c) {
            out.push(byte);
        } else {
            panic!("{c:?} is not in the encoding");
        }
    }
    out
}

/// Encodes as Windows-1258: letters with circumflex, breve or horn, and combining tones.
pub(crate) fn encode_1258(text: &str) -> Vec<u8> {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::compose;
    let map = encoder("cp1258.tsv", 1);
    let mut out: Vec<char> = Vec::new();
    for c in text.nfd() {
        let joined = out.last().and_then(|&base| compose(base, c));
        let quality = matches!(c, '\u{302}' | '\u{306}' | '\u{31B}');
        if let (true, Some(joined)) = (quality, joined) {
            out.pop();
            out.push(joined);
        } else if quality {
            // The dot below stands between the letter and its circumflex.
            let dot = out.pop().expect("a mark follows a letter");
            let base = out.pop().expect("a mark follows a letter");
            out.push(compose(base, c).expect("a letter of the alphabet"));
            out.push(dot);
        } else {
            out.push(c);
        }
    }
    encode(&out.into_iter().collect::<String>(), &map)
}

fn windows_1252(c: char) -> Option<u8> {
    match c {
        '“' => Some(0x93),
        '”' => Some(0x94),
        '–' => Some(0x96),
        '…' => Some(0x85),
        '\0'..='\u{7F}' | '\u{A0}'..='\u{FF}' => Some(c as u8),
        _ => None,
    }
}

/// What a program shows that takes bytes for Windows-1252.
pub(crate) fn seen(bytes: &[u8]) -> String {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž',
        '\u{8F}', //
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
    ];
    let show = |&b: &u8| {
        if (0x80..0xA0).contains(&b) {
            HIGH[usize::from(b) - 0x80]
        } else {
            char::from(b)
        }
    };
    bytes.iter().map(show).collect()
}

/// The real documents next to the project; none, and a line that says so, when they are absent.
pub(crate) fn real_texts() -> Vec<(String, String)> {
    let folder =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/real/ground-truth");
    let Ok(entries) = std::fs::read_dir(folder) else {
        println!("skipped: ../shared is absent");
        return Vec::new();
    };
    let mut texts = Vec::new();
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if let Ok(text) = std::fs::read_to_string(entry.path()) {
            texts.push((name, text));
        }
    }
    texts.sort();
    texts
}
