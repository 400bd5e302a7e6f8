//! A run over many posts: finds, reads and checks them on all cores, and sorts the results.
use super::check_file::{FileChecker, FileResult, dialect, unread};
use super::check_post::check;
use super::classify::{Listed, Status};
use super::discover::{Discovered, FileCandidate};
use super::duplicates::{Claims, OtherPost};
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

/// The number of files that a thread takes at once.
const SHARE: usize = 16;

/// The options of a run besides its config.
#[derive(Clone, Debug)]
pub struct Options {
    /// The number of threads; one per core when `None`.
    pub jobs: Option<usize>,
    /// Keep the lines around each finding, for reports that show them, each clipped to so many bytes.
    pub excerpts: Option<usize>,
    /// The lowest severity that makes the run fail; `None` is never.
    pub fail_on: Option<Severity>,
    /// Findings never make the run fail; files that could not be checked still do.
    pub exit_zero: bool,
    /// More warnings than this make the run fail.
    pub max_warnings: Option<usize>,
    /// Warnings about the config, which are reported and counted like any other.
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

/// The result of a run.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The findings, sorted, with the counts and the exit code.
    pub report: Report,
    /// Notes for standard error, one per line: named files that are not posts, files not checked, or that there was nothing to check.
    pub notes: Vec<String>,
}

/// Checks the files of `paths`, named or in folders; `progress` is called from any thread with the number of files done and their total.
/// The outcome is the same for any number of threads.
pub fn run(paths: &[PathBuf], config: &Config, options: &Options, progress: &(dyn Fn(usize, usize) + Sync)) -> Outcome {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.jobs.unwrap_or(0)).build();
    match pool {
        Ok(pool) => pool.install(|| run_here(paths, config, options, progress)),
        // When no threads can be started, the current one does the work.
        Err(_) => run_here(paths, config, options, progress),
    }
}

fn run_here(
    paths: &[PathBuf],
    config: &Config,
    options: &Options,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Outcome {
    let checker = FileChecker::new(config, options);
    let discovered = Discovered::of(paths, &checker.classifier, rayon::current_num_threads());
    let total = discovered.candidates.len();
    let done = AtomicUsize::new(0);
    let check = |candidate: &FileCandidate| {
        let result = checker.check_file(candidate);
        progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
        result
    };
    // In small shares, so that no thread still has a large one at the end.
    let mut results: Vec<FileResult> = discovered.candidates.par_iter().with_max_len(SHARE).map(check).collect();
    results.extend(discovered.aside.into_iter().map(|(candidate, status)| FileResult::aside(candidate, status)));
    results.extend(discovered.problems.iter().map(|problem| unread(&problem.path, false, &problem.why)));
    let others = other_posts(paths, &results, &discovered.candidates, &checker);
    summary::conclude(results, others, discovered.links, config, options)
}

/// The claims of the rest of the site, when the config has `unique` fields and the run is about some posts only.
fn other_posts(
    paths: &[PathBuf],
    results: &[FileResult],
    in_run: &[FileCandidate],
    checker: &FileChecker<'_>,
) -> Vec<OtherPost> {
    let has_unique = results.iter().filter_map(|file| file.claims.as_ref()).any(Claims::have_unique_fields);
    let Some(root) = checker.classifier.config_folder().filter(|_| has_unique) else { return Vec::new() };
    let holds_all = |path: &PathBuf| path.canonicalize().is_ok_and(|path| root.starts_with(path));
    if paths.iter().any(holds_all) {
        return Vec::new();
    }
    let in_run: HashSet<&Path> = in_run.iter().map(|candidate| candidate.real.as_path()).collect();
    let rest = Discovered::of(&[root.to_path_buf()], &checker.classifier, rayon::current_num_threads()).candidates;
    let rest = rest.par_iter().filter(|candidate| !in_run.contains(candidate.real.as_path()));
    let mut others: Vec<OtherPost> = rest.filter_map(|candidate| checker.claims(candidate)).collect();
    others.sort_by_cached_key(|other| path_order(&other.path));
    others
}

/// Checks one text as a post: nothing is read from disk, and nothing is known of the site but what the config sets.
pub fn check_one(source: &SourceFile, config: &Config) -> Vec<Diagnostic> {
    let path = source.site_path();
    let settings = config.settings_for(path.strip_prefix(&config.root).unwrap_or(path));
    check(source, &dialect(config, None), PostKind::Post, &settings).findings
}

/// Checks a text without a name (standard input), always as a post; rules about names and folders report nothing.
pub fn run_source(source: SourceFile, config: &Config, options: &Options) -> Outcome {
    let checker = FileChecker::new(config, options);
    let candidate = FileCandidate::named(source.path(), &checker.classifier);
    let site = checker.classifier.site(&candidate);
    let result = checker.check_as(&candidate, site.as_deref(), &source.with_site_path(""), PostKind::Post);
    summary::conclude(vec![result], Vec::new(), Vec::new(), config, options)
}

/// Checks a text that is not on disk as if it were the file of this path: it may be a page, or not a post at all.
pub fn run_source_as_named(source: SourceFile, config: &Config, options: &Options) -> Outcome {
    let checker = FileChecker::new(config, options);
    let candidate = FileCandidate::named(source.path(), &checker.classifier);
    let result = if let Some(status) = checker.classifier.by_name(&candidate) {
        FileResult::aside(candidate, status)
    } else {
        let site = checker.classifier.site(&candidate);
        checker.check_source(&candidate, site.as_deref(), source)
    };
    summary::conclude(vec![result], Vec::new(), Vec::new(), config, options)
}

/// The files that a run of these paths would check, and why not the others; sorted by path.
pub fn list(paths: &[PathBuf], config: &Config) -> Vec<Listed> {
    let options = Options::default();
    let checker = FileChecker::new(config, &options);
    let mut discovered = Discovered::of(paths, &checker.classifier, 0);
    let mut listed = discovered.listed_aside();
    listed.par_extend(discovered.candidates.into_par_iter().map(|candidate| {
        let status = match checker.classifier.system.read(&candidate.path, config.max_file_size) {
            Ok(bytes) => {
                let source = SourceFile::new(&candidate.path, bytes);
                checker.classifier.by_text(&candidate, checker.classifier.site(&candidate).as_deref(), &source)
            }
            Err(files::ReadError::TooLarge(_)) => Status::Checked(PostKind::Post),
            Err(error) => Status::Failed(error.to_string()),
        };
        Listed { path: candidate.path, status }
    }));
    listed.sort_by_cached_key(|listed| path_order(&listed.path));
    listed
}
