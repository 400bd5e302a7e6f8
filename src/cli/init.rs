//! `frontlint init`: writes a commented config, learned from the posts of the current folder or with the settings of a preset.
use super::args::Init;
use super::{CommandError, FAILED, Streams, norms};
use crate::config::{self, LearnedConfig, LearnedFrom};
use crate::engine::{SiteTraits, Status, Workspace};
use crate::files::{Disk, in_words};
use crate::report::sanitize;
use crate::site::Site;
use crate::text::{plural, shown_path};
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// The name of the config that is written to the current folder, and the name where the generator would publish a file of this name.
const NAME: &str = "frontlint.yaml";
const HIDDEN_NAME: &str = ".frontlint.yaml";
/// How many unusual places are shown.
const SHOWN: usize = 20;

/// A config that is ready to be written.
struct NewConfig {
    name: &'static str,
    text: String,
    /// What it is, for people.
    about: String,
    /// What is unusual in the posts.
    learned: Option<LearnedConfig>,
}

pub(super) fn run(args: &Init, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    let (new, unread) = match &args.preset {
        Some(preset) => (of_preset(preset)?, Vec::new()),
        None => of_posts()?,
    };
    if args.dry_run {
        streams.stdout.write_all(new.text.as_bytes())?;
        streams.note(&format!("this is {}, which was not written: {}", new.name, new.about));
    } else {
        write(new.name, &new.text)?;
        streams.note(&format!("wrote {}: {}", new.name, new.about));
    }
    for problem in &unread {
        streams.note(&format!("nothing was learned from {problem}"));
    }
    if let Some(learned) = &new.learned {
        show_unusual(learned, args.dry_run, streams)?;
    }
    Ok(if unread.is_empty() { 0 } else { FAILED })
}

fn of_preset(preset: &str) -> Result<NewConfig, CommandError> {
    let text = config::init_text(preset).map_err(|unknown| CommandError::Message(unknown.to_string()))?;
    let about = format!("a config with the settings of the preset `{preset}`, and all others as comments");
    Ok(NewConfig { name: NAME, text, about, learned: None })
}

/// The config that the posts here teach, or that of a site without posts; and which files could not be read, and why.
fn of_posts() -> Result<(NewConfig, Vec<String>), CommandError> {
    let current = std::env::current_dir()
        .map_err(|error| CommandError::Message(format!("the current folder cannot be found: {}", in_words(&error))))?;
    let current = current.canonicalize().unwrap_or(current);
    let none = config::preset("none", &current).map_err(|unknown| CommandError::Message(unknown.to_string()))?;
    let workspace = Workspace::open(Disk::shared(), &current, none);
    let (sites, unread) = workspace.traits(&[PathBuf::from(".")]);
    let new = match learned(&sites, &workspace, &current) {
        Some(learned) => learned,
        None => of_generator(&workspace, &current)?,
    };
    Ok((new, unread))
}

/// The config of a site without posts to learn from: that of its generator, if it is known.
fn of_generator(workspace: &Workspace, current: &Path) -> Result<NewConfig, CommandError> {
    let site = workspace.only_site(&[PathBuf::from(".")]);
    let name = if site.as_deref().is_some_and(|site| publishes(site, current)) { HIDDEN_NAME } else { NAME };
    let facts = site.as_deref().map(|site| site.generator.facts());
    if let Some(facts) = facts.filter(|facts| facts.preset.is_some()) {
        return Ok(NewConfig { name, ..of_preset(facts.name)? });
    }
    let about = "a config that requires nothing, as no file here has front matter to learn from".to_string();
    Ok(NewConfig { name, text: config::empty_init_text(), about, learned: None })
}

/// Whether the generator would publish a file of the current folder that it does not know.
fn publishes(site: &Site, current: &Path) -> bool {
    site.generator.facts().files.publishes_unknown_files && current.starts_with(&site.root)
}

/// The config that the posts of these sites teach; `None` when there are none.
fn learned(sites: &[SiteTraits], workspace: &Workspace, current: &Path) -> Option<NewConfig> {
    let here = [PathBuf::from(".")];
    // The config is for all posts here; the site with most of them is the one that it names.
    let main = sites.iter().max_by_key(|site| site.posts.len())?;
    let files = workspace.value_files(main, current);
    let site = main.site.as_deref();
    let generator =
        site.map(|site| site.generator).filter(|_| sites.iter().all(|other| other.generator() == main.generator()));
    let is_optional = generator.is_some_and(|generator| generator.facts().front_matter_is_optional);
    let has_posts_folder = sites.iter().any(|site| site.site.as_ref().is_some_and(|site| site.has_posts_folder));
    let is_published = |site: &SiteTraits| site.site.as_deref().is_some_and(|site| publishes(site, current));
    let name = if sites.iter().any(is_published) { HIDDEN_NAME } else { NAME };
    let globs = if is_optional || has_posts_folder { None } else { globs(workspace, &here) };
    let mut posts: Vec<_> = sites.iter().flat_map(|site| site.posts.iter().cloned()).collect();
    for post in &mut posts {
        post.place.clone_from(&post.path);
    }
    let from = LearnedFrom { posts: &posts, files: &files, generator, globs, has_posts_folder };
    let learned = config::learn(&from);
    let (fields, required) = learned.fields;
    let fields = match fields {
        0 => String::new(),
        _ => format!("; it has {}, {required} of them required", plural(fields, "field")),
    };
    let about = format!("learned from {} with front matter{fields}", plural(posts.len(), "file"));
    Some(NewConfig { name, text: learned.text.clone(), about, learned: Some(learned) })
}

/// Globs that tell posts from other files.
fn globs(workspace: &Workspace, here: &[PathBuf]) -> Option<Vec<String>> {
    let listed: Vec<(String, bool)> = workspace
        .list(here)
        .iter()
        // Whether a file that cannot be read is a post is not known.
        .filter(|listed| !matches!(listed.status, Status::Failed(_)))
        .map(|listed| (shown_path(&listed.path), matches!(listed.status, Status::Checked(_))))
        .collect();
    config::post_globs(listed.iter().map(|(path, is_post)| (path.as_str(), *is_post)))
}

/// Shows what is unusual: on standard output, or on standard error where that has the config.
fn show_unusual(learned: &LearnedConfig, dry_run: bool, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    let unusual = &learned.unusual;
    if unusual.is_empty() {
        return Ok(());
    }
    let mut lines = vec![format!("\nunusual in the posts ({}):", unusual.len())];
    lines.extend(unusual.iter().take(SHOWN).map(|one| sanitize(&norms::line(one)).into_owned()));
    if unusual.len() > SHOWN {
        lines.push(format!("and {} more; `frontlint norms` and `frontlint` list all", unusual.len() - SHOWN));
    }
    let text = lines.join("\n") + "\n";
    if dry_run {
        let _ = streams.stderr.write_all(text.as_bytes());
    } else {
        streams.stdout.write_all(text.as_bytes())?;
    }
    Ok(())
}

fn write(name: &str, text: &str) -> Result<(), CommandError> {
    // A config under one of the other names would no longer be read.
    if let Some(name) = config::NAMES.iter().find(|name| Path::new(name).symlink_metadata().is_ok()) {
        return Err(already_exists(name));
    }
    let mut file = File::create_new(name).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => already_exists(name),
        _ => cannot_write(name, &error),
    })?;
    file.write_all(text.as_bytes()).map_err(|error| cannot_write(name, &error))
}

fn already_exists(name: &str) -> CommandError {
    CommandError::Message(format!("{name} already exists and was not changed"))
}

fn cannot_write(name: &str, error: &io::Error) -> CommandError {
    CommandError::Message(format!("cannot write {name}: {}", in_words(error)))
}
