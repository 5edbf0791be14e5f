//! What the tests of several crates share.

pub mod demo_journal;
pub mod figures;
pub mod memory_store;
pub mod sabotage;
pub mod server_client;
pub mod simulated_network;
pub mod simulated_server;
pub mod ten_years;
pub mod virtual_device;
pub mod world;
pub mod worlds;
