<<<<<<< HEAD
//! What lies around the documents on the disk.

pub mod neighbours;
=======
//! What lies around a document: the settings that hold for its folder, and the day.

pub mod discovery;

use jiff::Zoned;

use crate::clock::Date;

/// The day on which this is asked, where the computer stands.
pub fn today() -> Date {
    let today = Zoned::now().date();
    Date { year: Some(today.year()), month: today.month(), day: today.day() }
}
>>>>>>> a6ff148 (The server lives by files of settings and by the editor's, and sees when they change)
