//! Reports: one file per format, each of which writes to the stream it is given.
mod concise;
#[cfg(feature = "cli")]
mod full;
mod github;
mod json;
mod paint;
mod sanitize;
mod summary;
#[cfg(feature = "cli")]
mod underlines;

pub use paint::Paint;
pub use sanitize::sanitize;
pub use summary::summary;

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
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportStyle {
    /// Colours and hyperlinks by escape sequences.
    pub color: bool,
    /// Lines drawn with box characters rather than ASCII.
    pub unicode: bool,
    /// Words instead of drawings, for screen readers.
    pub narrated: bool,
    /// The width in columns at which text is wrapped.
    pub width: usize,
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
