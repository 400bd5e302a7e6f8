//! Reads one file: never more than the limit, and never from a pipe, which might wait without end.
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

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
    match bytes.len() as u64 {
        len if len > limit => Err(ReadError::TooLarge(len)),
        _ => Ok(bytes),
    }
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
