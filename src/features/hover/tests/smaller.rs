//! What is said of lengths, shares, zones, tasks, fields, findings and times outside of the timeline.

use expect_test::expect;

use super::{check, draft};

#[test]
fn a_stated_length_is_computed() {
    let text = |length: &str| {
        format!(
            "# Postmortem\n\n## Issue Summary\n\n- Duration: 14:02 to 14:49 UTC ({length})\n\n## Timeline\n\n\
             - 14:02 UTC - It stopped.\n- 14:49 UTC - It ran.\n"
        )
    };
    check(
        &text("<|>2 hours"),
        expect![[r#"
            "2 hours"
            2 h is stated
            - 14:02 to 14:49 UTC is 47 min
            - that is 1 h 13 min less than stated
            - first to last entry of the timeline: 47 min
            - duration-mismatch: A stated length and the times that it is
              the length of contradict each other.
            - why: Readers quote the length and search logs by the times.
              Figures that disagree cast doubt on all others.
            - to set its level: duration-mismatch = "off" below [rules] in
              postmortem.toml
        "#]],
    );
    check(
        &text("47 min<|>utes"),
        expect![[r#"
        "47 minutes"
        47 min is stated
        - 14:02 to 14:49 UTC is 47 min
        - both are the same
        - first to last entry of the timeline: 47 min
    "#]],
    );
}

#[test]
fn a_stated_measure_names_its_formula() {
    check(
        "# Postmortem\n\n## Issue Summary\n\nDown from 14:02 to 14:49 UTC.\n\nTime to detect: 5 m<|>inutes\n\n## Timeline\n\n\
         - 14:02 UTC - It stopped.\n- 14:11 UTC - A monitoring alert fired.\n- 14:49 UTC - Service restored.\n",
        expect![[r#"
            "5 minutes"
            5 min is stated
            - TTD counts from the start to the first detection
            - the timeline computes to 9 min
            - that is 4 min more than stated
            - duration-mismatch: A stated length and the times that it is
              the length of contradict each other.
            - why: Readers quote the length and search logs by the times.
              Figures that disagree cast doubt on all others.
            - to set its level: duration-mismatch = "off" below [rules] in
              postmortem.toml
        "#]],
    );
}

#[test]
fn a_percentage_says_of_what_it_is() {
    check(
        &draft("1% of users"),
        expect![[r#"
        "61%"
        61% of users
    "#]],
    );
    let error_rate = draft("A retry").replace("<|>A retry", "Errors rose to 12.5<|> %. A retry");
    check(
        &error_rate,
        expect![[r#"
        "12.5 %"
        12.5 %, and it is not said of what
    "#]],
    );
}

#[test]
fn a_zone_says_what_it_stands_for() {
    check(
        &draft("WAT on 9"),
        expect![[r#"
        "WAT"
        WAT: UTC+1
    "#]],
    );
    check(
        "# Postmortem\n\n## Timeline\n\n- 9:05 AM IST - Down.\n- 9:30 AM I<|>ST - Up.\n\n## Root Cause\n\nA retry.\n",
        expect![[r#"
            "IST"
            IST: UTC+5:30 or UTC+1 or UTC+2
            - the name has several meanings
            - an offset beside it, such as UTC+1, leaves no doubt
        "#]],
    );
    check(
        "# Postmortem\n\n## Timeline\n\n- 12 June 2024 9:05 AM PS<|>T - Down.\n- 9:30 AM PST - Up.\n\n## Root Cause\n\nA retry.\n",
        expect![[r#"
            "PST"
            PST: UTC-8
            - on that day the clocks there show PDT
            - timezone-out-of-season: A time zone is named by its winter
              name on a day in summer, or the other way round.
            - why: The two names are an hour apart. Half of the readers take
              the name by its letters, the other half by the clock of that
              place, and the times fit the logs of only one half.
            - to set its level: timezone-out-of-season = "off" below [rules]
              in postmortem.toml
        "#]],
    );
}

fn with_task(task: &str) -> String {
    format!("{}\n## Corrective and Preventative Measures\n\nTasks:\n\n{task}\n", super::DRAFT)
}

#[test]
fn a_task_names_owner_and_day() {
    check(
        &with_task("- [ ] Rotate the l<|>og daily - owner: Ann, due: 2024-05-01"),
        expect![[r#"
        "Rotate the log daily - owner: Ann, due: 2024-05-01"
        a task, open
        - owner: Ann
        - due: 2024-05-01, overdue by 31 days
    "#]],
    );
    check(
        &with_task("- [ ] Rotate the l<|>og daily - owner: Ann, due: 2024-06-20"),
        expect![[r#"
        "Rotate the log daily - owner: Ann, due: 2024-06-20"
        a task, open
        - owner: Ann
        - due: 2024-06-20, in 19 days
    "#]],
    );
    check(
        &with_task("- [x] Rotate the l<|>og daily - owner: Ann, due: 2024-05-01"),
        expect![[r#"
        "Rotate the log daily - owner: Ann, due: 2024-05-01"
        a task, done
        - owner: Ann
        - due: 2024-05-01
    "#]],
    );
}

#[test]
fn a_field_says_what_it_may_say() {
    let text = |front: &str| format!("---\n{front}\n---\n\n{}", super::DRAFT);
    check(
        &text("profile: google-s<|>re"),
        expect![[r#"
        "profile: google-sre"
        the format that this postmortem has
        - Google SRE postmortem
        - it may be alx, google-sre, sre-workbook, pagerduty, atlassian
    "#]],
    );
    check(
        &text("profile: atlassian\nseverity: SEV<|> 2"),
        expect![[r#"
        "severity: SEV 2"
        how bad the incident was
        - it may be SEV 1, SEV 2, SEV 3, SEV 4
    "#]],
    );
    check(
        &text("st<|>atus: draft"),
        expect![[r#"
        "status: draft"
        how far the document is
        - in a draft, what is still to come is only a hint
    "#]],
    );
}

#[test]
fn a_finding_says_why_and_how_to_set_it() {
    check(
        &draft("A retry").replace("<|>A retry", "<|>[Date] A retry"),
        expect![[r#"
            "[Date]"
            leftover-placeholder: A place that a template left open still
            waits for its text: [Date], TBD, TODO, {{service}}, <how>, or an
            instruction in italics: *Briefly describe the impact.*
            - why: A reader cannot tell a fact that is unknown from one that
              was forgotten.
            - to set its level: leftover-placeholder = "off" below [rules]
              in postmortem.toml
        "#]],
    );
    check(
        &draft("A retry").replace("<|>A retry", "<!-- postmortem-disable-line too-s<|>hort -->"),
        expect![[r#"
        "too-short"
        too-short: The document has fewer words than its format asks
        for.
        - why: A reader who was not there needs to see what happened,
          why, and what will be done. Few words leave one of these out.
        - to set its level: too-short = "off" below [rules] in
          postmortem.toml
    "#]],
    );
}

#[test]
fn a_time_elsewhere_names_its_entry() {
    check(
        &draft("14:02 to"),
        expect![[r#"
        "14:02"
        the timeline: Monitoring alert.
        - UTC: 13:02 on 2025-10-09 (WAT is UTC+1)
        - here: 16:02 on 2025-10-09 (EAT)
    "#]],
    );
    check(
        &draft("A retry").replace("<|>A retry", "At 13:4<|>5 a retry"),
        expect![[r#"
        "13:45"
        no entry of the timeline tells of this time
        - UTC: 12:45 on 2025-10-09 (WAT is UTC+1)
        - here: 15:45 on 2025-10-09 (EAT)
    "#]],
    );
}
