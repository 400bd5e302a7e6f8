//! Reports: one file per format, each of which writes to the stream it is given.
#[cfg(feature = "cli")]
mod diff;
#[cfg(feature = "cli")]
mod ending;
#[cfg(feature = "cli")]
mod flowed;
#[cfg(feature = "cli")]
mod marked_line;
#[cfg(feature = "cli")]
mod measure;
#[cfg(feature = "cli")]
mod most_severe;
#[cfg(feature = "cli")]
mod page_blocks;
mod paint;
#[cfg(feature = "cli")]
mod rule_page;
mod sanitize;
#[cfg(feature = "cli")]
mod statistics;
#[cfg(feature = "cli")]
mod stray_bars;
mod summary;
#[cfg(feature = "cli")]
mod table;
#[cfg(feature = "cli")]
mod underlines;

#[cfg(feature = "cli")]
pub use diff::diff;
#[cfg(feature = "cli")]
pub use ending::ending;
#[cfg(feature = "cli")]
pub use measure::{cut, width, wrap};
pub use paint::{Paint, Tone};
#[cfg(feature = "cli")]
pub use rule_page::rule_page;
pub use sanitize::sanitize;
#[cfg(feature = "cli")]
pub use statistics::statistics;
pub use summary::summary;
#[cfg(feature = "cli")]
pub use table::{Cell, Column, Table};

use crate::diagnostic::{FileFindings, Finding, Report};
use crate::text::{plural, shown_path};
use std::io::{self, Write};

/// Declares the formats: for each the name of its file and of `--format`, its variant, and what it is, in the words of the help.
macro_rules! formats {
    ($($(#[$when:meta])? $file:ident $variant:ident $about:literal,)*) => {
        $($(#[$when])? mod $file;)*

        /// The format of a report.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum ReportFormat {
            $(#[doc = $about] $(#[$when])? $variant,)*
        }

        impl ReportFormat {
            /// All formats, in the order of the help.
            pub const ALL: &[Self] = &[$($(#[$when])? Self::$variant,)*];

            /// The name, as `--format` has it.
            pub fn name(self) -> &'static str {
                match self {
                    $($(#[$when])? Self::$variant => stringify!($file),)*
                }
            }

            /// What the format is, in one line.
            pub fn about(self) -> &'static str {
                match self {
                    $($(#[$when])? Self::$variant => $about,)*
                }
            }
        }

        /// Writes `report` to `out`, without what the text formats have at their end ([`summary()`]).
        ///
        /// # Errors
        /// The stream cannot be written to.
        pub fn write(report: &Report, format: ReportFormat, look: ReportStyle, out: &mut dyn Write) -> io::Result<()> {
            match format {
                $($(#[$when])? ReportFormat::$variant => $file::write(report, look, out),)*
            }
        }
    };
}

formats! {
    #[cfg(feature = "cli")] grouped Grouped "By file, errors first: a line for each finding, and what its fix would write",
    #[cfg(feature = "cli")] full Full "Each finding with its surroundings and what to do",
    concise Concise "A line per finding: `path:line:col: severity[rule] message`",
    json Json "One JSON object, version 1",
    github Github "Annotations for GitHub Actions",
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

/// Every finding with its file, in the order of the report.
fn findings(report: &Report) -> impl Iterator<Item = (&FileFindings, &Finding)> {
    report.files.iter().flat_map(|file| file.findings.iter().map(move |finding| (file, finding)))
}
