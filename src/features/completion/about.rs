//! What there is to tell about an offer, told when an editor asks: a few plain lines.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tower_lsp::lsp_types::{CompletionItem, Documentation, Url};

use super::zones;
use crate::profile::{Phase, Profile, Requirement, Role};
use crate::rules;
use crate::rules::catalogue;
use crate::snapshot::Snapshot;

/// What an offer is of; travels with the item and comes back.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum About {
    /// By its role.
    Section(String),
    /// By its name.
    Phase(String),
    Zone(String),
    Rule(String),
}

impl About {
    /// As it travels. The document is named: its profile is asked.
    pub fn data(&self, url: &Url) -> Option<Value> {
        Some(json!({ "uri": url, "about": serde_json::to_value(self).ok()? }))
    }
}

/// The document that an item was offered in.
pub fn document(item: &CompletionItem) -> Option<Url> {
    serde_json::from_value(item.data.as_ref()?.get("uri")?.clone()).ok()
}

/// The item with what there is to tell about it.
pub fn resolved(snapshot: &Snapshot, mut item: CompletionItem) -> CompletionItem {
    let about = item.data.as_ref().and_then(|it| serde_json::from_value(it.get("about")?.clone()).ok());
    item.documentation = about.and_then(|it| told(&it, &snapshot.profile)).map(Documentation::String);
    item
}

fn told(about: &About, profile: &Profile) -> Option<String> {
    match about {
        About::Section(role) => {
            let spec = profile.section(Role::named(role)?)?;
            let asked: Vec<&str> = spec.asks().map(|it| &it.title[..]).collect();
            (!asked.is_empty()).then(|| listed("A reader looks here for:", &asked))
        }
        About::Phase(name) => {
            let is_of = |it: &&Requirement| it.phase.is_some_and(|it| it.as_str() == name);
            let titles: Vec<&str> = profile.evidences().map(|it| it.1).filter(is_of).map(|it| &it.title[..]).collect();
            (!titles.is_empty()).then(|| listed("The timeline tells:", &titles))
        }
        About::Zone(name) => zones::told(name),
        About::Rule(name) => {
            let rule = rules::find(name)?;
            let why = rule.docs.split("## Why").nth(1)?.split("\n## ").next()?.trim();
            Some(format!("{}\n\n{why}", catalogue::summary(rule)))
        }
    }
}

fn listed(opening: &str, items: &[&str]) -> String {
    let items: String = items.iter().map(|it| format!("\n- {it}")).collect();
    format!("{opening}{items}")
}

/// The name that [`About::Phase`] goes by.
pub(super) fn phase(phase: Phase) -> About {
    About::Phase(phase.as_str().to_owned())
}
