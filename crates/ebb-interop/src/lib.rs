#![doc = include_str!("../README.md")]

mod archive;
mod sample;

pub use archive::{
    ARCHIVE_BYTES_MAX, ARCHIVE_OPS_MAX, ArchiveDamage, ArchiveProblem, Opened, archive_name, read_archive,
    write_archive,
};
pub use sample::{is_of_sample, sample_replica, sample_until};
