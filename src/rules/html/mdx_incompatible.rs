//! `html/mdx-incompatible`: HTML that MDX does not accept, for sites that want to move there.
use crate::diagnostic::Safety;
use crate::dialect::Flavour;
use crate::html::{TagKind, is_void};
use crate::post::Post;
use crate::rules::details::details;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct MdxIncompatible;

details! {
    /// What MDX does not accept.
    MdxDetail {
        /// `<br>`
        VoidElement "void-element",
        /// `<!-- more -->`
        Comment "comment",
    }
}

impl Rule for MdxIncompatible {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let body = post.body();
        if !body.is_markdown {
            return;
        }
        for tag in &body.html.tags {
            let text = post.source.slice(tag.span);
            if tag.kind == TagKind::Start && is_void(tag.name()) && text.ends_with('>') && !text.ends_with("/>") {
                let end = Span::new(tag.span.end() - 1, tag.span.end());
                let space = if text[..text.len() - 1].ends_with(char::is_whitespace) { "" } else { " " };
                let edits = vec![Edit::replace(end, format!("{space}/>"))];
                let safety = if is_moved_with_slash(post, tag.span) { Safety::Unsafe } else { Safety::Safe };
                cx.report(tag.span, format!("`<{}>` must be closed in MDX", tag.name()))
                    .detail(MdxDetail::VoidElement.name())
                    .help("MDX reads tags as JSX does, where every element must be closed")
                    .fix(safety, format!("write `<{} />`", tag.name()), edits);
            }
        }
        for comment in &body.html.comments {
            if post.source.slice(*comment).starts_with("<!--") {
                cx.report(*comment, "MDX does not support HTML comments")
                    .detail(MdxDetail::Comment.name())
                    .help("the build stops here; MDX supports only `{/* … */}`, which other Markdown shows as text");
            }
        }
    }
}

/// Whether a void element right behind another tag of its line is somewhere else on the page when it ends in a slash: Python-Markdown
/// moves such a one to the end of the block (`</figure><br />`; measured with Markdown 3.11).
pub(in crate::rules) fn is_moved_with_slash(post: &Post<'_>, tag: Span) -> bool {
    let reads_otherwise = matches!(post.dialect.markdown, Flavour::PythonMarkdown | Flavour::Unknown);
    reads_otherwise && post.source.text()[..tag.start()].trim_end_matches([' ', '\t']).ends_with('>')
}
