//! `frontlint init`: a commented config to begin with.
use super::args::Init;
use super::{CommandError, Streams};
use crate::config;
use crate::files::in_words;
use std::fs::File;
use std::io::{self, ErrorKind, Write};
use std::path::Path;

/// The config that is written, in the current folder.
const NAME: &str = "frontlint.yaml";

pub(super) fn run(args: &Init, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    let text = config::init_text(&args.preset).map_err(|unknown| CommandError::Said(unknown.to_string()))?;
    // One of the other names would no longer be read.
    if let Some(name) = config::NAMES.iter().find(|name| Path::new(name).symlink_metadata().is_ok()) {
        return Err(there_already(name));
    }
    let mut file = File::create_new(NAME).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => there_already(NAME),
        _ => cannot_write(&error),
    })?;
    file.write_all(text.as_bytes()).map_err(|error| cannot_write(&error))?;
    streams.note(&format!(
        "wrote {NAME}: it asks for what the preset `{}` asks for, and shows what else it could",
        args.preset
    ));
    Ok(0)
}

fn there_already(name: &str) -> CommandError {
    CommandError::Said(format!("{name} is there already, and was left as it is"))
}

fn cannot_write(error: &io::Error) -> CommandError {
    CommandError::Said(format!("cannot write {NAME}: {}", in_words(error)))
}
