//! `check --fix` and `--diff`: what is written, what is shown, what is left.

use std::fs;

use super::{COMPLETE, FIRST_DRAFT, Folder, corpus, run, run_with};

/// A copy of the first draft in a folder of its own.
fn draft(test: &str) -> (Folder, String) {
    let folder = Folder::new(test);
    let path = folder.file("draft.md", corpus(FIRST_DRAFT));
    (folder, path)
}

/// How many findings a file has.
fn findings(path: &str) -> usize {
    run(&["check", "--format", "jsonl", path]).out.lines().count()
}

#[test]
fn fix_writes_what_is_safe_and_reports_what_is_left() {
    let (_folder, path) = draft("fix");
    let before = findings(&path);
    let run = run(&["check", "--fix", "--format", "text", &path]);
    let left = run.out.lines().count();
    assert_eq!(run.code, 1, "{}", run.err);
    let rules = run.err.strip_prefix(&format!("postmortem-ls: mended {path}: ")).expect("what is mended comes first");
    for rule in ["pseudo-heading", "timeline-not-a-list", "timeline-out-of-order"] {
        assert!(rules.contains(rule) && !run.out.contains(rule), "{rule}: {}", run.err);
    }
    let summary = format!("{} findings mended in 1 file, {left} findings left in 1 postmortem\n", before - left);
    assert!(run.err.contains(&summary), "{}", run.err);
    assert_eq!(findings(&path), left);
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("\n## Timeline\n\n- 22:40 - Monitoring alert"), "{text}");
}

#[test]
fn a_second_fix_finds_nothing_to_do() {
    let (_folder, path) = draft("fix-twice");
    run(&["check", "--fix", &path]);
    let text = fs::read_to_string(&path).unwrap();
    let again = run(&["check", "--fix", &path]);
    assert!(again.err.contains("0 findings mended in 0 files, "), "{}", again.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn fix_leaves_line_endings_and_the_byte_order_mark_alone() {
    let folder = Folder::new("fix-endings");
    let text = format!("\u{FEFF}{}", corpus(FIRST_DRAFT).replace('\n', "\r\n"));
    let path = folder.file("draft.md", text);
    run(&["check", "--fix", &path]);
    let fixed = fs::read_to_string(&path).unwrap();
    assert!(fixed.starts_with("\u{FEFF}# ") && fixed.contains("\r\n- 22:40"), "{fixed}");
    assert_eq!(fixed.matches('\n').count(), fixed.matches("\r\n").count());
}

#[cfg(unix)]
#[test]
fn fix_keeps_permissions_and_links() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let (folder, path) = draft("fix-permissions");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let link = folder.0.join("link.md");
    symlink(&path, &link).unwrap();
    run(&["check", "--fix", &link.display().to_string()]);
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
    assert!(fs::read_to_string(&path).unwrap().contains("\n## Timeline\n"));
    assert_eq!(fs::read_dir(&folder.0).unwrap().count(), 2, "nothing else is left behind");
}

#[cfg(unix)]
#[test]
fn a_file_that_is_read_only_is_named_and_left_alone() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, path) = draft("fix-read-only");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o440)).unwrap();
    let run = run(&["check", "--fix", &path]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains(&format!("cannot write {path}: it is read-only; check")), "{}", run.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), corpus(FIRST_DRAFT));
}

#[test]
fn fix_leaves_a_file_without_fixes_untouched() {
    let folder = Folder::new("fix-nothing");
    let complete = folder.file("complete.md", corpus(COMPLETE));
    let readme = folder.file("README.md", "**Timeline**\n\n10:00 - up\n09:00 - down\n");
    let before = fs::metadata(&readme).unwrap().modified().unwrap();
    let run = run(&["check", "--fix", &complete, &readme]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
    assert_eq!(fs::metadata(&readme).unwrap().modified().unwrap(), before);
}

#[test]
fn standard_input_comes_out_fixed_and_findings_go_elsewhere() {
    let (_folder, path) = draft("fix-stdin");
    let filtered = run_with(&["check", "--fix", "-"], corpus(FIRST_DRAFT).as_bytes());
    run(&["check", "--fix", &path]);
    assert_eq!(filtered.out, fs::read_to_string(&path).unwrap());
    assert!(filtered.err.contains("warning[outage-without-timezone]"), "{}", filtered.err);
    assert_eq!(filtered.code, 1);
    let ordinary = run_with(&["check", "--fix", "-"], b"\xEF\xBB\xBF# Notes\r\n");
    assert_eq!((ordinary.code, ordinary.out.as_str()), (0, "\u{FEFF}# Notes\r\n"));
}

#[test]
fn standard_input_is_fixed_alone() {
    let run = run_with(&["check", "--fix", "-", COMPLETE], b"");
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("`-` is the only path"), "{}", run.err);
}

#[test]
fn diff_shows_what_fix_writes_and_changes_nothing() {
    let (_folder, path) = draft("diff");
    let run = run(&["check", "--diff", &path]);
    assert_eq!(run.code, 1);
    assert!(run.out.starts_with(&format!("--- {path}\n+++ {path}\n@@ ")), "{}", run.out);
    assert!(run.out.contains("\n-**Timeline**\n+## Timeline\n"), "{}", run.out);
    assert!(!run.out.contains("outage-without-timezone"), "{}", run.out);
    assert!(run.err.contains(" findings would be mended in 1 file, "), "{}", run.err);
    assert_eq!(fs::read_to_string(&path).unwrap(), corpus(FIRST_DRAFT));
}

#[test]
fn a_diff_of_nothing_exits_with_0_whatever_else_is_found() {
    let (_folder, path) = draft("diff-nothing");
    run(&["check", "--fix", &path]);
    let run = run(&["check", "--diff", &path]);
    assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
}

#[test]
fn fix_and_diff_exclude_each_other_and_unsafe_fixes_needs_one_of_them() {
    for arguments in [&["check", "--fix", "--diff", COMPLETE][..], &["check", "--unsafe-fixes", COMPLETE]] {
        let run = run(arguments);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}");
    }
    assert_eq!(run(&["check", "--diff", "--unsafe-fixes", COMPLETE]).code, 0);
}
