//! Names of one body, names of several.

use super::*;

fn plan(issuer: &str, province: &str) -> Plan {
    let province = plan::province::resolve(province, Some("2026-01-01"));
    Plan {
        schema_version: plan::SCHEMA_VERSION.to_owned(),
        id: "0123456789abcdef".to_owned(),
        source: plan::Source::default(),
        metadata: plan::Metadata {
            issuer: Some(issuer.to_owned()),
            province,
            ..plan::Metadata::default()
        },
        outline: vec![],
        objectives: vec![],
        tasks: vec![],
        tables: vec![],
        diagnostics: vec![],
    }
}

fn resolver(issuer: &str, province: &str) -> Resolver {
    Resolver::new(&plan(issuer, province))
}

const SYT: &str = "Sở Y tế";
const UBND: &str = "Ủy ban nhân dân tỉnh Lào Cai";

/// Issuer; names of one body, separated by `|`.
const ONE: &[(&str, &str)] = &[
    (
        SYT,
        "Phòng KHTC|Phòng Kế hoạch – Tài chính, Sở Y tế|phòng Kế hoạch - Tài chính|Phòng KH-TC|KHTC|phòng Kế hoạch và Tài chính|Phòng Kế hoạch, Tài chính thuộc Sở Y tế",
    ),
    (
        SYT,
        "Văn phòng Sở|Văn phòng Sở Y tế|Văn phòng|văn phòng SYT",
    ),
    (SYT, "Thanh tra Sở|Thanh tra Sở Y tế"),
    (
        SYT,
        "Phòng Quản lý Khám chữa bệnh-Sở y tế|Phòng QLKCB|Phòng Quản lý khám bệnh, chữa bệnh",
    ),
    (
        SYT,
        "Phòng Nghiệp vụ Y & An toàn vệ sinh thực phẩm|Phòng NVY&ATVSTP",
    ),
    (
        SYT,
        "Các đơn vị trực thuộc|Các đơn vị trực thuộc Sở Y tế|Đơn vị trực thuộc|các ĐVTT",
    ),
    (
        SYT,
        "Các phòng chuyên môn thuộc Sở|Các phòng CM thuộc SYT|Các phòng chuyên môn",
    ),
    (SYT, "các phòng thuộc Sở Y tế|Các phòng thuộc Sở"),
    (SYT, "Sở|Sở Y tế|SYT|Sở Y tế tỉnh Lào Cai|Sở Y tế Tỉnh"),
    (
        UBND,
        "Sở Khoa học và Công nghệ|Sở KH&CN|Sở KHCN|SKHCN|Sở Khoa học & Công nghệ|Sở Khoa học, Công nghệ",
    ),
    (
        UBND,
        "Sở Văn hóa, Thể thao và Du lịch|Sở Văn hoá - Thể thao và Du lịch|Sở VHTTDL",
    ),
    (
        UBND,
        "UBND tỉnh|Ủy ban nhân dân tỉnh|Uỷ ban nhân dân tỉnh Lào Cai|UBND Tỉnh Lào Cai",
    ),
    (
        UBND,
        "UBND các xã, phường|Ủy ban nhân dân các xã, phường|UBND cấp xã|UBND các xã, phường, đặc khu",
    ),
    (
        UBND,
        "Trung tâm Kiểm soát bệnh tật|Trung tâm Kiểm soát bệnh tật tỉnh|CDC|TTKSBT tỉnh",
    ),
    (UBND, "Công an tỉnh|Công an tỉnh Lào Cai"),
    (UBND, "các sở, ngành có liên quan|Các sở, ngành liên quan"),
    (
        UBND,
        "Phòng Kế hoạch - Tài chính, Sở Y tế|Phòng KHTC thuộc Sở Y tế",
    ),
];

/// Issuer; names of different bodies, separated by `|`.
const APART: &[(&str, &str)] = &[
    (SYT, "Phòng Y tế|Sở Y tế|Bộ Y tế|Trạm Y tế"),
    (SYT, "Chi cục ATTP|Chi cục ATTT"),
    (SYT, "Phòng Tổ chức cán bộ|Phòng Tổ chức - Hành chính"),
    (
        SYT,
        "Phòng Nghiệp vụ Y|Phòng Nghiệp vụ Dược|Phòng Nghiệp vụ Y dược",
    ),
    (SYT, "Các đơn vị|Các đơn vị trực thuộc|Các đơn vị liên quan"),
    (
        SYT,
        "Phòng Kế hoạch - Tài chính|Phòng Kế hoạch - Tài chính, Sở Nội vụ",
    ),
    // Nothing says that the bare name is the department's.
    (UBND, "Phòng KHTC|Phòng Kế hoạch - Tài chính, Sở Y tế"),
    (UBND, "Sở Y tế|Sở Y tế tỉnh Yên Bái"),
    (
        UBND,
        "UBND tỉnh|UBND các xã, phường|UBND xã|Chủ tịch UBND tỉnh",
    ),
    (
        UBND,
        "các sở, ban, ngành|các sở, ngành|các sở, ngành liên quan",
    ),
    (UBND, "Công an tỉnh|Công an"),
    (UBND, "Các cơ sở y tế|Sở Y tế"),
    // Only capitals are short forms.
    (UBND, "Sở tc|Sở Tài chính"),
];

#[test]
fn names_of_one_body() {
    for (issuer, names) in ONE {
        let resolver = resolver(issuer, "Lào Cai");
        let keys: Vec<_> = names.split('|').map(|n| resolver.body(n).key).collect();
        for (name, key) in names.split('|').zip(&keys) {
            assert_eq!(key, &keys[0], "{name}, in a plan of {issuer}");
        }
    }
}

#[test]
fn names_of_different_bodies() {
    for (issuer, names) in APART {
        let resolver = resolver(issuer, "Lào Cai");
        let mut keys: Vec<_> = names.split('|').map(|n| resolver.body(n).key).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), names.split('|').count(), "{names}: {keys:?}");
    }
}

#[test]
fn a_division_is_part_of_what_is_printed_or_of_the_issuer() {
    for (issuer, name, under) in [
        (SYT, "Phòng KHTC", Some("Sở Y tế")),
        (SYT, "Phòng KHTC, Sở Nội vụ", Some("Sở Nội vụ")),
        (UBND, "Phòng KHTC, Sở Nội vụ", Some("Sở Nội vụ")),
        (UBND, "Phòng KHTC", None),
        (UBND, "Sở Y tế", None),
        (SYT, "Lãnh đạo UBND tỉnh", Some("UBND tỉnh")),
        (SYT, "Chủ tịch UBND tỉnh", None),
        (SYT, "Phòng Văn hóa - Xã hội các xã, phường", None),
        (SYT, "Các phòng chuyên môn", Some("Sở Y tế")),
        (UBND, "các cơ sở y tế", None),
        (
            "Ủy ban nhân dân xã Y Tý",
            "Trạm Y tế",
            Some("Ủy ban nhân dân xã Y Tý"),
        ),
        ("Ủy ban nhân dân xã Y Tý", "Sở Y tế", None),
        ("Ủy ban nhân dân xã Y Tý", "UBND xã Y Tý", None),
    ] {
        let body = resolver(issuer, "Lào Cai").body(name);
        assert_eq!(
            body.under.as_deref(),
            under,
            "{name}, in a plan of {issuer}"
        );
    }
}

#[test]
fn bodies_of_two_issuers_are_not_mixed() {
    let name = "Các đơn vị trực thuộc";
    let health = resolver(SYT, "Lào Cai").body(name);
    let science = resolver("Sở Khoa học và Công nghệ", "Lào Cai").body(name);
    assert_ne!(health.key, science.key);
    let department = "Sở Tài chính";
    assert_eq!(
        resolver(SYT, "Lào Cai").body(department).key,
        resolver(UBND, "Lào Cai").body(department).key
    );
}

#[test]
fn a_city_is_a_province() {
    let hue = resolver("Ủy ban nhân dân thành phố Huế", "Huế");
    let key = |name: &str| hue.body(name).key;
    assert_eq!(key("UBND thành phố"), key("Ủy ban nhân dân TP. Huế"));
    assert_eq!(key("Sở Y tế"), key("Sở Y tế thành phố"));
    assert_eq!(key("Công an thành phố"), key("Công an TP Huế"));
}

#[test]
fn classes() {
    let resolver = resolver(SYT, "Lào Cai");
    for (name, class) in [
        ("Sở Y tế", Class::Unit),
        ("Phòng KHTC", Class::Unit),
        ("các sở, ban, ngành", Class::Aggregate),
        ("Đơn vị trực thuộc", Class::Aggregate),
        ("UBND các xã, phường", Class::Aggregate),
        ("09 Trung tâm y tế huyện, thành phố", Class::Aggregate),
        ("Thủ trưởng các đơn vị", Class::Role),
        ("Giám đốc Sở Y tế", Class::Role),
    ] {
        assert_eq!(resolver.body(name).class, class, "{name}");
    }
}
