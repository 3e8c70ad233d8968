//! Tasks in the shapes that people and templates give them.

use expect_test::{Expect, expect};

use crate::model::Detail;
use crate::testing::snapshot;

/// One line an action: its phrase, and what is said of it.
#[track_caller]
fn check(measures: &str, expected: Expect) {
    let text = format!("# Postmortem\n\n## Corrective measures\n\n{measures}");
    let snapshot = snapshot(&text);
    let read = snapshot.postmortem();
    let mut out = String::new();
    for it in &read.actions {
        let said = |name: &str, detail: Option<Detail>| {
            detail.map_or(String::new(), |it| format!(" {name}={}", &text[it.value.range()]))
        };
        let marks = [(it.is_done, "x"), (it.is_vague, "vague"), (it.has_parts, "parts"), (it.waits, "waits")];
        let marks: String = marks.iter().filter(|it| it.0).map(|it| format!(" [{}]", it.1)).collect();
        let people = it.asks_people.map_or("", |_| " [people]");
        out += &format!(
            "{}{}{}{}{}{}{marks}{people}\n",
            &text[it.phrase.range()],
            said("owner", it.owner),
            it.due.map_or(String::new(), |it| format!(
                " due={}{}",
                &text[it.detail.value.range()],
                if it.date.is_some() { "" } else { "?" }
            )),
            said("priority", it.priority),
            said("kind", it.kind),
            said("ticket", it.ticket),
        );
    }
    expected.assert_eq(&out);
}

#[test]
fn owner_due_date_and_ticket_are_read_in_every_shape() {
    check(
        "- Rotate the log every day - owner: Ann, due: 2024-05-01\n\
         - Add an alert on disk usage (owner: the storage team; due 1 May 2024)\n\
         - Renew the certificate **Owner:** Ben **Due:** next week\n\
         - [ ] Patch Nginx @carla-s by 3 June 2024 #123\n\
         - Pin the version by the end of May, OPS-77, P1\n\
         - Move the cron job to a host of its own — Storage team\n\
         - Delete the old archives (Dora Diaz, 2024-07-01)\n\
         - Test a restore [issue](https://example.com/a/issues/9) by hand\n\
         - Encode it in UTF-8, mail ops@example.com and run `@daily`\n",
        expect![[r#"
            Rotate the log every day owner=Ann due=2024-05-01
            Add an alert on disk usage owner=the storage team due=1 May 2024
            Renew the certificate owner=Ben **Due:** next week due=next week?
            Patch Nginx owner=@carla-s due=3 June 2024 ticket=#123
            Pin the version due=the end of May? priority=P1 ticket=OPS-77
            Move the cron job to a host of its own owner=Storage team
            Delete the old archives owner=Dora Diaz due=2024-07-01
            Test a restore [issue](https://example.com/a/issues/9) by hand ticket=[issue](https://example.com/a/issues/9)
            Encode it in UTF-8, mail ops@example.com and run `@daily`
        "#]],
    );
}

#[test]
fn what_is_done_says_so() {
    check(
        "- [x] Rotate logs daily\n- [ ] Rotate keys\n- ~~Rotate tables~~\n- DONE: rotate the crops\n- Rotate tyres (done)\n- Add a done flag\n- ✅ Rotate shifts\n- Rotate staff. **DONE**\n- Rotate rotas - status: done\n",
        expect![[r#"
            Rotate logs daily [x]
            Rotate keys
            Rotate tables [x]
            rotate the crops [x]
            Rotate tyres [x]
            Add a done flag
            Rotate shifts [x]
            Rotate staff [x]
            Rotate rotas [x]
        "#]],
    );
}

#[test]
fn columns_are_known_by_their_heads() {
    check(
        "| Action item | Type | Owner | Due date | Bug |\n|---|---|---|---|---|\n| Rotate logs | prevent | Ann | 2024-05-01 | #12 |\n| Add an alert on `df` | detect |  | | DONE |\n",
        expect![[r#"
            Rotate logs owner=Ann due=2024-05-01 kind=prevent ticket=#12
            Add an alert on `df` kind=detect [x]
        "#]],
    );
}

#[test]
fn further_lines_parts_and_labels_belong_to_their_item() {
    check(
        "Improvements:\n\n- Watch the disks\n\nTasks:\n\n- Improve monitoring\n  - add an alert on disk\n    usage above 80 %\n  - graph it\n- Rotate the log\n  Owner: Ann\n  Deadline: December 22, 2024.\n\nAdd a runbook for full disks\nTODO: write a test for it\n",
        expect![[r#"
            Watch the disks
            Improve monitoring [vague] [parts]
            add an alert on disk
            graph it
            Rotate the log owner=Ann due=December 22, 2024
            write a test for it
        "#]],
    );
}

#[test]
fn wishes_prompts_and_appeals_are_told_apart() {
    check(
        "- Improve monitoring\n- Improve monitoring: alert when `df` is above 80 %\n- Remind everyone to be careful\n- <verb> <one specific thing>\n- Be more careful with deployments\n",
        expect![[r#"
            Improve monitoring [vague]
            Improve monitoring: alert when `df` is above 80 %
            Remind everyone to be careful [people]
             [waits]
            Be more careful with deployments [vague] [people]
        "#]],
    );
}
