//! What the tests of several crates share.

pub mod server_client;
pub mod ten_years;
