//! Reports: one file per format, each of which writes to the stream it is given.
mod concise;
#[cfg(feature = "cli")]
mod full;
mod github;
mod json;
#[cfg(feature = "cli")]
mod measure;
mod paint;
mod sanitize;
mod summary;
#[cfg(feature = "cli")]
mod table;
#[cfg(feature = "cli")]
mod underlines;

#[cfg(feature = "cli")]
pub use measure::{cut, width, wrap};
pub use paint::{Paint, Tone};
pub use sanitize::sanitize;
pub use summary::summary;
#[cfg(feature = "cli")]
pub use table::{Cell, Column, Table};

use crate::diagnostic::{FileFindings, Finding, Report};
use crate::text::shown_path;
use std::io::{self, Write};

/// The format of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// Each finding with its source lines, for people at a terminal.
    #[cfg(feature = "cli")]
    Full,
    /// One line per finding, for editors.
    Concise,
    /// One JSON object, version 1, for programs.
    Json,
    /// Workflow commands, which GitHub shows as annotations beside the changed lines.
    Github,
}

/// What the terminal can show.
#[allow(clippy::struct_excessive_bools, reason = "each is a thing that a terminal can or cannot do")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportStyle {
    /// Colours by escape sequences.
    pub color: bool,
    /// Texts that can be clicked, by escape sequences.
    pub links: bool,
    /// Lines drawn with box characters rather than ASCII.
    pub unicode: bool,
    /// Words instead of drawings, for screen readers.
    pub narrated: bool,
    /// Long rows of a table are wrapped; where a program reads them, a row is a line.
    pub wraps: bool,
    /// The width in columns at which text is wrapped.
    pub width: usize,
}

impl ReportStyle {
    /// Plain text of 100 columns, as for a pipe.
    pub const PLAIN: Self =
        Self { color: false, links: false, unicode: false, narrated: false, wraps: false, width: 100 };
}

/// Writes `report` to `out`, without the summary of the text formats ([`summary()`]).
///
/// # Errors
/// The stream cannot be written to.
pub fn write(report: &Report, format: ReportFormat, look: ReportStyle, out: &mut dyn Write) -> io::Result<()> {
    match format {
        #[cfg(feature = "cli")]
        ReportFormat::Full => full::write(report, look, out),
        ReportFormat::Concise => concise::write(report, look, out),
        ReportFormat::Json => json::write(report, out),
        ReportFormat::Github => github::write(report, out),
    }
}

/// Every finding with its file, in the order of the report.
fn findings(report: &Report) -> impl Iterator<Item = (&FileFindings, &Finding)> {
    report.files.iter().flat_map(|file| file.findings.iter().map(move |finding| (file, finding)))
}
