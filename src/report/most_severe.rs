//! The findings that a report for people shows: the most severe first, and no more than one reads.
use super::{findings, plural};
use crate::diagnostic::{FileFindings, Finding, Report};
use std::cmp::Reverse;
use std::io::{self, Write};

/// How many findings are shown; an old archive has thousands.
pub(super) const SHOWN: usize = 50;

/// A finding with its file.
pub(super) type Located<'a> = (&'a FileFindings, &'a Finding);

/// All findings: errors, then warnings, then infos, each in the order of the report.
pub(super) fn most_severe_first(report: &Report) -> Vec<Located<'_>> {
    let mut all: Vec<_> = findings(report).collect();
    all.sort_by_key(|(_, finding)| Reverse(finding.diagnostic.severity));
    all
}

/// Says how many findings are not shown, and how to see them.
pub(super) fn say_left_out(left_out: usize, out: &mut dyn Write) -> io::Result<()> {
    if left_out == 0 {
        return Ok(());
    }
    writeln!(
        out,
        "… and {}; only the {SHOWN} most severe are shown: \
         `--format concise` lists all, `--select RULE` shows those of one rule\n",
        plural(left_out, "more finding")
    )
}
