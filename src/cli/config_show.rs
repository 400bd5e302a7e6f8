//! `frontlint config show` and `frontlint config schema`: which config a file has, with the place of each value, and the JSON Schema.
use super::args::{ConfigCommand, ConfigShow};
use super::{CommandError, Streams, config, terminal};
use crate::config::{Config, ValueOrigin, json_schema, origins};
use crate::engine::{Workspace, as_typed};
use crate::files::{Disk, in_words};
use crate::report::{Cell, Column, Table, Tone};
use crate::text::shown_path;
use std::path::{Path, PathBuf};

/// What holds where no config says otherwise.
const DEFAULTS: [(&str, &str); 7] = [
    ("generator", "auto"),
    ("markdown", "auto"),
    ("locale", "every known language"),
    ("unknown-fields", "warn-near-miss"),
    ("pages", "false"),
    ("limits.file-size", "8 MiB"),
    ("limits.depth", "512"),
];

pub(super) fn run(command: &ConfigCommand, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    match command {
        ConfigCommand::Show(args) => show(args, streams),
        ConfigCommand::Schema => {
            serde_json::to_writer_pretty(&mut *streams.stdout, &json_schema()).map_err(std::io::Error::from)?;
            writeln!(streams.stdout)?;
            Ok(0)
        }
    }
}

fn show(args: &ConfigShow, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    let chosen = match config::chosen(&args.source, &Disk::shared())? {
        Ok(chosen) => chosen,
        Err(report) => return config::refuse(&report, streams),
    };
    let workspace = Workspace::open(Disk::shared(), &chosen.current, chosen.configs);
    let file = post_of(args.file.as_deref())?;
    let own = workspace.config_of(&file);
    let report = workspace.config_report();
    report.notes.iter().for_each(|note| streams.note(note));
    if own.is_broken {
        return config::refuse(&report, streams);
    }
    if let Some(why) = &own.why {
        streams.note(&format!("no config: {why}"));
    }
    let path = args.file.as_ref().filter(|file| !file.is_dir()).map(|_| own.path.as_path());
    let look = terminal::look(args.color);
    table(&own.config, path, own.why.is_some(), &chosen.current).write(look, streams.stdout)?;
    streams.note("rules that are not listed have the level that `frontlint rules` shows");
    Ok(0)
}

/// The file that is asked about; for a folder, one that could be in it.
fn post_of(file: Option<&Path>) -> Result<PathBuf, CommandError> {
    let file = file.unwrap_or(Path::new("."));
    match file.try_exists() {
        Ok(true) if file.is_dir() => Ok(file.join("post.md")),
        Ok(true) => Ok(file.to_path_buf()),
        Ok(false) => Err(cannot_show(file, "no such file or folder")),
        Err(error) => Err(cannot_show(file, &in_words(&error))),
    }
}

fn cannot_show(file: &Path, why: &str) -> CommandError {
    CommandError::Message(format!("cannot show the config of {}: {why}", shown_path(file)))
}

/// The values, where each is written, and what holds by default; `by_habit`: which fields a preset requires follows from the site.
fn table(config: &Config, path: Option<&Path>, by_habit: bool, current: &Path) -> Table {
    let mut table = Table::new([Column::text("key"), Column::text("value"), Column::text("from")]);
    let all = origins(config, path);
    for origin in &all {
        let ValueOrigin { key, value, source, line, files } = origin;
        let source = &config.sources[*source];
        let place = match source.preset {
            Some(name) => format!("preset {name}:{line}"),
            None => format!("{}:{line}", shown_path(&as_typed(current, source.text.path()))),
        };
        let field = key.strip_prefix("fields.").and_then(|rest| rest.strip_suffix(".required"));
        let is_rare =
            by_habit && field.and_then(|name| config.settings.field(name)).is_some_and(|field| !field.required);
        let (value, place) =
            if is_rare { ("false", "the posts of the site".to_owned()) } else { (value.as_str(), place) };
        let place = files.as_ref().map_or(place.clone(), |files| format!("{place}, override of {files}"));
        table.row([Cell::new(key, Tone::Bold), value.into(), Cell::new(&place, Tone::Dim)]);
    }
    for (key, value) in DEFAULTS.iter().filter(|(key, _)| !all.iter().any(|origin| origin.key == *key)) {
        table.row([Cell::new(key, Tone::Dim), Cell::from(*value), Cell::new("default", Tone::Dim)]);
    }
    table
}
