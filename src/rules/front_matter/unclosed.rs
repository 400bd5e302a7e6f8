//! `front-matter/unclosed`: the closing fence never comes.
use crate::diagnostic::Safety;
use crate::front_matter::{Fence, Format};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::Edit;

pub(crate) struct Unclosed;

impl Rule for Unclosed {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let (fence, format) = match (&post.front().fence, post.front().fence.badly_closed()) {
            (Fence::Unclosed(unclosed), _) => (unclosed.open, unclosed.format),
            (_, Some(block)) => (block.open, block.format),
            _ => return,
        };
        let open = post.source.slice(fence);
        let finding = cx.report(fence, format!("the front matter that `{open}` opens is never closed"));
        if open == "{" {
            finding.help("a JSON block ends with the `}` that matches this brace; without it the file cannot be read");
            return;
        }
        let close = if format == Format::Yaml || open.starts_with("---") { "---" } else { open };
        finding
            .help(format!("without a second `{close}` line the whole file is published as text, or the build stops"));
        // `front-matter/bad-fence` fixes a line that was intended to close the block.
        let Fence::Unclosed(unclosed) = post.front().fence else { return };
        let before = &post.source.text()[..unclosed.end];
        let line_end = if before.contains("\r\n") { "\r\n" } else { "\n" };
        let start = if before.ends_with(['\n', '\r']) { "" } else { line_end };
        let edit = Edit::insert(unclosed.end, format!("{start}{close}{line_end}"));
        finding.fix(Safety::Unsafe, "close the block where its keys end", vec![edit]);
    }
}
