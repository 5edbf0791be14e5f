//! One file a page; parts that one page uses live in a folder of its name.

mod add_device;
mod first_minute;
mod join;
mod journal_head;
mod new_version;
mod night;
mod settings;
mod share;
mod today;

pub use add_device::add_device;
pub use first_minute::{Draft, first_minute};
pub use join::join;
pub use journal_head::kept_in_bar;
pub use night::night;
pub use settings::settings;
pub use share::share;
pub use today::today;
