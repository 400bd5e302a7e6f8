//! The format `github`: workflow commands of GitHub Actions, which become annotations beside the changed lines.
use super::{ReportStyle, findings, sanitize, shown_path};
use crate::diagnostic::{FileFindings, Finding, Report, Severity};
use std::cmp::Reverse;
use std::io::{self, Write};

/// How many annotations of one kind GitHub shows for a step; it silently drops the others.
const SHOWN: usize = 10;

/// Writes the report: commands, errors first, and as plain text every finding that GitHub would drop.
pub(super) fn write(report: &Report, _: ReportStyle, out: &mut dyn Write) -> io::Result<()> {
    let mut sorted: Vec<_> = findings(report).collect();
    sorted.sort_by_key(|(_, finding)| Reverse(finding.diagnostic.severity));
    let mut left_out = 0;
    for group in sorted.chunk_by(|(_, one), (_, other)| one.diagnostic.severity == other.diagnostic.severity) {
        let (shown, rest) = group.split_at(group.len().min(SHOWN));
        for (file, finding) in shown {
            command(file, finding, out)?;
        }
        for (file, finding) in rest {
            plain(file, finding, out)?;
        }
        left_out += rest.len();
    }
    if left_out > 0 {
        writeln!(
            out,
            "GitHub shows at most {SHOWN} errors, {SHOWN} warnings and {SHOWN} notices per step; \
             the other {left_out} findings are only in this log"
        )?;
    }
    Ok(())
}

fn command(file: &FileFindings, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let diagnostic = &finding.diagnostic;
    let kind = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (start, end) = (finding.extent.start, finding.extent.end);
    write!(out, "::{kind} file={},line={}", property(&shown_path(&file.path)), start.line)?;
    // A column end is only allowed on the same line, and names the last column itself.
    if start.line == end.line {
        let last = end.column.saturating_sub(1).max(start.column);
        write!(out, ",endLine={},col={},endColumn={last}", end.line, start.column)?;
    } else {
        write!(out, ",endLine={},col={}", end.line, start.column)?;
    }
    write!(out, ",title={}::", property(&format!("{}[{}]", diagnostic.severity.name(), diagnostic.rule)))?;
    write!(out, "{}", data(&diagnostic.message))?;
    match &diagnostic.help {
        Some(help) => writeln!(out, "%0A{}", data(help)),
        None => writeln!(out),
    }
}

/// Writes a finding as text in the log. It starts with the severity, as a line that starts with `::` would be read as a command.
fn plain(file: &FileFindings, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let (place, diagnostic) = (finding.extent.start, &finding.diagnostic);
    let path = shown_path(&file.path);
    writeln!(
        out,
        "{} {}:{}:{} [{}] {}",
        diagnostic.severity.name(),
        sanitize(&path),
        place.line,
        place.column,
        diagnostic.rule,
        sanitize(&diagnostic.message)
    )
}

/// Escapes text after `::`, where `%` starts an escape; control characters such as line ends are replaced by their pictures.
fn data(text: &str) -> String {
    sanitize(text).replace('%', "%25")
}

/// Escapes the value of a property, which `:` and `,` would end, too.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
