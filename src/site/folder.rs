//! A folder that may be the root of a site: the names of its files, and the text of the few that are read.
use super::watched::Watched;
use crate::yaml_value::{self, Value};
use std::cell::RefCell;
use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;

/// The names in one folder.
#[derive(Debug)]
pub(super) struct Folder {
    system: Arc<Watched>,
    path: PathBuf,
    /// The names, sorted; or why the folder cannot be listed, so that each name must be looked for.
    names: io::Result<Vec<OsString>>,
    /// The settings files that were asked for.
    settings: RefCell<HashMap<String, Option<Rc<Value>>>>,
}

impl Folder {
    /// Lists a folder.
    pub(super) fn list(path: &Path, system: &Arc<Watched>) -> Self {
        let mut names = system.list(path);
        if let Ok(names) = &mut names {
            names.sort_unstable();
        }
        Self { system: Arc::clone(system), path: path.to_path_buf(), names, settings: RefCell::default() }
    }

    pub(super) fn system(&self) -> &Arc<Watched> {
        &self.system
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The names of its files and folders; none when it cannot be listed.
    pub(super) fn names(&self) -> &[OsString] {
        self.names.as_deref().unwrap_or_default()
    }

    /// Whether its names are known.
    pub(super) fn is_listed(&self) -> bool {
        self.names.is_ok()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        match &self.names {
            Ok(names) => names.binary_search_by(|known| known.as_os_str().cmp(OsStr::new(name))).is_ok(),
            Err(_) => self.system.has_name(&self.path.join(name)),
        }
    }

    /// Notes it when the folder cannot be listed although it is the root of a site.
    pub(super) fn note_unlisted(&self) {
        if let Err(error) = &self.names {
            self.system.note_unlisted(&self.path, error);
        }
    }

    /// Whether there is such a file or folder, in a folder of this one when the name has a slash.
    pub(super) fn contains(&self, name: &str) -> bool {
        match name.split_once('/') {
            Some((first, _)) => self.has(first) && self.system.is_file(&self.path.join(name)),
            None => self.has(name),
        }
    }

    /// The first of these names that exists.
    pub(super) fn first<'a>(&self, names: &[&'a str]) -> Option<&'a str> {
        names.iter().copied().find(|name| self.has(name))
    }

    /// The contents of a settings file, which is read once; `None` when it does not exist or cannot be parsed.
    pub(super) fn settings(&self, name: &str) -> Option<Rc<Value>> {
        let read = || parse(&self.path.join(name), &self.system).map(Rc::new);
        self.settings.borrow_mut().entry(name.to_string()).or_insert_with(read).clone()
    }

    /// The text of a file of this folder; `None` when it does not exist or cannot be read.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        if self.has(name) { text_of(&self.path.join(name), &self.system) } else { None }
    }
}

/// The text of a file, unless it is too large for settings.
pub(super) fn text_of(path: &Path, system: &Watched) -> Option<String> {
    let bytes = system.read(path)?;
    let text = String::from_utf8_lossy(&bytes);
    Some(text.strip_prefix('\u{feff}').unwrap_or(&text).to_string())
}

/// Parses a settings file in the language of its extension; `None` when it cannot be parsed.
pub(super) fn parse(path: &Path, system: &Watched) -> Option<Value> {
    let text = text_of(path, system)?;
    match path.extension()?.to_str()? {
        "toml" => toml::from_str(&text).ok(),
        "json" => serde_json::from_str(&text).ok(),
        "yml" | "yaml" => yaml_value::parse(&text).ok(),
        _ => None,
    }
}
