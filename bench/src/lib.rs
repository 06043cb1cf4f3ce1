//! Plans made up for measuring: any number of them, always the same for one seed.
//!
//! [`Generator`] puts sentences together from phrases in the form of provincial plans, in four
//! layouts and with or without a table of tasks. The text is varied enough that caches and branch
//! predictors do not learn it by heart; it is not meant to be read. It takes whole sentences of
//! documents instead where it is given some ([`sentences`]): words are then as common as they are there.
//!
//! [`hostile`] makes files that mean harm.

pub mod hostile;
pub mod search;
pub mod sentences;

use std::fmt::Write;

/// Makes plans.
pub struct Generator {
    state: u64,
    /// What plans say; empty: phrases of this module.
    sentences: Vec<String>,
}

/// How the text of a plan is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Layout {
    Lines,
    Wrapped,
    DoubleSpaced,
    Markdown,
}

const TOPICS: [&str; 12] = [
    "bệnh án điện tử",
    "hồ sơ sức khỏe điện tử",
    "dịch vụ công trực tuyến toàn trình",
    "thanh toán không dùng tiền mặt",
    "chữ ký số chuyên dùng công vụ",
    "an toàn hệ thống thông tin",
    "khám bệnh, chữa bệnh từ xa",
    "nền tảng quản lý tiêm chủng",
    "số hóa kết quả giải quyết thủ tục hành chính",
    "kỹ năng số cho công chức, viên chức",
    "kho dữ liệu dùng chung của tỉnh",
    "đơn thuốc điện tử quốc gia",
];

const VERBS: [&str; 10] = [
    "Rà soát, hoàn thiện",
    "Triển khai",
    "Tổ chức tập huấn về",
    "Đẩy mạnh tuyên truyền về",
    "Tham mưu ban hành quy định về",
    "Nâng cấp hạ tầng phục vụ",
    "Kiểm tra, giám sát việc thực hiện",
    "Đánh giá mức độ sẵn sàng của",
    "Kết nối, chia sẻ dữ liệu về",
    "Bố trí kinh phí cho",
];

const SCOPES: [&str; 8] = [
    "tại các bệnh viện công lập trên địa bàn",
    "đến tất cả trạm y tế xã, phường",
    "trong các cơ quan hành chính nhà nước",
    "cho người dân và doanh nghiệp",
    "theo hướng dẫn của Bộ Y tế",
    "phù hợp với kiến trúc số của tỉnh",
    "gắn với cải cách thủ tục hành chính",
    "bảo đảm tiết kiệm, hiệu quả",
];

const BODIES: [&str; 10] = [
    "Sở Y tế",
    "Sở Khoa học và Công nghệ",
    "Sở Tài chính",
    "Sở Nội vụ",
    "Văn phòng UBND tỉnh",
    "Công an tỉnh",
    "Bảo hiểm xã hội tỉnh",
    "UBND các xã, phường",
    "các đơn vị trực thuộc",
    "Trung tâm Kiểm soát bệnh tật tỉnh",
];

const TIMES: [&str; 10] = [
    "Thường xuyên",
    "Quý II/2026",
    "Tháng 9/2026",
    "Trước ngày 30/11/2026",
    "Hằng năm",
    "Trong năm 2026",
    "Giai đoạn 2026-2030",
    "Quý III, IV/2026",
    "Trước ngày 15/6 và 15/12 hằng năm",
    "Sau khi có hướng dẫn của Bộ Y tế",
];

impl Generator {
    /// A generator that always makes the same plans for one seed.
    pub fn new(seed: u64) -> Generator {
        Generator::of_sentences(seed, Vec::new())
    }

    /// A generator whose plans say these sentences.
    pub fn of_sentences(seed: u64, sentences: Vec<String>) -> Generator {
        Generator {
            state: seed.wrapping_mul(2) + 1,
            sentences,
        }
    }

    /// SplitMix64: small, and good enough to vary text.
    fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        (self.next() % n as u64) as usize
    }

    fn pick<'t>(&mut self, list: &[&'t str]) -> &'t str {
        list[self.below(list.len())]
    }

    fn clause(&mut self) -> String {
        if !self.sentences.is_empty() {
            let at = self.below(self.sentences.len());
            return self.sentences[at].clone();
        }
        format!(
            "{} {} {}",
            self.pick(&VERBS),
            self.pick(&TOPICS),
            self.pick(&SCOPES)
        )
    }

    /// The next plan: its file name and its text.
    pub fn plan(&mut self) -> (String, String) {
        let units: Vec<&plan::Unit> = plan::province::current_units().collect();
        let province = units[self.below(units.len())];
        let number = 1 + self.below(900);
        let layout = match self.below(4) {
            0 => Layout::Lines,
            1 => Layout::Wrapped,
            2 => Layout::DoubleSpaced,
            _ => Layout::Markdown,
        };
        let mut paragraphs = self.head(province.name, number);
        self.body(&mut paragraphs);
        let mut text = lay_out(&paragraphs, layout);
        if self.below(3) > 0 {
            self.table(&mut text);
        }
        let id = self.next();
        (
            format!(
                "{}-{number}-{id:016x}.txt",
                province.ascii.replace(' ', "-")
            ),
            text,
        )
    }

    fn head(&mut self, province: &str, number: usize) -> Vec<String> {
        let (day, month) = (1 + self.below(28), 1 + self.below(12));
        let topic = self.pick(&TOPICS);
        vec![
            format!("UBND TỈNH {}", province.to_uppercase()),
            "SỞ Y TẾ".to_owned(),
            format!("Số: {number}/KH-SYT"),
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM".to_owned(),
            "Độc lập - Tự do - Hạnh phúc".to_owned(),
            format!("{province}, ngày {day:02} tháng {month:02} năm 2026"),
            "KẾ HOẠCH".to_owned(),
            format!("Triển khai {topic} năm 2026"),
            format!(
                "Căn cứ Kế hoạch số {}/KH-UBND ngày {day}/{month}/2025 của Ủy ban nhân dân tỉnh \
                 {province}, Sở Y tế ban hành Kế hoạch triển khai {topic} năm 2026 như sau:",
                1 + self.below(300)
            ),
        ]
    }

    fn body(&mut self, out: &mut Vec<String>) {
        out.push("I. MỤC ĐÍCH, YÊU CẦU".to_owned());
        for _ in 0..2 + self.below(3) {
            let text = format!("- {}; {}.", self.clause(), self.clause().to_lowercase());
            out.push(text);
        }
        out.push("II. MỤC TIÊU".to_owned());
        for (i, year) in ["năm 2026", "năm 2030"].iter().enumerate() {
            out.push(format!("{}. Mục tiêu đến {year}", i + 1));
            for _ in 0..3 + self.below(4) {
                let share = 10 + self.below(90);
                let what = match self.sentences.is_empty() {
                    true => format!("{} {}", self.pick(&TOPICS), self.pick(&SCOPES)),
                    false => low(&self.clause()),
                };
                out.push(format!("- Tối thiểu {share}% đơn vị áp dụng {what}."));
            }
        }
        out.push("III. NHIỆM VỤ VÀ GIẢI PHÁP".to_owned());
        for group in 1..=2 + self.below(4) {
            let title = self.clause();
            out.push(format!("{group}. {title}"));
            for item in 1..=2 + self.below(5) {
                let text = format!("{}; {}", self.clause(), self.clause().to_lowercase());
                out.push(format!("{group}.{item}. {text}."));
                if self.below(2) == 0 {
                    let (lead, partner, time) =
                        (self.pick(&BODIES), self.pick(&BODIES), self.pick(&TIMES));
                    out.push(format!("- Đơn vị chủ trì: {lead}."));
                    out.push(format!("- Đơn vị phối hợp: {partner}."));
                    out.push(format!("- Thời gian thực hiện: {time}."));
                }
            }
        }
        out.push("IV. TỔ CHỨC THỰC HIỆN".to_owned());
        for i in 1..=3 + self.below(3) {
            let (body, clause, time) = (self.pick(&BODIES), self.clause(), self.pick(&TIMES));
            out.push(format!(
                "{i}. {body} chủ trì {}; {}.",
                low(&clause),
                low(time)
            ));
        }
        out.push("Trên đây là Kế hoạch của Sở Y tế, yêu cầu các đơn vị thực hiện./.".to_owned());
        out.push("Nơi nhận:".to_owned());
        out.push("- UBND tỉnh (để b/c);".to_owned());
        out.push("- Lưu: VT, NVY.".to_owned());
        out.push("GIÁM ĐỐC".to_owned());
        out.push("Nguyễn Văn An".to_owned());
    }

    fn table(&mut self, out: &mut String) {
        out.push_str("\nPhụ lục\nDANH MỤC NHIỆM VỤ NĂM 2026\n\n");
        let header = "STT\tNhiệm vụ\tChủ trì\tPhối hợp\tSản phẩm\tThời gian hoàn thành\n";
        out.push_str(header);
        for row in 1..=6 + self.below(14) {
            if row % 7 == 0 {
                out.push('\n');
                out.push_str(header);
            }
            let (clause, lead, partner, time) = (
                self.clause(),
                self.pick(&BODIES),
                self.pick(&BODIES),
                self.pick(&TIMES),
            );
            let _ = writeln!(out, "{row}\t{clause}\t{lead}\t- {partner}\tBáo cáo\t{time}");
        }
    }
}

fn low(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map_or_else(String::new, |c| c.to_lowercase().chain(chars).collect())
}

/// Column at which wrapped layouts break their lines, in characters.
const WRAP: usize = 82;

fn lay_out(paragraphs: &[String], layout: Layout) -> String {
    let mut out = String::new();
    for paragraph in paragraphs {
        match layout {
            Layout::Lines => {
                out.push_str(paragraph);
                out.push_str("\n\n");
            }
            Layout::Markdown => {
                let heading = paragraph.starts_with(['I', 'V']) && paragraph.contains(". ");
                let mark = if heading { "**" } else { "" };
                let _ = write!(out, "{mark}{paragraph}{mark}\n\n");
            }
            Layout::Wrapped | Layout::DoubleSpaced => {
                let mut width = 0;
                for word in paragraph.split(' ') {
                    let length = word.chars().count();
                    if width > 0 && width + 1 + length > WRAP {
                        out.push_str(if layout == Layout::Wrapped {
                            "\n"
                        } else {
                            "\n\n"
                        });
                        width = 0;
                    }
                    if width > 0 {
                        out.push(' ');
                        width += 1;
                    }
                    out.push_str(word);
                    width += length;
                }
                out.push_str(if layout == Layout::Wrapped {
                    "\n"
                } else {
                    "\n\n"
                });
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plans_are_the_same_for_one_seed_and_are_understood() {
        let mut one = Generator::new(7);
        let mut two = Generator::new(7);
        for _ in 0..40 {
            let (name, text) = one.plan();
            assert_eq!((name, text.clone()), two.plan());
            let document = reader::read(text.as_bytes()).expect("a generated plan is text");
            let plan = extract::extract(&document, plan::Source::default());
            assert!(plan.metadata.number.is_some(), "{text}");
            assert!(plan.objectives.len() >= 6, "{text}");
            assert!(plan.tasks.len() >= 6, "{text}");
        }
    }
}
