//! The bounds on what is read, in one place: whatever a run is given, it reads and keeps no more than this.

/// The size in bytes of the largest file that is checked unless the config sets another: 8 MiB.
pub const FILE_SIZE: u64 = 8 << 20;
/// The size in bytes of the largest config, and of the largest file that a config names: 1 MiB.
pub const CONFIG_SIZE: u64 = 1 << 20;
/// How many files a config may name in all, with those that these name.
pub const CONFIG_FILES: usize = 64;
/// How many problems of a config are reported.
pub const CONFIG_FINDINGS: usize = 1000;
/// The size in bytes of the largest file that is read as `.gitignore`, or as another file of this kind: 1 MiB.
pub const IGNORE_SIZE: u64 = 1 << 20;
/// The size in bytes of all these files together: 16 MiB.
pub const IGNORE_BYTES: usize = 16 << 20;
/// The size in bytes of the largest file that is read as settings or data of a site: 1 MiB.
pub const SITE_FILE_SIZE: u64 = 1 << 20;
/// How many globs a list may have, and how many items a list of `overrides`, of `defaults` or of `cascade`.
pub const GLOBS: usize = 1000;
/// The length in bytes of the longest glob.
pub const GLOB_LENGTH: usize = 4096;
/// The length in bytes of all globs of a config together.
pub const GLOB_BYTES: usize = 64 << 10;
/// The memory in bytes that all patterns of a config may take together.
pub const PATTERN_BYTES: usize = 64 << 20;
/// The most threads of a run.
pub const THREADS: usize = 256;
/// How many seconds a pipe that was named as the config may take to end.
pub const PIPE_SECONDS: u64 = 10;
