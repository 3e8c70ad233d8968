//! Reports for programs: each format as its readers want it.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

use super::{COMPLETE, FIRST_DRAFT, Folder, Run, corpus, run, run_with};

fn check(format: &str, path: &str) -> Run {
    run(&["check", "--format", format, path])
}

/// A file of two documents, one with findings, related places and fixes, and one without.
fn both(format: &str) -> Run {
    run(&["check", "--format", format, FIRST_DRAFT, COMPLETE])
}

#[test]
fn text_is_one_line_a_finding() {
    let run = check("text", FIRST_DRAFT);
    assert_eq!(run.code, 1);
    let line = format!("{FIRST_DRAFT}:5:61: warning[outage-without-timezone] \"22:40 and 01:15\" names no time zone");
    assert!(run.out.lines().any(|it| it == line), "{}", run.out);
    let found = check("json", FIRST_DRAFT).json();
    assert_eq!(run.out.lines().count(), found.as_array().unwrap().len());
}

#[test]
fn without_a_format_findings_are_shown_in_full() {
    assert_eq!(run(&["check", FIRST_DRAFT]).out, check("full", FIRST_DRAFT).out);
}

#[test]
fn jsonl_has_the_elements_of_json_one_a_line() {
    let lines: Vec<Value> = both("jsonl").out.lines().map(|it| serde_json::from_str(it).unwrap()).collect();
    assert_eq!(Value::Array(lines), both("json").json());
}

#[test]
fn a_fix_in_json_has_its_edits() {
    let found = check("json", FIRST_DRAFT).json();
    let heading = found.as_array().unwrap().iter().find(|it| it["rule"] == "pseudo-heading").unwrap();
    assert_eq!(
        heading["fix"],
        json!({
            "title": "Turn \"Timeline\" into a heading",
            "safe": true,
            "edits": [{"line": 9, "column": 1, "end_line": 9, "end_column": 13, "text": "## Timeline"}],
        })
    );
}

#[test]
fn sarif_is_valid_by_its_published_schema() {
    // A pattern of the schema has a bracket too many, which not every reader of patterns takes.
    let schema = corpus("tests/schemas/sarif-2.1.0.json").replace("-[a-zA-Z]{2}]?$", "-[a-zA-Z]{2}$");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for path in [FIRST_DRAFT, COMPLETE, "no-such-file.md"] {
        let report = check("sarif", path).json();
        let errors: Vec<String> = validator.iter_errors(&report).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{path}: {errors:#?}");
    }
}

#[test]
fn sarif_has_every_rule_with_its_page_and_no_address_on_the_web() {
    let report = both("sarif").json();
    let rules = report["runs"][0]["tool"]["driver"]["rules"].as_array().unwrap().clone();
    let pages = run(&["rules", "--format", "json"]).json();
    let pages: Vec<_> = pages.as_array().unwrap().iter().map(|it| it["page"].clone()).collect();
    assert_eq!(rules.iter().map(|it| it["help"]["markdown"].clone()).collect::<Vec<_>>(), pages);
    assert!(rules.iter().all(|it| it["helpUri"].is_null()));
    for result in report["runs"][0]["results"].as_array().unwrap() {
        let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
}

#[test]
fn sarif_has_related_places_and_fixes_and_says_whether_all_was_read() {
    let report = both("sarif").json();
    let results = report["runs"][0]["results"].as_array().unwrap();
    let order = results.iter().find(|it| it["ruleId"] == "timeline-out-of-order").unwrap();
    assert_eq!(order["level"], "error");
    assert_eq!(order["relatedLocations"][0]["physicalLocation"]["region"]["startLine"], 13);
    assert_eq!(order["fixes"][0]["description"]["text"], "Sort the timeline");
    let successful = |it: &Value| it["runs"][0]["invocations"][0]["executionSuccessful"].clone();
    assert_eq!(successful(&report), true);
    assert_eq!(successful(&check("sarif", "no-such-file.md").json()), false);
}

#[test]
fn junit_is_valid_by_its_published_schema() {
    let folder = Folder::new("junit");
    let odd = corpus(FIRST_DRAFT).replace("TBD", "TBD <&> \u{1}\u{c}").replace("22:40 and", "22:40\u{b} and");
    let odd = folder.file("a & <b>.md", odd);
    let report = run(&["check", "--format", "junit", FIRST_DRAFT, COMPLETE, &odd]).out;
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas/junit-10.xsd");
    let path = folder.file("report.xml", &report);
    match Command::new("xmllint").args(["--noout", "--schema"]).arg(schema).arg(&path).output() {
        Ok(output) => {
            assert!(output.status.success(), "{}\n{report}", String::from_utf8_lossy(&output.stderr));
        }
        // Not everybody has it; where changes are merged, it is there.
        Err(error) => assert!(std::env::var_os("CI").is_none(), "cannot run xmllint of libxml2: {error}"),
    }
}

#[test]
fn junit_has_a_suite_for_each_postmortem() {
    let folder = Folder::new("junit-suites");
    let readme = folder.file("README.md", "# A library\n");
    let report = run(&["check", "--format", "junit", FIRST_DRAFT, COMPLETE, &readme]).out;
    assert_eq!(report.matches("<testsuite ").count(), 2, "{report}");
    assert!(report.contains(&format!("<testsuite name=\"{COMPLETE}\" tests=\"1\" failures=\"0\"")), "{report}");
}

#[test]
fn github_annotates_lines() {
    let run = check("github", FIRST_DRAFT);
    let place = format!("file={FIRST_DRAFT},line=14,endLine=14,col=1,endColumn=6");
    let line = format!("::error {place},title=timeline-out-of-order::\"23:10\" is earlier than the entry before it");
    assert!(run.out.lines().any(|it| it == line), "{}", run.out);
    assert!(run.out.lines().all(|it| it.starts_with("::")), "{}", run.out);
}

#[test]
fn gitlab_issues_have_what_gitlab_asks_for() {
    let report = check("gitlab", FIRST_DRAFT).json();
    let issues = report.as_array().unwrap();
    assert!(issues.len() > 3);
    for it in issues {
        assert!(it["description"].is_string() && it["check_name"].is_string(), "{it}");
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&it["severity"].as_str().unwrap()), "{it}");
        assert_eq!(it["location"]["path"], FIRST_DRAFT);
        assert!(it["location"]["lines"]["begin"].as_u64() >= Some(1), "{it}");
    }
    let prints: HashSet<_> = issues.iter().map(|it| it["fingerprint"].as_str().unwrap()).collect();
    assert_eq!(prints.len(), issues.len(), "fingerprints are unique");
}

#[test]
fn fingerprints_stay_where_lines_move_and_words_are_counted_anew() {
    let prints = |text: &str| {
        let arguments = ["check", "--format", "gitlab", "--stdin-filename", "a.md", "-"];
        let report = run_with(&arguments, text.as_bytes()).json();
        let issues = report.as_array().unwrap().clone();
        issues.iter().map(|it| it["fingerprint"].clone()).collect::<Vec<_>>()
    };
    let before = corpus(FIRST_DRAFT);
    let title = before.lines().next().unwrap();
    let moved = before.replacen(title, &format!("{title}\n\nSome more words about the night.\n"), 1);
    assert!(prints(&before).len() > 3);
    assert_eq!(prints(&before), prints(&moved));
}

#[test]
fn rdjson_counts_bytes_and_suggests_one_edit() {
    let text = corpus(FIRST_DRAFT).replace("the ticket shop in", "the 🎫é shop in");
    let report = run_with(&["check", "--format", "rdjson", "-"], text.as_bytes()).json();
    let found = report["diagnostics"].as_array().unwrap();
    let of_rule = |rule: &str| found.iter().find(|it| it["code"]["value"] == rule).unwrap();
    // Four characters less before it, of which one has four bytes and one has two.
    assert_eq!(of_rule("outage-without-timezone")["location"]["range"]["start"], json!({"line": 5, "column": 61}));
    let order = of_rule("timeline-out-of-order");
    assert_eq!(order["severity"], "ERROR");
    assert_eq!(order["suggestions"].as_array().unwrap().len(), 1);
    assert_eq!(order["suggestions"][0]["range"]["start"]["line"], 13);
    assert!(order["suggestions"][0]["text"].as_str().unwrap().starts_with("23:10 - Escalated"), "{order}");
    assert!(order["relatedLocations"][0]["message"].is_string(), "{order}");
}

#[test]
fn a_report_without_findings_is_still_a_report() {
    for format in ["json", "gitlab"] {
        assert_eq!(check(format, COMPLETE).json(), json!([]), "{format}");
    }
    assert_eq!(check("sarif", COMPLETE).json()["runs"][0]["results"], json!([]));
    assert_eq!(check("rdjson", COMPLETE).json()["diagnostics"], json!([]));
    for format in ["text", "full", "jsonl", "github"] {
        assert_eq!(check(format, COMPLETE).out, "", "{format}");
    }
}

#[test]
fn the_summary_stays_out_of_every_report() {
    for format in ["text", "full", "json", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson"] {
        let run = both(format);
        assert_eq!(run.code, 1, "{format}");
        assert!(run.err.contains(" in 2 postmortems\n") && !run.out.contains("2 postmortems"), "{format}");
    }
}

#[test]
fn reports_name_files_by_their_path_in_the_repository() {
    let absolute = Path::new(env!("CARGO_MANIFEST_DIR")).join(FIRST_DRAFT);
    let absolute = fs::canonicalize(absolute).unwrap().display().to_string();
    for path in [absolute, format!("./{FIRST_DRAFT}")] {
        assert_eq!(check("gitlab", &path).json()[0]["location"]["path"], FIRST_DRAFT);
        let report = check("sarif", &path).json();
        let location = &report["runs"][0]["results"][0]["locations"][0]["physicalLocation"];
        assert_eq!(location["artifactLocation"]["uri"], FIRST_DRAFT);
    }
}
