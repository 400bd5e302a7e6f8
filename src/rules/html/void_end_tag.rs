//! `html/void-end-tag`: an end tag of a void element.
use super::mdx_incompatible::{MdxIncompatible, is_moved_with_slash};
use crate::catalogue::Level;
use crate::diagnostic::Safety;
use crate::dialect::Flavour;
use crate::html::HtmlProblem;
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::Edit;

pub(crate) struct VoidEndTag;

impl Rule for VoidEndTag {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let body = post.body();
        // kramdown shows such a tag as text; elsewhere a browser reads it, and the fix writes what it reads.
        let read = !(body.is_markdown && matches!(post.dialect.markdown, Flavour::Kramdown | Flavour::Unknown));
        let is_shown = body.is_markdown && post.dialect.markdown == Flavour::Kramdown;
        let safety = if read { Safety::Safe } else { Safety::Unsafe };
        // A site that is about to move to MDX needs the slash.
        let is_for_mdx = body.is_markdown && cx.settings.level(MdxIncompatible::ID, Level::Off) != Level::Off;
        for problem in &body.html.problems {
            let HtmlProblem::VoidEnd(end) = problem else { continue };
            let name = end.name();
            // Only `</br>` does something in a browser, and kramdown shows them all.
            let finding = cx.report_unsure(
                name != "br" && !is_shown,
                end.span,
                format!("`<{name}>` is a void element and has no end tag"),
            );
            if is_shown {
                finding.help("kramdown shows the end tag to readers as text: remove it").fix(
                    safety,
                    format!("remove {end}"),
                    vec![Edit::delete(end.span)],
                );
            } else if name == "br" {
                let written = if is_for_mdx && !is_moved_with_slash(post, end.span) { "<br />" } else { "<br>" };
                finding.help("browsers read `</br>` as a second `<br>`: write `<br>` for one line break").fix(
                    safety,
                    format!("write `{written}`"),
                    vec![Edit::replace(end.span, written)],
                );
            } else {
                finding.help("a void element has no content, so there is nothing to close: remove the end tag").fix(
                    safety,
                    format!("remove {end}"),
                    vec![Edit::delete(end.span)],
                );
            }
        }
    }
}
