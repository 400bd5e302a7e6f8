//! The counts of `--statistics`: by rule, by folder and by file.
use super::{Cell, Column, Paint, ReportStyle, Table, Tone, findings, shown_path, summary};
use crate::catalogue;
use crate::diagnostic::{FileFindings, Finding, Report, Safety, Severity};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

/// What is counted of the findings of one rule, folder or file.
#[derive(Default)]
struct Counts<'a> {
    errors: usize,
    warnings: usize,
    infos: usize,
    /// How many have a fix that can be made.
    fixable: usize,
    files: BTreeSet<&'a std::path::Path>,
}

impl<'a> Counts<'a> {
    fn add(&mut self, file: &'a FileFindings, finding: &Finding) {
        match finding.diagnostic.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
            Severity::Info => self.infos += 1,
        }
        self.fixable += usize::from(finding.diagnostic.fix.as_ref().is_some_and(|fix| fix.safety > Safety::Display));
        self.files.insert(&file.path);
    }

    fn order(&self) -> impl Ord + use<> {
        Reverse((self.errors, self.warnings, self.infos))
    }

    fn cells(&self) -> [Cell; 5] {
        let number = |count: usize, tone: Tone| match count {
            0 => Cell::new("0", Tone::Dim),
            count => Cell::new(&count.to_string(), tone),
        };
        [
            number(self.errors, Tone::Severity(Severity::Error)),
            number(self.warnings, Tone::Severity(Severity::Warning)),
            number(self.infos, Tone::Severity(Severity::Info)),
            number(self.fixable, Tone::Plain),
            number(self.files.len(), Tone::Plain),
        ]
    }
}

/// Writes three tables, each with the worst first, and the counts of the run.
///
/// # Errors
/// The stream cannot be written to.
pub fn statistics(report: &Report, look: ReportStyle, out: &mut dyn Write) -> io::Result<()> {
    let folder = |path: &std::path::Path| match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => shown_path(folder),
        _ => ".".to_owned(),
    };
    table("rule", report, look, out, &|_, finding| finding.diagnostic.rule.as_str().to_owned())?;
    table("folder", report, look, out, &|file, _| folder(&file.path))?;
    table("file", report, look, out, &|file, _| shown_path(&file.path))?;
    match summary::counts(report) {
        Some(counts) => writeln!(out, "{}", Paint::of(look).bold(&counts)),
        None => Ok(()),
    }
}

fn table(
    by: &'static str,
    report: &Report,
    look: ReportStyle,
    out: &mut dyn Write,
    name: &dyn Fn(&FileFindings, &Finding) -> String,
) -> io::Result<()> {
    let mut counted: BTreeMap<String, Counts<'_>> = BTreeMap::new();
    for (file, finding) in findings(report) {
        counted.entry(name(file, finding)).or_default().add(file, finding);
    }
    if counted.is_empty() {
        return Ok(());
    }
    let mut counted: Vec<_> = counted.into_iter().collect();
    counted.sort_by_key(|(_, counts)| counts.order());
    let numbers = ["errors", "warnings", "infos", "with fix", "files"].map(Column::number);
    let mut table = Table::new(numbers.into_iter().chain([Column::text(by)]).collect::<Vec<_>>());
    for (name, counts) in &counted {
        let page = catalogue::page(name).and_then(|page| catalogue::url(page.rule));
        table.row(counts.cells().into_iter().chain([Cell::from(name.as_str()).link(page)]).collect::<Vec<_>>());
    }
    table.write(look, out)?;
    writeln!(out)
}
