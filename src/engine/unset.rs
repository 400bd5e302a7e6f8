//! The preset of files without a config: by their site, and by how many of its posts have each field.
use super::candidate::{FoundFile, Status};
use super::check_file::FileChecker;
use super::discover::Unread;
use super::look::Looked;
use super::placed::PlacedConfig;
use super::threads::Threads;
use crate::config::{self, Share, Shares};
use crate::dialect::Dialect;
use crate::files::ReadError;
use crate::front_matter::{Glance, Presence};
use crate::post::PostKind;
use crate::text::{SourceFile, locked, shown_path};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, MutexGuard};

/// What a run without a config says at its end.
const ADVICE: &str = "`frontlint init` writes a config";

/// What is to be said of the presets that were chosen.
#[derive(Debug, Default)]
pub(super) struct Choice {
    /// Which presets they are, and why.
    pub(super) notes: Vec<String>,
    /// What is not part of the run and could not be read, so that its fields were not counted.
    pub(super) unread: Vec<Unread>,
}

/// The files of a run among which presets are chosen.
pub(super) struct Run<'a> {
    /// The paths of the run.
    pub(super) paths: &'a [PathBuf],
    /// The text of the one file that is not read from the file system.
    pub(super) text: Option<&'a SourceFile>,
    pub(super) threads: &'a Threads,
}

impl FileChecker {
    /// Chooses the preset of each file that has no config.
    pub(super) fn choose_presets(&self, files: &[FoundFile], run: &Run<'_>) -> Choice {
        let mut skills = None;
        let mut groups: BTreeMap<&Path, Vec<&FoundFile>> = BTreeMap::new();
        // Files beside each other belong to the same site.
        for beside in files.chunk_by(|one, next| Arc::ptr_eq(&one.folder, &next.folder)) {
            let (unset, others): (Vec<&FoundFile>, Vec<&FoundFile>) =
                beside.iter().partition(|file| self.classifier.placed(file).is_unset);
            skills = others.iter().find_map(|file| self.classifier.placed(file).why.as_deref()).or(skills);
            if let Some(first) = unset.first() {
                groups.entry(self.classifier.whole_folder(first)).or_default().extend(unset);
            }
        }
        let notes = skills.map(|why| note(Path::new(""), why)).into_iter().collect();
        let mut choice = Choice { notes, unread: Vec::new() };
        for (folder, members) in groups {
            // A single text does not change the habits of its site, which would be read again for each letter that is typed.
            let known = run.text.and_then(|_| self.presets().get(folder).cloned());
            let Some(placed) = known.or_else(|| self.preset_of(folder, &members, run, &mut choice.unread)) else {
                continue;
            };
            self.presets().insert(folder.to_path_buf(), Arc::clone(&placed));
            let shown = self.classifier.shown(folder);
            choice.notes.extend(placed.why.as_deref().map(|why| note(&shown, why)));
            for file in members {
                file.folder.chosen.get_or_init(|| Arc::clone(&placed));
            }
        }
        choice
    }

    /// The presets that were chosen so far, by the folder that each is for.
    fn presets(&self) -> MutexGuard<'_, HashMap<PathBuf, Arc<PlacedConfig>>> {
        locked(&self.presets)
    }

    /// The preset of the files of one folder that have no config; `members` are those of the run.
    fn preset_of(
        &self,
        folder: &Path,
        members: &[&FoundFile],
        run: &Run<'_>,
        unread: &mut Vec<Unread>,
    ) -> Option<Arc<PlacedConfig>> {
        let (classifier, current) = (&self.classifier, &*self.classifier.current);
        let generator = classifier.site(members.first()?).map(|site| site.generator);
        let unset = match generator.and_then(|generator| config::of_generator(generator, current)) {
            Some(unset) => unset,
            None => config::of_posts(generator, &self.shares(folder, members, run, unread), current)?,
        };
        Some(classifier.configs.chosen(unset))
    }

    /// Counts the fields of all posts in a folder that have no config: those of the run, when all are part of it.
    fn shares(&self, folder: &Path, members: &[&FoundFile], run: &Run<'_>, unread: &mut Vec<Unread>) -> Shares {
        let names = config::usual_fields();
        // A post of the run that cannot be read is a finding.
        let of_member = |file| self.fields_of(file, run.text, &names).unwrap_or_default();
        let mut counted: Vec<Vec<Presence>> =
            run.threads.map(members.to_vec(), of_member).into_iter().flatten().collect();
        if !run.paths.iter().any(|path| self.is_above(path, folder)) {
            let known: HashSet<PathBuf> = members.iter().map(|file| file.real()).collect();
            let is_other = |file: &FoundFile| {
                self.classifier.placed(file).is_unset
                    && !known.contains(&file.real())
                    && self.classifier.whole_folder(file) == folder
            };
            let of_other =
                |file: &FoundFile| if is_other(file) { self.fields_of(file, None, &names) } else { Ok(None) };
            let others: Looked<_> = self.look(&[folder.to_path_buf()], run.threads, of_other);
            counted.extend(others.seen);
            unread.extend(others.unread);
        }
        let mut shares = Shares { posts: counted.len(), fields: vec![Share::default(); names.len()] };
        for presences in counted {
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
        file: &FoundFile,
        text: Option<&SourceFile>,
        names: &[String],
    ) -> Result<Option<Vec<Presence>>, ReadError> {
        let site = self.classifier.site(file);
        let in_posts = self.classifier.is_in_posts(file);
        if !in_posts && site.is_some_and(|site| site.has_posts_folder) {
            return Ok(None);
        }
        let real = file.real();
        let mut bytes = text.map_or_else(|| self.start_of(file, &real), |text| Ok(text.bytes().to_vec()))?;
        bytes.truncate(end_of_block(&bytes).unwrap_or(bytes.len()));
        let source = SourceFile::new(&*file.name, bytes);
        let dialect = site.map_or_else(|| Dialect::of(None), |site| site.dialect);
        let glance = Glance::of(&source, &dialect);
        let by_text = || matches!(self.classifier.by_text(file, &source), Status::Checked(PostKind::Post));
        // Nearly all posts begin with a block that leaves no doubt.
        if !in_posts && !glance.is_evident() && !by_text() {
            return Ok(None);
        }
        let mut presences = glance.presences(names);
        if presences.iter().all(|presence| *presence == Presence::Filled) {
            return Ok(Some(presences));
        }
        for inherited in site.map(|site| site.inherited(&real)).unwrap_or_default() {
            if let Some(at) = names.iter().position(|name| *name == inherited) {
                presences[at] = Presence::Filled;
            }
        }
        Ok(Some(presences))
    }
}

/// Where the body begins after a block of YAML whose fences every generator recognizes.
fn end_of_block(text: &[u8]) -> Option<usize> {
    const FENCE: &[u8] = b"---\n";
    let first = text.strip_prefix(FENCE)?;
    // An empty block has its fences on lines that follow each other.
    let start = text.len() - first.len() - 1;
    memchr::memmem::find(&text[start..], b"\n---\n").map(|at| start + at + 1 + FENCE.len())
}

/// The note about the preset of the files below a folder, as reports show it.
fn note(folder: &Path, why: &str) -> String {
    let place = if folder.as_os_str().is_empty() { String::new() } else { format!(" for {}", shown_path(folder)) };
    format!("no config{place}: {why}; {ADVICE}")
}
