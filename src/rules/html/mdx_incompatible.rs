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

/// Elements that Python-Markdown leaves in the text of a paragraph.
const IN_TEXT: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "dfn", "em", "font", "i", "img", "kbd", "mark", "q", "s",
    "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var", "wbr",
];

/// How many bytes of a line are looked at, so that a line of thousands of tags takes linear time.
const MOST_OF_LINE: usize = 2000;

/// Whether a void element behind other HTML of its line may be somewhere else on the page when it ends in a slash: Python-Markdown moves
/// it to the end of the paragraph where a block or a comment ends earlier in the line (`</figure><br />`, `<!-- a --> b<br />`; measured
/// with Markdown 3.11).
pub(in crate::rules) fn is_moved_with_slash(post: &Post<'_>, tag: Span) -> bool {
    if !matches!(post.dialect.markdown, Flavour::PythonMarkdown | Flavour::Unknown) {
        return false;
    }
    let before = &post.source.text()[..tag.start()];
    if before.trim_end_matches([' ', '\t']).ends_with('>') {
        return true;
    }
    let from = before.len().saturating_sub(MOST_OF_LINE);
    let Some(start) = memchr::memrchr(b'\n', &before.as_bytes()[from..]).map(|found| from + found + 1) else {
        return true;
    };
    let line = before[start..].trim_start_matches([' ', '\t', '>']);
    let Some((tags, _)) = line.rsplit_once('>') else { return false };
    !tags.split('>').all(ends_in_tag_of_text)
}

/// Whether a text ends in a tag, up to its `>`, of an element in [`IN_TEXT`].
fn ends_in_tag_of_text(text: &str) -> bool {
    let Some((_, tag)) = text.rsplit_once('<') else { return false };
    let name = tag.trim_start_matches('/').split([' ', '\t', '/']).next().unwrap_or("");
    IN_TEXT.iter().any(|element| name.eq_ignore_ascii_case(element))
}
