//! Times, dates, zones and lengths in the ways that people write them.

use super::*;

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let shown: Vec<String> = stamps(text).iter().map(|it| show(text, it)).collect();
    assert_eq!(shown, expected, "{text}");
}

/// `2024-08-18 14:30 UTC -16:45 odd weak [what it takes]`
fn show(text: &str, stamp: &Stamp) -> String {
    let mut out = String::new();
    if let Some(Date { year, month, day }) = stamp.date {
        out += &format!("{}-{month:02}-{day:02} ", year.map_or("?".to_owned(), |it| it.to_string()));
    }
    out += &stamp.time.map_or("--:--".to_owned(), |it| it.to_string());
    if let Some(zone) = &stamp.zone {
        out += &format!(" {}", zone.name);
    }
    if let Some(until) = stamp.until {
        out += &format!(" until {until}");
    }
    for (said, word) in [(stamp.odd, " odd"), (stamp.weak, " weak"), (stamp.approximate, " about")] {
        out += if said { word } else { "" };
    }
    out + &format!(" [{}]", &text[stamp.span.range()])
}

#[test]
fn clocks_of_24_and_of_12_hours() {
    check("14:30 and 9:05", &["14:30 until 09:05 [14:30]", "09:05 [9:05]"]);
    check("at 2:30 PM", &["14:30 [2:30 PM]"]);
    check("12:00am 12:00pm", &["00:00 [12:00am]", "12:00 [12:00pm]"]);
    check("12:15 p.m. on", &["12:15 [12:15 p.m.]"]);
    check("6 PM", &["18:00 [6 PM]"]);
    check("12:59:07: merged", &["12:59 [12:59:07]"]);
    check("2100hrs", &["21:00 [2100hrs]"]);
    check("~14:00", &["14:00 about [14:00]"]);
}

#[test]
fn what_no_clock_shows_is_seen_and_said() {
    check("13:20PM", &["13:20 odd [13:20PM]"]);
    check("25:61 UTC", &["--:-- UTC odd [25:61 UTC]"]);
    check("3:AM", &["03:00 odd [3:AM]"]);
}

#[test]
fn dotted_times_and_words_are_weak() {
    check("15.25 PST", &["15:25 PST weak [15.25 PST]"]);
    check("at midnight", &["00:00 weak [midnight]"]);
    check("9.30pm", &["21:30 [9.30pm]"]);
}

#[test]
fn numbers_versions_and_addresses_are_no_times() {
    for text in ["1.13.2", "127.0.0.1:8080", "99.95%", "port 8080", "10.25%", "v1.12", "a12:30", "2:1", "16:9", "I am"]
    {
        check(text, &[]);
    }
}

#[test]
fn dates_before_and_behind_a_time_belong_to_it() {
    check("August 18, 2024, 14:30", &["2024-08-18 14:30 [August 18, 2024, 14:30]"]);
    check("On Feb 3rd at 9:00 AM", &["?-02-03 09:00 [Feb 3rd at 9:00 AM]"]);
    check("2024-08-15T14:00Z", &["2024-08-15 14:00 Z [2024-08-15T14:00Z]"]);
    check("2026-03-01 10:05", &["2026-03-01 10:05 [2026-03-01 10:05]"]);
    check("13:15 PST 29 april 2022", &["2022-04-29 13:15 PST [13:15 PST 29 april 2022]"]);
    check("6:00 pm on 1/24/2024", &["2024-01-24 18:00 [6:00 pm on 1/24/2024]"]);
    check("04-12-2022 7:23 AM", &["2022-12-04 07:23 [04-12-2022 7:23 AM]"]);
    check("25/12/2024, 10:00", &["2024-12-25 10:00 [25/12/2024, 10:00]"]);
}

#[test]
fn ranges_keep_both_ends() {
    check("from 2:00 PM to 4:00 PM (EAT)", &["14:00 until 16:00 [2:00 PM]", "16:00 EAT [4:00 PM (EAT)]"]);
    check("12:43 - 12:49", &["12:43 until 12:49 [12:43]", "12:49 [12:49]"]);
    check(
        "Nov 10, 2024, 8:00 PM - Nov 11, 2024, 2:00 AM",
        &["2024-11-10 20:00 until 02:00 [Nov 10, 2024, 8:00 PM]", "2024-11-11 02:00 [Nov 11, 2024, 2:00 AM]"],
    );
}

#[test]
fn zones_stand_beside_their_time() {
    check("14:30 UTC", &["14:30 UTC [14:30 UTC]"]);
    check("10:00 AM (GMT+2): on", &["10:00 GMT+2 [10:00 AM (GMT+2)]"]);
    check("16:15 GMT+1: on", &["16:15 GMT+1 [16:15 GMT+1]"]);
    check("8:00 (UTC-5)", &["08:00 UTC-5 [8:00 (UTC-5)]"]);
    check("09:00 Africa/Lagos", &["09:00 Africa/Lagos [09:00 Africa/Lagos]"]);
    check("14:00 +03:00", &["14:00 +03:00 [14:00 +03:00]"]);
    check("3:15 PM Eastern time, then", &["15:15 Eastern time [3:15 PM Eastern time]"]);
    check("00:07 Pacific Standard Time (PST), an", &["00:07 PST [00:07 Pacific Standard Time (PST)]"]);
}

#[test]
fn words_are_no_zones() {
    check("14:30 we EAT", &["14:30 [14:30]"]);
    check("14:30 eat", &["14:30 [14:30]"]);
    check("14:30 Central station", &["14:30 [14:30]"]);
}

#[test]
fn a_zone_means_one_offset_or_several() {
    let offset = |text: &str| {
        let stamp = stamps(text).remove(0);
        stamp.zone.expect("a zone").offset(stamp.date, stamp.time.expect("a time"))
    };
    assert_eq!(offset("10:00 WAT"), Some(60));
    assert_eq!(offset("10:00 UTC+5:30"), Some(330));
    assert_eq!(offset("10:00 CST"), None, "China or Chicago");
    assert_eq!(offset("2026-07-01 10:00 PT"), Some(-420), "summer");
    assert_eq!(offset("2026-01-15 10:00 America/Los_Angeles"), Some(-480), "winter");
    assert_eq!(offset("10:00 PT"), None, "the day is not known");
}

#[test]
fn zones_are_found_in_headings() {
    let names = |text: &str| zones(text).into_iter().map(|it| it.0.name).collect::<Vec<_>>();
    assert_eq!(names("Timeline (all times in UTC)"), ["UTC"]);
    assert_eq!(names("Timeline (West Central Africa Standard Time)"), ["West Central Africa Standard Time"]);
    assert_eq!(names("The Timeline"), Vec::<String>::new());
}

#[test]
fn lengths() {
    for (text, minutes) in [
        ("2 hours and 30 minutes", 150),
        ("2 hours, 30 minutes", 150),
        ("1h30", 90),
        ("1h 30m", 90),
        ("about 90 minutes", 90),
        ("5 days", 7200),
        ("half an hour", 30),
        ("an hour", 60),
        ("2.5 hours", 150),
        ("3 hours and a half", 210),
        ("two and a half hours", 150),
        ("30 mins", 30),
        ("4h 27m", 267),
        ("90 seconds", 2),
    ] {
        assert_eq!(length(text).map(|it| it.minutes), Some(minutes), "{text}");
    }
    for text in ["14:30", "v2 hosts", "30 users", "5m5.large", "no time at all"] {
        assert_eq!(length(text), None, "{text}");
    }
}

#[test]
fn a_time_is_written_as_another_was() {
    for text in ["09:05", "9:05", "9:05 AM", "09:05pm", "9:05 p.m.", "0905hrs", "09.05", "09:05:00"] {
        let stamp = stamps(text).remove(0);
        assert_eq!(stamp.time.expect("a time").written(stamp.style), text);
    }
    let style = stamps("6 PM").remove(0).style;
    assert_eq!(Time { hour: 13, minute: 30, second: None }.written(style), "1:30 PM");
    assert_eq!(Time { hour: 0, minute: 0, second: None }.written(style), "12 AM");
}

#[test]
fn nothing_that_is_written_makes_it_panic() {
    for text in [
        "é12:30",
        "12:30é",
        "1２:30",
        "24:00",
        "99:99:99",
        "12:",
        ":30",
        "12:30:",
        "０９:００",
        "at 7:5",
        "–12:30–",
        "12h",
        "1e9 hours",
        "99999999999999999999 hours",
    ] {
        stamps(text);
        zones(text);
        length(text);
        dates(text);
    }
}
