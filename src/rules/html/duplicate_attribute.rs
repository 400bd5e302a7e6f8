//! `html/duplicate-attribute`: an attribute given twice in one tag.
use crate::diagnostic::Safety;
use crate::html::{Attribute, ErrorCode};
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct DuplicateAttribute;

impl Rule for DuplicateAttribute {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let body = post.body();
        for error in body.html.errors.iter().filter(|error| error.code == ErrorCode::DuplicateAttribute) {
            let name = post.source.slice(error.span).to_ascii_lowercase();
            let tag = body.html.tag_at(error.span.start());
            let again = tag.and_then(|tag| {
                // Where a quote is never closed, nobody knows where the value ends.
                let whole = |attribute: &Attribute| attribute.span().end() <= tag.span.end();
                body.attributes(tag).find(|attribute| attribute.name == error.span).filter(whole)
            });
            let finding = cx.report(error.span, format!("duplicate attribute `{name}`"));
            if let Some(first) = error.first {
                finding.label(first, "first given here");
            }
            finding.help(
                "browsers use the first one and ignore the second: write one attribute with both values, or remove one",
            );
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

/// The characters that separate attributes in a tag.
const SPACES: [char; 5] = [' ', '\t', '\n', '\r', '\u{c}'];

/// The attribute with the space before it.
fn removed(post: &Post<'_>, attribute: &Attribute) -> Span {
    let span = attribute.span();
    let before = &post.source.text()[..span.start()];
    Span::new(before.trim_end_matches(SPACES).len(), span.end())
}
