//! Many posts: walked, read, checked on all cores, and put in order.
use super::check::check;
use super::choose::{self, Listed, Status};
use super::{excerpt, summary};
use crate::config::Config;
use crate::diagnostic::{FileFindings, Finding, Report, Severity};
use crate::dialect::Dialect;
use crate::files;
use crate::post::Kind;
use crate::text::SourceFile;
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What a run is asked besides its config.
#[derive(Clone, Debug)]
pub struct Options {
    /// Threads; as many as there are cores when `None`.
    pub jobs: Option<usize>,
    /// Cut out the lines around each finding, for reports that show them.
    pub excerpts: bool,
    /// The least severity that makes the run fail; `None` is never.
    pub fail_on: Option<Severity>,
    /// Findings never make the run fail; what could not be checked still does.
    pub exit_zero: bool,
    /// More warnings than this make the run fail.
    pub max_warnings: Option<usize>,
    /// Larger files are not read, in bytes.
    pub size_limit: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            jobs: None,
            excerpts: false,
            fail_on: Some(Severity::Error),
            exit_zero: false,
            max_warnings: None,
            size_limit: files::SIZE_LIMIT,
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
    let gathered = gather(paths, config, options.jobs.unwrap_or(0));
    let total = gathered.candidates.len();
    let done = AtomicUsize::new(0);
    let mut results: Vec<(PathBuf, FileResult)> = gathered
        .candidates
        .into_par_iter()
        .map(|candidate| {
            let result = check_file(&candidate, config, options);
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, total);
            (candidate.path, result)
        })
        .collect();
    results.sort_by(|a, b| a.0.cmp(&b.0));
    conclude(results, gathered.notes, gathered.failed, config, options)
}

/// Checks a text that is not on disk (standard input), always as a post.
pub fn run_source(source: &SourceFile, config: &Config, options: &Options) -> Outcome {
    let result = check_source(source, Kind::Post, config, options);
    conclude(vec![(source.path().to_path_buf(), result)], Vec::new(), false, config, options)
}

/// What a run of these paths would check, and why not the rest; sorted by path.
pub fn list(paths: &[PathBuf], config: &Config) -> Vec<Listed> {
    let gathered = gather(paths, config, 0);
    let mut listed = gathered.aside;
    for candidate in gathered.candidates {
        let status = match files::read(&candidate.path, files::SIZE_LIMIT) {
            Ok(bytes) => {
                let source = SourceFile::new(candidate.path.clone(), bytes);
                choose::by_text(&candidate.path, source.text(), config, candidate.named)
            }
            Err(error) => Status::Failed(error.to_string()),
        };
        listed.push(Listed { path: candidate.path, status });
    }
    listed.sort_by(|a, b| a.path.cmp(&b.path));
    listed
}

struct Candidate {
    path: PathBuf,
    named: bool,
}

#[derive(Default)]
struct Gathered {
    candidates: Vec<Candidate>,
    aside: Vec<Listed>,
    notes: Vec<String>,
    failed: bool,
}

fn gather(paths: &[PathBuf], config: &Config, threads: usize) -> Gathered {
    let mut gathered = Gathered::default();
    for path in paths {
        if !path.is_dir() {
            gathered.add(path.clone(), true, config);
            continue;
        }
        let walk = files::walk(path, config.posts.is_some(), threads);
        for found in walk.files {
            gathered.add(found.path.strip_prefix(".").unwrap_or(&found.path).to_path_buf(), false, config);
        }
        for fault in walk.faults {
            gathered.failed = true;
            gathered.notes.push(format!("{}: {}", fault.path.display(), fault.message));
        }
    }
    gathered
}

impl Gathered {
    fn add(&mut self, path: PathBuf, named: bool, config: &Config) {
        match choose::by_name(&path, config) {
            None => self.candidates.push(Candidate { path, named }),
            Some(status) => self.aside.push(Listed { path, status }),
        }
    }
}

/// What checking one file gave.
struct FileResult {
    findings: Vec<Finding>,
    suppressed: usize,
    status: Status,
}

fn check_file(candidate: &Candidate, config: &Config, options: &Options) -> FileResult {
    let skipped = |status| FileResult { findings: Vec::new(), suppressed: 0, status };
    let bytes = match files::read(&candidate.path, options.size_limit) {
        Ok(bytes) => bytes,
        Err(error) => return skipped(Status::Failed(error.to_string())),
    };
    let source = SourceFile::new(candidate.path.clone(), bytes);
    match choose::by_text(&candidate.path, source.text(), config, candidate.named) {
        Status::Checked(kind) => check_source(&source, kind, config, options),
        status => skipped(status),
    }
}

fn check_source(source: &SourceFile, kind: Kind, config: &Config, options: &Options) -> FileResult {
    let dialect = Dialect::of(config.generator);
    let checked = check(source, &dialect, kind, &config.settings_for(source.path()));
    let locate = |finding| excerpt::locate(source, finding, options.excerpts);
    FileResult {
        findings: checked.findings.into_iter().map(locate).collect(),
        suppressed: checked.suppressed,
        status: Status::Checked(kind),
    }
}

fn conclude(
    results: Vec<(PathBuf, FileResult)>,
    mut notes: Vec<String>,
    mut failed: bool,
    config: &Config,
    options: &Options,
) -> Outcome {
    let mut report = Report { preset: config.preset.clone(), ..Report::default() };
    for (path, result) in results {
        match result.status {
            Status::Checked(_) => report.summary.files += 1,
            Status::Skipped(_) => {}
            Status::Failed(message) => {
                failed = true;
                notes.push(format!("{}: {message}", path.display()));
            }
        }
        report.summary.suppressed += result.suppressed;
        if !result.findings.is_empty() {
            report.files.push(FileFindings { path, findings: result.findings });
        }
    }
    if report.summary.files == 0 {
        notes.push("checked 0 posts".to_string());
    }
    summary::conclude(&mut report, options, failed);
    Outcome { report, notes }
}
