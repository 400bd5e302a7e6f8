//! `template/unclosed-tag`: braces that open a template tag and never close it.
use crate::post::Post;
use crate::rules::{Context, Rule, template_problems};
use crate::template::TemplateProblem;

pub(crate) struct TemplateUnclosedTag;

impl Rule for TemplateUnclosedTag {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let (offset, problems) = template_problems::problems(post);
        for problem in problems {
            let TemplateProblem::UnclosedTag { opener, closer, single } = problem else { continue };
            let opener = opener.shift(offset);
            let braces = post.source.slice(opener);
            let finding = match single {
                Some(brace) => cx
                    .report(opener, format!("`{braces}` is closed by a single `}}`, not by `{closer}`"))
                    .label(brace.shift(offset), "a single brace"),
                None => cx.report(opener, format!("`{braces}` is never closed by `{closer}`")),
            };
            finding.help(format!(
                "{}; write `{closer}` where the tag ends, or keep the braces as text with `raw`",
                template_problems::engine(post)
            ));
        }
    }
}
