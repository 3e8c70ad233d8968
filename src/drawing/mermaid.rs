//! A timeline in the language of Mermaid, which GitHub, GitLab and the previews of editors draw.

use super::Incident;

/// The diagram, line by line, without fence; ends with a line break.
pub fn timeline(incident: &Incident) -> String {
    let mut out = format!("timeline\n    title {}\n", written(&incident.title));
    for (day, moments) in incident.days() {
        if let Some(day) = day {
            out.push_str(&format!("    section {}\n", written(day)));
        }
        for moment in moments {
            let indent = if day.is_some() { "        " } else { "    " };
            let event = Some(written(&moment.event)).filter(|it| !it.is_empty()).unwrap_or_else(|| "…".to_owned());
            out.push_str(&format!("{indent}{} : {event}\n", written(&moment.time)));
        }
    }
    out
}

/// Words that mean nothing to Mermaid. A colon parts a time from its events, so that the sign for ratios, which looks the
/// same, stands for it; `#…;` would be an entity, `%%` a comment, and `<` the start of HTML.
fn written(words: &str) -> String {
    let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = line.replace(':', "\u{2236}").replace(';', ",").replace("%%", "%").replace("```", "'''");
    plain.replace('<', "‹").replace('>', "›")
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::drawing::sample;

    #[test]
    fn days_are_sections_and_no_word_means_anything_to_mermaid() {
        expect![[r##"
            timeline
                title Postmortem∶ the shop was down
                section 4 March 2024
                    23∶10 UTC : An alert fired∶ error rate at 40 %
                    23∶30 UTC : Suspected the database, ‹it› was "fine" & idle
                section 5 March 2024
                    01∶00 UTC : Escalated to the storage team #2,
                    01∶20 UTC : Resolved by removing the log
        "##]]
        .assert_eq(&timeline(&sample()));
    }

    #[test]
    fn without_a_day_there_are_no_sections() {
        let mut incident = sample();
        incident.moments.iter_mut().for_each(|it| it.day = None);
        assert!(!timeline(&incident).contains("section"));
    }
}
