//! Shares and counts of people and of what they do: `30%`, `5,000 users`, `three quarters of`, `one in five`, `1/3 of`.

use crate::model::reading::At;
use crate::profile::{Word, words};
use crate::text::Span;

/// People and what they do, as word beginnings: a number of them tells the share.
static COUNTED: &[&str] = &[
    "account",
    "applicant",
    "audience",
    "booking",
    "business",
    "buyer",
    "call",
    "citizen",
    "client",
    "colleague",
    "compan",
    "consumer",
    "customer",
    "developer",
    "device",
    "driver",
    "email",
    "employee",
    "famil",
    "guest",
    "household",
    "institution",
    "laborator",
    "learner",
    "listener",
    "login",
    "member",
    "merchant",
    "office",
    "operator",
    "order",
    "organi",
    "owner",
    "participant",
    "partner",
    "passenger",
    "patient",
    "payment",
    "people",
    "person",
    "player",
    "purchase",
    "quer",
    "reader",
    "request",
    "researcher",
    "resident",
    "school",
    "seller",
    "session",
    "shop",
    "signup",
    "staff",
    "store",
    "student",
    "subscriber",
    "teacher",
    "team",
    "tenant",
    "ticket",
    "trader",
    "transaction",
    "travel",
    "user",
    "viewer",
    "visit",
    "volunteer",
    "worker",
];

/// Numbers as words, without `one`, which is a pronoun more often.
static SPELLED: &[&str] = &[
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "dozen",
    "dozens",
    "hundred",
    "hundreds",
    "thousand",
    "thousands",
    "million",
    "millions",
];

static PARTS: &[&str] = &["half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths"];

/// The first share or count that begins in a line; `next` is the line to which its sentence may run on.
pub(super) fn share(at: At, next: Option<At>) -> Option<Span> {
    if !at.line.has_amount.get_or_init(|| has_amount(at)) {
        return None;
    }
    let runs_on = |it: &At| it.line.marker.is_none() && it.line.label.is_none();
    let found = match next.filter(runs_on) {
        Some(next) => find(at, next.words()),
        None => *at.line.share.get_or_init(|| find(at, "")),
    };
    found.map(|it| at.place(it))
}

/// The first share or count that begins in a line whose sentence goes on with `rest`, in its chunk.
fn find(at: At, rest: &str) -> Option<Span> {
    let text = format!("{} {rest}", at.words());
    let words = words(&text);
    let own = words.partition_point(|it| it.span.start < at.line.body.len());
    let found = (0..own).find(|nth| !in_stamp(at, &words[*nth]) && tells_share(&text, &words[*nth..]))?;
    let span = words[found].span;
    Some(Span::new(span.start, span.end.min(at.line.body.len())).shifted(at.line.body.start))
}

/// Whether a line has a word that a share or a count may begin with, be it in the next line that it goes on.
fn has_amount(at: At) -> bool {
    let words = words(at.words());
    let opens = |nth: usize| {
        let (word, next) = (words[nth].text.as_str(), words.get(nth + 1));
        word.starts_with(|it: char| it.is_ascii_digit())
            || matches!(word, "one" | "half")
            || SPELLED.contains(&word)
            || word == "a" && next.is_none_or(|it| PARTS.contains(&it.text.as_str()))
    };
    (0..words.len()).any(|it| opens(it) && !in_stamp(at, &words[it]))
}

/// The digits of a time or a date count nobody.
fn in_stamp(at: At, word: &Word) -> bool {
    let start = word.span.start + at.line.body.start;
    at.line.stamps.iter().any(|stamp| stamp.span.contains(start))
}

/// Whether the words begin with a share or a count.
fn tells_share(text: &str, words: &[Word]) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    let next = |nth: usize| rest.get(nth).map_or("", |it| it.text.as_str());
    let is_digits = first.text.bytes().all(|it| it.is_ascii_digit());
    let is_spelled = SPELLED.contains(&first.text.as_str());
    let is_figure = first.text.starts_with(|it: char| it.is_ascii_digit());
    // `30%`, `30 percent`, `seventy per cent`
    let is_percent = (is_figure && (first.text.ends_with('%') || next(0) == "%"))
        || (is_figure || is_spelled) && (next(0) == "percent" || (next(0), next(1)) == ("per", "cent"));
    let is_slashed = rest.first().is_some_and(|it| &text[first.span.end..it.span.start] == "/");
    let is_amount = is_digits || is_spelled || first.text == "one";
    is_percent
        || is_part(&first.text, is_amount, next)
        || is_amount && is_ratio(is_slashed, next)
        || (is_spelled || is_digits && first.text.len() > 1) && counts(text, first, rest)
}

/// `half the users`, `a third of`, `three quarters of`
fn is_part<'a>(first: &str, is_amount: bool, next: impl Fn(usize) -> &'a str) -> bool {
    if first == "half" && matches!(next(0), "of" | "the" | "our") {
        return !is_of_time(next(1)) && !is_of_time(next(2));
    }
    let is_part = (is_amount || first == "a") && PARTS.contains(&next(0)) && next(1) == "of";
    is_part && !is_of_time(next(2)) && !is_of_time(next(3))
}

/// What follows an amount in `one in five`, `2 out of 5`, `1 of every 3`, `1/3 of`
fn is_ratio<'a>(is_slashed: bool, next: impl Fn(usize) -> &'a str) -> bool {
    let whole = match (next(0), next(1), next(2)) {
        ("out", "of", "every") => next(3),
        ("in" | "of", "every", it) | ("out", "of", it) | ("in", it, _) => it,
        (it, "of", _) if is_slashed => it,
        _ => return false,
    };
    is_small(whole)
}

/// A number is followed by what it counts, within the sentence and with up to two words between.
fn counts(text: &str, number: &Word, rest: &[Word]) -> bool {
    let near =
        rest.iter().take(3).take_while(|it| !text[number.span.end..it.span.start].contains(['.', ',', ':', ';']));
    // `a 504 error for users` counts no users.
    let mut near = near.take_while(|it| !it.text.starts_with("error") && it.text != "for");
    near.any(|it| COUNTED.iter().any(|noun| it.text.starts_with(noun)))
}

/// The whole of a small ratio, never a year.
fn is_small(word: &str) -> bool {
    SPELLED.contains(&word) || (1..=3).contains(&word.len()) && word.bytes().all(|it| it.is_ascii_digit())
}

/// `half of the day` tells how long, not how many.
fn is_of_time(word: &str) -> bool {
    ["hour", "day", "minute", "night", "week", "month", "second"].iter().any(|it| word.starts_with(it))
}
