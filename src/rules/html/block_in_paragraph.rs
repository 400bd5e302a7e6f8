//! `html/block-in-paragraph`: a block that ends the paragraph it stands in.
use crate::html::Fault;
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct Check;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for fault in &post.body().html.faults {
            let Fault::BlockInParagraph { block, paragraph } = fault else { continue };
            let finding = cx.report(block.span, format!("{block} ends the paragraph it stands in"));
            finding.label(paragraph.span, "the paragraph begins here");
            if paragraph.markdown {
                finding.help("a paragraph holds no blocks: leave a blank line before it");
            } else {
                finding.help("a paragraph holds no blocks: end it with `</p>` before");
            }
        }
    }
}
