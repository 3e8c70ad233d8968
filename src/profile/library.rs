//! The profiles among which a document chooses: the built-in ones, the team's own, and the one that the settings name.

use std::sync::Arc;

use super::{BrokenProfile, Profile, Setting};

/// What documents can be read by. Settings make one and share it among the documents that they hold for.
#[derive(Clone, Debug)]
pub struct Library {
    /// The first is the one for a document that nothing else is known about.
    profiles: Vec<Arc<Profile>>,
    /// The one that the settings name.
    set: Option<Arc<Profile>>,
}

impl Default for Library {
    /// The built-in profiles, none of them set.
    fn default() -> Library {
        let built_in = Profile::ids().filter_map(Profile::built_in).collect();
        Library { profiles: built_in, set: None }
    }
}

impl Library {
    /// The library of some settings. `toml` is the text that they were read from: errors name its lines.
    pub fn of(setting: &Setting, toml: &str) -> Result<Library, BrokenProfile> {
        let mut library = Library::default();
        library.set = match setting {
            Setting::Named(id) => library.get(id).cloned(),
            Setting::Own(written) => Some(library.with(super::read::of_written((**written).clone(), toml)?)),
        };
        Ok(library)
    }

    /// The library with a profile of the given name set, where there is one.
    pub fn set_to(mut self, id: &str) -> Option<Library> {
        self.set = Some(self.get(id)?.clone());
        Some(self)
    }

    /// Adds a profile, in the place of one with the same id.
    fn with(&mut self, profile: Profile) -> Arc<Profile> {
        let profile = Arc::new(profile);
        match self.profiles.iter_mut().find(|it| it.id == profile.id) {
            Some(other) => *other = profile.clone(),
            None => self.profiles.push(profile.clone()),
        }
        profile
    }

    pub fn get(&self, id: &str) -> Option<&Arc<Profile>> {
        self.profiles.iter().find(|it| it.id == id)
    }

    /// Every profile, the default one first.
    pub fn profiles(&self) -> &[Arc<Profile>] {
        &self.profiles
    }

    /// The profile that the settings name; documents that name none themselves are read by it.
    pub fn set(&self) -> Option<&Arc<Profile>> {
        self.set.as_ref()
    }

    /// A new document. One of another profile than the usual one names it, so that it keeps it whatever its author
    /// makes of it. `date` is the day of the incident.
    pub fn document(&self, profile: &Profile, title: Option<&str>, date: &str) -> String {
        let is_usual = profile.id == self.fallback().id;
        let named = if is_usual { String::new() } else { format!("<!-- postmortem-profile: {} -->\n\n", profile.id) };
        format!("{named}{}", profile.skeleton(title, date))
    }

    /// The profile for a document that neither names one nor looks like one.
    pub fn fallback(&self) -> &Arc<Profile> {
        self.set.as_ref().unwrap_or(&self.profiles[0])
    }
}
