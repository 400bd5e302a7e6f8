//! `template/stray-end`: the end or the middle of a template block that is not open.
use crate::diagnostic::Safety;
use crate::post::Post;
use crate::rules::{Context, Rule, template_problems};
use crate::template::TemplateProblem;
use crate::text::Edit;

pub(crate) struct StrayEnd;

impl Rule for StrayEnd {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let (offset, problems) = template_problems::problems(post);
        for problem in problems {
            let TemplateProblem::StrayEnd { tag, name, open, instead } = problem else { continue };
            let name_span = name.shift(offset);
            let (tag, name) = (tag.shift(offset), post.source.slice(name_span));
            let is_shortcode = post.source.slice(tag).starts_with("{{");
            let slash = if is_shortcode { "/" } else { "" };
            let ends = template_problems::short(post, tag, &format!("{slash}{name}"));
            let message = match (is_shortcode, name.strip_prefix("end")) {
                (true, _) => format!("{ends} has no shortcode `{name}` to close"),
                (false, Some(block)) => format!("{ends} has no `{{% {block} %}}` to close"),
                (false, None) => format!("{ends} is outside of any block"),
            };
            let finding = cx.report(tag, message);
            let mut help = template_problems::engine(post);
            if let Some((open, end_name)) = open {
                let end = end_name;
                let end = template_problems::short(post, tag, end);
                finding.label(open.shift(offset), format!("this block is open, and ends with {end}"));
                if *instead {
                    let edits = vec![Edit::replace(name_span, end_name.trim_start_matches('/'))];
                    finding.fix(Safety::Unsafe, format!("write {end}"), edits);
                }
            }
            help += match open {
                Some(_) if *instead => "; write the end tag of the block that is open",
                _ => "; remove the tag, or write the tag that opens its block",
            };
            finding.help(help);
        }
    }
}
