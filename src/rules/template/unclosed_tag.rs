//! `template/unclosed-tag`: braces that open a template tag and never close it.
use crate::dialect::Templates;
use crate::post::Post;
use crate::rules::{Context, Rule, template_problems};
use crate::template::TemplateProblem;
use crate::text::Span;
use memchr::memmem;

pub(crate) struct TemplateUnclosedTag;

impl Rule for TemplateUnclosedTag {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let (offset, problems) = template_problems::problems(post);
        for problem in problems {
            let TemplateProblem::UnclosedTag { opener, closer, single } = problem else { continue };
            let opener = opener.shift(offset);
            if post.dialect.templates == Templates::EscapedNunjucks && is_escaped(post, opener) {
                continue;
            }
            let braces = post.source.slice(opener);
            let finding = match single {
                Some(brace) => cx
                    .report(opener, format!("`{braces}` is closed by a single `}}`, not by `{closer}`"))
                    .label(brace.shift(offset), "a single brace"),
                None => cx.report(opener, format!("`{braces}` is never closed by `{closer}`")),
            };
            let mut engine = template_problems::engine(post);
            // Hexo's own tags take anything as arguments (measured with Hexo 8.1).
            if post.dialect.templates == Templates::EscapedNunjucks && braces == "{%" {
                engine += ", or reads what follows as part of the tag";
            }
            let as_text = shown_as_text(post.dialect.templates, braces, closer);
            finding.help(format!("{engine}; write `{closer}` where the tag ends, or {as_text}"));
        }
    }
}

/// Whether the braces are in code or in a comment, where Hexo shows them as they are; so far as is known.
fn is_escaped(post: &Post<'_>, opener: Span) -> bool {
    let text = post.source.text().as_bytes();
    let before = &text[opener.start().saturating_sub(LONGEST_COMMENT)..opener.start()];
    let in_comment = memmem::rfind(before, b"<!--").is_some_and(|at| memmem::find(&before[at..], b"-->").is_none());
    in_comment || post.is_code(opener.start())
}

/// How far back the beginning of a comment is looked for, in bytes.
const LONGEST_COMMENT: usize = 10_000;

/// What to write where the braces are not a tag. Hugo and Zola have no `raw`, but comments inside the braces.
fn shown_as_text(templates: Templates, braces: &str, closer: &str) -> String {
    if matches!(templates, Templates::Shortcodes | Templates::Tera) {
        return format!("`{braces}/* … */{closer}` to show the braces as text");
    }
    "put `{% raw %}` and `{% endraw %}` around braces that are text".to_string()
}
