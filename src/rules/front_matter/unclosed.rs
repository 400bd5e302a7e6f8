//! `front-matter/unclosed`: the closing fence never comes.
use crate::diagnostic::Safety;
use crate::front_matter::{Fence, Format};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::Edit;

pub(crate) struct Check;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let Fence::Unclosed(unclosed) = post.front.fence else { return };
        let open = post.source.slice(unclosed.open);
        let finding = cx.report(unclosed.open, format!("the front matter that `{open}` opens is never closed"));
        if open == "{" {
            finding.help("a JSON block ends with the `}` that matches this brace");
            return;
        }
        let fence = if unclosed.format == Format::Yaml || open.starts_with("---") { "---" } else { open };
        let before = &post.source.text()[..unclosed.end];
        let line_end = if before.contains("\r\n") { "\r\n" } else { "\n" };
        let start = if before.ends_with(['\n', '\r']) { "" } else { line_end };
        finding
            .help(format!("without a second `{fence}` line the whole file is taken for text, or the build stops"))
            .fix(
                Safety::Unsafe,
                "close it where its keys end",
                vec![Edit::insert(unclosed.end, format!("{start}{fence}{line_end}"))],
            );
    }
}
