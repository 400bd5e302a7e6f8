//! The program: hands the real arguments and streams to [`frontlint::cli::run`] and exits with its code.
use std::process::ExitCode;

fn main() -> ExitCode {
    frontlint::cli::keep_quiet();
    ExitCode::from(frontlint::cli::run(
        std::env::args_os(),
        &mut std::io::stdin().lock(),
        &mut std::io::stdout().lock(),
        &mut std::io::stderr(),
    ))
}
