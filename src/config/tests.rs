//! Settings as people write them, and what comes of them for a document.

use std::path::Path;
use std::sync::Arc;

use expect_test::{Expect, expect};

use crate::config::editor::Editor;
use crate::config::schema::Schema;
use crate::config::settings::{Layer, Settings};
use crate::config::{Standing, file};

const RULES: &[(&str, &str)] = &[("missing-section", "A section is missing."), ("too-short", "Too few words.")];

fn schema() -> Schema {
    Schema::of_file(RULES)
}

fn layer(path: &str, source: &str) -> Arc<Layer> {
    Arc::new(Layer::read(Path::new(path), source, &schema()).expect("it can be read").0)
}

/// The troubles of a file, one a line.
fn check_troubles(source: &str, expect: Expect) {
    let troubles = match file::read(source, &schema()) {
        Ok(read) => read.troubles,
        Err(trouble) => vec![trouble],
    };
    let line = |it: &crate::config::Trouble| {
        let severity = if it.is_error { "error" } else { "warning" };
        format!("{severity} postmortem.toml:{it} [{}]\n", &source[it.span.range()])
    };
    expect.assert_eq(&troubles.iter().map(line).collect::<String>());
}

#[test]
fn unknown_keys_are_warnings_that_know_better() {
    check_troubles(
        "profil = \"alx\"\n\n[rules]\nmising-section = \"off\"\nzzz = \"off\"\n\n[[overrides]]\nfile = [\"a\"]\nrules = { too-shrt = \"hint\" }\n",
        expect![[r#"
            warning postmortem.toml:8: overrides[0].file: unknown key; did you mean "files"? [file]
            warning postmortem.toml:9: overrides[0].rules.too-shrt: no such rule; did you mean "too-short"? [too-shrt]
            warning postmortem.toml:1: profil: unknown key; did you mean "profile"? [profil]
            warning postmortem.toml:4: rules.mising-section: no such rule; did you mean "missing-section"? [mising-section]
            warning postmortem.toml:5: rules.zzz: no such rule [zzz]
        "#]],
    );
}

#[test]
fn a_wrong_type_is_an_error_with_line_and_key() {
    check_troubles(
        "include = [\"a\"]\nprofile = 3\n",
        expect![[r#"
            error postmortem.toml:2: profile: expected the name of a profile, or a table [profile]
        "#]],
    );
    check_troubles(
        "[rules]\ntoo-short = \"loud\"\n",
        expect![[r#"
            error postmortem.toml:2: rules.too-short: unknown variant `loud`, expected one of `off`, `hint`, `information`, `warning`, `error` [too-short]
        "#]],
    );
    check_troubles(
        "[[overrides]]\nfiles = [\"a\"]\n[[overrides]]\nfiles = \"b\"\n",
        expect![[r#"
            error postmortem.toml:4: overrides[1].files: invalid type: string "b", expected a sequence [files]
        "#]],
    );
}

#[test]
fn what_is_no_toml_is_an_error_with_its_line() {
    check_troubles(
        "profile = \"alx\"\nrules = {\n",
        expect![[r#"
            error postmortem.toml:2: unclosed inline table, expected `}` []
        "#]],
    );
}

#[test]
fn a_pattern_that_cannot_be_read_is_an_error() {
    let broken = Layer::read(Path::new("/a/postmortem.toml"), "exclude = [\"ok\", \"[a\"]\n", &schema());
    assert_eq!(broken.unwrap_err().key, "exclude[1]");
}

/// What holds for a document, one line a value with its origin.
fn check_policy(settings: &Settings, path: &str, expect: Expect) {
    let policy = settings.policy(Some(Path::new(path)));
    let mut lines = policy.profile.map_or_else(String::new, |it| format!("profile = {} ({})\n", it.value, it.origin));
    for (rule, level) in &policy.rules {
        lines += &format!("{rule} = {} ({})\n", level.value.as_str(), level.origin);
    }
    lines += &format!("{:?} ({})\n", policy.standing.value, policy.standing.origin);
    expect.assert_eq(&lines);
}

#[test]
fn the_nearest_file_wins_over_what_it_extends_and_over_the_editor() {
    let (editor, troubles) = Editor::read(&serde_json::json!({
        "profile": "google-sre",
        "rules": { "too-short": "error", "too-long": "hint" },
    }));
    assert!(troubles.is_empty());
    let layers = vec![
        layer(
            "/team/base.toml",
            "profile = \"atlassian\"\n[rules]\ntoo-short = \"off\"\nmissing-section = \"error\"\n",
        ),
        layer("/team/shop/postmortem.toml", "extends = \"../base.toml\"\n[rules]\nmissing-section = \"hint\"\n"),
    ];
    let settings = Settings { layers, editor: Arc::new(editor) };
    check_policy(
        &settings,
        "/team/shop/a.md",
        expect![[r#"
            profile = atlassian (/team/base.toml:1)
            missing-section = hint (/team/shop/postmortem.toml:3)
            too-long = hint (editor)
            too-short = off (/team/base.toml:3)
            Open (default)
        "#]],
    );
    check_policy(
        &Settings::default(),
        "/a.md",
        expect![[r#"
            Open (default)
        "#]],
    );
}

#[test]
fn overrides_hold_for_the_files_that_they_name() {
    let source = "[rules]\ntoo-short = \"hint\"\n\n[[overrides]]\nfiles = [\"drafts/\", \"*-notes.md\"]\nprofile = \"pagerduty\"\nrules = { too-short = \"off\" }\n";
    let settings = Settings { layers: vec![layer("/p/postmortem.toml", source)], ..Settings::default() };
    let level = |path: &str| settings.config(Some(Path::new(path)), None).levels["too-short"].as_str();
    assert_eq!(level("/p/drafts/deep/a.md"), "off");
    assert_eq!(level("/p/deep/shop-notes.md"), "off");
    assert_eq!(level("/p/a.md"), "hint");
    assert_eq!(level("/elsewhere/drafts/a.md"), "hint");
    check_policy(
        &settings,
        "/p/drafts/a.md",
        expect![[r#"
            profile = pagerduty (/p/postmortem.toml:6)
            too-short = off (/p/postmortem.toml:7)
            Open (default)
        "#]],
    );
}

#[test]
fn include_and_exclude_settle_which_files_are_postmortems() {
    let standing = |source: &str, path: &str| {
        let layers = vec![layer("/p/.config/postmortem.toml", source)];
        let settings = Settings { layers, ..Settings::default() };
        settings.policy(Some(Path::new(path))).standing.value
    };
    let both = "include = [\"/incidents/**/*.md\"]\nexclude = [\"README.md\", \"!**/keep/README.md\"]\n";
    assert_eq!(standing(both, "/p/incidents/2024/a.md"), Standing::Included);
    assert_eq!(standing(both, "/p/incidents/README.md"), Standing::Excluded);
    assert_eq!(standing(both, "/p/incidents/keep/README.md"), Standing::Included);
    assert_eq!(standing(both, "/p/docs/a.md"), Standing::Excluded);
    assert_eq!(standing("exclude = [\"docs\"]\n", "/p/docs/a.md"), Standing::Excluded);
    assert_eq!(standing("exclude = [\"docs\"]\n", "/p/a.md"), Standing::Open);
}

#[test]
fn a_profile_of_the_teams_own_is_read_and_can_be_named() {
    let own = "[profile]\nextends = \"alx\"\nid = \"ours\"\ntitle = \"Ours\"\n";
    let layers = vec![
        layer("/team/base.toml", own),
        layer("/team/shop/postmortem.toml", "[[overrides]]\nfiles = [\"old/\"]\nprofile = \"alx\"\n"),
    ];
    let settings = Settings { layers, ..Settings::default() };
    let read_by = |path: &str| settings.config(Some(Path::new(path)), None).profiles.fallback().id.clone();
    assert_eq!(read_by("/team/shop/a.md"), "ours");
    assert_eq!(read_by("/team/shop/old/a.md"), "alx");
    assert!(settings.unknown_profiles().is_empty());
    check_troubles(
        "[profile]\nextends = \"alx\"\ntitel = \"Ours\"\n",
        expect![[r#"
        error postmortem.toml:3: profile.titel: unknown key; did you mean "title"? [titel]
    "#]],
    );
}

#[test]
fn a_profile_that_does_not_exist_is_told() {
    let layers = vec![layer("/p/postmortem.toml", "profile = \"alxx\"\n")];
    let troubles = Settings { layers, ..Settings::default() }.unknown_profiles();
    assert_eq!(troubles[0].1.to_string(), "1: profile: no profile \"alxx\"; did you mean \"alx\"?");
}
