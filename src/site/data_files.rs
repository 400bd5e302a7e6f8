//! Data files beside the posts: Eleventy's `posts/posts.json`, and `.meta.yml` of Material for MkDocs.
use super::folder::{Folder, parse, text_of};
use super::settings::member_names;
use super::watched::Watched;
use regex::Regex;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// The data files of a site, each folder read once.
#[derive(Debug)]
pub(super) struct FolderData {
    system: Arc<Watched>,
    root: PathBuf,
    named_after_folder: bool,
    names: &'static [&'static str],
    known: Mutex<HashMap<PathBuf, Arc<[String]>>>,
}

impl FolderData {
    /// Files with these names; where `named_after_folder`, the names follow that of the folder.
    pub(super) fn of(root: &Folder, named_after_folder: bool, names: &'static [&'static str]) -> Self {
        Self {
            system: Arc::clone(root.system()),
            root: root.path().to_path_buf(),
            named_after_folder,
            names,
            known: Mutex::default(),
        }
    }

    /// The fields that the folders above `path`, which is relative to the root of the site, give it.
    pub(super) fn fields(&self, path: &Path) -> Vec<String> {
        let mut fields = Vec::new();
        for folder in path.ancestors().skip(1) {
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            let here = known.entry(folder.to_path_buf()).or_insert_with(|| {
                let folder = self.root.join(folder);
                let first =
                    folder.file_name().filter(|_| self.named_after_folder).unwrap_or_default().to_string_lossy();
                let files = self.names.iter().map(|name| folder.join(format!("{first}{name}")));
                files.flat_map(|file| fields_of(&file, &self.system)).collect()
            });
            fields.extend(here.iter().cloned());
        }
        fields
    }
}

/// The fields of a data file. JavaScript is not run: every `key:` in it may be a field.
fn fields_of(path: &Path, system: &Watched) -> Vec<String> {
    static KEY: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r#"(?:^|[\s{,])["']?([A-Za-z_$][\w$-]*)["']?\s*(?::|\()"#).expect("a valid pattern")
    });
    let end = path.extension().and_then(|end| end.to_str()).unwrap_or("");
    if matches!(end, "js" | "cjs" | "mjs") {
        let text = text_of(path, system).unwrap_or_default();
        return KEY.captures_iter(&text).map(|found| found[1].to_string()).collect();
    }
    parse(path, system).map(|data| member_names(&data).map(str::to_string).collect()).unwrap_or_default()
}
