//! `style/attribute-spacing`: spaces around `=`, before `>`, and more than one between attributes.
use crate::diagnostic::Safety;
use crate::post::Post;
use crate::rules::written_tags::{WrittenTag, written_tags};
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct AttributeSpacing;

impl Rule for AttributeSpacing {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        for tag in written_tags(post) {
            let odd = odd_spaces(&tag, post);
            let Some(first) = odd.first() else { continue };
            let what = first.what;
            let edits: Vec<Edit> = odd.iter().map(|odd| odd.edit.clone()).collect();
            cx.report(first.edit.span, format!("`{}` has {what}", tag.title(post)))
                .help("browsers read the tag in the same way with one space before each attribute and none elsewhere")
                .fix(Safety::Safe, "leave one space before each attribute", edits);
        }
    }
}

/// Spaces that could be fewer.
struct OddSpace {
    edit: Edit,
    what: &'static str,
}

/// The odd spaces of a tag, in order. Where a tag goes on in the next line, its author has laid it out.
fn odd_spaces(tag: &WrittenTag<'_>, post: &Post<'_>) -> Vec<OddSpace> {
    let mut odd = Vec::new();
    let mut expect = |span: Span, wanted: &str, what: &'static str| {
        let text = post.source.slice(span);
        if text != wanted && !text.contains(['\n', '\r']) {
            odd.push(OddSpace { edit: Edit::replace(span, wanted), what });
        }
    };
    for (attribute, before) in tag.attributes.iter().zip(&tag.before) {
        expect(*before, " ", "more than one space before an attribute");
        if let Some(value) = attribute.value {
            let sign = Span::new(attribute.name.end(), value.start() - usize::from(attribute.quote.is_some()));
            expect(sign, "=", "spaces around `=`");
        }
    }
    let slash = usize::from(post.source.slice(tag.last).ends_with('/'));
    let space = Span::new(tag.last.start(), tag.last.end() - slash);
    let wanted = if slash == 1 && !space.is_empty() { " " } else { "" };
    expect(space, wanted, "spaces before its end");
    odd
}
