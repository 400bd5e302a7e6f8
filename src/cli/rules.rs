//! `frontlint rules`: the list of all rules, by group.
use super::args::{Rules, RulesFormat};
use super::{CommandError, Streams, terminal};
use crate::catalogue::{self, Page};
use crate::diagnostic::Safety;
use crate::report::{Cell, Column, Table, Tone};
use serde::Serialize;

/// Prints all rules, as a table or as JSON.
pub(super) fn run(args: &Rules, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    match args.format {
        RulesFormat::Text => table(None).write(terminal::look(args.color), streams.stdout)?,
        RulesFormat::Json => {
            let rows: Vec<RuleRow<'_>> = catalogue::pages().iter().map(RuleRow::new).collect();
            serde_json::to_writer_pretty(&mut *streams.stdout, &rows).map_err(std::io::Error::from)?;
            writeln!(streams.stdout)?;
        }
    }
    Ok(0)
}

#[derive(Serialize)]
struct RuleRow<'a> {
    name: &'static str,
    severity: &'static str,
    fix: Option<&'static str>,
    summary: &'a str,
    details: Vec<&'a str>,
    url: Option<String>,
}

impl<'a> RuleRow<'a> {
    fn new(page: &'a Page) -> Self {
        let header = page.header();
        Self {
            name: page.rule.as_str(),
            severity: header.severity.name(),
            fix: header.fix.map(Safety::name),
            summary: header.summary,
            details: header.details.iter().map(|(detail, _)| *detail).collect(),
            url: catalogue::url(page.rule),
        }
    }
}

/// All rules, or those of one group, by group.
pub(super) fn table(only: Option<&str>) -> Table {
    let columns = [Column::text("rule"), Column::text("default"), Column::text("fix"), Column::text("reports")];
    let mut table = Table::new(columns);
    for group in catalogue::pages().chunk_by(|one, other| one.rule.group() == other.rule.group()) {
        let name = group[0].rule.group();
        if only.is_some_and(|only| only != name) {
            continue;
        }
        table.group(name, catalogue::group_about(name));
        for page in group {
            let header = page.header();
            let level = header.severity.severity().map_or(Tone::Dim, Tone::Severity);
            table.row([
                Cell::from(page.rule.as_str()).link(catalogue::url(page.rule)),
                Cell::new(header.severity.name(), level),
                header.fix.map_or("", Safety::title).into(),
                header.summary.into(),
            ]);
        }
    }
    table
}
