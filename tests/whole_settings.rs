//! Whatever is in a config or in the settings of a generator: nothing breaks, and problems in a config are reported at true places.
#[path = "noise/mod.rs"]
mod noise;
#[path = "noise/truth.rs"]
mod truth;

use frontlint::config;
use frontlint::engine;
use frontlint::files::Disk;
use frontlint::site::Sites;
use frontlint::text::SourceFile;
use proptest::prelude::*;
use std::path::Path;

/// What configs and settings consist of, with typical mistakes.
const KEYS: &[&str] = &[
    "extends",
    "generator",
    "markdown",
    "locale",
    "posts",
    "exclude",
    "unknown-fields",
    "fields",
    "rules",
    "overrides",
    "limits",
    "files",
    "required",
    "type",
    "allowed",
    "allowed-from",
    "pattern",
    "length",
    "range",
    "forms",
    "matches",
    "unique",
    "deprecated",
    "required-when",
    "min",
    "max",
    "use",
    "file-size",
    "depth",
    "title",
    "titel",
    "html/misnested",
    "html",
    "defaults",
    "scope",
    "path",
    "values",
    "collections",
    "kramdown",
    "parse_block_html",
    "plugins",
    "markdown_extensions",
    "cascade",
    "target",
    "_target",
    "params",
    "baseURL",
    "theme",
    "markup",
    "goldmark",
    "renderer",
    "unsafe",
    "frontmatter",
    "date",
    "INHERIT",
    "source_dir",
    "new_post_name",
    "base_url",
    "extra",
    "include",
    "layout",
    "é",
    "\"a\"",
    "'b'",
    "[a]",
    "[[a]]",
    "<<",
    "&x a",
    "? a",
    "1",
    "",
];

const SEPARATORS: &[&str] =
    &[": ", ": ", ": ", ": ", ":\n  ", ":\n  - ", ":\n- ", " = ", ":", "\": ", ": {", ": [", ": |\n  ", "\t: ", " "];

const VALUES: &[&str] = &[
    "true",
    "false",
    "yes",
    "1",
    "-1",
    "1.5",
    "1e99",
    "99999999999999999999",
    "8 MiB",
    "8 XiB",
    "NaN",
    ".inf",
    "~",
    "null",
    "",
    "[]",
    "{}",
    "post",
    "none",
    "jekyll",
    "hugo",
    "auto",
    "kramdown",
    "fr",
    "fr-CA",
    "xx",
    "off",
    "error",
    "warn-near-miss",
    "string",
    "list of string",
    "one-or-many of list of date",
    "list of",
    "date",
    "url-or-path",
    "file-stem",
    "[post, style]",
    "./missing.yaml",
    "../../x",
    "/",
    "\0",
    "\"_posts/**\"",
    "\"[\"",
    "\"{a,b\"",
    "\"**/*\"",
    "\"(\"",
    "\"^[A-Z]\"",
    "\"\\\\\"",
    "18 janvier 2017",
    "[\"18 janvier 2017\", 2017-01-18]",
    "2017-01-12",
    "{max: 70}",
    "{min: 3, max: 1}",
    "{use: title}",
    "{required: true",
    "{a: [b, c]}",
    "*x",
    "&x a",
    "!t a",
    "\"open",
    "'open",
    "a: b",
    "# c",
    "_data/authors.yml",
    "{draft: [true]}",
    "{path: \"posts/**\", layout: x}",
    "[{scope: {path: \"\"}, values: {layout: post}}]",
    "[admonition, {toc: {x: 1}}]",
    ":year-:month-:day-:title.md",
    "\"/blog/**\"",
    "é🎉",
    "\u{a0}",
    "\u{feff}",
    "\u{2028}",
    "\u{200b}",
    "%",
    "@",
    "`",
    "{{ x }}",
    "\"\"\"a\"\"\"",
    "1979-05-27",
    "'''",
];

const ENDS: &[&str] = &[
    "\n", "\n", "\n", "\n", "\n  ", "\n    ", "\n- ", "\n  - ", ",\n", "}\n", "]\n", "\r\n", "\r", "\t\n", " # c\n",
    "\n---\n", "",
];

fn texts() -> impl Strategy<Value = String> {
    let part = |from| prop::sample::select(from).prop_map(str::to_string).boxed();
    let line = move || [part(KEYS), part(SEPARATORS), part(VALUES), part(ENDS)].prop_map(|line| line.concat());
    let lead = prop::sample::select(
        &["", "", "", "", "{", "\u{feff}", "---\n", "+++\n", "module.exports = {", "[params]\n"][..],
    );
    (lead, prop::collection::vec(line(), 0..8)).prop_map(|(lead, lines)| lead.to_string() + &lines.concat())
}

/// Files with settings of a site, as they are around `blog/post.md`.
const FILES: &[&str] = &[
    "_config.yml",
    "_config.toml",
    "hugo.toml",
    "hugo.yaml",
    "hugo.json",
    "config.toml",
    "config.yaml",
    "config.json",
    "config/_default/hugo.toml",
    "zola.toml",
    "mkdocs.yml",
    "package.json",
    ".eleventy.js",
    "docusaurus.config.js",
    "astro.config.mjs",
    "blog/blog.json",
    "blog/blog.yaml",
    "blog/blog.11tydata.js",
    "blog/.meta.yml",
    "content/_index.md",
    "content/blog/_index.md",
];

proptest! {
    #![proptest_config(noise::config(300))]

    #[test]
    fn problems_in_a_config_are_at_true_places(text in texts(), spoilt in prop::option::weighted(0.1, any::<(prop::sample::Index, u8)>())) {
        let mut bytes = text.into_bytes();
        if let Some((at, byte)) = spoilt {
            bytes.insert(at.index(bytes.len() + 1), byte);
        }
        let source = SourceFile::new("frontlint.yaml", bytes);
        if let Err(found) = config::read(&source, Path::new("")) {
            truth::assert_places(&source, &found);
            let report = engine::refused(&source, Path::new("frontlint.yaml"), found);
            truth::assert_report(&source, &report);
        }
    }

    #[test]
    fn settings_of_a_site_break_nothing(files in prop::collection::vec((prop::sample::select(FILES), texts()), 1..4)) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in files {
            let path = folder.path().join(path);
            std::fs::create_dir_all(path.parent().expect("it is in the folder")).expect("a new folder");
            std::fs::write(path, text).expect("a new file");
        }
        let sites = Sites::new(Disk::shared(), Some(folder.path()));
        for post in ["blog/post.md", "content/blog/2017-01-18-post.md", "_posts/2017-01-18-post.md"] {
            let post = folder.path().join(post);
            if let Some(site) = sites.of(&post) {
                site.inherited(&post);
                site.excludes(&post);
            }
        }
    }
}
