use super::super::line;
use super::*;

#[test]
fn a_stream_is_cut() {
    let input = "ỦY\n  BAN NHÂN DÂN TỈNH X ------- CỘNG\n  HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - \
                 Tự do - Hạnh phúc --------------- Số:\n 01/KH-UBND X, ngày 06 tháng 01 năm 2020 \
                 KẾ HOẠCH BẢO ĐẢM AN TOÀN NĂM 2020 Thực hiện Kế hoạch số 158-KH/TU ngày\n\
                 14/11/2019 của Tỉnh ủy, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau: \
                 I. MỤC ĐÍCH, YÊU CẦU 1. Mục đích 1.1. Tăng cường các biện pháp. 1.2. Đẩy mạnh \
                 tuyên truyền theo khoản 1 Điều 5. 2. Yêu cầu - Kịp thời; - Hiệu quả. II. NỘI \
                 DUNG Tuyên truyền các nội dung. Cơ quan thực hiện: Sở Y tế.\n";
    let lines = line::split(input, &[]);
    assert!(is_flat(input, &lines));
    let mut builder = Builder::new(input);
    read(input, &lines, &mut builder);
    let document = builder.finish();
    let got: Vec<&str> = document.text.lines().collect();
    assert_eq!(
        got,
        [
            "ỦY BAN NHÂN DÂN TỈNH X",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số: 01/KH-UBND",
            "X, ngày 06 tháng 01 năm 2020",
            "KẾ HOẠCH",
            "BẢO ĐẢM AN TOÀN NĂM 2020",
            "Thực hiện Kế hoạch số 158-KH/TU ngày 14/11/2019 của Tỉnh ủy, Ủy ban nhân dân \
             tỉnh ban hành Kế hoạch như sau:",
            "I. MỤC ĐÍCH, YÊU CẦU",
            "1. Mục đích",
            "1.1. Tăng cường các biện pháp.",
            "1.2. Đẩy mạnh tuyên truyền theo khoản 1 Điều 5.",
            "2. Yêu cầu",
            "- Kịp thời;",
            "- Hiệu quả.",
            "II. NỘI DUNG",
            "Tuyên truyền các nội dung.",
            "Cơ quan thực hiện: Sở Y tế.",
        ]
    );
}

/// The paragraphs of a body behind a short letterhead.
fn body(text: &str) -> Vec<String> {
    let input = format!(
        "UBND TỈNH X ------- CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc \
         --------------- Số: 01/KH-UBND X, ngày 06 tháng 01 năm 2020 KẾ HOẠCH TRỒNG CÂY NĂM 2020 \
         Thực hiện Kế hoạch số 158-KH/TU, Ủy ban nhân dân tỉnh ban hành Kế hoạch như sau: {text}"
    );
    let lines = line::split(&input, &[]);
    assert!(is_flat(&input, &lines), "{text}");
    let mut builder = Builder::new(&input);
    read(&input, &lines, &mut builder);
    builder
        .finish()
        .text
        .lines()
        .skip(8)
        .map(str::to_owned)
        .collect()
}

#[test]
fn paragraphs_of_a_body() {
    // `¶` stands where a paragraph begins.
    for text in [
        // A run-in label behind a label begins no paragraph of its own.
        "I. NHIỆM VỤ ¶1. Trồng cây. ¶- Cơ quan chủ trì: Sở Nội vụ. ¶- Cơ quan phối hợp: Sở Y tế. \
         ¶2. Đối tượng: học sinh.",
        "I. NHIỆM VỤ ¶1. Trồng cây. ¶a) Cơ quan chủ trì: Sở Nội vụ ¶- Đơn vị phối hợp: Sở Y tế.",
        // A heading may end with a word that a number follows elsewhere.
        "I. Mục đích ¶1. Vui. ¶II. Nhiệm vụ thường xuyên trong năm ¶1. Tiếp tục trồng. ¶2. Tưới.",
        "II. Nhiệm vụ ¶1. Báo cáo trong tháng 2. Phối hợp trồng cây. ¶2. Tưới.",
        "I. Nhiệm vụ theo khoản 1. Trồng cây.",
        // Brackets.
        "I. Nhiệm vụ ¶1. Trồng cây (trong phạm vi Vành đai 4) , Tưới cây. ¶2. Bón phân.",
        // `a)` behind a heading of clauses.
        "I. Nhiệm vụ ¶1. Trồng cây; tưới cây ¶a) Sở Nội vụ trồng. ¶b) Sở Y tế tưới theo điểm a) Điều 5.",
        "I. Nhiệm vụ ¶1. Rà soát kế hoạch trồng cây, tưới cây, bón phân, làm cỏ, tỉa cành của các sở, \
         ban, ngành, đoàn thể, các xã, phường, đặc khu trên địa bàn tỉnh; đề xuất sửa đổi, bổ sung, \
         thay thế hoặc ban hành mới cho thống nhất ¶a) Sở Nội vụ trồng. ¶b) Sở Y tế tưới.",
        // A number behind a sentence without its full stop, when the next number counts on.
        "I. Nhiệm vụ ¶1. Trồng cây; tưới cây. Bón phân ¶2. Ban Quản lý rừng ¶a) Làm cỏ. ¶3. Tỉa cành.",
        "I. Nhiệm vụ ¶1. Trồng cây. ¶Thời gian thực hiện: 2022 ¶2. Bón phân.",
        "I. Nhiệm vụ ¶1. Trồng cây. Tưới cây theo mẫu tại Phụ lục 2. Bón phân. ¶2. Làm cỏ. ¶3. Tỉa.",
        // Hyphens of names and bullets.
        "I. MỤC ĐÍCH - YÊU CẦU ¶1. Trồng cây. ¶2. Trường Đại học Y - Dược ¶- Chủ trì trồng cây.",
        "I. NHIỆM VỤ ¶1. Yêu cầu ¶- Kịp thời; ¶- Hiệu quả. ¶2. Sở Văn hóa - Thể thao ¶- Phối hợp.",
        // A sentence behind a heading without a full stop.
        "I. NHIỆM VỤ ¶1. Cơ quan quản lý kế hoạch và đầu tư ¶Chủ trì, phối hợp với các sở.",
        "I. NHIỆM VỤ ¶1. Thực hiện tốt Hướng dẫn số 5 của Bộ.",
        // Closing, recipients, signature.
        "I. NHIỆM VỤ ¶1. Trồng cây. ¶Ủy ban nhân dân tỉnh yêu cầu các sở thực hiện./. \
         ¶Nơi nhận: ¶- TTTU, TT HĐND; ¶- Lưu: VT. ¶TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH \
         ¶Đỗ Thế Khải",
        "I. NHIỆM VỤ ¶1. Trồng cây. ¶Trên đây là Kế hoạch. ¶Quá trình thực hiện có vướng mắc, \
         báo cáo tỉnh./. ¶Nơi nhận: ¶- Lưu: VT, KTTH. ¶GIÁM ĐỐC ¶Đỗ Thế Khải",
        "I. NHIỆM VỤ ¶1. Trồng cây. ¶2. Tưới cây./. ¶Nơi nhận: ¶- Lưu: VT. ¶CHỦ TỊCH ¶Đỗ Thế Khải",
    ] {
        let want: Vec<&str> = text.split('¶').map(str::trim_end).collect();
        assert_eq!(body(&text.replace('¶', "")), want);
    }
}

#[test]
fn points_that_stand_apart() {
    let got = body(
        "I. NHIỆM VỤ 1 . Trồng cây. 2 . Tưới cây dịp lễ, Tết, 3 . Bón phân. II. TỔ CHỨC 1. Họp.",
    );
    assert_eq!(
        got,
        [
            "I. NHIỆM VỤ",
            "1. Trồng cây.",
            "2. Tưới cây dịp lễ, Tết,",
            "3. Bón phân.",
            "II. TỔ CHỨC",
            "1. Họp."
        ]
    );
    // A number that ends a sentence.
    let got = body("I. NHIỆM VỤ 1. Trồng cây tại tiểu khu 4 . Tưới cây. 2. Bón phân. 3. Làm cỏ.");
    assert_eq!(got[1], "1. Trồng cây tại tiểu khu 4 . Tưới cây.");
}
