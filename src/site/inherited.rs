//! Fields that a site gives its posts although their front matter does not have them, whatever the generator calls that.
use super::eleventy::FolderData;
use super::folder::Folder;
use super::hugo::Cascades;
use super::jekyll;
use super::settings::GeneratorSettings;
use crate::dialect::Generator;
use std::path::Path;

/// Where a site sets such fields.
#[derive(Debug)]
pub(super) enum Inherited {
    /// `defaults` of `_config.yml`.
    Jekyll(Vec<jekyll::Default>),
    /// `cascade` of the settings and of section pages.
    Hugo(Cascades),
    /// Data files in the folders.
    Folders(FolderData),
    /// `default_layout` of `_config.yml`.
    Hexo,
    /// The generator has no such fields.
    Nowhere,
}

impl Inherited {
    pub(super) fn of(generator: Generator, root: &Folder, settings: &GeneratorSettings) -> Self {
        match generator {
            Generator::Jekyll => Self::Jekyll(jekyll::defaults(settings)),
            Generator::Hugo => Self::Hugo(Cascades::of(root, settings)),
            Generator::Eleventy => Self::Folders(FolderData::eleventy(root)),
            Generator::Mkdocs => Self::Folders(FolderData::mkdocs(root)),
            Generator::Hexo => Self::Hexo,
            _ => Self::Nowhere,
        }
    }

    /// The fields given to the file at `path`, which is relative to the root of the site.
    pub(super) fn fields(&self, path: &Path) -> Vec<String> {
        let mut fields = match self {
            Self::Jekyll(defaults) => defaults.iter().flat_map(|default| default.fields(path)).cloned().collect(),
            Self::Hugo(cascades) => cascades.fields(path),
            Self::Folders(data) => data.fields(path),
            // Every post has a layout: `default_layout` is `post` unless the settings set it.
            Self::Hexo => vec!["layout".to_string()],
            Self::Nowhere => Vec::new(),
        };
        fields.sort();
        fields.dedup();
        fields
    }
}
