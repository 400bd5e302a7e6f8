//! The command line: what was typed becomes a run, its report and an exit code.
mod args;
mod check;
mod config;
mod explain;
mod files;
mod init;
mod output;
mod panics;
mod progress;
mod terminal;
mod values;

pub use panics::keep_quiet;

use crate::files::in_words;
use crate::report::sanitize;
use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use output::Pipe;
use std::ffi::OsString;
use std::io::{self, BufWriter, Read, Write};
use std::path::PathBuf;

/// Exit code of a run that could not do its work.
const FAILED: u8 = 2;

/// Why a command could not do its work.
#[derive(Debug, thiserror::Error)]
enum CommandError {
    /// Standard output refused the report.
    #[error("cannot write to standard output: {}", in_words(.0))]
    Write(#[from] io::Error),
    /// Anything else, said in words.
    #[error("{0}")]
    Said(String),
}

/// Where a command reads and writes.
struct Streams<'a> {
    stdin: &'a mut dyn Read,
    stdout: &'a mut dyn Write,
    stderr: &'a mut dyn Write,
}

impl Streams<'_> {
    /// Says something beside the report; nobody can be told when that fails.
    fn note(&mut self, text: &str) {
        let _ = writeln!(self.stderr, "frontlint: {}", sanitize(text));
    }
}

/// Runs the program on these arguments (the program's own name first) and streams, and returns its exit code.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    stdin: &mut dyn Read,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> u8 {
    let mut stdout = BufWriter::with_capacity(1 << 16, Pipe::new(stdout));
    let mut streams = Streams { stdin, stdout: &mut stdout, stderr };
    let result = match Cli::try_parse_from(args::with_command(args.into_iter().collect())) {
        Ok(cli) => panics::caught(|| run_command(cli.command, &mut streams)),
        Err(error) => usage(&error, &mut streams),
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
        Command::Rules(args) => explain::rules(&args, streams),
        Command::Values(args) => values::run(&args, streams),
        Command::Init(args) => init::run(&args, streams),
        Command::Completions(args) => {
            let mut script = Vec::new();
            clap_complete::generate(args.shell, &mut Cli::command(), "frontlint", &mut script);
            streams.stdout.write_all(&script)?;
            Ok(0)
        }
    }
}

/// The paths given, or the current folder.
fn or_current(paths: &[PathBuf]) -> Vec<PathBuf> {
    if paths.is_empty() { vec![PathBuf::from(".")] } else { paths.to_vec() }
}

/// What clap has to say: help and version on standard output, complaints on standard error.
fn usage(error: &clap::Error, streams: &mut Streams<'_>) -> Result<u8, CommandError> {
    if error.use_stderr() {
        let _ = write!(streams.stderr, "{}", error.render());
        return Ok(FAILED);
    }
    write!(streams.stdout, "{}", error.render())?;
    Ok(0)
}
