//! The config of one run, and the settings that it has for each file.
use super::merge::Change;
use super::settings::Settings;
use crate::diagnostic::Diagnostic;
use crate::dialect::{Flavour, Generator};
use crate::text::{SourceFile, limits};
use globset::GlobSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The config of one run.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Config {
    /// The file that the config was read from; `None` for a built-in preset.
    pub path: Option<PathBuf>,
    /// The built-in preset in use when there is no file.
    pub preset: Option<String>,
    /// The folder that its globs are relative to.
    pub root: PathBuf,
    /// The generator, when the config sets it.
    pub generator: Option<Generator>,
    /// The Markdown flavour, when the config sets it.
    pub markdown: Option<Flavour>,
    /// The files that are posts, when the config sets them.
    #[doc(hidden)]
    pub posts: Option<GlobSet>,
    /// Files that are never checked.
    #[doc(hidden)]
    pub exclude: GlobSet,
    /// The size in bytes of the largest file that is read.
    pub max_file_size: u64,
    /// The settings of every post, before overrides.
    #[doc(hidden)]
    pub settings: Arc<Settings>,
    /// Changes for some files only; [`Config::settings_for`] merges them.
    #[doc(hidden)]
    pub overrides: Vec<Override>,
    /// The presets and files that it is made of, later ones on top of earlier ones.
    #[doc(hidden)]
    pub sources: Vec<ConfigSource>,
    /// The text of the file, when there is something to warn about in it.
    pub source: Option<Arc<SourceFile>>,
    /// Findings about what is valid in the file but probably not intended.
    pub warnings: Vec<Diagnostic>,
    /// The same config before [`Config::select`] turned rules on and off.
    pub(super) unselected: Option<Arc<Self>>,
}

/// A file or preset that a config is made of.
#[derive(Clone, Debug)]
pub struct ConfigSource {
    /// The name of the preset; `None` for a file.
    pub preset: Option<&'static str>,
    /// The text, with the path of the file.
    pub text: Arc<SourceFile>,
}

/// Other settings for some files.
#[derive(Clone, Debug)]
pub struct Override {
    /// The files, relative to the root.
    pub files: GlobSet,
    /// The change for these files.
    pub(super) change: Change,
}

impl Config {
    /// A config with nothing but the rules' own defaults (the preset `none`).
    #[doc(hidden)]
    pub fn bare(root: &Path) -> Self {
        Self {
            path: None,
            preset: None,
            root: root.to_path_buf(),
            generator: None,
            markdown: None,
            posts: None,
            exclude: GlobSet::empty(),
            max_file_size: limits::FILE_SIZE,
            settings: Arc::new(Settings::default()),
            overrides: Vec::new(),
            sources: Vec::new(),
            source: None,
            warnings: Vec::new(),
            unselected: None,
        }
    }

    /// The same config before [`Config::select`] turned rules on and off; `None` when that did nothing.
    #[doc(hidden)]
    pub fn unselected(&self) -> Option<&Self> {
        self.unselected.as_deref()
    }

    /// The settings of one file; `path` is relative to the root.
    #[doc(hidden)]
    pub fn settings_for(&self, path: &Path) -> Arc<Settings> {
        self.settings_with(&self.overrides_of(path))
    }

    /// The overrides that apply to a file, by their index; `path` is relative to the root.
    #[doc(hidden)]
    pub fn overrides_of(&self, path: &Path) -> Vec<usize> {
        let all = self.overrides.iter().enumerate();
        all.filter(|(_, over)| over.files.is_match(path)).map(|(index, _)| index).collect()
    }

    /// The settings of the files that exactly these overrides apply to.
    #[doc(hidden)]
    pub fn settings_with(&self, overrides: &[usize]) -> Arc<Settings> {
        let mut merged: Option<Settings> = None;
        for over in overrides.iter().filter_map(|index| self.overrides.get(*index)) {
            over.change.apply(merged.get_or_insert_with(|| (*self.settings).clone()), true);
        }
        merged.map_or_else(|| Arc::clone(&self.settings), Arc::new)
    }
}
