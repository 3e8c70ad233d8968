//! Text and positions against a slow and simple reading of the same text.

use proptest::prelude::*;

use crate::text::{Edit, Encoding, LineEnding, Position, Span, Text, apply};

const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

/// Texts of characters of every length in both encodings, with every line break and some that are none.
fn texts() -> impl Strategy<Value = String> {
    let pieces = ["a", "é", "€", "😀", "\n", "\r\n", "\r", "\u{2028}", "\u{b}", "e\u{301}", " ", "\0"];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..40).prop_map(|it| it.concat())
}

fn units(encoding: Encoding, text: &str) -> usize {
    match encoding {
        Encoding::Utf8 => text.len(),
        Encoding::Utf16 => text.encode_utf16().count(),
        Encoding::Utf32 => text.chars().count(),
    }
}

/// The bytes of each line without its line break, found one byte at a time.
fn lines(text: &str) -> Vec<Span> {
    let (bytes, mut found, mut start, mut at) = (text.as_bytes(), Vec::new(), 0, 0);
    while at < bytes.len() {
        let length = match &bytes[at..] {
            [b'\r', b'\n', ..] => 2,
            [b'\r' | b'\n', ..] => 1,
            _ => 0,
        };
        if length > 0 {
            found.push(Span::new(start, at));
            start = at + length;
        }
        at += length.max(1);
    }
    found.push(Span::new(start, text.len()));
    found
}

fn naive_offset(text: &str, position: Position, encoding: Encoding) -> usize {
    let Some(line) = lines(text).get(position.line as usize).copied() else { return text.len() };
    let ends = text[line.range()].char_indices().map(|(at, it)| at + it.len_utf8());
    let fits = |&it: &usize| units(encoding, &text[line.start..line.start + it]) <= position.character as usize;
    line.start + ends.take_while(fits).last().unwrap_or(0)
}

fn naive_position(text: &str, offset: usize, encoding: Encoding) -> Position {
    let lines = lines(text);
    let line = lines.iter().rposition(|it| it.start <= offset).unwrap();
    let mut end = offset.min(lines[line].end);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    Position { line: line as u32, character: units(encoding, &text[lines[line].start..end]) as u32 }
}

/// What an editor does to a plain string.
fn edit_string(text: &mut String, edit: &Edit) {
    let mut start = edit.span.start.min(text.len());
    let mut end = edit.span.end.min(text.len());
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    while !text.is_char_boundary(end) {
        end += 1;
    }
    text.replace_range(start..end.max(start), &edit.text);
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let edit = (0..90usize, 0..12usize, texts())
        .prop_map(|(at, length, text)| Edit::replace(Span::new(at, at + length), text));
    prop::collection::vec(edit, 0..6)
}

proptest! {
    #[test]
    fn offsets_are_those_of_a_naive_reader(source in texts(), line in 0..45u32, character in 0..45u32) {
        let (text, position) = (Text::new(&source), Position { line, character });
        for encoding in ENCODINGS {
            prop_assert_eq!(text.offset(position, encoding), naive_offset(&source, position, encoding));
        }
    }

    #[test]
    fn positions_are_those_of_a_naive_reader(source in texts(), beyond in 0..3usize) {
        let text = Text::new(&source);
        for encoding in ENCODINGS {
            for offset in 0..=source.len() + beyond {
                let expected = naive_position(&source, offset.min(source.len()), encoding);
                prop_assert_eq!(text.position(offset, encoding), expected, "at byte {}", offset);
            }
        }
    }

    #[test]
    fn a_position_leads_back_to_its_offset(source in texts()) {
        let text = Text::new(&source);
        for (offset, _) in source.char_indices() {
            let is_inside_break = source[..offset].ends_with('\r') && source[offset..].starts_with('\n');
            for encoding in ENCODINGS.into_iter().filter(|_| !is_inside_break) {
                prop_assert_eq!(text.offset(text.position(offset, encoding), encoding), offset);
            }
        }
    }

    #[test]
    fn lines_are_those_of_a_naive_reader(source in texts()) {
        let text = Text::new(&source);
        let found: Vec<Span> = (0..text.line_count()).map(|it| text.line(it)).collect();
        prop_assert_eq!(&found, &lines(&source));
        let full: String = (0..text.line_count()).map(|it| text.slice(text.full_line(it)).into_owned()).collect();
        prop_assert_eq!(full, source);
    }

    #[test]
    fn an_edited_text_is_the_edited_string(source in texts(), edits in edits()) {
        let mut expected = source.clone();
        edits.iter().for_each(|it| edit_string(&mut expected, it));
        prop_assert_eq!(Text::new(&source).edited(&edits).to_string(), expected);
    }

    #[test]
    fn a_narrowed_edit_does_the_same(source in texts(), edits in edits()) {
        let text = Text::new(&source);
        for edit in edits {
            let narrowed = text.narrowed(&edit);
            prop_assert!(narrowed.text.len() <= edit.text.len());
            prop_assert_eq!(text.edited(&[narrowed]).to_string(), text.edited(&[edit]).to_string());
        }
    }

    #[test]
    fn a_slice_is_clamped_and_widened(source in texts(), start in 0..90usize, length in 0..20usize) {
        let text = Text::new(&source);
        let span = Span::new(start, start + length);
        let clamped = text.clamped(span);
        prop_assert_eq!(&*text.slice(span), &source[clamped.range()]);
        let asked = Span::new(start.min(source.len()), (start + length).min(source.len()));
        prop_assert!(clamped.start <= asked.start && asked.end <= clamped.end);
    }
}

#[test]
fn a_position_past_the_end_is_clamped() {
    let text = Text::new("one\r\ntwo");
    for encoding in ENCODINGS {
        let at = |line, character| text.offset(Position { line, character }, encoding);
        assert_eq!([at(0, 99), at(0, u32::MAX), at(1, 99), at(2, 0), at(u32::MAX, u32::MAX)], [3, 3, 8, 8, 8]);
    }
}

#[test]
fn a_position_inside_a_surrogate_pair_is_its_start() {
    let text = Text::new("a😀b");
    let at = |character| text.offset(Position { line: 0, character }, Encoding::Utf16);
    assert_eq!([at(1), at(2), at(3), at(4)], [1, 1, 5, 6]);
}

#[test]
fn an_offset_inside_crlf_is_the_end_of_its_line() {
    let text = Text::new("one\r\ntwo");
    assert_eq!(text.position(4, Encoding::Utf16), Position { line: 0, character: 3 });
}

#[test]
fn the_empty_text_has_one_empty_line() {
    let text = Text::new("");
    assert_eq!((text.line_count(), text.line(7), text.line_of(7)), (1, Span::at(0), 0));
    assert_eq!(text.position(7, Encoding::Utf16), Position::default());
    assert_eq!(&*text.slice(Span::new(3, 9)), "");
}

#[test]
fn the_first_line_break_tells_the_line_ending() {
    let ending = |text| Text::new(text).line_ending();
    assert_eq!(ending("a\r\nb\n"), LineEnding::CrLf);
    assert_eq!(ending("a\rb"), LineEnding::Cr);
    assert_eq!(ending("a\nb\r\n"), LineEnding::Lf);
    assert_eq!(ending("a"), LineEnding::Lf);
}

#[test]
fn edits_of_one_text_apply_in_any_order() {
    let edits = [Edit::replace(Span::new(4, 7), "2"), Edit::insert(0, "0 "), Edit::replace(Span::new(0, 3), "1")];
    assert_eq!(apply("one two", &edits), "0 1 2");
}

#[test]
fn a_whole_text_sent_again_narrows_to_what_changed() {
    let text = Text::new("one two three");
    let edit = Edit::replace(Span::new(0, usize::MAX), "one 2 three");
    assert_eq!(text.narrowed(&edit), Edit::replace(Span::new(4, 7), "2"));
}
