//! Traps: pages that look broken to who does not know Markdown and templates. Each is clean, and with its one `</mark>` removed has one error.
//!
//! The front matter of each page in `tests/traps` names the generators that read it; `unknown` is a post of no site.
use frontlint::config::Config;
use frontlint::diagnostic::Diagnostic;
use frontlint::dialect::{Dialect, Generator};
use frontlint::engine;
use frontlint::post::PostKind;
use frontlint::text::SourceFile;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

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
        let generator =
            (name != "unknown").then(|| serde_yaml::from_str::<Generator>(name).expect("a known generator"));
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

#[test]
fn a_clean_page_has_no_finding() {
    let mut wrong = String::new();
    for (path, text) in pages() {
        for (name, dialect) in generators(&text) {
            for text in [text.clone(), text.replace('\n', "\r\n")] {
                for found in findings(&path, &text, dialect) {
                    let line = text[..found.span.start()].lines().count();
                    let _ =
                        writeln!(wrong, "{} in {name}, line {line}: {} {}", path.display(), found.rule, found.message);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn one_real_error_on_the_same_page_is_found_at_its_tag() {
    let mut wrong = String::new();
    for (path, text) in pages() {
        let broken = text.replacen("</mark>", "", 1);
        assert_ne!(text, broken, "{} has no </mark>", path.display());
        let place = broken.find("<mark>").expect("the page has a <mark>");
        for (name, dialect) in generators(&text) {
            let found = findings(&path, &broken, dialect);
            let seen: Vec<_> = found.iter().map(|finding| (finding.rule.as_str(), finding.span.start())).collect();
            if seen != [("html/unclosed-element", place)] {
                let _ = writeln!(wrong, "{} in {name}: {seen:?}, not one at {place}", path.display());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
