//! What fixes would change, as a unified diff.
use super::{Paint, ReportStyle, Tone, sanitize};
use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, ChangeTag, capture_diff_slices_deadline, group_diff_ops};
use std::io::{self, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// How many lines around a change are shown.
const AROUND: usize = 3;
/// How long the shortest diff of one file is searched for; what is found by then is longer, and right.
const PATIENCE: Duration = Duration::from_secs(2);

/// Writes the changes of a file, as `git apply` reads them, exact to the byte; on a terminal as text that it cannot obey.
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
    let text = patch(path, before, after)?;
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

/// The patch. A line ends at a line feed and nowhere else, as for git, and bytes that are not UTF-8 stay as they are.
fn patch(path: &Path, before: &[u8], after: &[u8]) -> io::Result<Vec<u8>> {
    let lines = |bytes: &'_ [u8]| -> Vec<Vec<u8>> {
        bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect()
    };
    let (old, new) = (lines(before), lines(after));
    let mut out = Vec::new();
    writeln!(out, "--- {}", in_header("a/", path))?;
    writeln!(out, "+++ {}", in_header("b/", path))?;
    let deadline = Instant::now() + PATIENCE;
    let ops = capture_diff_slices_deadline(Algorithm::Myers, &old, &new, Some(deadline));
    for hunk in group_diff_ops(ops, AROUND) {
        writeln!(out, "{}", UnifiedHunkHeader::new(&hunk))?;
        for change in hunk.iter().flat_map(|op| op.iter_changes(&old, &new)) {
            let sign = match change.tag() {
                ChangeTag::Equal => b' ',
                ChangeTag::Delete => b'-',
                ChangeTag::Insert => b'+',
            };
            let line = change.value_ref();
            out.push(sign);
            out.extend(line.iter());
            if !line.ends_with(b"\n") {
                out.extend(b"\n\\ No newline at end of file\n");
            }
        }
    }
    Ok(out)
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
