//! The program: hands the real arguments and streams to [`frontlint::cli::run`] and exits with its code.
use std::io::{self, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    frontlint::cli::keep_quiet();
    let mut stdout = stdout();
    ExitCode::from(frontlint::cli::run(std::env::args_os(), &mut io::stdin().lock(), &mut stdout, &mut io::stderr()))
}

/// Standard output itself: the library's keeps silent about a stream that cannot be written to.
#[cfg(unix)]
fn stdout() -> Box<dyn Write> {
    use std::os::fd::AsFd;
    match io::stdout().as_fd().try_clone_to_owned() {
        Ok(stream) => Box::new(std::fs::File::from(stream)),
        Err(_) => Box::new(io::stdout()),
    }
}

#[cfg(not(unix))]
fn stdout() -> Box<dyn Write> {
    Box::new(io::stdout().lock())
}
