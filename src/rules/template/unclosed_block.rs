//! `template/unclosed-block`: a block tag without the tag that ends it.
use crate::post::Post;
use crate::rules::{Context, Rule, template_faults};
use crate::template::Fault;

pub(crate) struct Check;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let (offset, faults) = template_faults::faults(post);
        for fault in faults {
            let Fault::UnclosedBlock { start, name, closer, end } = fault else { continue };
            let (start, name) = (start.shift(offset), name.shift(offset));
            let opens = template_faults::short(post, start, post.source.slice(name));
            let ends = template_faults::short(post, start, end);
            let finding = cx.report(start, format!("{opens} is never closed by {ends}"));
            if let Some(closer) = closer {
                finding.label(closer.shift(offset), "the block around it ends first");
            }
            finding.help(format!("{}; write {ends} where the block ends", template_faults::engine(post)));
        }
    }
}
