//! `explain`, `rules`, and what packages install: completions and the man page.

use super::run;

#[test]
fn explain_prints_the_page_of_a_rule() {
    let run = run(&["explain", "timeline-out-of-order"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.starts_with("# timeline-out-of-order\n"), "{}", run.out);
    for part in
        ["## Why", "## Example", "## Fixed", "## Configure", "postmortem-disable-next-line timeline-out-of-order"]
    {
        assert!(run.out.contains(part), "{part} is not in\n{}", run.out);
    }
}

#[test]
fn explain_knows_what_was_meant() {
    for (name, meant) in [
        ("timeline-out-of-ordr", "did you mean `timeline-out-of-order`?"),
        ("missing_section", "did you mean `missing-section`?"),
        ("xyzzy", "`postmortem-ls rules` lists them"),
    ] {
        let run = run(&["explain", name]);
        assert_eq!((run.code, run.out.as_str()), (2, ""));
        assert_eq!(run.err, format!("postmortem-ls: there is no rule `{name}`; {meant}\n"));
    }
}

#[test]
fn rules_lists_every_rule_with_its_severity() {
    let table = run(&["rules"]);
    assert_eq!(table.code, 0);
    let listed = run(&["rules", "--format", "json"]).json();
    let listed = listed.as_array().unwrap();
    assert_eq!(table.out.lines().count(), listed.len());
    for (line, it) in table.out.lines().zip(listed) {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words[0], it["name"]);
        assert_eq!(words[1], it["severity"]);
        assert!(it["levels"]["alx"].is_string() && it["fix"].is_boolean(), "{it}");
    }
}

#[test]
fn there_are_completions_for_the_usual_shells() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = run(&["completions", shell]);
        assert_eq!((run.code, run.err.as_str()), (0, ""), "{shell}");
        assert!(run.out.contains("postmortem-ls") && run.out.contains("unsafe-fixes"), "{shell}: {}", run.out);
    }
}

#[test]
fn the_man_page_tells_of_every_command() {
    let run = run(&["man"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert!(run.out.contains(".TH postmortem"), "{}", run.out);
    for command in ["CHECK", "INSPECT", "EXPLAIN", "RULES", "SERVER"] {
        assert!(run.out.contains(&format!(".SH {command}\n")), "{command} is not in\n{}", run.out);
    }
}
