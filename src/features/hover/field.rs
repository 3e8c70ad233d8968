//! A field of the front matter or below the title: what it is for, and what it may say.

use super::prose::{Prose, quoted};
use crate::profile::key;
use crate::snapshot::Snapshot;
use crate::text::Span;

/// What there is to say about the field at an offset.
pub(super) fn at(snapshot: &Snapshot, offset: usize) -> Option<(Span, Prose)> {
    let (text, profile) = (snapshot.text(), &snapshot.profile);
    let number = text.line_of(offset);
    let is_here = |it: &&crate::model::Field| text.line_of(it.span.start) == number;
    let field = snapshot.postmortem().fields.iter().find(is_here)?;
    let name = key(&field.key);
    let spec = profile.fields.iter().find(|it| it.keys.contains(&name));
    let mut prose = match &name[..] {
        "profile" => {
            let mut prose = Prose::new("the format that this postmortem has".to_owned());
            let profiles = snapshot.config.profiles.profiles();
            match profiles.iter().find(|it| it.id == field.value) {
                Some(known) => prose.bullet(quoted(&known.title)),
                None => prose.bullet("there is no profile of that name".to_owned()),
            }
            let ids: Vec<String> = profiles.iter().map(|it| quoted(&it.id)).collect();
            prose.bullet(format!("it may be {}", ids.join(", ")));
            return Some((text.line(number), prose));
        }
        "status" => Prose::new("how far the document is".to_owned()),
        "severity" => Prose::new("how bad the incident was".to_owned()),
        "date" => Prose::new("the day of the incident".to_owned()),
        _ => Prose::new(format!("{}, a field of {}", quoted(&spec?.name), quoted(&profile.title))),
    };
    if name == "status" && snapshot.postmortem().is_draft {
        prose.bullet("in a draft, what is still to come is only a hint".to_owned());
    }
    let words = spec.and_then(|it| profile.vocabulary.get(it.vocabulary.as_ref()?));
    if let Some(words) = words {
        let words: Vec<String> = words.iter().map(|it| quoted(it)).collect();
        prose.bullet(format!("it may be {}", words.join(", ")));
    }
    Some((text.line(number), prose))
}
