//! The format `json`, version 1: one JSON object, with its members in the order of the documentation.
use super::sanitize::is_harmful;
use super::{ReportStyle, findings, shown_path};
use crate::catalogue;
use crate::diagnostic::{Extent, FileFindings, Finding, Fix, Report, Safety, Severity, Summary};
use crate::text::Span;
use serde::Serialize;
use serde::ser::{SerializeSeq, Serializer};
use serde_json::ser::Formatter;
use std::io::{self, Write};

/// Writes the report on one line.
pub(super) fn write(report: &Report, _: ReportStyle, out: &mut dyn Write) -> io::Result<()> {
    let tool = Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") };
    let document = JsonReport {
        version: 1,
        tool,
        diagnostics: DiagnosticList(report),
        notes: &report.notes,
        summary: &report.summary,
    };
    document.serialize(&mut serde_json::Serializer::with_formatter(&mut *out, EscapedJson))?;
    writeln!(out)
}

/// Writes characters that a terminal or the log of a CI would obey by their numbers; what the text means stays the same.
struct EscapedJson;

impl Formatter for EscapedJson {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        let is_plain = fragment.bytes().all(|byte| matches!(byte, b' '..=b'~'));
        if is_plain && !fragment.contains("##[") {
            return out.write_all(fragment.as_bytes());
        }
        let mut hashes = 0;
        for character in fragment.chars() {
            if is_harmful(character) || character == '[' && hashes > 1 {
                let mut units = [0; 2];
                for unit in character.encode_utf16(&mut units) {
                    write!(out, "\\u{unit:04x}")?;
                }
            } else {
                out.write_all(character.encode_utf8(&mut [0; 4]).as_bytes())?;
            }
            hashes = if character == '#' { hashes + 1 } else { 0 };
        }
        Ok(())
    }
}

#[derive(Serialize)]
struct JsonReport<'a> {
    version: u8,
    tool: Tool,
    diagnostics: DiagnosticList<'a>,
    notes: &'a [String],
    summary: &'a Summary,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

/// Findings are written one by one, so that a report of many thousands is not in memory twice.
struct DiagnosticList<'a>(&'a Report);

impl Serialize for DiagnosticList<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut sequence = serializer.serialize_seq(None)?;
        for (file, finding) in findings(self.0) {
            sequence.serialize_element(&DiagnosticObject::new(file, finding))?;
        }
        sequence.end()
    }
}

#[derive(Serialize)]
struct DiagnosticObject<'a> {
    path: String,
    rule: &'static str,
    detail: Option<&'static str>,
    severity: Severity,
    message: &'a str,
    help: Option<&'a str>,
    url: Option<String>,
    span: Bytes,
    start: PositionObject,
    end: PositionObject,
    labels: Vec<LabelObject<'a>>,
    fix: Option<FixObject<'a>>,
}

impl<'a> DiagnosticObject<'a> {
    fn new(file: &FileFindings, finding: &'a Finding) -> Self {
        let diagnostic = &finding.diagnostic;
        let (start, end) = places(finding.extent);
        let labels = diagnostic.labels.iter().zip(&finding.label_extents).map(|(label, extent)| {
            let (start, end) = places(*extent);
            let path = label.path.as_deref().map(shown_path);
            LabelObject { message: &label.message, path, span: label.span.into(), start, end }
        });
        Self {
            path: shown_path(&file.path),
            rule: diagnostic.rule.as_str(),
            detail: diagnostic.detail,
            severity: diagnostic.severity,
            message: &diagnostic.message,
            help: diagnostic.help.as_deref(),
            url: catalogue::url(diagnostic.rule),
            span: diagnostic.span.into(),
            start,
            end,
            labels: labels.collect(),
            fix: diagnostic.fix.as_deref().map(FixObject::new),
        }
    }
}

#[derive(Serialize)]
struct LabelObject<'a> {
    message: &'a str,
    path: Option<String>,
    span: Bytes,
    start: PositionObject,
    end: PositionObject,
}

#[derive(Serialize)]
struct FixObject<'a> {
    title: &'a str,
    safety: Safety,
    edits: Vec<EditObject<'a>>,
    group: Option<&'a str>,
}

impl<'a> FixObject<'a> {
    fn new(fix: &'a Fix) -> Self {
        let edits = fix.edits.iter().map(|edit| EditObject { span: edit.span.into(), text: &edit.text });
        Self { title: &fix.title, safety: fix.safety, edits: edits.collect(), group: fix.group }
    }
}

#[derive(Serialize)]
struct EditObject<'a> {
    span: Bytes,
    text: &'a str,
}

#[derive(Serialize)]
struct Bytes {
    start: usize,
    end: usize,
}

impl From<Span> for Bytes {
    fn from(span: Span) -> Self {
        Self { start: span.start(), end: span.end() }
    }
}

#[derive(Serialize)]
struct PositionObject {
    line: usize,
    column: usize,
}

fn places(extent: Extent) -> (PositionObject, PositionObject) {
    let place = |position: crate::text::Position| PositionObject { line: position.line, column: position.column };
    (place(extent.start), place(extent.end))
}
