#![doc = include_str!("../README.md")]

mod archive;

pub use archive::{
    ARCHIVE_BYTES_MAX, ARCHIVE_OPS_MAX, ArchiveDamage, ArchiveProblem, Opened, archive_name, read_archive,
    write_archive,
};
