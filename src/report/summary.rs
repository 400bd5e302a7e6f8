//! The end of the text reports: findings by rule, and the counts.
use super::{Paint, ReportStyle, findings, plural};
use crate::diagnostic::{Report, RuleId, Severity};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes one line per rule with findings, and the counts.
///
/// # Errors
/// The stream cannot be written to.
pub fn summary(report: &Report, look: ReportStyle, out: &mut dyn Write) -> io::Result<()> {
    by_rule(report, Paint::of(look), usize::MAX, out)?;
    match counts(report) {
        Some(counts) => writeln!(out, "{counts}"),
        None => Ok(()),
    }
}

/// Writes a line for each rule with findings, at most so many, and how many other rules there are.
pub(super) fn by_rule(report: &Report, paint: Paint, most: usize, out: &mut dyn Write) -> io::Result<()> {
    let mut groups: BTreeMap<(Reverse<Severity>, RuleId), usize> = BTreeMap::new();
    for (_, finding) in findings(report) {
        *groups.entry((Reverse(finding.diagnostic.severity), finding.diagnostic.rule)).or_default() += 1;
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|((severity, _), count)| (*severity, Reverse(*count)));
    let width = groups.iter().map(|(_, count)| count.to_string().len()).max().unwrap_or(0);
    for ((Reverse(severity), rule), count) in groups.iter().take(most) {
        let name = paint.severity(*severity, &format!("{:7}", severity.name()));
        writeln!(out, "{count:width$}  {name}  {rule}")?;
    }
    if groups.len() > most {
        writeln!(out, "… and {}; `--statistics` counts all", plural(groups.len() - most, "more rule"))?;
    }
    if groups.is_empty() { Ok(()) } else { writeln!(out) }
}

/// How much was checked and found; a run that checked nothing has a note about that.
pub(super) fn counts(report: &Report) -> Option<String> {
    let summary = &report.summary;
    let found: Vec<String> = [(summary.errors, "error"), (summary.warnings, "warning"), (summary.infos, "info")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| plural(count, name))
        .collect();
    let fixed = summary.fixed.zip(summary.fixed_files).map(fixed_in).unwrap_or_default();
    let found = match (summary.files, found.is_empty()) {
        (0, true) => return None,
        (0, false) => return Some(found.join(", ")),
        (_, true) => "no findings".to_owned(),
        (_, false) => found.join(", "),
    };
    let suppressed = match summary.suppressed {
        0 => String::new(),
        count => format!(", {count} suppressed by comments"),
    };
    Some(format!("{fixed}checked {}: {found}{suppressed}", plural(summary.files, "post")))
}

/// How many findings were fixed, before what is said of the others.
fn fixed_in((count, files): (usize, usize)) -> String {
    match count {
        0 => "nothing was fixed; ".to_owned(),
        _ => format!("{count} fixed in {}; ", plural(files, "file")),
    }
}
