//! Real posts: a thousand of twenty sites, each checked as its own generator reads it, and the first post this program was made for.
//!
//! The posts are not part of the project: `FRONTLINT_SHARED` names the folder that holds `corpus/` and `first-post/`. `tests/corpus.txt` lists
//! every finding with its place, so that one lost and one gained are seen even when the counts stay; `SNAPSHOTS=overwrite` writes it.
#![allow(clippy::unwrap_used, reason = "a test may fail by it")]
use frontlint::config::{self, Config};
use frontlint::diagnostic::{Extent, Report, Severity};
use frontlint::dialect::Generator;
use frontlint::engine::{Options, Workspace};
use frontlint::files::Disk;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

/// Sites whose own files do not say what builds them.
const GENERATORS: &[(&str, Generator)] = &[
    ("GSA__digitalgov.gov", Generator::Hugo),
    ("anthropics__skills", Generator::Plain),
    ("open-telemetry__opentelemetry.io", Generator::Hugo),
];

const SNAPSHOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/corpus.txt");

fn shared(below: &str) -> PathBuf {
    let folder = std::env::var_os("FRONTLINT_SHARED").expect("FRONTLINT_SHARED names the folder of the posts");
    Path::new(&folder).join(below)
}

fn check(path: &Path, config: &Config, jobs: usize) -> Report {
    let options = Options { jobs: Some(jobs), ..Options::default() };
    let mut workspace = Workspace::open(Disk::shared(), Path::new(""), config.clone());
    workspace.run(&[path.to_path_buf()], &options, &|_, _| {}).report
}

#[test]
#[ignore = "needs FRONTLINT_SHARED"]
fn the_first_post_has_warnings_only() {
    let report = check(&shared("first-post"), &config::preset("post", Path::new("")).unwrap(), 1);
    assert_eq!((report.summary.files, report.summary.errors, report.summary.exit), (1, 0, 0));
    let rules: Vec<&str> =
        report.files.iter().flat_map(|file| &file.findings).map(|finding| finding.diagnostic.rule.as_str()).collect();
    assert!(rules.iter().all(|rule| !rule.starts_with("style/")), "{rules:?}");
}

#[test]
#[ignore = "needs FRONTLINT_SHARED"]
fn every_site_has_the_findings_it_had() {
    let mut got = String::new();
    for site in sites() {
        let name = site.file_name().unwrap().to_string_lossy().into_owned();
        let mut config = Config::bare(&site);
        config.generator = GENERATORS.iter().find(|(known, _)| *known == name).map(|(_, generator)| *generator);
        let report = check(&site, &config, 1);
        assert_eq!(report, check(&site, &config, 2), "{name} has other findings with two threads");
        let _ = writeln!(got, "{name}: {} files", report.summary.files);
        list(&report, &site, &mut got);
    }
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::write(SNAPSHOT, &got).unwrap();
    }
    let wanted = fs::read_to_string(SNAPSHOT).unwrap();
    assert!(got == wanted, "not as in tests/corpus.txt:\n{}", changes(&wanted, &got));
}

fn sites() -> Vec<PathBuf> {
    let entries = fs::read_dir(shared("corpus")).unwrap().map(|entry| entry.unwrap().path());
    let mut sites: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    sites.sort();
    sites
}

/// Adds a line for each rule with its count, and below it one for each file with the places: `3:1-3:8`, or `3:1-8` within a line.
fn list(report: &Report, site: &Path, lines: &mut String) {
    let mut by_rule: BTreeMap<(String, Severity), BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for file in &report.files {
        let path = file.path.strip_prefix(site).unwrap_or(&file.path).to_string_lossy().replace('\\', "/");
        for finding in &file.findings {
            let diagnostic = &finding.diagnostic;
            assert_ne!(diagnostic.rule.as_str(), "file/internal-error", "{diagnostic:?}");
            let detail = diagnostic.detail.map(|detail| format!(" ({detail})")).unwrap_or_default();
            let rule = (format!("{}{detail}", diagnostic.rule), diagnostic.severity);
            by_rule.entry(rule).or_default().entry(path.clone()).or_default().push(place(&finding.extent));
        }
    }
    for ((rule, severity), files) in by_rule {
        let count: usize = files.values().map(Vec::len).sum();
        let _ = writeln!(lines, "  {count} {} {rule}", severity.name());
        for (path, places) in files {
            let _ = writeln!(lines, "    {path} {}", places.join(" "));
        }
    }
}

fn place(extent: &Extent) -> String {
    let (start, end) = (extent.start, extent.end);
    if start.line == end.line {
        format!("{}:{}-{}", start.line, start.column, end.column)
    } else {
        format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column)
    }
}

/// The lines that are only in one of the two, each with the site and rule that it is below.
fn changes(wanted: &str, got: &str) -> String {
    let lines = |text: &str| {
        let (mut site, mut rule) = (String::new(), String::new());
        let mut lines = BTreeSet::new();
        for line in text.lines() {
            match line.len() - line.trim_start().len() {
                0 => site = line.split(':').next().unwrap_or("").to_string(),
                2 => rule = line.trim().split_once(' ').map_or("", |(_, rule)| rule).to_string(),
                _ => {}
            }
            lines.insert(format!("{site}, {rule}: {}", line.trim()));
        }
        lines
    };
    let (wanted, got) = (lines(wanted), lines(got));
    let lost = wanted.difference(&got).map(|line| format!("- {line}\n"));
    lost.chain(got.difference(&wanted).map(|line| format!("+ {line}\n"))).collect()
}
