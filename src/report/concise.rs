//! The format `concise`: one line per finding, as compilers write it: `path:line:col: severity[rule] message`.
use super::{Paint, ReportStyle, findings, sanitize, shown_path};
use crate::diagnostic::Report;
use std::io::{self, Write};

/// Writes the report.
pub(super) fn write(report: &Report, look: ReportStyle, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint::of(look);
    for (file, finding) in findings(report) {
        let path = shown_path(&file.path);
        let (place, diagnostic) = (finding.extent.start, &finding.diagnostic);
        writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            paint.bold(&sanitize(&path)),
            place.line,
            place.column,
            paint.severity(diagnostic.severity, diagnostic.severity.name()),
            diagnostic.rule,
            sanitize(&diagnostic.message)
        )?;
    }
    Ok(())
}
