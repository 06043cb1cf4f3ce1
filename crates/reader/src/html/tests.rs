use super::*;

/// The text of a page: a line a paragraph or row.
fn text(page: &str) -> String {
    let document = read(page.as_bytes()).expect("a page with text");
    document.text
}

#[test]
fn what_a_browser_shows() {
    for (page, want) in [
        (
            "<html><head><title>x</title><style>p{}</style></head><body><p>Một\n  đoạn</p>\
             <script>var a;</script><nav>Trang chủ</nav><div>Hai &amp; ba&nbsp;bốn</div></body></html>",
            "Một đoạn\nHai & ba bốn\n",
        ),
        ("<html><p>Một<br>dòng<br><br>Hai</p>", "Một dòng\nHai\n"),
        (
            "<html><ul><li>Một</li><li>- Hai</li></ul><ol start=3><li>Ba<li><p>Bốn</p></ol>",
            "• Một\n- Hai\n3. Ba\n4. Bốn\n",
        ),
        (
            "<html><ol type=a><li>Một</ol><ul style='list-style-type: none'><li>Hai</ul>",
            "a. Một\nHai\n",
        ),
        (
            "<html><p>Một<span style='display:none'>ẩn</span></p>",
            "Một\n",
        ),
        ("<html>Một <b>hai</b><p>Ba", "Một hai\nBa\n"),
        (
            "<html><table border=1><tr><th>TT</th><th>Nhiệm vụ</th><th colspan=2>Đơn vị</th></tr>\
             <tr><td rowspan=2>1</td><td>A</td><td>B</td><td>C</td></tr><tr><td>D</td><td>E</td><td>F<br>G</td></tr></table>",
            "TT\tNhiệm vụ\tĐơn vị\t\n1\tA\tB\tC\n\tD\tE\tF G\n",
        ),
        (
            "<html><table><tr><td>SỞ Y TẾ</td><td>CỘNG HÒA</td></tr><tr><td>Số: 1</td><td>Độc lập</td></tr></table>",
            "SỞ Y TẾ\nSố: 1\nCỘNG HÒA\nĐộc lập\n",
        ),
    ] {
        assert_eq!(text(page), want, "{page}");
    }
}

#[test]
fn encodings() {
    let wide: Vec<u8> = "\u{feff}<html><p>Kế hoạch"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    // windows-1258 writes the tone behind its letter.
    let marked = b"<html><meta charset=windows-1258><p>K\xea\xec hoa\xf2ch".to_vec();
    for bytes in [wide, marked, "<html><p>Kế hoạch".into()] {
        assert_eq!(read(&bytes).expect("a page").text, "Kế hoạch\n");
    }
}

#[test]
fn deep_nesting_loses_no_text() {
    let page = format!("<html>{}sâu{}", "<div>".repeat(5000), "</div>".repeat(5000));
    assert_eq!(text(&page), "sâu\n");
}
