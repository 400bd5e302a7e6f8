//! Many posts: walked, read, checked on all cores, and put in order.
use super::check_file::{FileChecker, FileResult, dialect, unread};
use super::check_post::check;
use super::classify::{Listed, Status};
use super::discover::{Discovered, FileCandidate};
use super::duplicates::{Claims, UnaskedPost};
use super::summary;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, FileFindings, Report, Severity};
use crate::files;
use crate::post::PostKind;
use crate::text::{SourceFile, path_order};
use rayon::prelude::*;
use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Files that a thread takes at once.
const SHARE: usize = 16;

/// What a run is asked besides its config.
#[derive(Clone, Debug)]
pub struct Options {
    /// Threads; as many as there are cores when `None`.
    pub jobs: Option<usize>,
    /// Cut out the lines around each finding, for reports that show them, each clipped to so many bytes.
    pub excerpts: Option<usize>,
    /// The least severity that makes the run fail; `None` is never.
    pub fail_on: Option<Severity>,
    /// Findings never make the run fail; what could not be checked still does.
    pub exit_zero: bool,
    /// More warnings than this make the run fail.
    pub max_warnings: Option<usize>,
    /// Warnings about the config, which stand in the report and count like any other.
    pub config_warnings: Option<FileFindings>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            jobs: None,
            excerpts: None,
            fail_on: Some(Severity::Error),
            exit_zero: false,
            max_warnings: None,
            config_warnings: None,
        }
    }
}

/// What a run gave.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The findings, sorted, with the counts and the exit code.
    pub report: Report,
    /// What to say on stderr, a line each: named files that are no posts, files not checked, that nothing was found to check.
    pub notes: Vec<String>,
}

/// Checks the files and the folders' files of `paths`; `progress` hears how many files are done of how many, from any thread.
/// The outcome is the same for any number of threads.
pub fn run(paths: &[PathBuf], config: &Config, options: &Options, progress: &(dyn Fn(usize, usize) + Sync)) -> Outcome {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.jobs.unwrap_or(0)).build();
    match pool {
        Ok(pool) => pool.install(|| run_here(paths, config, options, progress)),
        // No threads to be had: the one we are on will do.
        Err(_) => run_here(paths, config, options, progress),
    }
}

fn run_here(
    paths: &[PathBuf],
    config: &Config,
    options: &Options,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Outcome {
    let visitor = FileChecker::new(config, options);
    let gathered = Discovered::of(paths, &visitor.chooser, rayon::current_num_threads());
    let total = gathered.candidates.len();
    let done = AtomicUsize::new(0);
    let visit = |candidate: &FileCandidate| {
        let visited = visitor.visit(candidate);
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
        visited
    };
    // In small shares, so that no thread is left with a large one at the end.
    let mut visited: Vec<FileResult> = gathered.candidates.par_iter().with_max_len(SHARE).map(visit).collect();
    visited.extend(gathered.aside.into_iter().map(|(candidate, status)| FileResult::aside(candidate, status)));
    visited.extend(gathered.problems.iter().map(|problem| unread(&problem.path, false, &problem.why)));
    let others = others(paths, &visited, &gathered.candidates, &visitor);
    summary::conclude(visited, others, gathered.links, config, options)
}

/// What the rest of the site claims, where the config asks that fields differ from post to post and the run is about some posts only.
fn others(
    paths: &[PathBuf],
    visited: &[FileResult],
    asked: &[FileCandidate],
    visitor: &FileChecker<'_>,
) -> Vec<UnaskedPost> {
    let is_asked = visited.iter().filter_map(|file| file.claims.as_ref()).any(Claims::are_asked_for);
    let Some(root) = visitor.chooser.config_folder().filter(|_| is_asked) else { return Vec::new() };
    let holds_all = |path: &PathBuf| path.canonicalize().is_ok_and(|path| root.starts_with(path));
    if paths.iter().any(holds_all) {
        return Vec::new();
    }
    let asked: HashSet<&Path> = asked.iter().map(|candidate| candidate.real.as_path()).collect();
    let rest = Discovered::of(&[root.to_path_buf()], &visitor.chooser, rayon::current_num_threads()).candidates;
    let rest = rest.par_iter().filter(|candidate| !asked.contains(candidate.real.as_path()));
    let mut others: Vec<UnaskedPost> = rest.filter_map(|candidate| visitor.claims(candidate)).collect();
    others.sort_by_cached_key(|other| path_order(&other.path));
    others
}

/// Checks one text as a post and looks at nothing else: no disk is read, and the site is what the config says of it.
pub fn check_one(source: &SourceFile, config: &Config) -> Vec<Diagnostic> {
    let path = source.place();
    let settings = config.settings_for(path.strip_prefix(&config.root).unwrap_or(path));
    check(source, &dialect(config, None), PostKind::Post, &settings).findings
}

/// Checks a text that has no name (standard input), always as a post; rules about names and folders have nothing to say.
pub fn run_source(source: SourceFile, config: &Config, options: &Options) -> Outcome {
    let visitor = FileChecker::new(config, options);
    let candidate = FileCandidate::named(source.path(), &visitor.chooser);
    let site = visitor.chooser.site(&candidate);
    let visited = visitor.check(&candidate, site.as_deref(), &source.with_place(""), PostKind::Post);
    summary::conclude(vec![visited], Vec::new(), Vec::new(), config, options)
}

/// Checks a text that is not on disk as if it were the file that its path names: it may be a page, or no post at all.
pub fn run_source_as_named(source: SourceFile, config: &Config, options: &Options) -> Outcome {
    let visitor = FileChecker::new(config, options);
    let candidate = FileCandidate::named(source.path(), &visitor.chooser);
    let visited = if let Some(status) = visitor.chooser.by_name(&candidate) {
        FileResult::aside(candidate, status)
    } else {
        let site = visitor.chooser.site(&candidate);
        visitor.visit_source(&candidate, site.as_deref(), source)
    };
    summary::conclude(vec![visited], Vec::new(), Vec::new(), config, options)
}

/// What a run of these paths would check, and why not the rest; sorted by path.
pub fn list(paths: &[PathBuf], config: &Config) -> Vec<Listed> {
    let options = Options::default();
    let visitor = FileChecker::new(config, &options);
    let mut gathered = Discovered::of(paths, &visitor.chooser, 0);
    let mut listed = gathered.listed_aside();
    listed.par_extend(gathered.candidates.into_par_iter().map(|candidate| {
        let status = match files::read(&candidate.path, config.max_file_size) {
            Ok(bytes) => {
                let source = SourceFile::new(&candidate.path, bytes);
                visitor.chooser.by_text(&candidate, visitor.chooser.site(&candidate).as_deref(), &source)
            }
            Err(files::ReadError::TooLarge(_)) => Status::Checked(PostKind::Post),
            Err(error) => Status::Failed(error.to_string()),
        };
        Listed { path: candidate.path, status }
    }));
    listed.sort_by_cached_key(|listed| path_order(&listed.path));
    listed
}
