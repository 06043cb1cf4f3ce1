//! What people search for and what they must find: `tests/relevance.tsv`, over the plans of `corpus`.

use std::fs;

use serde_json::Value;

use crate::support::{Folder, documents, root};

/// A folder with a library of the sample plans in it: `import corpus/*.txt`.
fn with_corpus() -> Folder {
    let folder = Folder::new();
    let mut arguments = vec!["import".to_string()];
    for document in documents(&root().join("corpus")) {
        if document.extension().is_some_and(|end| end == "txt") {
            arguments.push(document.to_str().expect("a path in UTF-8").to_string());
        }
    }
    let arguments: Vec<_> = arguments.iter().map(String::as_str).collect();
    folder.run(&arguments).done();
    folder
}

/// A row of the table.
struct Row {
    query: String,
    options: Vec<String>,
    total: Option<u64>,
    first: String,
    holds: Vec<String>,
    lacks: Vec<String>,
}

fn rows() -> Vec<Row> {
    let table = fs::read_to_string(root().join("tests/relevance.tsv")).expect("the table");
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    let list = |cell: &str| -> Vec<String> {
        let values = cell.split(';').filter(|value| !value.is_empty());
        values.map(str::to_string).collect()
    };
    lines
        .skip(1)
        .map(|line| {
            let cells: Vec<&str> = line.split('\t').collect();
            assert_eq!(cells.len(), 6, "{line}");
            Row {
                query: unescaped(cells[0]),
                options: words(cells[1]),
                total: (!cells[2].is_empty()).then(|| cells[2].parse().expect("a number")),
                first: cells[3].to_string(),
                holds: list(cells[4]),
                lacks: list(cells[5]),
            }
        })
        .collect()
}

/// `\u{301}` as the character.
fn unescaped(text: &str) -> String {
    let mut pieces = text.split("\\u{");
    let mut out = pieces.next().unwrap_or_default().to_string();
    for piece in pieces {
        let (digits, rest) = piece.split_once('}').expect("a closed escape");
        let code = u32::from_str_radix(digits, 16).expect("hexadecimal digits");
        out.push(char::from_u32(code).expect("a character"));
        out.push_str(rest);
    }
    out
}

/// Options as a shell cuts them.
fn words(options: &str) -> Vec<String> {
    let pieces = options.split('"').enumerate();
    pieces
        .flat_map(|(at, piece)| match at % 2 {
            1 => vec![piece.to_string()],
            _ => piece.split_whitespace().map(str::to_string).collect(),
        })
        .collect()
}

#[test]
fn what_people_search_for_is_found() {
    let folder = with_corpus();
    let rows = rows();
    assert!(rows.len() >= 60);
    let mut wrong = Vec::new();
    for row in &rows {
        let mut arguments = vec!["search", "--format", "json", "--limit", "1000"];
        arguments.extend(row.options.iter().map(String::as_str));
        arguments.extend(["--", row.query.as_str()]);
        let run = folder.run(&arguments);
        let Ok(found) = serde_json::from_str::<Value>(&run.stdout) else {
            wrong.push(format!("{} {:?}: {}", row.query, row.options, run.stderr));
            continue;
        };
        let texts: Vec<&str> = found["hits"]
            .as_array()
            .expect("hits")
            .iter()
            .map(|hit| hit["item"]["text"].as_str().expect("a text"))
            .collect();
        let mut complain = |what: String| {
            wrong.push(format!("{} {:?}: {what}", row.query, row.options));
        };
        if let Some(total) = row.total
            && found["total"] != total
        {
            complain(format!("{} hits, not {total}: {texts:#?}", found["total"]));
        }
        if !row.first.is_empty() && !texts.first().is_some_and(|text| text.contains(&row.first)) {
            complain(format!("first is {:?}, not {}", texts.first(), row.first));
        }
        for part in &row.holds {
            if !texts.iter().any(|text| text.contains(part.as_str())) {
                complain(format!("{part} is missing"));
            }
        }
        for part in &row.lacks {
            if texts.iter().any(|text| text.contains(part.as_str())) {
                complain(format!("{part} was found"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The words of highlights, wherever they stand, fold to words of the query.
#[test]
fn what_lights_up_was_asked_for() {
    let folder = with_corpus();
    for (query, words) in [
        ("benh an dien tu", "benh an dien tu"),
        ("lead:\"Sở Y tế\" bệnh án", "benh an so y te"),
        ("mục:\"con người\"", "con nguoi"),
        ("ngu\u{31b} da\u{302}n", "ngu dan"),
        ("số* -đường", "so*"),
    ] {
        let run = folder.run(&["search", "--format", "json", "--limit", "200", query]);
        let found: Value = serde_json::from_str(&run.stdout).expect("JSON");
        let mut lit = 0;
        for hit in found["hits"].as_array().expect("hits") {
            let mut check = |text: &str, ranges: &Value| {
                for range in ranges.as_array().expect("ranges") {
                    let place = |name: &str| range[name].as_u64().expect("a place") as usize;
                    let (start, end) = (place("start"), place("end"));
                    let marked: String = text.chars().take(end).skip(start).collect();
                    let signs = |c: char| !c.is_alphanumeric();
                    for word in marked.split(signs).filter(|word| !word.is_empty()) {
                        let folded = normalize::fold(word);
                        let is = |asked: &str| match asked.strip_suffix('*') {
                            Some(beginning) => folded.starts_with(beginning),
                            None => folded == asked,
                        };
                        let asked = words.split(' ').any(is);
                        assert!(asked, "{query}: {marked}");
                    }
                    lit += 1;
                }
            };
            check(
                hit["item"]["text"].as_str().expect("a text"),
                &hit["highlights"],
            );
            for mark in hit["around"].as_array().expect("marks") {
                let field = mark["field"].as_str().expect("a name");
                let place = match field.strip_prefix("plan.") {
                    Some(of_plan) => format!("plan.{of_plan}"),
                    None => format!("item.{field}"),
                };
                let pointer = format!("/{}", place.replace(['.', '['], "/").replace(']', ""));
                let text = hit.pointer(&pointer).and_then(Value::as_str).expect(field);
                check(text, &mark["ranges"]);
            }
        }
        assert!(lit > 0, "{query}");
    }
}
