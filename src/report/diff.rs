//! What fixes would change, as a unified diff.
use super::{Paint, ReportStyle, Tone, sanitize};
use similar::TextDiff;
use std::io::{self, Write};
use std::path::Path;
use std::time::Duration;

/// How many lines around a change are shown.
const AROUND: usize = 3;
/// How long the shortest diff of one file is searched for; what is found by then is longer, and right.
const PATIENCE: Duration = Duration::from_secs(2);

/// Writes the changes of a file, as `git apply` reads them; on a terminal as text that it cannot obey.
///
/// # Errors
/// The stream cannot be written to.
pub fn diff(
    path: &Path,
    (before, after): (&[u8], &[u8]),
    look: ReportStyle,
    for_terminal: bool,
    out: &mut dyn Write,
) -> io::Result<()> {
    let lines = TextDiff::configure().timeout(PATIENCE).diff_lines(before, after);
    let mut text = Vec::new();
    lines
        .unified_diff()
        .context_radius(AROUND)
        .header(&in_header("a/", path), &in_header("b/", path))
        .to_writer(&mut text)?;
    if !for_terminal {
        return out.write_all(&text);
    }
    let paint = Paint::of(look);
    for line in String::from_utf8_lossy(&text).lines() {
        let line = sanitize(line);
        let tone = match line.as_bytes().first() {
            Some(b'+') => Tone::Good,
            Some(b'-') => Tone::Bad,
            Some(b'@') => Tone::Dim,
            _ => Tone::Plain,
        };
        writeln!(out, "{}", paint.tone(tone, &line))?;
    }
    Ok(())
}

/// A path in a header: with `/`, and quoted as git does where it holds characters that would end it.
fn in_header(prefix: &str, path: &Path) -> String {
    let path = path.to_string_lossy();
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.into_owned() };
    if !path.contains(|c: char| c.is_control() || matches!(c, '"' | '\\')) {
        return format!("{prefix}{path}");
    }
    let mut quoted = format!("\"{prefix}");
    for c in path.chars() {
        match c {
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_ascii_control() => quoted.extend(format!("\\{:03o}", u32::from(c)).chars()),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
