//! Real posts: a thousand of twenty sites, each checked as its own generator reads it, and the first post this program was made for.
//!
//! The posts are not part of the project: `FRONTLINT_SHARED` names the folder that holds `corpus/` and `first-post/`. How many findings
//! of each rule there are stands in `tests/corpus.txt`, so that a change is seen; `SNAPSHOTS=overwrite` writes it anew.
#![allow(clippy::unwrap_used, reason = "a test may fail by it")]
use frontlint::config::{self, Config};
use frontlint::diagnostic::{Report, Severity};
use frontlint::dialect::Generator;
use frontlint::engine::{self, Options};
use std::collections::BTreeMap;
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
    engine::run(&[path.to_path_buf()], config, &options, &|_, _| {}).report
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
    let mut counts = String::new();
    for site in sites() {
        let name = site.file_name().unwrap().to_string_lossy().into_owned();
        let mut config = Config::bare(&site);
        config.generator = GENERATORS.iter().find(|(known, _)| *known == name).map(|(_, generator)| *generator);
        let report = check(&site, &config, 1);
        assert_eq!(report, check(&site, &config, 2), "{name} has other findings with two threads");
        let _ = writeln!(counts, "{name}: {} files", report.summary.files);
        for ((rule, severity), count) in by_rule(&report) {
            let _ = writeln!(counts, "  {count} {} {rule}", severity.name());
        }
    }
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        fs::write(SNAPSHOT, &counts).unwrap();
    }
    let wanted = fs::read_to_string(SNAPSHOT).unwrap();
    let changed: Vec<_> = counts.lines().filter(|line| !wanted.contains(line)).collect();
    assert!(counts == wanted, "not as in tests/corpus.txt: {changed:#?}");
}

fn sites() -> Vec<PathBuf> {
    let entries = fs::read_dir(shared("corpus")).unwrap().map(|entry| entry.unwrap().path());
    let mut sites: Vec<_> = entries.filter(|path| path.is_dir()).collect();
    sites.sort();
    sites
}

fn by_rule(report: &Report) -> BTreeMap<(String, Severity), usize> {
    let mut counts = BTreeMap::new();
    for finding in report.files.iter().flat_map(|file| &file.findings).map(|finding| &finding.diagnostic) {
        assert_ne!(finding.rule.as_str(), "file/internal-error", "{finding:?}");
        let detail = finding.detail.map(|detail| format!(" ({detail})")).unwrap_or_default();
        *counts.entry((format!("{}{detail}", finding.rule), finding.severity)).or_default() += 1;
    }
    counts
}
