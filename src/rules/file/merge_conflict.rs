//! `file/merge-conflict`: both sides of a merge, with git's conflict markers between them.
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Span, line_end};
use memchr::memmem;

pub(crate) struct MergeConflict;

const OURS: &str = "<<<<<<< ";
const THEIRS: &str = ">>>>>>> ";

impl Rule for MergeConflict {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let text = post.source.text();
        let Some(end) = markers(text, THEIRS).last() else { return };
        let starts: Vec<usize> = markers(text, OURS).take_while(|start| *start < end).collect();
        if starts.is_empty() {
            return;
        }
        let ends: Vec<usize> = markers(text, THEIRS).filter(|at| !post.is_code(*at)).collect();
        for start in starts.into_iter().filter(|at| !post.is_code(*at)) {
            let Some(end) = ends.get(ends.partition_point(|end| *end < start)) else { return };
            cx.report(line(text, start), "unresolved merge conflict")
                .label(line(text, *end), "the conflict ends here")
                .help(
                    "the file contains both versions between git's conflict markers; keep one and delete the markers",
                );
        }
    }
}

/// The offsets of a conflict marker at the start of a line.
fn markers<'t>(text: &'t str, marker: &'static str) -> impl Iterator<Item = usize> + 't {
    memmem::find_iter(text.as_bytes(), marker)
        .filter(|at| *at == 0 || matches!(text.as_bytes()[at - 1], b'\n' | b'\r') || text[..*at] == *"\u{feff}")
}

fn line(text: &str, start: usize) -> Span {
    Span::new(start, start + text[start..line_end(text, start)].trim_end().len())
}
