//! What frontlint says of front matter, compared with what eight generators were seen to do with it: `tests/data/generators`.
//!
//! Where a generator refuses a file or makes something of it that no one means, a finding is owed; where it reads what was intended, silence.
//! Each difference is in a table with its reason: the files of `tests/data/generators/differences`. With `DIFFERENCES=overwrite` they are
//! written again: what is new is listed with the reason `not yet`.
#![allow(clippy::print_stdout, reason = "the shares are what a person wants to see")]
#[path = "verdicts/data.rs"]
mod data;
#[path = "verdicts/differences.rs"]
mod differences;

use data::{Run, Want};
use differences::Difference;
use frontlint::{Configs, Disk, Finding, Workspace};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The share of judged runs, in thousandths, in which frontlint has to agree at least: dates, values, fences.
const BARS: [(&str, [usize; 3]); 8] = [
    ("jekyll", [985, 989, 1000]),
    ("hugo", [1000, 986, 1000]),
    ("eleventy", [1000, 990, 994]),
    ("hexo", [996, 991, 1000]),
    ("mkdocs", [1000, 1000, 994]),
    ("astro", [1000, 1000, 977]),
    ("docusaurus", [1000, 1000, 994]),
    ("zola", [1000, 988, 1000]),
];

/// The files that make a folder a site of a generator.
fn site_of(generator: &str) -> &'static [(&'static str, &'static str)] {
    match generator {
        "jekyll" => &[("_config.yml", "title: x\n"), ("_layouts/post.html", "L[{{ content }}]\n")],
        "hugo" => &[("hugo.toml", "baseURL = \"https://example.org/\"\n")],
        "eleventy" => &[("eleventy.config.js", "export default function () {}\n")],
        "hexo" => &[
            ("_config.yml", "title: x\n"),
            ("package.json", "{\"hexo\": {\"version\": \"8.1.2\"}, \"dependencies\": {\"hexo\": \"8.1.2\"}}\n"),
        ],
        "mkdocs" => &[("mkdocs.yml", "site_name: x\n")],
        "astro" => &[("astro.config.mjs", "export default {};\n")],
        "docusaurus" => &[("docusaurus.config.js", "module.exports = {};\n")],
        "zola" => &[("config.toml", "base_url = \"https://example.org\"\ntaxonomies = [{ name = \"tags\" }]\n")],
        other => panic!("no generator `{other}`"),
    }
}

/// The schema that Astro's posts were read with, as the fields of a config.
const ASTRO_FIELDS: &str = "fields:\n  date: {type: date}\n  title: {type: string}\n  tags: {type: list of string}\n  draft: {type: boolean}\n";

/// A site whose config names its generator, and one that also takes the generator's preset.
const MODES: [&str; 2] = ["generator", "preset"];

#[test]
fn dates_are_judged_as_each_generator_reads_them() {
    compare("dates", 0);
}

#[test]
fn values_are_judged_as_each_generator_reads_them() {
    compare("values", 1);
}

#[test]
fn fences_are_judged_as_each_generator_reads_them() {
    compare("fences", 2);
}

/// Compares all runs of a kind, prints the shares, and fails for each that is too low and for each difference that is not in the table, or
/// is there and no longer true.
fn compare(kind: &str, column: usize) {
    let runs = data::runs(kind);
    let mut report = String::new();
    for (generator, bars) in BARS {
        let runs: Vec<&Run> = runs.iter().filter(|run| run.generator == generator).collect();
        let mut found = BTreeSet::new();
        for mode in MODES {
            let told = told(generator, mode, &runs);
            let (mut judged, mut agreeing) = (0, 0);
            for run in runs.iter().filter(|run| run.want != Want::Free) {
                let difference = difference(run, told.get(&run.path).map_or(&[], Vec::as_slice));
                judged += 1;
                agreeing += usize::from(difference.is_none_or(|outcome| outcome == "elsewhere"));
                found.extend(difference.map(|outcome| Difference::new(&run.name, mode, outcome)));
            }
            println!("{kind} {generator} {mode}: {agreeing} of {judged}, {} in 1000", agreeing * 1000 / judged);
            if agreeing * 1000 < judged * bars[column] {
                let _ = writeln!(report, "{kind} {generator} {mode}: {agreeing} of {judged} agree, below the bar");
            }
        }
        report += &differences::compare(kind, generator, found, &runs);
    }
    assert!(report.is_empty(), "{report}");
}

/// How the findings of a run differ from what is owed, if they do: a finding is `missed`, one is `false`, or one is `elsewhere` than at what
/// it is about.
fn difference(run: &Run, told: &[(usize, String)]) -> Option<&'static str> {
    match (run.want, told.is_empty()) {
        (Want::Told, true) => Some("missed"),
        (Want::Silent, false) => Some("false"),
        (Want::Told, false) => told.iter().any(|(line, _)| is_innocent(run, *line)).then_some("elsewhere"),
        _ => None,
    }
}

/// Whether a line has nothing to do with what its file tries: the title that each has, or its body.
fn is_innocent(run: &Run, line: usize) -> bool {
    const TITLES: [&str; 3] = ["title: A", "title = \"A\"", "  \"title\": \"A\","];
    let text = run.text.lines().nth(line - 1).unwrap_or_default();
    line > 1 && (TITLES.contains(&text) || ["Some words.", "Body"].contains(&text))
}

/// The findings about front matter, as lines and names of rules, by the path of their file, of one site with all these files.
fn told(generator: &str, mode: &str, runs: &[&Run]) -> BTreeMap<String, Vec<(usize, String)>> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    fs::create_dir(root.join(".git")).expect("the folder can be made");
    write(root, "frontlint.yaml", &config(generator, mode));
    for (path, text) in site_of(generator) {
        write(root, path, text);
    }
    for run in runs {
        write(root, &run.path, &run.text);
        run.files.iter().for_each(|(path, text)| write(root, path, text));
    }
    let configs = Configs::nearest(&[], &[]).expect("no rule is named");
    let outcome = Workspace::open(Disk::shared(), root, configs).check(&[root.to_path_buf()]);
    let findings = outcome.report.files.into_iter().map(|file| {
        let about = file.findings.iter().filter(|finding| is_about_front_matter(finding));
        let lines = about.map(|finding| (finding.extent.start.line, finding.diagnostic.rule.as_str().to_string()));
        (file.path.to_string_lossy().replace('\\', "/"), lines.collect())
    });
    findings.filter(|(_, lines): &(_, Vec<_>)| !lines.is_empty()).collect()
}

/// Whether a finding says something of front matter or of the file; that a field is missing is another question.
fn is_about_front_matter(finding: &Finding) -> bool {
    let rule = finding.diagnostic.rule;
    let is_asked = ["front-matter", "field", "file", "template"].contains(&rule.group());
    (is_asked && rule.as_str() != "field/missing") || rule.as_str() == "site/unknown-layout"
}

fn config(generator: &str, mode: &str) -> String {
    let extends = if mode == "preset" { format!("extends: [{generator}]\n") } else { String::new() };
    let fields = if generator == "astro" { ASTRO_FIELDS } else { "" };
    format!("{extends}generator: {generator}\n{fields}")
}

fn write(root: &Path, path: &str, text: &str) {
    let path = root.join(path);
    fs::create_dir_all(path.parent().expect("it is in the folder")).expect("the folder can be made");
    fs::write(path, text).expect("the file can be written");
}
