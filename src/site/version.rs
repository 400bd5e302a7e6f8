//! The version of the generator, by what the files of a site say of packages: lock files first, then what is asked for.
use super::folder::Folder;
use crate::dialect::Version;
use crate::dialect::generators::{Packages, VersionFacts};
use crate::text::limits;
use regex::bytes::{Regex, RegexBuilder};
use std::path::{Path, PathBuf};

/// A version, and where it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundVersion {
    /// As it is written there: `3.1.8`, `^3.1.0`.
    pub written: String,
    /// The newest that this allows; `None` when any new one is allowed.
    pub newest: Option<Version>,
    /// The file; absolute.
    pub file: PathBuf,
    /// The line, from 1.
    pub line: usize,
}

/// Files that name versions of packages: where `NAME` is the name of one, the pattern finds its version.
struct Source {
    files: &'static [&'static str],
    pattern: &'static str,
}

/// What npm, yarn, pnpm and bun have installed, then what `package.json` asks for.
const NPM: &[Source] = &[
    Source {
        files: &["package-lock.json", "npm-shrinkwrap.json"],
        pattern: r#""(?:node_modules/)?NAME": ?\{\s*"version": ?"([^"]+)""#,
    },
    Source { files: &["yarn.lock"], pattern: r#"(?m)^"?NAME@[^\n]*:\r?\n\s+version:? "?([0-9][^"\s]*)"# },
    Source { files: &["pnpm-lock.yaml"], pattern: r"(?m)^\s+'?/?NAME[@/]([0-9][^:'(_\s]*)" },
    Source { files: &["bun.lock"], pattern: r#""NAME@([0-9][^"]*)""# },
    Source { files: &["package.json"], pattern: r#""NAME"\s*:\s*"([^"]+)""# },
];

/// What Bundler has installed, then what the `Gemfile` asks for.
const GEM: &[Source] = &[
    Source { files: &["Gemfile.lock", "gems.locked"], pattern: r"(?m)^ {4}NAME \(([0-9][^)]*)\)" },
    Source {
        files: &["Gemfile", "gems.rb"],
        pattern: r#"(?m)^\s*gem\s*\(?\s*["']NAME["']\s*,\s*["']([^"']+)["'](?:\s*,\s*["'][^"']+["'])*"#,
    },
];

/// What Poetry, uv and Pipenv have installed, then what pip is asked for.
const PYTHON: &[Source] = &[
    Source { files: &["poetry.lock", "uv.lock"], pattern: r#"(?m)^name = "NAME"\r?\nversion = "([^"]+)""# },
    Source { files: &["Pipfile.lock"], pattern: r#""NAME": \{(?s:[^}]*?)"version": "([^"]+)""# },
    Source {
        files: &["requirements.txt", "docs/requirements.txt"],
        pattern: r"(?mi)^NAME(?:\[[^\]\n]*\])?\s*([=~<>!]=?[^#;\r\n]*)",
    },
];

const GO: &[Source] = &[Source { files: &["go.mod"], pattern: r"(?m)^\s*(?:require\s+)?NAME v([0-9]\S*)" }];

/// What asdf and mise install.
const TOOL: &[Source] = &[Source { files: &[".tool-versions"], pattern: r"(?m)^NAME[ \t]+(?:extended_)?v?([0-9]\S*)" }];

/// A variable that services which build sites read, in their settings and in workflows.
const VARIABLE: &[Source] =
    &[Source { files: &["netlify.toml", "vercel.json", ".github/workflows"], pattern: VARIABLE_IS_SET }];
const VARIABLE_IS_SET: &str = r#"\bNAME["']?\s*[:=]\s*["']?v?(?:extended_)?([0-9][0-9.]*)"#;

/// The version of a package that builds the site, by the files in its folder, or in those above it up to the root of the repository, as a
/// site may be a part of a larger package.
pub(super) fn find(site: &Folder, facts: &VersionFacts) -> Option<FoundVersion> {
    let mut parent;
    let mut folder = site;
    loop {
        if let Some(found) = find_in(folder, facts) {
            return Some(found);
        }
        let above = folder.path().parent().filter(|_| !folder.has(".git"))?;
        parent = Folder::list(above, site.system());
        folder = &parent;
    }
}

fn find_in(folder: &Folder, facts: &VersionFacts) -> Option<FoundVersion> {
    let by_setting = || facts.setting.and_then(|setting| by_pattern(folder, setting.files, setting.pattern));
    facts.packages.iter().find_map(|packages| by_packages(folder, packages)).or_else(by_setting)
}

fn by_packages(folder: &Folder, packages: &Packages) -> Option<FoundVersion> {
    let (sources, names) = match packages {
        Packages::Npm(names) => (NPM, names),
        Packages::Gem(names) => (GEM, names),
        Packages::Python(names) => (PYTHON, names),
        Packages::Go(names) => (GO, names),
        Packages::Tool(names) => (TOOL, names),
        Packages::Variable(names) => (VARIABLE, names),
    };
    sources.iter().find_map(|source| {
        names.iter().find_map(|name| {
            let pattern = source.pattern.replace("NAME", &regex::escape(name));
            by_pattern(folder, source.files, &pattern)
        })
    })
}

/// The version that a pattern finds in the first of these files that has one; a folder stands for the files in it.
fn by_pattern(folder: &Folder, files: &[&str], pattern: &str) -> Option<FoundVersion> {
    let there = |name: &&&str| folder.has(name.split('/').next().unwrap_or(name));
    let mut files = files.iter().filter(there).flat_map(|name| in_folder(folder, name)).peekable();
    files.peek()?;
    // To know all letters of Unicode costs more than to look for a version, which has none.
    let pattern = RegexBuilder::new(pattern).unicode(false).build().ok()?;
    files.find_map(|file| in_file(folder, &file, &pattern))
}

/// The file of this name, or the files of the folder of this name.
fn in_folder(folder: &Folder, name: &str) -> Vec<PathBuf> {
    let path = folder.path().join(name);
    if !name.ends_with("workflows") {
        return vec![path];
    }
    let mut names = folder.system().list(&path).unwrap_or_default();
    names.sort();
    names.iter().map(|name| path.join(name)).collect()
}

fn in_file(folder: &Folder, file: &Path, pattern: &Regex) -> Option<FoundVersion> {
    let bytes = folder.system().read_quietly(file, limits::LOCK_FILE_SIZE)?;
    let found = pattern.captures(&bytes)?.get(1)?;
    let line = bytes[..found.start()].split(|byte| *byte == b'\n').count();
    let written = String::from_utf8_lossy(found.as_bytes()).trim().to_string();
    Some(FoundVersion { newest: Version::newest_of(&written), written, file: file.to_path_buf(), line })
}
