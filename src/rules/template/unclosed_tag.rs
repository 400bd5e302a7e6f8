//! `template/unclosed-tag`: braces that open a template tag and never close it.
use crate::dialect::Templates;
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
            let engine = template_problems::engine(post);
            let as_text = shown_as_text(post.dialect.templates, braces, closer);
            finding.help(format!("{engine}; write `{closer}` where the tag ends, or {as_text}"));
        }
    }
}

/// What to write where the braces are not a tag. Hugo and Zola have no `raw`, but comments inside the braces.
fn shown_as_text(templates: Templates, braces: &str, closer: &str) -> String {
    if matches!(templates, Templates::Shortcodes | Templates::Tera) {
        return format!("`{braces}/* … */{closer}` to show the braces as text");
    }
    "put `{% raw %}` and `{% endraw %}` around braces that are text".to_string()
}
