//! The sites of a run, and how their files are read: what `frontlint files --explain-site` shows.
use super::check_file::dialect;
use super::discover::Discovered;
use super::threads::Threads;
use super::workspace::Workspace;
use crate::dialect::{Dialect, Generator};
use crate::site::Site;
use crate::text::path_order;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

/// A site of a run, or the files that are in none.
#[derive(Debug)]
pub struct SiteOfRun {
    /// The site; `None` for files without one.
    pub site: Option<Arc<Site>>,
    /// The root, as reports show it; empty for the current folder.
    pub root: PathBuf,
    /// How its files are read, with what the config sets.
    pub dialect: Dialect,
    /// The generator that the config sets.
    pub chosen: Option<Generator>,
    /// Whether the config sets the Markdown.
    pub sets_markdown: bool,
}

impl Workspace {
    /// The sites of the files of these paths that could be posts by their names, by the path of their roots.
    #[doc(hidden)]
    pub fn sites(&self, paths: &[PathBuf]) -> Vec<SiteOfRun> {
        let classifier = &self.checker.classifier;
        let mut sites = BTreeMap::new();
        for file in Discovered::of(paths, classifier, &Threads::new(None)).candidates {
            let site = classifier.site(&file);
            let key = site.map(|site| path_order(&site.root));
            sites.entry(key).or_insert_with(|| {
                let config = &classifier.placed(&file).config;
                SiteOfRun {
                    root: site.map(|site| classifier.shown(&site.root)).unwrap_or_default(),
                    dialect: dialect(config, site.map(Arc::as_ref)),
                    chosen: config.generator,
                    sets_markdown: config.markdown.is_some(),
                    site: site.cloned(),
                }
            });
        }
        sites.into_values().collect()
    }
}
