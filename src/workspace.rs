//! What lies around a document on the disk: the files beside it, and the settings that hold for its folder; and the day.

pub mod discovery;
pub mod index;
pub mod neighbours;

use jiff::Zoned;

use crate::clock::Date;

/// The day on which this is asked, where the computer stands.
pub fn today() -> Date {
    let today = Zoned::now().date();
    Date { year: Some(today.year()), month: today.month(), day: today.day() }
}
