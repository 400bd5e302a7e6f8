//! `html/block-in-paragraph`: a block that ends the paragraph around it.
use crate::html::HtmlProblem;
use crate::post::Post;
use crate::rules::{Context, Rule};

pub(crate) struct BlockInParagraph;

impl Rule for BlockInParagraph {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for problem in &post.body().html.problems {
            let HtmlProblem::BlockInParagraph { block, paragraph } = problem else { continue };
            let finding = cx.report(block.span, format!("{block} ends the paragraph around it"));
            finding.label(paragraph.span, "the paragraph begins here");
            if paragraph.markdown {
                finding.help("a paragraph contains only text, and what follows the block is outside the paragraph: leave a blank line before the block");
            } else {
                finding.help("a paragraph contains only text, and what follows the block is outside the paragraph: write `</p>` before the block");
            }
        }
    }
}
