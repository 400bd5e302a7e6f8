//! The program: turns the command line into a run, its report and an exit code.
mod args;
mod check;
mod completions;
mod config;
mod config_show;
mod explain;
mod explain_site;
mod files;
mod fix;
mod fix_args;
mod fmt;
mod harmless;
mod init;
mod norms;
mod output;
mod pager;
mod panics;
mod progress;
mod rename_key;
mod rules;
mod shared_args;
mod terminal;
mod usage;
mod values;
mod wrong_calls;

pub use panics::keep_quiet;

use crate::files::in_words;
use crate::report::sanitize;
use args::{Cli, Command};
use clap::Parser;
use harmless::Harmless;
use output::Pipe;
use std::cell::Cell;
use std::ffi::OsString;
use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;
use std::rc::Rc;

/// The exit code of a run that failed itself.
const FAILED: u8 = 2;

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
enum CommandError {
    /// The report could not be written to standard output.
    #[error("cannot write to standard output: {}", in_words(.0))]
    Write(#[from] io::Error),
    /// Any other reason, as a message.
    #[error("{0}")]
    Message(String),
}

/// The streams that a command reads from and writes to.
struct Streams<'a> {
    stdin: &'a mut dyn Read,
    stdout: &'a mut dyn Write,
    stderr: &'a mut dyn Write,
    /// Whether lines of standard output may begin with `::`, which is a command in logs of CI.
    begins_commands: Rc<Cell<bool>>,
    /// Whether every byte of standard output must stay as it is: it is a text or a patch.
    is_raw: Rc<Cell<bool>>,
}

impl Streams<'_> {
    /// Writes a note to standard error. An error is ignored, as there is nowhere left to report it.
    fn note(&mut self, text: &str) {
        let _ = writeln!(self.stderr, "frontlint: {}", sanitize(text));
    }
}

/// Runs the program with these arguments (its own name first) and streams, and returns its exit code.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    stdin: &mut dyn Read,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> u8 {
    let begins_commands = Rc::new(Cell::new(false));
    let is_raw = Rc::new(Cell::new(false));
    let harmless = Harmless::new(Pipe::new(stdout), Rc::clone(&begins_commands), Rc::clone(&is_raw));
    let mut stdout = BufWriter::with_capacity(1 << 16, harmless);
    let mut stderr = Harmless::new(stderr, Rc::default(), Rc::default());
    let mut streams = Streams { stdin, stdout: &mut stdout, stderr: &mut stderr, begins_commands, is_raw };
    let args = args::with_command(args.into_iter().collect());
    let command = args.get(1).map(|command| command.to_string_lossy().into_owned()).unwrap_or_default();
    let result = match Cli::try_parse_from(args) {
        Ok(cli) => panics::caught(|| run_command(cli.command, &mut streams)),
        Err(error) => say_usage(&error, &command, &mut streams),
    };
    let result = result.and_then(|code| {
        streams.stdout.flush()?;
        Ok(code)
    });
    result.unwrap_or_else(|failure| {
        streams.note(&failure.to_string());
        FAILED
    })
}

fn run_command(command: Command, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    match command {
        Command::Check(args) => check::run(&args, streams),
        Command::Files(args) => files::run(&args, streams),
        Command::Explain(args) => explain::explain(&args, streams),
        Command::Rules(args) => rules::run(&args, streams),
        Command::Values(args) => values::run(&args, streams),
        Command::Norms(args) => norms::run(&args, streams),
        Command::Fmt(args) => fmt::run(&args, streams),
        Command::RenameKey(args) => rename_key::run(&args, streams),
        Command::Config(command) => config_show::run(&command, streams),
        Command::Init(args) => init::run(&args, streams),
        Command::Completions(args) => completions::run(&args, streams),
    }
}

/// The paths given, or the current folder.
fn or_current(paths: &[PathBuf]) -> Vec<PathBuf> {
    if paths.is_empty() { vec![PathBuf::from(".")] } else { paths.to_vec() }
}

/// Prints the message of clap: help and version to standard output, errors to standard error.
fn say_usage(error: &clap::Error, command: &str, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    if let Some(answer) = usage::answer(error, command) {
        return Err(CommandError::Message(answer));
    }
    if error.use_stderr() {
        // The message quotes the arguments, which may be names of files.
        for line in error.render().to_string().lines() {
            let _ = writeln!(streams.stderr, "{}", sanitize(line));
        }
        return Ok(FAILED);
    }
    write!(streams.stdout, "{}", error.render())?;
    Ok(0)
}
