//! Standard output as a pipe that may close early.
use std::io::{self, ErrorKind, Write};

/// A stream whose reader may go away (`frontlint | head`): from then on nothing is written, and that is not an error.
#[derive(Debug)]
pub(super) struct Pipe<W> {
    inner: W,
    closed: bool,
}

impl<W: Write> Pipe<W> {
    pub(super) fn new(inner: W) -> Self {
        Self { inner, closed: false }
    }

    fn unless_closed(&mut self, result: io::Result<usize>, otherwise: usize) -> io::Result<usize> {
        match result {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.closed = true;
                Ok(otherwise)
            }
            other => other,
        }
    }
}

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.closed {
            return Ok(bytes.len());
        }
        let result = self.inner.write(bytes);
        self.unless_closed(result, bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.closed {
            return Ok(());
        }
        let result = self.inner.flush().map(|()| 0);
        self.unless_closed(result, 0).map(drop)
    }
}
