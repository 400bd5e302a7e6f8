//! Keeps text of posts and files from being a command of the service that shows the log: GitHub Actions and Azure Pipelines obey lines that
//! begin with `::error` and the like, and `##[…]` anywhere in a line.
use std::cell::Cell;
use std::io::{self, Write};
use std::rc::Rc;

/// A stream through which no command passes.
pub(super) struct Harmless<W> {
    inner: W,
    /// Whether lines may begin with `::`, as those of the format `github` do.
    begins_commands: Rc<Cell<bool>>,
    /// Whether everything passes, because every byte matters.
    is_raw: Rc<Cell<bool>>,
    at: Place,
}

/// Where in a line the last byte was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// Only spaces so far.
    #[default]
    Start,
    /// One colon after nothing but spaces.
    Colon,
    /// Elsewhere, after this many `#`.
    Inside(usize),
}

impl<W: Write> Harmless<W> {
    /// `begins_commands` may be set once it is known that the report itself is made of commands, and `is_raw` once it is known that there
    /// is no report, but a text or a patch for another program.
    pub(super) fn new(inner: W, begins_commands: Rc<Cell<bool>>, is_raw: Rc<Cell<bool>>) -> Self {
        Self { inner, begins_commands, is_raw, at: Place::Start }
    }

    /// What stands for a byte when it would make a command; the place behind it is kept.
    fn instead(&mut self, byte: u8) -> Option<&'static [u8]> {
        let (at, instead): (Place, Option<&[u8]>) = match (byte, self.at) {
            (b'\n' | b'\r', _) | (b' ' | b'\t', Place::Start) => (Place::Start, None),
            (b':', Place::Start) => (Place::Colon, None),
            (b':', Place::Colon) if !self.begins_commands.get() => (Place::Inside(0), Some(b"<U+003A>")),
            (b'[', Place::Inside(2..)) => (Place::Inside(0), Some(b"<U+005B>")),
            (b'#', Place::Inside(before)) => (Place::Inside(before + 1), None),
            (b'#', _) => (Place::Inside(1), None),
            _ => (Place::Inside(0), None),
        };
        self.at = at;
        instead
    }
}

impl<W: Write> Write for Harmless<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_raw.get() {
            self.inner.write_all(bytes)?;
            return Ok(bytes.len());
        }
        let mut written = 0;
        for (index, byte) in bytes.iter().enumerate() {
            if let Some(instead) = self.instead(*byte) {
                self.inner.write_all(&bytes[written..index])?;
                self.inner.write_all(instead)?;
                written = index + 1;
            }
        }
        self.inner.write_all(&bytes[written..])?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(parts: &[&str], begins_commands: bool) -> String {
        let mut bytes = Vec::new();
        let mut stream = Harmless::new(&mut bytes, Rc::new(Cell::new(begins_commands)), Rc::default());
        for part in parts {
            stream.write_all(part.as_bytes()).unwrap();
        }
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_command_is_none_any_more_wherever_it_is_cut() {
        assert_eq!(written(&["a\n::error::x\n \t::set x"], false), "a\n:<U+003A>error::x\n \t:<U+003A>set x");
        assert_eq!(written(&["a\r::error::x"], false), "a\r:<U+003A>error::x");
        assert_eq!(written(&["a ##[error]b ###[x"], false), "a ##<U+005B>error]b ###<U+005B>x");
        assert_eq!(written(&["a\n:", ":error::", "x #", "#", "[y"], false), "a\n:<U+003A>error::x ##<U+005B>y");
    }

    #[test]
    fn other_text_is_left_alone() {
        for text in ["a::b\n: :\n:a ::b\n# [x]\n## x\n#[a]\n", "std::io", "", "{\"a\": \"::b\"}\n"] {
            assert_eq!(written(&[text], false), text);
        }
        assert_eq!(written(&["::error file=a::b ##[x]\n"], true), "::error file=a::b ##<U+005B>x]\n");
    }
}
