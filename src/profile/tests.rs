//! Profiles as teams write them: what is broken is told with its place, and what extends another one keeps the rest.

use super::*;

#[track_caller]
fn broken(toml: &str) -> String {
    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Settings {
        profile: Setting,
    }
    let read = toml::from_str(toml).map_err(|error| BrokenProfile::of(toml, &error));
    let library = read.and_then(|it: Settings| Library::of(&it.profile, toml));
    library.expect_err("the profile is broken").to_string()
}

#[test]
fn every_built_in_profile_is_read_and_has_scaffolds() {
    for id in Profile::ids() {
        let profile = Profile::built_in(id).expect("an id that is listed");
        assert_eq!(profile.id, id);
        for section in &profile.sections {
            assert!(!section.required || section.scaffold.ends_with('\n'), "{id}: {} has no scaffold", section.title);
        }
    }
}

#[test]
fn a_format_says_itself_how_loud_the_rules_are_that_another_one_has_off() {
    let written = || BUILT_IN.iter().map(|(id, toml)| (id, toml::from_str::<Written>(toml).expect("a profile")));
    let off: Vec<String> = written()
        .flat_map(|(_, it)| it.rules.into_iter().filter(|(_, level)| *level == Level::Off).map(|it| it.0))
        .collect();
    for (id, profile) in written().filter(|it| it.1.extends.is_some()) {
        let inherited: Vec<&String> = off.iter().filter(|it| !profile.rules.contains_key(*it)).collect();
        assert!(inherited.is_empty(), "{id} does not say how loud {inherited:?} are");
    }
}

#[test]
fn a_key_that_is_not_known_is_told_with_line_path_and_the_one_that_was_meant() {
    let toml = "[profile]\nextends = \"alx\"\n\n[[profile.sections]]\nrole = \"timeline\"\n\n[[profile.sections]]\nrole = \"summary\"\ntitel = \"Overview\"\n";
    assert_eq!(broken(toml), "line 9: profile.sections[1].titel: unknown key; did you mean \"title\"?");
}

#[test]
fn what_is_broken_is_told_with_its_place() {
    let check = |toml: &str, expected: &str| assert_eq!(broken(toml), expected, "{toml}");
    check("profile = \"alks\"", "line 1: profile: there is no profile \"alks\"; did you mean \"alx\"?");
    check(
        "[profile]\nextends = \"al\"\n",
        "line 2: profile.extends: there is no profile \"al\"; did you mean \"alx\"?",
    );
    check(
        "[profile]\nextends = \"alx\"\nwords = { min = 9, max = 3 }\n",
        "line 3: profile.words: min 9 is more than max 3",
    );
    check(
        "[profile]\nextends = \"alx\"\nrules.too-long = \"of\"\n",
        "line 3: profile.rules.too-long: unknown word \"of\"; did you mean \"off\"?",
    );
    check(
        "[profile]\nextends = \"alx\"\n[[profile.sections]]\nrole = \"sumary\"\n",
        "line 3: profile.sections[0]: a new section needs a title; did you mean \"summary\"?",
    );
    check(
        "[profile]\nextends = \"alx\"\n[[profile.sections]]\nrole = \"trigger\"\nmerge = \"remove\"\n",
        "line 3: profile.sections[0]: there is no section with the role \"trigger\" to remove",
    );
    check(
        "[profile]\nextends = \"alx\"\norder = [\"timeline\", \"sumary\"]\n",
        "line 3: profile.order[1]: there is no section with the role \"sumary\"; did you mean \"summary\"?",
    );
    check("[profile]\ntitle = \"Ours\"\n", "a profile that extends none needs \"id\"");
}

#[track_caller]
fn extended(toml: &str) -> Profile {
    Profile::parse(toml).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn what_a_profile_does_not_say_is_as_in_the_one_that_it_extends() {
    let alx = Profile::alx();
    let own = extended("extends = \"alx\"\ntitle = \"Ours\"\nwords = { min = 200, max = 900 }\n");
    assert_eq!((own.id.as_str(), own.title.as_str(), &own.words), ("alx", "Ours", &Some(200..=900)));
    assert_eq!(own.evidences().count(), alx.evidences().count());
    assert_eq!(own.match_heading("Chronology"), alx.match_heading("Chronology"));
}

#[test]
fn sections_are_matched_by_role_and_ordered_by_order() {
    let own = extended(
        r#"
        extends = "alx"
        order = ["timeline", "summary"]

        [[sections]]
        role = "summary"
        title = "In short"

        [[sections]]
        role = "messaging"
        title = "What we told"
        required = false

        [[sections]]
        role = "corrective"
        merge = "remove"

        [[sections]]
        role = "timeline"
        aliases = ["In short, by the minute"]
        [[sections.requirements]]
        id = "misleading_paths"
        merge = "remove"
        [[sections.requirements]]
        id = "escalated_to"
        asked = false
        "#,
    );
    let titles: Vec<&str> = own.sections.iter().map(|it| it.title.as_str()).collect();
    assert_eq!(titles, ["Timeline", "In short", "Root Cause and Resolution", "What we told"]);
    let role = |heading: &str| own.match_heading(heading).map(|it| it.role.as_str());
    assert_eq!(role("In short"), Some("summary"));
    assert_eq!(role("Issue Summary"), Some("summary"), "the title that it had names it still");
    assert_eq!(role("In short, by the minute"), Some("timeline"));
    let asked: Vec<&str> = own.sections[0].asks().map(|it| it.id.as_str()).collect();
    assert_eq!(asked, ["detected_when", "detected_how", "actions_taken", "resolved_how"]);
    assert!(own.evidences().any(|(_, it)| it.id == "escalated_to"), "its phase is still read");
}

#[test]
fn a_name_and_a_requirement_and_a_part_move_to_the_section_that_claims_them() {
    let own = extended(
        r#"
        extends = "alx"

        [[sections]]
        role = "lessons"
        title = "Lessons Learned"
        inside = ["What went well"]
        [[sections.requirements]]
        id = "improvements"

        [[sections]]
        role = "cause"
        "#,
    );
    let role = |heading: &str| own.match_heading(heading).map(|it| it.role);
    assert_eq!(role("Lessons learned"), Some(Role::Lessons));
    assert_eq!(own.match_heading("What went well").map(|it| it.fit), Some(Fit::Inside));
    assert_eq!(role("Contributing factors"), Some(Role::Cause));
    assert!(own.sections.iter().any(|it| it.role == Role::Cause && it.title == "Root Cause"));
    let of = |id: &str| own.evidences().find(|(_, it)| it.id == id).map(|(section, _)| section.role);
    assert_eq!(of("improvements"), Some(Role::Lessons));
}

#[test]
fn the_alx_profile_has_four_sections_in_order_and_seventeen_requirements() {
    let alx = Profile::alx();
    let roles: Vec<&str> = alx.sections.iter().map(|it| it.role.as_str()).collect();
    assert_eq!(roles, ["summary", "timeline", "cause_and_resolution", "corrective"]);
    assert_eq!(alx.requirements().count(), 17);
    assert_eq!(alx.words, Some(400..=600));
    assert!(alx.sections.iter().all(|it| it.required && it.scaffold.ends_with('\n')));
}
