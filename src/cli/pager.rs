//! Shows long text on a terminal through the reader's pager.
use super::{CommandError, Streams, terminal};
use std::ffi::OsString;
use std::io::Write;
use std::process::{Child, Command, Stdio};

/// The pager of those who have not chosen one.
const USUAL: &str = "less";
/// Names that mean: no pager.
const NONE: [&str; 2] = ["cat", ""];

/// Writes `text` to standard output: through `PAGER` when it is longer than the terminal. Without one, or where it cannot be started,
/// the text is simply written.
pub(super) fn show(text: &str, streams: &mut Streams<'_>) -> Result<(), CommandError> {
    let is_long = terminal::rows().is_some_and(|rows| text.lines().count() >= rows);
    let pager = if is_long { start(std::env::var("PAGER").ok()) } else { None };
    match pager {
        Some(mut pager) => {
            // The reader may leave before the end; what is left is then not wanted.
            if let Some(mut input) = pager.stdin.take() {
                let _ = input.write_all(text.as_bytes());
            }
            let _ = pager.wait();
        }
        None => streams.stdout.write_all(text.as_bytes())?,
    }
    Ok(())
}

/// Starts the pager, a program and its options; `None` when there is none.
fn start(chosen: Option<String>) -> Option<Child> {
    let chosen = chosen.unwrap_or_else(|| USUAL.to_owned());
    let mut words = chosen.split_whitespace();
    let program = words.next().filter(|program| !NONE.contains(program))?;
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::piped());
    // As git does: show colours, leave at once when all is on one screen, keep what was read on the screen.
    for (name, value) in [("LESS", "FRX"), ("LV", "-c")] {
        if std::env::var_os(name).is_none_or(|known: OsString| known.is_empty()) {
            command.env(name, value);
        }
    }
    command.spawn().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_pager_is_started_where_none_is_wanted_or_there_is_none() {
        for pager in ["", " ", "cat", "frontlint-has-no-such-pager -R"] {
            assert!(start(Some(pager.to_owned())).is_none(), "{pager:?}");
        }
    }
}
