//! `timeline`: the picture of an incident, and the message where there is nothing to draw.

use super::{FIRST_DRAFT, run, run_with};

#[test]
fn the_course_is_drawn_as_svg() {
    let drawn = run(&["timeline", FIRST_DRAFT]);
    assert_eq!((drawn.code, drawn.err.as_str()), (0, ""));
    assert!(drawn.out.starts_with("<svg ") && drawn.out.ends_with("</svg>\n"), "{}", drawn.out);
    assert!(drawn.out.contains("TTR 2 h 35 min"), "{}", drawn.out);
}

#[test]
fn the_course_is_drawn_for_mermaid() {
    let drawn = run(&["timeline", "--mermaid", FIRST_DRAFT]);
    assert_eq!(drawn.code, 0, "{}", drawn.err);
    assert!(drawn.out.starts_with("timeline\n    title "), "{}", drawn.out);
}

#[test]
fn without_a_time_there_is_nothing_to_draw() {
    let nothing = run_with(&["timeline", "-"], b"# Shopping\n");
    assert_eq!((nothing.code, nothing.out.as_str()), (2, ""));
    assert!(nothing.err.contains("nothing to draw in <stdin>"), "{}", nothing.err);
}
