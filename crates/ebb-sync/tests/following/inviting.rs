//! inviting
