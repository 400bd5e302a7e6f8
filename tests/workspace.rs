//! A workspace keeps what sites must know of their posts: a changed text is checked again without the rest of its site.
#![allow(clippy::unwrap_used, reason = "a test may fail by it")]
use frontlint::{
    Config, Configs, Disk, FileFindings, Outcome, Overlay, PathKind, ReadError, System, Walk, WalkProblem, Workspace,
    preset, read_config,
};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

const ROOT: &str = if cfg!(windows) { "C:\\site" } else { "/site" };

/// A file system in memory that counts what is read and listed.
#[derive(Debug, Default)]
struct Counted {
    files: BTreeMap<PathBuf, String>,
    reads: AtomicUsize,
    lists: AtomicUsize,
}

impl Counted {
    /// How often something was read, and how often listed, since the last call.
    fn counts(&self) -> (usize, usize) {
        (self.reads.swap(0, Ordering::Relaxed), self.lists.swap(0, Ordering::Relaxed))
    }

    fn below(&self, folder: &Path) -> impl Iterator<Item = &Path> {
        self.files.keys().map(PathBuf::as_path).filter(move |path| path.starts_with(folder) && *path != folder)
    }
}

impl System for Counted {
    fn read(&self, path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
        self.reads.fetch_add(1, Ordering::Relaxed);
        let text = self.files.get(path).ok_or(ReadError::Missing)?;
        if text.len() as u64 > limit {
            Err(ReadError::TooLarge(text.len() as u64))
        } else {
            Ok(text.clone().into_bytes())
        }
    }

    fn read_named(&self, path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
        self.read(path, limit)
    }

    fn list(&self, folder: &Path) -> io::Result<Vec<OsString>> {
        self.lists.fetch_add(1, Ordering::Relaxed);
        let mut names: Vec<OsString> = self
            .below(folder)
            .filter_map(|path| path.strip_prefix(folder).ok()?.iter().next().map(OsString::from))
            .collect();
        names.dedup();
        Ok(names)
    }

    fn kind(&self, path: &Path) -> Option<PathKind> {
        if self.files.contains_key(path) {
            return Some(PathKind::File);
        }
        self.files
            .range(path.to_path_buf()..)
            .next()
            .filter(|(file, _)| file.starts_with(path))
            .map(|_| PathKind::Folder)
    }

    fn has_name(&self, path: &Path) -> bool {
        self.kind(path).is_some()
    }

    fn canonical(&self, path: &Path) -> Option<PathBuf> {
        self.kind(path).map(|_| path.to_path_buf())
    }

    fn files_below(&self, folder: &Path) -> (Vec<PathBuf>, Vec<WalkProblem>) {
        self.lists.fetch_add(1, Ordering::Relaxed);
        (self.below(folder).map(Path::to_path_buf).collect(), Vec::new())
    }

    fn walk(&self, folder: &Path, _: bool, _: &dyn Fn(&(dyn Fn() + Sync))) -> Walk {
        let mut walk = Walk::default();
        walk.files = self.files_below(folder).0;
        walk.files.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
        walk
    }

    fn is_ignored(&self, _: &Path) -> bool {
        false
    }
}

fn post(number: usize) -> PathBuf {
    Path::new(ROOT).join(format!("_posts/2017-01-18-{number:05}.md"))
}

/// A site of so many posts, each with an address and two tags of its own.
fn site(posts: usize) -> Arc<Counted> {
    let mut files = BTreeMap::from([(Path::new(ROOT).join("_config.yml"), "markdown: kramdown\n".to_string())]);
    for number in 0..posts {
        let text = format!("---\npermalink: /{number}/\ntags: [a{}, b{}]\n---\n", number % 300, number % 7);
        files.insert(post(number), text);
    }
    Arc::new(Counted { files, ..Counted::default() })
}

fn none() -> Config {
    preset("none", Path::new(ROOT)).unwrap()
}

fn messages<'a>(files: impl IntoIterator<Item = &'a FileFindings>) -> Vec<String> {
    files.into_iter().flat_map(|file| &file.findings).map(|finding| finding.diagnostic.message.clone()).collect()
}

fn found(outcome: &Outcome) -> Vec<String> {
    messages(&outcome.report.files)
}

#[test]
fn a_duplicate_address_appears_and_disappears_as_an_unsaved_text_changes() {
    let system = site(30_000);
    let mut workspace = Workspace::open(system.clone(), Path::new(ROOT), none());
    let outcome = workspace.check(&[ROOT.into()]);
    assert_eq!((found(&outcome), outcome.report.summary.files), (Vec::new(), 30_000));
    system.counts();

    let check = |workspace: &mut Workspace, address: &str, wanted: &[&str], reads: usize| {
        let since = Instant::now();
        let outcome = workspace.check_text(&post(20_000), format!("---\npermalink: {address}\n---\n"));
        println!("checked one of 30,000 posts in {:?}", since.elapsed());
        assert_eq!(found(&outcome), wanted);
        // A post is read again only for the line that a label points to.
        assert_eq!(system.counts(), (reads, 0), "what was read and listed");
        outcome
    };
    check(&mut workspace, "/20000/", &[], 0);
    let outcome =
        check(&mut workspace, "/7/", &["`permalink` is `/7/`, the same as in `_posts/2017-01-18-00007.md`"], 1);
    let finding = &outcome.report.files[0].findings[0];
    assert_eq!((finding.extent.start.line, finding.label_extents[0].start.line), (2, 2));
    check(&mut workspace, "/new/", &[], 0);

    // The address of a post before another one is reported at the later one.
    let outcome = workspace.check_text(&post(3), "---\npermalink: /new/\n---\n");
    assert_eq!((found(&outcome), outcome.elsewhere.len()), (Vec::new(), 1));
    assert_eq!(messages(&outcome.elsewhere), ["`permalink` is `/new/`, the same as in `_posts/2017-01-18-00003.md`"]);
    assert_eq!(outcome.elsewhere[0].path, Path::new("_posts/2017-01-18-20000.md"));
}

#[test]
fn the_habits_of_a_site_without_a_config_are_not_read_again_for_each_text() {
    let system = site(40);
    let nearest = Configs::nearest(&[], &[]).unwrap();
    let mut workspace = Workspace::open(system.clone(), Path::new(ROOT), nearest);
    workspace.check(&[ROOT.into()]);
    system.counts();
    for title in ["A", "B"] {
        let outcome = workspace.check_text(&post(7), format!("---\ntitle: {title}\npermalink: /7/\n---\n"));
        assert_eq!(found(&outcome), [""; 0]);
        assert_eq!(system.counts(), (0, 0), "what was read and listed");
    }
}

#[test]
fn a_new_text_is_compared_with_the_posts_of_the_last_check() {
    let system = site(3);
    let overlay = Arc::new(Overlay::new(system));
    let mut workspace = Workspace::open(overlay.clone(), Path::new(ROOT), none());
    workspace.check(&[ROOT.into()]);
    let moved = "---\n# A comment\npermalink: /1/\n---\n";
    overlay.set(post(1), moved);
    assert_eq!(found(&workspace.check_text(&post(1), moved)), [""; 0]);
    let outcome = workspace.check_text(&post(9), "---\npermalink: /1/\n---\n");
    assert_eq!(outcome.report.files[0].findings[0].label_extents[0].start.line, 3, "the label is in the unsaved text");
}

#[test]
fn a_comment_and_a_level_count_for_findings_of_a_site_too() {
    let mut files = site(2).files.clone();
    files.insert(post(2), "---\npermalink: /0/ # frontlint-ignore site/duplicate-value -- on purpose\n---\n".into());
    files.insert(post(3), "---\npermalink: /0/\n---\n".into());
    let system = Arc::new(Counted { files, ..Counted::default() });
    let text = "overrides: [{files: ['**/*-00003.md'], rules: {site/duplicate-value: info}}]\n";
    let source = frontlint::SourceFile::new(Path::new(ROOT).join("frontlint.yaml"), text);
    let outcome =
        Workspace::open(system, Path::new(ROOT), read_config(&source, Path::new(ROOT)).unwrap()).check(&[ROOT.into()]);
    let summary = &outcome.report.summary;
    assert_eq!((summary.errors, summary.infos, summary.suppressed), (0, 1, 1));
}

/// What a run over a site with these settings and files says of a post with this front matter.
fn of_layout(settings: &str, layouts: &str, front: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("_config.yml", settings);
    write("Gemfile", "gem \"jekyll\"\n");
    let source = if settings.contains("source: src") { "src/" } else { "" };
    write(&format!("{source}_posts/2017-01-18-a.md"), &format!("---\n{front}\n---\n"));
    for layout in layouts.split(' ') {
        write(layout, "{{ content }}\n");
    }
    let config =
        read_config(&frontlint::SourceFile::new("frontlint.yaml", "extends: [none]\n"), Path::new("")).unwrap();
    let mut workspace = Workspace::open(Disk::shared(), folder.path(), config);
    let found = workspace.check(&[folder.path().to_path_buf()]);
    let all = found.report.files.into_iter().flat_map(|file| file.findings);
    all.map(|finding| finding.diagnostic)
        .filter(|one| one.rule.as_str() == "site/unknown-layout")
        .map(|one| one.message)
        .collect()
}

/// `tests/layouts/verdicts.rb` asks Jekyll again.
#[test]
fn a_layout_is_unknown_where_jekyll_does_not_find_it() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/layouts/verdicts.txt")).unwrap();
    let (mut missing, mut found, mut silent) = (0, 0, false);
    for line in text.lines() {
        if line.is_empty() || line.starts_with('#') {
            silent = line.starts_with("# Not reported");
            continue;
        }
        let [settings, layouts, front, verdict] = line.split(" | ").collect::<Vec<_>>().try_into().unwrap();
        let messages = of_layout(settings, layouts, front);
        let is_reported = verdict == "missing" && !silent;
        assert_eq!(messages.len(), usize::from(is_reported), "{line}: {messages:?}");
        if verdict == "missing" { missing += 1 } else { found += 1 }
    }
    assert!(missing >= 40 && found >= 30, "{missing} and {found} verdicts");
    let message = "`layout` is `artcle`, and `src/own` has no such layout";
    assert_eq!(of_layout("{source: src, layouts_dir: own}", "src/own/article.html", "layout: artcle"), [message]);
}
