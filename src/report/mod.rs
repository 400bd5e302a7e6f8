//! Reports: one file per format, each writing to a stream handed in.
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

/// How findings are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReportFormat {
    /// Each finding with its lines, for people at a terminal.
    #[cfg(feature = "cli")]
    Full,
    /// A line per finding, for editors.
    Concise,
    /// Version 1 of the machine format.
    Json,
    /// Workflow commands, which GitHub shows beside the changed lines.
    Github,
}

/// What the reader's terminal can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReportStyle {
    /// Colours and hyperlinks by escape sequences.
    pub color: bool,
    /// Lines drawn with box characters rather than ASCII.
    pub unicode: bool,
    /// Words instead of drawings, for screen readers.
    pub narrated: bool,
    /// Width in columns at which text is wrapped.
    pub width: usize,
}

/// Writes all of `report` to `out`, the summary of the text formats not included.
///
/// # Errors
/// Those of the stream.
pub fn write(report: &Report, format: ReportFormat, look: ReportStyle, out: &mut dyn Write) -> io::Result<()> {
    match format {
        #[cfg(feature = "cli")]
        ReportFormat::Full => full::write(report, look, out),
        ReportFormat::Concise => concise::write(report, look, out),
        ReportFormat::Json => json::write(report, out),
        ReportFormat::Github => github::write(report, out),
    }
}

/// Every finding with its file, in the report's order.
fn findings(report: &Report) -> impl Iterator<Item = (&FileFindings, &Finding)> {
    report.files.iter().flat_map(|file| file.findings.iter().map(move |finding| (file, finding)))
}
