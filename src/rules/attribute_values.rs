//! What two html rules share: an attribute value written in straight quotes.
use crate::post::Post;
use crate::text::{Edit, Span};

/// Writes the value in straight quotes; `None` where a template tag reaches over its end.
pub(super) fn in_quotes(post: &Post<'_>, value: Span) -> Option<Edit> {
    quoted(post.source.slice(value)).map(|quoted| Edit::replace(value, quoted))
}

/// The value in straight quotes, without the single or typographic quotes that it has at either end.
fn quoted(value: &str) -> Option<String> {
    let is_cut = |open: &str, close: &str| value.matches(open).count() != value.matches(close).count();
    if is_cut("{{", "}}") || is_cut("{%", "%}") {
        return None;
    }
    let bare = value.trim_matches(['"', '\'', '“', '”', '„', '‟', '‘', '’', '«', '»', '′', '″']);
    match (bare.contains('"'), bare.contains('\'')) {
        (true, true) => Some(format!("\"{}\"", bare.replace('"', "&quot;"))),
        (true, false) => Some(format!("'{bare}'")),
        (false, _) => Some(format!("\"{bare}\"")),
    }
}

#[cfg(test)]
mod tests {
    use super::quoted;

    #[test]
    fn every_value_can_be_quoted_unless_a_template_tag_is_cut() {
        for (value, wanted) in [
            ("/a", Some("\"/a\"")),
            ("Two words\"", Some("\"Two words\"")),
            ("“a ‘b’”", Some("\"a ‘b\"")),
            ("a\"b", Some("'a\"b'")),
            ("it's-\"x\"y", Some("\"it's-&quot;x&quot;y\"")),
            ("{{", None),
            ("/x/{{", None),
            ("{{x}}/y", Some("\"{{x}}/y\"")),
        ] {
            assert_eq!(quoted(value).as_deref(), wanted, "{value}");
        }
    }
}
