//! The end of the text reports: required fields that hardly any post has, findings by rule, and the counts.
use super::{Paint, ReportStyle, findings};
use crate::diagnostic::{Finding, Report, RuleId, Severity};
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Writes the rare fields, one line per rule with findings, and the counts.
///
/// # Errors
/// The stream cannot be written to.
pub fn summary(report: &Report, look: ReportStyle, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint { on: look.color };
    rare_fields(report, out)?;
    by_rule(report, paint, out)?;
    match counts(report) {
        Some(counts) => writeln!(out, "{counts}"),
        None => Ok(()),
    }
}

/// Whether a finding is one of many that the summary reports in one line: a field that is missing, not one that is misspelt.
pub(super) fn is_rare(report: &Report, finding: &Finding) -> bool {
    let Finding { diagnostic, .. } = finding;
    let missing = diagnostic.missing_field.as_ref().filter(|_| diagnostic.fix.is_none());
    missing.is_some_and(|missing| report.rare_fields.iter().any(|rare| rare.field == *missing))
}

fn rare_fields(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for rare in &report.rare_fields {
        writeln!(out, "`{}` is in {} of {} posts", rare.field, rare.present, rare.posts)?;
    }
    if report.rare_fields.is_empty() {
        return Ok(());
    }
    let preset = report.preset.as_deref().unwrap_or("post");
    let fields = match report.rare_fields.len() {
        1 => "this field is required",
        _ => "these fields are required",
    };
    writeln!(
        out,
        "{fields} by the built-in preset `{preset}`: choose another with `--preset NAME`, \
         or write a config with what your posts need (`frontlint init` makes one)\n"
    )
}

fn by_rule(report: &Report, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let mut groups: BTreeMap<(Reverse<Severity>, RuleId), usize> = BTreeMap::new();
    for (_, finding) in findings(report) {
        *groups.entry((Reverse(finding.diagnostic.severity), finding.diagnostic.rule)).or_default() += 1;
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|((severity, _), count)| (*severity, Reverse(*count)));
    let width = groups.iter().map(|(_, count)| count.to_string().len()).max().unwrap_or(0);
    for ((Reverse(severity), rule), count) in &groups {
        let name = paint.severity(*severity, &format!("{:7}", severity.name()));
        writeln!(out, "{count:width$}  {name}  {rule}")?;
    }
    if groups.is_empty() { Ok(()) } else { writeln!(out) }
}

/// How much was checked and found; a run that checked nothing has a note about that.
fn counts(report: &Report) -> Option<String> {
    let summary = &report.summary;
    let found: Vec<String> = [(summary.errors, "error"), (summary.warnings, "warning"), (summary.infos, "info")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, name)| plural(count, name))
        .collect();
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
    Some(format!("checked {}: {found}{suppressed}", plural(summary.files, "post")))
}

fn plural(count: usize, name: &str) -> String {
    if count == 1 { format!("1 {name}") } else { format!("{count} {name}s") }
}
