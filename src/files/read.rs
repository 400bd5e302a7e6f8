//! Reads one file: never more than the limit, and never from a pipe, which might wait without end.
use crate::text::limits;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

/// Why a file was not read, in the words of a finding.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The system refused to read it.
    #[error("the file could not be read: {}", in_words(.0))]
    Io(#[from] io::Error),
    /// There is nothing with this name; it may have been intended as a file or as a folder.
    #[error("there is no file or folder with this name")]
    Missing,
    /// It is a symbolic link whose target does not exist.
    #[error("this is a symbolic link to a file that does not exist")]
    Dangling,
    /// It is a folder, a pipe, a socket or a device.
    #[error("this is {0}, not a file")]
    NotAFile(&'static str),
    /// It has more bytes than the limit: this many.
    #[error("the file has {0} bytes")]
    TooLarge(u64),
}

impl ReadError {
    /// The reason as the end of a sentence; `limit` is what was allowed, in bytes.
    pub fn in_words(&self, limit: u64) -> String {
        match self {
            Self::Io(error) => in_words(error),
            Self::Missing | Self::Dangling => "no such file or folder".to_string(),
            Self::NotAFile(kind) => format!("it is {kind}, not a file"),
            Self::TooLarge(_) => format!("it has more than {} MiB", limit >> 20),
        }
    }

    /// Whether there is nothing of this name, however the system says so.
    pub fn is_nothing(&self) -> bool {
        match self {
            Self::Missing | Self::Dangling => true,
            Self::Io(error) => is_nothing(error),
            Self::NotAFile(_) | Self::TooLarge(_) => false,
        }
    }
}

/// Whether the system says by this error that there is nothing of a name, or that there cannot be.
pub(super) fn is_nothing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidFilename)
}

/// The bytes of what the user named, at most `limit` of them: it may be a pipe (`--config <(…)`) or another file without a length, if it ends
/// in time.
pub(super) fn read_named(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    match fs::metadata(path) {
        Ok(metadata) if !metadata.is_file() && !metadata.is_dir() => {}
        _ => return read(path, limit),
    }
    // To open a pipe already waits for someone who fills it, so that another thread does both.
    let (send, receive) = mpsc::channel();
    let owned = path.to_path_buf();
    thread::Builder::new().spawn(move || send.send(File::open(owned).and_then(|file| bounded(file, limit))))?;
    match receive.recv_timeout(Duration::from_secs(limits::PIPE_SECONDS)) {
        Ok(bytes) => checked(bytes?, limit),
        Err(_) => Err(io::Error::new(io::ErrorKind::TimedOut, NOTHING_CAME).into()),
    }
}

/// Why a pipe was given up.
const NOTHING_CAME: &str = "it did not end within 10 seconds";

/// The bytes of a stream, at most one more than `limit`.
pub(super) fn bounded(stream: impl Read, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes, unless they are too many.
fn checked(bytes: Vec<u8>, limit: u64) -> Result<Vec<u8>, ReadError> {
    match bytes.len() as u64 {
        len if len > limit => Err(ReadError::TooLarge(len)),
        _ => Ok(bytes),
    }
}

/// The bytes of a file of at most `limit` bytes.
pub(super) fn read(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    let metadata = fs::metadata(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound if path.is_symlink() => ReadError::Dangling,
        io::ErrorKind::NotFound => ReadError::Missing,
        _ => error.into(),
    })?;
    if !metadata.is_file() {
        return Err(ReadError::NotAFile(kind(metadata.file_type())));
    }
    if metadata.len() > limit {
        return Err(ReadError::TooLarge(metadata.len()));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or(0) + 1);
    // The file may have grown since its length was read.
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    checked(bytes, limit)
}

/// The first bytes of a file. Its kind is looked at first, as to open a pipe might wait without end.
pub(super) fn read_start(path: &Path, most: u64) -> Result<Vec<u8>, ReadError> {
    let metadata = fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(ReadError::NotAFile(kind(metadata.file_type())));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(most)).unwrap_or(0) + 1);
    File::open(path)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The error of the system as the end of a sentence; the usual ones have the same words on every system.
pub fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => return "no such file or folder".to_string(),
        io::ErrorKind::PermissionDenied => return "permission denied".to_string(),
        io::ErrorKind::IsADirectory => return "it is a folder".to_string(),
        _ => {}
    }
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or_default().trim_end_matches('.');
    let mut chars = text.chars();
    chars.next().map(|first| first.to_lowercase().chain(chars).collect()).unwrap_or_default()
}

#[cfg(unix)]
fn kind(file_type: fs::FileType) -> &'static str {
    use std::os::unix::fs::FileTypeExt;
    match file_type {
        kind if kind.is_dir() => "a folder",
        kind if kind.is_fifo() => "a named pipe",
        kind if kind.is_socket() => "a socket",
        _ => "a device",
    }
}

#[cfg(not(unix))]
fn kind(file_type: fs::FileType) -> &'static str {
    if file_type.is_dir() { "a folder" } else { "a device" }
}
