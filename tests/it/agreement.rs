//! How far what is read agrees with labels that a careful reader made by hand: `tests/corpus/labelled`.
//!
//! Each `NAME.md` there lies beside a `NAME.json` in the shape of `inspect`, with two differences: a check is labelled
//! whether its requirement is met for a reader, and `unsure` names the checks where two readers could honestly differ;
//! those count neither way.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Debug;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// What a labelled document says, and what `inspect` reads from it.
#[derive(Deserialize)]
struct Reading {
    postmortem: bool,
    #[serde(default)]
    sections: Vec<Section>,
    outage: Option<Outage>,
    #[serde(default)]
    timeline: Vec<Entry>,
    #[serde(default)]
    checks: BTreeMap<String, Check>,
    #[serde(default)]
    unsure: Vec<String>,
}

#[derive(Deserialize)]
struct Section {
    line: usize,
    id: String,
}

#[derive(Deserialize, Default, Clone)]
struct Outage {
    start: Option<String>,
    end: Option<String>,
    zone: Option<String>,
    minutes: Option<i64>,
}

#[derive(Deserialize)]
struct Entry {
    line: usize,
    time: Option<String>,
    zone: Option<String>,
}

#[derive(Deserialize)]
struct Check {
    met: bool,
}

impl Outage {
    /// Each field by its name; names of zones are compared without case.
    fn fields(self) -> [(&'static str, Option<String>); 4] {
        let zone = self.zone.map(|it| it.to_uppercase());
        let minutes = self.minutes.map(|it| it.to_string());
        [("start", self.start), ("end", self.end), ("zone", zone), ("minutes", minutes)]
    }
}

impl Entry {
    /// Where and when, for an entry with a clock time.
    fn key(&self) -> Option<(usize, String)> {
        Some((self.line, self.time.clone()?))
    }

    fn zone(&self) -> String {
        self.zone.as_deref().unwrap_or_default().to_uppercase()
    }
}

/// Things that were labelled and read, only read, and only labelled.
#[derive(Default)]
struct Found {
    both: usize,
    surplus: usize,
    missed: usize,
}

impl Found {
    fn add(&mut self, other: &Found) {
        self.both += other.both;
        self.surplus += other.surplus;
        self.missed += other.missed;
    }

    /// The harmonic mean of precision and recall.
    fn f1(&self) -> f64 {
        match self.both + self.surplus + self.missed {
            0 => 1.0,
            _ => 2.0 * self.both as f64 / (2 * self.both + self.surplus + self.missed) as f64,
        }
    }
}

/// Answers that are right, of all.
#[derive(Default)]
struct Share {
    right: usize,
    all: usize,
}

impl Share {
    fn ratio(&self) -> f64 {
        if self.all == 0 { 1.0 } else { self.right as f64 / self.all as f64 }
    }
}

/// The figures over all documents, and every place where label and reading differ.
#[derive(Default)]
struct Agreement {
    detection: Share,
    sections: Found,
    timeline: Found,
    zones: Share,
    outage: Share,
    checks: Share,
    unmet: Found,
    differences: Vec<String>,
}

impl Agreement {
    fn add(&mut self, name: &str, labelled: &Reading, read: &Reading) {
        self.detection.all += 1;
        self.detection.right += usize::from(labelled.postmortem == read.postmortem);
        if labelled.postmortem != read.postmortem {
            self.differ(name, "postmortem", labelled.postmortem, read.postmortem);
        }
        if !labelled.postmortem {
            return;
        }
        let sections = |it: &Reading| it.sections.iter().map(|it| (it.line, it.id.clone())).collect();
        let (found, differences) = compared(name, "section", sections(labelled), sections(read));
        self.sections.add(&found);
        self.differences.extend(differences);
        let entries = |it: &Reading| it.timeline.iter().filter_map(Entry::key).collect();
        let (found, differences) = compared(name, "timeline", entries(labelled), entries(read));
        self.timeline.add(&found);
        self.differences.extend(differences);
        self.add_zones(name, labelled, read);
        self.add_outage(name, labelled, read);
        self.add_checks(name, labelled, read);
    }

    /// Zones count for the entries that were found.
    fn add_zones(&mut self, name: &str, labelled: &Reading, read: &Reading) {
        let zones: HashMap<_, _> = read.timeline.iter().map(|it| (it.key(), it.zone())).collect();
        for entry in labelled.timeline.iter().filter(|it| it.time.is_some()) {
            let Some(zone) = zones.get(&entry.key()) else { continue };
            self.zones.all += 1;
            self.zones.right += usize::from(*zone == entry.zone());
            if *zone != entry.zone() {
                self.differ(name, &format!("zone of line {}", entry.line), entry.zone(), zone);
            }
        }
    }

    fn add_outage(&mut self, name: &str, labelled: &Reading, read: &Reading) {
        let fields = |it: &Reading| it.outage.clone().unwrap_or_default().fields();
        for ((field, labelled), (_, read)) in fields(labelled).into_iter().zip(fields(read)) {
            self.outage.all += 1;
            self.outage.right += usize::from(labelled == read);
            if labelled != read {
                self.differ(name, &format!("outage {field}"), labelled, read);
            }
        }
    }

    fn add_checks(&mut self, name: &str, labelled: &Reading, read: &Reading) {
        for (id, check) in labelled.checks.iter().filter(|it| !labelled.unsure.contains(it.0)) {
            let met = read.checks.get(id).is_some_and(|it| it.met);
            self.checks.all += 1;
            self.checks.right += usize::from(check.met == met);
            match (check.met, met) {
                (false, false) => self.unmet.both += 1,
                (true, false) => self.unmet.surplus += 1,
                (false, true) => self.unmet.missed += 1,
                (true, true) => {}
            }
            if check.met != met {
                self.differ(name, id, check.met, met);
            }
        }
    }

    fn differ(&mut self, name: &str, field: &str, labelled: impl Debug, read: impl Debug) {
        self.differences.push(format!("{name}: {field}: labelled {labelled:?}, read {read:?}"));
    }

    fn figures(&self) -> String {
        format!(
            "detection {:.3} sections {:.3} timeline {:.3} outage {:.3} checks {:.3} unmet-F1 {:.3}",
            self.detection.ratio(),
            self.sections.f1(),
            self.timeline.f1(),
            self.outage.ratio(),
            self.checks.ratio(),
            self.unmet.f1()
        )
    }
}

/// Pairs off equal things; what stays alone on either side is a difference.
fn compared<T: PartialEq + Debug>(name: &str, field: &str, labelled: Vec<T>, mut read: Vec<T>) -> (Found, Vec<String>) {
    let mut found = Found::default();
    let mut differences = Vec::new();
    for thing in labelled {
        match read.iter().position(|it| *it == thing) {
            Some(at) => {
                read.remove(at);
                found.both += 1;
            }
            None => {
                found.missed += 1;
                differences.push(format!("{name}: {field}: labelled {thing:?}, read nothing"));
            }
        }
    }
    found.surplus = read.len();
    differences.extend(read.iter().map(|it| format!("{name}: {field}: labelled nothing, read {it:?}")));
    (found, differences)
}

/// The labelled documents, in the order of their names.
pub fn documents() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/labelled");
    let mut documents: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    documents.retain(|it| it.extension().is_some_and(|it| it == "md"));
    documents.sort();
    documents
}

fn json<T: DeserializeOwned>(bytes: &[u8], what: &str) -> T {
    serde_json::from_slice(bytes).unwrap_or_else(|error| panic!("{what}: {error}"))
}

fn inspected(documents: &[PathBuf]) -> Vec<Reading> {
    let run = Command::new(env!("CARGO_BIN_EXE_postmortem-ls"))
        .args(["inspect", "--format", "json"])
        .args(documents)
        .output()
        .expect("the binary starts");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    json(&run.stdout, "the output of inspect")
}

fn agreement() -> Agreement {
    let documents = documents();
    let readings = inspected(&documents);
    assert_eq!(readings.len(), documents.len());
    let mut agreement = Agreement::default();
    for (document, read) in documents.iter().zip(&readings) {
        let name = document.file_name().expect("a document has a name").to_string_lossy();
        let labels =
            fs::read(document.with_extension("json")).unwrap_or_else(|error| panic!("labels of {name}: {error}"));
        agreement.add(&name, &json(&labels, &name), read);
    }
    agreement
}

/// `cargo test --test it agreement -- --nocapture` prints the figures.
#[test]
fn documents_are_read_as_a_careful_reader_labelled_them() {
    let agreement = agreement();
    for difference in &agreement.differences {
        println!("{difference}");
    }
    println!("zones right {:.3} of {}", agreement.zones.ratio(), agreement.zones.all);
    println!("{}", agreement.figures());
    let reached = [
        ("detection", agreement.detection.ratio(), 1.00),
        ("sections", agreement.sections.f1(), 0.98),
        ("timeline", agreement.timeline.f1(), 0.98),
        ("zones", agreement.zones.ratio(), 0.98),
        ("outage", agreement.outage.ratio(), 0.97),
        ("checks", agreement.checks.ratio(), 0.96),
        ("unmet", agreement.unmet.f1(), 0.88),
    ];
    let short: Vec<_> = reached.into_iter().filter(|(_, figure, least)| figure < least).collect();
    assert!(short.is_empty(), "short of what is asked (figure, reached, least): {short:?}");
}

/// The set is worth its figures only while it holds a miss of each kind.
#[test]
fn every_requirement_is_unmet_in_some_labelled_document_and_met_in_another() {
    let mut seen: BTreeMap<String, [bool; 2]> = BTreeMap::new();
    for document in documents() {
        let labels: Reading = json(&fs::read(document.with_extension("json")).unwrap(), "labels");
        for (id, check) in labels.checks {
            seen.entry(id).or_default()[usize::from(check.met)] = true;
        }
    }
    assert_eq!(seen.len(), 17);
    let lonely: Vec<_> = seen.iter().filter(|it| *it.1 != [true, true]).collect();
    assert!(lonely.is_empty(), "{lonely:?}");
}
