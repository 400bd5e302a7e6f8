//! The version of a site's generator is found in lock files, and where there is none in what the site asks for.
use frontlint::dialect::{Generator, Version};
use frontlint::files::Disk;
use frontlint::site::{FoundVersion, Site, Sites};
use std::fs;
use std::sync::Arc;

/// The site of `post` in a tree of these files.
fn site_of(files: &[(&str, &str)], post: &str) -> Arc<Site> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }
    Sites::new(Disk::shared(), Some(folder.path())).of(&folder.path().join(post)).expect("a site")
}

/// A version as it is written, and the name of the file and the line that it comes from.
fn shown(found: Option<&FoundVersion>) -> String {
    let Some(found) = found else { return "the newest".to_string() };
    let name = found.file.file_name().unwrap_or_default().to_string_lossy();
    format!("{} in {name}:{}", found.written, found.line)
}

#[test]
fn each_lock_file_and_each_requirement_gives_the_version() {
    let package = r#"{"devDependencies": {"@11ty/eleventy": "^3.1.0"}}"#;
    let eleventy = "eleventy.config.js";
    for (files, wanted) in [
        (vec![(eleventy, ""), ("package.json", package)], "^3.1.0 in package.json:1"),
        (vec![(eleventy, ""), ("package.json", package), ("package-lock.json", NPM_3)], "3.1.8 in package-lock.json:6"),
        (vec![(eleventy, ""), ("npm-shrinkwrap.json", NPM_1)], "0.12.1 in npm-shrinkwrap.json:4"),
        (vec![(eleventy, ""), ("yarn.lock", YARN_1)], "2.0.1 in yarn.lock:7"),
        (vec![(eleventy, ""), ("yarn.lock", YARN_4)], "3.0.0 in yarn.lock:2"),
        (vec![(eleventy, ""), ("pnpm-lock.yaml", PNPM_9)], "3.1.2 in pnpm-lock.yaml:8"),
        (
            vec![(eleventy, ""), ("pnpm-lock.yaml", "packages:\n\n  /@11ty/eleventy/1.0.2:\n")],
            "1.0.2 in pnpm-lock.yaml:3",
        ),
        (vec![(eleventy, ""), ("package.json", "{}")], "the newest"),
        (vec![("_config.yml", "title: x"), ("Gemfile.lock", GEM_LOCK)], "4.3.2 in Gemfile.lock:7"),
        (vec![("_config.yml", "title: x"), ("Gemfile", "gem \"jekyll\", \"~> 4.2\"\n")], "~> 4.2 in Gemfile:1"),
        (vec![("_config.yml", "title: x"), ("Gemfile", "gem \"jekyll-feed\", \"~> 0.1\"\n")], "the newest"),
        (vec![("mkdocs.yml", ""), ("requirements.txt", REQUIREMENTS)], "==1.5.3 in requirements.txt:2"),
        (
            vec![("mkdocs.yml", ""), ("poetry.lock", "[[package]]\nname = \"mkdocs\"\nversion = \"1.6.0\"\n")],
            "1.6.0 in poetry.lock:3",
        ),
        (
            vec![("hugo.toml", ""), (".tool-versions", "nodejs 20\nhugo extended_0.120.4\n")],
            "0.120.4 in .tool-versions:2",
        ),
        (
            vec![("hugo.toml", ""), ("netlify.toml", "[build.environment]\nHUGO_VERSION = \"0.121.1\"\n")],
            "0.121.1 in netlify.toml:2",
        ),
        (
            vec![
                ("hugo.toml", ""),
                (".github/workflows/a.yml", "jobs:\n  a:\n    with:\n      hugo-version: '0.119.0'\n"),
            ],
            "0.119.0 in a.yml:4",
        ),
        (
            vec![("hugo.toml", ""), ("go.mod", "module x\n\nrequire github.com/gohugoio/hugo v0.110.0\n")],
            "0.110.0 in go.mod:3",
        ),
        (
            vec![("hugo.toml", "[module]\n[module.hugoVersion]\nmin = \"0.90\"\nmax = \"0.100.2\"\n")],
            "0.100.2 in hugo.toml:4",
        ),
        (vec![("hugo.toml", "[module.hugoVersion]\nmin = \"0.90\"\n")], "the newest"),
    ] {
        assert_eq!(shown(site_of(&files, "a/post.md").version.as_ref()), wanted, "{files:?}");
    }
}

#[test]
fn the_dialect_has_the_version() {
    let site = site_of(
        &[("eleventy.config.js", ""), ("package.json", r#"{"dependencies": {"@11ty/eleventy": "~3.0.1"}}"#)],
        "post.md",
    );
    assert!(site.dialect.is_before(Version::new(3, 1, 7)) && !site.dialect.is_before(Version::new(3, 0, 1)));
    let newest = site_of(&[("eleventy.config.js", "")], "post.md");
    assert!(!newest.dialect.is_before(Version::new(99, 0, 0)));
}

#[test]
fn the_package_that_reads_markdown_has_a_version_of_its_own() {
    let package = r#"{"dependencies": {"hexo": "^3.2.0", "hexo-renderer-marked": "^0.3.2"}}"#;
    let site =
        site_of(&[("_config.yml", "title: x\nsource_dir: source\n"), ("package.json", package)], "source/_posts/a.md");
    assert_eq!(site.generator, Generator::Hexo);
    assert_eq!(shown(site.renderer.as_ref()), "^0.3.2 in package.json:1");
    assert!(site.dialect.renderer_is_before(Version::new(1, 0, 0)));
}

#[test]
fn a_site_that_is_a_part_of_a_package_has_its_versions() {
    let files = [
        (".git/HEAD", ""),
        ("yarn.lock", YARN_1),
        ("site/eleventy.config.js", ""),
        ("site/package.json", r#"{"scripts": {"build": "eleventy"}}"#),
    ];
    assert_eq!(shown(site_of(&files, "site/a.md").version.as_ref()), "2.0.1 in yarn.lock:7");
}

const NPM_3: &str = r#"{
  "lockfileVersion": 3,
  "packages": {
    "": {"dependencies": {"@11ty/eleventy": "^3.1.0"}},
    "node_modules/@11ty/eleventy": {
      "version": "3.1.8",
      "resolved": "https://registry.npmjs.org/@11ty/eleventy/-/eleventy-3.1.8.tgz"
    }
  }
}
"#;

const NPM_1: &str = r#"{
  "dependencies": {
    "@11ty/eleventy": {
      "version": "0.12.1"
    }
  }
}
"#;

const YARN_1: &str = r#"# yarn lockfile v1

"@11ty/eleventy-utils@^1.0.1":
  version "1.0.1"

"@11ty/eleventy@^2.0.1":
  version "2.0.1"
"#;

const YARN_4: &str = "\"@11ty/eleventy@npm:^3.0.0\":\n  version: 3.0.0\n";

const PNPM_9: &str = "importers:
  .:
    dependencies:
      '@11ty/eleventy':
        specifier: ^3.1.0
        version: 3.1.2
packages:
  '@11ty/eleventy@3.1.2':
    resolution: {integrity: x}
";

const GEM_LOCK: &str = "GEM
  remote: https://rubygems.org/
  specs:
    github-pages (1.0)
      jekyll (= 3.9.0)
    jekyll-feed (0.17.0)
    jekyll (4.3.2)
";

const REQUIREMENTS: &str = "mkdocs-material==9.5.3\nmkdocs==1.5.3  # pinned\n";
