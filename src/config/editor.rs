//! What an editor may set, in its section `postmortem`: which features are on, and how they look.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use crate::config::trouble::Trouble;
use crate::profile::Level;

/// Settings of an editor. How things look is settled here; what is asked of a postmortem is settled by `postmortem.toml`
/// where there is one, and here where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase")]
#[schemars(deny_unknown_fields, title = "postmortem")]
pub struct Editor {
    /// The profile by which postmortems are read, where neither a document nor `postmortem.toml` names one.
    pub profile: Option<String>,
    /// The level of each rule that shall have another than its own, where `postmortem.toml` gives none.
    pub rules: BTreeMap<String, Level>,
    /// What is found in a postmortem.
    pub diagnostics: Diagnostics,
    /// What a section must tell, the times and spans of the timeline, under the mouse.
    pub hover: Switch,
    /// Headings, labels, times and whole sections while typing.
    pub completion: Switch,
    /// Words, requirements and the length of the outage above the title.
    pub code_lens: Switch,
    /// Small notes at the end of lines.
    pub inlay_hints: InlayHints,
    /// Colours for times, phases and prompts.
    pub semantic_tokens: Switch,
    /// Sections, entries and tasks in the outline, and those of all postmortems of the workspace.
    pub document_symbols: Symbols,
    /// Sections and entries that fold.
    pub folding: Switch,
    /// Links that open what they name.
    pub document_links: Switch,
    /// From a mention to what it mentions.
    pub definition: Switch,
    /// All mentions of what is under the cursor.
    pub highlight: Switch,
    /// Selections that grow by word, entry and section.
    pub selection_ranges: Switch,
    /// `postmortem/status` after each reading of a postmortem, for a status bar.
    pub status: Status,
}

/// Whether a feature is offered to the editor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Switch {
    /// Whether it is offered.
    pub enable: bool,
}

impl Default for Switch {
    fn default() -> Switch {
        Switch { enable: true }
    }
}

/// What an outline holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Symbols {
    /// Whether it is offered.
    pub enable: bool,
    /// Whether it holds what Markdown itself calls a heading, which other servers list as well.
    pub headings: bool,
}

impl Default for Symbols {
    fn default() -> Symbols {
        Symbols { enable: true, headings: true }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Diagnostics {
    /// When findings are told anew.
    pub run: Run,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Run {
    /// With every change.
    #[default]
    OnType,
    /// When a document is opened and when it is saved.
    OnSave,
}

/// Which notes stand at the end of lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct InlayHints {
    /// The time since the outage began, at each entry of the timeline.
    pub elapsed: bool,
    /// The length of the outage, where start and end are stated.
    pub duration: bool,
    /// The words of each section, at its heading.
    pub words: bool,
}

impl Default for InlayHints {
    fn default() -> InlayHints {
        InlayHints { elapsed: true, duration: true, words: true }
    }
}

impl InlayHints {
    pub fn is_any(self) -> bool {
        self.elapsed || self.duration || self.words
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(deny_unknown_fields)]
pub struct Status {
    /// Whether it is sent. Where nothing is said, it is sent to an editor that announces `experimental.postmortemStatus`.
    pub enable: Option<bool>,
}

impl Editor {
    /// Reads what an editor sent: the section itself, or an object that has it as `postmortem`. A value that cannot be
    /// read is told and left out; the rest holds. Unknown keys are passed over: editors keep settings of their own
    /// here.
    pub fn read(value: &Value) -> (Editor, Vec<Trouble>) {
        let mut section = value.get("postmortem").unwrap_or(value).clone();
        let mut troubles = Vec::new();
        without_unset(&mut section);
        if !section.is_object() {
            return (Editor::default(), troubles);
        }
        loop {
            match serde_path_to_error::deserialize::<_, Editor>(&section) {
                Ok(editor) => return (editor, troubles),
                Err(error) => {
                    let path = error.path().to_string();
                    troubles.push(Trouble::error(&path, error.inner().to_string()));
                    if !remove(&mut section, &path) {
                        return (Editor::default(), troubles);
                    }
                }
            }
        }
    }
}

/// What is not set is left out, null, or empty, as VS Code's settings page leaves a field that was cleared.
fn without_unset(value: &mut Value) {
    if let Value::Object(object) = value {
        object.retain(|_, it| !it.is_null() && it != "");
        object.values_mut().for_each(without_unset);
    }
}

/// Removes the value at a path like `inlayHints.words`, or what is around it; `false` where nothing is removed.
fn remove(value: &mut Value, path: &str) -> bool {
    let Value::Object(object) = value else { return false };
    let names = object
        .keys()
        .find(|it| path.strip_prefix(it.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '['])));
    let Some(name) = names.cloned() else { return false };
    let rest = path[name.len()..].trim_start_matches('.');
    let is_inside = !rest.is_empty() && object.get_mut(&name).is_some_and(|it| remove(it, rest));
    is_inside || object.remove(&name).is_some()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: Value) -> (Editor, Vec<String>) {
        let (editor, troubles) = Editor::read(&value);
        (editor, troubles.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn what_is_not_said_is_on() {
        let (editor, troubles) = read(json!({ "hover": { "enable": null }, "codeLens": null, "profile": "" }));
        assert_eq!((editor, troubles), (Editor::default(), vec![]));
        assert!(Editor::default().hover.enable && Editor::default().inlay_hints.is_any());
        assert_eq!(read(json!(null)).0, Editor::default());
    }

    #[test]
    fn the_section_may_be_wrapped_and_bring_keys_of_the_client() {
        let section = json!({ "codeLens": { "enable": false }, "trace": { "server": "off" }, "path": "/bin/x" });
        let (plain, wrapped) = (read(section.clone()), read(json!({ "postmortem": section })));
        assert!(!plain.0.code_lens.enable && plain.1.is_empty());
        assert_eq!(plain.0, wrapped.0);
    }

    #[test]
    fn a_value_that_cannot_be_read_costs_itself_alone() {
        let (editor, troubles) = read(json!({
            "hover": { "enable": "no" },
            "rules": { "too-short": "loud", "too-long": "off" },
            "inlayHints": 3,
            "diagnostics": { "run": "onSave" },
        }));
        assert_eq!(editor.diagnostics.run, Run::OnSave);
        assert_eq!(editor.rules, [("too-long".to_owned(), Level::Off)].into());
        assert!(editor.hover.enable && editor.inlay_hints.words);
        assert_eq!(troubles.len(), 3, "{troubles:?}");
        assert!(troubles.iter().any(|it| it.starts_with("rules.too-short: unknown variant `loud`")), "{troubles:?}");
    }
}
