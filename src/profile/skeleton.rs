//! A new document of a profile: title, metadata, and every section with its prompts.

use super::Profile;

impl Profile {
    /// A document that waits for its author. `date` is the day of the incident; without a title there is a prompt for it.
    pub fn skeleton(&self, title: Option<&str>, date: &str) -> String {
        let title = title.map_or_else(|| "<what was down or slow>".to_owned(), on_one_line);
        let mut out = format!("# Postmortem: {title}\n");
        for (nth, field) in self.fields.iter().enumerate() {
            out.push_str(if nth == 0 { "\n" } else { "" });
            let value = field.scaffold.replace("{date}", date);
            out.push_str(&format!("- **{}:** {value}\n", field.name));
        }
        for section in &self.sections {
            out.push_str(&format!("\n## {}\n\n{}", section.title, section.scaffold));
        }
        out
    }
}

fn on_one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
