//! The format `concise`: one line per finding, as compilers write it: `path:line:col: severity[rule] message`.
use super::{Paint, ReportStyle, findings, sanitize, shown_path};
use crate::diagnostic::{Diagnostic, Report};
use std::io::{self, Write};

/// Writes the report.
pub(super) fn write(report: &Report, look: ReportStyle, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint::of(look);
    for (file, finding) in findings(report) {
        let path = shown_path(&file.path);
        let (place, diagnostic) = (finding.extent.start, &finding.diagnostic);
        writeln!(
            out,
            "{}:{}:{}: {}[{}] {}{}",
            paint.bold(&sanitize(&path)),
            place.line,
            place.column,
            paint.severity(diagnostic.severity, diagnostic.severity.name()),
            diagnostic.rule,
            sanitize(&diagnostic.message),
            sanitize(&intended_word(diagnostic))
        )?;
    }
    Ok(())
}

/// The word that was probably intended, which the help of a misspelt or foreign one offers: without it the line says only what is wrong.
fn intended_word(diagnostic: &Diagnostic) -> String {
    let offers = |help: &&str| ["did you mean ", "here it is written "].iter().any(|start| help.starts_with(start));
    diagnostic.help.as_deref().filter(offers).map(|help| format!("; {help}")).unwrap_or_default()
}
