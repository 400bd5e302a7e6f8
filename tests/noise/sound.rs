//! What holds for every post under every config and dialect, with all rules on.
use crate::{fixes, truth};
use frontlint::config::{self, Config, Settings};
use frontlint::diagnostic::Diagnostic;
use frontlint::dialect::{Dialect, Flavour, Generator, PythonExtensions, Templates};
use frontlint::engine::{self, Options, Workspace};
use frontlint::files::Disk;
use frontlint::post::PostKind;
use frontlint::text::SourceFile;
use std::path::Path;
use std::sync::{Arc, LazyLock};

/// A config that asks fields for everything that can be asked.
const DEMANDING: &str = r#"
unknown-fields: error
fields:
  title: {required: true, type: string, length: {min: 3, max: 10}, pattern: "^[A-Z]", unique: true}
  layout: {required: true, allowed: [blog, post]}
  author: {type: list of string, length: {max: 1}}
  project-date: {required: true, type: date, forms: ["18 janvier 2017", "2017-01-18"]}
  date: {type: datetime}
  updated: {type: date}
  lastmod: {type: one-or-many of date}
  publishDate: {type: date, forms: ["01/18/2017"]}
  filename: {required: true, matches: file-stem, unique: true}
  slug: {type: slug, matches: folder}
  tags: {type: list of slug}
  categories: {type: one-or-many of string}
  img: {type: url-or-path}
  url: {type: url}
  mail: {type: email}
  count: {type: integer, range: {min: 1, max: 10}}
  price: {type: number, range: {max: 1.5}}
  draft: {type: boolean}
  description: {type: text, required-when: {draft: [false, no]}}
  old: {deprecated: {use: title}}
  nested: {type: mapping, fields: {a: {required: true, type: integer}, b: {}}}
"#;

/// Every preset, and [`DEMANDING`]; all rules run, those that are off by default as well.
pub(crate) static CONFIGS: LazyLock<Vec<Config>> = LazyLock::new(|| {
    let presets = config::preset_names().map(|name| config::preset(name, Path::new("")).expect("a built-in preset"));
    let own = SourceFile::new("frontlint.yaml", DEMANDING);
    let mut own = config::read(&own, Path::new("")).unwrap_or_else(|found| panic!("{found:?}"));
    own.path = None;
    let all = presets.chain([own]).map(|mut config| {
        config.select(&["all".to_string()], &[]).expect("`all` stands for all rules");
        config
    });
    all.collect()
});

pub(crate) const NAMES: &[&str] = &[
    "post.md",
    "post.md",
    "_posts/2017-01-18-voeux.md",
    "_posts/2017-1-voeux.html",
    "page.html",
    "a/index.markdown",
    "a.mdx",
    "é 🎉.md",
    "2017-02-30-x.htm",
];

/// How sites read their posts.
pub(crate) fn dialects() -> Vec<Dialect> {
    use Generator as G;
    let usual = Generator::all().map(|generator| Dialect::of(Some(generator))).chain([Dialect::of(None)]);
    let (jekyll, hugo, mkdocs) =
        (Dialect::of(Some(G::Jekyll)), Dialect::of(Some(G::Hugo)), Dialect::of(Some(G::Mkdocs)));
    usual
        .chain([
            Dialect { html_holds_blocks: true, ..jekyll },
            Dialect { markdown: Flavour::Commonmark, ..jekyll },
            Dialect { raw_html: true, ..hugo },
            Dialect { python_extensions: Some(PythonExtensions::DEFAULT), ..mkdocs },
            Dialect { python_extensions: Some(PythonExtensions::ALL), templates: Templates::Unknown, ..mkdocs },
        ])
        .collect()
}

fn check(source: &SourceFile, dialect: &Dialect, settings: &Arc<Settings>) -> Vec<Diagnostic> {
    let checked = engine::check(source, dialect, PostKind::Post, settings);
    assert!(!checked.broke, "{:?}", checked.findings);
    checked.findings
}

/// Asserts that nothing breaks, that findings are at true places, are the same again, and are gone after their fix.
pub(crate) fn assert_findings(bytes: &[u8], name: &str, dialect: &Dialect, config: &Config) {
    let source = SourceFile::new(name, bytes);
    let settings = config.settings_for(Path::new(name));
    let found = check(&source, dialect, &settings);
    truth::assert_places(&source, &found);
    assert_eq!(found, check(&SourceFile::new(name, bytes), dialect, &settings), "the second time is another");
    let again = |source: &SourceFile| check(source, dialect, &settings);
    let broken = fixes::broken_in_noise(&source, &found, dialect, &again);
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

/// Asserts that what is found prints in every format, and at the places one counts.
pub(crate) fn assert_reports(bytes: &[u8], name: &str, dialect: &Dialect, config: &Config) {
    let source = SourceFile::new(name, bytes);
    let options = Options { excerpts: Some(80), ..Options::default() };
    let mut config = config.clone();
    (config.generator, config.markdown) = (dialect.generator, Some(dialect.markdown));
    let mut workspace = Workspace::open(Disk::shared(), Path::new(env!("CARGO_MANIFEST_DIR")), config);
    let unnamed = workspace.run_unnamed(SourceFile::new(name, bytes), &options);
    let named = workspace.run_source(SourceFile::new(name, bytes), &options);
    for outcome in [unnamed, named] {
        truth::assert_report(&source, &outcome.report);
    }
}
