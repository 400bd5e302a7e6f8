//! Which files are posts, which are pages, and why the others are neither.
use crate::config::Config;
use crate::files::{self, Aside};
use crate::post::Kind;
use std::path::{Path, PathBuf};

/// A file that a run meets, and what it makes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    /// Relative to the current directory where it lies below it.
    pub path: PathBuf,
    /// What becomes of it.
    pub status: Status,
}

/// What becomes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// It is checked.
    Checked(Kind),
    /// It is not; why, as the end of "skipped: …".
    Skipped(String),
    /// It should have been checked and could not be; what the system says.
    Failed(String),
}

/// What names alone say: `Some` when the file is set aside.
pub(super) fn by_name(path: &Path, config: &Config) -> Option<Status> {
    let skipped = |why: &str| Some(Status::Skipped(why.to_string()));
    if !files::is_candidate(path) {
        return skipped("its extension is not a post's");
    }
    if config.exclude.is_match(path) {
        return skipped("the config excludes it");
    }
    if let Some(posts) = &config.posts {
        return if posts.is_match(path) { None } else { skipped("no `posts` glob of the config names it") };
    }
    match files::aside(path)? {
        Aside::Document => skipped("it is about the project"),
        Aside::Hidden(folder) | Aside::GeneratorFolder(folder) => {
            skipped(&format!("it lies in `{folder}`, where no posts are"))
        }
    }
}

/// What is left to say once the text is known.
pub(super) fn by_text(path: &Path, text: &str, config: &Config, lone: bool) -> Status {
    let in_posts = path.components().any(|part| part.as_os_str() == "_posts" || part.as_os_str() == "_drafts");
    let text = text.trim_start_matches('\u{feff}');
    let front_matter = ["---", "+++", ";;;", "{"].iter().any(|fence| text.starts_with(fence));
    if config.posts.is_some() || in_posts || front_matter || lone {
        Status::Checked(Kind::Post)
    } else {
        Status::Skipped("it has no front matter".to_string())
    }
}
