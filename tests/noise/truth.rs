//! What is true of every report, whatever was checked: places within the file and on whole characters, in order, counted as told.
use crate::edits;
use frontlint::diagnostic::{Diagnostic, Extent, Finding, Report};
use frontlint::report::{self, ReportFormat, ReportStyle};
use frontlint::text::{SourceFile, Span};
use serde_json::Value;

/// Asserts that nothing broke, and that every place of every finding is one of the file.
pub(crate) fn assert_places(source: &SourceFile, found: &[Diagnostic]) {
    for finding in found {
        assert_ne!(finding.rule.as_str(), "file/internal-error", "{finding:?}");
        let labels = finding.labels.iter().filter(|label| label.path.is_none()).map(|label| label.span);
        for span in labels.chain([finding.span]) {
            assert!(source.text().get(span.range()).is_some(), "{span:?} is not a place of the file: {finding:?}");
        }
        if let Some(fix) = &finding.fix {
            edits::assert_edits(source.text(), &fix.edits, finding);
        }
    }
    let order = |finding: &Diagnostic| (finding.span.start(), finding.rule);
    assert!(found.is_sorted_by_key(order), "{found:?}");
}

/// Asserts that a report of one file prints in every format, and that the places that it gives are those that one counts.
pub(crate) fn assert_report(source: &SourceFile, report: &Report) {
    let findings: Vec<&Finding> = report.files.iter().flat_map(|file| &file.findings).collect();
    let json: Value = serde_json::from_str(&print(report, ReportFormat::Json, PLAIN)).expect("one JSON object");
    let told = json["diagnostics"].as_array().expect("a list");
    assert_eq!(told.len(), findings.len());
    for (told, finding) in told.iter().zip(&findings) {
        assert_extent(source, told, finding.diagnostic.span, finding.extent);
        let labels = told["labels"].as_array().expect("a list");
        for ((told, label), extent) in labels.iter().zip(&finding.diagnostic.labels).zip(&finding.label_extents) {
            assert_extent(source, told, label.span, *extent);
        }
        assert_excerpt(source, finding);
    }
    assert_eq!(print(report, ReportFormat::Concise, PLAIN).lines().count(), findings.len());
    let annotations = print(report, ReportFormat::Github, PLAIN);
    assert!(annotations.lines().all(|line| !line.is_empty()), "{annotations}");
    for look in [PLAIN, ReportStyle { unicode: true, width: 40, ..PLAIN }, ReportStyle { narrated: true, ..PLAIN }] {
        for format in [ReportFormat::Full, ReportFormat::Grouped] {
            let text = print(report, format, look);
            assert!(!text.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')), "{text:?}");
        }
    }
}

const PLAIN: ReportStyle = ReportStyle::PLAIN;

fn print(report: &Report, format: ReportFormat, look: ReportStyle) -> String {
    let mut out = Vec::new();
    report::write(report, format, look, &mut out).expect("memory takes everything");
    String::from_utf8(out).expect("reports are UTF-8")
}

fn assert_extent(source: &SourceFile, told: &Value, span: Span, extent: Extent) {
    for (end, offset, position) in [("start", span.start(), extent.start), ("end", span.end(), extent.end)] {
        let place = Place::of(source.text(), offset);
        assert_eq!(told["span"][end], offset, "{told}");
        assert_eq!((&told[end]["line"], &told[end]["column"]), (&place.line.into(), &place.column.into()), "{told}");
        assert_eq!((position.line, position.column), (place.line, place.column), "{told}");
        assert_eq!(source.lines().utf16_position(source.text(), offset), (place.line - 1, place.utf16), "{told}");
        assert_eq!(source.lines().byte_position(source.text(), offset), (place.line, place.bytes + 1), "{told}");
    }
}

/// What an excerpt shows as the finding begins as the finding does.
fn assert_excerpt(source: &SourceFile, finding: &Finding) {
    let Some(excerpt) = &finding.excerpt else { return };
    let shown = excerpt.spans[0].expect("a finding's own line is shown");
    let shown = excerpt.text.get(shown.range()).unwrap_or_else(|| panic!("{shown:?} is not a place of {excerpt:?}"));
    let first = |text: &str| text.split(['\n', '\r']).next().unwrap_or("").to_string();
    let (shown, own) = (first(shown), first(source.slice(finding.diagnostic.span)));
    assert!(own.starts_with(shown.trim_end_matches('…')), "{shown:?} is shown for {own:?}");
}

/// A place counted one character after the other.
struct Place {
    line: usize,
    column: usize,
    utf16: usize,
    bytes: usize,
}

impl Place {
    fn of(text: &str, offset: usize) -> Self {
        let mut place = Self { line: 1, column: 1, utf16: 0, bytes: 0 };
        for (at, character) in text.char_indices().take_while(|(at, _)| *at < offset) {
            let ends = character == '\n' || character == '\r' && !text[at + 1..].starts_with('\n');
            if ends {
                place = Self { line: place.line + 1, column: 1, utf16: 0, bytes: 0 };
            } else {
                place.column += 1;
                place.utf16 += character.len_utf16();
                place.bytes += character.len_utf8();
            }
        }
        place
    }
}
