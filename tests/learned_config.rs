//! The config that `frontlint init` learns from real sites: nearly all of their posts meet it, and it reports what is broken afterwards.
//!
//! The sites are not part of the project: `FRONTLINT_SHARED` names the folder that holds `corpus/`.
use frontlint::dialect::Dialect;
use frontlint::front_matter::{Entry, FrontMatter, Value};
use frontlint::site::Sites;
use frontlint::{Edit, Finding, Severity, SourceFile, Workspace};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

/// From so many posts on, faults are planted in a site.
const ENOUGH: usize = 40;
/// How many faults are planted, and how many of them must be reported.
const PLANTED: usize = 10;
const REPORTED: usize = 8;

/// The kinds of faults that are planted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    Removed,
    OtherType,
    OtherForm,
    OtherValue,
}

/// A post of a site.
struct SitePost {
    path: PathBuf,
    source: SourceFile,
    front: FrontMatter,
}

impl SitePost {
    fn read(path: &Path) -> Option<Self> {
        let source = SourceFile::new(path, std::fs::read(path).ok()?);
        let front = FrontMatter::parse(&source, &Dialect::of(None));
        let is_post = front.is_readable() && front.problems.is_empty() && !front.entries.0.is_empty();
        is_post.then(|| Self { path: path.to_path_buf(), source, front })
    }
}

#[test]
#[ignore = "needs FRONTLINT_SHARED"]
fn a_learned_config_fits_its_site_and_reports_what_is_planted() {
    let shared = PathBuf::from(std::env::var_os("FRONTLINT_SHARED").expect("FRONTLINT_SHARED is set"));
    let mut wrong = Vec::new();
    let mut sites: Vec<PathBuf> = std::fs::read_dir(shared.join("corpus"))
        .expect("the corpus")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    sites.sort();
    for original in sites.iter().filter(|path| path.is_dir()) {
        let copy = tempfile::tempdir().expect("a folder");
        let site = copy.path().canonicalize().expect("the folder").join("site");
        copy_folder(original, &site);
        let name = original.file_name().expect("a name").to_string_lossy().into_owned();
        let init =
            Command::new(env!("CARGO_BIN_EXE_frontlint")).arg("init").current_dir(&site).output().expect("it runs");
        assert!(init.status.success(), "{name}: {}", String::from_utf8_lossy(&init.stderr));
        let before = findings(&site);
        let (files, bad) = (before.files, before.bad.len());
        let mut line = format!("{name}: {files} files, {bad} with errors");
        if files > 0 && bad * 20 >= files {
            wrong.push(format!("{name}: {bad} of {files} files have errors"));
        }
        if files >= ENOUGH {
            let planted = plant(&site, &before.checked);
            let after = findings(&site);
            let is_reported = |path: &PathBuf| {
                after.found.get(path).map_or(0, BTreeSet::len) > 0 && after.found.get(path) != before.found.get(path)
            };
            let missed: Vec<_> = planted.iter().filter(|(path, ..)| !is_reported(path)).collect();
            let reported = planted.len() - missed.len();
            let _ = write!(line, ", {reported} of {} faults reported", planted.len());
            if reported < REPORTED {
                wrong.push(format!("{name}: {reported} of {} faults reported; missed {missed:?}", planted.len()));
            }
            for one in &missed {
                let _ = write!(line, "\n    missed {one:?}");
            }
        }
        println!("{line}");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What a check of a site found about fields.
struct FieldFindings {
    files: usize,
    /// Every file that was checked and has findings of any kind, or none.
    checked: Vec<PathBuf>,
    /// The files with errors about fields.
    bad: BTreeSet<PathBuf>,
    /// The findings about fields, by file.
    found: BTreeMap<PathBuf, BTreeSet<String>>,
}

fn findings(site: &Path) -> FieldFindings {
    let config = frontlint::config::find(&*frontlint::Disk::shared(), site).expect("a config");
    let config = match frontlint::config::load(&frontlint::Disk::shared(), &config) {
        Ok(config) => config,
        Err(frontlint::config::LoadError::Findings { diagnostics, file }) => {
            panic!("{diagnostics:#?}\n{}", file.text())
        }
        Err(error) => panic!("{error}"),
    };
    let mut workspace = Workspace::open(frontlint::Disk::shared(), site, config);
    let listed = workspace.list(&[site.to_path_buf()]);
    let is_checked =
        |listed: &&frontlint::engine::Listed| matches!(listed.status, frontlint::engine::Status::Checked(_));
    let checked = listed.iter().filter(is_checked).map(|listed| site.join(&listed.path)).collect();
    let outcome = workspace.check(&[site.to_path_buf()]);
    let mut found: BTreeMap<PathBuf, BTreeSet<String>> = BTreeMap::new();
    let mut bad = BTreeSet::new();
    for file in &outcome.report.files {
        for Finding { diagnostic, .. } in &file.findings {
            let is_of_fields = matches!(diagnostic.rule.group(), "field" | "post" | "config")
                || diagnostic.rule.as_str() == "site/unknown-value";
            if is_of_fields {
                let path = site.join(&file.path);
                found.entry(path.clone()).or_default().insert(format!("{} {}", diagnostic.rule, diagnostic.message));
                if diagnostic.severity == Severity::Error {
                    bad.insert(path);
                }
            }
        }
    }
    FieldFindings { files: outcome.report.summary.files, checked, bad, found }
}

/// Plants faults in posts far from each other, each in a field that nearly all posts of the site or of its folder have.
fn plant(site: &Path, checked: &[PathBuf]) -> Vec<(PathBuf, Fault, String)> {
    // A page that describes its folder is not a post, and nothing is required of it.
    let is_post = |path: &&PathBuf| path.file_stem().is_none_or(|stem| stem != "_index");
    let posts: Vec<SitePost> = checked.iter().filter(is_post).filter_map(|path| SitePost::read(path)).collect();
    let mut planted = Vec::new();
    let kinds = [Fault::Removed, Fault::OtherType, Fault::OtherForm, Fault::OtherValue];
    let step = posts.len() / PLANTED;
    for nth in 0..PLANTED {
        // The next post in which such a mistake can be planted, of that kind or of the next one.
        let places = (0..step).map(|offset| &posts[nth * step + offset]);
        let found = (0..kinds.len()).map(|more| kinds[(nth + more) % kinds.len()]).find_map(|fault| {
            places.clone().find_map(|post| Some((post, fault, edit(fault, post, &posts, site, nth)?)))
        });
        // Where the posts near it have nothing in common, one of any other.
        let is_free =
            |post: &&SitePost| !planted.iter().any(|(path, ..): &(PathBuf, Fault, String)| *path == post.path);
        let found = found.or_else(|| {
            let fault = kinds[nth % kinds.len()];
            posts.iter().filter(is_free).find_map(|post| Some((post, fault, edit(fault, post, &posts, site, nth)?)))
        });
        let Some((post, fault, (key, edit))) = found.filter(|(post, ..)| is_free(post)) else { continue };
        let text = Edit::apply(post.source.text(), &[edit]).expect("one edit");
        std::fs::write(&post.path, text).expect("the post is written");
        planted.push((post.path.clone(), fault, key));
    }
    planted
}

/// The edit of one fault, and the key that it is about.
fn edit(fault: Fault, post: &SitePost, posts: &[SitePost], site: &Path, nth: usize) -> Option<(String, Edit)> {
    let usual: Vec<&Entry> = post.front.entries.iter().filter(|entry| is_usual(entry, post, posts, site)).collect();
    let one = |is_it: &dyn Fn(&Entry) -> bool| {
        let fitting: Vec<&&Entry> = usual.iter().filter(|entry| is_it(entry)).collect();
        fitting.get(nth % fitting.len().max(1)).map(|entry| (**entry).clone())
    };
    let is_toml = post.source.text().starts_with("+++");
    match fault {
        Fault::Removed => {
            let is_missed = |entry: &Entry| is_required_of(post, posts) && !is_inherited(&entry.key.text, post, site);
            let entry = one(&is_missed)?;
            let start = frontlint::text::line_start(post.source.text(), entry.key.span.start());
            let end = frontlint::text::line_end(post.source.text(), entry.value.span.end().max(entry.key.span.end()));
            let end = (end + 1).min(post.source.text().len());
            Some((entry.key.text, Edit::delete(frontlint::Span::new(start, end))))
        }
        Fault::OtherType => {
            let entry = one(&|entry| {
                matches!(entry.value.value, Value::Scalar { .. } | Value::Sequence(_)) && !entry.value.span.is_empty()
            })?;
            let other = match entry.value.value {
                Value::Scalar { .. } if is_toml => "[[1], [2]]",
                Value::Scalar { .. } => "{some: thing}",
                _ if is_toml => "true",
                _ => " true",
            };
            Some((entry.key.text, Edit::replace(entry.value.span, other)))
        }
        Fault::OtherForm => {
            let is_day = |entry: &Entry| {
                entry.value.text().is_some_and(|text| {
                    text.len() >= 10
                        && text.as_bytes()[4] == b'-'
                        && text[..4].bytes().all(|byte| byte.is_ascii_digit())
                })
            };
            let entry = one(&is_day)?;
            let other = ["January 18, 2017", "18/01/2017", "2017/01/18"][nth % 3];
            let other = if is_toml { format!("\"{other}\"") } else { other.to_string() };
            Some((entry.key.text, Edit::replace(entry.value.span, other)))
        }
        Fault::OtherValue => {
            let entry = post.front.entries.iter().find(|entry| is_of_vocabulary(&entry.key.text, posts))?;
            let text = entry.value.text()?;
            Some((entry.key.text.clone(), Edit::replace(entry.value.span, format!("\"{text}x\""))))
        }
    }
}

/// Whether fields are required of a file at all: in a site with `_posts`, the files elsewhere are pages, of which none is.
fn is_required_of(post: &SitePost, posts: &[SitePost]) -> bool {
    let is_in_posts = |post: &SitePost| post.path.components().any(|part| part.as_os_str() == "_posts");
    is_in_posts(post) || !posts.iter().any(is_in_posts)
}

/// Whether the site gives a post this field, so that it need not write it.
fn is_inherited(key: &str, post: &SitePost, site: &Path) -> bool {
    let sites = Sites::new(frontlint::Disk::shared(), Some(site));
    sites.of(&post.path).is_some_and(|site| site.inherited(&post.path).iter().any(|name| name == key))
}

/// Whether nearly all posts of the site, or of the folder, have the key with a value of this kind.
fn is_usual(entry: &Entry, post: &SitePost, posts: &[SitePost], site: &Path) -> bool {
    let folder = |post: &SitePost| -> PathBuf {
        let below = post.path.strip_prefix(site).expect("a post of the site");
        below.parent().expect("a folder").components().take(2).collect()
    };
    let kind = |entry: &Entry| std::mem::discriminant(&entry.value.value);
    let has = |other: &&&SitePost| {
        other.front.get(&entry.key.text).is_some_and(|found| kind(found) == kind(entry) && !found.value.is_null())
    };
    let own: Vec<&SitePost> = posts.iter().filter(|other| folder(other) == folder(post)).collect();
    let every: Vec<&SitePost> = posts.iter().collect();
    [every, own].iter().any(|posts| posts.len() >= 10 && posts.iter().filter(has).count() * 20 >= posts.len() * 19)
}

/// Whether a key has a few values that come again and again.
fn is_of_vocabulary(key: &str, posts: &[SitePost]) -> bool {
    let mut uses: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in posts.iter().filter_map(|post| post.front.get(key)) {
        let Some(text) = entry.value.text().filter(|text| text.chars().any(char::is_alphabetic)) else { return false };
        *uses.entry(text).or_default() += 1;
    }
    let all: usize = uses.values().sum();
    let is_boolean = uses.keys().all(|value| matches!(*value, "true" | "false"));
    (2..=12).contains(&uses.len()) && uses.values().all(|uses| *uses > 1) && all >= 20 && !is_boolean
}

fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder is made");
    for entry in std::fs::read_dir(from).expect("a folder").map(|entry| entry.expect("an entry")) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a file is copied");
        }
    }
}
