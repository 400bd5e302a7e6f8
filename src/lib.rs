//! frontlint finds what is broken in the posts of a static site: their front matter, dates, names and HTML.
//!
//! The rooms below stand on floors; a room uses only rooms on lower floors (`tests/layers.rs` holds it):
//! `text` · `diagnostic`, `dialect`, `yaml_value` · `front_matter`, `template`, `html`, `files` · `markdown` · `post` ·
//! `values`, `catalogue` · `site` · `config` · `rules` · `engine` · `report` · `cli`.
#![forbid(unsafe_code)]

pub mod catalogue;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod dialect;
pub mod engine;
pub mod files;
pub mod front_matter;
pub mod html;
pub mod markdown;
pub mod post;
pub mod report;
pub mod rules;
pub mod site;
pub mod template;
pub mod text;
pub mod values;
pub mod yaml_value;

/// Checks one post: the library in one line. The findings are sorted by place; their spans are bytes of the file.
///
/// Nothing is read from disk: the site is what the config says of it.
///
/// ```
/// use frontlint::{config, text::SourceFile};
///
/// let source = SourceFile::new("post.md", "---\ntitle: Foo: bar\n---\n");
/// let config = config::preset("none", "".as_ref()).expect("a built-in preset");
/// let findings = frontlint::check(&source, &config);
/// assert_eq!(findings[0].rule.as_str(), "front-matter/invalid-syntax");
/// ```
pub fn check(source: &text::SourceFile, config: &config::Config) -> Vec<diagnostic::Diagnostic> {
    engine::check_one(source, config)
}

/// The library example of README is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
