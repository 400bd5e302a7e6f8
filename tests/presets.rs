//! The presets require nothing of real sites that their generators do not require.
use frontlint::config::{self, FieldType};
use frontlint::diagnostic::Severity;
use frontlint::dialect::{Dialect, Generator};
use frontlint::engine::{self, Workspace};
use frontlint::files::Disk;
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
    ("hexojs__site", "hexo"),
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
fn the_preset_of_a_generator_names_it_and_requires_nothing() {
    let with_preset = Generator::LIST.iter().filter(|(_, generator)| generator.facts().preset.is_some());
    assert!(with_preset.clone().count() >= 9);
    for (name, generator) in with_preset {
        let config = config::preset(name, "".as_ref()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(config.generator, Some(*generator), "{name}");
        assert!(
            !config.settings.fields.is_empty() && config.settings.fields.iter().all(|field| !field.required),
            "{name}"
        );
    }
}

#[test]
fn what_a_generator_reads_as_a_date_or_a_list_has_that_type_in_its_preset() {
    for generator in Generator::all().filter(|generator| generator.facts().preset.is_some()) {
        let facts = generator.facts();
        let config = config::preset(facts.name, "".as_ref()).expect("a preset");
        for field in &config.settings.fields {
            let is_in = |keys: &[&str]| keys.contains(&&*field.name);
            let Some(kind) = &field.kind else { continue };
            let is_list = matches!(kind, FieldType::List(_) | FieldType::OneOrMany(_));
            assert_eq!(
                is_list,
                is_in(facts.keys.lists) || is_list && !is_in(facts.keys.known),
                "{}: {}",
                facts.name,
                field.name
            );
            assert!(!is_in(facts.keys.dates) || *kind == FieldType::Date, "{}: {}", facts.name, field.name);
        }
    }
}

/// Posts as the documentation of the generators shows them.
const POSTS: &[(&str, &str)] = &[
    (
        "hexo",
        "---\ntitle: Hello World\ndate: 2013/7/13 20:46:25\ntags: [PS3, Games]\ncategories:\n  - [Diary, PS3]\n  - Life\ncomments: false\nlayout: false\n---\n",
    ),
    (
        "quarto",
        "---\ntitle: Vœux\ndate: last-modified\nauthor:\n  - name: Jérôme\nimage: false\nformat:\n  html: {toc: true}\naliases: [/old]\nlisting: {contents: posts}\n---\n",
    ),
    (
        "vitepress",
        "---\nlayout: home\ntitle: A site\ntitleTemplate: false\nhero:\n  name: A site\n  actions:\n    - {theme: brand, text: Start, link: /start}\nfeatures:\n  - {icon: 🛠, title: Simple}\n---\n",
    ),
    (
        "vitepress",
        "---\nhead:\n  - - meta\n    - name: description\n      content: hello\noutline: [2, 3]\naside: left\nlastUpdated: false\nprev: {text: Before, link: /before}\nnext: false\neditLink: true\n---\n",
    ),
];

#[test]
fn a_post_as_its_generator_documents_it_has_no_findings() {
    for (preset, text) in POSTS {
        let config = config::preset(preset, "".as_ref()).expect("a preset");
        let dialect = Dialect::of(config.generator);
        let found =
            engine::check(&SourceFile::new("post.md", *text), &dialect, PostKind::Post, &config.settings).findings;
        assert!(found.is_empty(), "{preset}: {found:?}");
    }
}

#[test]
fn a_value_of_another_type_is_found_by_the_preset() {
    for (preset, field) in [("hexo", "comments: often"), ("vitepress", "navbar: top"), ("vitepress", "features: many")]
    {
        let config = config::preset(preset, "".as_ref()).expect("a preset");
        let source = SourceFile::new("post.md", format!("---\n{field}\n---\n"));
        let found = engine::check(&source, &Dialect::of(config.generator), PostKind::Post, &config.settings).findings;
        let rules: Vec<_> = found.iter().map(|finding| finding.rule.as_str()).collect();
        assert_eq!(rules, ["field/wrong-type"], "{preset}: {field}");
    }
}

#[test]
#[ignore = "needs FRONTLINT_SHARED"]
fn no_preset_reports_a_field_of_a_site_of_its_generator() {
    let corpus = PathBuf::from(std::env::var_os("FRONTLINT_SHARED").expect("FRONTLINT_SHARED is set")).join("corpus");
    for (site, preset) in SITES {
        let root = corpus.join(site);
        let config = config::preset(preset, &root).expect("a preset");
        let outcome = Workspace::open(Disk::shared(), &corpus, config).check(&[root]);
        assert!(outcome.report.summary.files > 5, "{site}: {:?}", outcome.report.notes);
        for file in &outcome.report.files {
            for finding in &file.findings {
                let finding = &finding.diagnostic;
                let wrong = finding.rule.group() == "field" && finding.severity == Severity::Error;
                assert!(!wrong, "{}: {} {}", file.path.display(), finding.rule, finding.message);
            }
        }
    }
}
