//! What is found, in which order, and where it lights up.

mod support;

use store::{ErrorKind, Filter, Kind, SearchRequest, byte_ranges};
use support::{deadline, draft, export, fill, heading, hits, library, output, owner, texts};

/// Texts of tasks, a query, and what it must find; all else must not be found.
struct Case {
    items: &'static [&'static str],
    query: &'static str,
    /// What must come first; empty when all are equally good.
    first: &'static str,
    found: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case {
        items: &[
            "Triển khai bệnh án điện tử tại bệnh viện",
            "Bệnh nhân nộp đơn điện tử; hồ sơ vụ án tử hình",
            "Bệnh án giấy",
            "Bệnh ẩn điện tử",
        ],
        query: "Bệnh án điện tử",
        first: "Triển khai bệnh án điện tử tại bệnh viện",
        found: &[
            "Triển khai bệnh án điện tử tại bệnh viện",
            "Bệnh nhân nộp đơn điện tử; hồ sơ vụ án tử hình",
        ],
    },
    Case {
        items: &["Triển khai bệnh án điện tử"],
        query: "bệnh ẩn điện tử",
        first: "",
        found: &[],
    },
    Case {
        items: &["bạn", "bàn", "ban", "bán"],
        query: "bạn",
        first: "",
        found: &["bạn"],
    },
    Case {
        items: &["bạn", "bàn", "ban", "đan"],
        query: "ban",
        first: "ban",
        found: &["ban", "bạn", "bàn"],
    },
    Case {
        items: &["Đo đường", "do dự"],
        query: "đo",
        first: "",
        found: &["Đo đường"],
    },
    Case {
        items: &[
            "bệnh án điện tử",
            "bệnh ấn điện từ",
            "bênh án điện tử",
            "bệnh an dien tử",
        ],
        query: "bệnh an dien tử",
        first: "bệnh an dien tử",
        found: &["bệnh an dien tử", "bệnh án điện tử"],
    },
    Case {
        items: &["BENH AN DIEN TU", "bệnh án điện tử"],
        query: "benh an dien tu",
        first: "BENH AN DIEN TU",
        found: &["BENH AN DIEN TU", "bệnh án điện tử"],
    },
    // Decomposed query; decomposed text; both placements of the tone; i and y.
    Case {
        items: &["bệnh án"],
        query: "Be\u{323}\u{302}nh a\u{301}n",
        first: "",
        found: &["bệnh án"],
    },
    Case {
        items: &["be\u{323}\u{302}nh a\u{301}n"],
        query: "bệnh án",
        first: "",
        found: &["be\u{323}\u{302}nh a\u{301}n"],
    },
    Case {
        items: &["Uỷ ban", "Ủy ban", "Úy ban"],
        query: "ủy ban",
        first: "",
        found: &["Uỷ ban", "Ủy ban"],
    },
    Case {
        items: &["sức khoẻ", "sức khỏe"],
        query: "sức khoẻ",
        first: "",
        found: &["sức khoẻ", "sức khỏe"],
    },
    Case {
        items: &["kĩ thuật", "kỹ thuật"],
        query: "kỹ thuật",
        first: "",
        found: &["kĩ thuật", "kỹ thuật"],
    },
    // Phrases.
    Case {
        items: &["y tế thông minh", "thông tin y tế, đô thị minh bạch"],
        query: "\"y tế thông minh\"",
        first: "",
        found: &["y tế thông minh"],
    },
    Case {
        items: &[
            "y tế thông minh",
            "ngành y, tế bào thông minh",
            "thông minh, y tế",
        ],
        query: "\"y tế\" thông minh",
        first: "y tế thông minh",
        found: &[
            "y tế thông minh",
            "ngành y, tế bào thông minh",
            "thông minh, y tế",
        ],
    },
    Case {
        items: &["tế y"],
        query: "\"y tế\"",
        first: "",
        found: &[],
    },
    // Numbers.
    Case {
        items: &[
            "Nghị quyết số 57-NQ/TW ngày 22/12/2024",
            "Nghị quyết 57/NQ-CP",
            "Quyết định 157-NQ/TW",
        ],
        query: "57-NQ/TW",
        first: "",
        found: &["Nghị quyết số 57-NQ/TW ngày 22/12/2024"],
    },
    Case {
        items: &["số 57-NQ/TW", "TW có 57 NQ"],
        query: "57-nq/tw",
        first: "",
        found: &["số 57-NQ/TW"],
    },
    Case {
        items: &["đạt 100%", "đạt 100 %", "100 trạm"],
        query: "100%",
        first: "",
        found: &["đạt 100%", "đạt 100 %"],
    },
    Case {
        items: &["tỷ lệ 99,9%", "từ 9% đến 99%"],
        query: "99,9%",
        first: "",
        found: &["tỷ lệ 99,9%"],
    },
    Case {
        items: &["Đề án 06", "Đề án 60"],
        query: "đề án 06",
        first: "",
        found: &["Đề án 06"],
    },
    // Abbreviations, both ways.
    Case {
        items: &[
            "Triển khai BAĐT",
            "Triển khai bệnh án điện tử",
            "hồ sơ điện tử",
        ],
        query: "BAĐT",
        first: "",
        found: &["Triển khai BAĐT", "Triển khai bệnh án điện tử"],
    },
    Case {
        items: &[
            "Thúc đẩy CĐS ngành",
            "Thúc đẩy chuyển đổi số",
            "đổi số điện thoại",
        ],
        query: "thúc đẩy chuyển đổi số",
        first: "",
        found: &["Thúc đẩy CĐS ngành", "Thúc đẩy chuyển đổi số"],
    },
    Case {
        items: &["chuyển đổi số"],
        query: "\"CĐS\"",
        first: "",
        found: &[],
    },
    Case {
        items: &["tu bổ di tích", "Tỉnh ủy"],
        query: "tỉnh ủy",
        first: "",
        found: &["Tỉnh ủy"],
    },
];

#[test]
fn what_is_found() {
    for case in CASES {
        let drafts = [case
            .items
            .iter()
            .fold(draft("a.txt"), |draft, text| draft.task(text))];
        let (_dir, library) = library(&drafts);
        let mut found = texts(&library, case.query);
        if !case.first.is_empty() {
            assert_eq!(
                found.first().map(String::as_str),
                Some(case.first),
                "{}",
                case.query
            );
        }
        found.sort();
        let mut expected = case.found.to_vec();
        expected.sort_unstable();
        assert_eq!(found, expected, "{}", case.query);
    }
}

#[test]
fn spelling_as_typed_comes_first() {
    let drafts = [draft("a.txt")
        .task("ban ngày và ban đêm ở một nơi rất xa thành phố")
        .task("bạn")
        .task("bàn")];
    let (_dir, library) = library(&drafts);
    assert_eq!(
        texts(&library, "ban")[0],
        "ban ngày và ban đêm ở một nơi rất xa thành phố"
    );
}

#[test]
fn phrase_before_words_before_surroundings() {
    let long = "Các đơn vị rà soát, hoàn thiện hạ tầng để ứng dụng y tế từ xa tại tất cả các trạm trong toàn tỉnh";
    let drafts = [
        draft("a.txt")
            .title("Phát triển y tế từ xa")
            .task("Rà soát hạ tầng"),
        draft("b.txt")
            .task("Y tá từ tế bào ở xa")
            .task(long)
            .task("Xa y tế từ"),
        draft("c.txt")
            .task("Mua thiết bị")
            .with(|task| task.path.push(heading("1.", "Y tế từ xa"))),
    ];
    let (_dir, library) = library(&drafts);
    let found = texts(&library, "y tế từ xa");
    assert_eq!(found[0], long);
    assert_eq!(found[1..3], ["Mua thiết bị", "Rà soát hạ tầng"]);
    assert_eq!(found.len(), 5);
}

#[test]
fn what_stands_around_an_item_finds_it() {
    let drafts = [draft("a.txt")
        .number("57/KH-SYT")
        .issuer("Sở Y tế Cần Thơ")
        .task("Đào tạo")
        .with(|task| {
            task.path.push(heading("II.", "NHIỆM VỤ"));
            task.group = Some("I Hạ tầng".to_owned());
            task.leads.push(owner("Phòng Nghiệp vụ Y"));
            task.partners.push(owner("Viễn thông"));
            task.outputs.push(output("Báo cáo quý"));
            task.deadlines.push(deadline("Quý IV/2025"));
            task.notes = Some("Kinh phí sự nghiệp".to_owned());
        })];
    let (_dir, library) = library(&drafts);
    let queries = [
        "nhiệm vụ",
        "hạ tầng",
        "phòng nghiệp vụ y",
        "viễn thông",
        "báo cáo",
        "quý IV/2025",
        "kinh phí",
    ];
    for query in queries
        .into_iter()
        .chain(["57/KH-SYT", "sở y tế cần thơ", "đào tạo viễn thông"])
    {
        assert_eq!(texts(&library, query), ["Đào tạo"], "{query}");
    }
    let result = library.search(&SearchRequest::new("viễn thông")).unwrap();
    assert!(result.hits[0].highlights.is_empty());
    // A heading's last word and the group's first are no phrase.
    assert!(texts(&library, "\"vụ I hạ\"").is_empty());
}

#[test]
fn highlights_are_characters_of_the_text() {
    let text = "Đẩy mạnh đầu tư bệnh án điện tử; uỷ ban";
    let (_dir, library) = library(&[draft("a.txt").task(text)]);
    for (query, lit) in [
        ("bệnh án điện tử", vec!["bệnh án điện tử"]),
        ("be\u{323}\u{302}nh a\u{301}n", vec!["bệnh án"]),
        ("benh an", vec!["bệnh án"]),
        ("ủy ban", vec!["uỷ ban"]),
        ("tử ban", vec!["tử", "ban"]),
        ("badt", vec!["bệnh án điện tử"]),
    ] {
        let hit = library
            .search(&SearchRequest::new(query))
            .unwrap()
            .hits
            .remove(0);
        let words: Vec<&str> = byte_ranges(text, &hit.highlights)
            .into_iter()
            .map(|range| &text[range])
            .collect();
        assert_eq!(words, lit, "{query}");
    }
}

#[test]
fn abbreviations_can_be_left_alone() {
    let (_dir, library) = library(&[draft("a.txt").task("chuyển đổi số").task("CĐS")]);
    let request = SearchRequest {
        expand: false,
        ..SearchRequest::new("CĐS")
    };
    assert_eq!(hits(&library, &request), ["CĐS"]);
    let result = library.search(&SearchRequest::new("cds")).unwrap();
    assert_eq!(result.total, 2);
    assert_eq!(result.expansions[0].typed, "cds");
    assert_eq!(result.expansions[0].also, ["chuyển đổi số"]);
}

#[test]
fn provinces_old_and_present() {
    let drafts = [
        draft("a.txt")
            .province("Vĩnh Phúc", "2024-05-01")
            .task("cũ Vĩnh"),
        draft("b.txt")
            .province("Phú Thọ", "2024-05-01")
            .task("cũ Phú"),
        draft("c.txt")
            .province("Phú Thọ", "2025-09-01")
            .task("mới Phú"),
        draft("d.txt")
            .province("Yên Bái", "2024-05-01")
            .task("cũ Yên"),
        draft("e.txt")
            .province("Lào Cai", "2025-10-01")
            .task("mới Lào"),
        draft("f.txt").task("không rõ"),
    ];
    let (_dir, library) = library(&drafts);
    let all = |province: &str| {
        let request = SearchRequest {
            filter: Filter {
                provinces: vec![province.to_owned()],
                ..Filter::default()
            },
            ..SearchRequest::default()
        };
        let mut found = hits(&library, &request);
        found.sort();
        found.join(", ")
    };
    for (province, found) in [
        // A name that goes on: plans issued under it, and plans of what it holds now.
        ("Phú Thọ", "cũ Phú, cũ Vĩnh, mới Phú"),
        ("phu tho", "cũ Phú, cũ Vĩnh, mới Phú"),
        ("Tỉnh Phú Thọ", "cũ Phú, cũ Vĩnh, mới Phú"),
        // A name that is no more: its plans, and what its successor issued since.
        ("Vĩnh Phúc", "cũ Vĩnh, mới Phú"),
        ("vinh phuc", "cũ Vĩnh, mới Phú"),
        // 15 was the code of Yên Bái and is that of Lào Cai.
        ("Lào Cai", "cũ Yên, mới Lào"),
        ("Yên Bái", "cũ Yên, mới Lào"),
        ("Cà Mau", ""),
    ] {
        assert_eq!(all(province), found, "{province}");
    }
    let request = SearchRequest {
        filter: Filter {
            provinces: vec!["Atlantis".to_owned()],
            ..Filter::default()
        },
        ..SearchRequest::default()
    };
    let error = library.search(&request).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NoProvince);
    assert!(error.hint().is_some());
}

#[test]
fn kinds_pages_and_totals() {
    let many = (0..50).fold(draft("a.txt"), |draft, n| {
        draft.objective(&format!("mục tiêu {n}"))
    });
    let (_dir, library) = library(&[many.task("mục tiêu của nhiệm vụ")]);
    let request = SearchRequest {
        kinds: vec![Kind::Objective],
        ..SearchRequest::new("mục tiêu")
    };
    let first = library.search(&request).unwrap();
    assert_eq!((first.total, first.hits.len()), (50, 20));
    let second = library
        .search(&SearchRequest {
            offset: 20,
            ..request.clone()
        })
        .unwrap();
    assert_eq!(second.hits[0].item.text(), "mục tiêu 20");
    let last = library
        .search(&SearchRequest {
            offset: 45,
            ..request.clone()
        })
        .unwrap();
    assert_eq!(last.hits.len(), 5);
    let beyond = library
        .search(&SearchRequest {
            offset: 99,
            ..request.clone()
        })
        .unwrap();
    assert_eq!((beyond.total, beyond.hits.len()), (50, 0));
    let none = library
        .search(&SearchRequest {
            limit: 0,
            ..request.clone()
        })
        .unwrap();
    assert_eq!((none.total, none.hits.len()), (50, 0));
    let tasks = SearchRequest {
        kinds: vec![Kind::Task],
        ..request
    };
    assert_eq!(hits(&library, &tasks), ["mục tiêu của nhiệm vụ"]);
    let hit = library.search(&tasks).unwrap().hits.remove(0);
    let json = serde_json::to_value(&hit).unwrap();
    assert_eq!(json["kind"], "task");
    assert_eq!(json["item"]["text"], "mục tiêu của nhiệm vụ");
}

#[test]
fn no_words() {
    let (_dir, library) = library(&[draft("a.txt").task("một").task("hai")]);
    assert_eq!(texts(&library, ""), ["một", "hai"]);
    assert_eq!(
        library
            .search(&SearchRequest::new("?!"))
            .unwrap_err()
            .kind(),
        ErrorKind::Query
    );
}

#[test]
fn order_and_export_do_not_depend_on_the_order_of_imports() {
    let drafts = || {
        let names = ["Cà Mau", "Hà Nội", "Phú Thọ", "Lào Cai", "Huế"];
        let mut drafts: Vec<_> = (0..30)
            .map(|n| {
                draft(&format!("{n}.txt"))
                    .province(names[n % 5], ["2025-03-03", "2025-12"][n / 5 % 2])
                    .number(&format!("{}/KH-UBND", 300 - n * 7))
                    .task("Phát triển y tế số")
                    .objective("Mục tiêu y tế số")
            })
            .collect();
        drafts.push(draft("x.txt").task("Phát triển y tế số"));
        drafts
    };
    let (_dir, library_a) = library(&drafts());
    let dir = tempfile::tempdir().unwrap();
    let library_b = store::Library::open(dir.path()).unwrap();
    let mut shuffled = drafts();
    shuffled.reverse();
    shuffled.rotate_left(11);
    // In several imports, hence several segments.
    while !shuffled.is_empty() {
        let rest = shuffled.split_off(shuffled.len().min(8));
        fill(&library_b, &shuffled);
        shuffled = rest;
    }
    assert_eq!(export(&library_a), export(&library_b));
    let list = library_a.list().unwrap();
    assert_eq!(list, library_b.list().unwrap());
    let key: Vec<_> = list
        .iter()
        .map(|plan| {
            let code = plan
                .province
                .as_ref()
                .map_or("99", |p| p.current_code.as_str());
            let number = plan.number.as_deref().map_or(999, |n| {
                n.split('/').next().unwrap().parse::<u32>().unwrap()
            });
            (
                code.to_owned(),
                plan.issued_on.clone().unwrap_or_default(),
                number,
            )
        })
        .collect();
    assert!(key.is_sorted(), "{key:?}");
    let request = SearchRequest {
        limit: 100,
        ..SearchRequest::new("y te so")
    };
    let (a, b) = (
        library_a.search(&request).unwrap(),
        library_b.search(&request).unwrap(),
    );
    assert_eq!(a, b);
    assert_eq!(a.total, 61);
}

/// Texts of few words, in which those of a phrase stand again and again, asked for every phrase of these words.
#[test]
fn a_phrase_is_found_where_its_words_follow_one_another() {
    const WORDS: [&str; 5] = ["án", "ấn", "điện", "7", "dien"];
    let mut state = 3_u64;
    let mut below = move |n: usize| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let texts: Vec<Vec<&str>> = (0..400)
        .map(|_| {
            (0..3 + below(9))
                .map(|_| WORDS[below(WORDS.len())])
                .collect()
        })
        .collect();
    let draft = texts
        .iter()
        .fold(draft("a.txt"), |draft, text| draft.task(&text.join(" ")));
    let (_dir, library) = library(&[draft]);
    // A word without marks is any of its spellings.
    let fits = |asked: &str, there: &str| match asked {
        "an" => matches!(there, "án" | "ấn"),
        "dien" => matches!(there, "điện" | "dien"),
        asked => asked == there,
    };
    let asked = ["án", "ấn", "điện", "7", "dien", "an"];
    for number in 0..600 {
        let phrase: Vec<&str> = (0..2 + number % 4)
            .map(|_| asked[below(asked.len())])
            .collect();
        let holds = |text: &&Vec<&str>| {
            let mut stretches = text.windows(phrase.len());
            stretches.any(|there| {
                phrase
                    .iter()
                    .zip(there)
                    .all(|(asked, there)| fits(asked, there))
            })
        };
        let expected = texts.iter().filter(holds).count() as u64;
        let query = format!("\"{}\"", phrase.join(" "));
        let found = library.search(&SearchRequest::new(query.as_str())).unwrap();
        assert_eq!(found.total, expected, "{query}");
    }
}
