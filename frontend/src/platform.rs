//! The only folder that knows a browser.

pub mod clipboard;
pub mod connection;
pub mod files;
pub mod http;
pub mod indexed_db;
pub mod live_socket;
pub mod local_storage;
pub mod location;
pub mod new_version;
pub mod page_element;
pub mod randomness;
pub mod storage_manager;
pub mod tab_channel;
pub mod tab_lock;
pub mod wall_clock;
