//! Tasks that mend people instead of the system: "remind everyone to be careful".

use std::sync::LazyLock;

use crate::profile::{Phrases, Word};
use crate::text::Span;

/// Who can be trained and reminded. Users are not among them: what tells a user something is part of the product.
static PEOPLE: &[&str] = &[
    "admins",
    "administrators",
    "colleagues",
    "developers",
    "devs",
    "employees",
    "engineer",
    "engineers",
    "everybody",
    "everyone",
    "interns",
    "operators",
    "people",
    "personnel",
    "staff",
    "team",
    "teams",
    "teammates",
    "technicians",
];

static VERBS: &[&str] = &["coach", "educate", "instruct", "remind", "retrain", "teach", "train", "urge"];

/// What everybody is made sure to do, by nothing but the wish.
static DUTIES: &[&str] = &[
    "are aware",
    "are careful",
    "aware of",
    "check",
    "checks",
    "double check",
    "follow",
    "follows",
    "know",
    "knows",
    "read",
    "reads",
    "remember",
    "remembers",
    "understand",
    "understands",
];

static APPEALS: &[&str] = &[
    "be .. careful",
    "be .. attentive",
    "be .. cautious",
    "be .. diligent",
    "be .. mindful",
    "be .. vigilant",
    "pay .. attention",
    "take more care",
    "take extra care",
    "take greater care",
    "work more carefully",
    "raise .. awareness",
    "increase .. awareness",
];

/// Words before `training` and behind it; `training data` is none.
static COURSES: &[&str] =
    &["arrange", "conduct", "deliver", "give", "hold", "offer", "organise", "organize", "provide", "schedule"];
static SUBJECTS: &[&str] = &["about", "course*", "for", "in", "on", "program*", "session*", "to", "workshop*"];

/// A task that names one of these changes more than people.
static CONTROLS: &[&str] = &[
    "alert*",
    "automat*",
    "block*",
    "ci",
    "enforce*",
    "gate*",
    "guard*",
    "lint*",
    "playbook*",
    "reject*",
    "runbook*",
    "script*",
    "validat*",
];

/// Words in front of the verb: `we should remind`.
static LEADS: &[&str] = &["also", "always", "and", "have", "must", "need", "please", "should", "to", "we", "will"];

static ASKS: LazyLock<Phrases> = LazyLock::new(|| {
    let joined = |verbs: &[&str], rest: &[&str], gap: &str| -> Vec<String> {
        verbs.iter().flat_map(|verb| rest.iter().map(move |it| format!("{verb} {gap}{it}"))).collect()
    };
    let mut phrases = joined(VERBS, PEOPLE, ".. ");
    phrases.extend(APPEALS.iter().map(|it| (*it).to_owned()));
    phrases.extend(joined(
        &joined(COURSES, &["training"], ".. ").iter().map(String::as_str).collect::<Vec<_>>(),
        SUBJECTS,
        "",
    ));
    let sure = joined(&["make sure", "ensure"], PEOPLE, ".. ");
    phrases.extend(joined(&sure.iter().map(String::as_str).collect::<Vec<_>>(), DUTIES, ".. "));
    Phrases::new(&phrases)
});

static MORE: LazyLock<Phrases> =
    LazyLock::new(|| Phrases::new(&CONTROLS.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>()));

/// Where a task begins to ask people for something, and names no control that would catch them.
pub(super) fn asked(words: &[Word]) -> Option<Span> {
    let lead = words.iter().take_while(|it| LEADS.contains(&it.text.as_str())).count();
    let words = &words[lead..];
    if !ASKS.opens(words) || MORE.find(words).is_some() {
        return None;
    }
    Some(words[0].span.cover(words[words.len() - 1].span))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::profile::words;

    #[test]
    fn people_are_asked_where_no_control_is_named() {
        for text in [
            "Remind everyone to be careful",
            "Train the engineers on rollbacks",
            "We should be more careful with flags",
            "Make sure that every engineer checks the schema",
            "Provide regular training for the team",
        ] {
            assert!(asked(&words(text)).is_some(), "{text}");
        }
        for text in [
            "Train the model on recent data",
            "Clean the training data",
            "Provide more training data for the classifier",
            "Write a runbook and train on-call on it",
            "Train the team on the new runbook",
            "Remind users to renew their plan",
            "Ensure that engineers cannot push to main",
            "Pay the invoice",
        ] {
            assert!(asked(&words(text)).is_none(), "{text}");
        }
    }
}
