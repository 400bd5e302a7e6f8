//! What is true of every config, and of every site whatever is in the settings of its generator.
use crate::truth;
use frontlint::config::{self, Config};
use frontlint::engine::{self, Options, Workspace};
use frontlint::files::{Disk, Overlay};
use frontlint::site::Sites;
use frontlint::text::SourceFile;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

/// A post with the fields that configs and sites have to say something about.
const POST: &str = "---\ntitle: Foo: bar\nlayout: post\ndate: 2017-01-12\ntags: [a, b]\nauthor: x\n---\n<b>text\n";

/// Asserts what holds for a config of these bytes: it is refused at true places, or posts can be checked with it.
pub(crate) fn assert_config(bytes: &[u8]) {
    let source = SourceFile::new("frontlint.yaml", bytes);
    match config::read(&source, Path::new("")) {
        Ok(config) => {
            truth::assert_places(&source, &config.warnings);
            assert_post_with(config);
        }
        Err(found) => {
            assert!(!found.is_empty(), "it is refused, and nobody says why");
            truth::assert_places(&source, &found);
            let file = Box::new(SourceFile::new("frontlint.yaml", source.bytes()));
            let error = config::LoadError::Findings { file, diagnostics: found };
            let report = engine::refused(&error, Path::new("frontlint.yaml"));
            truth::assert_report(&source, &report);
        }
    }
}

/// The folder of a site that is in memory only.
static ROOT: LazyLock<PathBuf> = LazyLock::new(|| std::env::temp_dir().join("no-such-folder/site"));

static PRESET: LazyLock<Arc<Config>> =
    LazyLock::new(|| Arc::new(config::preset("post", &ROOT).expect("a built-in preset")));

/// The file system with these files in [`ROOT`].
fn system(files: &[(&str, &[u8])]) -> Arc<Overlay> {
    let system = Overlay::new(Disk::shared());
    for (path, text) in files {
        system.set(ROOT.join(path), *text);
    }
    Arc::new(system)
}

fn assert_post_with(config: Config) {
    let source = || SourceFile::new("_posts/2017-01-18-post.md", POST);
    let workspace = Workspace::open(system(&[]), &ROOT, config);
    let outcome = workspace.run_unnamed(source(), &Options::default());
    truth::assert_report(&source(), &outcome.report);
}

/// Files with settings of a site, as they are around `blog/post.md`.
pub(crate) const FILES: &[&str] = &[
    "_config.yml",
    "_config.toml",
    "hugo.toml",
    "hugo.yaml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.json",
    "config/_default/hugo.toml",
    "zola.toml",
    "mkdocs.yml",
    "package.json",
    ".eleventy.js",
    "docusaurus.config.js",
    "astro.config.mjs",
    "blog/blog.json",
    "blog/blog.yaml",
    "blog/blog.11tydata.js",
    "blog/.meta.yml",
    "content/_index.md",
    "content/blog/_index.md",
];

/// Asserts what holds for a site with these files: it can be asked everything, and its posts can be checked.
pub(crate) fn assert_site<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) {
    let files: Vec<(&str, &[u8])> = files.into_iter().collect();
    let system = system(&files);
    let sites = Sites::new(Arc::<Overlay>::clone(&system), Some(&ROOT));
    for name in ["blog/post.md", "content/blog/2017-01-18-post.md", "_posts/2017-01-18-post.md"] {
        let path = ROOT.join(name);
        if let Some(site) = sites.of(&path) {
            site.inherited(&path);
            site.excludes(&path);
            let _ = site.layouts().is_some_and(|layouts| layouts.may_have("post"));
        }
        let mut workspace = Workspace::open(Arc::<Overlay>::clone(&system), &ROOT, Arc::clone(&PRESET));
        let outcome = workspace.check_text(Path::new(name), POST);
        truth::assert_report(&SourceFile::new(name, POST), &outcome.report);
    }
}
