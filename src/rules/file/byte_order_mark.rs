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
        // Of two marks, the second one becomes the byte order mark when the first is deleted: it was text before the front matter until then.
        let two = post.source.text()[mark.end()..].starts_with('\u{feff}');
        let safety = if two { Safety::Unsafe } else { Safety::Safe };
        cx.report(mark, "the file begins with a byte order mark")
            .help("UTF-8 needs no byte order mark, and some tools read the mark as text before the front matter")
            .fix(safety, "delete the mark", vec![Edit::delete(mark)]);
    }
}
