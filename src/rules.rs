//! The rules: a table of values, one file each. A rule finds, words and mends one offence.

pub mod catalogue;
pub mod repair;
pub mod skeleton;
pub mod suppress;

mod animated_language;
mod blameful_language;
mod broken_link;
mod cause_not_explained;
mod counterfactual;
mod detection_without_source;
mod detection_without_time;
mod duplicate_section;
mod duration_mismatch;
mod empty_section;
mod entry_outside_outage;
mod entry_too_long;
mod fix_not_explained;
mod human_fix_task;
mod image_without_alt;
mod impact_contradiction;
mod impact_missing;
mod impact_without_share;
mod impossible_time;
mod improvements_missing;
mod inconsistent_heading_level;
mod leaked_secret;
mod leftover_brief;
mod leftover_placeholder;
mod malformed_image;
mod midnight_without_date;
pub(crate) mod missing_section;
mod missing_title;
mod misspelled_section;
mod mixed_clock;
mod moving;
mod no_illustration;
mod not_english;
mod outage_ends_before_it_starts;
mod outage_without_date;
mod outage_without_end;
mod outage_without_start;
mod outage_without_timezone;
mod overdue_task;
mod private_address;
mod promise;
mod pseudo_heading;
mod section_out_of_order;
mod silence;
mod stale_diagram;
mod summary_without_cause;
mod task_without_due_date;
mod task_without_owner;
mod tasks_missing;
mod timeline_not_a_list;
mod timeline_out_of_order;
mod timeline_without_actions;
mod timeline_without_escalation;
mod timeline_without_misleading_path;
mod timeline_without_resolution;
mod timeline_without_times;
mod timezone_ambiguous;
mod timezone_mixed;
mod timezone_out_of_season;
mod too_long;
mod too_short;
mod unclosed_fence;
mod unknown_directive;
mod unknown_profile;
mod unmet;
mod unused_directive;
mod vague_task;

#[cfg(test)]
mod tests;

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::profile::Level;
use crate::snapshot::Snapshot;
use crate::text::{Edit, Span};

/// Every rule, alphabetic.
pub static ALL: &[&Rule] = &[
    &animated_language::RULE,
    &blameful_language::RULE,
    &broken_link::RULE,
    &cause_not_explained::RULE,
    &counterfactual::RULE,
    &detection_without_source::RULE,
    &detection_without_time::RULE,
    &duplicate_section::RULE,
    &duration_mismatch::RULE,
    &empty_section::RULE,
    &entry_outside_outage::RULE,
    &entry_too_long::RULE,
    &fix_not_explained::RULE,
    &human_fix_task::RULE,
    &image_without_alt::RULE,
    &impact_contradiction::RULE,
    &impact_missing::RULE,
    &impact_without_share::RULE,
    &impossible_time::RULE,
    &improvements_missing::RULE,
    &inconsistent_heading_level::RULE,
    &leaked_secret::RULE,
    &leftover_brief::RULE,
    &leftover_placeholder::RULE,
    &malformed_image::RULE,
    &midnight_without_date::RULE,
    &missing_section::RULE,
    &missing_title::RULE,
    &misspelled_section::RULE,
    &mixed_clock::RULE,
    &no_illustration::RULE,
    &not_english::RULE,
    &outage_ends_before_it_starts::RULE,
    &outage_without_date::RULE,
    &outage_without_end::RULE,
    &outage_without_start::RULE,
    &outage_without_timezone::RULE,
    &overdue_task::RULE,
    &private_address::RULE,
    &pseudo_heading::RULE,
    &section_out_of_order::RULE,
    &stale_diagram::RULE,
    &summary_without_cause::RULE,
    &task_without_due_date::RULE,
    &task_without_owner::RULE,
    &tasks_missing::RULE,
    &timeline_not_a_list::RULE,
    &timeline_out_of_order::RULE,
    &timeline_without_actions::RULE,
    &timeline_without_escalation::RULE,
    &timeline_without_misleading_path::RULE,
    &timeline_without_resolution::RULE,
    &timeline_without_times::RULE,
    &timezone_ambiguous::RULE,
    &timezone_mixed::RULE,
    &timezone_out_of_season::RULE,
    &too_long::RULE,
    &too_short::RULE,
    &unclosed_fence::RULE,
    &unknown_directive::RULE,
    &unknown_profile::RULE,
    &unused_directive::RULE,
    &vague_task::RULE,
];

/// One offence: its name is the code that editors show, so that "allow *name*" is English.
#[derive(Debug)]
pub struct Rule {
    pub name: &'static str,
    pub group: Group,
    pub finds: Finds,
    /// Where neither the settings nor the profile give it another level.
    pub severity: Severity,
    /// Markdown of a fixed form: what, why, an example that fires, the example fixed. [`catalogue::page`] adds how to configure it.
    pub docs: &'static str,
    pub check: fn(&Snapshot, &mut Findings),
    /// The ways to mend a finding, the best first. Asked for when somebody wants the repair, not at every keystroke.
    pub fixes: Option<fn(&Snapshot, &Diagnostic) -> Vec<Fix>>,
}

/// What a rule looks at, as the catalogue is ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Structure,
    Summary,
    Timeline,
    Measures,
    Language,
    Publication,
    /// The directives in the document that switch rules off.
    Directives,
}

impl Group {
    pub const ALL: [Group; 7] = [
        Group::Structure,
        Group::Summary,
        Group::Timeline,
        Group::Measures,
        Group::Language,
        Group::Publication,
        Group::Directives,
    ];

    /// As headings name it.
    pub fn title(self) -> &'static str {
        match self {
            Group::Structure => "Structure",
            Group::Summary => "Summary",
            Group::Timeline => "Timeline",
            Group::Measures => "Causes and measures",
            Group::Language => "Language",
            Group::Publication => "Before it is published",
            Group::Directives => "Directives",
        }
    }
}

/// Whether a rule finds what is there or what is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finds {
    /// Something that is written is wrong: it is said at once.
    Presence,
    /// Something is not written yet: an editor says it when the writer pauses, and of a draft it is a hint.
    Absence,
}

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The document contradicts itself or cannot mean what it says.
    Error,
    /// Something the format requires is missing, or a reader will be misled.
    Warning,
    /// Probably unintended.
    Information,
    /// Could read better; carries a fix.
    Hint,
}

/// One finding of one rule.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub rule: &'static Rule,
    pub severity: Severity,
    /// The smallest place where the repair is made.
    pub span: Span,
    /// Under 100 characters; says what the text lacks.
    pub message: String,
    /// The other place, where two disagree.
    pub related: Vec<(Span, String)>,
    /// Which of the things that the rule looks at it found, for the rule's own fix.
    pub subject: usize,
}

impl Diagnostic {
    /// The ways to repair it, the best first, in the snapshot that the finding was made in. Each was tried on the text,
    /// which costs a reading of what it changes.
    pub fn fixes(&self, snapshot: &Snapshot) -> Vec<Fix> {
        self.proposals(snapshot).filter(|it| promise::is_kept(snapshot, self, it)).collect()
    }

    /// The best repair.
    pub fn fix(&self, snapshot: &Snapshot) -> Option<Fix> {
        self.proposals(snapshot).find(|it| promise::is_kept(snapshot, self, it))
    }

    /// The ways that the rule proposes to repair it, which nobody has tried.
    fn proposals(&self, snapshot: &Snapshot) -> impl Iterator<Item = Fix> {
        let fixes = self.rule.fixes.map_or_else(Vec::new, |fixes| fixes(snapshot, self));
        // The protocol knows no edits that overlap; no repair is better than garbage.
        fixes.into_iter().filter(Fix::is_sound)
    }

    /// What is said, without figures and without the author's words: the same of another place and of other markup.
    pub(crate) fn offence(&self) -> String {
        let words = self.message.split('"').step_by(2).map(|it| it.replace(|it: char| it.is_ascii_digit(), ""));
        format!("{}: {}", self.rule.name, words.collect::<Vec<_>>().join("\""))
    }
}

/// A repair.
#[derive(Clone, Debug)]
pub struct Fix {
    /// What to do, as a command: `Insert the section "Timeline"`.
    pub title: String,
    pub safety: Safety,
    /// All in the text as it is; they do not overlap.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// Whether no edit touches the bytes of another one.
    fn is_sound(&self) -> bool {
        let mut spans: Vec<Span> = self.edits.iter().map(|it| it.span).collect();
        spans.sort_unstable();
        spans.windows(2).all(|it| it[0].end <= it[1].start)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Safety {
    /// Loses no word that the author wrote.
    Safe,
    /// Somebody must look at it; never part of a fix-all.
    ForReview,
}

/// Where a rule puts what it finds.
#[derive(Debug)]
pub struct Findings<'a> {
    rule: &'static Rule,
    severity: Severity,
    found: Vec<Diagnostic>,
    others: &'a [Diagnostic],
}

impl Findings<'_> {
    /// What the other rules found, whether a directive silences it or not: for the rules about directives, which come
    /// last.
    pub(crate) fn others(&self) -> &[Diagnostic] {
        self.others
    }

    /// Adds a finding; the answer can be given related places and a subject.
    pub fn add(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.found.push(Diagnostic {
            rule: self.rule,
            severity: self.severity,
            span,
            message: message.into(),
            related: Vec::new(),
            subject: 0,
        });
        self.found.last_mut().expect("one was just added")
    }
}

impl Severity {
    /// The severity of a level; `None` for the one that is off.
    pub fn of(level: Level) -> Option<Severity> {
        match level {
            Level::Off => None,
            Level::Hint => Some(Severity::Hint),
            Level::Information => Some(Severity::Information),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }

    /// The word in reports.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Information => "information",
            Severity::Hint => "hint",
        }
    }
}

/// What the rules of a table find at the levels that settings, profile and status give them, without what directives
/// silence, in the order of the document. A rule that panics loses its own findings only. Empty where the document is no
/// postmortem.
pub fn diagnose(snapshot: &Snapshot, table: &[&'static Rule]) -> Vec<Diagnostic> {
    if !snapshot.postmortem().recognised {
        return Vec::new();
    }
    let mut found = found(snapshot, table, |rule| severity(snapshot, rule));
    silence::silence(snapshot, &mut found);
    found
}

/// What the rules find at their own level, whether they are switched on or not and whether the document is a postmortem
/// or not: what a rule finds in a fragment that shows its offence.
pub(crate) fn findings(snapshot: &Snapshot, table: &[&'static Rule]) -> Vec<Diagnostic> {
    found(snapshot, table, |rule| Some(rule.severity))
}

/// How much a finding of the rule matters in a document; `None` where the rule is off. What is not written yet is a
/// hint in a draft.
pub fn severity(snapshot: &Snapshot, rule: &Rule) -> Option<Severity> {
    let severity = match snapshot.config.level(&snapshot.profile, rule.name) {
        Some(level) => Severity::of(level)?,
        None => rule.severity,
    };
    let waits = rule.finds == Finds::Absence && snapshot.postmortem().is_draft;
    Some(if waits { Severity::Hint } else { severity })
}

fn found(
    snapshot: &Snapshot,
    table: &[&'static Rule],
    severity: impl Fn(&Rule) -> Option<Severity>,
) -> Vec<Diagnostic> {
    let mut all = Vec::new();
    let (last, first): (Vec<&Rule>, Vec<&Rule>) = table.iter().partition(|it| it.group == Group::Directives);
    for rule in first.into_iter().chain(last) {
        let Some(severity) = severity(rule) else { continue };
        let mut findings = Findings { rule, severity, found: Vec::new(), others: &all };
        if catch_unwind(AssertUnwindSafe(|| (rule.check)(snapshot, &mut findings))).is_ok() {
            let mut found = findings.found;
            all.append(&mut found);
        }
    }
    all.sort_by_key(|it| (it.span.start, it.span.end, it.rule.name));
    all
}

/// The rule with this name.
pub fn find(name: &str) -> Option<&'static Rule> {
    ALL.iter().find(|it| it.name == name).copied()
}

/// The name of every rule, and in a sentence what it finds.
pub fn names() -> Vec<(&'static str, &'static str)> {
    let finds = |it: &Rule| it.docs.split("\n\n").next().unwrap_or_default();
    ALL.iter().map(|it| (it.name, finds(it))).collect()
}
