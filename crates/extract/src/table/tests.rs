//! What headers mean, by the table of cases.

use document::{Block, Cell, Document, Row, Span, Table};

use super::header::{is_quarter_or_month, meaning};
use super::*;

/// A document with one table that has nothing but a header.
fn header(text: &str) -> Document {
    tables(&[(text, usize::MAX)])
}

/// A document with tables of rows between ` // `, the first of which are header.
fn tables(texts: &[(&str, usize)]) -> Document {
    let mut document = Document::default();
    for &(text, header_rows) in texts {
        let mut table = Table::default();
        let levels: Vec<Vec<&str>> = text
            .split(" // ")
            .map(|level| level.split('|').map(str::trim).collect())
            .collect();
        for (number, level) in levels.iter().enumerate() {
            let mut row = Row::default();
            for (i, &cell) in level.iter().enumerate() {
                let start = document.text.len();
                let goes_on = cell == "<";
                if !goes_on {
                    document.text.push_str(cell);
                }
                let above = number > 0 && levels[number - 1].get(i).is_some_and(|c| !c.is_empty());
                row.cells.push(Cell {
                    span: Span::new(start, document.text.len()),
                    spans_left: goes_on,
                    spans_up: cell.is_empty() && above,
                    ..Cell::default()
                });
                document.text.push('\t');
            }
            table.rows.push(row);
        }
        table.header_rows = header_rows.min(table.rows.len());
        document.blocks.push(Block::Table(table));
    }
    document
}

fn table_at(document: &Document, number: usize) -> &Table {
    match document.blocks.get(number) {
        Some(Block::Table(table)) => table,
        _ => panic!("table {number} is missing"),
    }
}

fn letter(column: &Column) -> char {
    match column {
        Column::Index => '#',
        Column::Task => 'T',
        Column::Target => 'C',
        Column::TargetValue => 'V',
        Column::Unit => 'U',
        Column::Lead => 'L',
        Column::Partner => 'P',
        Column::Mixed => 'M',
        Column::DeadlineStart => 'S',
        Column::Deadline => 'D',
        Column::Grid => 'G',
        Column::Output => 'O',
        Column::Note => 'N',
        Column::Source => 'W',
        _ => '.',
    }
}

#[test]
fn headers_say_what_a_table_is() {
    let mut wrong = vec![];
    for line in include_str!("../../cases/table_headers.tsv").lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let &[subject, text, columns] = cells.as_slice() else {
            continue;
        };
        if subject == "subject" {
            continue;
        }
        let document = header(text);
        let source = Source::new(&document);
        let grid = read(&source, table_at(&document, 0));
        let got: String = grid.columns.iter().map(letter).collect();
        let is = match grid.subject {
            Subject::Tasks => "tasks",
            Subject::Objectives => "objectives",
            Subject::Other => "other",
        };
        if (is, got.as_str()) != (subject, columns) {
            wrong.push(format!(
                "{text}\n  want {subject} {columns}\n  got  {is} {got}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn headers() {
    for (text, want) in [
        ("STT", Some(Column::Index)),
        ("Nhiệm vụ và giải pháp", Some(Column::Task)),
        ("Kế quả/sản phẩm", Some(Column::Output)),
        ("Thời gianhoàn thành", Some(Column::Deadline)),
        ("Cơ quan, đơn vị chủ trì", Some(Column::Lead)),
        ("Chủ trì/Phối hợp", Some(Column::Mixed)),
        ("Đơn vị phối hợp", Some(Column::Partner)),
        ("Theo dõi, kiểm tra, đôn đốc", Some(Column::Other)),
        ("Kinh phí dự kiến", Some(Column::Other)),
        ("Ghi chú", Some(Column::Note)),
        ("Chỉ tiêu năm 2026", Some(Column::TargetValue)),
        ("Tên thủ tục hành chính", None),
        ("Nội dung các bước công việc", Some(Column::Task)),
        ("Trình tự các bước thực hiện", Some(Column::Task)),
        ("Các văn bản cần sửa đổi, bổ sung", Some(Column::Task)),
        ("Nhiệm vụ phải hoàn thành năm 2026", Some(Column::Task)),
        ("Nội dung chi", Some(Column::Task)),
        ("Nội dung đánh giá", None),
        ("Đơn vị, cá nhân thực hiện", Some(Column::Lead)),
        ("Phòng, ban chịu trách nhiệm chính", Some(Column::Lead)),
        ("Đơn vị kiểm tra", None),
        ("Phân công nhiệm vụ", Some(Column::Lead)),
        ("Đơn vị thực hiện, phối hợp", Some(Column::Mixed)),
        ("Cơ quan phối hợp thực hiện", Some(Column::Partner)),
        ("Các cá nhân tham gia", Some(Column::Partner)),
        ("Thời gian dự kiến hoàn thành", Some(Column::Deadline)),
        ("Thời hạn giải quyết", None),
        ("Thời gian bắt đầu triển khai", Some(Column::DeadlineStart)),
        ("Kết quả cần đạt (dự kiến)", Some(Column::Output)),
    ] {
        assert_eq!(meaning(text).map(|(column, _)| column), want, "{text}");
    }
    assert!(is_quarter_or_month("Quý III") && is_quarter_or_month("T12"));
    assert!(!is_quarter_or_month("Thời gian") && !is_quarter_or_month("Quý"));
}

#[test]
fn groups_hold_rows() {
    for (group, label, want) in [
        ("11", "11.2", true),
        ("11", "12", false),
        ("1", "11.2", false),
        ("II", "12", true),
        ("", "3", true),
    ] {
        assert_eq!(holds(group, label), want, "{group} {label}");
    }
    assert!(depth("A") < depth("I") && depth("I") < depth("1") && depth("1") < depth("1.1"));
}

#[test]
fn ditto_marks() {
    for (text, want) in [
        ("nt", true),
        ("-nt-", true),
        ("″", true),
        ("Như trên", true),
        ("-", false),
        ("Sở Y tế", false),
    ] {
        assert_eq!(is_ditto(text), want, "{text}");
    }
}

/// The texts of a table's rows by a grid, cells between ` | `, behind the titles of their groups.
fn read_rows(
    document: &Document,
    number: usize,
    grid: &Grid,
    groups: &mut Vec<Group>,
) -> Vec<String> {
    let source = Source::new(document);
    rows(&source, table_at(document, number), grid, groups)
        .iter()
        .map(|row| {
            let cells: Vec<&str> = row.cells.iter().map(|c| source.text(c.0)).collect();
            let groups: Vec<&str> = row.groups.iter().map(|g| source.text(g.title)).collect();
            format!("{}: {}", groups.join(" > "), cells.join(" | "))
        })
        .collect()
}

fn grid_of(document: &Document, number: usize) -> Grid {
    read(&Source::new(document), table_at(document, number))
}

#[test]
fn rows_behind_a_repeated_header_and_numbers_of_columns() {
    let document = tables(&[(
        "TT | Nhiệm vụ | Chủ trì | Năm 2026 // (1) | (2) | (3) | (4) // I | Hạ tầng | < | < \
         // 1 | Thay máy chủ | Văn phòng Sở | Quý I // TT | Nhiệm vụ | Chủ trì | Năm 2026 \
         // 1 | 2 | 3 | 4 // 2 | Thay mạng | Theo Quyết định số 12 | < ",
        1,
    )]);
    let grid = grid_of(&document, 0);
    assert_eq!(
        read_rows(&document, 0, &grid, &mut vec![]),
        [
            "Hạ tầng: 1 | Thay máy chủ | Văn phòng Sở | Quý I",
            "Hạ tầng: 2 | Thay mạng | Theo Quyết định số 12 | Theo Quyết định số 12",
        ]
    );
}

#[test]
fn a_misread_numeral_before_numbered_rows_heads_a_group() {
    let document = tables(&[(
        "TT | Nhiệm vụ | Chủ trì | Năm 2026 // I | Hạ tầng | < | < // 1 | Thay máy | Sở A | Quý I \
         // HN! | Dữ liệu | < | < // 1 | Nhập dữ liệu | Sở B | Quý II // 2 | Nối mạng | Sở C | Quý II \
         // xV | An toàn | < | < // 1 | Diễn tập | Sở D | Quý III // IV | Đào tạo | < | < \
         // 1 | Mở lớp | Sở E | Quý IV // ab | Việc bỏ ngỏ | < | < // xx | Việc khác | Sở G | Quý IV",
        1,
    )]);
    let grid = grid_of(&document, 0);
    assert_eq!(
        read_rows(&document, 0, &grid, &mut vec![]),
        [
            "Hạ tầng: 1 | Thay máy | Sở A | Quý I",
            "Dữ liệu: 1 | Nhập dữ liệu | Sở B | Quý II",
            "Dữ liệu: 2 | Nối mạng | Sở C | Quý II",
            "An toàn: 1 | Diễn tập | Sở D | Quý III",
            "Đào tạo: 1 | Mở lớp | Sở E | Quý IV",
            "Đào tạo: ab | Việc bỏ ngỏ | Việc bỏ ngỏ | Việc bỏ ngỏ",
            "Đào tạo: xx | Việc khác | Sở G | Quý IV",
        ]
    );
}

#[test]
fn one_over_the_first_row_is_a_roman_one() {
    let document = tables(&[(
        "TT | Nhiệm vụ | Chủ trì | Năm 2026 // 1 | Hạ tầng | < | < // 1 | Thay máy | Sở A | Quý I \
         // 2 | Nối mạng | Sở B | Quý I // VH | Dữ liệu | < | < // 1 | Nhập dữ liệu | Sở C | Quý II",
        1,
    )]);
    let grid = grid_of(&document, 0);
    assert_eq!(
        read_rows(&document, 0, &grid, &mut vec![]),
        [
            "Hạ tầng: 1 | Thay máy | Sở A | Quý I",
            "Hạ tầng: 2 | Nối mạng | Sở B | Quý I",
            "Dữ liệu: 1 | Nhập dữ liệu | Sở C | Quý II",
        ]
    );
}

#[test]
fn a_cell_over_three_columns_stands_in_each() {
    let document = tables(&[(
        "TT | Nhiệm vụ | Chủ trì | Phối hợp | Thời gian // 1 | Rà soát hồ sơ | Theo kế hoạch | < | <",
        1,
    )]);
    let grid = grid_of(&document, 0);
    assert_eq!(
        read_rows(&document, 0, &grid, &mut vec![]),
        [": 1 | Rà soát hồ sơ | Theo kế hoạch | Theo kế hoạch | Theo kế hoạch"]
    );
}

#[test]
fn a_part_without_header_goes_on_with_the_table_before() {
    let document = tables(&[
        (
            "TT | Nhiệm vụ | Chủ trì | Thời gian // I | Hạ tầng | < | < // 1 | Thay máy chủ | Văn phòng Sở | Quý I",
            1,
        ),
        (
            "2 | Thay mạng | Văn phòng Sở | Quý II // 3 | Thay điện | Văn phòng Sở | Quý III",
            1,
        ),
        ("Số lượt | Tuyến | Bệnh viện // 2 | Tỉnh | A", 1),
    ]);
    let grid = grid_of(&document, 0);
    let mut groups = vec![];
    read_rows(&document, 0, &grid, &mut groups);
    let joined = grid.continued(&grid_of(&document, 1)).expect("goes on");
    assert_eq!(
        read_rows(&document, 1, &joined, &mut groups),
        [
            "Hạ tầng: 2 | Thay mạng | Văn phòng Sở | Quý II",
            "Hạ tầng: 3 | Thay điện | Văn phòng Sở | Quý III",
        ]
    );
    assert!(grid.continued(&grid_of(&document, 2)).is_none());
}
