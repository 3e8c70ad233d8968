//! What a keystroke costs: the edit, the reading and the rules, on documents of 4 KB, 100 KB and 1 MB.
//!
//! `cargo bench --bench keystroke`. Compare the rows of one run; the milliseconds of two machines say little.

use std::hint::black_box;

use divan::Bencher;
use postmortem_ls::rules::{self, Rule};
use postmortem_ls::snapshot::Snapshot;
use postmortem_ls::syntax::Document;
use postmortem_ls::text::Edit;
use std::sync::Arc;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const SIZES: [usize; 3] = [4_000, 100_000, 1_000_000];

fn main() {
    divan::main();
}

/// The documents of our own corpus, over and over.
fn text(size: usize) -> String {
    let parts = [
        include_str!("../tests/corpus/first-draft.md"),
        include_str!("../tests/corpus/complete.md"),
        include_str!("../tests/corpus/table-timeline.md"),
    ];
    let whole: String = parts.iter().cycle().flat_map(|it| [*it, "\n"]).take(2 + 2 * size / 1_000).collect();
    let end = (size.min(whole.len())..=whole.len()).find(|it| whole.is_char_boundary(*it)).expect("the end is one");
    whole[..end].to_owned()
}

fn opened(size: usize) -> Snapshot {
    let snapshot = Snapshot::new(Document::parse(Some(1), &text(size)), Arc::default(), None);
    snapshot.diagnostics();
    snapshot
}

/// A letter typed at the end of a line in the middle of the document.
fn letter(snapshot: &Snapshot) -> Edit {
    let text = snapshot.text();
    Edit::insert(text.line(text.line_of(text.len() / 2)).end, "x")
}

#[divan::bench(args = SIZES)]
fn open(bencher: Bencher, size: usize) {
    let text = text(size);
    bencher.bench(|| Document::parse(Some(1), black_box(&text)));
}

#[divan::bench(args = SIZES)]
fn read_a_file(bencher: Bencher, size: usize) {
    let text = text(size);
    bencher.bench(|| Document::read(black_box(&text)));
}

#[divan::bench(args = SIZES)]
fn edit(bencher: Bencher, size: usize) {
    let snapshot = opened(size);
    let edit = letter(&snapshot);
    bencher.bench(|| snapshot.edited(Some(2), black_box(std::slice::from_ref(&edit))));
}

#[divan::bench(args = SIZES)]
fn edit_read_and_check(bencher: Bencher, size: usize) {
    let snapshot = opened(size);
    let edit = letter(&snapshot);
    bencher.bench(|| {
        let edited = snapshot.edited(Some(2), black_box(std::slice::from_ref(&edit)));
        edited.diagnostics().len()
    });
}

/// Each rule alone, on 100 KB that are read already: a rule that parses shows here.
#[divan::bench(args = rules::ALL.iter().map(|it| it.name))]
fn rule(bencher: Bencher, name: &str) {
    let snapshot = opened(SIZES[1]);
    let rule: &'static Rule = rules::find(name).expect("a rule of the table");
    bencher.bench(|| rules::diagnose(black_box(&snapshot), &[rule]).len());
}

/// Reading alone: an edit and the postmortem that is read after it.
#[divan::bench(args = SIZES)]
fn edit_and_read(bencher: Bencher, size: usize) {
    let snapshot = opened(size);
    let edit = letter(&snapshot);
    bencher.bench(|| {
        let edited = snapshot.edited(Some(2), black_box(std::slice::from_ref(&edit)));
        edited.postmortem().words
    });
}
