//! Fields, front matter, tasks, comments that switch rules off, and times outside of the timeline.

use expect_test::expect;

use super::{check_offers, with_timeline};

#[test]
fn fields_of_the_summary_are_told_from_the_timeline() {
    let draft = |summary: &str| {
        format!(
            "# Postmortem: the mailer\n\n## Issue Summary\n\n{summary}\n\n## Timeline\n\n\
             - 14:02 WAT - A monitoring alert fired.\n- 14:49 WAT - Service restored.\n\n\
             ## Root Cause and Resolution\n\nA retry without a memory. It sent every letter twice.\n"
        )
    };
    check_offers(
        &draft("-<|>"),
        expect![[r#"
        "- Duration: 14:02 to 14:49 WAT (47 minutes)" 14:02 to 14:49 WAT (47 minutes)
        "- Impact: <service> was <down or slow>; users saw <symptom>; <share> of users were affected" a field of this section
        "- Root cause: A retry without a memory." A retry without a memory.
    "#]],
    );
    check_offers(
        &draft("Impact: the mailer was down\nDur<|>"),
        expect![[r#"
        "Duration: 14:02 to 14:49 WAT (47 minutes)" 14:02 to 14:49 WAT (47 minutes)
    "#]],
    );
    check_offers(
        &draft("- **Impact:** the mailer was down\n- **Duration:**<|>"),
        expect![[r#"
            "** 14:02 to 14:49 WAT (47 minutes)" from the timeline
        "#]],
    );
    check_offers(&draft("The mailer was <|>"), expect![[r#""#]]);
}

#[test]
fn front_matter_takes_keys_and_values() {
    let draft = |front: &str, profile: &str| {
        format!(
            "---\n{profile}{front}\n---\n\n# Postmortem\n\n## Summary\n\nDown from 14:02 to 14:49 UTC on 2024-08-15.\n\n## Timeline\n\n- 14:02 - It stopped.\n"
        )
    };
    check_offers(
        &draft("s<|>", "owner: Ann\n"),
        expect![[r#"
        "status: " a draft is not asked for what is still to come
        "severity: " how bad it was
    "#]],
    );
    check_offers(
        &draft("profile:<|>", "status: draft\n"),
        expect![[r#"
        " alx" ALX / Holberton postmortem
        " google-sre" Google SRE postmortem
        " sre-workbook" Google SRE workbook postmortem
        " pagerduty" PagerDuty postmortem
        " atlassian" Atlassian postmortem
    "#]],
    );
    check_offers(
        &draft("severity: <|>", "profile: atlassian\n"),
        expect![[r#"
        " SEV 1" Atlassian postmortem
        " SEV 2" Atlassian postmortem
        " SEV 3" Atlassian postmortem
        " SEV 4" Atlassian postmortem
    "#]],
    );
    check_offers(
        &draft("status: in<|>", "profile: google-sre\n"),
        expect![[r#"
        " In review" Google SRE postmortem
    "#]],
    );
    check_offers(
        &draft("date:<|>", "status: draft\n"),
        expect![[r#"
        " 2024-08-15" the day of the incident
        " 2024-06-01" today
    "#]],
    );
    check_offers(
        &draft("owner: <|>", "authors: Ann, Ben\n"),
        expect![[r#"
            " Ann" named in this document
            " Ben" named in this document
            " Zoe" named in another postmortem
        "#]],
    );
    check_offers(
        "+++\nstatus =<|>\n+++\n\n# Postmortem\n\n## Summary\n\nDown from 14:02 to 14:49 UTC.\n\n## Timeline\n\n- 14:02 - It stopped.\n",
        expect![[r#"
            " \"draft\"" 
            " \"in review\"" 
            " \"final\"" 
        "#]],
    );
}

#[test]
fn fields_below_the_title() {
    check_offers(
        "---\nprofile: google-sre\n---\n\n# Postmortem: the mailer\n\n- <|>\n",
        expect![[r#"
        "- **Date:** <YYYY-MM-DD>" a field of the format
        "- **Authors:** <names>" a field of the format
        "- **Status:** Draft" a field of the format
    "#]],
    );
    check_offers(
        "---\nprofile: google-sre\n---\n\n# Postmortem: the mailer\n\n- **Status:** c<|>\n",
        expect![[r#"
        "** Complete, action items in progress" Google SRE postmortem
        "** Complete" Google SRE postmortem
    "#]],
    );
}

fn with_tasks(tasks: &str) -> String {
    let draft = with_timeline("- 14:02 UTC - It stopped.\n- 14:49 UTC - It ran.");
    format!("{draft}\n## Corrective and Preventative Measures\n\nTasks:\n\n{tasks}\n")
}

#[test]
fn tasks_open_with_a_verb() {
    check_offers(
        &with_tasks("-<|>"),
        expect![[r#"
        "- [ ] Add <an alert, a test, a limit> - owner: <name>, due: 2024-06-15" an alert, a test, a limit
        "- [ ] Alert on <what rises before users notice> - owner: <name>, due: 2024-06-15" what rises before users notice
        "- [ ] Automate <what was done by hand> - owner: <name>, due: 2024-06-15" what was done by hand
        "- [ ] Document <what somebody had to find out> - owner: <name>, due: 2024-06-15" what somebody had to find out
        "- [ ] Limit <what grew> - owner: <name>, due: 2024-06-15" what grew
        "- [ ] Remove <what was in the way> - owner: <name>, due: 2024-06-15" what was in the way
        "- [ ] Test <what broke> - owner: <name>, due: 2024-06-15" what broke
        "- [ ] Upgrade <what is out of date> - owner: <name>, due: 2024-06-15" what is out of date
    "#]],
    );
    check_offers(
        &with_tasks("- Rotate the log - owner: Ann\n- A<|>"),
        expect![[r#"
        "- Add <an alert, a test, a limit> - owner: <name>, due: 2024-06-15" an alert, a test, a limit
        "- Alert on <what rises before users notice> - owner: <name>, due: 2024-06-15" what rises before users notice
        "- Automate <what was done by hand> - owner: <name>, due: 2024-06-15" what was done by hand
    "#]],
    );
    check_offers(
        &with_tasks("- [ ] do<|>"),
        expect![[r#"
        "- [ ] Document <what somebody had to find out> - owner: <name>, due: 2024-06-15" what somebody had to find out
    "#]],
    );
}

#[test]
fn tasks_get_an_owner_and_a_day() {
    check_offers(
        &with_tasks("- [ ] Rotate the log <|>"),
        expect![[r#"
        "- owner: <name>" who sees to it
        "- due: 2024-06-15" until when it is to be done
    "#]],
    );
    check_offers(
        &with_tasks("- [ ] Rotate the log - owner: Ann, d<|>"),
        expect![[r#"
        "due: 2024-06-15" until when it is to be done
    "#]],
    );
    check_offers(
        &with_tasks("- [ ] Rotate the log - owner: Ann, due:<|>"),
        expect![[r#"
        " 2024-06-08" in 1 week
        " 2024-06-15" in 2 weeks
        " 2024-06-29" in 4 weeks
    "#]],
    );
    check_offers(
        &with_tasks("- [ ] Rotate the log - owner: Ann\n- [ ] Test the backup - owner: <|>"),
        expect![[r#"
            " Ann" named in this document
            " Zoe" named in another postmortem
        "#]],
    );
    check_offers(&with_tasks("- [ ] Rotate the log<|>"), expect![[r#""#]]);
}

#[test]
fn comments_name_what_they_do_and_rules() {
    check_offers(
        &with_timeline("- 14:02 - It stopped.\n<!-- <|>"),
        expect![[r#"
        "postmortem-disable-line " not on this line
        "postmortem-disable-next-line " not on the next line
        "postmortem-disable " not from here on
        "postmortem-enable " again from here on
        "postmortem-disable-file " nowhere in this document
    "#]],
    );
    check_offers(
        &with_timeline("<!-- postmortem-disable too-<|> -->\n- 14:02 - It stopped."),
        expect![[r#"
        "too-short" found here: 1
        "too-long" The document has more words than its format asks for.
    "#]],
    );
    check_offers(
        &with_timeline("<!-- postmortem-disable too-short -- a note<|> -->\n- 14:02 - It stopped."),
        expect![[r#""#]],
    );
}

#[test]
fn times_elsewhere_are_those_of_the_entries() {
    let draft = |cause: &str| {
        with_timeline("- 14:02 UTC - It stopped.\n- 14:49 UTC - It ran.").replace("A retry without a memory.", cause)
    };
    check_offers(
        &draft("A deploy at 14<|>"),
        expect![[r#"
        "14:02 UTC" It stopped.
        "14:49 UTC" It ran.
    "#]],
    );
    check_offers(
        &draft("A deploy from <|>"),
        expect![[r#"
        "14:02 UTC" It stopped.
        "14:49 UTC" It ran.
    "#]],
    );
    check_offers(&draft("We had 1<|>"), expect![[r#""#]]);
}

#[test]
fn a_duration_over_midnight_names_both_days() {
    let text = "# Postmortem\n\n## Issue Summary\n\n-<|>\n\n## Timeline\n\n\
        - 2024-08-14 23:50 UTC - A monitoring alert fired.\n- 2024-08-15 00:20 UTC - Service restored.\n\n## Root Cause and Resolution\n\n";
    check_offers(
        text,
        expect![[r#"
        "- Duration: 14 August 2024 23:50 to 15 August 2024 00:20 UTC (30 minutes)" 14 August 2024 23:50 to 15 August 2024 00:20 UTC (30 minutes)
        "- Impact: <service> was <down or slow>; users saw <symptom>; <share> of users were affected" a field of this section
        "- Root cause: <one sentence>" a field of this section
    "#]],
    );
}
