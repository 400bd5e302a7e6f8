//! `frontlint init`: writes a commented config to start from.
use super::args::Init;
use super::{CommandError, Streams};
use crate::config;
use crate::files::in_words;
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// The name of the config that is written to the current folder.
const NAME: &str = "frontlint.yaml";

pub(super) fn run(args: &Init, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    let text = config::init_text(&args.preset).map_err(|unknown| CommandError::Message(unknown.to_string()))?;
    // A config under one of the other names would no longer be read.
    if let Some(name) = config::NAMES.iter().find(|name| Path::new(name).symlink_metadata().is_ok()) {
        return Err(already_exists(name));
    }
    let mut file = File::create_new(NAME).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => already_exists(NAME),
        _ => cannot_write(&error),
    })?;
    file.write_all(text.as_bytes()).map_err(|error| cannot_write(&error))?;
    streams.note(&format!(
        "wrote {NAME}: it has the settings of the preset `{}`, and all others as comments",
        args.preset
    ));
    Ok(0)
}

fn already_exists(name: &str) -> CommandError {
    CommandError::Message(format!("{name} already exists and was not changed"))
}

fn cannot_write(error: &io::Error) -> CommandError {
    CommandError::Message(format!("cannot write {NAME}: {}", in_words(error)))
}
