//! One file a page; parts that one page uses live in a folder of its name.

mod add_device;
mod check_in;
mod file;
mod first_minute;
mod join;
mod journal_head;
mod log;
mod new_version;
mod night;
mod settings;
mod share;
mod symptom;
mod today;

pub use add_device::add_device;
pub use check_in::check_in;
pub use file::file;
pub use first_minute::{Draft, first_minute};
pub use join::join;
pub use journal_head::kept_in_bar;
pub use log::log;
pub use night::night;
pub use settings::settings;
pub use share::share;
pub use symptom::symptom;
pub use today::today;
