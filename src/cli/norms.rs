//! `frontlint norms`: what the posts of a site have in common, and what differs from it.
use super::args::{NormsArgs, NormsFormat};
use super::{CommandError, FAILED, Streams, config, terminal};
use crate::engine::{SiteTraits, Workspace};
use crate::files::Disk;
use crate::post::PostKind;
use crate::report::{Cell, Column, ReportStyle, Table, Tone, sanitize};
use crate::site::norms::{self, GroupHabits, Habit, Repeats, Unusual};
use crate::text::{plural, shown_path};
use serde::Serialize;

/// How many values of a vocabulary a line names.
const NAMED: usize = 6;
/// A key that fewer posts have is counted, not listed: one of so many.
const LISTED: usize = 4;
/// How many keys of a group are listed.
const MOST_KEYS: usize = 30;
/// A group with fewer posts has no table.
const SMALLEST: usize = 5;

pub(super) fn run(args: &NormsArgs, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    let chosen = match config::chosen(&args.source, &Disk::shared())? {
        Ok(chosen) => chosen,
        Err(report) => return config::refuse(&report, streams),
    };
    let workspace = Workspace::open(Disk::shared(), &chosen.current, chosen.configs);
    let (sites, unread) = workspace.traits(&super::or_current(&args.paths));
    let configs = workspace.config_report();
    if configs.summary.exit == FAILED {
        return config::refuse(&configs, streams);
    }
    let learned: Vec<(&SiteTraits, norms::Norms)> = sites
        .iter()
        .map(|site| {
            let root = site.site.as_ref().map_or(chosen.current.as_path(), |site| &site.root);
            (site, norms::learn(&site.posts, &workspace.value_files(site, root)))
        })
        .collect();
    match args.format {
        NormsFormat::Text => write_text(&learned, terminal::look(args.color), streams)?,
        NormsFormat::Json => {
            let json = NormsJson { version: 1, sites: learned.iter().map(site_json).collect() };
            serde_json::to_writer(&mut *streams.stdout, &json).map_err(std::io::Error::from)?;
            writeln!(streams.stdout)?;
        }
    }
    if learned.is_empty() {
        streams.note("there are no posts with front matter here; `frontlint files` shows which files are posts");
    }
    for problem in &unread {
        streams.note(problem);
    }
    Ok(if unread.is_empty() { 0 } else { FAILED })
}

fn write_text(
    learned: &[(&SiteTraits, norms::Norms)],
    look: ReportStyle,
    streams: &mut Streams<'_>,
) -> Result<(), CommandError> {
    for (nth, (site, norms)) in learned.iter().enumerate() {
        if nth > 0 {
            writeln!(streams.stdout)?;
        }
        let files = plural(site.posts.len(), "file");
        match site.generator() {
            Some(generator) => writeln!(streams.stdout, "{}: {files} with front matter", generator.title())?,
            None => writeln!(streams.stdout, "{files} with front matter")?,
        }
        if largest_group(norms) >= SMALLEST {
            writeln!(streams.stdout)?;
            table(norms).write(look, streams.stdout)?;
        }
        write_unusual(norms, streams)?;
    }
    Ok(())
}

/// The keys of each group of posts that is large enough.
fn table(norms: &norms::Norms) -> Table {
    let mut table = Table::new([Column::text("key"), Column::text("posts"), Column::text("habit")]);
    for group in norms.groups.iter().filter(|group| group.posts >= SMALLEST) {
        let is_listed = |habit: &&Habit| habit.posts * LISTED >= group.posts;
        let keys: Vec<&Habit> = group.keys.iter().filter(is_listed).take(MOST_KEYS).collect();
        let others = group.keys.len() - keys.len();
        let about = if others > 0 { format!("{} in fewer posts", plural(others, "other key")) } else { String::new() };
        table.group(&title(group), &about);
        for habit in keys {
            let all = habit.posts == group.posts;
            let share = if all { "all".to_string() } else { format!("{} of {}", habit.posts, group.posts) };
            let kind = habit.kind.map_or("several types", norms::NormKind::title);
            let about = about_values(habit).map_or(String::new(), |about| format!(", {about}"));
            let name = Cell::new(&habit.name, Tone::Plain);
            table.row([name, share.into(), Cell::new(&format!("{kind}{about}"), Tone::Plain)]);
        }
    }
    table
}

fn title(group: &GroupHabits) -> String {
    let what = if group.kind == PostKind::Page { "page" } else { "post" };
    let folder = if group.folder.is_empty() { String::new() } else { format!(" in {}", group.folder) };
    let layout = group.layout.as_ref().map_or(String::new(), |layout| format!(" with layout `{layout}`"));
    format!("{}{folder}{layout}", plural(group.posts, what))
}

/// What the values of a key have in common besides their type.
fn about_values(habit: &Habit) -> Option<String> {
    if let Some((file, _)) = &habit.file {
        return Some(format!("from {file}"));
    }
    match habit.repeats {
        Some(Repeats::Folder) => return Some("the name of the folder".to_string()),
        Some(Repeats::FileStem) => return Some("the name of the file".to_string()),
        None => {}
    }
    if let Some((example, _)) = habit.forms.first() {
        let more = habit.forms.len() - 1;
        let more = if more > 0 { format!(" and in {}", plural(more, "other form")) } else { String::new() };
        return Some(format!("like {example}{more}"));
    }
    match habit.vocabulary.as_slice() {
        [] => None,
        [(only, _)] => Some(format!("always {only}")),
        values => {
            let shown: Vec<String> =
                values.iter().take(NAMED).map(|(value, uses)| format!("{value} ({uses})")).collect();
            let more = values.len().saturating_sub(NAMED);
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            Some(format!("{}{more}", shown.join(", ")))
        }
    }
}

/// The number of files in the largest group.
fn largest_group(norms: &norms::Norms) -> usize {
    norms.groups.iter().map(|group| group.posts).max().unwrap_or(0)
}

fn write_unusual(norms: &norms::Norms, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    let unusual = &norms.unusual;
    if unusual.is_empty() {
        let largest = largest_group(norms);
        if largest < norms::FEWEST {
            let least = norms::FEWEST;
            writeln!(
                streams.stdout,
                "\ntoo few files to say what is unusual: {largest} are alike, {least} are needed"
            )?;
        } else {
            writeln!(streams.stdout, "\nnothing unusual")?;
        }
        return Ok(());
    }
    writeln!(streams.stdout, "\n{} unusual:", plural(unusual.len(), "place"))?;
    for one in unusual {
        writeln!(streams.stdout, "{}", sanitize(&line(one)))?;
    }
    Ok(())
}

/// A line about something unusual: its place and the evidence.
pub(super) fn line(unusual: &Unusual) -> String {
    let Unusual { path, at, message, copies, .. } = unusual;
    let copies = match copies {
        0 => String::new(),
        copies => format!(" (and in {})", plural(*copies, "other version")),
    };
    format!("{}:{}:{}: {message}{copies}", shown_path(path), at.position.line, at.position.column)
}

/// What `--format json` prints.
#[derive(Serialize)]
struct NormsJson<'a> {
    version: u8,
    sites: Vec<SiteJson<'a>>,
}

#[derive(Serialize)]
struct SiteJson<'a> {
    generator: Option<&'static str>,
    posts: usize,
    groups: Vec<GroupJson<'a>>,
    unusual: Vec<UnusualJson<'a>>,
}

#[derive(Serialize)]
struct GroupJson<'a> {
    folder: &'a str,
    layout: Option<&'a str>,
    kind: &'static str,
    posts: usize,
    keys: Vec<KeyJson<'a>>,
}

#[derive(Serialize)]
struct KeyJson<'a> {
    key: &'a str,
    posts: usize,
    r#type: Option<&'static str>,
    forms: Vec<FormJson<'a>>,
    values: Vec<ValueJson<'a>>,
    file: Option<&'a str>,
    repeats: Option<&'static str>,
}

#[derive(Serialize)]
struct FormJson<'a> {
    example: &'a str,
    posts: usize,
}

#[derive(Serialize)]
struct ValueJson<'a> {
    value: &'a str,
    posts: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct UnusualJson<'a> {
    path: String,
    key: &'a str,
    kind: &'static str,
    message: &'a str,
    span: SpanJson,
    start: StartJson,
    value: Option<&'a str>,
    posts: usize,
    usual: &'a str,
    usual_posts: usize,
    other_versions: usize,
}

#[derive(Serialize)]
struct SpanJson {
    start: usize,
    end: usize,
}

#[derive(Serialize)]
struct StartJson {
    line: usize,
    column: usize,
}

fn site_json<'a>((site, norms): &'a (&SiteTraits, norms::Norms)) -> SiteJson<'a> {
    SiteJson {
        generator: site.generator().map(|generator| generator.facts().name),
        posts: site.posts.len(),
        groups: norms.groups.iter().map(group_json).collect(),
        unusual: norms.unusual.iter().map(unusual_json).collect(),
    }
}

fn group_json(group: &GroupHabits) -> GroupJson<'_> {
    fn key_json(habit: &Habit) -> KeyJson<'_> {
        KeyJson {
            key: &habit.name,
            posts: habit.posts,
            r#type: habit.kind.map(norms::NormKind::title),
            forms: habit.forms.iter().map(|(example, posts)| FormJson { example, posts: *posts }).collect(),
            values: habit.vocabulary.iter().map(|(value, posts)| ValueJson { value, posts: *posts }).collect(),
            file: habit.file.as_ref().map(|(name, _)| name.as_str()),
            repeats: habit.repeats.map(|repeats| match repeats {
                Repeats::Folder => "folder",
                Repeats::FileStem => "file-stem",
            }),
        }
    }
    GroupJson {
        folder: &group.folder,
        layout: group.layout.as_deref(),
        kind: if group.kind == PostKind::Page { "page" } else { "post" },
        posts: group.posts,
        keys: group.keys.iter().map(key_json).collect(),
    }
}

fn unusual_json(unusual: &Unusual) -> UnusualJson<'_> {
    let Unusual { path, copies, at, key, kind, value, posts, usual, usual_posts, message } = unusual;
    UnusualJson {
        path: shown_path(path),
        key,
        kind: kind.name(),
        message,
        span: SpanJson { start: at.span.start(), end: at.span.end() },
        start: StartJson { line: at.position.line, column: at.position.column },
        value: value.as_deref(),
        posts: *posts,
        usual,
        usual_posts: *usual_posts,
        other_versions: *copies,
    }
}
