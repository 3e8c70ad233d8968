//! What other programs run: the hooks of pre-commit and the steps of the GitHub action.

use std::fs;
use std::process::Command;

use super::{COMPLETE, FIRST_DRAFT, Folder, corpus, run};

#[test]
fn the_hooks_are_commands_that_exist() {
    let hooks = corpus(".pre-commit-hooks.yaml");
    let entries: Vec<&str> = hooks.lines().filter_map(|it| it.trim().strip_prefix("entry: postmortem-ls ")).collect();
    assert_eq!(entries, ["check", "check --fix"]);
    let folder = Folder::new("hooks");
    let path = folder.file("complete.md", corpus(COMPLETE));
    for entry in entries {
        let arguments: Vec<&str> = entry.split(' ').chain([path.as_str()]).collect();
        assert_eq!(run(&arguments).code, 0, "{entry}");
    }
}

/// The script of the last step of the action.
fn last_script() -> String {
    let action = corpus("action.yml");
    let (_, script) = action.rsplit_once("run: |\n").expect("a step runs a script");
    script.lines().map(|it| it.trim_start().to_owned() + "\n").collect()
}

#[cfg(unix)]
#[test]
fn the_action_annotates_or_writes_a_report() {
    let folder = Folder::new("action");
    fs::create_dir_all(folder.0.join("postmortem-ls/bin")).unwrap();
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_postmortem-ls"), folder.0.join("postmortem-ls/bin/postmortem-ls"))
        .unwrap();
    let report = folder.0.join("report.sarif").display().to_string();
    let step = |format: &str, output: &str, level: &str| {
        let output = Command::new("bash")
            .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &last_script()])
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env("RUNNER_TEMP", &folder.0)
            .envs([("PATHS", format!("{COMPLETE}\n  {FIRST_DRAFT}").as_str()), ("FORMAT", format)])
            .envs([("OUTPUT", output), ("FAIL_ON", level)])
            .output()
            .expect("there is a bash");
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, out) = step("github", "", "error");
    assert!(code == Some(1) && out.starts_with("::") && out.contains(FIRST_DRAFT), "{code:?} {out}");
    assert_eq!(step("sarif", &report, "error"), (Some(1), String::new()));
    assert!(fs::read_to_string(&report).unwrap().starts_with("{\"$schema\""));
}

#[test]
fn the_action_uses_no_other_action() {
    assert!(!corpus("action.yml").contains("uses:"));
}
