//! JSON schemas of the settings, generated from their types, and what they say about keys that nobody knows.

use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use schemars::transform::RecursiveTransform;
use serde_json::{Map, Value, json};

use crate::config::editor::Editor;
use crate::config::file::File;
use crate::config::trouble::Trouble;
use crate::profile::hint;

/// What a schema has to know of a rule: its name and what it finds.
pub type RuleName = (&'static str, &'static str);

/// A JSON schema (draft 7, without references).
#[derive(Clone, Debug)]
pub struct Schema(Value);

impl Schema {
    /// The schema of `postmortem.toml`.
    pub fn of_file(rules: &[RuleName]) -> Schema {
        Schema::of::<File>(rules)
    }

    /// The schema of the section `postmortem` of an editor's settings.
    pub fn of_editor(rules: &[RuleName]) -> Schema {
        Schema::of::<Editor>(rules)
    }

    fn of<T: JsonSchema>(rules: &[RuleName]) -> Schema {
        let settings = SchemaSettings::draft07().with(|it| it.inline_subschemas = true);
        let generator = settings.with_transform(RecursiveTransform(without_null)).into_generator();
        let mut schema = generator.into_root_schema_for::<T>().to_value();
        name_rules(&mut schema, rules);
        Schema(schema)
    }

    pub fn value(&self) -> &Value {
        &self.0
    }
}

/// An optional key is left out; its value is never null.
fn without_null(schema: &mut schemars::Schema) {
    if let Some(Value::Array(types)) = schema.get_mut("type") {
        types.retain(|it| it != "null");
        if let [only] = &types[..] {
            let only = only.clone();
            schema.insert("type".into(), only);
        }
    }
    if schema.get("default") == Some(&Value::Null) {
        schema.remove("default");
    }
}

/// Lists the rules wherever levels are given to them.
fn name_rules(schema: &mut Value, rules: &[RuleName]) {
    let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for (name, property) in properties {
        if name == "rules" {
            let level = property["additionalProperties"].take();
            let named = |(name, finds): &RuleName| {
                let mut level = level.clone();
                level["description"] = (*finds).into();
                ((*name).to_owned(), level)
            };
            property["properties"] = Value::Object(rules.iter().map(named).collect());
            property["additionalProperties"] = json!(false);
        } else if let Some(items) = property.get_mut("items") {
            name_rules(items, rules);
        }
    }
}

/// The keys that a schema does not know, as warnings that name a near one.
pub fn unknown_keys(value: &Value, schema: &Schema) -> Vec<Trouble> {
    let mut troubles = Vec::new();
    visit(value, &schema.0, "", &mut troubles);
    troubles
}

fn visit(value: &Value, schema: &Value, path: &str, troubles: &mut Vec<Trouble>) {
    match value {
        Value::Object(object) => {
            let Some(known) = schema.get("properties").and_then(Value::as_object) else { return };
            let is_closed = schema.get("additionalProperties") == Some(&Value::Bool(false));
            for (key, value) in object {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                match known.get(key) {
                    Some(schema) => visit(value, schema, &path, troubles),
                    None if is_closed => troubles.push(unknown(path, key, known)),
                    None => {}
                }
            }
        }
        Value::Array(values) => {
            let Some(items) = schema.get("items") else { return };
            for (index, value) in values.iter().enumerate() {
                visit(value, items, &format!("{path}[{index}]"), troubles);
            }
        }
        _ => {}
    }
}

fn unknown(path: String, key: &str, known: &Map<String, Value>) -> Trouble {
    let what = if path.ends_with(&format!("rules.{key}")) { "no such rule" } else { "unknown key" };
    Trouble::warning(path, format!("{what}{}", hint(key, known.keys().map(String::as_str))))
}
