//! Data files beside the posts: Eleventy's `posts/posts.json`, and `.meta.yml` of Material for MkDocs.
use super::folder::{Folder, parse, text_of};
use super::settings::member_names;
use super::watched::Watched;
use regex::Regex;
use std::collections::HashMap;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// The data files of a site, each folder read once.
#[derive(Debug)]
pub(super) struct FolderData {
    system: Arc<Watched>,
    root: PathBuf,
    facts: DataFiles,
    /// The fields that every post has.
    global: Vec<String>,
    known: Mutex<HashMap<PathBuf, Arc<FolderFields>>>,
}

/// What data files are called.
#[derive(Clone, Copy, Debug)]
pub(super) struct DataFiles {
    /// Whether the names follow that of the folder.
    pub(super) named_after_folder: bool,
    /// Whether one may be named after a post beside it.
    pub(super) named_after_post: bool,
    /// The folder whose files are fields of every post.
    pub(super) global_folder: Option<&'static str>,
    /// The names, or what follows the name of the folder or the post in them.
    pub(super) names: &'static [&'static str],
}

/// What the data files of one folder give.
#[derive(Debug, Default)]
struct FolderFields {
    /// To the posts in it and below it.
    all: Vec<String>,
    /// The names of its files, where one may be named after a post.
    files: Vec<OsString>,
}

impl FolderData {
    pub(super) fn of(root: &Folder, facts: DataFiles) -> Self {
        let folder = facts.global_folder.filter(|name| root.has(name));
        let names = folder.map(|name| root.system().list(&root.path().join(name)).unwrap_or_default());
        let stem = |name: &OsString| {
            name.to_str().and_then(|name| name.split('.').find(|stem| !stem.is_empty())).map(str::to_string)
        };
        Self {
            system: Arc::clone(root.system()),
            root: root.path().to_path_buf(),
            facts,
            global: names.unwrap_or_default().iter().filter_map(stem).collect(),
            known: Mutex::default(),
        }
    }

    /// The fields that data files give `path`, which is relative to the root of the site.
    pub(super) fn fields(&self, path: &Path) -> Vec<String> {
        let mut fields = self.global.clone();
        for (depth, folder) in path.ancestors().skip(1).enumerate() {
            let here = self.of_folder(folder);
            fields.extend(here.all.iter().cloned());
            if depth == 0 && self.facts.named_after_post {
                fields.extend(self.of_post(path, &here.files));
            }
        }
        fields
    }

    fn of_folder(&self, folder: &Path) -> Arc<FolderFields> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let read = || {
            let folder = self.root.join(folder);
            let first = folder.file_name().filter(|_| self.facts.named_after_folder).unwrap_or_default();
            let first = first.to_string_lossy();
            let data = self.facts.names.iter().map(|name| folder.join(format!("{first}{name}")));
            let all = data.flat_map(|file| fields_of(&file, &self.system)).collect();
            let lists = self.facts.named_after_post;
            let files = if lists { self.system.list(&folder).unwrap_or_default() } else { Vec::new() };
            let is_data = |name: &OsString| {
                let name = name.to_string_lossy();
                self.facts.names.iter().any(|end| name.len() > end.len() && name.ends_with(end))
            };
            Arc::new(FolderFields { all, files: files.into_iter().filter(is_data).collect() })
        };
        Arc::clone(known.entry(folder.to_path_buf()).or_insert_with(read))
    }

    /// The fields in the data files that are named after the post at `path`, of those beside it.
    fn of_post(&self, path: &Path, beside: &[OsString]) -> Vec<String> {
        if beside.is_empty() {
            return Vec::new();
        }
        let stem = path.file_stem().unwrap_or_default().to_string_lossy();
        let names = self.facts.names.iter().map(|name| format!("{stem}{name}"));
        let there = names.filter(|name| beside.iter().any(|other| other.to_str() == Some(name)));
        let folder = self.root.join(path.parent().unwrap_or(Path::new("")));
        there.flat_map(|name| fields_of(&folder.join(name), &self.system)).collect()
    }
}

/// The fields of a data file. JavaScript is not run: every `key:` in it may be a field.
fn fields_of(path: &Path, system: &Watched) -> Vec<String> {
    static KEY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?:^|[\s{,])["']?([A-Za-z_$][0-9A-Za-z_\x{80}-\x{10FFFF}$-]*)["']?\s*(?::|\()"#)
            .expect("a valid pattern")
    });
    let end = path.extension().and_then(|end| end.to_str()).unwrap_or("");
    if matches!(end, "js" | "cjs" | "mjs") {
        let text = text_of(path, system).unwrap_or_default();
        return KEY.captures_iter(&text).map(|found| found[1].to_string()).collect();
    }
    parse(path, system).map(|data| member_names(&data).map(str::to_string).collect()).unwrap_or_default()
}
