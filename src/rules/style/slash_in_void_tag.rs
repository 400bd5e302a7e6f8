//! `style/slash-in-void-tag`: `<br />`.
use crate::catalogue::Level;
use crate::diagnostic::Safety;
use crate::html::{TagKind, is_void};
use crate::post::Post;
use crate::rules::html::mdx_incompatible::{MdxIncompatible, is_moved_with_slash};
use crate::rules::written_tags::{WrittenTag, written_tags};
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct SlashInVoidTag;

impl Rule for SlashInVoidTag {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        // A site that is about to move to MDX needs the slash.
        if cx.settings.level(MdxIncompatible::ID, Level::Off) != Level::Off {
            return;
        }
        for tag in written_tags(post) {
            let Some(slash) = slash(&tag, post) else { continue };
            let name = tag.tag.name();
            let finding = cx
                .report(slash, format!("`<{name}>` has a slash, which means nothing in HTML"))
                .help("a void element has no content and is never closed, with or without the slash");
            if !is_moved_with_slash(post, tag.tag.span) {
                finding.fix(Safety::Safe, format!("write `<{name}>`"), vec![Edit::delete(slash)]);
            }
        }
    }
}

/// The slash at the end of a void element, with the spaces before it.
fn slash(WrittenTag { tag, last, .. }: &WrittenTag<'_>, post: &Post<'_>) -> Option<Span> {
    let text = post.source.slice(*last);
    if tag.kind != TagKind::Start || tag.foreign || !is_void(tag.name()) || !text.ends_with('/') {
        return None;
    }
    let slash = last.end() - 1;
    Some(if text.contains(['\n', '\r']) { Span::new(slash, last.end()) } else { *last })
}
