//! A site is detected from its own files: which generator builds it, how it reads Markdown, and which fields it gives its posts.
use frontlint::dialect::{DayOfName, Flavour, Generator, Templates};
use frontlint::files::Disk;
use frontlint::site::{Site, Sites};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::TempDir;

/// A tree of files with their texts.
fn tree(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().expect("it is in the folder")).expect("the folder can be made");
        std::fs::write(path, text).expect("the file can be written");
    }
    folder
}

/// The site of `post` in such a tree, without looking above the tree.
fn site_of(files: &[(&str, &str)], post: &str) -> Option<Arc<Site>> {
    let folder = tree(files);
    Sites::new(Disk::shared(), Some(folder.path())).of(&folder.path().join(post))
}

fn generator(files: &[(&str, &str)]) -> Option<Generator> {
    site_of(files, "blog/post.md").map(|site| site.generator)
}

/// The fields that a site gives to `post`.
fn inherited(files: &[(&str, &str)], post: &str) -> Vec<String> {
    let folder = tree(files);
    let path = folder.path().join(post);
    Sites::new(Disk::shared(), Some(folder.path())).of(&path).expect("a site").inherited(&path)
}

#[test]
fn a_generator_is_detected_by_the_name_of_its_settings() {
    for (name, wanted) in [
        ("hugo.toml", Generator::Hugo),
        ("hugo.yaml", Generator::Hugo),
        ("config/_default/hugo.toml", Generator::Hugo),
        ("zola.toml", Generator::Zola),
        ("astro.config.mjs", Generator::Astro),
        ("docusaurus.config.ts", Generator::Docusaurus),
        (".eleventy.js", Generator::Eleventy),
        ("eleventy.config.mjs", Generator::Eleventy),
        ("mkdocs.yml", Generator::Mkdocs),
        (".vitepress/config.js", Generator::Vitepress),
        ("_config.toml", Generator::Jekyll),
    ] {
        assert_eq!(generator(&[(name, "")]), Some(wanted), "{name}");
    }
}

#[test]
fn a_generator_is_detected_by_each_of_its_own_files_and_by_its_package() {
    for wanted in Generator::all() {
        let by = wanted.facts().detected_by;
        for name in by.own_files {
            assert_eq!(generator(&[(name, "")]), Some(wanted), "{name}");
        }
        if let Some(package) = by.package {
            let text = format!("{{\"dependencies\": {{\"{package}\": \"1\"}}}}");
            assert_eq!(generator(&[("package.json", &text)]), Some(wanted), "{package}");
        }
    }
}

#[test]
fn settings_with_the_same_name_are_distinguished_by_their_keys() {
    for (name, text, wanted) in [
        ("_config.yml", "title: A blog\n", Some(Generator::Jekyll)),
        ("_config.yml", "theme: minima\nplugins: [jekyll-feed]\n", Some(Generator::Jekyll)),
        (
            "_config.yml",
            "title: Hexo\nsource_dir: source\npublic_dir: public\ntheme: landscape\n",
            Some(Generator::Hexo),
        ),
        ("_config.yml", "title: A book\nsphinx:\n  extra_extensions: []\nexecute: {}\n", None),
        (
            "config.toml",
            "base_url = \"https://x.org\"\ncompile_sass = true\n[extra]\ntheme = 1\n",
            Some(Generator::Zola),
        ),
        ("config.toml", "baseURL = \"https://x.org\"\nlanguageCode = \"fr\"\n", Some(Generator::Hugo)),
        ("config.yaml", "baseurl: https://x.org\ntheme: ananke\n", Some(Generator::Hugo)),
        ("config.json", "{\"baseURL\": \"https://x.org\", \"params\": {}}", Some(Generator::Hugo)),
        ("config.toml", "[server]\nport = 80\n", None),
        ("config.yaml", "theme: dark\n", None),
        ("package.json", "{\"devDependencies\": {\"@11ty/eleventy\": \"^3\"}}", Some(Generator::Eleventy)),
        ("package.json", "{\"name\": \"a-library\"}", None),
    ] {
        assert_eq!(generator(&[(name, text)]), wanted, "{name}: {text}");
    }
}

#[test]
fn broken_settings_still_show_their_generator() {
    let broken = "title: Foo: bar\nsource_dir: source\npublic_dir: public\nskip_render:\n";
    assert_eq!(generator(&[("_config.yml", broken)]), Some(Generator::Hexo));
    assert_eq!(generator(&[("_config.yml", "title: Foo: bar\nkramdown:\n\tx")]), Some(Generator::Jekyll));
    let broken = "baseURL = \"https://x.org\nlanguageCode = \"fr\"\n[params]\n";
    assert_eq!(generator(&[("config.toml", broken)]), Some(Generator::Hugo));
}

#[test]
fn the_site_of_a_post_is_the_nearest_one_above_it() {
    let files = [("_config.yml", "title: A\n"), ("docs/mkdocs.yml", "site_name: B\n")];
    assert_eq!(site_of(&files, "docs/guide/a.md").unwrap().generator, Generator::Mkdocs);
    assert_eq!(site_of(&files, "_posts/a.md").unwrap().generator, Generator::Jekyll);
}

#[test]
fn no_site_is_looked_for_above_the_repository() {
    let files = [("_config.yml", "title: A\n"), ("inner/.git/HEAD", ""), ("inner/blog/a.md", "")];
    assert!(site_of(&files, "inner/blog/a.md").is_none());
}

#[test]
fn the_settings_of_jekyll_show_whether_html_contains_markdown() {
    for (text, wanted) in [
        ("title: A\n", false),
        ("kramdown: {parse_block_html: true, input: GFM}\n", true),
        ("kramdown:\n  parse_block_html: false\n", false),
    ] {
        assert_eq!(site_of(&[("_config.yml", text)], "a.md").unwrap().dialect.html_holds_blocks, wanted, "{text}");
    }
}

#[test]
fn the_settings_of_jekyll_show_its_markdown() {
    for (text, wanted) in [
        ("title: A\n", Flavour::Kramdown),
        ("markdown: kramdown\n", Flavour::Kramdown),
        ("markdown: CommonMarkGhPages\n", Flavour::Commonmark),
        ("markdown: CommonMark\n", Flavour::Commonmark),
        ("markdown: redcarpet\n", Flavour::Unknown),
        ("markdown: [\n", Flavour::Kramdown),
    ] {
        assert_eq!(site_of(&[("_config.yml", text)], "a.md").unwrap().dialect.markdown, wanted, "{text}");
    }
}

#[test]
fn hugo_drops_raw_html_unless_its_settings_keep_it() {
    let keeps = |files: &[(&str, &str)]| site_of(files, "content/a.md").unwrap().dialect.raw_html;
    assert!(!keeps(&[("hugo.toml", "baseURL = 'https://x.org'\n")]));
    assert!(keeps(&[("hugo.toml", "[markup.goldmark.renderer]\nunsafe = true\n")]));
    assert!(keeps(&[("hugo.yaml", "markup:\n  goldmark:\n    renderer:\n      unsafe: true\n")]));
    let parts =
        [("config/_default/hugo.toml", ""), ("config/_default/markup.toml", "[goldmark.renderer]\nunsafe = true\n")];
    assert!(keeps(&parts));
}

#[test]
fn the_day_in_a_name_counts_where_the_settings_use_it() {
    let day = |name, text| {
        let files = [("config/_default/hugo.toml", ""), (name, text)];
        let files = if name.starts_with("config/") { &files[..] } else { &files[1..] };
        site_of(files, "content/a.md").unwrap().dialect.day_of_name
    };
    assert_eq!(day("hugo.toml", "baseURL = 'https://x.org'\n"), DayOfName::Nothing);
    assert_eq!(day("hugo.toml", "[frontmatter]\ndate = [':filename', ':default']\n"), DayOfName::Day);
    assert_eq!(day("hugo.yaml", "frontmatter:\n  date: [date, ':filename']\n"), DayOfName::Spare);
    assert_eq!(day("config/_default/frontmatter.toml", "date = ':filename'\n"), DayOfName::Day);
    assert_eq!(day("_config.yml", "title: A\n"), DayOfName::Day);
    assert_eq!(day("eleventy.config.js", "export default {};\n"), DayOfName::Spare);
}

#[test]
fn four_spaces_make_code_in_eleventy_before_2_or_where_the_settings_turn_it_on() {
    let has_code = |settings: &str, package: &str| {
        let files = [("eleventy.config.js", settings), ("package.json", package)];
        site_of(&files, "a.md").unwrap().dialect.has_indented_code()
    };
    let of = |version: &str| format!("{{\"devDependencies\": {{\"@11ty/eleventy\": \"{version}\"}}}}");
    assert!(!has_code("export default {};", "{}"));
    assert!(!has_code("export default {};", &of("^2.0.1")));
    assert!(has_code("export default {};", &of("^1.0.2")));
    for enabled in ["md.enable('code')", "md.enable(\"code\")", "md.enable([\"table\", \"code\"])"] {
        let settings = format!("module.exports = c => c.amendLibrary(\"md\", md => {enabled});");
        assert!(has_code(&settings, &of("^3.0.0")), "{enabled}");
    }
    assert!(!has_code("md.enable('table').disable('code')", &of("^3.0.0")));
    assert!(site_of(&[("hugo.toml", "")], "content/a.md").unwrap().dialect.has_indented_code());
}

#[test]
fn eleventy_writes_files_without_an_extension_where_the_settings_allow_it() {
    let allows = |text| site_of(&[("eleventy.config.js", text)], "a.md").unwrap().dialect.own.bare_files;
    assert!(allows("export default c => c.configureErrorReporting({ allowMissingExtensions: true });"));
    assert!(allows("export default c => c.addGlobalData('eleventyAllowMissingExtension', true);"));
    assert!(!allows("export default c => c.configureErrorReporting({ allowMissingExtensions: false });"));
    assert!(!allows("export default {};"));
}

#[test]
fn docusaurus_reads_markdown_as_mdx_unless_its_settings_detect_the_format() {
    let flavour = |text| site_of(&[("docusaurus.config.js", text)], "docs/a.md").unwrap().dialect.markdown;
    assert_eq!(flavour("export default {title: 'A'};"), Flavour::Mdx);
    assert_eq!(flavour("export default {markdown: {format: 'detect'}};"), Flavour::Commonmark);
}

#[test]
fn a_site_has_a_posts_folder_where_its_settings_put_it() {
    let has = |files: &[(&str, &str)]| site_of(files, "a.md").unwrap().has_posts_folder;
    assert!(has(&[("_config.yml", ""), ("_posts/a.md", "")]));
    assert!(has(&[("_config.yml", "source: src\n"), ("src/_posts/a.md", "")]));
    assert!(has(&[("_config.yml", ""), ("news/_posts/a.md", "")]));
    assert!(!has(&[("_config.yml", ""), ("posts/a.md", "")]));
}

#[test]
fn jekyll_defaults_reach_what_is_in_their_scope() {
    let config = concat!(
        "defaults:\n",
        "  - scope: {path: \"\", type: posts}\n    values: {layout: post, author: ana}\n",
        "  - scope: {path: \"guides\"}\n    values: {sidebar: true, image: }\n",
        "  - scope: {path: \"*/press/*.md\"}\n    values: {kind: press}\n",
        "  - scope: {path: \"\", type: pages}\n    values: {layout: page}\n",
        "  - scope: {path: \"\", type: people}\n    values: {photo: none.jpg}\n",
    );
    for (path, wanted) in [
        ("_posts/2017-01-18-a.md", vec!["author", "layout"]),
        ("news/_posts/2017-01-18-a.md", vec!["author", "layout"]),
        ("_drafts/a.md", vec!["author", "layout"]),
        ("guides/a.md", vec!["layout", "sidebar"]),
        ("x/press/a.md", vec!["kind", "layout"]),
        ("_people/ana.md", vec!["photo"]),
    ] {
        assert_eq!(inherited(&[("_config.yml", config)], path), wanted, "{path}");
    }
}

#[test]
fn jekyll_scopes_begin_in_the_source_folder() {
    let config = "source: src\ndefaults:\n  - scope: {path: news}\n    values: {layout: news}\n";
    assert_eq!(inherited(&[("_config.yml", config)], "src/news/_posts/a.md"), ["layout"]);
}

#[test]
fn hugo_cascades_reach_their_targets() {
    let files = [
        ("hugo.toml", "[[cascade]]\n[cascade.params]\nsearchable = true\n[cascade.target]\npath = '{/news/**}'\n"),
        ("content/blog/_index.md", "---\ncascade:\n  author: ana\n  params: {layout_kind: wide}\n---\n"),
    ];
    assert_eq!(inherited(&files, "content/news/a.md"), ["searchable"]);
    assert_eq!(inherited(&files, "content/en/news/a/index.md"), ["searchable"]);
    assert!(inherited(&files, "content/about.md").is_empty());
}

#[test]
fn hugo_section_pages_cascade_to_the_pages_below() {
    let files =
        [("hugo.toml", ""), ("content/blog/_index.md", "---\ncascade:\n  author: ana\n  params: {wide: true}\n---\n")];
    assert_eq!(inherited(&files, "content/blog/2017/a.md"), ["author", "wide"]);
}

#[test]
fn eleventy_directory_data_reaches_the_posts_below() {
    let files = [
        (".eleventy.js", ""),
        ("posts/posts.json", "{\"layout\": \"post\", \"tags\": [\"posts\"]}"),
        (
            "posts/old/old.11tydata.js",
            "module.exports = {\n  author: 'ana',\n  eleventyComputed: { 'project-date': d => d.date },\n};",
        ),
        ("posts/other.json", "{\"title\": \"of another file\"}"),
    ];
    assert_eq!(inherited(&files, "posts/a.md"), ["layout", "tags"]);
    assert_eq!(inherited(&files, "posts/old/a.md"), ["author", "eleventyComputed", "layout", "project-date", "tags"]);
    assert!(inherited(&files, "pages/a.md").is_empty());
}

#[test]
fn mkdocs_meta_files_reach_the_pages_below() {
    let files = [("mkdocs.yml", "plugins: [meta]\n"), ("docs/.meta.yml", "author: ana\n")];
    assert_eq!(inherited(&files, "docs/a/b.md"), ["author"]);
}

#[test]
fn jekyll_ignores_excluded_files() {
    let folder = tree(&[("_config.yml", "exclude: [bin/, 'Gemfile*', /docs, README.md]\n")]);
    let site = Sites::new(Disk::shared(), Some(folder.path())).of(&folder.path().join("a.md")).unwrap();
    let excluded = |path: &str| site.excludes(&folder.path().join(path));
    assert!(excluded("bin/a.md") && excluded("Gemfile.lock") && excluded("docs/x/a.md") && excluded("README.md"));
    assert!(!excluded("_posts/a.md") && !excluded("binary/a.md"));
}

/// Every site of the shared corpus that has its settings, with one of its posts.
#[test]
#[ignore = "needs FRONTLINT_SHARED"]
fn every_site_of_the_corpus_is_detected() {
    let corpus = PathBuf::from(std::env::var_os("FRONTLINT_SHARED").expect("FRONTLINT_SHARED is set")).join("corpus");
    for (site, wanted) in [
        ("18F__18f.gsa.gov", Some(Generator::Eleventy)),
        ("18F__handbook", Some(Generator::Eleventy)),
        ("Homebrew__brew.sh", Some(Generator::Jekyll)),
        ("apple__swift-org-website", Some(Generator::Jekyll)),
        ("cfpb__cfpb.github.io", Some(Generator::Jekyll)),
        ("cloud-gov__cg-site", Some(Generator::Jekyll)),
        ("github__opensource.guide", Some(Generator::Jekyll)),
        ("gohugoio__hugoDocs", Some(Generator::Hugo)),
        ("hexojs__site", Some(Generator::Hexo)),
        ("jekyll__jekyll/docs", Some(Generator::Jekyll)),
        ("jeromelachaud__freelancer-theme", Some(Generator::Jekyll)),
        ("project-open-data__project-open-data.github.io", Some(Generator::Jekyll)),
        ("rust-lang__blog.rust-lang.org", Some(Generator::Zola)),
        // These sites have no settings in the corpus.
        ("GSA__digitalgov.gov", None),
        ("adambard__learnxinyminutes-docs", None),
        ("open-telemetry__opentelemetry.io", None),
        ("putaindecode__putaindecode.io", None),
    ] {
        let site = corpus.join(site);
        assert!(site.is_dir(), "{} is there", site.display());
        let sites = Sites::new(Disk::shared(), Some(&corpus));
        for post in posts(&site) {
            assert_eq!(sites.of(&post).map(|site| site.generator), wanted, "{}", post.display());
        }
    }
}

fn posts(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let files =
        walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.expect("the corpus can be read").into_path());
    files.filter(|path| path.extension().is_some_and(|end| end == "md"))
}

/// The layouts of a site with these files.
fn layouts(files: &[(&str, &str)]) -> Option<Vec<String>> {
    let folder = tree(files);
    let site = Sites::new(Disk::shared(), Some(folder.path())).of(&folder.path().join("_posts/a.md")).expect("a site");
    site.layouts().map(|layouts| layouts.names.clone())
}

#[test]
fn the_layouts_of_a_jekyll_site_are_known_when_it_keeps_them_itself() {
    let (post, settings) = (("_layouts/post.html", ""), ("_config.yml", "title: A blog\nmarkdown: kramdown\n"));
    let known = |names: &[&str]| Some(names.iter().map(ToString::to_string).collect::<Vec<_>>());
    assert_eq!(layouts(&[settings, post]), known(&["post"]));
    assert_eq!(layouts(&[settings, post, ("_layouts/blog/entry.fr.html", "")]), known(&["blog/entry.fr", "post"]));
    let elsewhere = ("_config.yml", "markdown: kramdown\nsource: src\nlayouts_dir: theme\n");
    assert_eq!(layouts(&[elsewhere, ("src/theme/page.liquid", ""), ("_posts/a.md", "")]), known(&["page"]));
    let defaults = ("_config.yml", "defaults: [{scope: {path: \"\"}, values: {layout: post}}]\n");
    assert_eq!(layouts(&[defaults, post]), known(&["post"]));
}

#[test]
fn the_layouts_of_a_site_are_not_known_when_a_theme_or_a_plugin_may_add_some() {
    let post = ("_layouts/post.html", "");
    for settings in ["theme: minima\n", "remote_theme: mmistakes/minimal-mistakes\n", "title: \"broken\n"] {
        assert_eq!(layouts(&[("_config.yml", settings), post]), None, "{settings}");
    }
    let settings = ("_config.yml", "markdown: kramdown\n");
    assert_eq!(layouts(&[settings]), None);
    assert_eq!(layouts(&[settings, post, ("_config_dev.yml", "theme: minima\n")]), None);
    assert_eq!(layouts(&[settings, post, ("_plugins/a.rb", "site.layouts['b'] = c")]), None);
}

#[test]
fn a_layout_of_the_theme_of_github_pages_may_be_there() {
    let has_page = |gemfile: Option<&'static str>| {
        let gemfile = gemfile.map(|text| ("Gemfile", text));
        let files: Vec<_> =
            [("_config.yml", "markdown: kramdown\n"), ("_layouts/post.html", "")].into_iter().chain(gemfile).collect();
        let folder = tree(&files);
        let site =
            Sites::new(Disk::shared(), Some(folder.path())).of(&folder.path().join("_posts/a.md")).expect("a site");
        let layouts = site.layouts().expect("layouts of its own");
        assert!(layouts.may_have("post") && !layouts.may_have("pots"));
        layouts.may_have("page")
    };
    assert!(has_page(None) && has_page(Some("gem \"github-pages\"\n")));
    assert!(!has_page(Some("gem \"jekyll\"\n")));
}

#[test]
fn the_settings_of_mkdocs_show_its_extensions() {
    let extensions = |text: &str| {
        let site = site_of(&[("mkdocs.yml", text)], "docs/a.md").expect("a site");
        site.dialect.python_extensions
    };
    let inside = |text: &str| extensions(text).map(|extensions| (extensions.inside_html, extensions.admonitions));
    assert_eq!(inside("site_name: A\n"), Some((false, false)));
    assert_eq!(inside("markdown_extensions:\n  - md_in_html\n  - admonition:\n      x: 1\n"), Some((true, true)));
    assert_eq!(inside("markdown_extensions:\n  admonition:\n  extra: {}\n"), Some((true, true)));
    let tagged = "markdown_extensions:\n  - pymdownx.emoji:\n      emoji_index: !!python/name:material.extensions.emoji.twemoji\n  - markdown.extensions.extra\nx: !ENV [A, b]\n";
    assert_eq!(inside(tagged), Some((true, false)));
    for unseen in ["INHERIT: ../base.yml\n", "a: [\n", ""] {
        assert_eq!(inside(unseen), None, "{unseen}");
    }
}

#[test]
fn mkdocs_runs_templates_when_a_plugin_does() {
    let templates = |text: &str| site_of(&[("mkdocs.yml", text)], "docs/a.md").expect("a site").dialect.templates;
    assert_eq!(templates("plugins: [search]\n"), Templates::None);
    assert_eq!(templates("plugins:\n  - search\n  - macros:\n      x: 1\n"), Templates::Unknown);
}
