//! `style/missing-final-newline`: a file whose last line has no line end.
use crate::diagnostic::Safety;
use crate::front_matter::Fence;
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span, char_boundary_before};

pub(crate) struct MissingFinalNewline;

impl Rule for MissingFinalNewline {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let text = post.source.text();
        let is_sound = matches!(post.front().fence, Fence::Block(_) | Fence::Missing);
        if text.len() <= post.source.bom_len() || text.ends_with(['\n', '\r']) || !is_sound {
            return;
        }
        let newline = if post.source.slice(post.source.line_span(1)).ends_with("\r\n") { "\r\n" } else { "\n" };
        let last = Span::new(char_boundary_before(text, text.len() - 1), text.len());
        cx.report(last, "the last line has no line end")
            .help("tools that join files, and `git diff`, expect one after every line")
            .fix(Safety::Safe, "end the last line", vec![Edit::insert(text.len(), newline)]);
    }
}
