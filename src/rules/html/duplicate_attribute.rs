//! `html/duplicate-attribute`: an attribute given twice in one tag.
use crate::diagnostic::Safety;
use crate::html::{Attribute, Code};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct Check;

impl Rule for Check {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let body = post.body();
        for error in body.html.errors.iter().filter(|error| error.code == Code::DuplicateAttribute) {
            let name = post.source.slice(error.span).to_ascii_lowercase();
            let tag = body.html.tag_at(error.span.start());
            let again = tag.and_then(|tag| body.attributes(tag).find(|attribute| attribute.name == error.span));
            let finding = cx.report(error.span, format!("the attribute `{name}` is given twice"));
            if let Some(first) = error.first {
                finding.label(first, "it is first given here");
            }
            finding.help("browsers use the first and ignore the second");
            if let Some(again) = again {
                finding.fix(
                    Safety::Unsafe,
                    format!("remove the second `{name}`"),
                    vec![Edit::delete(removed(post, &again))],
                );
            }
        }
    }
}

/// The attribute with the space before it.
fn removed(post: &Post<'_>, attribute: &Attribute) -> Span {
    let span = attribute.span();
    let before = &post.source.text()[..span.start()];
    Span::new(before.trim_end().len(), span.end())
}
