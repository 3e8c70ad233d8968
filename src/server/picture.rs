//! The picture of an incident as a file beside its document.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::Builder;

use crate::drawing::svg;

/// Writes the picture: it is there at once or not at all. An error says why it is not, and what to do.
pub fn write(path: &Path, picture: &str) -> Result<(), String> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    match fs::read_to_string(path) {
        Ok(old) if old == picture => return Ok(()),
        Ok(old) if svg::is_ours(&old) => {}
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        _ => return Err(format!("\"{name}\" is there and no picture of a timeline; give it another name")),
    }
    replace(path, picture).map_err(|it| format!("Cannot write \"{name}\": {it}; check the folder and who may write it"))
}

fn replace(path: &Path, picture: &str) -> io::Result<()> {
    let mut builder = Builder::new();
    // Whoever may read the document may see its picture.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(path.parent().unwrap_or(Path::new(".")))?;
    file.write_all(picture.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    const PICTURE: &str = "<svg aria-label=\"Timeline of the shop\"></svg>\n";

    #[test]
    fn a_picture_is_written_and_drawn_anew() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop-timeline.svg");
        assert_eq!(write(&path, PICTURE), Ok(()));
        let other = PICTURE.replace("shop", "mill");
        assert_eq!(write(&path, &other), Ok(()));
        assert_eq!(fs::read_to_string(&path).unwrap(), other);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "something is left");
    }

    #[test]
    fn a_file_of_somebody_else_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shop-timeline.svg");
        for other in ["<svg></svg>", "notes"] {
            fs::write(&path, other).unwrap();
            let refused = write(&path, PICTURE).unwrap_err();
            assert_eq!(refused, "\"shop-timeline.svg\" is there and no picture of a timeline; give it another name");
            assert_eq!(fs::read_to_string(&path).unwrap(), other);
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let refused = write(&folder.path().join("away").join("shop-timeline.svg"), PICTURE).unwrap_err();
        assert!(refused.starts_with("Cannot write \"shop-timeline.svg\": "), "{refused}");
    }
}
