//! HTML in Markdown and in templates, compared with what the real readers made of it.
//!
//! `tests/data/readers` holds the verdicts; the first line of each file says which versions gave them. `partings.txt` beside them lists
//! every difference that stays, with its reason. `tests/verdicts/html` records the verdicts again.
#![allow(
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a record that cannot be read is a failed test; the counts are shown when one asks"
)]
use frontlint::config::Config;
use frontlint::diagnostic::{Diagnostic, Severity};
use frontlint::dialect::{Dialect, Flavour, Generator};
use frontlint::engine;
use frontlint::files::Disk;
use frontlint::post::PostKind;
use frontlint::site::Sites;
use frontlint::text::SourceFile;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const FRONT_MATTER: &str = "---\ntitle: A\n---\n";

/// A site with these files.
fn site(files: &[(&str, &str)]) -> Dialect {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("the file can be written");
    }
    let site = Sites::new(Disk::shared(), Some(folder.path())).of_folder(folder.path());
    site.expect("these files show a site").dialect
}

/// How the site reads its posts whose reader was asked.
fn dialect(reader: &str) -> Dialect {
    let hexo = |version: &str| {
        let package = format!("{{\"dependencies\":{{\"hexo\":\"^8.1.2\",\"hexo-renderer-marked\":\"{version}\"}}}}");
        site(&[("_config.yml", "title: T\n"), ("package.json", &package)])
    };
    let raw_html = "title = \"T\"\n[markup.goldmark.renderer]\nunsafe = true\n";
    match reader {
        "kramdown" | "liquid" => site(&[("_config.yml", "title: T\n")]),
        "commonmark" => Dialect { markdown: Flavour::Commonmark, ..Dialect::of(Some(Generator::Plain)) },
        "goldmark" | "hugo" => site(&[("hugo.toml", raw_html)]),
        "eleventy" => Dialect::of(Some(Generator::Eleventy)),
        "nunjucks" => site(&[(".eleventy.js", "module.exports = () => ({ htmlTemplateEngine: \"njk\" });\n")]),
        "python-markdown" => site(&[("mkdocs.yml", "site_name: T\n")]),
        "python-markdown-md_in_html" => {
            site(&[("mkdocs.yml", "site_name: T\nmarkdown_extensions:\n  - md_in_html\n  - attr_list\n")])
        }
        "hexo" => hexo("^7.0.1"),
        "hexo-old" => hexo("^0.3.2"),
        other => panic!("{other} is none of the readers"),
    }
}

/// What is said of a body, in bytes of the body.
fn findings(dialect: &Dialect, name: &str, body: &str) -> Vec<Diagnostic> {
    let path = Path::new(name);
    let source = SourceFile::new(path, format!("{FRONT_MATTER}{body}"));
    let settings = Config::bare(Path::new("")).settings_for(path);
    let mut findings = engine::check(&source, dialect, PostKind::Page, &settings).findings;
    findings.retain(|finding| finding.severity != Severity::Info);
    findings
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/readers")
}

/// The rows of a file, without its first line.
fn rows<Row: DeserializeOwned>(file: &str) -> Vec<Row> {
    let text = fs::read_to_string(folder().join(file)).expect("the record can be read");
    text.lines().skip(1).map(|line| serde_json::from_str(line).expect("each line is a row")).collect()
}

/// What some readers make of one body.
#[derive(Deserialize)]
struct GridRow {
    /// The context and the element, with `--` between them.
    id: String,
    body: String,
    /// The problems, each list with the names of the readers that have it. For the others all is well.
    problems: Vec<(String, Vec<ReaderProblem>)>,
}

impl GridRow {
    fn problems(&self, reader: &str) -> &[ReaderProblem] {
        let of_reader = self.problems.iter().find(|(readers, _)| readers.split(' ').any(|name| name == reader));
        of_reader.map_or(&[], |(_, problems)| problems)
    }
}

#[derive(Deserialize)]
struct ReaderProblem {
    at: Option<usize>,
    end: Option<usize>,
    /// Absent where a finding is wanted; else either is right.
    level: Option<String>,
}

impl ReaderProblem {
    fn is_bad(&self) -> bool {
        self.level.is_none()
    }

    /// Whether the finding or one of its labels is at this problem.
    fn is_at(&self, finding: &Diagnostic) -> bool {
        let Some(at) = self.at else { return false };
        let end = self.end.unwrap_or(at + 1);
        let spans = finding.labels.iter().map(|label| label.span).chain([finding.span]);
        spans.map(|span| span.start().max(FRONT_MATTER.len())..span.end()).any(|span| {
            let start = span.start - FRONT_MATTER.len();
            start < end && at < (span.end.max(span.start + 1)) - FRONT_MATTER.len()
        })
    }
}

/// One difference: what it is, of which reader, at which row.
type Parting = (String, String, String);

/// How one reader and we agree.
#[derive(Default, Debug)]
struct Agreement {
    fine: usize,
    fine_and_silent: usize,
    bad: usize,
    bad_and_found: usize,
    partings: BTreeSet<Parting>,
}

impl Agreement {
    fn of(reader: &str, rows: &[GridRow]) -> Self {
        let dialect = dialect(reader);
        let mut agreement = Self::default();
        for row in rows {
            let problems = row.problems(reader);
            let findings = findings(&dialect, "post.md", &row.body);
            if let Some(what) = agreement.difference(problems, &findings) {
                agreement.partings.insert((what.to_string(), reader.to_string(), row.id.clone()));
            }
        }
        agreement
    }

    fn difference(&mut self, problems: &[ReaderProblem], findings: &[Diagnostic]) -> Option<&'static str> {
        if problems.is_empty() {
            self.fine += 1;
            self.fine_and_silent += usize::from(findings.is_empty());
            return (!findings.is_empty()).then_some("false");
        }
        let mut bad = problems.iter().filter(|problem| problem.is_bad()).peekable();
        bad.peek()?;
        self.bad += 1;
        self.bad_and_found += usize::from(!findings.is_empty());
        if findings.is_empty() {
            return Some("silent");
        }
        let is_at_place = bad.any(|problem| findings.iter().any(|finding| problem.is_at(finding)));
        (!is_at_place).then_some("elsewhere")
    }
}

/// The readers, and how many of the rows where a finding is wanted have one. What is fine is silent in at least 995 of 1,000 for each.
const READERS: &[(&str, usize)] = &[
    ("kramdown", 1296),
    ("commonmark", 1143),
    ("goldmark", 1143),
    ("eleventy", 1130),
    ("python-markdown", 1128),
    ("python-markdown-md_in_html", 1142),
    ("hexo", 1134),
    ("hexo-old", 1115),
];

#[test]
fn what_a_reader_makes_of_html_in_markdown_is_what_is_said_of_it() {
    let rows: Vec<GridRow> = rows("grid.jsonl");
    let agreements: Vec<(&str, usize, Agreement)> = std::thread::scope(|scope| {
        let threads: Vec<_> = READERS
            .iter()
            .map(|(reader, least)| (reader, least, scope.spawn(|| Agreement::of(reader, &rows))))
            .collect();
        threads.into_iter().map(|(reader, least, thread)| (*reader, *least, thread.join().expect("it ends"))).collect()
    });
    let mut partings = BTreeSet::new();
    for (reader, least, agreement) in agreements {
        println!(
            "{reader}: fine and silent {}/{}, bad and found {}/{}",
            agreement.fine_and_silent, agreement.fine, agreement.bad_and_found, agreement.bad
        );
        assert!(agreement.fine_and_silent * 1000 >= agreement.fine * 995, "{reader}: {:?}", false_ones(&agreement));
        assert!(agreement.bad_and_found >= least, "{reader}: {} of {least} are found", agreement.bad_and_found);
        partings.extend(agreement.partings);
    }
    assert_listed("html in Markdown", &partings);
}

fn false_ones(agreement: &Agreement) -> Vec<&str> {
    agreement.partings.iter().filter(|(what, ..)| what == "false").map(|(.., row)| row.as_str()).collect()
}

/// The three readers that a site may have whose generator is not known.
const THREE: [&str; 3] = ["kramdown", "commonmark", "python-markdown"];

/// How many of the three have a problem in this row that wants a finding; `None` where one has a problem of which either is right.
fn how_many_see(row: &GridRow) -> Option<usize> {
    let is_bad = |reader: &str| row.problems(reader).iter().any(ReaderProblem::is_bad);
    let is_clear = THREE.iter().all(|reader| row.problems(reader).is_empty() || is_bad(reader));
    is_clear.then(|| THREE.iter().filter(|reader| is_bad(reader)).count())
}

#[test]
fn of_an_unknown_site_is_said_what_all_readers_see_and_nothing_else() {
    let dialect = Dialect::of(None);
    let rows: Vec<GridRow> = rows("grid.jsonl");
    let (mut seen_by_all, mut found) = (0, 0);
    for row in &rows {
        let findings = findings(&dialect, "post.md", &row.body);
        match how_many_see(row) {
            Some(0 | 1) => assert!(findings.is_empty(), "{}: {findings:#?}", row.id),
            Some(3) => {
                seen_by_all += 1;
                found += usize::from(!findings.is_empty());
            }
            _ => {}
        }
    }
    println!("of {seen_by_all} that all see {found} are found");
    assert!(found * 100 >= seen_by_all * 86, "of {seen_by_all} that all see only {found} are found");
}

#[test]
fn forty_problems_that_all_readers_see_are_found_and_forty_that_one_sees_are_not() {
    let rows: BTreeMap<String, GridRow> =
        rows("grid.jsonl").into_iter().map(|row: GridRow| (row.id.clone(), row)).collect();
    let list = fs::read_to_string(folder().join("unknown.txt")).expect("the list can be read");
    let mut counts = [0, 0];
    for line in list.lines().filter(|line| !line.starts_with('#')) {
        let (kind, id) = line.split_once(" | ").expect("a line has two parts");
        let row = &rows[id];
        let findings = findings(&Dialect::of(None), "post.md", &row.body);
        let seen = how_many_see(row);
        let by_all = kind == "all";
        assert_eq!(seen, Some(if by_all { 3 } else { 1 }), "{id}");
        assert_eq!(!findings.is_empty(), by_all, "{id}: {findings:#?}");
        counts[usize::from(by_all)] += 1;
    }
    assert_eq!(counts, [40, 40]);
}

/// What an engine makes of one body.
#[derive(Deserialize)]
struct TemplateRow {
    id: String,
    engine: String,
    body: String,
    /// `ok`: well formed in every rendering; `sometimes`, `always`: in some, or in none; `engine-error`: the engine refuses it.
    verdict: String,
    /// Whether the problem is in the post itself, not in what an include writes.
    seen_in_post: bool,
}

#[test]
fn what_a_template_engine_makes_of_a_body_is_what_is_said_of_it() {
    let rows: Vec<TemplateRow> = rows("templates.jsonl");
    let mut partings = BTreeSet::new();
    for (engine, name) in [("liquid", "post.html"), ("nunjucks", "post.html"), ("hugo", "post.md")] {
        let dialect = dialect(engine);
        for row in rows.iter().filter(|row| row.engine == engine) {
            let findings = findings(&dialect, name, &row.body);
            let what = match (row.verdict.as_str(), findings.is_empty()) {
                ("ok", false) => "false",
                ("ok", true) => continue,
                (_, true) if row.seen_in_post || row.verdict == "engine-error" => "silent",
                _ => continue,
            };
            let (topic, number) = row.id.rsplit_once('-').expect("an id ends in a number");
            let topic = topic.trim_start_matches(engine).trim_start_matches('-');
            partings.insert((what.to_string(), engine.to_string(), format!("{topic}--{number}")));
        }
    }
    assert_listed("templates", &partings);
}

/// Compares the differences with those that `partings.txt` lists in this part, each with its reason.
fn assert_listed(part: &str, found: &BTreeSet<Parting>) {
    let file = folder().join("partings.txt");
    let text = fs::read_to_string(&file).unwrap_or_default();
    let mut reasons = BTreeMap::new();
    let mut listed = BTreeSet::new();
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    for fields in lines.map(|line| line.split(" | ").collect::<Vec<_>>()) {
        let &[of, what, context, readers, ids, why] = &*fields else { panic!("{fields:?} has not six parts") };
        if of != part {
            continue;
        }
        reasons.insert((what.to_string(), context.to_string(), readers.to_string()), why.to_string());
        for reader in readers.split(' ') {
            listed.extend(ids.split(' ').map(|id| (what.to_string(), reader.to_string(), format!("{context}--{id}"))));
        }
    }
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        let others = text.lines().filter(|line| !line.starts_with(&format!("{part} | ")));
        let lines: Vec<String> = others.map(str::to_string).chain(lines_of(part, found, &reasons)).collect();
        fs::write(file, lines.join("\n") + "\n").expect("the list can be written");
        return;
    }
    let new: Vec<_> = found.difference(&listed).collect();
    let gone: Vec<_> = listed.difference(found).collect();
    assert!(new.is_empty() && gone.is_empty(), "{part}: not listed: {new:#?}; listed, but no difference: {gone:#?}");
    assert!(reasons.values().all(|why| why != "?"), "{part}: a difference is listed without its reason");
}

/// The lines for these differences: those of one context with the same elements are one line.
fn lines_of(
    part: &str,
    found: &BTreeSet<Parting>,
    reasons: &BTreeMap<(String, String, String), String>,
) -> Vec<String> {
    let mut ids: BTreeMap<(&str, &str, &str), Vec<&str>> = BTreeMap::new();
    for (what, reader, row) in found {
        let (context, id) = row.rsplit_once("--").expect("an id has two parts");
        ids.entry((what, context, reader)).or_default().push(id);
    }
    let mut readers: BTreeMap<(&str, &str, String), Vec<&str>> = BTreeMap::new();
    for ((what, context, reader), ids) in ids {
        readers.entry((what, context, ids.join(" "))).or_default().push(reader);
    }
    let line = |((what, context, ids), readers): ((&str, &str, String), Vec<&str>)| {
        let readers = readers.join(" ");
        let known = reasons.get(&(what.to_string(), context.to_string(), readers.clone()));
        let why = known.map_or("?", String::as_str);
        format!("{part} | {what} | {context} | {readers} | {ids} | {why}")
    };
    readers.into_iter().map(line).collect()
}
