//! The built-in profiles: what `new` prints is a document of theirs that waits for its author, and a good document of
//! theirs has no finding.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use postmortem_ls::profile::Profile;
use postmortem_ls::snapshot::Snapshot;
use postmortem_ls::syntax::Document;

fn read(text: &str) -> Snapshot {
    Snapshot::new(Document::read(text), Arc::default(), None)
}

#[track_caller]
fn check_quiet(what: &str, snapshot: &Snapshot, profile: &str) {
    assert_eq!(snapshot.profile.id, profile, "{what}");
    assert!(snapshot.postmortem().recognised, "{what} is no postmortem");
    let said: Vec<String> =
        snapshot.diagnostics().iter().map(|it| format!("{}: {}", it.rule.name, it.message)).collect();
    assert!(said.is_empty(), "{what}: {said:#?}");
}

fn new(arguments: &[&str]) -> (Option<i32>, String, String) {
    new_in(env!("CARGO_MANIFEST_DIR").as_ref(), arguments)
}

fn new_in(folder: &Path, arguments: &[&str]) -> (Option<i32>, String, String) {
    let program = env!("CARGO_BIN_EXE_postmortem-ls");
    let run = Command::new(program).arg("new").args(arguments).current_dir(folder).output();
    let run = run.expect("the binary runs");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (run.status.code(), text(run.stdout), text(run.stderr))
}

#[test]
fn a_new_document_has_its_profile_every_section_and_no_finding() {
    for id in Profile::ids() {
        let (code, text, _) = new(&[id, "--date", "2024-06-12", "--title", "Checkout\n  down"]);
        assert_eq!(code, Some(0));
        assert!(text.contains("# Postmortem: Checkout down\n"), "{text}");
        assert!(text.contains("Date:** 2024-06-12\n") || text.contains("date:** 2024-06-12\n"), "{text}");
        for section in &Profile::built_in(id).expect("an id that is listed").sections {
            assert!(text.contains(&format!("\n## {}\n", section.title)), "{id}: {}", section.title);
        }
        check_quiet(&format!("new {id}"), &read(&text), id);
        check_quiet(&format!("new {id} with CR LF"), &read(&text.replace('\n', "\r\n")), id);
        // The headings alone tell the profile, too.
        let unnamed: String = text.split_inclusive('\n').filter(|it| !it.starts_with("<!--")).collect();
        check_quiet(&format!("new {id} without its name"), &read(&unnamed), id);
    }
}

#[test]
fn without_a_title_a_new_document_has_a_prompt_for_it_and_no_finding() {
    let (code, text, _) = new(&[]);
    assert_eq!(code, Some(0));
    check_quiet("new", &read(&text), "alx");
}

#[test]
fn a_profile_that_there_is_not_and_a_day_that_there_is_not_are_refused() {
    let (code, out, err) = new(&["gogle-sre"]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    assert_eq!(err, "postmortem-ls: there is no profile \"gogle-sre\"; did you mean \"google-sre\"?\n");
    assert_eq!(new(&["alx", "--date", "2024-02-30"]).0, Some(2));
}

#[test]
fn a_new_document_is_what_the_settings_of_its_folder_ask_for() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new-in-a-folder");
    fs::create_dir_all(&folder).unwrap();
    let settings = folder.join("postmortem.toml");
    fs::write(&settings, "profile = \"google-sre\"\n").unwrap();
    let (code, text, _) = new_in(&folder, &["--title", "Checkout down"]);
    assert!(code == Some(0) && text.contains("\n## Lessons Learned\n"), "{text}");
    assert!(!text.contains("postmortem-profile"), "the folder names the profile already: {text}");
    let (_, other, _) = new_in(&folder, &["alx"]);
    assert!(other.starts_with("<!-- postmortem-profile: alx -->\n"), "{other}");
    fs::write(&settings, "profile = 3\n").unwrap();
    let (code, text, error) = new_in(&folder, &[]);
    assert!(code == Some(2) && text.is_empty() && error.contains("postmortem.toml:1: profile"), "{error}");
}

#[test]
fn a_good_document_of_each_profile_has_no_finding() {
    let documents: &[(&str, &str)] = &[
        ("alx", include_str!("../corpus/complete.md")),
        ("google-sre", include_str!("../corpus/profiles/google-sre.md")),
        ("sre-workbook", include_str!("../corpus/profiles/sre-workbook.md")),
        ("pagerduty", include_str!("../corpus/profiles/pagerduty.md")),
        ("atlassian", include_str!("../corpus/profiles/atlassian.md")),
    ];
    assert!(Profile::ids().eq(documents.iter().map(|it| it.0)), "every profile has a document");
    for (id, text) in documents {
        check_quiet(id, &read(text), id);
    }
}
