//! Words that tell where paragraphs of a stream begin.

/// Kinds of documents as they stand in a title line.
pub(crate) const KINDS: [&[&str]; 10] = [
    &["KẾ", "HOẠCH"],
    &["CHƯƠNG", "TRÌNH", "HÀNH", "ĐỘNG"],
    &["CHƯƠNG", "TRÌNH"],
    &["QUYẾT", "ĐỊNH"],
    &["NGHỊ", "QUYẾT"],
    &["CHỈ", "THỊ"],
    &["ĐỀ", "ÁN"],
    &["PHƯƠNG", "ÁN"],
    &["THÔNG", "BÁO"],
    &["HƯỚNG", "DẪN"],
];

/// First words of run-in labels that begin a paragraph; a colon stands within [`RUN_IN_WORDS`].
pub(crate) const RUN_INS: [[&str; 2]; 16] = [
    ["Cơ", "quan"],
    ["Đơn", "vị"],
    ["Thời", "gian"],
    ["Thời", "hạn"],
    ["Tiến", "độ"],
    ["Hình", "thức"],
    ["Phương", "thức"],
    ["Kinh", "phí"],
    ["Sản", "phẩm"],
    ["Kết", "quả"],
    ["Chủ", "trì"],
    ["Phối", "hợp"],
    ["Đối", "tượng"],
    ["Địa", "điểm"],
    ["Nơi", "nhận"],
    ["Nội", "dung"],
];

pub(crate) const RUN_IN_WORDS: usize = 6;

/// Words behind which a number or a letter is no label.
pub(crate) const BEFORE_NUMBER: [&str; 22] = [
    "khoản", "điều", "điểm", "mục", "số", "quý", "kỳ", "khóa", "khoá", "tháng", "ngày", "năm",
    "phần", "chương", "nhóm", "loại", "hạng", "cấp", "lần", "thứ", "mức", "đợt",
];

/// Words of [`BEFORE_NUMBER`] that a heading may end with (`… thường xuyên trong năm`); the number
/// behind them may be the label of the first item.
pub(crate) const TIMES: [&str; 4] = ["năm", "tháng", "quý", "kỳ"];

/// Last words of what is numbered besides (`Phụ lục 2`, `Vành đai 3`): a number behind them is theirs.
pub(crate) const PARTS: [&str; 14] = [
    "lục", "bảng", "biểu", "mẫu", "đoạn", "đai", "vùng", "trang", "dòng", "bước", "khối", "tuyến",
    "đội", "dưới",
];

/// First words of items: the verbs that tasks begin with.
pub(crate) const ITEMS: [[&str; 2]; 42] = [
    ["Chủ", "trì"],
    ["Phối", "hợp"],
    ["Chủ", "động"],
    ["Tham", "mưu"],
    ["Tham", "gia"],
    ["Xây", "dựng"],
    ["Triển", "khai"],
    ["Tổ", "chức"],
    ["Thực", "hiện"],
    ["Hướng", "dẫn"],
    ["Chỉ", "đạo"],
    ["Tăng", "cường"],
    ["Đẩy", "mạnh"],
    ["Đẩy", "nhanh"],
    ["Tiếp", "tục"],
    ["Theo", "dõi"],
    ["Rà", "soát"],
    ["Kiểm", "tra"],
    ["Tuyên", "truyền"],
    ["Nâng", "cao"],
    ["Bảo", "đảm"],
    ["Đảm", "bảo"],
    ["Căn", "cứ"],
    ["Bố", "trí"],
    ["Tổng", "hợp"],
    ["Đôn", "đốc"],
    ["Nghiên", "cứu"],
    ["Đề", "xuất"],
    ["Cung", "cấp"],
    ["Lồng", "ghép"],
    ["Phát", "huy"],
    ["Huy", "động"],
    ["Quán", "triệt"],
    ["Thường", "xuyên"],
    ["Xử", "lý"],
    ["Báo", "cáo"],
    ["Cụ", "thể"],
    ["Tập", "trung"],
    ["Thẩm", "định"],
    ["Hoàn", "thiện"],
    ["Vận", "động"],
    ["Ban", "hành"],
];

/// First words of a sentence behind a heading that has no full stop.
pub(crate) const SENTENCES: [[&str; 2]; 5] = [
    ["Chủ", "trì"],
    ["Phối", "hợp"],
    ["Tham", "mưu"],
    ["Hướng", "dẫn"],
    ["Căn", "cứ"],
];

/// First words of the sentences that close a plan.
pub(crate) const CLOSINGS: [&[&str]; 5] = [
    &["Yêu", "cầu"],
    &["Đề", "nghị"],
    &["Trong", "quá", "trình"],
    &["Quá", "trình"],
    &["Trên", "đây"],
];

/// First words of the names of bodies and posts that close a plan with `yêu cầu` or `đề nghị`.
pub(crate) const BODIES: [&str; 12] = [
    "UBND", "Ủy", "Uỷ", "Chủ", "Sở", "Ban", "Bộ", "Giám", "Tỉnh", "Thành", "Văn", "Công",
];

/// For whom somebody signs: `TM.` thay mặt, `KT.` ký thay, `TL.` thừa lệnh, `TUQ.` thừa ủy quyền,
/// `Q.` quyền (Nghị định 30/2020/NĐ-CP, Phụ lục I).
pub(crate) const SIGNS: [&str; 9] = [
    "TM.", "T/M", "KT.", "K/T", "TL.", "T/L", "TUQ.", "TUQ", "Q.",
];

/// Posts in a signature.
pub(crate) const POSTS: [[&str; 2]; 17] = [
    ["CHỦ", "TỊCH"],
    ["GIÁM", "ĐỐC"],
    ["BÍ", "THƯ"],
    ["BỘ", "TRƯỞNG"],
    ["THỨ", "TRƯỞNG"],
    ["CỤC", "TRƯỞNG"],
    ["VỤ", "TRƯỞNG"],
    ["HIỆU", "TRƯỞNG"],
    ["VIỆN", "TRƯỞNG"],
    ["TỔ", "TRƯỞNG"],
    ["TRƯỞNG", "BAN"],
    ["TRƯỞNG", "PHÒNG"],
    ["CHÁNH", "VĂN"],
    ["CHÁNH", "THANH"],
    ["TỔNG", "CỤC"],
    ["THỦ", "TƯỚNG"],
    ["CHỈ", "HUY"],
];
