//! A picture of an incident as SVG: its phases and measures on a scale of time, and below them every entry with the gaps
//! between. Plain shapes and text, so that every browser and every page that embeds it shows the same.

use std::fmt::Write;

use super::{Incident, Moment};

/// The width of the picture, in pixels; Markdown pages are no wider.
const WIDTH: i64 = 880;
const MARGIN: i64 = 40;
/// Where the events of the entries begin.
const EVENTS: i64 = 240;
const LINE: i64 = 18;
/// About how many letters of an event stand on a line; the letters of the font are 6.5 pixels wide on average.
const LETTERS: usize = ((WIDTH - EVENTS - MARGIN) * 10 / 68) as usize;
/// A silence between two entries that is longer than this share of the whole is drawn as a gap.
const GAP_SHARE: i64 = 5;
/// And never a shorter one, in minutes.
const SHORTEST_GAP: i64 = 15;

/// Told apart by people who see no red or green, and on dark pages.
const UNDETECTED: &str = "#d1495b";
const WORKED_ON: &str = "#edae49";
const MITIGATED: &str = "#66a182";

/// The picture. `None` for an incident without a single time.
pub fn picture(incident: &Incident) -> Option<String> {
    let (first, last) = incident.range()?;
    let mut pen = Pen { body: String::new(), y: 0 };
    pen.heading(&incident.title);
    pen.bar(incident, first, last);
    pen.measures(incident);
    pen.entries(incident, first, last);
    let (height, body) = (pen.y + MARGIN / 2, pen.body);
    let label = escaped(&described(incident));
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{height}\" viewBox=\"0 0 {WIDTH} {height}\" \
         role=\"img\" aria-label=\"{label}\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n\
         <rect width=\"{WIDTH}\" height=\"{height}\" rx=\"8\" fill=\"#ffffff\"/>\n{body}</svg>\n"
    ))
}

/// What the picture shows, for those who do not see it.
pub fn described(incident: &Incident) -> String {
    let mut parts = vec![format!("Timeline of {}", incident.title)];
    parts.extend(measures(incident).into_iter().map(|(name, minutes, _)| format!("{name} {}", short(minutes))));
    parts.push(format!("{} entries", incident.moments.len()));
    parts.join(", ")
}

/// Whether a file holds a picture of a timeline.
pub fn is_ours(file: &str) -> bool {
    file.starts_with("<svg ") && file.lines().next().is_some_and(|it| it.contains("aria-label=\"Timeline of "))
}

/// Name, minutes and formula of each measure that is known.
fn measures(incident: &Incident) -> Vec<(&'static str, i64, &'static str)> {
    let Some(start) = incident.start else { return Vec::new() };
    let since = |it: Option<i64>| it.map(|it| it - start).filter(|it| *it >= 0);
    let known = [
        ("TTD", since(incident.detected), "start to detection"),
        ("TTM", since(incident.mitigated), "start to mitigation"),
        ("TTR", since(incident.end), "start to resolution"),
    ];
    known.into_iter().filter_map(|(name, minutes, formula)| Some((name, minutes?, formula))).collect()
}

struct Pen {
    body: String,
    /// Where the next thing begins.
    y: i64,
}

impl Pen {
    fn draw(&mut self, shape: &str) {
        let _ = writeln!(self.body, "{shape}");
    }

    fn text(&mut self, x: i64, y: i64, style: &str, words: &str) {
        self.draw(&format!("<text x=\"{x}\" y=\"{y}\" {style}>{}</text>", escaped(words)));
    }

    fn heading(&mut self, title: &str) {
        let mut lines = wrapped(title, 80).into_iter();
        let first = lines.next().unwrap_or_default();
        let title = if lines.next().is_some() { format!("{first} …") } else { first };
        self.text(MARGIN, 38, "font-size=\"18\" font-weight=\"600\" fill=\"#1b2430\"", &title);
        self.y = 62;
    }

    /// The phases on a scale of time, a tick for each entry, the first and the last time below.
    fn bar(&mut self, incident: &Incident, first: i64, last: i64) {
        let width = WIDTH - 2 * MARGIN;
        let whole = (last - first).max(1);
        let x = |minute: i64| MARGIN + (minute - first) * width / whole;
        let (top, height) = (self.y, 26);
        let start = incident.start.unwrap_or(first);
        let end = incident.end.unwrap_or(last);
        self.draw(&format!(
            "<rect x=\"{MARGIN}\" y=\"{top}\" width=\"{width}\" height=\"{height}\" rx=\"4\" fill=\"#e6e9ee\"/>"
        ));
        let within = |it: Option<i64>| it.filter(|it| (start..=end).contains(it));
        let detected = within(incident.detected);
        let mitigated = within(incident.mitigated).filter(|it| detected.is_none_or(|detected| *it >= detected));
        let mut phases = vec![(start, detected.or(mitigated).unwrap_or(end), UNDETECTED, "undetected")];
        if let Some(detected) = detected {
            phases.push((detected, mitigated.unwrap_or(end), WORKED_ON, "worked on"));
        }
        phases.extend(mitigated.map(|it| (it, end, MITIGATED, "mitigated")));
        if detected.is_none() && mitigated.is_none() {
            phases = vec![(start, end, WORKED_ON, "outage")];
        }
        for (from, to, colour, name) in phases.into_iter().filter(|it| it.1 > it.0) {
            let (left, wide) = (x(from), (x(to) - x(from)).max(2));
            self.draw(&format!(
                "<rect x=\"{left}\" y=\"{top}\" width=\"{wide}\" height=\"{height}\" fill=\"{colour}\"><title>{name}, \
                 {}</title></rect>",
                short(to - from)
            ));
            let label = format!("{name} {}", short(to - from));
            if wide > label.len() as i64 * 7 {
                self.text(left + 8, top + 17, "fill=\"#1b2430\"", &label);
            }
        }
        // Above and below the bar, so that no tick crosses the name of a phase.
        for at in incident.moments.iter().map(|it| x(it.minute)) {
            for (from, to) in [(top - 7, top - 1), (top + height + 1, top + height + 7)] {
                self.draw(&format!(
                    "<line x1=\"{at}\" y1=\"{from}\" x2=\"{at}\" y2=\"{to}\" stroke=\"#1b2430\" stroke-width=\"1.5\"/>"
                ));
            }
        }
        let below = top + height + 22;
        let grey = "fill=\"#5b6675\" font-size=\"12\"";
        if let (Some(opening), Some(closing)) = (incident.moments.first(), incident.moments.last()) {
            self.text(x(opening.minute), below, grey, &opening.time);
            self.text(x(closing.minute), below, &format!("{grey} text-anchor=\"end\""), &closing.time);
        }
        if let Some(zone) = &incident.zone {
            self.text(WIDTH / 2, below, &format!("{grey} text-anchor=\"middle\""), &format!("all times {zone}"));
        }
        self.y = below + 24;
    }

    fn measures(&mut self, incident: &Incident) {
        let mut x = MARGIN;
        for (name, minutes, formula) in measures(incident) {
            self.text(x, self.y, "font-weight=\"600\" fill=\"#1b2430\"", &format!("{name} {}", short(minutes)));
            self.text(x, self.y + 16, "fill=\"#5b6675\" font-size=\"11\"", formula);
            x += 180;
        }
        if x > MARGIN {
            self.y += 44;
        }
    }

    fn entries(&mut self, incident: &Incident, first: i64, last: i64) {
        let long = ((last - first) / GAP_SHARE).max(SHORTEST_GAP);
        let start = incident.start.unwrap_or(first);
        let mut before: Option<&Moment> = None;
        for moment in &incident.moments {
            if moment.day.is_some() && before.is_none_or(|it| it.day != moment.day) {
                self.y += 6;
                let day = moment.day.clone().unwrap_or_default();
                self.text(MARGIN, self.y, "font-weight=\"600\" fill=\"#1b2430\"", &day);
                self.y += LINE + 4;
            }
            if let Some(gap) = before.map(|it| moment.minute - it.minute).filter(|it| *it >= long) {
                self.gap(gap);
            }
            let is_last = incident.moments.last().is_some_and(|it| std::ptr::eq(it, moment));
            self.entry(moment, start, is_last);
            before = Some(moment);
        }
    }

    fn entry(&mut self, moment: &Moment, start: i64, is_last: bool) {
        let (y, dot) = (self.y, MARGIN + 6);
        let lines = wrapped(&moment.event, LETTERS);
        let height = LINE * lines.len().max(1) as i64;
        self.draw(&format!(
            "<line x1=\"{dot}\" y1=\"{}\" x2=\"{dot}\" y2=\"{}\" stroke=\"#b4bdc9\" stroke-width=\"2\"/>",
            y - 12,
            if is_last { y - 4 } else { y + height - 4 }
        ));
        self.draw(&format!("<circle cx=\"{dot}\" cy=\"{}\" r=\"4.5\" fill=\"#2f5d8a\"/>", y - 4));
        self.text(MARGIN + 20, y, "font-weight=\"600\" fill=\"#1b2430\"", &moment.time);
        let elapsed = moment.minute - start;
        let sign = if elapsed < 0 { '−' } else { '+' };
        let away = format!("{sign}{:02}:{:02}", elapsed.abs() / 60, elapsed.abs() % 60);
        self.text(EVENTS - 16, y, "fill=\"#5b6675\" text-anchor=\"end\" font-size=\"12\"", &away);
        for (row, line) in lines.iter().enumerate() {
            self.text(EVENTS, y + row as i64 * LINE, "fill=\"#1b2430\"", line);
        }
        self.y += height + 8;
    }

    fn gap(&mut self, minutes: i64) {
        let dot = MARGIN + 6;
        self.draw(&format!(
            "<line x1=\"{dot}\" y1=\"{}\" x2=\"{dot}\" y2=\"{}\" stroke=\"#b4bdc9\" stroke-width=\"2\" \
             stroke-dasharray=\"2 4\"/>",
            self.y - 14,
            self.y + 6
        ));
        let words = format!("{} without an entry", short(minutes));
        self.text(EVENTS, self.y - 2, "fill=\"#5b6675\" font-style=\"italic\" font-size=\"12\"", &words);
        self.y += LINE + 6;
    }
}

/// `2 h 15 min`, `45 min`, `3 h`; days where it is longer than two.
fn short(minutes: i64) -> String {
    match (minutes / 1440, minutes / 60, minutes % 60) {
        (2.., _, _) => format!("{} d {} h", minutes / 1440, minutes / 60 % 24),
        (_, 0, minutes) => format!("{minutes} min"),
        (_, hours, 0) => format!("{hours} h"),
        (_, hours, minutes) => format!("{hours} h {minutes} min"),
    }
}

/// Words on lines of at most so many letters; a longer word has a line of its own.
fn wrapped(words: &str, letters: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + word.chars().count() < letters => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// Text of a document in XML; control characters, which XML cannot hold, are left out.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for it in words.chars() {
        match it {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            it if it.is_control() || matches!(it, '\u{fffe}' | '\u{ffff}') => {}
            it => out.push(it),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drawing::sample;

    #[test]
    fn phases_measures_gaps_and_days_are_drawn() {
        let picture = picture(&sample()).expect("there are times");
        for words in ["undetected", "worked on", "TTD 10 min", "TTR 2 h 20 min", "1 h 30 min without an entry"] {
            assert!(picture.contains(words), "{words} is not in\n{picture}");
        }
        assert!(picture.contains(">4 March 2024<") && picture.contains(">5 March 2024<"));
    }

    #[test]
    fn no_word_of_the_document_becomes_markup() {
        let picture = picture(&sample()).expect("there are times");
        assert!(picture.contains("&lt;it&gt; was &quot;fine&quot; &amp; idle"), "{picture}");
    }

    #[test]
    fn a_picture_is_xml_that_every_reader_takes() {
        let mut incident = sample();
        incident.title = "a & b ]]> <c> \u{1b}[0m \u{fffe} \"d\" 'e' —".to_owned();
        let picture = picture(&incident).expect("there are times");
        let mut reader = quick_xml::Reader::from_str(&picture);
        let mut open = Vec::new();
        loop {
            match reader.read_event().expect("well-formed") {
                quick_xml::events::Event::Start(it) => open.push(it.name().as_ref().to_owned()),
                quick_xml::events::Event::End(it) => assert_eq!(open.pop().as_deref(), Some(it.name().as_ref())),
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert!(open.is_empty(), "{open:?}");
        assert!(picture.chars().all(|it| it == '\n' || !it.is_control()), "{picture}");
        assert!(is_ours(&picture) && !is_ours("<svg></svg>"));
    }

    #[test]
    fn one_moment_is_a_picture_and_none_is_not() {
        let mut incident = sample();
        incident.moments.truncate(1);
        (incident.start, incident.detected, incident.end) = (None, None, None);
        assert!(picture(&incident).is_some());
        incident.moments.clear();
        assert_eq!(picture(&incident), None);
    }
}
