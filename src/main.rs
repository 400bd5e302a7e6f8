//! The program: hands the real arguments and streams to [`frontlint::cli::run`] and exits with its code.
use std::panic;
use std::process::ExitCode;

fn main() -> ExitCode {
    // A panic in a rule is a finding, which names it; one anywhere else is told by `cli::run`. Neither prints a backtrace.
    panic::set_hook(Box::new(|_| {}));
    ExitCode::from(frontlint::cli::run(
        std::env::args_os(),
        &mut std::io::stdin().lock(),
        &mut std::io::stdout().lock(),
        &mut std::io::stderr(),
    ))
}
