//! `file/merge-conflict`: both sides of a merge, left for someone to choose.
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
        let Some(end) = marks(text, THEIRS).last() else { return };
        let starts: Vec<usize> = marks(text, OURS).take_while(|start| *start < end).collect();
        if starts.is_empty() {
            return;
        }
        let ends: Vec<usize> = marks(text, THEIRS).filter(|at| !post.is_code(*at)).collect();
        for start in starts.into_iter().filter(|at| !post.is_code(*at)) {
            let Some(end) = ends.get(ends.partition_point(|end| *end < start)) else { return };
            cx.report(line(text, start), "a merge conflict that was never settled")
                .label(line(text, *end), "it ends here")
                .help("both versions are in the file, with git's marks between them; keep one and delete the marks");
        }
    }
}

/// Where a mark stands at the start of a line.
fn marks<'t>(text: &'t str, mark: &'static str) -> impl Iterator<Item = usize> + 't {
    memmem::find_iter(text.as_bytes(), mark)
        .filter(|at| *at == 0 || matches!(text.as_bytes()[at - 1], b'\n' | b'\r') || text[..*at] == *"\u{feff}")
}

fn line(text: &str, start: usize) -> Span {
    Span::new(start, start + text[start..line_end(text, start)].trim_end().len())
}
