//! Posts that are not part of the run, with which values of the run are compared: an address, a field that the config calls unique.
use super::candidate::{FileCandidate, FoundFile};
use super::check_file::FileChecker;
use super::discover::Discovered;
use super::threads::Threads;
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
    pub(super) fn add(&mut self, folder: PathBuf, facts: &[Fact]) {
        let values = facts.iter().filter(|fact| fact.beyond_run).map(|fact| part_of(fact.value()).to_string());
        self.parts.entry(folder).or_default().extend(values);
    }

    /// Adds the facts of the posts in these folders that are not below one of the paths of the run.
    pub(super) fn gather(&self, paths: &[PathBuf], checker: &FileChecker, facts: &mut FactStore, threads: &Threads) {
        for (folder, parts) in &self.parts {
            if !paths.iter().any(|path| checker.is_above(path, folder)) {
                gather_in(folder, parts, checker, facts, threads);
            }
        }
    }
}

fn gather_in(folder: &Path, parts: &BTreeSet<String>, checker: &FileChecker, facts: &mut FactStore, threads: &Threads) {
    let mut rest = Discovered::of(&[folder.to_path_buf()], &checker.classifier, threads).candidates;
    rest.retain(|file| !facts.has(&file.real()));
    // Most posts have none of the values, which a look at their first lines shows.
    let may_have_one = |candidate: &FileCandidate| {
        if parts.len() > MOST_PARTS {
            return true;
        }
        let start = checker.start_of(candidate).unwrap_or_default();
        let start = String::from_utf8_lossy(&start);
        parts.iter().any(|part| start.contains(part))
    };
    let gather = |file: FoundFile| {
        let candidate = file.candidate();
        let noted = may_have_one(&candidate).then(|| checker.facts_beyond_run(&candidate))?;
        Some((candidate, noted))
    };
    for (candidate, noted) in threads.map(rest, gather).into_iter().flatten() {
        let FileCandidate { file, path, real } = &candidate;
        facts.add(&FactPost { path, real, site: checker.classifier.site(file), in_run: false }, noted);
    }
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
