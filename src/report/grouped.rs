//! The format `grouped`, for people at a terminal: by file, errors before all else, a line for each finding with its line of the post, and
//! the lines that its fix would write.
use super::marked_line::MarkedLine;
use super::most_severe::{Located, SHOWN, most_severe_first, say_left_out};
use super::{Paint, ReportStyle, Tone, cut, plural, sanitize, shown_path, width, wrap};
use crate::catalogue;
use crate::diagnostic::{FileFindings, Finding, Fix, LineChange, Report, RuleId, Severity};
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// Of one rule, this many findings of a file are shown; the others are one line.
const OF_ONE_RULE: usize = 3;
/// Of the lines that a fix would write, this many are shown.
const WRITTEN: usize = 5;
/// Text is not wrapped to fewer columns than this.
const NARROWEST: usize = 30;

/// Writes the report.
pub(super) fn write(report: &Report, look: ReportStyle, out: &mut dyn Write) -> io::Result<()> {
    let all = most_severe_first(report);
    let (errors, others) = all.split_at(all.partition_point(|(_, finding)| is_error(finding)));
    let mut left = SHOWN;
    let mut left_out = 0;
    for section in [errors, others] {
        for of_file in by_file(section) {
            let sheet = FileSheet::new(&of_file, left);
            left -= sheet.taken;
            left_out += sheet.left_out;
            sheet.write(look, out)?;
        }
    }
    say_left_out(left_out, out)
}

fn is_error(finding: &Finding) -> bool {
    finding.diagnostic.severity == Severity::Error
}

/// The findings of each file, in the order of the files.
fn by_file<'a>(section: &[Located<'a>]) -> Vec<Vec<Located<'a>>> {
    let mut files: BTreeMap<usize, Vec<Located<'_>>> = BTreeMap::new();
    let mut order: BTreeMap<*const FileFindings, usize> = BTreeMap::new();
    for (file, finding) in section {
        let next = order.len();
        let number = *order.entry(std::ptr::from_ref(*file)).or_insert(next);
        files.entry(number).or_default().push((*file, *finding));
    }
    files.into_values().collect()
}

/// What is shown of one file.
struct FileSheet<'a> {
    file: &'a FileFindings,
    shown: Vec<&'a Finding>,
    /// Rules with more findings than are shown, and the lines of the others.
    folded: BTreeMap<RuleId, Vec<usize>>,
    /// How much of the room of the report it takes: findings, and rules that are one line.
    taken: usize,
    /// How many findings the report has no room for.
    left_out: usize,
    counts: BTreeMap<Severity, usize>,
}

impl<'a> FileSheet<'a> {
    /// A sheet with at most `room` findings. A rule for whose findings there is no room is one line, so that none is missing in the middle.
    fn new(all: &[Located<'a>], room: usize) -> Self {
        let file = all[0].0;
        let mut sheet =
            Self { file, shown: Vec::new(), folded: BTreeMap::new(), taken: 0, left_out: 0, counts: BTreeMap::new() };
        let mut of_rules: BTreeMap<RuleId, usize> = BTreeMap::new();
        for (_, finding) in all {
            *sheet.counts.entry(finding.diagnostic.severity).or_default() += 1;
            *of_rules.entry(finding.diagnostic.rule).or_default() += 1;
        }
        if room == 0 {
            sheet.left_out = all.len();
            return sheet;
        }
        let mut left = room;
        let mut to_show: BTreeMap<RuleId, usize> = BTreeMap::new();
        for (_, finding) in all {
            let rule = finding.diagnostic.rule;
            let to_show = to_show.entry(rule).or_insert_with(|| {
                let wanted = of_rules[&rule].min(OF_ONE_RULE);
                let shown = if wanted <= left { wanted } else { 0 };
                left = left.saturating_sub(shown.max(1));
                shown
            });
            if *to_show > 0 {
                *to_show -= 1;
                sheet.shown.push(finding);
            } else {
                sheet.folded.entry(rule).or_default().push(finding.extent.start.line);
            }
        }
        sheet.taken = room - left;
        sheet
    }

    fn write(&self, look: ReportStyle, out: &mut dyn Write) -> io::Result<()> {
        if self.shown.is_empty() && self.folded.is_empty() {
            return Ok(());
        }
        let paint = Paint::of(look);
        let path = sanitize(&shown_path(&self.file.path)).into_owned();
        let counts: Vec<String> =
            self.counts.iter().rev().map(|(severity, count)| plural(*count, severity.name())).collect();
        let name = paint.link(file_address(&self.file.path).as_deref(), &paint.bold(&path));
        writeln!(out, "{name}  {}", paint.tone(Tone::Dim, &counts.join(", ")))?;
        let place = |finding: &Finding| format!("{}:{}", finding.extent.start.line, finding.extent.start.column);
        let widest = self.shown.iter().map(|finding| place(finding).len()).max().unwrap_or(0);
        let severity = self.counts.keys().map(|severity| severity.name().len()).max().unwrap_or(0);
        for finding in &self.shown {
            let lines = FindingLines { finding, place: place(finding), widest, severity, look, paint };
            if look.narrated { lines.narrate(out)? } else { lines.write(out)? }
        }
        for (rule, lines) in &self.folded {
            let mut numbers: Vec<String> = lines.iter().map(ToString::to_string).collect();
            numbers.dedup();
            let word = if numbers.len() == 1 { "line" } else { "lines" };
            let is_shown = self.shown.iter().any(|finding| finding.diagnostic.rule == *rule);
            let count = if is_shown { format!("and {} more", lines.len()) } else { lines.len().to_string() };
            let text = format!("… {count} of {rule}, {word} {}", numbers.join(", "));
            writeln!(out, "  {}", paint.tone(Tone::Dim, &cut(&text, look.width.saturating_sub(2))))?;
        }
        writeln!(out)
    }
}

/// The address of a file for links.
fn file_address(path: &Path) -> Option<String> {
    let absolute = std::path::absolute(path).ok()?;
    // In a path `%` is a character like any other; the others are escaped where the link is written.
    let path = absolute.to_str()?.replace('%', "%25").replace('?', "%3F").replace('#', "%23").replace('\\', "/");
    Some(format!("file://{}{path}", if path.starts_with('/') { "" } else { "/" }))
}

/// One finding, and what its lines have in common.
struct FindingLines<'a> {
    finding: &'a Finding,
    place: String,
    /// The columns of the longest place in the file.
    widest: usize,
    /// The columns of the longest severity in the file.
    severity: usize,
    look: ReportStyle,
    paint: Paint,
}

impl FindingLines<'_> {
    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        self.write_message(out)?;
        let changes = self.finding.excerpt.as_ref().map_or(&[][..], |excerpt| &excerpt.changes);
        let fix = self.finding.diagnostic.fix.as_deref().map(title);
        let line = MarkedLine::of(self.finding, self.columns());
        if let Some(line) = &line {
            self.write_line("", Tone::Dim, self.bar(), &line.text, Tone::Plain, out)?;
            let mark = self.paint.severity(self.finding.diagnostic.severity, &line.mark);
            let right = fix.as_ref().filter(|fix| line.end + 1 + width(fix) <= self.columns());
            let left = fix.as_ref().filter(|fix| right.is_none() && width(fix) < line.indent.len());
            let after = right.map(|fix| format!(" {}", self.paint.tone(Tone::Dim, fix))).unwrap_or_default();
            let before = left.map_or(line.indent.clone(), |fix| {
                let pad = " ".repeat(line.indent.len() - width(fix) - 1);
                format!("{pad}{} ", self.paint.tone(Tone::Dim, fix))
            });
            self.write_line("", Tone::Dim, self.bar(), &format!("{before}{mark}{after}"), Tone::Plain, out)?;
            if right.is_none() && left.is_none() {
                self.write_title(fix.as_deref(), out)?;
            }
        } else {
            self.write_title(fix.as_deref(), out)?;
        }
        let own = line.map(|line| line.number);
        changes.iter().try_for_each(|change| self.write_change(change, own, out))
    }

    /// `  2:27  error  the message  group/rule`
    fn write_message(&self, out: &mut dyn Write) -> io::Result<()> {
        let Self { finding, paint, .. } = self;
        let diagnostic = &finding.diagnostic;
        let rule = diagnostic.rule;
        let name = diagnostic.severity.name();
        let severity = paint.severity(diagnostic.severity, &format!("{name:wide$}", wide = self.severity));
        let indent = 2 + self.widest + 2 + self.severity + 2;
        let columns = self.look.width.saturating_sub(indent).max(NARROWEST);
        let mut lines = wrap(&sanitize(&diagnostic.message), columns);
        let name = paint.link(catalogue::url(rule).as_deref(), &paint.tone(Tone::Dim, rule.as_str()));
        match lines.last_mut() {
            Some(last) if width(last) + 2 + rule.as_str().len() <= columns => last.extend(["  ", &name]),
            _ => lines.push(name),
        }
        for (number, line) in lines.iter().enumerate() {
            if number == 0 {
                let pad = " ".repeat(self.widest - self.place.len());
                writeln!(out, "  {pad}{}  {severity}  {line}", paint.tone(Tone::Bold, &self.place))?;
            } else {
                writeln!(out, "{}{line}", " ".repeat(indent))?;
            }
        }
        Ok(())
    }

    fn write_title(&self, title: Option<&str>, out: &mut dyn Write) -> io::Result<()> {
        let Some(title) = title else { return Ok(()) };
        wrap(title, self.columns())
            .iter()
            .try_for_each(|line| self.write_line("", Tone::Dim, self.bar(), line, Tone::Dim, out))
    }

    /// The lines that a fix would write; where it only removes lines, those. The number of a line is given unless it is the finding's own.
    fn write_change(&self, change: &LineChange, own: Option<usize>, out: &mut dyn Write) -> io::Result<()> {
        let (lines, sign, tone) = if change.written.is_empty() {
            (&change.removed, "-", Tone::Bad)
        } else {
            (&change.written, "+", Tone::Good)
        };
        // The line itself is above, and the title says that it goes; a line that stays empty says no more.
        let is_above = change.written.is_empty() && lines.len() == 1 && own == Some(change.line);
        if is_above || lines.iter().all(|line| line.trim().is_empty()) {
            return Ok(());
        }
        for (index, line) in lines.iter().take(WRITTEN).enumerate() {
            let number = change.line + index;
            let number = if own == Some(number) { String::new() } else { number.to_string() };
            let text = cut(&sanitize(&line.replace('\t', "    ")), self.columns());
            self.write_line(&number, tone, sign, &text, tone, out)?;
        }
        if lines.len() > WRITTEN {
            let more = format!("… {}", plural(lines.len() - WRITTEN, "more line"));
            self.write_line("", tone, sign, &more, Tone::Dim, out)?;
        }
        Ok(())
    }

    /// A line below a message: `       │ text`.
    fn write_line(
        &self,
        number: &str,
        sign_tone: Tone,
        sign: &str,
        text: &str,
        tone: Tone,
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let pad = " ".repeat((2 + self.widest).saturating_sub(number.len()));
        let number = self.paint.tone(Tone::Dim, number);
        let line = format!("{pad}{number} {} {}", self.paint.tone(sign_tone, sign), self.paint.tone(tone, text));
        writeln!(out, "{}", line.trim_end())
    }

    fn bar(&self) -> &'static str {
        if self.look.unicode { "│" } else { "|" }
    }

    /// The columns beside the bar.
    fn columns(&self) -> usize {
        self.look.width.saturating_sub(2 + self.widest + 3).max(NARROWEST)
    }

    /// The same in words, for screen readers.
    fn narrate(&self, out: &mut dyn Write) -> io::Result<()> {
        let diagnostic = &self.finding.diagnostic;
        let (line, column) = (self.finding.extent.start.line, self.finding.extent.start.column);
        let message = sanitize(&diagnostic.message);
        writeln!(out, "line {line} column {column}: {}: {message} ({})", diagnostic.severity.name(), diagnostic.rule)?;
        if let Some(fix) = diagnostic.fix.as_deref() {
            writeln!(out, "{}", title(fix))?;
        }
        let changes = self.finding.excerpt.as_ref().map_or(&[][..], |excerpt| &excerpt.changes);
        for written in changes.iter().flat_map(|change| &change.written).take(WRITTEN) {
            writeln!(out, "it would write: {}", sanitize(written))?;
        }
        Ok(())
    }
}

fn title(fix: &Fix) -> String {
    format!("{}: {}", fix.safety.heading(), sanitize(&fix.title))
}
