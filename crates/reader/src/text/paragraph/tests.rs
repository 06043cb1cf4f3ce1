use super::super::line;
use super::*;

fn paragraphs(input: &str) -> Vec<String> {
    let lines = line::split(input, &[]);
    let layout = line::measure(input, &lines);
    let mut builder = Builder::new(input);
    read(input, &lines, &layout, &mut builder);
    builder.finish().text.lines().map(str::to_owned).collect()
}

#[test]
fn wrapped_lines_are_joined() {
    let input = "\
1. Mục đích
Cụ thể hóa và triển khai thực hiện có hiệu quả các mục tiêu, nhiệm vụ, giải

pháp của ngành Y tế trong việc thực hiện Nghị quyết số 57-
NQ/TW và Kế hoạch số 67/KH-
UBND về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo của Bộ
Chính trị trong giai đoạn mới, theo hướng dẫn chung tại Điều 3, khoản
1. của Quyết định này.
2. Yêu cầu
- Xác định rõ trách nhiệm.
";
    assert_eq!(
        paragraphs(input),
        [
            "1. Mục đích",
            "Cụ thể hóa và triển khai thực hiện có hiệu quả các mục tiêu, nhiệm vụ, giải \
             pháp của ngành Y tế trong việc thực hiện Nghị quyết số 57-NQ/TW và Kế hoạch số \
             67/KH-UBND về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo của Bộ \
             Chính trị trong giai đoạn mới, theo hướng dẫn chung tại Điều 3, khoản 1. của \
             Quyết định này.",
            "2. Yêu cầu",
            "- Xác định rõ trách nhiệm.",
        ]
    );
}

#[test]
fn a_reference_to_an_article_is_none() {
    let input = "\
Điều 2. Bộ Tài chính có trách nhiệm hướng dẫn các bộ, ngành, địa phương thực hiện
việc bố trí vốn cho các nhiệm vụ của Chương trình này theo quy định tại khoản 8 mục VI
Điều 1.
Điều 3. Quyết định này có hiệu lực từ ngày ký ban hành và thay thế các quy định trước đây
Điều 4.
";
    assert_eq!(
        paragraphs(input),
        [
            "Điều 2. Bộ Tài chính có trách nhiệm hướng dẫn các bộ, ngành, địa phương thực hiện \
             việc bố trí vốn cho các nhiệm vụ của Chương trình này theo quy định tại khoản 8 mục \
             VI Điều 1.",
            "Điều 3. Quyết định này có hiệu lực từ ngày ký ban hành và thay thế các quy định trước đây",
            "Điều 4.",
        ]
    );
}

#[test]
fn columns_of_a_letterhead() {
    let input = "UBND TỈNH VĨNH PHÚC          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\
                 SỞ Y TẾ             Độc lập - Tự do - Hạnh phúc\n\
                 Số:          /KH-SYT       Vĩnh Phúc, ngày      tháng 3 năm 2025\n";
    assert_eq!(
        paragraphs(input),
        [
            "UBND TỈNH VĨNH PHÚC",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "SỞ Y TẾ",
            "Độc lập - Tự do - Hạnh phúc",
            "Số: /KH-SYT",
            "Vĩnh Phúc, ngày tháng 3 năm 2025",
        ]
    );
}

#[test]
fn one_paragraph_a_line() {
    let input = "- Đưa kết quả vào tiêu chí đánh giá, thi\n\nđua, khen thưởng.\n\n- Hai.\nBa\n";
    assert_eq!(
        paragraphs(input),
        [
            "- Đưa kết quả vào tiêu chí đánh giá, thi đua, khen thưởng.",
            "- Hai.",
            "Ba"
        ]
    );
}

#[test]
fn a_fixed_width_tells_where_paragraphs_end() {
    let body = "- Nâng cao nhận thức của toàn thể cán bộ, công chức, viên chức\n\
                và người lao động về vị trí của khoa học và công nghệ trong sự\n\
                phát triển kinh tế, xã hội của tỉnh nhà và của cả nước trong\n\
                giai đoạn mới.\n"
        .repeat(5);
    for (tail, want) in [
        // The next word would have fitted: a paragraph ends.
        (
            "2.2. Các đơn vị gửi báo cáo về Sở trước ngày 05/12.\nQuá trình triển khai.\n",
            2,
        ),
        (
            "2.2. Các đơn vị gửi báo cáo về Sở y tế trước ngày 05/12/2025.\nQuá trình làm.\n",
            1,
        ),
        // The name of an attribute waits for its value.
        (
            "- Mua máy; thời gian thực hiện:\nQuý IV/2025 và quý I/2026.\n",
            1,
        ),
        ("- Thời gian thực hiện:\nQuý IV/2025 và quý I/2026.\n", 1),
        ("2. Thời gian thực hiện:\nQuý IV/2025 và quý I/2026.\n", 2),
        (
            "- Mua máy; thời gian thực hiện:\n- Quý IV/2025 và quý I/2026.\n",
            2,
        ),
    ] {
        let before = paragraphs(&body).len();
        let all = paragraphs(&format!("{body}{tail}"));
        assert_eq!(all.len(), before + want, "{tail} {:?}", all.last());
    }
}

#[test]
fn joins() {
    for (before, after, want) in [
        ("số 85-", "CTr/TU ngày", Join::Tight),
        ("số 181/KH-", "UBND ngày", Join::Tight),
        ("Nghị quyết 57", "-NQ/TW", Join::Tight),
        ("Phòng Kế hoạch -", "Tài chính", Join::Line),
        ("xã/", "phường", Join::Line),
        ("giai đoạn 2026-", "2030", Join::Tight),
        ("của Bộ", "Y tế", Join::Line),
    ] {
        assert_eq!(join(before, after), want, "{before} {after}");
    }
}
