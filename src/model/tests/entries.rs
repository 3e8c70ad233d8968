//! Which lines are entries of the timeline, and when each happened.

use expect_test::expect;

use super::check;

#[test]
fn bullets_and_their_separators() {
    check(
        "## Timeline\n\n- 09:05 UTC - one\n- **09:10 UTC:** two\n* *09:15 (UTC)* – three\n+ `09:20 UTC`: four\n- [09:25] five\n- 09:30:15 :- six\n- At 9:35, seven\n",
        expect![[r#"
            1 timeline atx: Timeline
            3 09:05 UTC (545) Bullet: one
            4 09:10 UTC (550) Bullet: two
            5 09:15 UTC (555) Bullet: three
            6 09:20 UTC (560) Bullet: four
            7 09:25 (565) Bullet: five
            8 09:30 (570) Bullet: six
            9 09:35 (575) Bullet: seven
        "#]],
    );
}

#[test]
fn plain_lines_indented_lines_and_numbers() {
    check(
        "Timeline\n2:00 PM: one\n2:10 PM: two\ngoes on\n\n    2:20 PM (EAT): three\n\n1. 2:30pm EAT - four\n2. 14:40 - five\n",
        expect![[r#"
            1 timeline plain: Timeline
            2 14:00 (840) Line: one
            3 14:10 (850) Line: two
            goes on
            6 14:20 EAT (860) Indented: three
            8 14:30 EAT (870) Numbered: four
            9 14:40 (880) Numbered: five
        "#]],
    );
}

#[test]
fn tables_headings_and_html() {
    check(
        "## Timeline\n\n| Time | Event |\n| --- | --- |\n| 2026-03-01 10:00 | one |\n| 2026-03-01 10:05 | two |\n",
        expect![[r#"
            1 timeline atx: Timeline
            5 10:00 (600) TableRow: one |
            6 10:05 (605) TableRow: two |
        "#]],
    );
    check(
        "## Timeline\n\n### 2026-03-01 10:34\n\nThe pager rang.\n\n### 10:50 - 11:05\n\nA rollback.\n",
        expect![[r#"
            1 timeline atx: Timeline
            3 10:34 (634) Heading: 

            The pager rang.
            7 10:50 (650) Heading: 

            A rollback.
        "#]],
    );
    check(
        "## Timeline\n\n<ul>\n<li><strong>10:30 AM:</strong>one</li>\n<li>10:35 AM two</li>\n</ul>\n",
        expect![[r#"
            1 timeline atx: Timeline
            4 10:30 (630) Html: </strong>one</li>
            5 10:35 (635) Html: two</li>
            </ul>
        "#]],
    );
}

#[test]
fn several_entries_on_one_line_are_several() {
    check(
        "## Timeline\n12:00pm EAT: down. 12:06pm EAT: looked. 12:10pm EAT: up.\n",
        expect![[r#"
            1 timeline atx: Timeline
            2 12:00 EAT (720) Inline: down. 
            2 12:06 EAT (726) Inline: looked. 
            2 12:10 EAT (730) Inline: up.
        "#]],
    );
}

#[test]
fn a_wrapped_line_that_begins_with_a_time_is_no_entry() {
    check(
        "## Timeline\n\n- 14:02 UTC - the deploy ended at\n  14:15 UTC. A dashboard showed it.\n- 14:20 UTC - rollback\n",
        expect![[r#"
            1 timeline atx: Timeline
            3 14:02 UTC (842) Bullet: the deploy ended at
              14:15 UTC. A dashboard showed it.
            5 14:20 UTC (860) Bullet: rollback
        "#]],
    );
}

#[test]
fn labels_stand_for_times() {
    check(
        "## Timeline\n\n- **Detection:** 08:15 AM UTC - the alert\n- **Escalation (8:30 AM)**: the database team\n- **Resolution:** a new index\n",
        expect![[r#"
            1 timeline atx: Timeline
            3 08:15 UTC (495) Bullet: the alert
            4 08:30 (510) Bullet: the database team
            5 --:-- (?) Bullet: a new index
        "#]],
    );
}

#[test]
fn midnight_is_the_next_day_and_a_small_step_back_is_not() {
    check(
        "## Timeline\n\n- 23:50 - one\n- 00:10 - two\n- 00:05 - three\n",
        expect![[r#"
            1 timeline atx: Timeline
            3 23:50 (1430) Bullet: one
            4 00:10 (1450) Bullet: two
            5 00:05 (1445) Bullet: three
        "#]],
    );
}

#[test]
fn dates_count_the_days() {
    check(
        "## Timeline\n\n- March 10, 2026, 3:00 PM (UTC): one\n- March 12, 2026, 8:00 AM (UTC): two\n",
        expect![[r#"
            1 timeline atx: Timeline
            3 15:00 UTC (900) Bullet: one
            4 08:00 UTC (3360) Bullet: two
        "#]],
    );
}

#[test]
fn a_clock_of_twelve_hours_without_marks_follows_the_summary() {
    check(
        "## Issue Summary\n\nFrom 7:15 pm to 8:45 pm pages failed.\n\n## Timeline\n\n- 7:15 - down\n- 8:45 - up\n",
        expect![[r#"
            1 summary atx: Issue Summary
            5 timeline atx: Timeline
            outage 19:15 to 20:45 ?, 90 minutes
            7 19:15 (1155) Bullet: down
            8 20:45 (1245) Bullet: up
        "#]],
    );
}
