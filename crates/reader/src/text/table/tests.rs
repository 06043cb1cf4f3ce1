use document::{Block, Document};

use super::super::{furniture, line};
use super::*;

fn table(input: &str) -> Document {
    let mut lines = line::split(input, &[]);
    furniture::mark(input, &mut lines);
    assert_eq!(end(input, &lines, 0), lines.len());
    let mut builder = Builder::new(input);
    read(input, &lines, &mut builder, &mut vec![]);
    builder.finish()
}

fn rows(document: &Document) -> (usize, Vec<Vec<&str>>) {
    let Block::Table(table) = &document.blocks[0] else {
        panic!("no table")
    };
    let row = |r: &document::Row| r.cells.iter().map(|c| document.slice(c.span)).collect();
    (table.header_rows, table.rows.iter().map(row).collect())
}

#[test]
fn a_row_over_a_page_is_one() {
    let document = table(
        "STT\tNhiệm vụ\tChủ trì\tThời gian\n\
         I\tNÂNG CAO NHẬN THỨC\t\t\n\
         06\tTriển khai các nền tảng của các ngành, lĩnh\tVăn phòng Sở\tTheo thời gian\n\
         \n\
         STT\tNhiệm vu\tChủ trì\tThời gian\n\
         \tvực trên môi trường số\t\tBộ Y tế đăng ký\n\
         07\tTổ chức\tPhòng A; Phòng\tQuý II\n",
    );
    let (header, rows) = rows(&document);
    assert_eq!(header, 1);
    assert_eq!(rows.len(), 4);
    assert_eq!(
        rows[2],
        [
            "06",
            "Triển khai các nền tảng của các ngành, lĩnh vực trên môi trường số",
            "Văn phòng Sở",
            "Theo thời gian Bộ Y tế đăng ký"
        ]
    );
}

#[test]
fn a_sum_is_a_row() {
    for (first, sum) in [("1", "Tổng cộng"), ("I", "Cộng:"), ("2", "TỔNG SỐ")] {
        let document = table(&format!(
            "TT\tNội dung\tSố tiền\tGhi chú\n\
             {first}\tMua máy in và máy quét của\t30\tVăn phòng\n\
             \n\
             \u{c}\t{sum}\t30\t\n",
        ));
        assert_eq!(rows(&document).1.last().map(|r| r[1]), Some(sum));
    }
}

#[test]
fn markdown_with_two_headers() {
    let document = table(
        "| TT | Nội dung | Cơ quan thực hiện | | Thời gian |\n\
         | --- | --- | --- | --- | --- |\n\
         | | | Chủ trì | Phối hợp | |\n\
         | (1) | (2) | (3) | (4) | (5) |\n\
         | 1 | Xây dựng\u{2028}kế hoạch | Sở A | Sở B | 2026 |\n\
         | | | Sở C | Sở D | 2027 |\n",
    );
    let (header, rows) = rows(&document);
    assert_eq!(header, 3);
    assert_eq!(rows[3], ["1", "Xây dựng kế hoạch", "Sở A", "Sở B", "2026"]);
    assert_eq!(rows[4], ["", "", "Sở C", "Sở D", "2027"]);
    let Block::Table(table) = &document.blocks[0] else {
        panic!("no table")
    };
    assert!(table.rows[0].cells[3].spans_left);
    assert!(table.rows[4].cells[0].spans_up && table.rows[4].cells[1].spans_up);
    assert_eq!(table.rows[3].cells[1].breaks.len(), 1);
}

#[test]
fn letterheads_are_no_tables() {
    let input = "UBND TỈNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ\tĐộc lập - Tự do\n\
                 Số: 1/KH-SYT\tHuế, ngày 1 tháng 2 năm 2026\n";
    let lines = line::split(input, &[]);
    assert_eq!(end(input, &lines, 0), 0);
}
