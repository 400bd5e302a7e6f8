//! Where the posts of real sites are that tests read: some are part of the project, many more may be beside it.
use std::path::{Path, PathBuf};

/// The sites whose licences let their posts be part of the project; `ATTRIBUTION.md` in it names them.
pub(crate) fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/corpus")
}

/// The many more of a test that is marked `needs FRONTLINT_SHARED`: that variable names the folder that holds `corpus/`.
pub(crate) fn elsewhere() -> PathBuf {
    let shared = std::env::var_os("FRONTLINT_SHARED").expect("FRONTLINT_SHARED names the folder that holds corpus/");
    Path::new(&shared).join("corpus")
}
