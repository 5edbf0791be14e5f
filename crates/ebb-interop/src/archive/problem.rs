//! Why an archive cannot be opened, and what of an opened one cannot be read.

/// Why nothing of a file can be imported. The journal stays as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveProblem {
    /// No bytes.
    #[error("the file is empty")]
    Empty,
    /// Something else than an archive of Ebb.
    #[error("the file is no archive of Ebb")]
    Foreign,
    /// An archive that ends, or is damaged, before its first record.
    #[error("the archive ends before its first record")]
    CutShort,
    /// Written in a version that this one would misread.
    #[error("the archive has version {0}, which this version does not know")]
    NewerVersion(u64),
    /// Written in a version that is no longer read.
    #[error("the archive has version {0}, which is no longer read")]
    OlderVersion(u64),
    /// More than [`super::ARCHIVE_BYTES_MAX`] or [`super::ARCHIVE_OPS_MAX`], packed or unpacked.
    #[error("the file holds more than a journal can")]
    TooLarge,
}

/// What of an opened archive cannot be read. The rest is offered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ArchiveDamage {
    /// It ends before its end.
    #[error("the archive ends after {read} of {written} records")]
    CutShort {
        /// Records that were read.
        read: usize,
        /// Records that were written, as the first line tells.
        written: u64,
    },
    /// Lines that cannot be read.
    #[error("{count} lines cannot be read, the first is line {first}")]
    Lines {
        /// How many.
        count: usize,
        /// The first one's number, from 1.
        first: usize,
    },
    /// Lines or values of a newer version of Ebb.
    #[error("{count} lines hold something of a newer version, the first is line {first}")]
    Newer {
        /// How many lines.
        count: usize,
        /// The first one's number, from 1.
        first: usize,
    },
    /// All lines can be read, and they are not those that were written.
    #[error("the archive is not as it was written")]
    Altered,
    /// Something follows the end.
    #[error("something follows the end of the archive")]
    GoesOn,
}

impl ArchiveProblem {
    /// What happened, what is safe, what to do.
    pub const fn sentence(&self) -> &'static str {
        match self {
            Self::Empty => {
                "There is nothing in this file. Your journal is as it was. Choose another file, or save one again where \
                 the journal is."
            }
            Self::Foreign => {
                "This is not a journal that Ebb saved. Your journal is as it was. Choose a file whose name starts with \
                 “ebb-journal”."
            }
            Self::CutShort => {
                "The beginning of this file is cut off or damaged, so no entry in it can be read. Your journal is as it \
                 was. Copy the file again from where it was saved."
            }
            Self::NewerVersion(_) => {
                "A newer Ebb saved this file. Your journal is as it was, and so is the file. Update Ebb here, then open \
                 the file again."
            }
            Self::OlderVersion(_) => {
                "A very old Ebb saved this file, in a way that this one no longer reads. Your journal is as it was, and \
                 so is the file. Open it with the Ebb that saved it, and save it again from there."
            }
            Self::TooLarge => {
                "There is far more in this file than in any journal, so Ebb stopped reading. Your journal is as it was. \
                 Choose another file."
            }
        }
    }
}

impl ArchiveDamage {
    /// What happened, what is safe, what to do.
    pub fn sentence(&self) -> String {
        match self {
            Self::CutShort { read, written } => format!(
                "This file ends too early: {read} of {written} entries are there. Those can be brought in. For the \
                 others, copy the file again from where it was saved."
            ),
            Self::Lines { count: 1, .. } => {
                "1 entry in this file is damaged. The others can be brought in. If you have another copy of the file, \
                 try that one too."
                    .to_owned()
            }
            Self::Lines { count, .. } => format!(
                "{count} entries in this file are damaged. The others can be brought in. If you have another copy of \
                 the file, try that one too."
            ),
            Self::Newer { .. } => "Parts of this file were written by a newer Ebb. The others can be brought in now. \
                                   Keep the file, and open it again when Ebb is updated here."
                .to_owned(),
            Self::Altered => {
                "This file was changed after Ebb saved it. Its entries can be brought in, and may not say \
                              what you wrote. If you have another copy of the file, choose that one."
                    .to_owned()
            }
            Self::GoesOn => {
                "There is something after the end of this file. What comes before can be brought in. If two \
                             files were joined, open each by itself."
                    .to_owned()
            }
        }
    }
}
