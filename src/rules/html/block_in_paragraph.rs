//! `html/block-in-paragraph`: a block that ends the paragraph it stands in.
use crate::html::HtmlProblem;
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct BlockInParagraph;

impl Rule for BlockInParagraph {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for problem in &post.body().html.problems {
            let HtmlProblem::BlockInParagraph { block, paragraph } = problem else { continue };
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
