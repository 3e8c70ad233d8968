//! `not-english`: the prose is written in another language than the format asks for.

use crate::rewrite::placement;
use crate::rules::{Findings, Finds, Group, Rule, Severity};
use crate::snapshot::Snapshot;

pub static RULE: Rule = Rule {
    name: "not-english",
    group: Group::Structure,
    finds: Finds::Presence,
    severity: Severity::Warning,
    docs: r#"Most of the prose is written in another language than the format asks for, which is English unless a profile says so.

Code, quoted output and short texts tell no language, and neither does a sentence among many.

## Why

A postmortem is read by people of other teams, and searched by its words years later.

## Example

```markdown
# Postmortem

## Issue Summary

La boutique en ligne était en panne de 14 h 30 à 16 h 45 UTC et quatre clients sur dix ne pouvaient pas payer leurs
commandes, parce que le disque du serveur était plein. Un ingénieur a reçu une alerte et a cherché la cause pendant une
heure dans le réseau, où il n'y avait rien. Ensuite l'équipe a supprimé le journal que personne ne nettoyait depuis des
mois.
```

## Fixed

```markdown
# Postmortem

## Issue Summary

The online shop was down from 14:30 to 16:45 UTC and four customers in ten could not pay for their orders, because the
disk of the server was full. An engineer got an alert and searched an hour for the cause in the network, where there was
none. Then the team removed the log that nobody had cleaned up for months.
```
"#,
    check,
    fixes: None,
};

/// The codes of ISO 639-1 that profiles use, and those of ISO 639-3.
const LANGUAGES: &[(&str, &str, &str)] = &[
    ("ar", "ara", "Arabic"),
    ("de", "deu", "German"),
    ("en", "eng", "English"),
    ("es", "spa", "Spanish"),
    ("fr", "fra", "French"),
    ("hi", "hin", "Hindi"),
    ("it", "ita", "Italian"),
    ("ja", "jpn", "Japanese"),
    ("ko", "kor", "Korean"),
    ("nl", "nld", "Dutch"),
    ("pl", "pol", "Polish"),
    ("pt", "por", "Portuguese"),
    ("ru", "rus", "Russian"),
    ("sv", "swe", "Swedish"),
    ("tr", "tur", "Turkish"),
    ("uk", "ukr", "Ukrainian"),
    ("zh", "cmn", "Chinese"),
];

fn check(snapshot: &Snapshot, findings: &mut Findings) {
    let wanted = LANGUAGES.iter().find(|it| it.0 == snapshot.profile.language);
    let (Some((_, wanted, name)), Some((code, written))) = (wanted, snapshot.postmortem().language) else { return };
    if code != *wanted
        && let Some(place) = placement::of_document(snapshot)
    {
        findings.add(place, format!("The text is written in {written}: the format asks for {name}"));
    }
}

#[cfg(test)]
mod tests {
    use expect_test::expect;

    use super::*;
    use crate::testing::check;

    #[test]
    fn a_text_in_another_language_is_marked_once() {
        check(
            &RULE,
            expect![[r#"
                # Postmortem: tienda caída

                ## Issue Summary

                La tienda no funcionaba desde las 10:00 hasta las 12:00 UTC y la mitad de los clientes no podía pagar.

                ## Timeline

                - 10:00 UTC - Una alerta avisó de los errores y un ingeniero empezó a buscar la causa en la red.
                - 11:00 UTC - El equipo de almacenamiento fue llamado y encontró que el disco estaba lleno.

                ## Root Cause and Resolution

                El disco del servidor estaba lleno porque nadie había borrado los registros desde hacía meses.
            "#]],
        );
    }

    #[test]
    fn names_code_and_a_sentence_among_many_tell_no_language() {
        check(
            &RULE,
            expect![[r#"
                # Postmortem

                ## Issue Summary

                The shop was down from 10:00 to 12:00 UTC and half of the customers could not pay for their orders.

                ## Timeline

                - 10:00 UTC - An alert told of errors, and an engineer began to search for the cause in the network.
                - 11:00 UTC - A customer wrote: "La tienda no funciona y no puedo pagar, por favor arréglenlo pronto."

                ## Root Cause and Resolution

                The disk of the server was full because nobody had removed the logs for months.

                ```
                El disco del servidor está lleno y nadie ha borrado los registros desde hace meses, por favor llame a alguien.
                ```
            "#]],
        );
    }
}
