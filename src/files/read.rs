//! Reading one file: never more than the limit, never from a pipe that nobody fills.
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Why a file was not read, as a finding says it.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The system says no.
    #[error("the file could not be read: {}", in_words(.0))]
    Io(#[from] io::Error),
    /// Whether a file or a folder was meant, nobody knows.
    #[error("there is no file or folder of this name")]
    Missing,
    /// A symbolic link whose target is not there.
    #[error("this is a symbolic link to a file that does not exist")]
    Dangling,
    /// A folder, a pipe, a socket or a device: what it is.
    #[error("this is {0}, not a file")]
    NotAFile(&'static str),
    /// It has this many bytes.
    #[error("the file has {0} bytes")]
    TooLarge(u64),
}

/// The bytes of a file that holds at most `limit` of them.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
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
    // It may have grown since it was measured.
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 {
        len if len > limit => Err(ReadError::TooLarge(len)),
        _ => Ok(bytes),
    }
}

/// What the system says, as the end of a sentence: the same words on every system where people meet them.
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
