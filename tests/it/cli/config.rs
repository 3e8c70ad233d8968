//! Settings on the command line: they hold for `check`, and `config` says where each value comes from.

use std::path::Path;

use crate::cli::{Folder, run};

const TEXT: &str = "# Postmortem: the shop was down\n\n## Issue Summary\n\nDown from 10:00 to 11:00.\n\n## Timeline\n\n- 10:00 - Down\n";

fn rules(folder: &Folder, name: &str) -> Vec<String> {
    let found = run(&["check", "--format", "json", &folder.path(), "--fail-on", "error"]).json();
    let of_file = found.as_array().unwrap().iter().filter(|it| it["file"].as_str().unwrap().ends_with(name));
    of_file.map(|it| format!("{} {}", it["severity"].as_str().unwrap(), it["rule"].as_str().unwrap())).collect()
}

#[test]
fn levels_overrides_and_exclusions_hold_for_check() {
    let folder = Folder::new("config-check");
    folder.file(
        "postmortem.toml",
        "exclude = [\"old/\"]\nrules = { outage-without-timezone = \"error\" }\n[[overrides]]\nfiles = [\"drafts/\"]\nrules = { outage-without-timezone = \"off\" }\n",
    );
    for name in ["a.md", "drafts/b.md", "old/c.md"] {
        folder.file(name, TEXT);
    }
    assert!(rules(&folder, "a.md").contains(&"error outage-without-timezone".to_owned()));
    assert!(rules(&folder, "b.md").iter().all(|it| !it.ends_with("timezone")) && !rules(&folder, "b.md").is_empty());
    assert_eq!(rules(&folder, "c.md"), [""; 0]);
}

#[test]
fn a_document_that_is_included_is_a_postmortem() {
    let folder = Folder::new("config-include");
    folder.file("postmortem.toml", "include = [\"/incidents/\"]\n");
    folder.file("incidents/a.md", "# The till\n\nIt did not open.\n");
    folder.file("incidents/b.md", "# The till\n");
    folder.file("other/a.md", TEXT);
    assert!(rules(&folder, "incidents/a.md").contains(&"warning missing-section".to_owned()));
    assert_eq!((rules(&folder, "b.md"), rules(&folder, "other/a.md")), (vec![], vec![]));
}

#[test]
fn broken_settings_are_told_and_nothing_is_checked() {
    let folder = Folder::new("config-broken");
    let settings = folder.file("postmortem.toml", "[rules]\ntoo-short = \"loud\"\n");
    let [one, two] = ["a.md", "b.md"].map(|it| folder.file(it, TEXT));
    let checked = run(&["check", &one, &two]);
    assert_eq!((checked.code, checked.out.as_str()), (2, ""));
    let told = format!("postmortem-ls: error: {settings}:2: rules.too-short: unknown variant `loud`");
    assert!(checked.err.starts_with(&told) && checked.err.lines().count() == 1, "{}", checked.err);
}

#[test]
fn an_unknown_key_is_told_and_the_rest_holds() {
    let folder = Folder::new("config-unknown");
    let settings = folder.file("postmortem.toml", "rule = {}\nrules = { outage-without-timezone = \"off\" }\n");
    let checked = run(&["check", &folder.file("a.md", TEXT)]);
    let told = format!("postmortem-ls: warning: {settings}:1: rule: unknown key; did you mean \"rules\"?");
    assert!(checked.code == 1 && checked.err.starts_with(&told), "{}", checked.err);
    assert!(!checked.out.contains("outage-without-timezone"));
}

#[test]
fn show_says_where_each_value_comes_from() {
    let folder = Folder::new("config-show");
    let base = folder.file("base.toml", "[rules]\ntoo-long = \"hint\"\n");
    let settings = folder.file("docs/postmortem.toml", "extends = \"../base.toml\"\nrules.too-short = \"off\"\n");
    let shown = run(&["config", "show", &folder.file("docs/a.md", TEXT)]);
    let line = |start: &str| shown.out.lines().find(|it| it.starts_with(start)).unwrap_or_default().to_owned();
    assert_eq!(shown.code, 0, "{}", shown.err);
    assert_eq!(line("# "), "# its text tells whether it is a postmortem (default)");
    assert!(line("profile = ").starts_with("profile = \"alx\"") && line("profile").ends_with("# default"));
    assert!(line("too-short = \"off\"").ends_with(&format!("# {settings}:2")), "{}", shown.out);
    assert!(line("too-long = \"hint\"").ends_with(&format!("# {base}:2")), "{}", shown.out);
    assert!(line("timeline-out-of-order = \"error\"").ends_with("# default"), "{}", shown.out);
    let paths = run(&["config", "path", &Path::new(&folder.path()).join("docs").display().to_string()]);
    assert_eq!(paths.out, format!("{settings}\n{base}\n"));
}

#[test]
fn the_schema_names_the_rules() {
    for arguments in [&["config", "schema"][..], &["config", "schema", "--editor"]] {
        let schema = run(arguments).json();
        let level = &schema["properties"]["rules"]["properties"]["missing-section"];
        assert!(level["description"].is_string() && level["enum"].as_array().or(level["oneOf"].as_array()).is_some());
    }
}
