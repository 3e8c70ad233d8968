//! The command line as a user meets it: the real binary, its output and its exit code.

mod automation;
mod catalogue;
mod config;
mod formats;
mod mend;
mod timeline;

use std::ffi::OsStr;
use std::fs;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use serde_json::{Value, json};

const FIRST_DRAFT: &str = "tests/corpus/first-draft.md";
const COMPLETE: &str = "tests/corpus/complete.md";

/// Far more than any run takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// What one run of the binary printed and how it ended.
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in {:?}, {:?}", self.out, self.err))
    }
}

fn run<S: AsRef<OsStr>>(arguments: &[S]) -> Run {
    run_with(arguments, b"")
}

/// Runs the binary in the root of the package with bytes on its standard input; ends it when it does not end itself.
fn run_with<S: AsRef<OsStr>>(arguments: &[S], stdin: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_postmortem-ls"))
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let out = collected(child.stdout.take().expect("standard output is a pipe"));
    let err = collected(child.stderr.take().expect("standard error is a pipe"));
    // A run that reads nothing may end before everything is written.
    let _ = child.stdin.take().expect("standard input is a pipe").write_all(stdin);
    let (Ok(out), Ok(err)) = (out.recv_timeout(PATIENCE), err.recv_timeout(PATIENCE)) else {
        let _ = child.kill();
        panic!("the binary did not end within {PATIENCE:?}");
    };
    Run { code: child.wait().expect("it has ended").code().expect("no signal ended it"), out, err }
}

/// Everything that comes out of a pipe, once it is closed.
fn collected(mut pipe: impl Read + Send + 'static) -> Receiver<String> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut text = String::new();
        pipe.read_to_string(&mut text).expect("output is UTF-8");
        sender.send(text)
    });
    receiver
}

/// A folder of one test, empty at its start and gone at its end.
struct Folder(PathBuf);

impl Folder {
    fn new(test: &str) -> Folder {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).unwrap();
        Folder(path)
    }

    /// Writes a file, with its folders, and answers its path.
    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    fn path(&self) -> String {
        self.0.display().to_string()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn corpus(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// `file` of each object of an array, as names without folders.
fn names(array: &Value) -> Vec<&str> {
    let paths = array.as_array().unwrap().iter().map(|it| it["file"].as_str().unwrap());
    paths.map(|it| it.rsplit(['/', '\\']).next().unwrap()).collect()
}

#[test]
fn check_shows_findings_with_carets_and_exits_with_1() {
    let run = run(&["check", FIRST_DRAFT]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.contains("warning[outage-without-timezone]: "), "{}", run.out);
    assert!(run.out.contains(&format!("--> {FIRST_DRAFT}:5:")), "{}", run.out);
    assert!(run.out.contains("On Friday night the ticket shop in the app was down"), "{}", run.out);
    assert!(run.out.contains("^^^"), "{}", run.out);
    assert!(run.out.contains("= help: "), "{}", run.out);
    assert!(run.err.contains(" findings in 1 postmortem\n"), "{}", run.err);
}

#[test]
fn the_first_draft_has_the_findings_of_the_readme() {
    let found = run(&["check", "--format", "json", FIRST_DRAFT]).json();
    let rules: Vec<_> = found.as_array().unwrap().iter().map(|it| it["rule"].as_str().unwrap()).collect();
    for rule in [
        "impact-without-share",
        "leftover-placeholder",
        "outage-without-timezone",
        "pseudo-heading",
        "tasks-missing",
        "timeline-not-a-list",
        "timeline-out-of-order",
        "too-short",
    ] {
        assert!(rules.contains(&rule), "{rule} is not among {rules:?}");
    }
}

#[test]
fn the_readme_shows_what_check_prints() {
    let readme = corpus("README.md");
    let picture = readme.split("```\n").find_map(|it| it.strip_prefix("$ postmortem-ls check ")).expect("a picture");
    let (arguments, shown) = picture.split_once('\n').expect("output stands below the command");
    let run = run(&["check", arguments]);
    for shown in shown.split("\n\n") {
        let shown = shown.trim_end();
        assert!(run.out.contains(shown) || run.err.contains(shown), "{shown}\n--- is not in\n{}", run.out);
    }
}

#[test]
fn a_complete_postmortem_is_clean() {
    let run = run(&["check", COMPLETE]);
    assert_eq!((run.code, run.out.as_str()), (0, ""));
    assert_eq!(run.err, "postmortem-ls: no findings in 1 postmortem\n");
}

#[test]
fn colour_stays_out_of_pipes() {
    assert!(!run(&["check", FIRST_DRAFT]).out.contains('\u{1b}'));
}

#[test]
fn json_findings_have_the_documented_shape() {
    let run = run(&["check", "--format", "json", FIRST_DRAFT]);
    assert_eq!(run.code, 1);
    let found = run.json();
    let zone = found.as_array().unwrap().iter().find(|it| it["rule"] == "outage-without-timezone").unwrap();
    let mut keys: Vec<_> = zone.as_object().unwrap().keys().map(String::as_str).collect();
    keys.sort_unstable();
    let documented =
        ["column", "end_column", "end_line", "file", "fix", "line", "message", "related", "rule", "severity"];
    assert_eq!(keys, documented);
    assert_eq!(zone["file"], FIRST_DRAFT);
    assert_eq!(zone["line"], 5);
    assert_eq!(zone["severity"], "warning");
    for it in found.as_array().unwrap() {
        assert!(it["line"].as_u64() >= Some(1) && it["column"].as_u64() >= Some(1), "{it}");
        assert!(it["related"].is_array(), "{it}");
        assert!(it["fix"].is_null() || it["fix"]["title"].is_string() && it["fix"]["safe"].is_boolean(), "{it}");
    }
}

#[test]
fn only_findings_at_or_above_the_level_fail() {
    let hinted = corpus(COMPLETE).replace("09:12 to 11:47 UTC", "09:12 to 11:47 UTC, [Date]");
    let code = |text: &str, level: &str| run_with(&["check", "--fail-on", level, "-"], text.as_bytes()).code;
    assert_eq!(["error", "warning", "information", "hint"].map(|it| code(&hinted, it)), [0, 1, 1, 1]);
    assert_eq!(["error", "warning"].map(|it| code(&corpus(FIRST_DRAFT), it)), [1, 1]);
    assert_eq!(run(&["check", "--fail-on", "error", "no-such-file.md"]).code, 2);
}

#[test]
fn standard_input_can_be_given_a_name() {
    let arguments = ["check", "--format", "json", "--stdin-filename", "docs/night.md", "-"];
    let found = run_with(&arguments, corpus(FIRST_DRAFT).as_bytes());
    assert_eq!(found.code, 1);
    assert_eq!(found.json()[0]["file"], "docs/night.md");
}

#[test]
fn many_files_come_out_in_their_order() {
    let folder = Folder::new("many");
    for index in 0..300 {
        folder.file(&format!("{index:03}.md"), if index % 7 == 0 { corpus(FIRST_DRAFT) } else { "# Notes\n".into() });
    }
    let found = run(&["check", "--format", "json", &folder.path()]);
    let found = found.json();
    let mut files = names(&found);
    files.dedup();
    let expected: Vec<String> = (0..300).step_by(7).map(|it| format!("{it:03}.md")).collect();
    assert_eq!(files, expected);
}

#[test]
fn columns_count_scalar_values() {
    let before = corpus(FIRST_DRAFT);
    let after = before.replace("the ticket shop in", "the 🎫é shop in");
    let column = |text: &str| {
        let found = run_with(&["check", "--format", "json", "-"], text.as_bytes()).json();
        let zone = found.as_array().unwrap().iter().find(|it| it["rule"] == "outage-without-timezone").unwrap();
        (zone["line"].as_u64().unwrap(), zone["column"].as_u64().unwrap())
    };
    let (line, at) = column(&before);
    assert!(at > 30, "the place stands behind the words that are replaced");
    assert_eq!(column(&after), (line, at - 4));
}

#[test]
fn standard_input_is_a_file_called_stdin() {
    let found = run_with(&["check", "--format", "json", "-"], corpus(FIRST_DRAFT).as_bytes());
    assert_eq!(found.code, 1);
    assert_eq!(found.json()[0]["file"], "<stdin>");
    let clean = run_with(&["check", "-"], corpus(COMPLETE).as_bytes());
    assert_eq!((clean.code, clean.out.as_str()), (0, ""));
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_text() {
    let marked = format!("\u{FEFF}{}", corpus(COMPLETE));
    let clean = run_with(&["check", "-"], marked.as_bytes());
    assert_eq!((clean.code, clean.out.as_str()), (0, ""));
    let inspected = run_with(&["inspect", "-"], marked.as_bytes()).json();
    assert_eq!(inspected[0]["title"], json!({"line": 1, "text": "Postmortem: the library that could lend no books"}));
}

#[test]
fn a_folder_stands_for_the_markdown_that_git_sees() {
    let folder = Folder::new("folder");
    fs::create_dir(folder.0.join(".git")).unwrap();
    folder.file(".gitignore", "drafts/\n");
    folder.file("b.md", "# Notes\n");
    folder.file("deep/a.markdown", "# Notes\n");
    folder.file("deep/UPPER.MD", "# Notes\n");
    folder.file("drafts/ignored.md", "# Notes\n");
    folder.file("code.rs", "fn main() {}\n");
    let inspected = run(&["inspect", &folder.path()]);
    assert_eq!(inspected.code, 0, "{}", inspected.err);
    assert_eq!(names(&inspected.json()), ["b.md", "UPPER.MD", "a.markdown"]);
}

#[test]
fn an_ignored_file_is_read_when_it_is_named() {
    let folder = Folder::new("named");
    fs::create_dir(folder.0.join(".git")).unwrap();
    folder.file(".gitignore", "*.txt\n");
    let path = folder.file("incident.txt", corpus(COMPLETE));
    let run = run(&["check", &path]);
    assert_eq!((run.code, run.err.as_str()), (0, "postmortem-ls: no findings in 1 postmortem\n"));
}

#[test]
fn markdown_that_is_no_postmortem_gets_no_finding() {
    let folder = Folder::new("ordinary");
    let readme = folder.file("README.md", "# A library\n\n## Install\n\nRun `make install`. TBD\n");
    let alone = run(&["check", &readme]);
    assert_eq!((alone.code, alone.out.as_str()), (0, ""));
    assert_eq!(alone.err, "postmortem-ls: nothing checked: 1 Markdown file and no postmortem\n");
    let beside = run(&["check", &readme, COMPLETE]);
    assert_eq!(beside.err, "postmortem-ls: no findings in 1 postmortem, 1 other Markdown file\n");
}

#[test]
fn a_path_that_is_not_there_is_named_and_the_rest_is_checked() {
    let run = run(&["check", "tests/corpus/no-such-file.md", FIRST_DRAFT]);
    assert_eq!(run.code, 2);
    assert!(
        run.err.contains("cannot read tests/corpus/no-such-file.md: there is no such file; check the path\n"),
        "{}",
        run.err
    );
    assert!(run.out.contains("warning["), "{}", run.out);
    assert!(run.err.contains(" in 1 postmortem, 1 path not read\n"), "{}", run.err);
}

#[test]
fn a_file_that_is_not_utf8_is_named_with_the_offset() {
    let folder = Folder::new("latin1");
    let latin1 = folder.file("latin1.md", b"# Caf\xE9\n");
    let utf16 = folder.file("utf16.md", b"\xFF\xFE#\0");
    let run = run(&["check", &latin1, &utf16, COMPLETE]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("latin1.md: not UTF-8 at byte offset 5 (line 1); save it as UTF-8\n"), "{}", run.err);
    assert!(run.err.contains("utf16.md: it is UTF-16; save it as UTF-8\n"), "{}", run.err);
    assert!(run.err.contains("no findings in 1 postmortem, 2 paths not read\n"), "{}", run.err);
}

#[test]
fn a_folder_without_markdown_is_named() {
    let folder = Folder::new("empty");
    folder.file("code.rs", "");
    for command in ["check", "inspect"] {
        let run = run(&[command, &folder.path()]);
        assert_eq!(run.code, 2);
        assert!(run.err.contains(&format!("nothing to read in {}: no Markdown file", folder.path())), "{}", run.err);
    }
}

#[test]
fn wrong_usage_exits_with_2() {
    for arguments in [&[][..], &["check"], &["check", "--format", "xml", COMPLETE], &["inspect"], &["chekc"]] {
        let run = run(arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
        assert!(run.err.contains("--help"), "{arguments:?}: {}", run.err);
    }
}

#[test]
fn a_reader_who_leaves_changes_nothing() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_postmortem-ls"))
        .args(["check", FIRST_DRAFT])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the binary ends");
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(!err.contains("panicked") && err.contains("1 postmortem"), "{err}");
}

#[test]
fn inspect_prints_the_documented_shape() {
    let run = run(&["inspect", "--format", "json", COMPLETE]);
    assert_eq!(run.code, 0, "{}", run.err);
    let all = run.json();
    let it = &all[0];
    assert_eq!(all.as_array().unwrap().len(), 1);
    assert_eq!(it["file"], COMPLETE);
    assert_eq!(it["postmortem"], true);
    assert_eq!(it["profile"], "alx");
    assert!((400..=600).contains(&it["words"].as_u64().unwrap()), "{}", it["words"]);
    assert_eq!(it["title"], json!({"line": 1, "text": "Postmortem: the library that could lend no books"}));
    let sections: Vec<_> = it["sections"].as_array().unwrap().iter().map(|it| (&it["line"], &it["id"])).collect();
    assert_eq!(
        json!(sections),
        json!([[3, "summary"], [9, "timeline"], [24, "cause_and_resolution"], [30, "corrective"]])
    );
    assert_eq!(it["sections"][0]["text"], "Issue Summary");
    assert_eq!(it["sections"][0]["style"], "atx");
    assert!(it["sections"][0]["words"].as_u64() > Some(50));
    assert_eq!(it["outage"], json!({"start": "09:12", "end": "11:47", "zone": "UTC", "minutes": 155}));
    assert_eq!(it["stated"], json!([]));
    assert_eq!(it["timeline"].as_array().unwrap().len(), 10);
    assert_eq!(it["timeline"][0]["line"], 13);
    assert_eq!(it["timeline"][0]["time"], "09:12");
    assert_eq!(it["timeline"][0]["zone"], Value::Null);
    assert_eq!(it["timeline"][6]["line"], 19);
    assert!(it["timeline"][1]["phases"].as_array().unwrap().contains(&json!("detected")), "{}", it["timeline"][1]);
    assert_eq!(it["checks"]["duration_start"], json!({"met": true, "line": 5}));
}

#[test]
fn a_complete_postmortem_meets_all_requirements() {
    let all = run(&["inspect", COMPLETE]).json();
    let checks = all[0]["checks"].as_object().unwrap();
    let unmet: Vec<_> = checks.iter().filter(|(_, it)| it["met"] == false).map(|(id, _)| id).collect();
    assert_eq!((checks.len(), unmet), (17, vec![]));
}

#[test]
fn inspect_keeps_the_order_of_its_paths() {
    let all = run(&["inspect", FIRST_DRAFT, COMPLETE, FIRST_DRAFT]).json();
    assert_eq!(names(&all), ["first-draft.md", "complete.md", "first-draft.md"]);
}

#[test]
fn inspect_has_an_object_for_every_file() {
    for text in ["", "\0\0", "# A library\n\n## Install\n"] {
        let all = run_with(&["inspect", "-"], text.as_bytes()).json();
        assert_eq!(all[0]["postmortem"], false);
        let keys: Vec<_> = all[0].as_object().unwrap().keys().map(String::as_str).collect();
        let documented = [
            "checks",
            "file",
            "outage",
            "postmortem",
            "profile",
            "sections",
            "stated",
            "tasks",
            "timeline",
            "title",
            "words",
        ];
        assert_eq!(keys, documented);
    }
}

#[test]
fn sections_are_found_however_they_are_headed() {
    let read = |name: &str| {
        let path = format!("tests/corpus/{name}");
        let all = run(&["inspect", &path]).json();
        let it = &all[0];
        let sections: Vec<_> = it["sections"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
        let times: Vec<_> = it["timeline"].as_array().unwrap().iter().filter_map(|it| it["time"].as_str()).collect();
        (sections.join(" "), it["sections"][0]["style"].as_str().unwrap().to_string(), times.join(" "))
    };
    let expected = |sections: &str, style: &str, times: &str| (sections.into(), style.into(), times.into());
    assert_eq!(
        read("plain-lines.md"),
        expected("summary timeline cause_and_resolution corrective", "plain", "05:30 07:50 08:05 08:40 09:05")
    );
    assert_eq!(
        read("bold-headings.md"),
        expected("summary timeline cause_and_resolution corrective", "bold", "14:02 14:11 14:15 14:30 14:49")
    );
    assert_eq!(
        read("table-timeline.md"),
        expected("summary timeline cause resolution corrective", "setext", "07:58 08:06 08:21 08:44")
    );
    assert_eq!(
        read("times-as-headings.md"),
        expected("summary timeline cause_and_resolution corrective", "atx", "10:00 10:35 11:10 11:45 12:20")
    );
}

#[test]
fn a_path_that_inspect_cannot_read_has_no_object() {
    let run = run(&["inspect", "no-such-file.md", COMPLETE]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("cannot read no-such-file.md"), "{}", run.err);
    assert_eq!(names(&run.json()), ["complete.md"]);
}

#[test]
fn the_server_starts_whatever_words_an_editor_appends() {
    let frame = |body: Value| format!("Content-Length: {}\r\n\r\n{body}", body.to_string().len());
    let session = [
        frame(json!({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"capabilities": {}}})),
        frame(json!({"jsonrpc": "2.0", "method": "initialized", "params": {}})),
        frame(json!({"jsonrpc": "2.0", "id": 2, "method": "shutdown"})),
        frame(json!({"jsonrpc": "2.0", "method": "exit"})),
    ];
    let client = format!("--clientProcessId={}", std::process::id());
    for words in [
        &["server"][..],
        &["--stdio"],
        &["server", "--stdio"],
        &["--stdio", &client],
        &["server", &client, "--stdio"],
        &["server", "--socket=4711", "--unheard-of", "word"],
    ] {
        let run = run_with(words, session.concat().as_bytes());
        assert_eq!(run.code, 0, "{words:?}: {}", run.err);
        assert!(run.out.contains(r#""capabilities":"#), "{words:?}: {}", run.out);
    }
}
