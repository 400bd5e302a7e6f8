//! The end of a report for people: counts by rule, the files with most errors, what can be fixed, and what to type next.
use super::most_severe::most_severe_first;
use super::{Paint, ReportStyle, Tone, findings, plural, sanitize, shown_path, summary};
use crate::catalogue;
use crate::diagnostic::{FileFindings, Report, RuleId, Safety, Severity};
use std::cmp::Reverse;
use std::io::{self, Write};

/// How many rules are counted one by one.
const RULES: usize = 10;
/// How many of the files with most errors are named.
const WORST: usize = 3;

/// Writes the counts, and where to go from here.
///
/// # Errors
/// The stream cannot be written to.
pub fn ending(report: &Report, look: ReportStyle, out: &mut dyn Write) -> io::Result<()> {
    let paint = Paint::of(look);
    summary::by_rule(report, paint, RULES, out)?;
    if let Some(counts) = summary::counts(report) {
        writeln!(out, "{}", paint.bold(&counts))?;
    }
    let rows = [("most errors", worst_files(report)), ("fixes", fixes(report)), ("next", next(report, paint))];
    for (name, lines) in rows {
        for (number, line) in lines.iter().enumerate() {
            let name = if number == 0 { name } else { "" };
            writeln!(out, "{}  {line}", paint.tone(Tone::Dim, &format!("{name:11}")))?;
        }
    }
    Ok(())
}

/// The files with most errors, when not all errors are in one file.
fn worst_files(report: &Report) -> Vec<String> {
    let errors = |file: &FileFindings| {
        file.findings.iter().filter(|finding| finding.diagnostic.severity == Severity::Error).count()
    };
    let mut files: Vec<(usize, &FileFindings)> =
        report.files.iter().map(|file| (errors(file), file)).filter(|(count, _)| *count > 0).collect();
    if files.len() < 2 {
        return Vec::new();
    }
    files.sort_by_key(|(count, _)| Reverse(*count));
    let named = files.iter().take(WORST).map(|(count, file)| format!("{count}  {}", sanitize(&shown_path(&file.path))));
    let mut lines: Vec<String> = named.collect();
    if files.len() > WORST {
        lines.push(format!("… and {}", plural(files.len() - WORST, "more file")));
    }
    lines
}

/// How many findings have a fix that can be made, and by whom.
fn fixes(report: &Report) -> Vec<String> {
    let of = |safety: Safety| {
        let all = findings(report).filter_map(|(_, finding)| finding.diagnostic.fix.as_ref());
        all.filter(|fix| fix.safety == safety).count()
    };
    let (safe, unsure) = (of(Safety::Safe), of(Safety::Unsafe));
    if safe + unsure == 0 {
        return Vec::new();
    }
    let parts = [(safe, Safety::Safe), (unsure, Safety::Unsafe)];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, safety)| format!("{count} {}", safety.name()))
        .collect();
    let them = if safe + unsure == 1 { "it" } else { "them" };
    let option = match (safe, unsure) {
        (_, 0) => format!("`--fix` makes {them}"),
        (0, _) => format!("`--fix --unsafe-fixes` makes {them}"),
        _ => "`--fix` makes the safe ones, `--fix --unsafe-fixes` all".to_owned(),
    };
    vec![format!("{}; {option}, `--diff` shows what would change", parts.join(", "))]
}

/// The command that says more: of the most frequent of the most severe rules.
fn next(report: &Report, paint: Paint) -> Vec<String> {
    // The order of the report decides between rules that are equally frequent.
    let mut rules: Vec<(Reverse<Severity>, RuleId, usize)> = Vec::new();
    for (_, finding) in most_severe_first(report) {
        let severity = Reverse(finding.diagnostic.severity);
        match rules.iter_mut().find(|(known, rule, _)| (*known, *rule) == (severity, finding.diagnostic.rule)) {
            Some((_, _, count)) => *count += 1,
            None => rules.push((severity, finding.diagnostic.rule, 1)),
        }
    }
    let explained = rules.iter().min_by_key(|(severity, _, count)| (*severity, Reverse(*count)));
    let Some((_, rule, _)) = explained else { return Vec::new() };
    // What is wrong with a config is not a rule that one could turn off.
    if catalogue::page(rule.as_str()).is_none() {
        return Vec::new();
    }
    let explain = paint.tone(Tone::Code, &format!("frontlint explain {rule}"));
    vec![format!("{explain}  why it matters, how to fix it, how to silence it")]
}
