//! Throughput of normalising and folding, on a text of about a megabyte.

use divan::Bencher;
use divan::counter::BytesCount;
use unicode_normalization::UnicodeNormalization;

const PARAGRAPH: &str = "\
Ủy ban nhân dân tỉnh yêu cầu các sở, ban, ngành, địa phương khẩn trương thực hiện những nhiệm vụ sau đây:
1. Sở Y tế chủ trì, phối hợp với Sở Tài chính rà soát chỉ tiêu giường bệnh, bảo đảm đến năm 2025 có đủ bác sĩ.
- Thử nghiệm phần mềm quản lý hồ sơ, khuyến khích doanh nghiệp nhỏ và vừa ứng dụng “công nghệ mới” – tối thiểu 80%.
";

fn main() {
    divan::main();
}

fn clean() -> String {
    PARAGRAPH.repeat(2500)
}

fn run(bencher: Bencher<'_, '_>, source: Vec<u8>) {
    bencher
        .counter(BytesCount::of_slice(&source))
        .bench(|| normalize::normalize(&source));
}

#[divan::bench]
fn normalize_clean(bencher: Bencher<'_, '_>) {
    run(bencher, clean().into_bytes());
}

#[divan::bench]
fn normalize_ascii(bencher: Bencher<'_, '_>) {
    run(
        bencher,
        normalize::ascii_form(PARAGRAPH).repeat(2500).into_bytes(),
    );
}

#[divan::bench]
fn normalize_str_clean(bencher: Bencher<'_, '_>) {
    let text = clean();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| normalize::normalize_str(&text));
}

#[divan::bench]
fn validate_utf8_alone(bencher: Bencher<'_, '_>) {
    let text = clean();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench(|| std::str::from_utf8(divan::black_box(text.as_bytes())).is_ok());
}

#[divan::bench]
fn normalize_crlf(bencher: Bencher<'_, '_>) {
    run(bencher, clean().replace('\n', "\r\n").into_bytes());
}

#[divan::bench]
fn normalize_nfd(bencher: Bencher<'_, '_>) {
    run(bencher, clean().nfd().collect::<String>().into_bytes());
}

#[divan::bench]
fn normalize_utf16(bencher: Bencher<'_, '_>) {
    run(
        bencher,
        clean().encode_utf16().flat_map(u16::to_le_bytes).collect(),
    );
}

#[divan::bench]
fn normalize_tcvn3(bencher: Bencher<'_, '_>) {
    let line = "Thñ t\u{AD}íng ChÝnh phñ yªu cÇu c¸c cÊp, c¸c ngµnh thùc hiÖn nghiªm tóc kÕ ho¹ch nµy trong n¨m 2006.\n";
    let line: Vec<u8> = line.chars().map(|c| c as u8).collect();
    run(bencher, line.repeat(10_000));
}

#[divan::bench]
fn fold(bencher: Bencher<'_, '_>) {
    let text = clean();
    let mut out = String::new();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        out.clear();
        normalize::fold_into(&text, &mut out);
    });
}

#[divan::bench]
fn key(bencher: Bencher<'_, '_>) {
    let text = clean();
    let mut out = String::new();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        out.clear();
        normalize::key_into(&text, &mut out);
    });
}
