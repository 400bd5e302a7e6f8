//! The presets require nothing of real sites that their generators do not require.
use frontlint::config;
use frontlint::diagnostic::Severity;
use frontlint::dialect::{Dialect, Generator};
use frontlint::engine::{self, Options};
use frontlint::post::PostKind;
use frontlint::text::SourceFile;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Sites of the shared corpus, each with the preset of its generator.
const SITES: &[(&str, &str)] = &[
    ("Homebrew__brew.sh", "jekyll"),
    ("apple__swift-org-website", "jekyll"),
    ("cfpb__cfpb.github.io", "jekyll"),
    ("cloud-gov__cg-site", "jekyll"),
    ("github__opensource.guide", "jekyll"),
    ("jekyll__jekyll/docs", "jekyll"),
    ("jeromelachaud__freelancer-theme", "jekyll"),
    ("project-open-data__project-open-data.github.io", "jekyll"),
    ("GSA__digitalgov.gov", "hugo"),
    ("gohugoio__hugoDocs", "hugo"),
    ("open-telemetry__opentelemetry.io", "hugo"),
    ("rust-lang__blog.rust-lang.org", "zola"),
    ("18F__18f.gsa.gov", "eleventy"),
    ("18F__handbook", "eleventy"),
    ("anthropics__skills", "agent-skill"),
];

#[test]
fn the_preset_none_reports_on_files_front_matter_and_html_only() {
    let text = "---\ndate: 18 février 2017\nupdated: 2016-01-01\ntitle: a\ntitle: b\n---\n<b>a\n";
    let source = SourceFile::new("_posts/2017-13-45-a.md", text);
    let groups = |preset| {
        let config = config::preset(preset, "".as_ref()).expect("a preset");
        let dialect = Dialect::of(Some(Generator::Jekyll));
        let found = engine::check(&source, &dialect, PostKind::Post, &config.settings).findings;
        found.iter().map(|finding| finding.rule.group()).collect::<BTreeSet<_>>()
    };
    assert_eq!(groups("none"), BTreeSet::from(["front-matter", "html"]));
    assert!(groups("jekyll").contains("post"));
}

#[test]
#[ignore = "needs FRONTLINT_SHARED"]
fn no_preset_reports_a_field_of_a_site_of_its_generator() {
    let corpus = PathBuf::from(std::env::var_os("FRONTLINT_SHARED").expect("FRONTLINT_SHARED is set")).join("corpus");
    for (site, preset) in SITES {
        let root = corpus.join(site);
        let config = config::preset(preset, &root).expect("a preset");
        let outcome = engine::run(&[root], &config, &Options::default(), &|_, _| {});
        assert!(outcome.report.summary.files > 5, "{site}: {:?}", outcome.notes);
        for file in &outcome.report.files {
            for finding in &file.findings {
                let finding = &finding.diagnostic;
                let wrong = finding.rule.group() == "field" && finding.severity == Severity::Error;
                assert!(!wrong, "{}: {} {}", file.path.display(), finding.rule, finding.message);
            }
        }
    }
}
