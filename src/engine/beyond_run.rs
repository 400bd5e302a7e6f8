//! Posts that are not part of the run, with which values of the run are compared: an address, a field that the config calls unique.
use super::candidate::{FileCandidate, FoundFile};
use super::check_file::FileChecker;
use super::discover::Unread;
use super::look::Looked;
use super::threads::Threads;
use crate::files::ReadError;
use crate::rules::{Fact, FactPost, FactStore};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Of more values than this, no post is looked through for each: reading its front matter costs less.
const MOST_PARTS: usize = 64;

/// What posts of the run are compared with.
#[derive(Debug, Default)]
pub(super) struct BeyondRun {
    /// By the folder in which the others are: a part of each value, which a post with the same value has, too, however it writes it.
    parts: BTreeMap<PathBuf, BTreeSet<String>>,
}

impl BeyondRun {
    /// Adds the facts of a post whose site is in this folder.
    pub(super) fn add(&mut self, folder: &Path, facts: &[Fact]) {
        let values = facts.iter().filter(|fact| fact.asks_beyond_run()).map(|fact| part_of(fact.value()).to_string());
        match self.parts.get_mut(folder) {
            Some(parts) => parts.extend(values),
            None => _ = self.parts.insert(folder.to_path_buf(), values.collect()),
        }
    }

    /// Adds the facts of the posts in these folders that are not below one of the paths of the run; returns what could not be read there.
    pub(super) fn gather(
        &self,
        paths: &[PathBuf],
        checker: &FileChecker,
        facts: &mut FactStore,
        threads: &Threads,
    ) -> Vec<Unread> {
        let mut unread = Vec::new();
        for (folder, parts) in &self.parts {
            if !paths.iter().any(|path| checker.is_above(path, folder)) {
                unread.extend(gather_in(folder, parts, checker, facts, threads));
            }
        }
        unread
    }
}

fn gather_in(
    folder: &Path,
    parts: &BTreeSet<String>,
    checker: &FileChecker,
    facts: &mut FactStore,
    threads: &Threads,
) -> Vec<Unread> {
    // Most posts have none of the values, which a look at their first lines shows.
    let may_have_one = |file: &FoundFile, real: &Path| {
        if parts.len() > MOST_PARTS {
            return Ok::<bool, ReadError>(true);
        }
        let start = checker.start_of(file, real)?;
        let start = String::from_utf8_lossy(&start);
        Ok(parts.iter().any(|part| start.contains(part)))
    };
    let of_other = |file: &FoundFile| {
        let real = file.real();
        if facts.has(&real) || !may_have_one(file, &real)? {
            return Ok(None);
        }
        let candidate = file.clone().candidate();
        let noted = checker.facts_beyond_run(&candidate)?;
        Ok(Some((candidate, noted)))
    };
    let others: Looked<_> = checker.look(&[folder.to_path_buf()], threads, of_other);
    for (candidate, noted) in others.seen {
        let FileCandidate { file, path, real } = &candidate;
        facts.add(&FactPost { path, real, site: checker.classifier.site(file), in_run: false }, noted);
    }
    others.unread
}

/// The longest part of a value that is written alike with and without quotes and escapes, and on one line or several.
fn part_of(value: &str) -> &str {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    value.split(|c| !is_plain(c)).max_by_key(|part| part.len()).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_written_alike_everywhere() {
        assert_eq!(part_of("/2017/voeux/"), "voeux");
        assert_eq!(part_of("it's a title"), "title");
        assert_eq!(part_of("/bonne-année/"), "bonne-ann");
        assert_eq!(part_of("/"), "");
    }
}
