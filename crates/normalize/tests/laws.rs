//! Laws that hold for every text.

mod common;

use normalize::{fold, key, match_form, normalize, normalize_str};
use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

/// Characters that the rules treat specially, and some of everything else.
fn character() -> impl Strategy<Value = char> {
    let special: Vec<char> = "aàảãáạăằâấbdđeéêếghiklmnoôơơớpqurstưựvxy AĂÂĐÊÔƠƯ \n\r\t.,-–\u{300}\u{301}\u{302}\u{303}\u{306}\u{309}\u{31B}\u{323}\
        \u{AD}\u{200B}\u{FEFF}\u{A0}\u{2028}\u{B}\u{C}\u{85}\u{1}\u{338}<§Øü\u{F0B7}ﬁ１％ÐðаеоΑ·®¸µßñ−∙őńŕṭ"
        .chars()
        .collect();
    prop_oneof![8 => proptest::sample::select(special), 1 => any::<char>()]
}

fn text() -> impl Strategy<Value = String> {
    proptest::collection::vec(character(), 0..60).prop_map(|chars| chars.into_iter().collect())
}

/// A Vietnamese text: words of the plan in any order.
fn vietnamese() -> impl Strategy<Value = String> {
    let words: Vec<&str> = common::PLAN.split_inclusive(char::is_whitespace).collect();
    proptest::collection::vec(proptest::sample::select(words), 1..40)
        .prop_map(|words| words.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn normalising_twice_is_once(text in text()) {
        if let Ok(once) = normalize(text.as_bytes()) {
            let twice = normalize(once.text.as_bytes()).expect("normalised text is text");
            prop_assert_eq!(&twice.text, &once.text);
        }
    }

    #[test]
    fn the_text_is_regular(text in text()) {
        let text = normalize_str(&text).text;
        prop_assert_eq!(text.nfc().collect::<String>(), text.clone());
        let gone = |c: char| "\r\u{A0}\u{AD}\u{200B}\u{FEFF}\u{2028}".contains(c);
        let control = |c: char| c.is_control() && !"\n\t\u{C}".contains(c);
        prop_assert_eq!(text.find(|c| gone(c) || control(c)), None);
    }

    #[test]
    fn offsets_never_fall_and_stay_inside(bytes in proptest::collection::vec(any::<u8>(), 0..80), text in text(), wide: bool) {
        let wide: Vec<u8> = if wide { text.encode_utf16().flat_map(u16::to_le_bytes).collect() } else { Vec::new() };
        for source in [&bytes[..], text.as_bytes(), &wide] {
            if let Ok(plan) = normalize(source) {
                let mut before = 0;
                for at in 0..=plan.text.len() {
                    let place = plan.map.source(at);
                    prop_assert!(place >= before && place <= source.len());
                    before = place;
                }
                prop_assert_eq!(before, source.len());
            }
        }
    }

    #[test]
    fn no_letter_is_lost(text in vietnamese(), nfd: bool) {
        let source = if nfd { text.nfd().collect() } else { text.clone() };
        let plan = normalize(source.as_bytes()).expect("text");
        prop_assert_eq!(plan.text, text);
    }

    #[test]
    fn words_keep_their_place(text in vietnamese()) {
        let source: String = text.nfd().collect();
        let plan = normalize(source.as_bytes()).expect("text");
        let mut at = 0;
        for word in plan.text.split_inclusive(char::is_whitespace) {
            let span = plan.map.source(at)..plan.map.source(at + word.len());
            prop_assert_eq!(source[span].nfc().collect::<String>(), word);
            at += word.len();
        }
    }

    #[test]
    fn letters_survive_any_company(text in text()) {
        let letters = |s: &str| fold(s).chars().filter(|c| c.is_ascii_alphabetic()).count();
        let text: String = text.chars().filter(|c| c.is_ascii() || "àảãáạăằâấđéêếôơớưự\u{301}\u{302}\u{AD}".contains(*c)).collect();
        prop_assert!(letters(&normalize_str(&text).text) >= letters(&text));
    }

    #[test]
    fn keys_are_stable_and_fold_alike(text in text()) {
        let once = key(&text);
        prop_assert_eq!(key(&once), once.clone());
        prop_assert_eq!(fold(&once), fold(&text));
        prop_assert_eq!(fold(&fold(&text)), fold(&text));
        let nfd: String = text.nfd().collect();
        prop_assert_eq!(fold(&nfd), fold(&text));
        let form = match_form(&text);
        prop_assert_eq!(match_form(&form), form);
    }

    #[test]
    fn nothing_panics(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = normalize(&bytes);
        let _ = normalize_str(&String::from_utf8_lossy(&bytes));
    }
}
