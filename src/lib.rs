//! frontlint finds what is broken in the posts of a static site: their front matter, dates, names and HTML.
//!
//! [`check`] looks at one post, a [`Workspace`] at those of whole sites, [`fix::apply`] makes the fixes that findings offer; a [`Config`] comes from a built-in
//! [`preset`] or from the text of a `frontlint.yaml` ([`read_config`]). These names and those below them are what a version promises. The
//! modules that are hidden here serve the program and its tests and may change at any time; `src/README.md` describes them.
//!
//! A module uses only modules of lower layers (`tests/layers.rs` checks it):
//! `text` · `diagnostic`, `dialect`, `trace`, `yaml_value` · `front_matter`, `template`, `html`, `files` · `markdown` · `post` ·
//! `values`, `catalogue`, `fix` · `site` · `config` · `rules` · `engine` · `report` · `cli`.
#![forbid(unsafe_code)]

#[doc(hidden)]
pub mod catalogue;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod config;
#[doc(hidden)]
pub mod diagnostic;
#[doc(hidden)]
pub mod dialect;
#[doc(hidden)]
pub mod engine;
#[doc(hidden)]
pub mod files;
pub mod fix;
#[doc(hidden)]
pub mod front_matter;
#[doc(hidden)]
pub mod html;
#[doc(hidden)]
pub mod markdown;
#[doc(hidden)]
pub mod post;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod rules;
#[doc(hidden)]
pub mod site;
#[doc(hidden)]
pub mod template;
#[doc(hidden)]
pub mod text;
#[doc(hidden)]
pub mod trace;
#[doc(hidden)]
pub mod values;
#[doc(hidden)]
pub mod yaml_value;

pub use catalogue::{Header, Level, Page, page as rule_page, pages as rule_pages};
pub use config::{Config, Configs, UnknownPreset, UnknownRuleName, preset, preset_names, read as read_config};
pub use diagnostic::{
    Diagnostic, Excerpt, Extent, FileFindings, Finding, Fix, Label, LineChange, Report, RuleId, Safety, Severity,
    Summary,
};
pub use dialect::{Flavour, Generator};
pub use engine::{FixPlan, MadeFix, Outcome, PlannedFile, RefusedFix, Workspace, plan_fixes};
pub use files::{Disk, Notes, Overlay, PathKind, ReadError, System, Walk, WalkProblem};
pub use text::{Edit, LineIndex, Position, SourceFile, Span};

/// Checks one post: the library in one line. The findings are sorted by place; their spans are bytes of the file.
///
/// Nothing is read from disk: the site is what the config says of it.
///
/// ```
/// use frontlint::{SourceFile, check, preset};
///
/// let source = SourceFile::new("post.md", "---\ntitle: Foo: bar\n---\n");
/// let config = preset("none", "".as_ref()).expect("a built-in preset");
/// let findings = check(&source, &config);
/// assert_eq!(findings[0].rule.as_str(), "front-matter/invalid-syntax");
/// ```
pub fn check(source: &SourceFile, config: &Config) -> Vec<Diagnostic> {
    engine::check_one(source, config)
}

/// The library example of README is compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
