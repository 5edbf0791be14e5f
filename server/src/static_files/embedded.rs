//! The built app inside the program, as `build.rs` found it in `dist/`.

use std::future::{Ready, ready};
use std::io::{self, Cursor, ErrorKind, SeekFrom};
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use tokio::io::{AsyncRead, AsyncSeek, ReadBuf};
use tower_http::services::fs::{Backend, File, Metadata};

/// Path, time of change in seconds since 1970, a number below a billion that follows from the content, bytes.
type Entry = (&'static str, u64, u32, &'static [u8]);

#[expect(clippy::unreadable_literal, reason = "written by build.rs")]
static FILES: &[Entry] = include!(concat!(env!("OUT_DIR"), "/embedded_app.rs"));

/// All files of the app.
#[derive(Debug, Clone, Copy)]
pub(super) struct Embedded;

/// One of them, being read.
pub(super) struct EmbeddedFile {
    content: Cursor<&'static [u8]>,
    metadata: EmbeddedMetadata,
}

/// What is known of one of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct EmbeddedMetadata {
    changed: Duration,
    length: usize,
}

impl Backend for Embedded {
    type File = EmbeddedFile;
    type Metadata = EmbeddedMetadata;
    type OpenFuture = Ready<io::Result<EmbeddedFile>>;
    type MetadataFuture = Ready<io::Result<EmbeddedMetadata>>;

    fn open(&self, path: PathBuf) -> Self::OpenFuture {
        ready(find(&path).map(|entry| EmbeddedFile { content: Cursor::new(entry.3), metadata: metadata_of(entry) }))
    }

    fn metadata(&self, path: PathBuf) -> Self::MetadataFuture {
        ready(find(&path).map(metadata_of))
    }
}

fn find(path: &Path) -> io::Result<&'static Entry> {
    let name = path.strip_prefix(".").unwrap_or(path);
    FILES.iter().find(|entry| Path::new(entry.0) == name).ok_or_else(|| ErrorKind::NotFound.into())
}

const fn metadata_of(entry: &Entry) -> EmbeddedMetadata {
    // The time goes into the file's tag, and some builds set all times alike: there the content has to tell.
    EmbeddedMetadata { changed: Duration::new(entry.1, entry.2), length: entry.3.len() }
}

impl File for EmbeddedFile {
    type Metadata = EmbeddedMetadata;
    type MetadataFuture<'a> = Ready<io::Result<EmbeddedMetadata>>;

    fn metadata(&self) -> Self::MetadataFuture<'_> {
        ready(Ok(self.metadata))
    }
}

impl Metadata for EmbeddedMetadata {
    fn is_dir(&self) -> bool {
        false
    }

    fn modified(&self) -> io::Result<SystemTime> {
        Ok(UNIX_EPOCH + self.changed)
    }

    fn len(&self) -> u64 {
        self.length as u64
    }
}

impl AsyncRead for EmbeddedFile {
    fn poll_read(mut self: Pin<&mut Self>, context: &mut Context<'_>, to: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.content).poll_read(context, to)
    }
}

impl AsyncSeek for EmbeddedFile {
    fn start_seek(mut self: Pin<&mut Self>, position: SeekFrom) -> io::Result<()> {
        Pin::new(&mut self.content).start_seek(position)
    }

    fn poll_complete(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<u64>> {
        Pin::new(&mut self.content).poll_complete(context)
    }
}
