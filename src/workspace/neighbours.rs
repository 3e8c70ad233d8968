//! Which files lie around a document on the disk: whether they exist and nothing else, and never outside of its root.

use std::fs;
use std::path::{Component, Path, PathBuf};

use crate::config::Surroundings;

/// The files below some folders. A document that lies in none of them has the repository around it for a root, or else
/// its own folder.
pub fn surroundings(roots: &[PathBuf]) -> Surroundings {
    let roots: Vec<PathBuf> = roots.iter().filter_map(|it| fs::canonicalize(it).ok()).collect();
    Surroundings::seen_by(move |document, path| exists(&roots, document, path))
}

fn exists(roots: &[PathBuf], document: &Path, path: &Path) -> Option<bool> {
    // A text without a file has no neighbours.
    fs::symlink_metadata(document).ok()?;
    let folder = document.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = fs::canonicalize(folder).ok()?;
    let root = root(roots, &folder);
    let target = below(&root, joined(&folder, path)?)?;
    // A page of a web site is linked by the name that it will have there.
    let pages = [target.with_extension("md"), target.join("index.md")];
    let is_page = target.extension().is_none_or(|it| it == "html" || it == "htm");
    let found = is_there(&root, &target)?;
    Some(found || is_page && pages.iter().any(|it| is_there(&root, it) == Some(true)))
}

/// The outermost of the roots that holds a folder.
fn root(roots: &[PathBuf], folder: &Path) -> PathBuf {
    let given = roots.iter().filter(|it| folder.starts_with(it)).min_by_key(|it| it.components().count());
    let repository = || folder.ancestors().find(|it| it.join(".git").exists());
    given.map(PathBuf::as_path).or_else(repository).unwrap_or(folder).to_owned()
}

/// A path from a folder, without `.` and `..`; `None` for one that leads out of every folder or starts anew.
fn joined(folder: &Path, path: &Path) -> Option<PathBuf> {
    let mut whole = folder.to_owned();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::Normal(name) => whole.push(name),
            Component::ParentDir => whole.pop().then_some(())?,
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    Some(whole)
}

fn below(root: &Path, path: PathBuf) -> Option<PathBuf> {
    path.starts_with(root).then_some(path)
}

/// Whether something is there; `None` where a link on the way leads out of the root.
fn is_there(root: &Path, path: &Path) -> Option<bool> {
    let there = fs::canonicalize(path);
    let nearest = path.ancestors().find_map(|it| fs::canonicalize(it).ok())?;
    below(root, nearest).map(|_| there.is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `docs/postmortem.md`, `docs/graph.png`, `docs/runbook.md`, `README.md`, and a file beside the root.
    fn with_files(check: impl Fn(&dyn Fn(&str) -> Option<bool>)) {
        let base = std::env::temp_dir().join(format!("postmortem-neighbours-{}", std::process::id()));
        let root = base.join("root");
        fs::create_dir_all(root.join("docs")).unwrap();
        for name in
            ["root/docs/postmortem.md", "root/docs/graph.png", "root/docs/runbook.md", "root/README.md", "outside.md"]
        {
            fs::write(base.join(name), "").unwrap();
        }
        #[cfg(unix)]
        let _ = std::os::unix::fs::symlink(base.join("outside.md"), root.join("docs/way-out.md"));
        let around = surroundings(std::slice::from_ref(&root));
        check(&|path| around.hold(&root.join("docs/postmortem.md"), Path::new(path)));
        fs::remove_dir_all(&base).unwrap();
    }

    #[test]
    fn files_are_seen_below_the_root_and_nowhere_else() {
        with_files(|exists| {
            assert_eq!(exists("graph.png"), Some(true));
            assert_eq!(exists("./../docs/graph.png"), Some(true));
            assert_eq!(exists("../README.md"), Some(true));
            assert_eq!(exists("grpah.png"), Some(false));
            assert_eq!(exists("runbook"), Some(true), "a page without its ending");
            assert_eq!(exists("runbook.html"), Some(true), "a page as a web site names it");
            assert_eq!(exists("../../outside.md"), None);
            assert_eq!(exists("../../../../../../../etc/passwd"), None);
            assert_eq!(exists("/etc/passwd"), None);
            #[cfg(unix)]
            assert_eq!(exists("way-out.md"), None, "a symbolic link that leads out");
        });
    }
}
