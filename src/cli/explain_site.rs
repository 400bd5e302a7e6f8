//! `frontlint files --explain-site`: what is known of each site, and which file and line says so.
use super::{CommandError, Streams};
use crate::dialect::generators::{BarePages, Packages, VersionFacts};
use crate::dialect::{Dialect, Flavour, Generator, PythonExtensions, Templates};
use crate::engine::{SiteOfRun, Workspace};
use crate::report::sanitize;
use crate::site::{FoundVersion, Site};
use crate::text::{path_below, shown_path};
use std::path::{Path, PathBuf};

/// Prints a paragraph for each site of the run.
pub(super) fn run(workspace: &Workspace, paths: &[PathBuf], streams: &mut Streams<'_>) -> Result<(), CommandError> {
    let sites = workspace.sites(paths);
    if sites.is_empty() {
        streams.note("no file here could be a post");
    }
    for (nth, site) in sites.iter().enumerate() {
        if nth > 0 {
            writeln!(streams.stdout)?;
        }
        writeln!(streams.stdout, "{}", sanitize(&heading(site)))?;
        for (name, text) in rows(site) {
            writeln!(streams.stdout, "  {name:<13} {}", sanitize(&text))?;
        }
    }
    Ok(())
}

fn heading(SiteOfRun { site, root, .. }: &SiteOfRun) -> String {
    match site {
        None => "files that are in no site".to_string(),
        Some(_) if root.as_os_str().is_empty() => "the site in the current folder".to_string(),
        Some(_) => format!("the site in {}", shown_path(root)),
    }
}

/// The lines of one site: what each is about, and what is known of it.
fn rows(of_run: &SiteOfRun) -> Vec<(&'static str, String)> {
    let SiteOfRun { site, dialect, .. } = of_run;
    let site = site.as_deref();
    let mut rows = vec![("generator", generator(of_run))];
    if let Some(facts) = dialect.generator.map(Generator::facts) {
        let own = site.filter(|site| Some(site.generator) == dialect.generator);
        rows.extend(
            version(own, &facts.versions, own.and_then(|site| site.version.as_ref())).map(|text| ("version", text)),
        );
        rows.push(("Markdown", markdown(of_run)));
        let renderer = version(own, &facts.renderer, own.and_then(|site| site.renderer.as_ref()));
        let name = facts.renderer.packages.first().map_or("", |packages| first_name(packages));
        rows.extend(renderer.map(|text| ("renderer", format!("{name} {text}"))));
        rows.push(("templates", templates(dialect.templates).to_string()));
        rows.push(("front matter", front_matter(facts.front_matter_is_optional, dialect)));
        rows.extend(own.map(|site| ("posts in", posts_in(site))));
        rows.extend(names(facts.files.own_folders).map(|text| ("never posts in", text)));
    } else {
        rows.push(("Markdown", markdown(of_run)));
        rows.push(("templates", templates(dialect.templates).to_string()));
    }
    rows
}

fn generator(SiteOfRun { site, chosen, .. }: &SiteOfRun) -> String {
    match (site, chosen) {
        (_, Some(chosen)) => format!("{}, set in the config", chosen.title()),
        (Some(site), None) => format!("{}, by {}", site.generator.title(), site.shown_by),
        (None, None) => "not known: only what all of them agree on is an error".to_string(),
    }
}

/// The version, and where it is from; `None` where nothing would name one.
fn version(site: Option<&Site>, facts: &VersionFacts, found: Option<&FoundVersion>) -> Option<String> {
    if facts.packages.is_empty() {
        return None;
    }
    let (Some(found), Some(site)) = (found, site) else { return Some("the newest, as no file names one".to_string()) };
    let file = path_below(&found.file, &site.root).map_or_else(|| outside(&found.file, &site.root), shown_path);
    let newest = if found.newest.is_none() { ", so the newest" } else { "" };
    Some(format!("{}, by {file}:{}{newest}", found.written, found.line))
}

/// The path to a file in a folder above the site.
fn outside(file: &Path, root: &Path) -> String {
    let above = root.ancestors().position(|folder| path_below(file, folder).is_some()).unwrap_or(0);
    let below = root.ancestors().nth(above).and_then(|folder| path_below(file, folder)).unwrap_or(file);
    format!("{}{}", "../".repeat(above), shown_path(below))
}

fn first_name(packages: &Packages) -> &'static str {
    let (Packages::Npm(names)
    | Packages::Gem(names)
    | Packages::Python(names)
    | Packages::Go(names)
    | Packages::Tool(names)
    | Packages::Variable(names)) = packages;
    names.first().copied().unwrap_or("")
}

fn markdown(SiteOfRun { dialect, sets_markdown, .. }: &SiteOfRun) -> String {
    let name = match dialect.markdown {
        Flavour::Kramdown => "kramdown",
        Flavour::Commonmark => "CommonMark",
        Flavour::PythonMarkdown => "Python-Markdown",
        Flavour::Mdx => "MDX",
        Flavour::None => "bodies are not checked",
        Flavour::Unknown => "not known: CommonMark, and what kramdown agrees on",
    };
    let mut text = name.to_string();
    if dialect.html_holds_blocks {
        text += ", parse_block_html";
    }
    if dialect.markdown == Flavour::Commonmark && !dialect.has_indented_code() {
        text += ", four spaces make no code";
    }
    if !dialect.raw_html {
        text += ", raw HTML is dropped";
    }
    if dialect.markdown == Flavour::PythonMarkdown {
        text += &extensions(dialect.python_extensions);
    }
    if *sets_markdown { text + ", set in the config" } else { text }
}

fn extensions(extensions: Option<PythonExtensions>) -> String {
    let Some(on) = extensions else { return "; not all of its extensions are known".to_string() };
    let all = [
        ("md_in_html", on.inside_html),
        ("pymdownx.superfences", on.nested_fences),
        ("admonition", on.admonitions),
        ("pymdownx.details", on.details),
        ("pymdownx.tabbed", on.tabs),
        ("def_list", on.definitions),
        ("footnotes", on.footnotes),
        ("pymdownx.arithmatex", on.math),
        ("pymdownx.escapeall", on.escapes_all),
        ("pymdownx.snippets", on.snippets),
    ];
    let names: Vec<&str> = all.iter().filter(|(_, on)| *on).map(|(name, _)| *name).collect();
    if names.is_empty() { String::new() } else { format!(" with {}", names.join(", ")) }
}

fn templates(templates: Templates) -> &'static str {
    match templates {
        Templates::Liquid => "Liquid",
        Templates::Jinja => "Liquid or Nunjucks",
        Templates::HtmlNunjucks => "Nunjucks in HTML",
        Templates::Nunjucks | Templates::EscapedNunjucks => "Nunjucks",
        Templates::Tera => "the calls of Tera",
        Templates::Shortcodes => "shortcodes",
        Templates::None => "none: braces are text",
        Templates::Unknown => "not known: what looks like a tag is left alone",
    }
}

fn front_matter(is_optional: bool, dialect: &Dialect) -> String {
    let loader = dialect.yaml_loader().map_or("", |loader| loader.name());
    let needed = if is_optional { "not needed" } else { "needed" };
    format!("{needed}; YAML as {loader} reads it")
}

fn posts_in(site: &Site) -> String {
    let shown = |folder: &PathBuf| match path_below(folder, &site.root) {
        Some(below) if below.as_os_str().is_empty() => "all folders".to_string(),
        Some(below) => shown_path(below),
        None => outside(folder, &site.root),
    };
    if let BarePages::In { .. } = site.generator.facts().files.bare_pages {
        let mut folders: Vec<String> = site.source_folders().iter().map(shown).collect();
        folders.dedup();
        return format!("{}: every Markdown file", folders.join(", "));
    }
    match site.posts_folders() {
        _ if site.has_posts_folder => {
            "folders `_posts` and `_drafts`; other files with front matter are pages".to_string()
        }
        [] => "all folders: every file with front matter".to_string(),
        folders => format!("{}, and other files with front matter", folders.join(", ")),
    }
}

fn names(folders: &[&str]) -> Option<String> {
    (!folders.is_empty()).then(|| folders.join(", "))
}
