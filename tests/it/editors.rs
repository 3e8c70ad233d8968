//! What the folders of the editors say about the server's settings is what the server's own types say.

use std::fs;
use std::path::Path;

use postmortem_ls::config::schema::Schema;
use postmortem_ls::rules;
use serde_json::{Map, Value, json};

/// The settings that only the extension reads: where the server lies, and how much is logged.
fn of_the_extension() -> Map<String, Value> {
    let settings = json!({
        "postmortem.server.path": {
            "type": "string",
            "default": "",
            "scope": "machine-overridable",
            "markdownDescription": "The server to start, instead of the one that came with the extension or the one on PATH. \
                                    `~` and `${workspaceFolder}` are understood."
        },
        "postmortem.trace.server": {
            "type": "string",
            "enum": ["off", "messages", "verbose"],
            "default": "off",
            "scope": "window",
            "description": "How much of what editor and server say to each other is written to the log."
        }
    });
    settings.as_object().expect("an object").clone()
}

/// `{"hover": {"enable": …}}` as `postmortem.hover.enable`, the way settings are written in VS Code.
fn flatten(prefix: &str, schema: &Value, out: &mut Map<String, Value>) {
    let properties = schema["properties"].as_object().expect("an object has properties");
    for (name, property) in properties {
        let key = format!("{prefix}.{name}");
        // The levels of the rules are one object: a list of seventy settings would bury all others.
        if property["type"] == "object" && name != "rules" {
            flatten(&key, property, out);
            continue;
        }
        let mut setting = choices(property);
        // `enable` says nothing by itself: what is switched says it.
        if name == "enable" {
            setting["description"] = schema["description"].clone();
        }
        if let Some(levels) = setting.get_mut("properties").and_then(Value::as_object_mut) {
            for level in levels.values_mut() {
                *level = choices(level);
                level.as_object_mut().expect("an object").remove("enumDescriptions");
            }
        }
        with_default(&mut setting);
        // VS Code lists these headings by itself, always.
        if key == "postmortem.documentSymbols.headings" {
            setting["default"] = false.into();
        }
        setting["scope"] = "resource".into();
        out.insert(key, setting);
    }
}

/// What holds where nobody sets anything. VS Code would take "" and false for it.
fn with_default(setting: &mut Value) {
    if setting.get("default").is_some() {
        return;
    }
    let (kind, default) = match (setting["type"].as_str(), &setting["enum"]) {
        (_, Value::Array(choices)) => (json!("string"), choices[0].clone()),
        (Some("boolean"), _) => (json!("boolean"), json!(true)),
        // What may also be null has no field on VS Code's settings page; the server takes "" for nothing.
        (Some("string"), _) => (json!("string"), json!("")),
        (kind, _) => (json!([kind, "null"]), Value::Null),
    };
    setting["type"] = kind;
    setting["default"] = default;
}

/// A choice of constants, as the settings page of VS Code shows it: a list with descriptions, the first one the default.
fn choices(property: &Value) -> Value {
    let mut setting = property.clone();
    let Some(Value::Array(constants)) = setting.as_object_mut().and_then(|it| it.remove("oneOf")) else {
        return setting;
    };
    let each = |key: &str| Value::Array(constants.iter().map(|it| it[key].clone()).collect());
    setting["type"] = "string".into();
    setting["enum"] = each("const");
    setting["enumDescriptions"] = each("description");
    setting
}

#[test]
fn the_settings_of_the_vs_code_extension_are_those_of_the_server() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("editors/vscode/package.json");
    let source = fs::read_to_string(&path).unwrap();
    let manifest: Value = serde_json::from_str(&source).unwrap();
    let mut expected = of_the_extension();
    flatten("postmortem", Schema::of_editor(&rules::names()).value(), &mut expected);
    let expected = Value::Object(expected);
    if manifest["contributes"]["configuration"]["properties"] == expected {
        return;
    }
    if std::env::var_os("UPDATE_EXPECT").is_none() {
        panic!("the settings in {} are not the server's; UPDATE_EXPECT=1 cargo test writes them", path.display());
    }
    fs::write(&path, with_properties(&source, &expected)).unwrap();
}

/// The manifest with other settings; everything else stays as people wrote it.
fn with_properties(manifest: &str, properties: &Value) -> String {
    let section = manifest.find("\"configuration\":").expect("the settings stand in the manifest");
    let key = "\"properties\": ";
    let start = section + manifest[section..].find(key).expect("settings have properties") + key.len();
    let mut old = serde_json::Deserializer::from_str(&manifest[start..]).into_iter::<Value>();
    old.next().expect("a value").expect("the manifest is JSON");
    let end = start + old.byte_offset();
    let written = serde_json::to_string_pretty(properties).expect("plain data").replace('\n', "\n      ");
    format!("{}{written}{}", &manifest[..start], &manifest[end..])
}

#[test]
fn every_setting_is_described() {
    let mut settings = Map::new();
    flatten("postmortem", Schema::of_editor(&rules::names()).value(), &mut settings);
    assert!(settings.len() > 10, "{settings:?}");
    for (name, setting) in settings {
        assert!(
            setting["description"].as_str().is_some_and(|it| it.len() > 10),
            "{name} has no description: {setting}"
        );
    }
}
