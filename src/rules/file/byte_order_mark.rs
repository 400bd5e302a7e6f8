//! `file/byte-order-mark`: a UTF-8 byte order mark.
use crate::diagnostic::Safety;
use crate::post::Post;
use crate::rules::{Context, Rule};
use crate::text::{Edit, Span};

pub(crate) struct ByteOrderMark;

impl Rule for ByteOrderMark {
    fn check(&self, post: &Post<'_>, cx: &mut Context<'_>) {
        let mark = Span::new(0, post.source.bom_len());
        if mark.is_empty() {
            return;
        }
        // Without the first of two, the second becomes the mark: what was text before the front matter is none any more.
        let two = post.source.text()[mark.end()..].starts_with('\u{feff}');
        let safety = if two { Safety::Unsafe } else { Safety::Safe };
        cx.report(mark, "the file begins with a byte order mark")
            .help("UTF-8 needs none, and some tools take it for text before the front matter")
            .fix(safety, "delete the mark", vec![Edit::delete(mark)]);
    }
}
