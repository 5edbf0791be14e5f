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

pub use add_device::AddDevicePage;
pub use first_minute::{FirstMinutePage, provide_draft};
pub use join::JoinPage;
pub use night::NightPage;
pub use settings::SettingsPage;
pub use share::SharePage;
pub use today::TodayPage;
