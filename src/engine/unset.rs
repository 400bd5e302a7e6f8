//! The preset of files without a config: by their site, and by how many of its posts have each field.
use super::candidate::{FileCandidate, Status};
use super::check_file::FileChecker;
use super::classify::is_in_posts;
use super::discover::Discovered;
use super::placed::PlacedConfig;
use super::threads::Threads;
use crate::config::{self, Share, Shares};
use crate::dialect::Dialect;
use crate::front_matter::{Presence, glance};
use crate::post::PostKind;
use crate::text::{SourceFile, shown_path};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// What a run without a config says at its end.
const ADVICE: &str = "`frontlint init` writes a config";

/// The files of a run among which presets are chosen.
pub(super) struct Run<'a> {
    /// The paths of the run.
    pub(super) paths: &'a [PathBuf],
    /// The text of the one file that is not read from the file system.
    pub(super) text: Option<&'a SourceFile>,
    pub(super) threads: &'a Threads,
}

impl FileChecker {
    /// Chooses the preset of each file that has no config, and notes which it is and why.
    pub(super) fn choose_presets(&self, candidates: &mut [FileCandidate], run: &Run<'_>) -> Vec<String> {
        let mut skills = None;
        // Files beside each other belong to the same site.
        let mut beside: HashMap<&Path, Vec<usize>> = HashMap::new();
        for (at, candidate) in candidates.iter().enumerate() {
            let placed = self.classifier.placed(candidate);
            if placed.is_unset {
                beside.entry(candidate.real.parent().unwrap_or(Path::new(""))).or_default().push(at);
            } else if placed.why.is_some() {
                skills = placed.why.as_deref();
            }
        }
        let mut groups: BTreeMap<PathBuf, Vec<usize>> = BTreeMap::new();
        for members in beside.into_values() {
            let first = members.first().map(|at| self.classifier.whole_folder(&candidates[*at]));
            groups.entry(first.unwrap_or_default()).or_default().extend(members);
        }
        let mut notes: Vec<String> = skills.map(|why| note(Path::new(""), why)).into_iter().collect();
        for (folder, members) in groups {
            let Some(placed) = self.preset_of(&folder, &members, candidates, run) else { continue };
            let shown = self.classifier.shown(&folder);
            notes.extend(placed.why.as_deref().map(|why| note(&shown, why)));
            for at in members {
                candidates[at].placed = OnceLock::from(Arc::clone(&placed));
            }
        }
        notes
    }

    /// The preset of the files of one folder that have no config; `members` are those of the run.
    fn preset_of(
        &self,
        folder: &Path,
        members: &[usize],
        candidates: &[FileCandidate],
        run: &Run<'_>,
    ) -> Option<Arc<PlacedConfig>> {
        let (classifier, current) = (&self.classifier, &*self.classifier.current);
        let first = &candidates[*members.first()?];
        let generator = classifier.site(first).map(|site| site.generator);
        let unset = match generator.and_then(|generator| config::of_generator(generator, current)) {
            Some(unset) => unset,
            None => config::of_posts(generator, &self.shares(folder, members, candidates, run), current).ok()?,
        };
        Some(classifier.configs.chosen(unset))
    }

    /// Counts the fields of all posts in a folder that have no config: those of the run, when all are part of it.
    fn shares(&self, folder: &Path, members: &[usize], candidates: &[FileCandidate], run: &Run<'_>) -> Shares {
        let names = config::usual_fields();
        let of_run: Vec<&FileCandidate> = members.iter().map(|at| &candidates[*at]).collect();
        let known: HashSet<&Path> = of_run.iter().map(|candidate| &*candidate.real).collect();
        let mut counted = run.threads.map(of_run, |candidate| self.fields_of(candidate, run.text, &names));
        if !run.paths.iter().any(|path| self.is_above(path, folder)) {
            let mut others = Discovered::of(&[folder.to_path_buf()], &self.classifier, run.threads).candidates;
            others.retain(|other| !known.contains(&*other.real));
            let is_of_folder = |candidate: &FileCandidate| {
                self.classifier.placed(candidate).is_unset && self.classifier.whole_folder(candidate) == folder
            };
            let count = |other: FileCandidate| {
                if is_of_folder(&other) { self.fields_of(&other, None, &names) } else { None }
            };
            counted.extend(run.threads.map(others, count));
        }
        let mut shares = Shares { posts: 0, fields: vec![Share::default(); names.len()] };
        for presences in counted.into_iter().flatten() {
            shares.posts += 1;
            for (share, presence) in shares.fields.iter_mut().zip(presences) {
                share.written += usize::from(presence > Presence::Absent);
                share.filled += usize::from(presence == Presence::Filled);
            }
        }
        shares
    }

    /// Which of the fields a file has; `None` when it is not a post.
    fn fields_of(
        &self,
        candidate: &FileCandidate,
        text: Option<&SourceFile>,
        names: &[String],
    ) -> Option<Vec<Presence>> {
        let site = self.classifier.site(candidate);
        let site = site.as_deref();
        let in_posts = is_in_posts(candidate, site);
        if !in_posts && site.is_some_and(|site| site.has_posts_folder) {
            return None;
        }
        let source = match text {
            Some(text) => SourceFile::new(&candidate.path, text.bytes()),
            None => SourceFile::new(&candidate.path, self.start_of(candidate)?),
        };
        let is_post =
            in_posts || matches!(self.classifier.by_text(candidate, site, &source), Status::Checked(PostKind::Post));
        if !is_post {
            return None;
        }
        let dialect = site.map_or_else(|| Dialect::of(None), |site| site.dialect);
        let mut presences = glance(&source, &dialect, names);
        for inherited in site.map(|site| site.inherited(&candidate.real)).unwrap_or_default() {
            if let Some(at) = names.iter().position(|name| *name == inherited) {
                presences[at] = Presence::Filled;
            }
        }
        Some(presences)
    }
}

/// The note about the preset of the files below a folder, as reports show it.
fn note(folder: &Path, why: &str) -> String {
    let place = if folder.as_os_str().is_empty() { String::new() } else { format!(" for {}", shown_path(folder)) };
    format!("no config{place}: {why}; {ADVICE}")
}
