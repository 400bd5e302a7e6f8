//! `template/unclosed-block`: a block tag without the tag that ends it.
use crate::post::Post;
use crate::rules::{Context, Rule, template_problems};
use crate::template::TemplateProblem;

pub(crate) struct UnclosedBlock;

impl Rule for UnclosedBlock {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let (offset, problems) = template_problems::problems(post);
        for problem in problems {
            let TemplateProblem::UnclosedBlock { start, name, closer, end } = problem else { continue };
            let (start, name) = (start.shift(offset), name.shift(offset));
            let opens = template_problems::short(post, start, post.source.slice(name));
            let ends = template_problems::short(post, start, end);
            let finding = cx.report(start, format!("{opens} is never closed by {ends}"));
            if let Some(closer) = closer {
                finding.label(closer.shift(offset), "the block around it ends first");
            }
            finding.help(format!("{}; write {ends} where the block ends", template_problems::engine(post)));
        }
    }
}
