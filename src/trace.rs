//! What becomes of the findings at one line, written down step by step for whoever asks why one is missing (`--trace-finding`).
use crate::text::{SourceFile, Span, locked};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// The line that is asked about, and what was written down about it.
#[derive(Debug)]
pub struct TraceRequest {
    file: PathBuf,
    line: usize,
    notes: Mutex<Vec<String>>,
}

/// A request about the post that is being checked.
#[derive(Clone, Copy, Debug)]
pub struct FindingTrace<'a> {
    source: &'a SourceFile,
    line: Span,
    request: &'a TraceRequest,
}

impl TraceRequest {
    /// Asks about a line (from 1) of the file with this canonical path.
    pub fn new(file: PathBuf, line: usize) -> Self {
        Self { file, line, notes: Mutex::default() }
    }

    /// The trace of a post, if it is the one asked about; `real` is its canonical path.
    pub fn of<'a>(&'a self, real: &Path, source: &'a SourceFile) -> Option<FindingTrace<'a>> {
        let is_asked = real == self.file && (1..=source.lines().count()).contains(&self.line);
        is_asked.then(|| FindingTrace { source, line: source.line_span(self.line), request: self })
    }

    /// The canonical path of the file that is asked about.
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// What was written down, in order.
    pub fn notes(&self) -> Vec<String> {
        locked(&self.notes).clone()
    }
}

impl FindingTrace<'_> {
    /// Writes down a step if it is about a place that begins on the line, or has a part of it.
    pub fn note(&self, places: &[Span], step: impl FnOnce() -> String) {
        let line = self.line;
        let is_here = |place: &Span| place.start() < line.end() && line.start() < place.end().max(place.start() + 1);
        if places.iter().any(is_here) {
            locked(&self.request.notes).push(step());
        }
    }

    /// Line and column of a place, for the words of a step.
    pub fn position(&self, place: Span) -> String {
        let at = self.source.position(place.start());
        format!("{}:{}", at.line, at.column)
    }
}
