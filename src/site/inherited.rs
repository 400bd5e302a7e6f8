//! Fields that a site gives its posts although their front matter does not have them, whatever the generator calls that.
use super::data_files::{DataFiles, FolderData};
use super::folder::Folder;
use super::hugo::Cascades;
use super::jekyll;
use super::settings::GeneratorSettings;
use crate::dialect::Generator;
use crate::dialect::generators::Inheritance;
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
    /// The same fields in every post.
    Always(&'static [&'static str]),
}

impl Inherited {
    pub(super) fn of(generator: Generator, root: &Folder, settings: &GeneratorSettings) -> Self {
        match generator.facts().inherits {
            Inheritance::ScopedDefaults => Self::Jekyll(jekyll::defaults(root, settings)),
            Inheritance::Cascade => Self::Hugo(Cascades::of(generator, root, settings)),
            Inheritance::DataFiles { named_after_folder, named_after_post, global_folder, names } => {
                let facts = DataFiles { named_after_folder, named_after_post, global_folder, names };
                Self::Folders(FolderData::of(root, facts))
            }
            Inheritance::Always(fields) => Self::Always(fields),
            Inheritance::Nothing => Self::Always(&[]),
        }
    }

    /// The fields given to the file at `path`, which is relative to the root of the site.
    pub(super) fn fields(&self, path: &Path) -> Vec<String> {
        let mut fields = match self {
            Self::Jekyll(defaults) => defaults.iter().flat_map(|default| default.fields(path)).cloned().collect(),
            Self::Hugo(cascades) => cascades.fields(path),
            Self::Folders(data) => data.fields(path),
            Self::Always(fields) => fields.iter().map(ToString::to_string).collect(),
        };
        fields.sort();
        fields.dedup();
        fields
    }
}
