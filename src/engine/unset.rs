//! The preset of files without a config: by their site, and by how many of its posts have each field.
use super::candidate::{FoundFile, Status};
use super::check_file::FileChecker;
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
use std::sync::{Arc, MutexGuard, PoisonError};

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
    pub(super) fn choose_presets(&self, files: &[FoundFile], run: &Run<'_>) -> Vec<String> {
        let mut skills = None;
        let mut groups: BTreeMap<PathBuf, Vec<&FoundFile>> = BTreeMap::new();
        // Files beside each other belong to the same site.
        for beside in files.chunk_by(|one, next| Arc::ptr_eq(&one.folder, &next.folder)) {
            let (unset, others): (Vec<&FoundFile>, Vec<&FoundFile>) =
                beside.iter().partition(|file| self.classifier.placed(file).is_unset);
            skills = others.iter().find_map(|file| self.classifier.placed(file).why.as_deref()).or(skills);
            if let Some(first) = unset.first() {
                groups.entry(self.classifier.whole_folder(first)).or_default().extend(unset);
            }
        }
        let mut notes: Vec<String> = skills.map(|why| note(Path::new(""), why)).into_iter().collect();
        for (folder, members) in groups {
            // A single text does not change the habits of its site, which would be read again for each letter that is typed.
            let known = run.text.and_then(|_| self.presets().get(&folder).cloned());
            let Some(placed) = known.or_else(|| self.preset_of(&folder, &members, run)) else { continue };
            self.presets().insert(folder.clone(), Arc::clone(&placed));
            let shown = self.classifier.shown(&folder);
            notes.extend(placed.why.as_deref().map(|why| note(&shown, why)));
            for file in members {
                file.folder.chosen.get_or_init(|| Arc::clone(&placed));
            }
        }
        notes
    }

    /// The presets that were chosen so far, by the folder that each is for.
    fn presets(&self) -> MutexGuard<'_, HashMap<PathBuf, Arc<PlacedConfig>>> {
        self.presets.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The preset of the files of one folder that have no config; `members` are those of the run.
    fn preset_of(&self, folder: &Path, members: &[&FoundFile], run: &Run<'_>) -> Option<Arc<PlacedConfig>> {
        let (classifier, current) = (&self.classifier, &*self.classifier.current);
        let generator = classifier.site(members.first()?).map(|site| site.generator);
        let unset = match generator.and_then(|generator| config::of_generator(generator, current)) {
            Some(unset) => unset,
            None => config::of_posts(generator, &self.shares(folder, members, run), current)?,
        };
        Some(classifier.configs.chosen(unset))
    }

    /// Counts the fields of all posts in a folder that have no config: those of the run, when all are part of it.
    fn shares(&self, folder: &Path, members: &[&FoundFile], run: &Run<'_>) -> Shares {
        let names = config::usual_fields();
        let mut counted = run.threads.map(members.to_vec(), |file| self.fields_of(file, run.text, &names));
        if !run.paths.iter().any(|path| self.is_above(path, folder)) {
            let mut others = Discovered::of(&[folder.to_path_buf()], &self.classifier, run.threads).candidates;
            let known: HashSet<PathBuf> = members.iter().map(|file| file.real()).collect();
            others.retain(|other| !known.contains(&other.real()));
            let is_of_folder = |file: &FoundFile| {
                self.classifier.placed(file).is_unset && self.classifier.whole_folder(file) == folder
            };
            let count = |other: FoundFile| {
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
    fn fields_of(&self, file: &FoundFile, text: Option<&SourceFile>, names: &[String]) -> Option<Vec<Presence>> {
        let site = self.classifier.site(file);
        let in_posts = self.classifier.is_in_posts(file);
        if !in_posts && site.is_some_and(|site| site.has_posts_folder) {
            return None;
        }
        let candidate = file.clone().candidate();
        let source = match text {
            Some(text) => SourceFile::new(&candidate.path, text.bytes()),
            None => SourceFile::new(&candidate.path, self.start_of(&candidate)?),
        };
        let is_post =
            in_posts || matches!(self.classifier.by_text(&candidate, &source), Status::Checked(PostKind::Post));
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
