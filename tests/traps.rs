//! Traps: pages that look broken to who does not know Markdown and templates. Each is clean, and with its one `</mark>` removed has one error.
//!
//! The front matter of each page in `tests/traps` names the generators that read it; `unknown` is a post of no site.
use frontlint::config::Config;
use frontlint::diagnostic::Diagnostic;
use frontlint::dialect::{Dialect, Generator};
use frontlint::engine;
use frontlint::post::PostKind;
use frontlint::text::SourceFile;
use libtest_mimic::{Arguments, Failed, Trial};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

fn pages() -> Vec<(PathBuf, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/traps");
    let mut pages: Vec<(PathBuf, String)> = std::fs::read_dir(folder)
        .expect("the folder of traps can be read")
        .map(|entry| entry.expect("its entries can be read").path())
        .map(|path| (path.clone(), std::fs::read_to_string(&path).expect("a page can be read")))
        .collect();
    pages.sort();
    pages
}

fn generators(page: &str) -> Vec<(&str, Dialect)> {
    let line = page.lines().find_map(|line| line.strip_prefix("generators: ")).expect("a page names its generators");
    let dialect = |name: &str| {
        let generator = (name != "unknown").then(|| Generator::by_name(name).expect("a known generator"));
        // A Hugo site that shows raw HTML.
        Dialect { raw_html: true, ..Dialect::of(generator) }
    };
    line.split(' ').map(|name| (name, dialect(name))).collect()
}

fn findings(path: &Path, text: &str, dialect: Dialect) -> Vec<Diagnostic> {
    let source = SourceFile::new(path, text);
    let settings = Config::bare(Path::new("")).settings_for(path);
    engine::check(&source, &dialect, PostKind::Page, &settings).findings
}

fn main() -> ExitCode {
    let mut trials = Vec::new();
    for (path, text) in pages() {
        let name = path.file_name().expect("a page has a name").to_string_lossy().into_owned();
        let (same_path, same_text) = (path.clone(), text.clone());
        trials.push(Trial::test(format!("{name} has no finding"), move || has_no_finding(&same_path, &same_text)));
        trials.push(Trial::test(format!("{name} with one real error has just that"), move || has_one(&path, &text)));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn has_no_finding(path: &Path, text: &str) -> Result<(), Failed> {
    let mut wrong = String::new();
    for (name, dialect) in generators(text) {
        for text in [text.to_string(), text.replace('\n', "\r\n")] {
            for found in findings(path, &text, dialect) {
                let line = text[..found.span.start()].lines().count();
                let _ = writeln!(wrong, "in {name}, line {line}: {} {}", found.rule, found.message);
            }
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.into()) }
}

fn has_one(path: &Path, text: &str) -> Result<(), Failed> {
    let mut wrong = String::new();
    let broken = text.replacen("</mark>", "", 1);
    assert_ne!(text, broken, "the page has no </mark>");
    let place = broken.find("<mark>").expect("the page has a <mark>");
    for (name, dialect) in generators(text) {
        let found = findings(path, &broken, dialect);
        let seen: Vec<_> = found.iter().map(|finding| (finding.rule.as_str(), finding.span.start())).collect();
        if seen != [("html/unclosed-element", place)] {
            let _ = writeln!(wrong, "in {name}: {seen:?}, not one at {place}");
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(wrong.into()) }
}
