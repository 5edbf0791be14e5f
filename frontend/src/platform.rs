//! The only folder that knows a browser.

pub mod camera;
pub mod clipboard;
pub mod code_detector;
pub mod connection;
pub mod device_kind;
pub mod files;
pub mod guarded;
pub mod http;
pub mod indexed_db;
pub mod installing;
pub mod live_socket;
pub mod local_storage;
pub mod locale;
pub mod location;
pub mod new_version;
pub mod own_file;
pub mod page_element;
pub mod pause;
pub mod randomness;
pub mod storage_manager;
pub mod store_choice;
pub mod tab_channel;
pub mod tab_lock;
pub mod wall_clock;
